"""What lies under which key, and sealing it anew, a few rows at a time.

The walk goes through every sealed column by primary key: it looks on a snapshot, beside whoever
writes, and only what is to be changed is read again and written. What is in order is passed over,
so that a walk which was interrupted may begin again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Table,
    bindparam,
    func,
    literal,
    or_,
    select,
    text,
    tuple_,
    update,
)
from sqlalchemy import case as choose

from core.sealing import PLAIN, Mark, Sealed
from storage import tables as t
from storage.engine.dialect import AnyRow, execute, gather
from storage.engine.work import Work
from storage.sealing.columns import COLUMNS, LINK_REFERENCE, MESSAGE_TEXT, Column, mark
from storage.sealing.sealed import FORM, HEAD, ID_LENGTH, ring_in_use
from storage.search import keep as search_keep

# Rows looked at in one step.
WINDOW = 2_000


@dataclass(frozen=True)
class Found:
    """Rows of a column (its number) by primary key that are to be sealed; where the walk goes on,
    None at its end."""

    column: int
    keys: Sequence[tuple[Any, ...]]
    after: Mark | None


def counts(connection: Connection) -> Sequence[Sealed]:
    """What lies under which key; columns that are empty are left out."""
    found = []
    for column in COLUMNS:
        value = _value(column)
        key = choose((_is_sealed(value), func.substr(value, len(FORM) + 1, ID_LENGTH)), else_=PLAIN)
        query = (
            select(key.label("under"), func.count())
            .where(value != "", or_(_is_sealed(value), _private(column)))
            .group_by(text("under"))
        )
        rows = connection.execute(query).all()
        found += [Sealed(column.place, row[0], row[1]) for row in rows]
    return found


def look(connection: Connection, start: Mark, limit: int) -> Found:
    """The next rows that are not under the key in force, so many at most."""
    ring = ring_in_use()
    if ring is None:
        return Found(start.column, (), None)
    head = f"{FORM}{ring.current}"
    limit = min(limit, COLUMNS[start.column].most or limit)
    given = {f"after_{n}": each for n, each in enumerate(start.after)}
    rows = connection.execute(_looking(start.column, bool(start.after)), given).all()
    wanted = [row for row in rows if row.is_ours and row.head not in ("", head)][:limit]
    number, keys = start.column, [_key(row) for row in wanted]
    if len(wanted) == limit:
        return Found(number, keys, Mark(number, keys[-1]))
    if len(rows) == WINDOW:
        return Found(number, keys, Mark(number, _key(rows[-1])))
    return Found(number, keys, Mark(number + 1) if number + 1 < len(COLUMNS) else None)


def _reseal(connection: Connection, found: Found) -> tuple[int, int]:
    """How many were sealed anew, how many cannot be opened."""
    column = COLUMNS[found.column]
    names = [f"key_{n}" for n in range(len(_primary(column)))]
    wanted = [dict(zip(names, key, strict=True)) for key in found.keys]
    rows = [row for one in gather(connection, _reading(found.column), wanted) for row in one]
    changed = [(row, words) for row in rows if (words := _words(column, row))]
    _write(connection, column, changed)
    return len(changed), len(rows) - len(changed)


def _words(column: Column, row: AnyRow) -> str | None:
    return column.secret(row.sealed_value, *_name(column, row))


def _write(connection: Connection, column: Column, changed: list[tuple[AnyRow, str]]) -> None:
    keys = [each.name for each in _primary(column)]
    rows: list[dict[str, Any]] = []
    for row, words in changed:
        given = {f"key_{n}": getattr(row, name) for n, name in enumerate(keys)}
        given["sealed_"] = column.closed(words, *_name(column, row))
        if column is LINK_REFERENCE:
            given["mark_"] = mark(words)
        rows.append(given)
    write = partial(execute, connection, _writing(COLUMNS.index(column)), rows)
    if column is MESSAGE_TEXT:
        search_keep.renew(connection, [row.key for row, _ in changed], write)
    else:
        write()


# Statements are made once for each column: what is prepared is found by its identity.
@lru_cache(maxsize=256)
def _looking(number: int, goes_on: bool) -> Select[Any]:  # noqa: FBT001  # a key of the cache
    column = COLUMNS[number]
    value, keys = _value(column), _primary(column)
    ours = choose((or_(_is_sealed(value), _private(column)), 1), else_=0)
    named = [each.label(f"key_{n}") for n, each in enumerate(keys)]
    query = select(*named, func.substr(value, 1, HEAD).label("head"), ours.label("is_ours"))
    if goes_on:
        last = [bindparam(f"after_{n}", type_=each.type) for n, each in enumerate(keys)]
        query = query.where(tuple_(*keys) > tuple_(*last))
    return query.order_by(*keys).limit(WINDOW)


@lru_cache(maxsize=256)
def _reading(number: int) -> Select[Any]:
    column = COLUMNS[number]
    table = _table(column)
    names = dict.fromkeys((*(each.name for each in _primary(column)), *column.row))
    value = _value(column).label("sealed_value")
    return select(*(table.c[name] for name in names), value).where(*_here(column))


@lru_cache(maxsize=256)
def _writing(number: int) -> Any:
    column = COLUMNS[number]
    values: dict[str, Any] = {column.name: bindparam("sealed_")}
    if column is LINK_REFERENCE:
        values |= {"mark": bindparam("mark_")}
    return update(_table(column)).values(values).where(*_here(column))


def _here(column: Column) -> list[ColumnElement[bool]]:
    return [each == bindparam(f"key_{n}") for n, each in enumerate(_primary(column))]


def _key(row: AnyRow) -> tuple[Any, ...]:
    return tuple(row)[:-2]  # the head and whose it is stand behind it


def _name(column: Column, row: AnyRow) -> list[Any]:
    return [getattr(row, each) for each in column.row]


def _table(column: Column) -> Table:
    return t.metadata.tables[column.table]


def _primary(column: Column) -> list[Any]:
    return list(_table(column).primary_key)


def _value(column: Column) -> ColumnElement[str]:
    return _table(column).c[column.name]


def _is_sealed(value: ColumnElement[str]) -> ColumnElement[bool]:
    return func.substr(value, 1, len(FORM)) == literal(FORM)


def _private(column: Column) -> ColumnElement[bool]:
    condition: ColumnElement[bool] = text(f"({column.private or '1 = 1'})")  # type: ignore[assignment]
    return condition


RESEAL = Work(_reseal)
