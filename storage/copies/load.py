"""A backup's rows into an empty database, all or nothing, and what must not live on there."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Table, inspect, select, text, update

from core.errors import ConfigError
from storage import tables as t
from storage.copies.snapshot import Block, Tally, line_of, row_of, tables, tally, unhurried
from storage.engine.postgres_words import clean
from storage.engine.schema_state import known as known_revisions
from storage.migrate import bring_to, upgrade

# A text with this in its JSON may hold NUL, which servers do not take.
_NUL = b"\\u0000"
_TOO_NEW = (
    "the backup has schema {revision}, which this version does not know; restore it with the"
    " version that wrote it, or a newer one"
)
_FOREIGN = "the backup holds {table}, which schema {revision} does not have"
# What somebody was allowed, or had in hand, when the backup was made.
_GONE = ("hold", "session", "pass", "door_step")
_ALSO_OURS = frozenset(("alembic_version", "moving", "search_words"))
_INDEXES = {
    "sqlite": (
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
        " AND substr(tbl_name, 1, 6) <> 'search'"
    ),
    "postgresql": (
        "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema()"
        " AND indexname NOT IN (SELECT conname FROM pg_constraint)"
        " AND substr(tablename, 1, 6) <> 'search'"
    ),
}


def load(connection: Connection, revision: str, blocks: Iterable[Block]) -> dict[str, Tally]:
    """Build the schema of `revision`, put the rows in and read them back, in one transaction.

    Returns what each table holds now. Raises ConfigError where the backup does not fit.
    """
    unhurried(connection)
    _drop(connection)
    bring_to(connection, revision)
    known = {each.name: each for each in tables(connection)}
    _empty(connection, known.values())
    put = _copied if connection.dialect.name == "postgresql" else _inserted
    with _without_indexes(connection):
        for block in blocks:
            if block.table not in known:
                raise ConfigError(_FOREIGN.format(table=block.table, revision=revision))
            put(connection, block)
    _count_on(connection, known.values())
    return {name: tally(connection, table) for name, table in known.items()}


def as_kept(dialect: str, lines: Sequence[bytes]) -> Sequence[bytes]:
    """The lines as the database of this dialect gives them back."""
    if dialect != "postgresql" or not any(_NUL in line for line in lines):
        return lines
    return [line_of(_cleaned(row_of(line))) if _NUL in line else line for line in lines]


def bring_up_to_date(connection: Connection) -> None:
    """Today's schema, the words to be indexed anew, and nothing that was in flight.

    A send that was waiting when the backup was made may have left since: it becomes one that
    somebody began and nobody settled.
    """
    newest = connection.execute(text("SELECT coalesce(max(id), 0) FROM inbox")).scalar_one()
    if inspect(connection).has_table("search_state"):
        _words_anew(connection, newest)
    upgrade(connection)
    for name in _GONE:
        connection.execute(t.metadata.tables[name].delete())
    connection.execute(update(t.lane).values(lease_until=0))
    connection.execute(
        update(t.outbox).where(t.outbox.c.state == "pending").values(state="sending", lease_until=0)
    )


def platforms_in_flight(connection: Connection) -> Sequence[str]:
    """Where something was about to be sent."""
    query = select(t.outbox.c.platform).where(t.outbox.c.state == "sending").distinct()
    return connection.execute(query).scalars().all()


def revision_known(revision: str) -> None:
    """Raises ConfigError where only a newer version knows the schema."""
    if revision not in known_revisions():
        raise ConfigError(_TOO_NEW.format(revision=revision))


def who_works(connection: Connection) -> str:
    """The desk that works with this database now; empty when none does."""
    if not inspect(connection).has_table("hold"):
        return ""
    now = time.time_ns() // 1_000
    held = select(t.hold.c.owner).where(t.hold.c.until > now).limit(1)
    return connection.execute(held).scalar() or ""


def _drop(connection: Connection) -> None:
    """Ours only: a file is always a new one, a server's database may hold an older desk."""
    here = set(inspect(connection).get_table_names())
    for name in sorted(here & (set(t.metadata.tables) | _ALSO_OURS)):
        connection.exec_driver_sql(f'DROP TABLE "{name}" CASCADE')


def _empty(connection: Connection, known: Iterable[Table]) -> None:
    """Migrations fill some tables; the backup says what is in them."""
    for table in reversed(list(known)):
        connection.execute(table.delete())


@contextmanager
def _without_indexes(connection: Connection) -> Iterator[None]:
    """Many rows are quicker sorted once than put in their place one by one."""
    found = connection.exec_driver_sql(_INDEXES[connection.dialect.name]).all()
    for name, _ in found:
        connection.exec_driver_sql(f'DROP INDEX "{name}"')
    yield
    for _, statement in found:
        connection.exec_driver_sql(statement)


def _inserted(connection: Connection, block: Block) -> None:
    if not block.lines:
        return
    columns = ", ".join(f'"{each}"' for each in block.columns)
    places = ", ".join("?" for _ in block.columns)
    statement = f'INSERT INTO "{block.table}" ({columns}) VALUES ({places})'  # noqa: S608  # ours
    raw: Any = connection.connection.driver_connection
    raw.executemany(statement, map(row_of, block.lines))


def _copied(connection: Connection, block: Block) -> None:
    if not block.lines:
        return
    columns = ", ".join(f'"{each}"' for each in block.columns)
    raw: Any = connection.connection.driver_connection
    statement = f'COPY "{block.table}" ({columns}) FROM STDIN'
    with raw.cursor() as cursor, cursor.copy(statement) as into:
        for line in block.lines:
            into.write_row(_cleaned(row_of(line)))


def _cleaned(row: list[Any]) -> list[Any]:
    return [clean(each) if isinstance(each, str) else each for each in row]


def _count_on(connection: Connection, known: Iterable[Table]) -> None:
    """Numbers go on after the highest; a file does that by itself."""
    if connection.dialect.name != "postgresql":
        return
    query = text("SELECT pg_get_serial_sequence(:name, :column)")
    for table in known:
        keys = list(table.primary_key)
        names = {"name": f'"{table.name}"', "column": keys[0].name} if len(keys) == 1 else None
        sequence = connection.execute(query, names).scalar() if names else None
        if names and sequence:
            column = names["column"]
            highest = f'SELECT max("{column}") FROM "{table.name}"'  # noqa: S608  # our names
            connection.execute(
                text(f"SELECT setval(:sequence, coalesce(({highest}), 0) + 1, false)"),
                {"sequence": sequence},
            )


def _words_anew(connection: Connection, newest: int) -> None:
    statement = text("UPDATE search_state SET value = :value WHERE name = :name")
    states = [{"name": "until", "value": newest}, {"name": "done", "value": 0}]
    connection.execute(statement, states)
