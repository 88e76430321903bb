"""What an aide knows reaches whoever asked, through the desk; a failing one costs nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.actions import Inform, Reply
from core.desk import Desk
from core.errors import StorageUnavailable
from storage.memory.store import MemoryStore
from tests.conftest import a_message
from tests.core.test_aides import FakeAide
from tests.core.test_conclude import FEES, HOUSE
from tests.fakes import FakeTriage

pytestmark = pytest.mark.anyio


class Knowing(FakeAide):
    """Tells whoever asks that nobody else wears our name."""

    async def consider(self, turn, message, verdict, now):
        await super().consider(turn, message, verdict, now)
        return (Inform(phrase="verify_official", language="en", reason="the aide knows"),)


@pytest.fixture
def desk(clock):
    return Desk(store=MemoryStore(), triage=FakeTriage(), clock=clock, house=HOUSE)


async def judged(desk, **message):
    heard = []
    desk = replace(desk, recorded=heard.extend)
    await desk.store.put([a_message(FEES, **message)])
    await desk.work()
    return [each for result in heard for row in result.judged for each in row.actions]


async def test_an_aide_settles_a_message_before_an_article_does(desk):
    aide = Knowing()
    [action] = await judged(replace(desk, aides=(aide,)))
    assert action.reason == "the aide knows"
    assert aide.seen == ["1"]


async def test_an_aide_without_a_word_leaves_the_article(desk):
    [action] = await judged(replace(desk, aides=(FakeAide(), FakeAide(blind=True))))
    assert isinstance(action, Reply)


async def test_an_aide_that_fails_leaves_the_article(desk):
    [action] = await judged(replace(desk, aides=(FakeAide(error=ValueError("a bug")),)))
    assert isinstance(action, Reply)


async def test_a_message_waits_while_the_database_is_away(desk):
    away = replace(desk, aides=(FakeAide(error=StorageUnavailable("full")),))
    with pytest.raises(StorageUnavailable):
        await judged(away)


class Brief:
    """Rewords whatever is said."""

    async def improved(self, results, house):
        return [
            replace(each, outgoing=tuple(replace(row, text="short") for row in each.outgoing))
            for each in results
        ]


async def test_what_is_said_may_be_reworded_before_it_is_recorded(desk):
    heard = []
    desk = replace(desk, rewriter=Brief(), recorded=heard.extend)
    await desk.store.put([a_message(FEES)])
    await desk.work()
    assert {row.text for result in heard for row in result.outgoing} == {"short"}
