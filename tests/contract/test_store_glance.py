"""Every memory shows the whole desk at one look."""

from __future__ import annotations

import pytest

from core.incidents.incident import Step, step
from core.numbers.glance import LATEST, TROUBLES, Glance, Trouble
from core.ports import Sent
from tests.contract.store_kit import (
    REPLAY,
    a_case,
    a_result,
    a_say,
    after,
    claim_one,
    messages,
    open_case,
    send,
    work,
)
from tests.contract.test_store_incidents import kept
from tests.contract.test_store_incidents import said as announced

pytestmark = pytest.mark.anyio


async def test_an_empty_desk_has_nothing_to_show(store):
    nothing = {"messages": 0, "verdicts": 0, "replies": 0, "dead_letters": 0}
    assert await store.glance(after(0)) == Glance(
        totals=nothing, outbox={"pending": 0, "sending": 0}
    )


async def test_queues_and_totals_are_told(store):
    await work(store, "1", outgoing=(a_say("a"), a_say("b", conversation="c2")))
    await store.put(messages("2", "3", conversation="later"))
    await store.put(messages("4", conversation="much later", at=500))
    seen = await store.glance(after(60))
    assert seen.totals == {"messages": 4, "verdicts": 1, "replies": 0, "dead_letters": 0}
    assert (seen.outbox, seen.ready) == ({"pending": 2, "sending": 0}, 1)
    await store.due([REPLAY], after(60), limit=1)
    seen = await store.glance(after(600))
    assert (seen.outbox, seen.ready) == ({"pending": 1, "sending": 1}, 2)


async def test_open_cases_are_counted_by_priority(store):
    await open_case(store)
    assert (await store.glance(after(60))).cases == {a_case().priority.value: 1}


async def test_leases_that_hold_are_told_with_who_has_them(store):
    await store.hold("listen:replay", "here:1", after(0), seconds=4)
    await store.hold("chores", "there:2", after(0), seconds=100)
    leases = (await store.glance(after(1))).leases
    assert [(each.name, each.owner, each.until) for each in leases] == [
        ("chores", "there:2", after(100)),
        ("listen:replay", "here:1", after(4)),
    ]
    assert [each.name for each in (await store.glance(after(4))).leases] == ["chores"]


async def test_waits_of_the_latest_messages_are_told_in_the_order_of_decisions(store):
    for at, wait in ((0, 5), (10, 1), (30, 2)):
        await store.put(messages(f"m{at}", conversation=f"c{at}", at=at))
        turn = await claim_one(store, after(at + wait))
        await store.record([a_result(turn)], after(at + wait))
    await store.put(messages("unread", conversation="other", at=40))
    assert (await store.glance(after(99))).waits == (5.0, 1.0, 2.0)


async def test_only_the_latest_waits_are_told(store):
    for start in range(0, LATEST + 10, 50):
        ids = [f"m{start + at}" for at in range(50)]
        await work(store, *ids, at=start)
    assert len((await store.glance(after(999))).waits) == LATEST


async def test_incidents_that_are_open_are_told(store):
    first = await kept(store)
    assert (await store.glance(after(200))).incidents == ((first.title, "suspected"),)
    await store.announce(announced(step(first, Step.DISMISS, at=after(150)), "dismiss"))
    assert (await store.glance(after(200))).incidents == ()


async def test_sends_that_went_wrong_are_told_the_latest_first(store):
    count = TROUBLES + 2
    for at in range(count):
        said = a_say(f"s{at}", conversation=f"c{at}")
        await work(store, f"m{at}", conversation=f"c{at}", outgoing=(said,))
        result = Sent.FAILED if at % 2 else Sent.UNKNOWN
        await send(store, result, after(60 + at), at=after(60 + at), why=f"why {at}")
    seen = (await store.glance(after(500))).troubles
    assert len(seen) == TROUBLES
    last = count - 1
    what = "failed" if last % 2 else "unknown"
    assert seen[0] == Trouble(at=after(60 + last), what=what, platform="replay", why=f"why {last}")
    assert [each.at for each in seen] == sorted((each.at for each in seen), reverse=True)
