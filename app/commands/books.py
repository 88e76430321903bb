"""The desk's memory for one command: opened with its keys, and closed whatever happens."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from storage import SqlStore


@asynccontextmanager
async def books(settings: str | None) -> AsyncIterator[SqlStore]:
    """The database that the settings name; raises ConfigError like what opens it."""
    from app import config  # noqa: PLC0415 - a command that is only asked for help opens nothing
    from app.sealing.keys import open_desk  # noqa: PLC0415

    store = await open_desk(config.load(settings))
    try:
        yield store
    finally:
        await store.close()
