"""A platform's line that is cut shows in the log of whoever listens there, as the checker wants."""

from __future__ import annotations

import asyncio
import re
from contextlib import AsyncExitStack

import pytest

import bots
from app.clock import SystemClock
from chaos.platforms import Platforms
from chaos.traces import SIGNS
from core.listen import Listener
from storage import MemoryStore
from tests.fakes import FakeTriage
from tests.story_kit import until

pytestmark = pytest.mark.anyio

PATIENCE_S = 60.0


# X is left out: whether its cut shows within the minute depends on where its polls stand.
@pytest.mark.parametrize("name", ["telegram", "discord"])
async def test_a_cut_line_is_told_of(name, caplog):
    caplog.set_level("INFO")
    async with AsyncExitStack() as stack:
        platforms = Platforms()
        await platforms.start(stack)
        adapter = bots.build(name, platforms.tables()[name], platforms.secrets())
        listener = Listener(
            adapter=adapter, store=MemoryStore(), triage=FakeTriage(), clock=SystemClock()
        )
        listening = asyncio.create_task(listener.listen_forever())
        stack.callback(listening.cancel)
        await until(lambda: listener.state == "listening", PATIENCE_S)
        caplog.clear()
        platforms.proxies[name].change("cut")
        said = re.compile(SIGNS["platform cut"])
        await until(lambda: any(said.search(each) for each in caplog.messages), PATIENCE_S)
        assert not listening.done()
        platforms.proxies[name].change("fair")
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)
