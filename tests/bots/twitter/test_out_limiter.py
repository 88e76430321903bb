"""How fast we speak, on a clock that only the test moves."""

from __future__ import annotations

import asyncio
import heapq
from collections import deque

import pytest

from bots.twitter.limiter import MOST_WAITING, Limiter
from bots.twitter.limits import MESSAGE_CREATE, POST_CREATE, Rate
from bots.twitter.settings import read_table
from core.errors import RateLimited

pytestmark = pytest.mark.anyio


class Time:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds


class Judge:
    """Counts sends as X would, window by window; each must fit."""

    def __init__(self, *rates: Rate) -> None:
        self.seen = [(rate, deque()) for rate in rates]
        self.violations = self.sent = 0

    def see(self, now: float) -> None:
        self.sent += 1
        for rate, times in self.seen:
            while times and times[0] <= now - rate.seconds:
                times.popleft()
            self.violations += len(times) >= rate.count
            times.append(now)


def a_limiter(time: Time, *rates: Rate) -> Limiter:
    return Limiter({POST_CREATE: rates}, tick=time, sleep=time.sleep)


async def send_all(limiter: Limiter, time: Time, judge: Judge, rows: int, kind: str) -> int:
    """Plays the outbox: who is sent away comes back when told to; how often that happened."""
    waiting, back = [(0.0, row) for row in range(rows)], 0
    while waiting:
        due, row = heapq.heappop(waiting)
        time.now = max(time.now, due)
        try:
            async with limiter.turn(kind):
                judge.see(time.now)
                time.now += 0.2
        except RateLimited as error:
            back += 1
            heapq.heappush(waiting, (time.now + error.retry_after, row))
    return back


async def test_ten_thousand_queued_replies_break_no_limit_and_waste_no_time():
    time, rates = Time(), read_table({}).posting_rates
    judge = Judge(*rates)
    back = await send_all(a_limiter(time, *rates), time, judge, 10_000, POST_CREATE)
    assert (judge.sent, judge.violations) == (10_000, 0)
    # 300 in three hours are 100 hours for 10,000, whatever the shorter windows say.
    assert 97 * 3_600 < time.now < 125 * 3_600
    assert back < 10_000 * 60


async def test_messages_keep_their_own_limits():
    time, rates = Time(), read_table({}).limits.messages
    judge = Judge(*rates)
    limiter = Limiter({MESSAGE_CREATE: rates}, tick=time, sleep=time.sleep)
    await send_all(limiter, time, judge, 200, MESSAGE_CREATE)
    assert (judge.sent, judge.violations) == (200, 0)


async def test_a_short_wait_is_slept_through():
    time = Time()
    limiter = a_limiter(time, Rate(1, 1.5))
    for _ in range(3):
        async with limiter.turn(POST_CREATE):
            pass
    assert time.now == pytest.approx(3.0, abs=0.05)


async def test_the_urgent_are_told_when_room_opens_and_the_rest_are_spread_behind():
    time = Time()
    limiter = a_limiter(time, Rate(2, 100))
    for _ in range(2):
        async with limiter.turn(POST_CREATE):
            pass
    waits = []
    for urgent in (False, True, False, True):
        with pytest.raises(RateLimited) as caught:
            async with limiter.turn(POST_CREATE, urgent=urgent):
                pass
        waits.append(caught.value.retry_after)
    assert waits == [150, 100, 100, 100]


async def test_few_wait_for_one_that_hangs():
    limiter = a_limiter(Time(), Rate(100, 1))
    done = asyncio.Event()

    async def hang():
        async with limiter.turn(POST_CREATE):
            await done.wait()

    hanging = [asyncio.create_task(hang()) for _ in range(MOST_WAITING)]
    await asyncio.sleep(0)
    with pytest.raises(RateLimited):
        async with limiter.turn(POST_CREATE):
            pass
    done.set()
    await asyncio.gather(*hanging)
    async with limiter.turn(POST_CREATE):
        pass


async def test_a_failed_send_counts_for_it_may_have_arrived():
    limiter = a_limiter(Time(), Rate(1, 100))
    with pytest.raises(ValueError, match="lost"):
        async with limiter.turn(POST_CREATE):
            raise ValueError("lost")
    with pytest.raises(RateLimited):
        async with limiter.turn(POST_CREATE):
            pass
