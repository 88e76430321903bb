"""The team inside the desk: what runs, what the console is given."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import replace

import pytest

from app.team import build_team
from core.errors import StorageUnavailable
from core.tables.team import TeamTable
from core.team.presence import Beat
from core.team.room import SYNC_S
from storage import MemoryStore
from tests.conftest import NOON
from tests.console.conftest import Desk

pytestmark = pytest.mark.anyio


class Store(MemoryStore):
    """A memory that fails once when the board is read."""

    fails = 1

    async def cards(self, since):
        if self.fails:
            self.fails -= 1
            raise StorageUnavailable("disk full")
        return await super().cards(since)


async def test_the_console_is_given_the_team(clock):
    parts = build_team(MemoryStore(), clock, TeamTable())
    assert parts.shown(Desk(clock).services()).team is parts.room
    other = build_team(MemoryStore(), clock, TeamTable())
    assert other.assigner.owner != parts.assigner.owner


async def test_the_board_is_written_and_an_outage_passes(clock):
    store = Store()
    parts = build_team(store, clock, TeamTable())
    beat = Beat(agent="mira", page="p", case_id="c", writing=False, active_at=NOON, at=NOON)
    parts.room.whereabouts.hear(beat)
    slept = asyncio.Event()

    async def sleep(seconds: float) -> None:
        clock.slept.append(seconds)
        if len(clock.slept) > 1:
            slept.set()
            await asyncio.Event().wait()

    clock.sleep = sleep
    sync, assigning = parts.coroutines()
    assigning.close()
    running = asyncio.create_task(sync)
    async with asyncio.timeout(2):
        await slept.wait()
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running
    assert clock.slept == [SYNC_S, SYNC_S]
    (card,) = await store.cards(NOON)
    assert replace(card, console="") == replace(card, agent="mira", console="")
    assert set(card.spots) == {"c"}
