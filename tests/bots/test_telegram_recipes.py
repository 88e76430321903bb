"""What goes wrong for those who use the library as it comes, and must not go wrong here."""

from __future__ import annotations

import asyncio
import time
from contextlib import aclosing, suppress

import pytest

from core.errors import CredentialsRefused, MaybeSent, RateLimited, Rejected, Unavailable
from sandbox.telegram import Limits
from tests.bots.telegram_kit import (
    HastyClock,
    Listener,
    SandboxClock,
    a_stage,
    row,
    send_patiently,
)

pytestmark = pytest.mark.anyio


@pytest.fixture
async def stage():
    async with a_stage() as made:
        yield made


def pending(stage) -> int:
    return stage.sandbox.control.stats()["pending_updates"]


async def test_p1_a_poison_update_neither_stops_nor_speeds_up_the_polls(stage):
    stage.sandbox.control.odd("wrong_type", stage.ann)
    async with Listener(stage.adapter()) as desk:
        await desk.until(lambda desk: desk.dead)
        await asyncio.sleep(0.3)
        stage.say(stage.ann, text="after it")
        await desk.until(lambda desk: desk.texts == ["after it"])
    assert len(stage.sandbox.calls.of("getUpdates")) < 6


async def test_p2_nothing_is_acknowledged_before_it_is_stored(stage):
    stage.say(stage.ann)
    batches = stage.adapter().arrivals({})
    await anext(batches)
    assert pending(stage) == 1
    waiting = asyncio.create_task(anext(batches))
    await stage.until(lambda: pending(stage) == 0)
    waiting.cancel()
    with suppress(asyncio.CancelledError):
        await waiting


async def _hear_once(adapter, fails) -> None:
    async with aclosing(adapter.arrivals({})) as batches:
        async for _ in batches:
            fails()


@pytest.mark.parametrize("mode", ["the same adapter", "another one"])
async def test_p3_when_storing_fails_it_is_loud_and_nothing_is_lost(stage, mode):
    def full():
        raise OSError("disk full")

    stage.say(stage.ann)
    adapter = stage.adapter()
    with pytest.raises(OSError, match="disk full"):
        await _hear_once(adapter, full)
    async with Listener(adapter if mode == "the same adapter" else stage.adapter()) as desk:
        await desk.until(lambda desk: desk.texts == ["hello"])


async def test_p4_b4_a_handler_that_is_cancelled_takes_nobody_along(stage):
    """The one who stores is cancelled in the middle: this update and the next are handled."""

    def cancelled():
        raise asyncio.CancelledError

    stage.say(stage.ann, text="one")
    adapter = stage.adapter()
    with pytest.raises(asyncio.CancelledError):
        await _hear_once(adapter, cancelled)
    async with Listener(adapter) as desk:
        stage.say(stage.ann, text="two")
        await desk.until(lambda desk: desk.texts == ["one", "two"])


async def test_b4_after_a_cancelled_handler_the_next_update_is_handled(stage):
    async def stuck(adapter):
        async with aclosing(adapter.arrivals({})) as batches:
            async for _ in batches:
                await asyncio.sleep(60)

    stage.say(stage.ann, text="one")
    handler = asyncio.create_task(stuck(stage.adapter()))
    await stage.until(lambda: stage.sandbox.calls.of("getUpdates"))
    await asyncio.sleep(0.05)
    handler.cancel()
    with suppress(asyncio.CancelledError):
        await handler
    async with Listener(stage.adapter()) as desk:
        stage.say(stage.ann, text="two")
        await desk.until(lambda desk: desk.texts == ["one", "two"])


@pytest.mark.parametrize("status", [401, 404])
async def test_p5_one_refusal_of_the_token_is_asked_about_and_passes(stage, status):
    async with Listener(stage.adapter(clock=HastyClock())) as desk:
        await desk.until(lambda desk: desk.checkpoints)
        asked = len(stage.methods("getMe"))
        stage.sandbox.faults.inject("status", "getUpdates", status=status)
        await desk.until(lambda desk: desk.errors)
        stage.say(stage.ann)
        await desk.until(lambda desk: desk.texts == ["hello"])
    assert [type(error) for error in desk.errors] == [Unavailable]
    assert len(stage.methods("getMe")) >= asked + 1


async def test_p5_only_a_confirmed_refusal_is_final(stage):
    stage.sandbox.faults.inject("status", "*", status=401, count=None)
    batches = stage.adapter(clock=HastyClock()).arrivals({})
    with pytest.raises(CredentialsRefused):
        await anext(batches)
    assert len(stage.methods("getMe")) == 3


