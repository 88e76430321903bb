"""All memories, behind one fixture: whatever a contract test says holds for each."""

from __future__ import annotations

import shutil

import pytest

from storage import MemoryStore, open_store
from tests import postgres_kit


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
    store = await open_store(url)
    yield store
    await store.close()
