"""What agents make of cases, as pages show it, and the ports that remember it; see `core.deeds`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from core.case import Case
from core.deeds import Deed
from core.scams import NameSeen
from core.tables.resolve import REASONS
from core.types import Platform


@dataclass(frozen=True, slots=True, kw_only=True)
class Tagged:
    """A tag of a case."""

    tag: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """A case that goes on in another one."""

    case: Case
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a case stands among others. `into` is where it goes on now; empty: here.

    `sooner` is the conversation's case before it.
    """

    tags: tuple[Tagged, ...] = ()
    into: str = ""
    merged: tuple[Joined, ...] = ()
    split_from: str = ""
    split_into: tuple[str, ...] = ()
    sooner: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PastCase:
    """A case of somebody with how it ended: why it was resolved, and his score, 0 for none."""

    case: Case
    outcome: str = ""
    score: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedHandle:
    """Another handle of the same person, because he linked both with one account himself."""

    platform: Platform
    author_id: str
    name: str
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """What the desk honestly knows of somebody: names he bore, cases here and, by his consent
    alone, those of his other handles. Names are the latest first, cases too."""

    platform: Platform
    author_id: str
    names: tuple[NameSeen, ...] = ()
    linked: tuple[LinkedHandle, ...] = ()
    cases: tuple[PastCase, ...] = ()


class ActKind(StrEnum):
    """What the story of a case can be filtered by."""

    MOVE = "move"
    NOTE = "note"
    SEND = "send"
    DECISION = "decision"
    CORRECTION = "correction"
    REVEAL = "reveal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One line of a case's story; `state` is what became of a send."""

    at: datetime
    kind: ActKind
    act: str
    by: str
    reason: str = ""
    evidence: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A page of a case's story, the latest first; `after` is the key of the next page."""

    acts: tuple[Act, ...]
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mentioned:
    """A case that an agent was asked to look at."""

    case: Case
    by: str
    at: datetime
    text: str
    seen: bool


class Casework(Protocol):
    """Implemented by the store. Each method is one transaction; raises StorageUnavailable."""

    async def do(self, deed: Deed) -> Case:
        """Make it true with its audit; the case it left behind: the new one after a split.

        Raises NotYours where another agent holds it, IllegalTransition, Refused.
        """
        ...

    async def standing(self, case_id: str) -> Standing: ...

    async def story(self, case_id: str, kinds: frozenset[ActKind], *, after: str = "") -> Story:
        """Everything that was done in its conversations; no `kinds` means all."""
        ...

    async def tags_used(self, start: str, *, limit: int = 20) -> Sequence[tuple[str, int]]:
        """Tags that begin so, with how many cases bear them, the most used first."""
        ...

    async def person(self, platform: Platform, author_id: str, *, limit: int = 20) -> Person: ...


class Mentions(Protocol):
    """Implemented by the store: who was asked to look at which case."""

    async def mentions(self, agent: str, *, limit: int = 100) -> Sequence[Mentioned]:
        """The latest first."""
        ...

    async def unread(self, agent: str) -> int:
        """How many of them were not looked at yet; a hundred stands for more."""
        ...

    async def looked(self, agent: str, case_id: str, at: datetime) -> None:
        """The agent has the case before him."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRoom:
    """The console's half: what agents do to cases, and the reasons for which they resolve them."""

    work: Casework
    mentions: Mentions
    reasons: tuple[str, ...] = REASONS
