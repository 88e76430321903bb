"""How long somebody will wait, said honestly: what people really waited lately, else the promise.

Pure but for `Waits`, which the composition root fills with what was measured.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from math import ceil

from core.service.promise import STANDARD, Promises
from core.types import Urgency

# The waits that are said, in minutes: nobody is told a number that looks more exact than it is.
RUNGS = (5, 10, 15, 30, 45, 60, 120, 180, 240, 360, 480, 720, 1440, 2880, 4320, 7200, 10080)
OPEN, CLOSED = "handed_over", "handed_over_closed"
# Four in five waited no longer; fewer cases than this say nothing.
SHARE, FEWEST = 0.8, 5

Phrase = Callable[..., str]


@dataclass(slots=True)
class Waits:
    """Working minutes until a person answered, by urgency, as measured lately."""

    minutes: Mapping[Urgency, float] = field(default_factory=dict[Urgency, float])

    def learn(self, measured: Mapping[Urgency, Sequence[float]]) -> None:
        """Take over what people waited; urgencies with too few cases go by the promise."""
        self.minutes = {
            urgency: quantile(waits, SHARE)
            for urgency, waits in measured.items()
            if len(waits) >= FEWEST
        }


@dataclass(frozen=True, slots=True)
class Wait:
    """How long it will take; `away` when nobody works right now."""

    minutes: float
    away: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """What we promise, and what became of our promises lately."""

    promises: Promises = STANDARD
    waits: Waits = field(default_factory=Waits)

    def wait(self, priority: Urgency, topic: str, now: datetime) -> Wait:
        """What somebody may be told who is handed to a person now.

        While somebody works, what was measured counts, be it less or more than the promise; while
        nobody does, at least the promise from the next opening on.
        """
        promised = self.promises.of(priority, topic)
        measured = self.waits.minutes.get(priority, promised)
        hours = self.promises.hours(priority)
        away = not hours.is_open(now)
        until = hours.after(now, max(measured, promised) if away else measured)
        return Wait((until - now).total_seconds() / 60, away)


def promised(priority: Urgency) -> Wait:
    """The wait where nothing is known but the standard promise."""
    return Wait(STANDARD.of(priority, ""))


def handed_over(wait: Wait, language: str, phrase: Phrase) -> str:
    """The sentence that hands somebody to a person; `phrase` is `Library.phrase`."""
    unit, count = _counted(rung(wait.minutes))
    within: str = phrase(f"wait_{unit}", language, n=str(count))
    said: str = phrase(CLOSED if wait.away else OPEN, language, wait=within)
    return said


def rung(minutes: float) -> int:
    """The shortest wait that is said and is not shorter."""
    return next((each for each in RUNGS if each >= minutes), RUNGS[-1])


def _counted(minutes: int) -> tuple[str, int]:
    if minutes < 60:
        return "minutes", minutes
    return ("hours", minutes // 60) if minutes <= 1440 else ("days", minutes // 1440)


def quantile(values: Sequence[float], share: float) -> float:
    """The least value that `share` of the values do not exceed; values must not be empty."""
    ordered = sorted(values)
    return ordered[max(0, ceil(share * len(ordered)) - 1)]
