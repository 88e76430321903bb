"""A desk's database, opened by its address: created or brought up to date, and looked over."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import UTC, datetime, timedelta
from functools import partial

from sqlalchemy import Connection

from core.errors import ConfigError
from core.protection import TRACE_DAYS
from core.service.promise import STANDARD, Promises
from storage.copies.moving import must_be_finished
from storage.engine import postgres
from storage.engine.driver import PROMISES, Driver
from storage.engine.sqlite import BUSY_SECONDS, SqliteDriver
from storage.engine.threads import Database
from storage.guard.scamfile import forget_traces
from storage.ledger import trim_changes
from storage.migrate import upgrade
from storage.sealing.keys import must_have_keys
from storage.sealing.sealed import KeyRing
from storage.store import SqlStore

SCHEME = "sqlite://"


async def open_store(  # noqa: PLR0913  # all but the first by name
    url: str,
    *,
    busy_seconds: float = BUSY_SECONDS,
    promises: Promises = STANDARD,
    ring: KeyRing | None = None,
    lost: Collection[str] = (),
    before: Callable[[Connection], None] | None = None,
) -> SqlStore:
    """Open, create or bring up to date the database at `url`; raises ConfigError with the mend.

    Private words are sealed under `ring`; `lost` are ids of keys that nobody has any more.
    `before` sees the database before anything in it is changed.
    """
    shared = {PROMISES: promises}
    driver: Driver
    if postgres.is_ours(url):
        driver = postgres.PostgresDriver(url, shared=shared)
    else:
        driver = SqliteDriver(path_of(url), busy_seconds=busy_seconds, shared=shared)
    database = Database(driver, ring)
    await database.open(partial(_prepare, lost=lost, before=before))
    return SqlStore(database)


def _prepare(
    connection: Connection,
    *,
    lost: Collection[str],
    before: Callable[[Connection], None] | None,
) -> None:
    must_be_finished(connection)
    if before:
        before(connection)
    upgrade(connection)
    must_have_keys(connection, lost)
    trim_changes(connection, datetime.now(UTC))
    forget_traces(connection, datetime.now(UTC) - timedelta(days=TRACE_DAYS))


def path_of(url: str) -> str:
    """The file behind an address; raises ConfigError."""
    rest = url.removeprefix(SCHEME)
    # Three slashes are a relative path, four an absolute one; two are taken as relative as well.
    path = rest.removeprefix("/")
    if rest == url or not path or path == ":memory:":
        raise ConfigError(
            f"[storage] url: {url or 'nothing'} cannot be opened; use sqlite:///skerry.db for a"
            " file here, sqlite:////var/lib/skerry.db for a file there, or"
            " postgresql://user@host/skerry for a server"
        )
    return path
