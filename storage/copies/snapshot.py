"""A desk's whole memory, row by row, from one snapshot, while others go on writing.

What a backup holds is the same for a file and for a server: each table's rows as JSON. Columns are
those of the database at hand, so that an older schema is read by a newer program.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, MetaData, Table, func, inspect, select
from sqlalchemy.exc import DBAPIError

from core.errors import ConfigError
from storage.copies.moving import TELLING
from storage.engine.driver import Driver
from storage.engine.postgres import PostgresDriver, is_ours
from storage.engine.schema_state import is_older, revision_of
from storage.engine.sqlite import SqliteDriver
from storage.opening import path_of

BATCH = 2_000
# Made anew by the desk from the messages, or of this database alone.
_LEFT_OUT = ("search_", "sqlite_", "alembic_version", "moving")
_BYTES = "base64"
_WHOLE = 1 << 128
_UNHURRIED = (
    "SET LOCAL statement_timeout = 0",
    "SET LOCAL idle_in_transaction_session_timeout = 0",
    # Whole tables are read here, for once.
    "SET LOCAL enable_seqscan = on",
)


@dataclass(slots=True)
class Tally:
    """How many rows, and the sum of their digests: the order does not matter."""

    rows: int = 0
    digest: int = 0

    def add(self, lines: Iterable[bytes]) -> None:
        """Count some rows, as `lines_of` writes them."""
        for line in lines:
            self.rows += 1
            self.digest += int.from_bytes(blake2b(line, digest_size=16).digest())
        self.digest %= _WHOLE

    def __str__(self) -> str:
        return f"{self.rows}:{self.digest:032x}"


@dataclass(slots=True)
class Block:
    """Some rows of one table, a JSON array each."""

    table: str
    columns: tuple[str, ...]
    lines: list[bytes] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The database at one moment; `blocks` reads all of it once."""

    name: str
    revision: str
    connection: Connection

    def counts(self) -> dict[str, int]:
        """How many rows each table has."""
        return {
            each.name: int(
                self.connection.execute(select(func.count()).select_from(each)).scalar_one()
            )
            for each in tables(self.connection)
        }

    def blocks(self) -> Iterator[Block]:
        """Every table's rows, those first that others point to; an empty table is one block."""
        for table in tables(self.connection):
            columns = tuple(each.name for each in table.columns)
            yield Block(table.name, columns)
            for lines in lines_of(self.connection, table):
                yield Block(table.name, columns, lines)


@contextmanager
def snapshot(url: str) -> Iterator[Snapshot]:
    """The database behind an address, as it is now; raises ConfigError, StorageUnavailable."""
    driver = reading(url)
    try:
        with driver.reader.begin() as connection:
            unhurried(connection)
            revision = revision_of(connection)
            if revision is None:
                raise ConfigError(f"database {driver.name}: no desk has worked with it yet")
            yield Snapshot(driver.name, revision, connection)
    except DBAPIError as error:
        raise driver.outage(error) or driver.misfit(error) from None
    finally:
        release(driver)


def reading(url: str) -> Driver:
    """A driver for a database that is there already."""
    if is_ours(url):
        return PostgresDriver(url)
    path = path_of(url)
    if not Path(path).exists():
        raise ConfigError(f"database {path}: there is no such file")
    return SqliteDriver(path)


def release(driver: Driver) -> None:
    """Let go of all connections."""
    driver.reader.dispose()
    driver.writer.dispose()


def unhurried(connection: Connection) -> None:
    """What reads or writes everything takes its time."""
    if connection.dialect.name == "postgresql":
        for statement in _UNHURRIED:
            connection.exec_driver_sql(statement)


def behind(connection: Connection) -> str | None:
    """The schema's revision where a desk has worked with an older one; else None."""
    revision = revision_of(connection)
    return revision if is_older(revision) and has_rows(connection) else None


def has_rows(connection: Connection) -> bool:
    """Whether a desk has worked here."""
    here = set(inspect(connection).get_table_names())
    return any(
        connection.exec_driver_sql(f'SELECT 1 FROM "{name}" LIMIT 1').first()  # noqa: S608  # ours
        for name in TELLING
        if name in here
    )


def tables(connection: Connection) -> list[Table]:
    """The tables that a backup holds, as they are in this database."""
    found = MetaData()
    found.reflect(connection, only=lambda name, _: not name.startswith(_LEFT_OUT))
    return found.sorted_tables


def lines_of(connection: Connection, table: Table) -> Iterator[list[bytes]]:
    """A table's rows, in batches, each row one line of JSON."""
    options = {"stream_results": True, "max_row_buffer": BATCH}
    rows = connection.execute(select(table), execution_options=options)
    for batch in rows.partitions(BATCH):
        yield [line_of(row) for row in batch]


def tally(connection: Connection, table: Table) -> Tally:
    """A table in one number."""
    found = Tally()
    for lines in lines_of(connection, table):
        found.add(lines)
    return found


def line_of(row: Sequence[Any]) -> bytes:
    """A row as JSON; bytes are written in base64."""
    return _JSON.encode(tuple(row)).encode("utf-8", "surrogatepass")


def row_of(line: bytes) -> list[Any]:
    """The row that `line_of` wrote."""
    row: list[Any] = json.loads(line.decode("utf-8", "surrogatepass"))
    for place, value in enumerate(row):
        if isinstance(value, dict):
            row[place] = base64.b64decode(value[_BYTES])
    return row


def _bytes(value: object) -> dict[str, str]:
    if isinstance(value, bytes | memoryview):
        return {_BYTES: base64.b64encode(value).decode()}
    raise TypeError(f"no column may hold {type(value).__name__}")


_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_bytes)
