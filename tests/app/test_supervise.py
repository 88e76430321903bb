"""One listener a credential, one orderly end."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from contextlib import suppress

import pytest

from app import supervise
from app.supervise import Watch, notice_stalls, stop_on_signals, until_stopped
from core.errors import StorageUnavailable
from core.listen import Listener
from tests.conftest import FakeClock, a_message
from tests.fakes import FakeAdapter, FakeTriage

pytestmark = pytest.mark.anyio


class LeaseStore:
    """Knows leases and remembers what happened, in order."""

    def __init__(self):
        self.holder, self.log = "", []

    async def hold(self, name, owner, now, *, seconds):
        if self.holder not in ("", owner):
            return False
        self.holder = owner if seconds else ""
        return True

    async def checkpoints(self, platform):
        return {}

    async def put(self, arrivals):
        self.log.append("put")
        return len(arrivals)


class BreathingClock(FakeClock):
    async def sleep(self, seconds):
        await super().sleep(seconds)
        await asyncio.sleep(0)


def a_watch(store, owner):
    clock = BreathingClock()
    adapter = FakeAdapter([[a_message()]])
    listener = Listener(adapter=adapter, store=store, triage=FakeTriage(), clock=clock)
    return Watch(
        listener=listener,
        store=store,
        clock=clock,
        name="listen:replay",
        owner=owner,
    )


async def test_who_listens_has_the_lease_and_gives_it_back():
    store = LeaseStore()
    await a_watch(store, "one").stand()
    assert store.log == ["put"]
    assert store.holder == ""


async def test_d3_of_two_desks_with_one_credential_the_second_stands_by_and_takes_over():
    store = LeaseStore()
    store.holder = "other"
    watch = a_watch(store, "one")
    standing = asyncio.create_task(watch.stand())
    for _ in range(5):
        await asyncio.sleep(0)
    assert watch.listener.health().state == "standby"
    assert store.log == []
    store.holder = ""
    await standing
    assert store.log == ["put"]


async def test_a_lost_lease_is_waited_for_again():
    store = LeaseStore()
    watch = a_watch(store, "one")
    gate = asyncio.Event()

    async def arrivals(since):
        yield [a_message()]
        await gate.wait()

    watch.listener.adapter.arrivals = arrivals
    standing = asyncio.create_task(watch.stand())
    await until(lambda: store.log == ["put"])
    store.holder = "other"
    await until(lambda: watch.listener.health().state == "standby")
    store.holder = ""
    await until(lambda: store.log == ["put"] * 2)
    gate.set()
    await standing
    assert store.holder == ""


async def test_a_database_that_is_away_stops_no_watch():
    store = LeaseStore()
    hold, refusals = store.hold, [StorageUnavailable("locked")] * 2

    async def moody(name, owner, now, *, seconds):
        if refusals:
            raise refusals.pop()
        return await hold(name, owner, now, seconds=seconds)

    store.hold = moody
    await a_watch(store, "one").stand()
    assert store.log == ["put"]


async def until(condition):
    async with asyncio.timeout(5):
        while not condition():  # noqa: ASYNC110 - what is waited for has no event of its own
            await asyncio.sleep(0.01)


async def test_stopping_goes_in_order_and_signals_ask_for_it():
    stopped = []

    async def part(name):
        try:
            await asyncio.Event().wait()
        finally:
            stopped.append(name)

    stop = stop_on_signals()
    running = asyncio.create_task(
        until_stopped([part("reads"), part("works"), part("sends")], stop)
    )
    await asyncio.sleep(0)
    os.kill(os.getpid(), signal.SIGTERM)
    await running
    assert stopped == ["reads", "works", "sends"]


async def test_a_part_that_fails_stops_the_others_and_is_heard_of():
    stopped = []

    async def fails():
        raise ValueError("broken part")

    async def other():
        try:
            await asyncio.Event().wait()
        finally:
            stopped.append("other")

    with pytest.raises(ValueError, match="broken part"):
        await until_stopped([other(), fails()], asyncio.Event())
    assert stopped == ["other"]


async def test_a_part_that_ends_by_itself_stops_nobody():
    stop = asyncio.Event()

    async def ends():
        return

    running = asyncio.create_task(until_stopped([ends()], stop))
    await asyncio.sleep(0.01)
    assert not running.done()
    stop.set()
    with suppress(asyncio.CancelledError):
        await running


async def test_a_process_that_stood_still_says_so(monkeypatch, caplog):
    monkeypatch.setattr(supervise, "STALL_LOOK_S", 0.01)
    monkeypatch.setattr(supervise, "STALLED_S", 0.05)
    noticing = asyncio.create_task(notice_stalls())
    await asyncio.sleep(0.02)
    assert not caplog.records
    time.sleep(0.1)  # noqa: ASYNC251 - this is what is noticed
    await until(lambda: "stood still" in caplog.text)
    noticing.cancel()
