"""Whether a process that had a lease has ended: told only where it is certain."""

from __future__ import annotations

import os
import socket
import subprocess
import sys

import pytest

from storage import open_store
from storage.engine import whose
from storage.engine.whose import me, session_of
from tests import postgres_kit
from tests.contract.store_kit import after
from tests.postgres_kit import binaries

pytestmark = pytest.mark.anyio

NAME, OTHER = "deliver:replay", "another:1"


def ended() -> int:
    """The number of a process that was and is no more."""
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait()
    return process.pid


@pytest.mark.parametrize(
    ("owner", "gone"),
    [
        (lambda: f"{socket.gethostname()}:{ended()}", True),
        (lambda: f"{socket.gethostname()}:{os.getpid()}", False),
        (lambda: f"{socket.gethostname()}:1", False),
        (lambda: f"elsewhere:{ended()}", False),
        (lambda: f"{socket.gethostname()}:nobody", False),
        (lambda: f"{socket.gethostname()}:{1 << 80}", False),
    ],
    ids=["ended", "alive", "another user's", "another machine's", "no number", "no process's"],
)
async def test_with_a_file_the_machine_tells(tmp_path, owner, gone):
    store = await open_store(f"sqlite:///{tmp_path}/desk.db")
    await store.hold(NAME, owner(), after(0), seconds=9)
    assert await store.vacant(NAME, OTHER) is gone
    await store.close()


async def test_where_the_machine_does_not_say_nobody_is_gone(monkeypatch):
    def refused(_number, _signal):
        raise PermissionError

    monkeypatch.setattr(whose.os, "kill", refused)
    assert not whose._ended_here(me())


@pytest.mark.skipif(binaries() is None, reason="no PostgreSQL")
async def test_with_a_server_its_sessions_tell():
    server = postgres_kit.server()
    url = postgres_kit.emptied(server)
    store = await open_store(url)
    await store.hold(NAME, "far:7", after(0), seconds=9)
    assert await store.vacant(NAME, OTHER)
    with server.connect() as session:
        session.execute(f"SET application_name = '{session_of('far:7')}'")
        assert not await store.vacant(NAME, OTHER)
    assert await store.vacant(NAME, OTHER)
    await store.close()


@pytest.mark.skipif(binaries() is None, reason="no PostgreSQL")
async def test_behind_a_pooler_that_hides_names_nobody_is_gone(monkeypatch):
    store = await open_store(postgres_kit.emptied(postgres_kit.server()))
    await store.hold(NAME, "far:7", after(0), seconds=9)
    monkeypatch.setattr(whose, "me", lambda: "unseen:1")
    assert not await store.vacant(NAME, OTHER)
    await store.close()
