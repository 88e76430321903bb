"""A desk's whole memory from an SQLite file to a PostgreSQL server, table by table.

Rows travel in batches by primary key; how far a table is stands in the target, written with the
batch, so that whoever is interrupted goes on there. In the end both sides are read and compared.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from sqlalchemy import Connection, Table, func, inspect, select, text, tuple_

from core.errors import ConfigError
from storage import tables as t
from storage.engine.postgres_words import clean

BATCH = 5_000
# Made anew from the messages by the desk itself, each database in its own form.
REBUILT = frozenset(("search_doc", "search_term", "search_state"))
# A database without a row here was never worked with.
TELLING = ("agent", "message", "case", "decision", "counter")

# A table of the move alone, gone with its end; `mark` is the key of the last row, as JSON.
_MAKE = text(
    "CREATE TABLE IF NOT EXISTS moving"
    " (name text PRIMARY KEY, mark text NOT NULL, is_done boolean NOT NULL)"
)
_MARKS = text("SELECT name, mark, is_done FROM moving")
_MARK = text(
    "INSERT INTO moving VALUES (:name, :mark, :is_done) ON CONFLICT (name)"
    " DO UPDATE SET mark = excluded.mark, is_done = excluded.is_done"
)
_OLDER = text("UPDATE search_state SET value = :value WHERE name = :name")
# Held by whoever moves, until his connection ends.
TAKE_LOCK = "SELECT pg_try_advisory_lock(7306384757)"
# The row that tells which state of the source this is.
SOURCE = "the source"

Row = tuple[Any, ...]
Progress = Callable[[str, int], None]


@dataclass(frozen=True, slots=True)
class Digest:
    """How many rows a table has, and the sum of their digests: the order does not matter."""

    rows: int
    digest: int


def moved_tables() -> list[Table]:
    """Every table that travels, those that others point to first."""
    own = {each.name for each in vars(t).values() if isinstance(each, Table)}
    ordered = t.metadata.sorted_tables
    return [each for each in ordered if each.name in own and each.name not in REBUILT]


def counts(source: Connection) -> dict[str, int]:
    """How many rows each table has."""
    return {
        each.name: int(source.execute(select(func.count()).select_from(each)).scalar_one())
        for each in moved_tables()
    }


def must_rest(source: Connection) -> None:
    """Raises ConfigError while a desk works with the file: what it writes would be left behind."""
    now = time.time_ns() // 1_000
    held = source.execute(select(t.hold.c.owner).where(t.hold.c.until > now)).scalars().first()
    if held:
        raise ConfigError(f"a desk ({held}) works with this database; stop it, then move it")


def is_begun(target: Connection) -> bool:
    """Whether an earlier move was interrupted there; raises ConfigError where a desk is at home."""
    here = set(inspect(target).get_table_names())
    if "moving" in here:
        return True
    for table in moved_tables():
        known = table.name in TELLING and table.name in here
        if known and target.execute(select(table).limit(1)).first():
            raise ConfigError("--to: a desk's data is there already; name an empty database")
    return False


def must_be_finished(connection: Connection) -> None:
    """Raises ConfigError where a move was interrupted: what is there is only a part."""
    if inspect(connection).has_table("moving"):
        raise ConfigError(
            "[storage] url: a move into this database was interrupted; finish it with the same"
            " skerry migrate --to …"
        )


def begin(source: Connection, target: Connection) -> None:
    """Make ready, or go on; from the beginning, where the desk has worked since."""
    target.execute(_MAKE)
    state = json.dumps([counts(source), _latest(source)], sort_keys=True)
    before = {row.name: row.mark for row in target.execute(_MARKS)}.get(SOURCE)
    if before == state:
        return
    names = ", ".join(f'"{each.name}"' for each in moved_tables())
    target.exec_driver_sql(f"TRUNCATE {names}")
    target.exec_driver_sql("DELETE FROM moving")
    target.execute(_MARK, {"name": SOURCE, "mark": state, "is_done": False})


def copy(source: Connection, target: Callable[[], Any], tell: Progress) -> None:
    """Copy what is not there yet; `target` opens a transaction, one a batch."""
    with target() as connection:
        marks = {row.name: row for row in connection.execute(_MARKS)}
    for table in moved_tables():
        mark = marks.get(table.name)
        if mark and mark.is_done:
            tell(table.name, 0)
            continue
        last = tuple(json.loads(mark.mark)) if mark else ()
        for rows in _batches(source, table, last):
            with target() as connection:
                _insert(connection, table, rows)
                is_done = len(rows) < BATCH
                key = json.dumps(_key(table, rows[-1]) if rows else list(last))
                connection.execute(_MARK, {"name": table.name, "mark": key, "is_done": is_done})
            tell(table.name, len(rows))


def compare(source: Connection, target: Connection, tell: Progress) -> list[str]:
    """The tables that are not the same on both sides; how many rows were read is told."""
    different = []
    for table in moved_tables():
        here, there = digest(source, table), digest(target, table)
        tell(table.name, here.rows)
        if here != there:
            different.append(f"{table.name} ({here.rows:,} rows here, {there.rows:,} there)")
    return different


def finish(target: Connection) -> None:
    """Numbers go on where they were, words are indexed by the desk, and nobody moves any more."""
    for table in moved_tables():
        column = table.autoincrement_column
        if column is not None and len(table.primary_key) == 1 and _counts_up(target, table):
            sequence = f"pg_get_serial_sequence('\"{table.name}\"', '{column.name}')"
            highest = f'SELECT max("{column.name}") FROM "{table.name}"'  # noqa: S608  # our names
            target.exec_driver_sql(
                f"SELECT setval({sequence}, coalesce(({highest}), 0) + 1, false)"
            )
    newest = target.execute(select(func.coalesce(func.max(t.inbox.c.id), 0))).scalar_one()
    target.execute(_OLDER, [{"name": "until", "value": newest}, {"name": "done", "value": 0}])
    target.exec_driver_sql("DROP TABLE moving")


def digest(connection: Connection, table: Table) -> Digest:
    """A table in one number."""
    rows, total = 0, 0
    options = {"stream_results": True, "max_row_buffer": BATCH}
    for row in connection.execution_options(**options).execute(select(table)):
        hashed = blake2b(repr(_plain(row)).encode("utf-8", "surrogatepass"), digest_size=16)
        total += int.from_bytes(hashed.digest())
        rows += 1
    return Digest(rows, total % (1 << 128))


def _batches(source: Connection, table: Table, last: Row) -> Iterator[Sequence[Row]]:
    keys = list(table.primary_key)
    while True:
        query = select(table).order_by(*keys).limit(BATCH)
        if last:
            query = query.where(tuple_(*keys) > tuple_(*last))
        rows = [_plain(row) for row in source.execute(query)]
        yield rows
        if len(rows) < BATCH:
            return
        last = tuple(_key(table, rows[-1]))


def _insert(target: Connection, table: Table, rows: Sequence[Row]) -> None:
    if not rows:
        return
    columns = ", ".join(f'"{each.name}"' for each in table.columns)
    raw: Any = target.connection.driver_connection
    with raw.cursor() as cursor, cursor.copy(f'COPY "{table.name}" ({columns}) FROM STDIN') as into:
        for row in rows:
            into.write_row(row)


def _key(table: Table, row: Row) -> list[Any]:
    places: Mapping[str, int] = {each.name: n for n, each in enumerate(table.columns)}
    return [row[places[each.name]] for each in table.primary_key]


def _plain(row: Sequence[Any]) -> Row:
    return tuple([clean(each) if isinstance(each, str) else each for each in row])


def _latest(source: Connection) -> list[Any]:
    """What grows with all that a desk does."""
    changes = source.execute(select(func.max(t.change.c.id))).scalar()
    total = source.execute(select(func.sum(t.counter.c.value))).scalar()
    leases = source.execute(select(func.max(t.hold.c.until))).scalar()
    return [changes, total, leases]


def _counts_up(target: Connection, table: Table) -> bool:
    (column,) = table.primary_key
    query = text("SELECT pg_get_serial_sequence(:name, :column)")
    names = {"name": f'"{table.name}"', "column": column.name}
    return target.execute(query, names).scalar() is not None
