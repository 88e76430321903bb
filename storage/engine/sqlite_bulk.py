"""Many rows in one statement: while SQLite works a statement, other threads may run Python, and
each statement more has to wait until it is Python's turn again.

Rows of one statement are written one after the other, as if each had a statement of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import ClauseElement
from sqlalchemy.sql.dml import Insert

_VALUES = re.compile(r"VALUES (\([^()]*\))")
# Rows in a statement: any number up to the first, then these; so few texts of a statement exist
# that SQLite can keep each prepared.
EXACT, LARGER = 16, (64, 32)
# Texts that a connection keeps prepared.
PREPARED = 1024


class Rows:
    """An insert for any number of rows; `names` are the parameters of one row and those behind."""

    def __init__(self, text: str, names: tuple[str, ...], count: int) -> None:
        self._text, self._row, self._behind = text, names[:count], names[count:]

    def trips(self, rows: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, tuple[Any, ...]]]:
        """Statements with their parameters, the rows in order."""
        behind = tuple([rows[0][name] for name in self._behind])
        for start, size in _sizes(len(rows)):
            part = rows[start : start + size]
            values = [row[name] for row in part for name in self._row]
            yield _repeated(self._text, size), (*values, *behind)


def rows_of(
    statement: ClauseElement, text: str, names: tuple[str, ...], given: tuple[str, ...]
) -> Rows | None:
    """The statement for many rows, or None where it is no insert of plain values."""
    if not isinstance(statement, Insert) or statement.returning_column_descriptions:
        return None
    # An insert would tell the numbers it gave out, which nobody asked for.
    text = text.partition(" RETURNING ")[0]
    found = _VALUES.search(text)
    if found is None:
        return None
    count = found[1].count("?")
    # What stands behind the values is the same for all rows, or they cannot share a statement.
    behind = not {*given} & {*names[count:]}
    return Rows(text, names, count) if behind and "?" not in text[: found.start()] else None


def several(text: str, rows: Sequence[tuple[Any, ...]]) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """The same for a statement that is written out, and for rows that are tuples."""
    for start, size in _sizes(len(rows)):
        yield _repeated(text, size), tuple([v for row in rows[start : start + size] for v in row])


@cache
def _repeated(text: str, size: int) -> str:
    return _VALUES.sub(lambda found: "VALUES " + ", ".join([found[1]] * size), text, count=1)


@cache
def _sizes(count: int) -> tuple[tuple[int, int], ...]:
    """Where each statement's rows begin, and how many they are."""
    found, at = [], 0
    while at < count:
        left = count - at
        size = left if left <= EXACT else next((n for n in LARGER if n <= left), EXACT)
        found.append((at, size))
        at += size
    return tuple(found)
