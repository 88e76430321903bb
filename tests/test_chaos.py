"""A fleet on PostgreSQL under load, struck for a few seconds: `make chaos` does it for minutes."""

from __future__ import annotations

import asyncio
import os
import signal
from contextlib import AsyncExitStack, suppress

import pytest

from chaos.database import Database
from chaos.evidence import Evidence
from chaos.fleet import Fleet
from chaos.ordeal import Wish, ordeal
from chaos.platforms import NAMES, Platforms
from chaos.promises import check, said_once
from chaos.record import Record
from chaos.traffic import Traffic
from tests.postgres_kit import binaries
from tests.story_kit import until

pytestmark = [
    pytest.mark.anyio,
    pytest.mark.skipif(binaries() is None, reason="no PostgreSQL"),
]

# How fast it goes is the machine's affair: `make chaos` measures it on one that is quiet.
TIMED = ("within 10 s", "silent")
PATIENCE_S = 240.0


async def test_a_fleet_that_is_struck_keeps_its_promises(tmp_path):
    """Two listeners and two senders by lease, two workers, one console; all are killed at times."""
    wish = Wish(seconds=15, seed=5, kills=5, rate=15, inline=True, patience=4, folder=tmp_path)
    outcome = await ordeal(wish)
    kept = {
        promise: lines
        for promise, lines in check(outcome.evidence).items()
        if not any(word in promise for word in TIMED)
    }
    assert kept == {promise: [] for promise in kept}
    assert len(outcome.evidence.judged) > 50
    assert outcome.evidence.heard


async def test_run_and_deliver_never_send_for_a_platform_at_once(tmp_path):
    """Whoever has a platform's lease sends; killed, the other one does, and nothing goes twice."""
    async with AsyncExitStack() as stack:
        fleet, platforms, record = await _run_and_deliver(tmp_path, stack)
        traffic = Traffic(platforms, 6, 3)
        traffic.greet()
        stack.callback(asyncio.create_task(traffic.run()).cancel)
        await until(lambda: len(platforms.heard()) > 10, PATIENCE_S)
        first = await until(lambda: _sender(record), PATIENCE_S)
        os.kill(int(first), signal.SIGKILL)
        await until(lambda: _sender(record) not in {"", first}, PATIENCE_S)
        said = len(platforms.heard())
        await until(lambda: len(platforms.heard()) > said + 5, PATIENCE_S)
        traffic.stop()
        await until(lambda: record.busy() == 0, PATIENCE_S)
        await fleet.stop()
        assert said_once(Evidence(queued=record.queued(), heard=platforms.heard())) == []
        logs = "".join(each.read_text() for each in tmp_path.glob("*.log"))
        assert "another process does this; waiting until it stops" in logs


async def _run_and_deliver(folder, stack):
    """`skerry run` and `skerry deliver` on one database, once somebody listens everywhere."""
    database, platforms = Database.found(), Platforms()
    stack.callback(database.remove)
    database.make("desk")
    await platforms.start(stack)
    fleet = Fleet(folder, platforms, database)
    roles = {"run": (1, ("run",)), "deliver": (1, ("deliver",))}
    await fleet.start(stack, inline=True, roles=roles)
    await until(platforms.heard_from, PATIENCE_S)
    return fleet, platforms, Record(database.conninfo, server=True)


def _sender(record) -> str:
    """The process that sends for the first platform now; "" while nobody does."""
    with suppress(Exception):
        return record.leases().get(f"deliver:{NAMES[0]}", "")
    return ""
