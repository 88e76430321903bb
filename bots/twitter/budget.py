"""What each endpoint still allows, by X's own headers, be they right, wrong or missing."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime

# Three counters may come with an answer. Source: X docs, Rate limits.
COUNTERS = ("x-rate-limit", "x-user-limit-24hour", "x-app-limit-24hour")
# Where a 429 does not say until when: this long, then twice as long, at most a whole window.
FIRST_WAIT_S, LONGEST_WAIT_S = 60.0, 900.0
# A reset further away than this is no reset of X's: its longest window is a day.
FARTHEST_RESET_S = 86_400.0 + 60.0
# X counts whole seconds; one more makes sure that the window has turned.
MARGIN_S = 1.0
# Below this share of a window's calls the rest is spread over the rest of the window.
ENOUGH = 0.5


@dataclass(slots=True)
class _Endpoint:
    """One endpoint's state; times in seconds of `tick`."""

    left: float = float("inf")
    limit: float = 0.0
    reset: float = 0.0
    held_until: float = 0.0
    strikes: int = 0


class Budget:
    """Remembers the headers of every answer. `tick` is the time in epoch seconds, ours.

    A reset is read against the `Date` of the same answer, so that a clock that is off, ours or
    theirs, neither shortens nor lengthens a wait.
    """

    def __init__(self, tick: Callable[[], float]) -> None:
        self._tick = tick
        self._endpoints: dict[str, _Endpoint] = {}
        self.refusals = 0

    def wait(self, endpoint: str) -> float:
        """Seconds until a call may leave; 0 when it may now."""
        state, now = self._of(endpoint), self._tick()
        if state.held_until > now:
            return state.held_until - now
        return state.reset - now if state.left <= 0 and state.reset > now else 0.0

    def pace(self, endpoint: str) -> float:
        """Seconds between calls at which what is left lasts until the window turns.

        0 while most of it is left: somebody impatient may be quick, but shall not be blind for the
        rest of the window.
        """
        state, now = self._of(endpoint), self._tick()
        if state.reset <= now or state.left > ENOUGH * state.limit:
            return 0.0
        return (state.reset - now) / max(1.0, state.left)

    def spend(self, endpoint: str) -> None:
        """One call leaves now; its answer's headers will know better."""
        self._of(endpoint).left -= 1

    def note(self, endpoint: str, status: int, headers: Mapping[str, str]) -> None:
        """Learn from an answer."""
        state, now = self._of(endpoint), self._tick()
        tightest = min(_counters(headers, now), default=None, key=lambda each: each[0])
        if tightest:
            state.left, state.limit, state.reset = tightest
        else:
            state.left, state.reset = float("inf"), 0.0
        if status == 429:
            self.refusals += 1
            self._hold(state, now, told=_told_wait(headers, now))
        elif status < 400:
            state.strikes = 0

    def share_left(self) -> float:
        """The smallest share of a window's calls that is left anywhere, 0..1."""
        now = self._tick()
        held = [0.0 for each in self._endpoints.values() if each.held_until > now]
        counted = [
            max(0.0, min(1.0, each.left / each.limit))
            for each in self._endpoints.values()
            if each.limit > 0 and each.reset > now
        ]
        return min(held + counted, default=1.0)

    def _of(self, endpoint: str) -> _Endpoint:
        return self._endpoints.setdefault(endpoint, _Endpoint())

    def _hold(self, state: _Endpoint, now: float, *, told: float | None) -> None:
        if told is None:
            told = min(FIRST_WAIT_S * 2**state.strikes, LONGEST_WAIT_S)
            state.strikes += 1
        state.held_until = now + told


def steady(now: float) -> Callable[[], float]:
    """Epoch seconds from `now` on that only count on: where a clock was an hour ahead and is set
    right, nothing waits for an hour."""
    ahead = now - time.monotonic()
    return lambda: time.monotonic() + ahead


def server_time(headers: Mapping[str, str]) -> datetime | None:
    """The time of day on the other side, where it tells."""
    try:
        return parsedate_to_datetime(headers["Date"])
    except (KeyError, ValueError, TypeError):
        return None


def _told_wait(headers: Mapping[str, str], now: float) -> float | None:
    """How long a 429 asks us to wait: until every used-up counter turns, or as it says."""
    used_up = [reset - now for left, _, reset in _counters(headers, now) if left <= 0]
    if used_up:
        return max(used_up)
    resets = [reset - now for _, _, reset in _counters(headers, now)]
    after = _number(headers.get("Retry-After"))
    if after is not None and 0 < after <= FARTHEST_RESET_S:
        return after + MARGIN_S
    return resets[0] if resets else None


def _counters(headers: Mapping[str, str], now: float) -> list[tuple[float, float, float]]:
    """(left, limit, reset on our clock) of each counter that makes sense."""
    theirs = server_time(headers)
    skew = theirs.timestamp() - now if theirs else 0.0
    found: list[tuple[float, float, float]] = []
    for name in COUNTERS:
        left = _number(headers.get(f"{name}-remaining"))
        reset = _number(headers.get(f"{name}-reset"))
        wait = reset - now - skew if reset is not None else 0.0
        if left is not None and left >= 0 and 0 < wait <= FARTHEST_RESET_S:
            limit = _number(headers.get(f"{name}-limit")) or 0.0
            found.append((left, limit, now + wait + MARGIN_S))
    return found


def _number(text: str | None) -> float | None:
    try:
        number = float(int(text or ""))
    except ValueError:
        return None
    return number
