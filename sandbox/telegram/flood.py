"""The flood limits of the real server: 429, and a note of who keeps knocking meanwhile."""

from __future__ import annotations

import math
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass

ALL_CHATS = 0
# Sources: Telegram's "Bots FAQ" names 30 messages a second, 1 a second a chat, 20 a minute a group.
OVERALL_PER_SECOND, CHAT_PER_SECOND, GROUP_PER_MINUTE = 30, 1, 20


@dataclass(frozen=True, slots=True)
class Limits:
    """Messages allowed; None switches a limit off."""

    overall_per_second: int | None = None
    chat_per_second: int | None = None
    group_per_minute: int | None = None

    @classmethod
    def real(cls) -> Limits:
        """The published limits."""
        return cls(OVERALL_PER_SECOND, CHAT_PER_SECOND, GROUP_PER_MINUTE)


@dataclass(frozen=True, slots=True)
class Violation:
    """A send while the server had asked for silence."""

    chat: int
    method: str
    at: float
    early_by: float


class Flood:
    """Sliding windows over accepted sends, and the silences they led to."""

    def __init__(self, clock: Callable[[], float], limits: Limits | None = None) -> None:
        self.clock, self.limits = clock, limits or Limits()
        self.clear()

    def clear(self) -> None:
        """Forget all windows and violations."""
        self._sent: dict[int, deque[float]] = defaultdict(deque)
        self._silent_until: dict[int, float] = {}
        self.violations: list[Violation] = []

    def check(self, method: str, chat: int) -> int:
        """Seconds to wait, or 0 when the send may pass (and is counted)."""
        now = self.clock()
        for scope in (ALL_CHATS, chat):
            left = self._silent_until.get(scope, 0.0) - now
            if left > 0:
                self.violations.append(Violation(chat, method, now, round(left, 3)))
                return math.ceil(left)
        rules = self._rules(chat)
        for scope, allowed, span in rules:
            wait = self._wait(scope, allowed, span, now)
            if wait > 0:
                self.silence(scope, math.ceil(wait))
                return math.ceil(wait)
        for scope in {scope for scope, _, _ in rules}:
            self._sent[scope].append(now)
        return 0

    def silence(self, chat: int, seconds: float) -> None:
        """Refuse everything to a chat (0: to all) for a while; sending anyway is a violation."""
        self._silent_until[chat] = self.clock() + seconds

    def _rules(self, chat: int) -> list[tuple[int, int, float]]:
        limits = self.limits
        rules = [
            (ALL_CHATS, limits.overall_per_second, 1.0),
            (chat, limits.chat_per_second, 1.0),
            (chat, limits.group_per_minute if chat < 0 else None, 60.0),
        ]
        return [(scope, allowed, span) for scope, allowed, span in rules if allowed is not None]

    def _wait(self, scope: int, allowed: int, span: float, now: float) -> float:
        times = self._sent[scope]
        longest = 60.0 if scope < 0 else 1.0
        while times and times[0] <= now - longest:
            times.popleft()
        recent = [each for each in times if each > now - span]
        return recent[-allowed] + span - now if len(recent) >= allowed else 0.0
