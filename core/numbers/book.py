"""The port of the numbers: sums of what was counted, and the cases behind them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

# How often each measure was met, by measure and bucket.
Sums = Mapping[tuple[str, int], int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Whole hours from `start` until before `end`; an empty filter lets everything through."""

    start: datetime
    end: datetime
    platform: str = ""
    topic: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Spot:
    """`n` times a measure in the hour or day that begins at `at`."""

    at: datetime
    measure: str
    bucket: int
    n: int


class Side(StrEnum):
    """By what sums are taken apart."""

    PLATFORM = "platform"
    TOPIC = "topic"
    LANGUAGE = "language"


class What(StrEnum):
    """Why one looks at cases behind a number."""

    FIRST_BOT = "first_bot"
    FIRST_PEOPLE = "first_people"
    TOUCHED = "touched"
    COMPLAINED = "complained"
    SCORED = "scored"
    MISSED = "missed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """One case behind a number: when it counted, and the time or the score that counted."""

    case_id: str
    platform: str
    topic: str
    at: datetime
    value: float


class NumberBook(Protocol):
    """What is counted; written by the memory itself whenever something becomes true. Each method
    is one transaction and raises StorageUnavailable."""

    async def begun(self) -> datetime:
        """From when on everything is counted."""
        ...

    async def sums(self, scope: Scope, measures: Sequence[str] = ()) -> Sums:
        """All of a span, of these measures or of all."""
        ...

    async def spots(
        self, scope: Scope, measures: Sequence[str], *, days: bool = False
    ) -> Sequence[Spot]:
        """These measures hour by hour, or by UTC's days, in order."""
        ...

    async def apart(
        self, scope: Scope, measure: str, side: Side, *, days: bool = False
    ) -> Mapping[str, Sequence[Spot]]:
        """One measure by what it is about; a filter of the same kind is not looked at."""
        ...

    async def people(self, scope: Scope) -> Mapping[str, Sums]:
        """What agents did, by their ids; the filters are not looked at."""
        ...

    async def behind(self, scope: Scope, what: What, *, limit: int = 50) -> Sequence[Behind]:
        """The cases behind a number, the worst first."""
        ...
