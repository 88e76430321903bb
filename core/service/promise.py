"""By when a person answers: minutes of working time, by topic and urgency. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from core.service.calendar import Calendar
from core.types import Urgency

# Source: our own promise, `docs/operations.md`.
MINUTES: Mapping[Urgency, int] = {
    Urgency.P0: 5,
    Urgency.P1: 30,
    Urgency.P2: 240,
    Urgency.P3: 1440,
}
ALWAYS = Calendar()


@dataclass(frozen=True, slots=True, kw_only=True)
class Promises:
    """What we promise: `topics` differ from `minutes`, by intent and urgency.

    `round_the_clock` are the urgencies that know no closing time; a warning comes when `warn_share`
    of a promise is left, never for 0.
    """

    calendar: Calendar = ALWAYS
    minutes: Mapping[Urgency, float] = field(default_factory=lambda: MINUTES)
    topics: Mapping[tuple[str, Urgency], float] = field(
        default_factory=dict[tuple[str, Urgency], float]
    )
    round_the_clock: frozenset[Urgency] = frozenset({Urgency.P0})
    warn_share: float = 0.0

    def of(self, priority: Urgency, topic: str) -> float:
        """The promise in minutes of working time."""
        return self.topics.get((topic, priority), self.minutes[priority])

    def hours(self, priority: Urgency) -> Calendar:
        """The calendar by which it is counted."""
        return ALWAYS if priority in self.round_the_clock else self.calendar

    def due_at(self, priority: Urgency, topic: str, since: datetime) -> datetime:
        """When a person has to have answered."""
        return self.hours(priority).after(since, self.of(priority, topic))

    def warn_at(self, priority: Urgency, topic: str, due_at: datetime) -> datetime:
        """When somebody has to hear that a promise is about to be broken."""
        return self.hours(priority).before(due_at, self.warn_share * self.of(priority, topic))


STANDARD = Promises()
