"""One door to the outside: each row sent at most once, each outcome settled."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from core.actions import Outgoing
from core.errors import (
    CredentialsRefused,
    MaybeSent,
    RateLimited,
    Rejected,
    StorageUnavailable,
    Unavailable,
)
from core.outbox import AT_ONCE, MOST_TRIES, Deliverer, settlement
from core.ports import Sent
from core.types import Platform
from tests.conftest import NOON
from tests.fakes import FakeAdapter

pytestmark = pytest.mark.anyio


class FakeStore:
    def __init__(self, rows=(), refusals=0):
        self.rows, self.settled, self.refusals = list(rows), [], refusals

    async def due(self, platforms, now, *, limit):
        if self.refusals:
            self.refusals -= 1
            raise StorageUnavailable("locked")
        taken, self.rows = self.rows[:limit], self.rows[limit:]
        return taken

    async def settle(self, settlements):
        if self.refusals:
            self.refusals -= 1
            raise StorageUnavailable("locked")
        self.settled += settlements


def a_row(key="k", **changes):
    values = {
        "key": key,
        "platform": Platform("replay"),
        "account": "nordex",
        "conversation": "c",
        "address": "ann",
        "due_at": NOON,
        "text": "hello",
    }
    return Outgoing(**(values | changes))


def a_deliverer(clock, rows, answers=(), refusals=0):
    adapter = FakeAdapter(answers=list(answers))
    store = FakeStore(rows, refusals)
    return Deliverer(store=store, adapters={adapter.platform: adapter}, clock=clock)


@pytest.mark.parametrize(
    ("answer", "result", "wait", "closed"),
    [
        ("id-1", Sent.SENT, None, False),
        (MaybeSent("timed out"), Sent.UNKNOWN, None, False),
        (RateLimited(5), Sent.RETRY, 5, False),
        (Unavailable("connect"), Sent.RETRY, 1, False),
        (CredentialsRefused("401"), Sent.RETRY, 60, False),
        (Rejected("too long"), Sent.FAILED, None, False),
        (Rejected("blocked", permanent=True), Sent.FAILED, None, True),
        (ValueError("our own bug"), Sent.UNKNOWN, None, False),
    ],
    ids=["sent", "timeout", "429", "down", "401", "refused", "blocked", "bug"],
)
async def test_every_outcome_is_settled_as_what_it_is(clock, answer, result, wait, closed):
    deliverer = a_deliverer(clock, [a_row()], [answer])
    assert await deliverer.deliver() == 1
    await deliverer.drain()
    [settled] = deliverer.store.settled
    assert (settled.result, settled.reach_closed) == (result, closed)
    assert settled.retry_at == (None if wait is None else NOON + timedelta(seconds=wait))
    assert settled.remote_id == ("id-1" if result is Sent.SENT else "")


def test_a_moved_chat_is_tried_again_at_its_new_place():
    settled = settlement(a_row(), Rejected("migrated", moved_to="-100"), NOON)
    assert (settled.result, settled.moved_to, settled.retry_at) == (Sent.RETRY, "-100", NOON)


def test_pauses_double_and_end():
    waits = [
        (settlement(a_row(attempts=n), Unavailable("x"), NOON).retry_at - NOON).total_seconds()
        for n in (0, 1, 5, 10)
    ]
    assert waits == [1, 2, 32, 300]
    last = settlement(a_row(attempts=MOST_TRIES - 1), Unavailable("x"), NOON)
    assert (last.result, last.why) == (Sent.FAILED, "gave up: x")


async def test_no_more_than_a_bounded_number_is_in_flight(clock):
    deliverer = a_deliverer(clock, [a_row(f"k{n}") for n in range(AT_ONCE + 5)])
    gate = asyncio.Event()
    adapter = deliverer.adapters["replay"]
    send = adapter.send

    async def slow(row):
        await gate.wait()
        return await send(row)

    adapter.send = slow
    assert await deliverer.deliver() == AT_ONCE
    assert await deliverer.deliver() == 0
    gate.set()
    await deliverer.drain()
    assert await deliverer.deliver() == 5
    await deliverer.drain()
    assert len(deliverer.store.settled) == AT_ONCE + 5


@pytest.mark.parametrize(
    ("found", "result", "why"),
    [
        ("id-9", Sent.SENT, ""),
        (None, Sent.RETRY, "timed out; it did not arrive"),
        (MaybeSent("cannot tell"), Sent.UNKNOWN, "timed out"),
        (Unavailable("down"), Sent.UNKNOWN, "timed out"),
        (ValueError("our own bug"), Sent.UNKNOWN, "timed out"),
    ],
    ids=["it went", "it did not", "nobody knows", "down", "bug"],
)
async def test_a_send_nobody_knows_about_is_looked_up(clock, found, result, why):
    deliverer = a_deliverer(clock, [a_row()], [MaybeSent("timed out")])
    deliverer.adapters["replay"].found = [found]
    await deliverer.deliver()
    await deliverer.drain()
    [settled] = deliverer.store.settled
    assert (settled.result, settled.why) == (result, why)
    assert settled.remote_id == ("id-9" if result is Sent.SENT else "")


async def test_what_a_stopped_desk_left_is_looked_up_but_nothing_in_flight(clock):
    deliverer = a_deliverer(clock, [a_row("mine")])
    gate, adapter = asyncio.Event(), deliverer.adapters["replay"]
    send = adapter.send

    async def slow(row):
        await gate.wait()
        return await send(row)

    adapter.send, adapter.found = slow, ["id-1", None]
    await deliverer.deliver()
    await asyncio.sleep(0)
    await deliverer.reconcile([a_row("mine"), a_row("left"), a_row("lost")])
    gate.set()
    await deliverer.drain()
    settled = {each.key: each.result for each in deliverer.store.settled}
    assert settled == {"left": Sent.SENT, "lost": Sent.RETRY, "mine": Sent.SENT}


async def test_a_send_is_settled_even_when_the_store_is_down_for_a_while(clock):
    deliverer = a_deliverer(clock, [a_row()])
    await deliverer.deliver()
    deliverer.store.refusals = 2
    await deliverer.drain()
    assert [each.result for each in deliverer.store.settled] == [Sent.SENT]
    assert clock.slept == [1.0, 1.0]


async def test_stopping_waits_for_what_already_left(clock):
    deliverer = a_deliverer(clock, [a_row()], refusals=1)
    begun, gate, rest = asyncio.Event(), asyncio.Event(), clock.sleep
    adapter = deliverer.adapters["replay"]

    async def slow(row):
        begun.set()
        await gate.wait()
        return "id"

    async def breathe(seconds):
        await rest(seconds)
        await asyncio.sleep(0)

    adapter.send, deliverer.clock.sleep = slow, breathe
    running = asyncio.create_task(deliverer.deliver_forever())
    await begun.wait()
    running.cancel()
    await asyncio.sleep(0)
    gate.set()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert [each.result for each in deliverer.store.settled] == [Sent.SENT]
    assert {1.0, 0.01} <= set(clock.slept)


async def test_what_the_last_look_stops_is_not_sent_and_goes_to_a_person(clock):
    deliverer = a_deliverer(clock, [a_row("bad", text="send me your password"), a_row("good")])
    deliverer.lint = lambda row: ["asks for a password"] if "password" in row.text else ()
    await deliverer.deliver()
    await deliverer.drain()
    settled = {each.key: each for each in deliverer.store.settled}
    assert (settled["bad"].result, settled["bad"].why) == (
        Sent.FAILED,
        "lint stopped: asks for a password",
    )
    assert settled["good"].result is Sent.SENT
    [adapter] = deliverer.adapters.values()
    assert len(adapter.sent) == 1


@pytest.mark.parametrize(
    ("stood_still", "sent"),
    [(0, 1), (9, 1), (11, 0), (-11, 0)],
    ids=["no", "a little", "long", "clock back"],
)
async def test_who_stood_still_after_taking_a_row_does_not_send_it(clock, stood_still, sent):
    """A suspended machine wakes up when somebody else has long looked after what it had taken."""
    deliverer = a_deliverer(clock, [a_row(attempts=2)])
    await deliverer.deliver()
    clock.advance(stood_still)
    await deliverer.drain()
    [adapter], [settled] = deliverer.adapters.values(), deliverer.store.settled
    assert len(adapter.sent) == sent
    assert settled.result is (Sent.SENT if sent else Sent.RETRY)
    assert settled.attempt == 2


async def test_what_is_looked_up_is_told_as_the_try_it_was(clock):
    deliverer = a_deliverer(clock, [])
    deliverer.adapters["replay"].found = [None]
    await deliverer.reconcile([a_row(attempts=3)])
    [settled] = deliverer.store.settled
    assert (settled.result, settled.attempt) == (Sent.RETRY, 3)


@pytest.mark.parametrize("moment", [Unavailable("down"), RateLimited(9)], ids=["down", "429"])
async def test_what_cannot_be_looked_up_just_now_is_looked_up_later(clock, caplog, moment):
    deliverer = a_deliverer(clock, [])
    deliverer.adapters["replay"].found = [moment, "id-1"]
    await deliverer.reconcile([a_row("left")])
    assert deliverer.store.settled == []
    assert "is asked again" in caplog.text
    await deliverer.reconcile([a_row("left")])
    assert [each.result for each in deliverer.store.settled] == [Sent.SENT]


async def test_what_the_platform_cannot_tell_of_is_unknown(clock):
    deliverer = a_deliverer(clock, [])
    deliverer.adapters["replay"].found = [MaybeSent("cannot tell"), ValueError("our own bug")]
    await deliverer.reconcile([a_row("one"), a_row("two")])
    assert [each.result for each in deliverer.store.settled] == [Sent.UNKNOWN, Sent.UNKNOWN]


async def test_who_lets_go_breaks_off_what_has_no_answer_and_settles_what_has(clock):
    deliverer = a_deliverer(clock, [a_row("slow"), a_row("answered")])
    [adapter] = deliverer.adapters.values()
    broken_off, refusing = [], asyncio.Event()

    async def send(row):
        if row.key == "answered":
            return "id-1"
        try:
            await asyncio.Event().wait()
        finally:
            broken_off.append(row.key)

    async def settle(settlements):
        await refusing.wait()
        deliverer.store.settled += settlements

    adapter.send, deliverer.store.settle = send, settle
    assert await deliverer.deliver() == 2
    for _ in range(5):
        await asyncio.sleep(0)
    deliverer.let_go()
    refusing.set()
    await deliverer.drain()
    assert broken_off == ["slow"]
    assert [(each.key, each.result) for each in deliverer.store.settled] == [
        ("answered", Sent.SENT)
    ]
