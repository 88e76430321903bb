"""`[service]` and `[satisfaction]` of settings.toml: hours, promises, who is called and asked."""

from __future__ import annotations

import re
from datetime import date, tzinfo
from itertools import pairwise
from typing import Annotated, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from core.service.calendar import MINUTES_A_DAY, Hours
from core.triage.labels import INTENTS
from core.types import Urgency

# The environment's names; neither ever stands in a file or a log.
SMTP_PASSWORD, WEBHOOK_SECRET = "SKERRY_SERVICE_SMTP_PASSWORD", "SKERRY_SERVICE_WEBHOOK_SECRET"
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SPAN = re.compile(r"(\d{1,2}):([0-5]\d)\s*[-–]\s*(\d{1,2}):([0-5]\d)")
_EXAMPLE = 'write it like "09:00-18:00", "09:00-12:00, 13:00-18:00" or "" for a day off'
Minutes = Annotated[float, Field(gt=0, le=43_200)]


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class WeekTable(_Table):
    """`[service.hours]`: the hours of each day as text; a day that is not named is a day off."""

    monday: str = ""
    tuesday: str = ""
    wednesday: str = ""
    thursday: str = ""
    friday: str = ""
    saturday: str = ""
    sunday: str = ""

    @field_validator(*DAYS)
    @classmethod
    def _readable(cls, text: str) -> str:
        hours_of(text)
        return text

    @model_validator(mode="after")
    def _somebody_works(self) -> Self:
        if self.model_fields_set and not any(self.hours):
            raise ValueError("no day has any hours: name at least one, or leave the table out")
        return self

    @property
    def hours(self) -> tuple[Hours, ...]:
        """The hours of each day, from Monday on."""
        return tuple(hours_of(getattr(self, day)) for day in DAYS)


class Minutely(_Table):
    """Minutes until a person has answered, by urgency; None where nothing else is said."""

    P0: Minutes | None = None
    P1: Minutes | None = None
    P2: Minutes | None = None
    P3: Minutes | None = None

    def items(self) -> dict[Urgency, float]:
        """What is said, by urgency."""
        said = ((urgency, getattr(self, urgency.value)) for urgency in Urgency)
        return {urgency: minutes for urgency, minutes in said if minutes is not None}


class OnCall(_Table):
    """`[[service.on_call]]`: one step of the chain; after `wait_min` without a word the next.

    `room` is the moderators' room of a platform, `private` an address there, `email` a mailbox,
    `webhook` an https address (http on this machine) that gets a signed POST.
    """

    name: Annotated[str, Field(min_length=1, max_length=60)]
    via: Literal["room", "private", "email", "webhook"]
    platform: str = ""
    address: str = ""
    wait_min: Annotated[float, Field(ge=0, le=1440)] = 5.0

    @model_validator(mode="after")
    def _reachable(self) -> Self:
        mend = {
            "room": ("platform", self.platform),
            "private": ("platform", self.platform and self.address),
            "email": ("address", "@" in self.address),
            "webhook": ("address", _is_web(self.address)),
        }
        key, fine = mend[self.via]
        if not fine:
            raise ValueError(f"'{self.name}' cannot be reached by {self.via}: mend its {key}")
        return self


class MailTable(_Table):
    """`[service.mail]`: by which server pages are mailed; SKERRY_SERVICE_SMTP_PASSWORD opens it."""

    host: str = ""
    port: Annotated[int, Field(ge=1, le=65_535)] = 587
    user: str = ""
    sender: str = ""
    security: Literal["starttls", "tls", "none"] = "starttls"


class ServiceTable(_Table):
    """`[service]`: working time, promises and the chain of those who are called.

    Without `hours` somebody always works. `holidays` are countries such as "DE" or "DE-BE", whose
    public holidays are days off; `closed` are further days. `promises` are minutes of working time
    by urgency, `topics` what differs for an intent; `round_the_clock` knows no closing time.
    `page` are the urgencies of which somebody on call hears, `rounds` how often the chain is tried.
    """

    zone: str = "UTC"
    hours: WeekTable = WeekTable()
    holidays: tuple[str, ...] = ()
    closed: tuple[date, ...] = ()
    promises: Minutely = Minutely()
    topics: dict[str, Minutely] = {}
    round_the_clock: tuple[Urgency, ...] = (Urgency.P0,)
    warn_share: Annotated[float, Field(ge=0, lt=1)] = 0.25
    page: tuple[Urgency, ...] = (Urgency.P0,)
    on_call: tuple[OnCall, ...] = ()
    rounds: Annotated[int, Field(ge=1, le=20)] = 3
    mail: MailTable = MailTable()

    @field_validator("zone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        zone_of(name)
        return name

    @field_validator("topics")
    @classmethod
    def _known_topics(cls, topics: dict[str, Minutely]) -> dict[str, Minutely]:
        for topic in topics:
            if topic not in INTENTS:
                raise ValueError(f"there is no topic '{topic}': use an intent such as 'withdrawal'")
        return topics

    @model_validator(mode="after")
    def _complete(self) -> Self:
        names = [step.name for step in self.on_call]
        if len(set(names)) < len(names):
            raise ValueError("two steps of on_call have the same name")
        mailed = next((step.name for step in self.on_call if step.via == "email"), "")
        if mailed and not (self.mail.host and self.mail.sender):
            raise ValueError(f"'{mailed}' is mailed, but [service.mail] has no host and sender")
        return self


class SatisfactionTable(_Table):
    """`[satisfaction]`: one question after a solved case, in private, by buttons.

    `scale` five asks for 1 to 5, two for good or bad; a score of `bad_at` or less reopens the case.
    A question comes `ask_after_min` after the end, once more after `remind_after_h` (0: never), and
    never later than `valid_days`.
    """

    ask: bool = True
    scale: Literal["five", "two"] = "five"
    ask_after_min: Annotated[float, Field(ge=0, le=1440)] = 2.0
    remind_after_h: Annotated[float, Field(ge=0, le=168)] = 24.0
    valid_days: Annotated[float, Field(gt=0, le=30)] = 7.0
    bad_at: Annotated[int, Field(ge=1, le=4)] = 2
    reopen: bool = True
    comment: bool = True


def zone_of(name: str) -> tzinfo:
    """The zone of this name; ValueError in one line for none."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise ValueError(f"there is no zone '{name}': write it like Europe/Oslo") from None


def hours_of(text: str) -> Hours:
    """The hours of a day; ValueError in one line for nonsense."""
    spans = [_span(part.strip()) for part in text.split(",")] if text.strip() else []
    for (_, closes), (opens, _) in pairwise(spans):
        if opens < closes:
            raise ValueError(f"'{text}': the hours overlap or are out of order")
    return tuple(spans)


def _span(text: str) -> tuple[int, int]:
    found = _SPAN.fullmatch(text)
    if found is None:
        raise ValueError(f"'{text}' are no hours: {_EXAMPLE}")
    opens, closes = (int(found[n]) * 60 + int(found[n + 1]) for n in (1, 3))
    if closes > MINUTES_A_DAY:
        raise ValueError(f"'{text}': a day has 24 hours")
    if closes <= opens:
        raise ValueError(f"'{text}' ends before it begins: give the rest to the next day")
    return opens, closes


def _is_web(address: str) -> bool:
    local = ("http://127.0.0.1", "http://localhost", "http://[::1]")
    return address.startswith(("https://", *local))
