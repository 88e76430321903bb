"""How fast we speak: sliding windows from settings, one send of a kind at a time."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager

from bots.twitter.limits import Rate
from core.errors import RateLimited

# Longer waits go back to the outbox, which can do something else meanwhile.
PATIENCE_S = 2.0
# Sleeping a little longer than needed saves waking up a moment too early.
GRAIN_S = 0.005
# A send that hangs must not gather the whole outbox behind it.
MOST_WAITING = 4


class Window:
    """The last sends under one rate, exact: no leaking bucket lets one more through."""

    __slots__ = ("_times", "rate")

    def __init__(self, rate: Rate) -> None:
        self.rate = rate
        self._times: deque[float] = deque(maxlen=rate.count)

    def wait(self, now: float) -> float:
        """Seconds until one more may leave; 0 or less when it may now."""
        if len(self._times) < self.rate.count:
            return 0.0
        return self._times[0] + self.rate.seconds - now

    def note(self, now: float) -> None:
        """One was answered now."""
        self._times.append(now)


class Lane:
    """Sends of one kind: their windows, and who waits."""

    def __init__(self, rates: Sequence[Rate]) -> None:
        self.windows = [Window(rate) for rate in rates]
        self.one_at_a_time = asyncio.Lock()
        self.waiting = 0
        self.sent_away = 0

    def tightest(self, now: float) -> tuple[float, Rate]:
        """The longest wait there is, and the rate that asks for it."""
        return max(
            ((window.wait(now), window.rate) for window in self.windows), key=lambda each: each[0]
        )


class Limiter:
    """Lets sends through one by one; all times in seconds of `tick`.

    One at a time costs nothing at X's rates, and makes every answer's headers exact.
    """

    def __init__(
        self,
        rates: Mapping[str, Sequence[Rate]],
        *,
        tick: Callable[[], float],
        sleep: Callable[[float], Awaitable[None]],
    ) -> None:
        self._tick, self._sleep = tick, sleep
        self._lanes = {kind: Lane(each) for kind, each in rates.items()}

    @asynccontextmanager
    async def turn(self, kind: str, *, urgent: bool = False) -> AsyncIterator[None]:
        """Wait for room, briefly, and send inside; raises RateLimited with the time to come back.

        Who is `urgent` is told the moment room opens; the rest are spread behind it.
        """
        lane = self._lanes[kind]
        if lane.waiting >= MOST_WAITING:
            raise RateLimited(PATIENCE_S)
        lane.waiting += 1
        try:
            async with lane.one_at_a_time:
                await self._wait_for_room(lane, urgent=urgent)
                try:
                    yield
                finally:
                    # Counted when answered: nobody knows when it arrived.
                    for window in lane.windows:
                        window.note(self._tick())
        finally:
            lane.waiting -= 1

    async def _wait_for_room(self, lane: Lane, *, urgent: bool) -> None:
        deadline = self._tick() + PATIENCE_S
        while True:
            wait, rate = lane.tightest(self._tick())
            if wait <= 0:
                lane.sent_away = 0
                return
            if self._tick() + wait > deadline:
                raise RateLimited(wait if urgent else wait + _later(lane, rate))
            await self._sleep(wait + GRAIN_S)


def _later(lane: Lane, rate: Rate) -> float:
    """Each who is sent away gets another moment of the window, so that not all come at once."""
    lane.sent_away += 1
    return lane.sent_away * rate.seconds / rate.count % rate.seconds
