"""Lanes on a server: taken in one transaction, read in the next; nothing that comes between is
lost, and puts do not wait for whoever is at work."""

from __future__ import annotations

import asyncio

import pytest

from storage import open_store, turns
from storage.arrivals import PUT
from storage.engine.dialect import execute
from storage.engine.work import Work
from storage.results import RECORD, Report
from storage.turns import CLAIM, Claim
from tests import postgres_kit
from tests.contract.store_kit import a_case, a_result, a_say, after, messages

pytestmark = pytest.mark.anyio

ANN = "replay:nordex:ann"
WISH = Claim(after(1), 9, 30)


@pytest.fixture
async def stores():
    url = postgres_kit.emptied(postgres_kit.server())
    stores = [await open_store(url) for _ in range(2)]
    yield stores
    for store in stores:
        await store.close()


async def written(store, statement, *arguments):
    """One step of a statements module, in a transaction of its own."""
    work = Work(lambda connection, _: statement(connection, *arguments))
    return await store._database.write(work, None)


async def test_what_came_between_taking_and_reading_is_read_and_leaves_nothing_behind(stores):
    store, other = stores
    await store.put(messages("1"))
    lanes = await written(store, turns._take, WISH)
    await other.put(messages("2"))
    (turn,) = await written(store, turns._read, WISH, lanes)
    assert [each.id for each in turn.fresh] == ["1", "2"]
    assert not await store.record([a_result(turn)], after(2))
    assert not await other.claim(after(3), limit=9, lease=1)


async def test_what_came_after_reading_is_claimed_next(stores):
    store, other = stores
    await store.put(messages("1"))
    (turn,) = await store.claim(after(1), limit=9, lease=30)
    await other.put(messages("2"))
    assert not await store.record([a_result(turn)], after(2))
    (turn,) = await other.claim(after(3), limit=9, lease=30)
    assert [each.id for each in turn.fresh] == ["2"]


@pytest.mark.parametrize(
    ("behind", "found"), [(0, []), (1, ["1", "2"])], ids=["rests", "something came"]
)
async def test_a_lane_that_woke_for_nothing_rests_unless_something_came(stores, behind, found):
    store, other = stores
    await store.put(messages("1"))
    (turn,) = await store.claim(after(1), limit=9, lease=30)
    await other.put(messages("2"))
    rest = [{"empty": ANN, "seen": turn.version + 1 - behind}]
    await written(store, execute, turns._REST, rest)
    claimed = await other.claim(after(2), limit=9, lease=30)
    assert [each.id for turn in claimed for each in turn.fresh] == found


async def test_reading_that_fails_is_told_and_the_lane_comes_back_with_its_lease(
    stores, monkeypatch
):
    store, _ = stores
    await store.put(messages("1"))

    def broken(*_):
        raise ValueError("unreadable")

    with monkeypatch.context() as patch:
        patch.setattr(turns, "_turns", broken)
        with pytest.raises(ValueError, match="unreadable"):
            await store.claim(after(1), limit=9, lease=30)
    assert not await store.claim(after(2), limit=9, lease=30)
    (turn,) = await store.claim(after(40), limit=9, lease=30)
    assert [each.id for each in turn.fresh] == ["1"]


async def test_a_put_does_not_wait_for_a_turn_of_the_same_conversation(stores):
    store, other = stores
    await store.put(messages("1"))
    (turn,) = await store.claim(after(1), limit=9, lease=30)
    report = Report([a_result(turn, case=a_case(ANN), outgoing=(a_say("a"),))], after(2))
    driver = store._database.driver
    with driver.writer.begin() as connection:
        names = RECORD.places(connection, [report]) & PUT.places(connection, [messages("2")])
        assert names == set()
        assert ANN in RECORD.places(connection, [report])
    async with asyncio.timeout(20):
        refused, count = await asyncio.gather(
            store.record(report.results, after(2)), other.put(messages("2"))
        )
    assert (list(refused), count) == ([], 1)
    (turn,) = await other.claim(after(3), limit=9, lease=30)
    assert [each.id for each in turn.fresh] == ["2"]


async def test_who_gave_up_while_lanes_were_taken_leaves_them_to_others(stores):
    store, other = stores
    await store.put(messages("1"))
    asking = asyncio.create_task(store.claim(after(1), limit=9, lease=300))
    await asyncio.sleep(0)
    asking.cancel()
    async with asyncio.timeout(20):
        while not (found := await other.claim(after(2), limit=9, lease=300)):
            await other.rest(0.02)
    assert [each.id for each in found[0].fresh] == ["1"]


def test_a_claim_is_the_only_work_in_halves():
    assert CLAIM.halves == (turns._take, turns._read)
    assert PUT.halves is None
    assert RECORD.halves is None