async def test_p6_another_poller_is_an_alarm_and_nobody_steals(stage):
    stage.sandbox.faults.inject(
        "status", "getUpdates", status=409, description="Conflict: terminated by other getUpdates"
    )
    async with Listener(stage.adapter(clock=HastyClock())) as desk:
        stage.say(stage.ann)
        await desk.until(lambda desk: desk.texts == ["hello"])
    assert [type(error) for error in desk.errors] == [Unavailable]
    assert "another program reads this bot's messages" in str(desk.errors[0])
    assert len(desk.deliveries) == 1


async def test_p7_a_pause_is_not_cut_short_by_others_who_succeed(stage):
    adapter = stage.adapter()
    stage.sandbox.faults.inject("status", "sendMessage", status=429, retry_after=9, chat=stage.ann)
    with pytest.raises(RateLimited):
        await adapter.send(row(stage.ann, "one"))
    for number in range(3):
        await adapter.send(row(stage.ben, str(number)))
        with pytest.raises(RateLimited) as error:
            await adapter.send(row(stage.ann, "one"))
        assert error.value.retry_after > 8
    assert stage.said(stage.ann) == []
    assert stage.sandbox.flood.violations == []
    assert len(stage.sandbox.calls.of("sendMessage")) == 4


@pytest.mark.parametrize("wait", [3, 600])
async def test_p8_a_flood_wait_is_a_time_to_come_back_and_no_failure(stage, wait):
    stage.sandbox.faults.inject("status", "sendMessage", status=429, retry_after=wait)
    with pytest.raises(RateLimited) as error:
        await stage.adapter().send(row(stage.ann))
    assert (error.value.retry_after, error.value.everywhere) == (wait, False)
    assert len(stage.sandbox.calls.of("sendMessage")) == 1


@pytest.mark.parametrize(
    ("where", "count", "most", "seconds"), [("group", 45, 20, 60), ("ann", 6, 1, 1)]
)
async def test_p9_no_window_of_time_holds_more_than_allowed(where, count, most, seconds):
    async with a_stage(limits=Limits.real()) as stage:
        clock, chat = SandboxClock(stage.sandbox), getattr(stage, where)
        adapter = stage.adapter(clock, seconds_per_chat=1)
        for number in range(count):
            await send_patiently(adapter, clock, row(chat, str(number)))
        times = [call.at for call in stage.sandbox.calls.of("sendMessage")]
        assert len(times) == count
        for first, last in zip(times, times[most:], strict=False):
            assert last - first >= seconds - 0.001
        assert stage.sandbox.flood.violations == []


REFUSALS = {
    "bad request": (400, "Bad Request: message text is empty", Rejected),
    "forbidden": (403, "Forbidden: bot was blocked by the user", Rejected),
    "too large": (413, "Request Entity Too Large", MaybeSent),
    "conflict": (409, "Conflict: something else", Unavailable),
}


@pytest.mark.parametrize(("status", "why", "outcome"), REFUSALS.values(), ids=REFUSALS)
async def test_p10_a_refusal_is_never_taken_for_a_broken_line(stage, status, why, outcome):
    stage.sandbox.faults.inject("status", "sendMessage", status=status, description=why)
    with pytest.raises(outcome):
        await stage.adapter().send(row(stage.ann))
    assert len(stage.sandbox.calls.of("sendMessage")) == 1


async def test_p11_a_send_that_timed_out_is_unknown_and_not_repeated(stage, monkeypatch):
    monkeypatch.setattr("bots.telegram.line.READ_S", 0.2)
    stage.sandbox.faults.inject("silence", "sendMessage", seconds=0.5, after=True)
    adapter, said = stage.adapter(), row(stage.ann)
    with pytest.raises(MaybeSent):
        await adapter.send(said)
    with pytest.raises(MaybeSent):
        await adapter.find(said)
    assert stage.said(stage.ann) == ["Hi"]


async def test_b6_one_chat_keeps_its_order_and_twenty_do_not_wait_for_each_other(stage):
    users = [stage.sandbox.world.add_user(f"U{n}", reachable=True).id for n in range(20)]
    adapter = stage.adapter()
    async with Listener(adapter) as desk:
        for text in ("one", "two"):
            for user in users:
                stage.say(user, text=text)
        await desk.until(lambda desk: len(desk.messages) == 40)
    for user in users:
        mine = [each.text for each in desk.messages if each.author.id == str(user)]
        assert mine == ["one", "two"]
    stage.sandbox.faults.inject("delay", "sendMessage", seconds=0.2, count=None)
    started = time.perf_counter()
    await asyncio.gather(*(adapter.send(row(user)) for user in users))
    assert time.perf_counter() - started < 2
    assert all(stage.said(user) == ["Hi"] for user in users)
