"""An SQLite file: one writer, and readers on snapshots beside it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from sqlalchemy import URL, Connection, create_engine, event
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool

from core.errors import ConfigError, StorageUnavailable
from storage.engine.driver import NEWS
from storage.engine.outage import misfit, outage
from storage.engine.sqlite_bulk import PREPARED
from storage.engine.work import Job, Kind, by_kind

READERS = 3
BUSY_SECONDS = 5.0

_WRITER_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA cache_size=-32768",
    # Pages that change all the time are copied into the file a quarter as often.
    "PRAGMA wal_autocheckpoint=4000",
)
_READER_PRAGMAS = ("PRAGMA query_only=ON",)


class SqliteDriver:
    """Implements `Driver`. One writer has the file, so nothing else needs a lock.

    `shared` is what works on every connection finds in its `info`.
    """

    writers, readers, shared = 1, READERS, False

    def __init__(
        self,
        path: str,
        *,
        busy_seconds: float = BUSY_SECONDS,
        shared: Mapping[str, object] | None = None,
    ) -> None:
        self.name = path
        self.writer = _engine(path, busy_seconds, begin="BEGIN IMMEDIATE", shared=shared)
        self.reader = _engine(path, busy_seconds, begin="BEGIN")

    def prepare(self, prepare: Callable[[Connection], None]) -> None:
        # What people write to the desk is nobody else's business on this machine.
        with suppress(OSError):
            Path(self.name).touch(mode=0o600)
        with self.writer.begin() as connection:
            prepare(connection)

    def transactions(self, jobs: Sequence[Job]) -> list[list[Kind]]:
        return [by_kind(jobs)]

    def begin(self, _connection: Connection, _kinds: Sequence[Kind]) -> None:
        """The file is ours from BEGIN IMMEDIATE on."""

    def end(self, connection: Connection, _kinds: Sequence[Kind]) -> bool:
        return bool(connection.info.pop(NEWS, False))

    def passes(self, _error: BaseException) -> bool:
        return False  # SQLite has waited for the file by itself

    def outage(self, error: BaseException) -> StorageUnavailable | None:
        return outage(error, self.name)

    def misfit(self, error: DBAPIError) -> ConfigError | StorageUnavailable:
        return misfit(error, self.name)

    def listen(self, _heard: Callable[[], None]) -> Callable[[], None]:
        """A file tells nobody that it was written to; whoever follows it looks each second."""
        return lambda: None


def _engine(
    path: str, busy_seconds: float, *, begin: str, shared: Mapping[str, object] | None = None
) -> Engine:
    writes = begin != "BEGIN"
    engine = create_engine(
        URL.create("sqlite", database=path),
        poolclass=QueuePool,
        pool_size=1 if writes else READERS,
        max_overflow=0,
        connect_args={
            "timeout": busy_seconds,
            "check_same_thread": False,
            "cached_statements": PREPARED,
        },
        # What people wrote belongs in no error.
        hide_parameters=True,
    )

    @event.listens_for(engine, "connect")
    def connected(raw: sqlite3.Connection, record: ConnectionPoolEntry) -> None:
        record.info.update(shared or {})
        # Python's driver must not open transactions by itself: it would begin too late, and a
        # transaction that read before it writes is refused instead of waiting.
        raw.isolation_level = None
        for pragma in _WRITER_PRAGMAS if writes else _READER_PRAGMAS:
            raw.execute(pragma)

    @event.listens_for(engine, "begin")
    def began(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine
