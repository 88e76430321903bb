"""All memories, behind one fixture: whatever a contract test says holds for each."""

from __future__ import annotations

import shutil
from hashlib import sha256

import pytest

from storage import MemoryStore, open_store
from storage.engine.recent import Recent
from storage.sealing.sealed import KeyRing
from tests import postgres_kit

# What is private is sealed in every test, as it is on every desk.
RING = KeyRing([sha256(b"the key of these tests").digest()])


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory):
    """A migrated file to copy: making one costs more than most tests."""
    import asyncio

    path = tmp_path_factory.mktemp("store") / "empty.db"

    async def create():
        await (await open_store(f"sqlite:///{path}")).close()

    asyncio.run(create())
    return path


@pytest.fixture(params=["memory", "sqlite", "postgres"])
async def store(request, tmp_path, empty_database):
    if request.param == "memory":
        yield MemoryStore()
        return
    if request.param == "postgres":
        url = postgres_kit.emptied(postgres_kit.server())
    else:
        url = f"sqlite:///{shutil.copy(empty_database, tmp_path / 'desk.db')}"
    store = await open_store(url, ring=RING)
    yield store
    await store.close()


@pytest.fixture(autouse=True)
def everything_is_read_from_its_row(monkeypatch):
    """What a desk remembers of rows would hide what they do not say."""
    monkeypatch.setattr(Recent, "get", lambda *_: None)
