"""A PostgreSQL server, to which several processes on several machines write at once.

On SQLite one writer has the file to itself. Here the same holds for all work that does not say
otherwise: it takes the desk's lock alone, and nobody else writes meanwhile. The work of which
there is much (messages, turns, sends, timers, leases) shares that lock and says which places it
reads in order to change them (`Work.places`); those are locked by name, sorted, all at once and
before anything else, so that two transactions cannot wait for each other. What arrives in a
conversation has a name of its own: it meets whoever works there only at the row of the lane, which
both take late and in the same order. What only takes rows from a queue passes over those that
somebody has in hand (SKIP LOCKED) and reads for them after its commit. Totals and the feed of
changes end a transaction (`closing`), in one trip.

All these are advisory locks of the transaction: a process that dies leaves none behind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import blake2b
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry, NullPool, QueuePool

from core.errors import ConfigError, StorageUnavailable
from storage.engine.closing import CLOSING, Closing
from storage.engine.postgres_bulk import array
from storage.engine.postgres_news import Ear
from storage.engine.postgres_outage import misfit, outage, passes
from storage.engine.postgres_words import Words
from storage.engine.whose import me, session_of
from storage.engine.work import Job, Kind, by_kind

SCHEMES = ("postgresql://", "postgres://")
WRITERS, READERS = 2, 6
# More names than this in one transaction cost the server more than waiting for the whole desk.
MOST_PLACES = 1_000
CHANNEL = "skerry"
# A process that hangs, or whose network is gone, must not hold up the others for longer.
_SESSION = (
    "SET lock_timeout = '10s'",
    "SET statement_timeout = '60s'",
    # Nothing here waits for anybody within a transaction: who is silent for so long is gone.
    "SET idle_in_transaction_session_timeout = '5s'",
    # Plans are kept, and the first are made while tables are empty and a look at all of it seems
    # cheapest; every statement here has its index.
    "SET enable_seqscan = off",
    "SET jit = off",
)
_ALIVE = {
    "connect_timeout": 5,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
}
_STATEMENTS = 1_000  # that the server keeps prepared for one connection

_ALONE = "SELECT pg_advisory_xact_lock(%s::bigint)"
# The desk's first, for the rest may have to be waited for.
_BESIDE = (
    "SELECT count(CASE n WHEN 1 THEN pg_advisory_xact_lock_shared(place)"
    " ELSE pg_advisory_xact_lock(place) END)"
    " FROM unnest(%s::bigint[]) WITH ORDINALITY AS locked(place, n)"
)
# Nobody is woken for a look that changed nothing.
_NOTIFY = "SELECT pg_notify(%s, '') WHERE pg_current_xact_id_if_assigned() IS NOT NULL"


def key_of(name: str) -> int:
    """The number of a named lock."""
    return int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), signed=True)


_DESK, _END = key_of("the desk"), key_of("the end of a transaction")


class PostgresDriver:
    """Implements `Driver`. `shared` is what works on every connection finds in its `info`."""

    readers, shared = READERS, True

    def __init__(
        self, url: str, *, writers: int = WRITERS, shared: Mapping[str, object] | None = None
    ) -> None:
        place = parsed(url)
        self.name = place.set(drivername="postgresql").render_as_string()
        self.writers = writers
        self.writer = _engine(place, "READ COMMITTED", (writers, shared or {}))
        self.reader = _engine(place, "REPEATABLE READ", (READERS, {}))
        # For whatever wants no transaction, or a connection of its own.
        self.lonely = _engine(place, "AUTOCOMMIT", (0, {}))
        _collect(self.writer)

    def prepare(self, prepare: Callable[[Connection], None]) -> None:
        """Processes that start at once migrate once: one of them, while the others wait."""
        with self.writer.begin() as connection:
            connection.exec_driver_sql("SET LOCAL lock_timeout = 0")
            connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
            connection.exec_driver_sql("SET LOCAL idle_in_transaction_session_timeout = 0")
            connection.exec_driver_sql(_ALONE, (_DESK,))
            prepare(connection)

    def transactions(self, jobs: Sequence[Job]) -> list[list[Kind]]:
        """What shares the desk first, each kind by itself: what is held by one waits for no other,
        and is not held for its time."""
        alone = [job for job in jobs if job.work.places is None]
        beside = [job for job in jobs if job.work.places is not None]
        kinds = sorted(by_kind(beside), key=lambda kind: kind[0].work.takes)
        return [*([kind] for kind in kinds), *([by_kind(alone)] if alone else [])]

    def begin(self, connection: Connection, kinds: Sequence[Kind]) -> None:
        connection.info[CLOSING] = Closing()
        if any(kind[0].work.places is None for kind in kinds):
            connection.exec_driver_sql(_ALONE, (_DESK,))
            return
        names = _names(connection, kinds)
        if names is None or len(names) > MOST_PLACES:
            connection.exec_driver_sql(_ALONE, (_DESK,))
            return
        connection.exec_driver_sql(_BESIDE, (array([_DESK, *sorted(map(key_of, names))]),))

    def end(self, connection: Connection, kinds: Sequence[Kind]) -> bool:
        """One NOTIFY a commit: the server lets such commits through one by one anyway.

        All of it in one trip, for everybody else's end waits meanwhile.
        """
        closing: Closing = connection.info.pop(CLOSING)
        ending = None if closing.is_empty() else closing.ready()
        tells = not all(kind[0].work.takes for kind in kinds)
        if not (ending or tells):
            return False
        raw: Any = connection.connection.driver_connection
        with raw.pipeline():
            if ending:
                connection.exec_driver_sql(_ALONE, (_END,))
                ending.write(connection)
            connection.exec_driver_sql(_NOTIFY, (CHANNEL,))
        return bool(ending and ending.has_news)

    def passes(self, error: BaseException) -> bool:
        return passes(error)

    def outage(self, error: BaseException) -> StorageUnavailable | None:
        return outage(error, self.name)

    def misfit(self, error: DBAPIError) -> ConfigError | StorageUnavailable:
        return misfit(error, self.name)

    def listen(self, heard: Callable[[], None]) -> Callable[[], None]:
        ear = Ear(self.lonely, CHANNEL, heard)
        ear.start()
        return ear.stop


def is_ours(url: str) -> bool:
    """Whether an address is a PostgreSQL server's."""
    return url.startswith(SCHEMES)


