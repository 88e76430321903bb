"""How fast we speak, on a clock that only moves when somebody sleeps."""

from __future__ import annotations

import asyncio
import heapq
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bots.telegram.limiter import Limiter
from bots.telegram.limits import Rate, Rates
from core.errors import RateLimited

pytestmark = pytest.mark.anyio

ANN, BEN, GROUP, FORUM = 501, 502, -1001, -1002


class Ticker:
    """Seconds, and a sleep that passes them."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds


class VirtualClock(Ticker):
    """Many sleepers at once: time moves to the next alarm when everybody sleeps."""

    def __init__(self) -> None:
        super().__init__()
        self.alarms: list[tuple[float, int, asyncio.Event]] = []

    async def sleep(self, seconds: float) -> None:
        alarm = asyncio.Event()
        heapq.heappush(self.alarms, (self.now + seconds, id(alarm), alarm))
        await alarm.wait()

    async def run(self, works) -> None:
        tasks = [asyncio.create_task(work) for work in works]
        while not all(task.done() for task in tasks):
            for _ in range(5):
                await asyncio.sleep(0)
            if self.alarms:
                self.now, _, alarm = heapq.heappop(self.alarms)
                alarm.set()
        await asyncio.gather(*tasks)


@pytest.fixture
def ticker() -> Ticker:
    return Ticker()


@pytest.fixture
def limiter(ticker) -> Limiter:
    return Limiter(Rates(), tick=ticker, sleep=ticker.sleep)


async def send(limiter: Limiter, chat: int, **how) -> None:
    async with limiter.turn(chat, **how):
        pass


async def when_sent(limiter: Limiter, ticker: Ticker, chats) -> list[tuple[float, int]]:
    """Send one to each chat in turn, as patiently as the outbox; when each one left."""
    sent = []
    for chat in chats:
        while True:
            try:
                await send(limiter, chat)
            except RateLimited as refusal:
                ticker.now += refusal.retry_after
            else:
                break
        sent.append((ticker.now, chat))
    return sent


def most_within(times: list[float], seconds: float) -> int:
    return max(
        (sum(start <= each < start + seconds for each in times) for start in times), default=0
    )


async def test_b8_ten_to_a_user_leave_about_one_a_second(limiter, ticker):
    times = [when for when, _ in await when_sent(limiter, ticker, [ANN] * 10)]
    gaps = [later - sooner for sooner, later in pairwise(times)]
    assert all(1 <= gap <= 1.2 for gap in gaps)


async def test_b8_twenty_five_to_a_group_are_at_most_twenty_a_minute(limiter, ticker):
    times = [when for when, _ in await when_sent(limiter, ticker, [GROUP] * 25)]
    assert most_within(times, 60) == 20
    assert times[-1] - times[0] < 90


async def test_many_chats_share_thirty_a_second(limiter, ticker):
    times = [when for when, _ in await when_sent(limiter, ticker, range(1, 101))]
    assert most_within(times, 1) == 30
    assert times[-1] - times[0] < 4


async def test_b8_many_conversations_of_one_group_at_once():
    clock = VirtualClock()
    limiter = Limiter(Rates(), tick=clock, sleep=clock.sleep)
    times: list[float] = []

    async def send_patiently() -> None:
        while True:
            try:
                async with limiter.turn(GROUP):
                    times.append(clock.now)
                    return
            except RateLimited as refusal:
                await clock.sleep(refusal.retry_after)

    await clock.run(send_patiently() for _ in range(25))
    assert len(times) == 25
    assert most_within(times, 1) == 1
    assert most_within(times, 60) == 20


async def test_b8_a_send_without_an_answer_yet_holds_its_place():
    """It may arrive any time until then, even together with the next one."""
    clock = VirtualClock()
    limiter = Limiter(Rates(), tick=clock, sleep=clock.sleep)
    started: list[float] = []

    async def send_slowly() -> None:
        async with limiter.turn(ANN):
            started.append(clock.now)
            await clock.sleep(0.8)

    await clock.run(send_slowly() for _ in range(2))
    assert started[1] - started[0] >= 1.8


async def test_short_waits_are_waited_and_long_ones_sent_back(limiter, ticker):
    await send(limiter, ANN)
    await send(limiter, ANN)
    assert ticker.now == pytest.approx(1001, abs=0.01)
    limiter.hold(ANN, 3)
    with pytest.raises(RateLimited) as refusal:
        await send(limiter, ANN)
    assert refusal.value.retry_after == pytest.approx(3)
    assert not refusal.value.everywhere


async def test_those_sent_back_get_different_turns(limiter):
    limiter.hold(GROUP, 10)
    turns = []
    for _ in range(4):
        with pytest.raises(RateLimited) as refusal:
            await send(limiter, GROUP)
        turns.append(refusal.value.retry_after)
    assert turns == pytest.approx([10, 13, 16, 19], abs=0.1)


async def test_b7_one_held_chat_does_not_hold_the_others(limiter, ticker):
    assert limiter.hold(ANN, 30) is False
    await send(limiter, BEN)
    assert ticker.now == 1000
    ticker.now += 30
    await send(limiter, ANN)
    assert ticker.now == 1030


async def test_a_hold_is_never_shortened(limiter, ticker):
    limiter.hold(ANN, 30)
    limiter.hold(ANN, 5)
    ticker.now += 6
    with pytest.raises(RateLimited):
        await send(limiter, ANN)


async def test_three_held_chats_mean_the_account(limiter, ticker):
    limiter.hold(ANN, 20)
    limiter.hold(BEN, 20)
    assert limiter.hold(GROUP, 20) is True
    with pytest.raises(RateLimited) as refusal:
        await send(limiter, FORUM)
    assert refusal.value.everywhere
    with pytest.raises(RateLimited):
        await send(limiter, FORUM, speaks=False)
    ticker.now += 20
    await send(limiter, FORUM)


async def test_old_holds_do_not_add_up_to_the_account(limiter, ticker):
    for chat in (ANN, BEN, GROUP):
        assert limiter.hold(chat, 1) is False
        ticker.now += 1


async def test_acts_do_not_use_up_the_chat(limiter, ticker):
    for _ in range(5):
        await send(limiter, GROUP, speaks=False)
    await send(limiter, GROUP)
    assert ticker.now == 1000


async def test_a_rate_of_zero_seconds_is_no_limit(ticker):
    rates = Rates(chat=Rate(1, 0.0))
    limiter = Limiter(rates, tick=ticker, sleep=ticker.sleep)
    for _ in range(10):
        await send(limiter, ANN)
    assert ticker.now == 1000


async def test_chats_long_silent_are_forgotten(ticker, monkeypatch):
    monkeypatch.setattr("bots.telegram.limiter.MOST_CHATS", 10)
    limiter = Limiter(Rates(), tick=ticker, sleep=ticker.sleep)
    for chat in range(1, 11):
        await send(limiter, chat)
    ticker.now += 2
    limiter.hold(99, 9)
    for chat in (ANN, BEN):
        await send(limiter, chat)
    assert set(limiter._chats) == {ANN, BEN}
    with pytest.raises(RateLimited):
        await send(limiter, 99)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([ANN, BEN, GROUP, FORUM]), max_size=60))
def test_no_window_is_ever_overfull(chats):
    ticker = Ticker()
    limiter = Limiter(Rates(), tick=ticker, sleep=ticker.sleep)
    sent = asyncio.run(when_sent(limiter, ticker, chats))
    assert most_within([when for when, _ in sent], 1) <= 30
    for chat in set(chats):
        times = [when for when, where in sent if where == chat]
        assert most_within(times, 1) <= 1
        assert chat > 0 or most_within(times, 60) <= 20
