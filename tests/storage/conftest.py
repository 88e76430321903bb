"""A migrated file to copy."""

from __future__ import annotations

import asyncio

import pytest

from storage import open_store
from storage.engine.recent import Recent


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory):
    path = tmp_path_factory.mktemp("storage") / "empty.db"

    async def create():
        await (await open_store(f"sqlite:///{path}")).close()

    asyncio.run(create())
    return path


@pytest.fixture(autouse=True)
def everything_is_read_from_its_row(monkeypatch):
    """What a desk remembers of rows would hide what they do not say."""
    monkeypatch.setattr(Recent, "get", lambda *_: None)
