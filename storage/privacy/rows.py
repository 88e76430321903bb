"""Rows as they were before they were sealed, of any table: looked through beside the writer, and
changed by it only where they are still what they were.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import (
    ColumnElement,
    Connection,
    Table,
    and_,
    bindparam,
    delete,
    select,
    text,
    update,
)

from storage.engine.dialect import AnyRow
from storage.sealing.columns import COLUMNS
from storage.sealing.sealed import FORM

_SEALED = {(each.table, each.name): each for each in COLUMNS}


@dataclass(frozen=True, slots=True)
class Change:
    """What a value of one row becomes; None takes the row away."""

    table: Table
    name: str
    key: Mapping[str, object]
    was: str
    now: str | None


def opened(table: Table, name: str, row: AnyRow) -> str:
    """A value of a row in words."""
    value = str(getattr(row, name))
    column = _SEALED.get((table.name, name))
    return column.opened(value, *(getattr(row, each) for each in column.row)) if column else value


def changes(
    connection: Connection,
    table: Table,
    name: str,
    change: Callable[[str], str | None],
    where: str = "",
) -> Iterator[Change]:
    """What `change` makes of every value of a column, as far as that is something else."""
    query = select(table).where(text(where)) if where else select(table)
    for row in connection.execute(query):
        words = opened(table, name, row)
        after = change(words)
        if after != words:
            now = None if after is None else _closed(table, name, row, after)
            key = {f"own_{each.name}": getattr(row, each.name) for each in table.primary_key}
            yield Change(table, name, key, str(getattr(row, name)), now)


def apply(connection: Connection, found: Iterable[Change]) -> None:
    """Make changes true; a row that was changed meanwhile is left as it is."""
    for each in found:
        table, own = each.table, _this(each.table, each.name)
        named = dict(each.key) | {"was_": each.was}
        if each.now is None:
            connection.execute(delete(table).where(own), named)
        else:
            connection.execute(update(table).where(own).values({each.name: each.now}), named)


def _closed(table: Table, name: str, row: AnyRow, words: str) -> str:
    """Sealed as it was sealed before."""
    column = _SEALED.get((table.name, name))
    if column is None:
        return words
    names = [getattr(row, each) for each in column.row]
    return column.closed(words, *names, private=str(getattr(row, name)).startswith(FORM))


def _this(table: Table, name: str) -> ColumnElement[bool]:
    own = (each == bindparam(f"own_{each.name}") for each in table.primary_key)
    return and_(*own, table.c[name] == bindparam("was_"))
