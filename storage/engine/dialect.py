"""The one place that knows which database we talk to: insert, unless it is there already.

SQLite and PostgreSQL say it alike, but SQLAlchemy keeps a class for each; another engine changes
the import below and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any, TypeAlias, cast

from sqlalchemy import (
    BindParameter,
    ClauseElement,
    ColumnElement,
    Connection,
    Dialect,
    Row,
    Table,
    bindparam,
)
from sqlalchemy.dialects.postgresql import Insert, insert
from sqlalchemy.sql.compiler import SQLCompiler

from storage.engine.postgres_bulk import Bulk, array, bulk
from storage.engine.postgres_bulk import listed as in_arrays
from storage.engine.sqlite_bulk import Rows, rows_of

# What SQLAlchemy calls the database that several processes share.
SERVER = "postgresql"

# Lists in `IN (…)` are cut to this and padded to powers of two, so that few texts of a statement
# exist and the database can keep each prepared.
CHUNK = 512
# Queries asked in one trip; a statement of this many parts is still within every limit.
_TRIP = 32
AnyRow: TypeAlias = Row[*tuple[Any, ...]]
VALUES: BindParameter[Any] = bindparam("values", expanding=True)


def add(table: Table) -> Insert:
    """Insert rows; one that is already there stays as it is."""
    return insert(table).on_conflict_do_nothing()


def upsert(
    table: Table,
    change: Callable[[Any], Mapping[str, Any]],
    where: Callable[[Any], ColumnElement[bool]] | None = None,
) -> Insert:
    """Insert rows, or `change` those that are there, given what would have been inserted."""
    statement = insert(table)
    new = statement.excluded
    return statement.on_conflict_do_update(
        index_elements=list(table.primary_key),
        set_=dict(change(new)),
        where=where(new) if where else None,
    )


def replace_all(table: Table) -> Insert:
    """Insert whole rows, or overwrite those that are there."""
    names = [column.name for column in table.columns if not column.primary_key]
    return upsert(table, lambda new: {name: new[name] for name in names})


def execute(
    connection: Connection, statement: ClauseElement, rows: Sequence[dict[str, Any]]
) -> None:
    """One statement for many rows; none for none. Column defaults are not filled in."""
    if not rows:
        return
    sql = _prepared(connection, statement, tuple(rows[0]))
    complete = [sql.fixed | row for row in rows] if sql.fixed else rows
    many, names = sql.many, sql.names
    if many and len(rows) > 1:
        for text, parameters in many.trips(complete):
            connection.exec_driver_sql(text, parameters)
        return
    connection.exec_driver_sql(sql.text, [tuple([row[name] for name in names]) for row in complete])


def select_in(
    connection: Connection,
    statement: ClauseElement,
    values: Iterable[str],
    bound: Mapping[str, object] = MappingProxyType({}),
) -> list[AnyRow]:
    """Run a statement that has `IN :values` over any number of distinct values; `bound` are what
    its other parameters are bound to."""
    found: list[AnyRow] = []
    distinct = list(dict.fromkeys(values))
    for start in range(0, len(distinct), CHUNK):
        chunk = distinct[start : start + CHUNK]
        sql, given = _listing(connection, statement, chunk)
        fixed = {**sql.fixed, **bound}
        row = tuple([given[n] if n in given else fixed[n] for n in sql.names])
        found += connection.exec_driver_sql(sql.text, row).all()
    return found


def gather(
    connection: Connection, statement: ClauseElement, rows: Sequence[dict[str, Any]]
) -> list[list[AnyRow]]:
    """Run one query for each of many sets of parameters, in few round trips; the first column of
    every row found is the number of its set within its trip."""
    found: list[list[AnyRow]] = []
    for start in range(0, len(rows), _TRIP):
        chunk = rows[start : start + _TRIP]
        size = 1 << (len(chunk) - 1).bit_length()
        sql = _prepared(connection, statement, tuple(chunk[0]))
        padded = [*chunk, *(chunk[-1] for _ in range(size - len(chunk)))]
        complete = [sql.fixed | row for row in padded] if sql.fixed else padded
        values = tuple([row[name] for row in complete for name in sql.names])
        answers: list[list[AnyRow]] = [[] for _ in range(size)]
        for row in connection.exec_driver_sql(_arms(sql.text, size), values):
            answers[row[0]].append(row)
        found += answers[: len(chunk)]
    return found


@cache
def _arms(text: str, size: int) -> str:
    """One statement so many times; made of what SQLAlchemy compiled, its values are bound."""
    arms = [f"SELECT {n} AS set_, a.* FROM ({text}) AS a" for n in range(size)]  # noqa: S608
    return " UNION ALL ".join(arms)


@dataclass(frozen=True)
class _Sql:
    """A statement as the driver takes it: `listed` and `fixed` parameters among all its `names`;
    `many` is the same for many rows at once."""

    text: str
    names: tuple[str, ...]
    listed: tuple[str, ...]
    fixed: dict[str, Any]
    many: Bulk | Rows | None = None


# Statements are constants of this room, so this ends growing with the last of them.
_SQL: dict[tuple[ClauseElement, str, tuple[str, ...], int], _Sql] = {}


def _listing(
    connection: Connection, statement: ClauseElement, chunk: list[str]
) -> tuple[_Sql, dict[str, Any]]:
    """The statement for so many values, and what its parameters for them are."""
    if connection.dialect.name == SERVER:
        sql = _prepared(connection, statement, ("values",), 1)
        return sql, dict.fromkeys(sql.listed, array(chunk))
    size = 1 << (len(chunk) - 1).bit_length()
    sql = _prepared(connection, statement, ("values",), size)
    return sql, dict(zip(sql.listed, chunk + chunk[-1:] * (size - len(chunk)), strict=True))


def _prepared(
    connection: Connection, statement: ClauseElement, given: tuple[str, ...], size: int = 0
) -> _Sql:
    """Binding through SQLAlchemy costs more than SQLite needs for the work, so it is done once."""
    dialect = connection.dialect
    key = (statement, dialect.name, given, size)
    if key not in _SQL:
        _SQL[key] = _compiled(statement, dialect, given, size)
    return _SQL[key]


def _compiled(
    statement: ClauseElement, dialect: Dialect, given: tuple[str, ...], size: int
) -> _Sql:
    compiled = cast(SQLCompiler, statement.compile(dialect=dialect, column_keys=given))
    if not size:
        fixed = {name: value for name, value in compiled.params.items() if name not in given}
        order = tuple(compiled.positiontup or ())
        together = bulk if dialect.name == SERVER else rows_of
        many = together(statement, compiled.string, order, given)
        return _Sql(compiled.string, order, (), fixed, many)
    names = {**compiled.construct_params(_check=False), "values": list(range(size))}
    state = compiled.construct_expanded_state(names)
    listed = tuple(state.parameter_expansion["values"])
    fixed = {name: value for name, value in state.parameters.items() if name not in listed}
    order, said = tuple(state.positiontup or ()), state.statement
    if dialect.name == SERVER:
        said = in_arrays(said, order, frozenset(listed))
    return _Sql(said, order, listed, fixed)