def parsed(url: str) -> URL:
    """The address as SQLAlchemy takes it; raises ConfigError."""
    try:
        return make_url(url).set(drivername="postgresql+psycopg")
    except (ArgumentError, ValueError):
        raise ConfigError(
            "[storage] url: that is no address of a PostgreSQL server; use"
            " postgresql://user:password@host:5432/database"
        ) from None


def _names(connection: Connection, kinds: Iterable[Kind]) -> set[str] | None:
    names: set[str] = set()
    for kind in kinds:
        places = kind[0].work.places
        if places is None:
            return None
        some = places(connection, [job.payload for job in kind])
        if some is None:
            return None
        names |= some
    return names


def _engine(place: URL, isolation: Any, pool: tuple[int, Mapping[str, object]]) -> Engine:
    size, shared = pool
    pooling: dict[str, Any] = {"poolclass": NullPool}
    if size:
        pooling = {"poolclass": QueuePool, "pool_size": size, "max_overflow": 0}
    engine = create_engine(
        place,
        isolation_level=isolation,
        # Statements are written once, with places instead of names.
        paramstyle="format",
        connect_args=_ALIVE | {"application_name": session_of(me())},
        # What people wrote belongs in no error.
        hide_parameters=True,
        **pooling,
    )

    @event.listens_for(engine, "connect")
    def connected(raw: Any, record: ConnectionPoolEntry) -> None:
        record.info.update(shared)
        raw.prepared_max = _STATEMENTS
        raw.adapters.register_dumper(str, Words)
        before, raw.autocommit = raw.autocommit, True
        for statement in _SESSION:
            raw.execute(statement)
        raw.autocommit = before
        raw.read_only = isolation == "REPEATABLE READ"

    return engine


def _collect(engine: Engine) -> None:
    """Savepoints that are undone take back what they wanted written at the end."""

    @event.listens_for(engine, "savepoint")
    def begun(connection: Connection, _name: str | None) -> None:
        if CLOSING in connection.info:
            connection.info[CLOSING].mark()

    @event.listens_for(engine, "release_savepoint")
    def kept(connection: Connection, _name: str, _context: object) -> None:
        if CLOSING in connection.info:
            connection.info[CLOSING].keep()

    @event.listens_for(engine, "rollback_savepoint")
    def undone(connection: Connection, _name: str, _context: object) -> None:
        if not connection.invalidated and CLOSING in connection.info:
            connection.info[CLOSING].undo()
