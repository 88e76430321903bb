"""One clock for all processes of a desk: the database server's."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta

import pytest

from app import clock as clocks
from app.clock import ServedClock, SystemClock, desk_clock
from core.errors import StorageUnavailable
from storage import open_store
from tests import postgres_kit
from tests.conftest import NOON

pytestmark = pytest.mark.anyio


class Server:
    """Somebody else's clock, `ahead` of ours, and sometimes out of reach."""

    def __init__(self, ahead=timedelta(0)):
        self.ahead, self.gone, self.asked = ahead, False, 0

    async def server_time(self):
        self.asked += 1
        if self.gone:
            raise StorageUnavailable("away")
        return datetime.now(UTC) + self.ahead


def off(clock, server) -> float:
    return abs((clock.now() - datetime.now(UTC) - server.ahead).total_seconds())


async def test_the_desk_goes_by_the_servers_clock():
    server = Server(timedelta(hours=-1))
    clock = ServedClock(server.server_time)
    assert await clock.read()
    assert off(clock, server) < 0.5


async def test_a_jump_of_this_machines_clock_moves_nothing(monkeypatch, caplog):
    clock = ServedClock(Server().server_time)
    await clock.read()
    before = clock.now()

    class Jumped(datetime):
        @classmethod
        def now(cls, zone=None):
            return datetime.now(zone) + timedelta(hours=2)

    monkeypatch.setattr(clocks, "datetime", Jumped)
    assert clock.now() - before < timedelta(seconds=5)
    server = Server()
    clock._ask = server.server_time
    await clock.read()
    await clock.read()
    assert caplog.text.count("ahead of the database's") == 1
    monkeypatch.undo()
    caplog.set_level("INFO")
    await clock.read()
    assert "agrees with the database's again" in caplog.text


async def test_a_clock_that_lags_says_so(caplog):
    await ServedClock(Server(timedelta(hours=1)).server_time).read()
    assert "behind the database's" in caplog.text


async def test_time_goes_on_while_there_is_no_server(monkeypatch):
    monkeypatch.setattr(clocks, "LOOK_S", 0.001)
    server = Server()
    clock = ServedClock(server.server_time)
    await clock.read()
    server.gone = True
    following = asyncio.create_task(clock.follow())
    async with asyncio.timeout(5):
        while server.asked < 4:  # noqa: ASYNC110 - what is waited for has no event of its own
            await asyncio.sleep(0.001)
        server.gone, server.ahead = False, timedelta(minutes=9)
        while off(clock, server) > 1:  # noqa: ASYNC110
            await asyncio.sleep(0.001)
    following.cancel()
    await asyncio.gather(following, return_exceptions=True)


async def test_on_a_file_this_machines_clock_is_all_there_is(tmp_path):
    store = await open_store(f"sqlite:///{tmp_path}/desk.db")
    async with AsyncExitStack() as stack:
        clock = await desk_clock(store, stack)
        assert type(clock) is SystemClock
        assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=5)
        await clock.sleep(0)
    await store.close()


async def test_on_a_server_it_is_followed_until_the_desk_stops():
    store = await open_store(postgres_kit.emptied(postgres_kit.server()))
    async with AsyncExitStack() as stack:
        clock = await desk_clock(store, stack)
        assert isinstance(clock, ServedClock)
        assert clock.now().tzinfo is UTC
        assert clock.now() > NOON
    await store.close()
