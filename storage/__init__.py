"""The desk's memory and its queue: one database, and a reference implementation of dicts."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from storage.engine.postgres import is_ours as is_server
from storage.opening import open_store
from storage.store import SqlStore

if TYPE_CHECKING:
    from storage.memory.store import MemoryStore

__all__ = ["MemoryStore", "SqlStore", "is_server", "open_store"]


def __getattr__(name: str) -> Any:
    """A desk never uses the dicts, so it need not load them."""
    if name != "MemoryStore":
        raise AttributeError(name)
    return importlib.import_module("storage.memory.store").MemoryStore
