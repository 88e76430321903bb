"""A circuit breaker: who fails again and again is left alone for a while."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta


@dataclass(slots=True)
class Breaker:
    """Closed while calls succeed; after `fails` in a row open for `pause_s`, then one is let by.

    `since` is when it last changed between succeeding and failing; `why` is the last failure.
    """

    fails: int
    pause_s: float
    now: Callable[[], datetime]
    failed: int = field(default=0, init=False)
    why: str = field(default="", init=False)
    since: datetime = field(init=False)
    _until: datetime | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        self.since = self.now()

    @property
    def is_open(self) -> bool:
        """Whether nothing is to be tried now."""
        return self._until is not None and self.now() < self._until

    def let_by(self) -> bool:
        """Whether a call may go; the one that goes first after a pause keeps others waiting."""
        if self.is_open:
            return False
        if self._until is not None:
            self._pause()
        return True

    def succeeded(self) -> bool:
        """A call was answered; whether that ends a failure."""
        news = bool(self.failed)
        self.failed, self.why, self._until = 0, "", None
        if news:
            self.since = self.now()
        return news

    def broke(self, why: str) -> bool:
        """A call failed; whether that is news."""
        news = self.why != why
        if not self.failed:
            self.since = self.now()
        self.failed, self.why = self.failed + 1, why
        if self.failed >= self.fails:
            self._pause()
        return news

    def _pause(self) -> None:
        self._until = self.now() + timedelta(seconds=self.pause_s)
