"""What a worker has claimed stays his while he works on it."""

from __future__ import annotations

import asyncio

import pytest

from core.errors import StorageUnavailable
from core.keeping import Keeping
from core.ports import Turn
from tests.app.test_supervise import BreathingClock

pytestmark = pytest.mark.anyio

TURN = Turn(conversation="replay:nordex:ann", version=1, fresh=(), history=())


class Renewed:
    """A store that remembers what it was asked to keep, and for how long."""

    def __init__(self, refusals=0):
        self.asked, self.refusals = [], refusals

    async def renew(self, conversations, _now, *, lease):
        if self.refusals:
            self.refusals -= 1
            raise StorageUnavailable("away")
        self.asked.append((list(conversations), lease))


async def until(condition) -> None:
    async with asyncio.timeout(10):
        while not condition():  # noqa: ASYNC110  # what is waited for has no event
            await asyncio.sleep(0.001)


async def test_what_is_done_at_once_costs_nothing():
    store = Renewed()
    with Keeping(store, BreathingClock(), [TURN], 0.03):
        await asyncio.sleep(0)
    await asyncio.sleep(0.05)
    assert store.asked == []


async def test_what_takes_longer_is_renewed_until_it_is_done():
    store, clock = Renewed(), BreathingClock()
    with Keeping(store, clock, [TURN], 0.003):
        await until(lambda: len(store.asked) > 2)
    assert store.asked[0] == ([TURN.conversation], 0.003)
    assert clock.slept[0] == pytest.approx(0.001)
    done = len(store.asked)
    await asyncio.sleep(0.02)
    assert len(store.asked) == done


async def test_a_database_that_is_away_is_asked_again(caplog):
    store = Renewed(refusals=2)
    with Keeping(store, BreathingClock(), [TURN], 0.003):
        await until(lambda: store.asked)
    assert caplog.text.count("may be worked twice") == 2


async def test_what_is_done_is_not_kept_any_longer():
    other = Turn(conversation="replay:nordex:bob", version=1, fresh=(), history=())
    store = Renewed()
    with Keeping(store, BreathingClock(), [TURN, other], 0.003) as kept:
        await until(lambda: store.asked)
        kept.done([TURN])
        before = len(store.asked)
        await until(lambda: len(store.asked) > before + 1)
    assert store.asked[0][0] == [TURN.conversation, other.conversation]
    assert store.asked[-1][0] == [other.conversation]
