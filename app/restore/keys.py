"""The keys that private words are sealed under are in no backup; a restore needs them beside it."""

from __future__ import annotations

from contextvars import copy_context

from sqlalchemy import Connection, select

from app.sealing.keys import key_file, ring_of
from core.errors import ConfigError
from core.settings import Loaded
from core.tables.sealing import KEY
from storage import is_server
from storage import tables as t
from storage.sealing.keys import must_have_keys
from storage.sealing.sealed import KeyRing, use

NO_KEY = (
    "the backup holds private words sealed under key {ids}, which is in no backup: put that key"
    " into {file}, or say where it is in [sealing]; without it set [sealing] lost = {ids!r}"
)


def keys_for(connection: Connection, loaded: Loaded, url: str) -> KeyRing | None:
    """The keys of a database that was just filled; raises ConfigError where they are others."""
    table = loaded.settings.sealing
    known = set(connection.execute(select(t.sealing_key.c.id)).scalars()) - set(table.lost)
    is_said = KEY in loaded.secrets or table.command or table.file or table.key == "none"
    if known and not is_said and not is_server(url) and not key_file(url).exists():
        raise ConfigError(NO_KEY.format(ids=sorted(known), file=key_file(url)))
    ring = ring_of(loaded, url=url)
    copy_context().run(_check, connection, ring, loaded)
    return ring


def _check(connection: Connection, ring: KeyRing | None, loaded: Loaded) -> None:
    use(ring)
    must_have_keys(connection, loaded.settings.sealing.lost)
