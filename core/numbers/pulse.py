"""How the desk is doing this moment: how long things have waited, and what is stuck."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Pulse:
    """Ages are seconds, 0 where nothing waits. `breaches` are promises that run and are late."""

    lane_age: float = 0.0
    outbox_age: float = 0.0
    dead: int = 0
    open_cases: int = 0
    breaches: int = 0


class PulseBook(Protocol):
    """A look that costs a few rows; raises StorageUnavailable."""

    async def pulse(self, now: datetime) -> Pulse: ...


def age(since: datetime | None, now: datetime) -> float:
    """How long something has waited; what is due later has not begun to."""
    return max(0.0, (now - since).total_seconds()) if since else 0.0
