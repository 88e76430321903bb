"""What incidents remember: who asked what, the incidents themselves, and who was told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from core.actions import Outgoing
from core.incidents.heard import Heard, Overheard
from core.incidents.incident import Incident
from core.incidents.surge import Pulse
from core.ports import Decision
from core.types import Leg, Platform


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Somebody who asked about an incident, as he was heard last, and what we told him.

    `private_address` is where he can be written to in private, `closed` why the place in which he
    asked is closed to us, `agent` who holds his case.
    """

    heard: Heard
    times: int = 1
    told_at: datetime | None = None
    cleared_at: datetime | None = None
    private_address: str = ""
    closed: str = ""
    agent: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many asked about an incident, heard its text, heard that it is over."""

    asked: int = 0
    told: int = 0
    cleared: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentFile:
    """An incident with everybody who asked, the first first, and what people did, latest first."""

    incident: Incident
    tally: Tally
    asked: tuple[Asked, ...] = ()
    trail: tuple[Decision, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Whether this question is the one that is answered, and how often this person has asked."""

    first: bool
    times: int


class Word(StrEnum):
    """What is said to everybody at once: what is the matter, or that it is over."""

    NEWS = "news"
    CLEAR = "clear"


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """A change of an incident with what is said for it, made true together.

    `people` hear the rows; `conversations` are theirs, whose cases wait for the incident (NEWS) or
    are settled with it (CLEAR) unless an agent holds them. Who asked goes `into` what it is merged
    with.
    """

    incident: Incident
    trace: Decision
    word: Word | None = None
    rows: tuple[Outgoing, ...] = ()
    people: tuple[str, ...] = ()
    conversations: tuple[str, ...] = ()
    into: Incident | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mode:
    """How the volatility switch stands: "auto", "on" or "off", by whom and until when."""

    value: str = "auto"
    by: str = ""
    at: datetime | None = None
    until: datetime | None = None

    def is_on(self, now: datetime, *, automatic: bool) -> bool:
        """Whether the desk is in volatility mode; a switch that ran out is automatic again."""
        over = self.until is not None and self.until <= now
        return automatic if over or self.value == "auto" else self.value == "on"


class Ear(Protocol):
    """Counts questions. Each method is one transaction; raises StorageUnavailable."""

    async def hear(self, heard: Sequence[Heard], now: datetime) -> None:
        """Keep questions; a person counts once an hour in each series. That the desk listened is
        kept even where nobody asked."""
        ...

    async def pulses(self, now: datetime, window_s: float, *, least: int) -> Sequence[Pulse]:
        """Every series in which so many people asked within the window, with its past hours."""
        ...

    async def overheard(self, since: datetime, *, limit: int) -> Sequence[Overheard]:
        """The latest questions since then with their texts, oldest first; one a message."""
        ...

    async def forget_heard(self, before: datetime) -> int:
        """Forget questions kept before then, but not how many there were; how many questions."""
        ...


class IncidentBook(Protocol):
    """Incidents and who asked about them. Each method is one transaction."""

    async def tallies(self, incident_ids: Sequence[str]) -> Mapping[str, Tally]:
        """How many asked, were told and heard that it is over; those of whom nobody asked too."""
        ...

    async def incidents(self, *, closed_since: datetime | None = None) -> Sequence[Incident]:
        """The open ones and those closed since then (all: the epoch), the latest first."""
        ...

    async def incident_file(self, incident_id: str) -> IncidentFile | None: ...

    async def announce(self, announcement: Announcement) -> Incident:
        """Make a change true with its rows, none of which is ever queued twice. The incident is
        new (version 0), one version on, or as it was; else raises Outdated."""
        ...

    async def link(self, incident_id: str, asked: Sequence[Heard]) -> int:
        """These people asked about it and wait; how many were new."""
        ...

    async def tell(self, incident_id: str, heard: Heard) -> Told | None:
        """Somebody asks what the incident's text answers: `first` once a person, and again for
        the same message. None where it does not speak any more."""
        ...


class Switchboard(Protocol):
    """The switch of volatility mode, and who moved it."""

    async def mode(self) -> Mode: ...

    async def set_mode(self, mode: Mode) -> None: ...


class IncidentMemory(Ear, IncidentBook, Switchboard, Protocol):
    """What the desk's memory offers for incidents."""

    async def hold(self, name: str, owner: str, now: datetime, *, seconds: float) -> bool:
        """As in `Store`: one detector at a time."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreached:
    """Somebody who asked and cannot be told, with the reason as a code of the console's texts."""

    asked: Asked
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience:
    """Who would hear an announcement, in which rows, and who cannot."""

    rows: tuple[Outgoing, ...] = ()
    people: tuple[str, ...] = ()
    conversations: tuple[str, ...] = ()
    by_platform: tuple[tuple[Platform, Leg, int], ...] = field(default=())
    unreached: tuple[Unreached, ...] = ()
