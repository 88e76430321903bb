"""Who is in which case, as the beats of their pages tell; and who can take work now.

A page says every few seconds where it is. One that goes quiet is idle, one that stops saying
anything is gone. Nothing of what somebody writes is in here: only that he does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

# Without a beat for so long a page is gone; whoever loads the next one is heard again by then.
GONE_AFTER = timedelta(seconds=30)
# Without a key or a touch for so long its reader is elsewhere.
IDLE_AFTER = timedelta(minutes=2)
# The same for a person as a whole: between two cases he may well think.
OFF_AFTER, AWAY_AFTER = timedelta(seconds=90), timedelta(minutes=5)
# What somebody chose for himself is forgotten after a shift, or he would stay away for good.
CHOICE_LASTS = timedelta(hours=12)
# Pages of one person that are remembered.
MOST_PAGES = 8


class Doing(StrEnum):
    """What somebody does in a case; the last two are the bot's."""

    IDLE = "idle"
    VIEWING = "viewing"
    WRITING = "writing"
    REPLYING = "replying"
    WORKING = "working"


class Availability(StrEnum):
    """Whether somebody can be given work."""

    ONLINE = "online"
    BUSY = "busy"
    AWAY = "away"
    OFF = "off"


# What somebody may say of himself; that he is online shows by itself.
CHOICES = (Availability.BUSY, Availability.AWAY, Availability.OFF)
_RANK = {doing: rank for rank, doing in enumerate(Doing)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Beat:
    """What a page says of itself: `case_id` is empty where no case is open."""

    agent: str
    page: str
    case_id: str
    writing: bool
    active_at: datetime
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Somebody in a case, and since when he has it open."""

    agent: str
    doing: Doing
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What one console tells the others about one agent: `spots` by case."""

    agent: str
    console: str
    at: datetime
    active_at: datetime
    spots: Mapping[str, Spot]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What somebody said of himself, and when."""

    value: Availability
    at: datetime

    def counts(self, now: datetime) -> bool:
        """Whether it still does."""
        return now - self.at < CHOICE_LASTS


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """When a person's pages said anything last, and when he did."""

    at: datetime
    active_at: datetime


def doing_of(beat: Beat, now: datetime) -> Doing:
    """What a page's reader does now."""
    if now - beat.active_at >= IDLE_AFTER:
        return Doing.IDLE
    return Doing.WRITING if beat.writing else Doing.VIEWING


def is_here(at: datetime, now: datetime) -> bool:
    """Whether who was heard of then still counts."""
    return now - at < GONE_AFTER


def merged(spots: Iterable[Spot]) -> tuple[Spot, ...]:
    """Each person once: the busiest of his pages, since the first of them; who came first first."""
    people: dict[str, Spot] = {}
    for each in spots:
        known = people.get(each.agent, each)
        doing = max(known.doing, each.doing, key=_RANK.__getitem__)
        people[each.agent] = Spot(agent=each.agent, doing=doing, since=min(known.since, each.since))
    return tuple(sorted(people.values(), key=lambda spot: (spot.since, spot.agent)))


def availability(heard: Heard | None, choice: Choice | None, now: datetime) -> Availability:
    """Whether somebody can be given work: gone is gone, else what he chose, else what he does."""
    if heard is None or now - heard.at >= OFF_AFTER:
        return Availability.OFF
    if choice is not None and choice.counts(now):
        return choice.value
    return Availability.AWAY if now - heard.active_at >= AWAY_AFTER else Availability.ONLINE
