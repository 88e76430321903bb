"""The desk's memory and its queue: one database, and a reference implementation of dicts."""

from __future__ import annotations

from storage.memory import MemoryStore
from storage.postgres import is_ours as is_server
from storage.store import SqlStore, open_store

__all__ = ["MemoryStore", "SqlStore", "is_server", "open_store"]
