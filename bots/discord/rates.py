"""How fast we speak, over all routes: what the library, which knows single routes, does not see."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from core.errors import RateLimited

# Longer waits go back to the outbox, which can do something else meanwhile.
PATIENCE_S = 2.0
# Sleeping a little longer than needed saves waking up a moment too early.
GRAIN_S = 0.005


@dataclass(slots=True, eq=False)
class _Turn:
    """One call: it counts as happening until its answer came, as nobody knows when it arrived."""

    done: float | None = None


class Window:
    """At most `count` within any `seconds` of `tick`, exact."""

    __slots__ = ("_count", "_seconds", "_tick", "_turns")

    def __init__(self, count: int, seconds: float, tick: Callable[[], float]) -> None:
        self._count, self._seconds, self._tick = count, seconds, tick
        self._turns: list[_Turn] = []

    @asynccontextmanager
    async def turn(self, sleep: Callable[[float], Awaitable[None]]) -> AsyncIterator[None]:
        """Wait for room, briefly, and call inside; RateLimited with the time to come back."""
        deadline = self._tick() + PATIENCE_S
        while (wait := self._wait()) > 0:
            if self._tick() + wait > deadline:
                raise RateLimited(wait, everywhere=True)
            await sleep(wait + GRAIN_S)
        turn = _Turn()
        self._turns.append(turn)
        try:
            yield
        finally:
            turn.done = self._tick()

    def _wait(self) -> float:
        """Seconds until there may be room; 0 when there is."""
        now = self._tick()
        ends = [(now if each.done is None else each.done) + self._seconds for each in self._turns]
        self._turns = [each for each, end in zip(self._turns, ends, strict=True) if end > now]
        return min(ends) - now if len(self._turns) >= self._count else 0.0
