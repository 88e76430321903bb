"""What the memory keeps of the team: the roster, whereabouts, who was given which case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from core.case import Case, Status
from core.team.assign import REASONS, Fit
from core.team.presence import Card, Choice, Doing
from core.team.shift import Member
from core.types import Urgency

# By whom the desk's own assignments are signed in the audit.
ASSIGNER = "assigner"


class Mode(StrEnum):
    """Whether somebody is asked to take a case, or has it."""

    OFFER = "offer"
    ASSIGN = "assign"


class Fate(StrEnum):
    """What became of an assignment: he took it, he did not react, or he gave it back."""

    RUNNING = "running"
    TAKEN = "taken"
    LAPSED = "lapsed"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """A case that somebody was given or offered: he reacts before `until`, or it goes on."""

    case_id: str
    agent: str
    mode: Mode
    fit: Fit
    load: int
    most: int
    at: datetime
    until: datetime
    fate: Fate = Fate.RUNNING
    ended_at: datetime | None = None

    @property
    def reason(self) -> str:
        """For the audit: to whom, and why to him."""
        return f"to {self.agent}: {REASONS[self.fit]}; {self.load} of {self.most} cases"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dealt:
    """An assignment, and its case as it is now."""

    assignment: Assignment
    case: Case


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """How many open cases somebody holds, by urgency and status."""

    agent: str
    priority: Urgency
    status: Status
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver:
    """A case that goes from one agent to another, or to the queue where `taker` is empty, with a
    word for whoever goes on; `by` is who does it."""

    case_id: str
    giver: str
    taker: str
    words: str
    by: str
    at: datetime


class Roster(Protocol):
    """Who works when and knows what."""

    async def members(self) -> Sequence[Member]: ...

    async def keep_member(self, member: Member, by: str, at: datetime) -> None:
        """Write an entry, all but the choice, and the audit."""
        ...

    async def choose(self, agent: str, choice: Choice | None) -> None:
        """What somebody says of himself; None is that it shows by itself."""
        ...


class Board(Protocol):
    """Where several consoles on one memory tell each other who is where."""

    async def post(self, cards: Sequence[Card]) -> None: ...

    async def cards(self, since: datetime) -> Sequence[Card]: ...

    async def bot_at_work(self, now: datetime) -> Mapping[str, Doing]:
        """The open cases that the bot reads now, or in which an answer of its waits to leave."""
        ...


class Dealing(Protocol):
    """Cases that the desk gives to people."""

    async def queue(self, *, limit: int) -> Sequence[Case]:
        """The cases that wait for anybody, most urgent first."""
        ...

    async def holdings(self) -> Sequence[Holding]: ...

    async def assignments(self, since: datetime) -> Sequence[Dealt]:
        """Those that run, and those that ended since; the oldest first."""
        ...

    async def give(self, assignment: Assignment) -> bool:
        """Give or offer a case and say why in its audit; False when it does not wait any more."""
        ...

    async def end(self, assignment: Assignment, fate: Fate, at: datetime) -> bool:
        """What became of it; one that lapsed puts its case back. False when it ended before."""
        ...


class Handing(Protocol):
    """Cases that people give each other."""

    async def held_by(self, agent: str) -> Sequence[Case]:
        """Somebody's open cases, most urgent first."""
        ...

    async def hand_over(self, handing: HandOver) -> Case:
        """Give a case on with a note; raises NotYours when the giver does not hold it."""
        ...


class TeamBook(Roster, Board, Dealing, Handing, Protocol):
    """All of it."""
