"""Many rows in one statement, each parameter an array of them: PostgreSQL's fastest way.

A statement for one row is rewritten once. Where it cannot be told which rows change the same, so
that their order might matter, nothing is rewritten, and they go one by one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ClauseElement
from sqlalchemy.dialects.postgresql.dml import OnConflictDoUpdate
from sqlalchemy.sql.dml import Delete, Insert, UpdateBase

# A parameter as SQLAlchemy writes it, and its type.
_PLACE = re.compile(r"%s(?:::([A-Z]+(?: PRECISION)?))?(?: COLLATE \"C\")?")
_VALUES = re.compile(r"VALUES \(([^()]*)\)")
# "column = %s", the only condition by which rows are told apart.
_EQUALS = re.compile(r"([\w\".]+) = $")
_BEYOND = (" OR ", "SELECT", "POSTCOMPILE")
_SET = re.compile(r"(?:SET |, )(\w+)=")


@dataclass(frozen=True, slots=True)
class Bulk:
    """`text` takes the parameters `names`, of which `listed` are arrays; rows that have the same
    `keys` change the same, and go one after the other."""

    text: str
    names: tuple[str, ...]
    listed: frozenset[str]
    keys: tuple[str, ...]

    def trips(self, rows: Sequence[dict[str, Any]]) -> Iterator[tuple[str, tuple[Any, ...]]]:
        """Statements with their parameters."""
        return ((self.text, self._parameters(turn)) for turn in self.turns(rows))

    def turns(self, rows: Sequence[dict[str, Any]]) -> list[Sequence[dict[str, Any]]]:
        """The rows in as few turns as it takes for no two of one turn to change the same."""
        keys = [tuple([row[key] for key in self.keys]) for row in rows]
        if not self.keys or len(set(keys)) == len(rows):
            return [rows]
        turns: list[list[dict[str, Any]]] = []
        before: Counter[tuple[Any, ...]] = Counter()
        for key, row in zip(keys, rows, strict=True):
            if before[key] == len(turns):
                turns.append([])
            turns[before[key]].append(row)
            before[key] += 1
        return [*turns]

    def _parameters(self, rows: Sequence[Mapping[str, Any]]) -> tuple[Any, ...]:
        first = rows[0]
        return tuple(
            [array([row[n] for row in rows]) if n in self.listed else first[n] for n in self.names]
        )


@dataclass(frozen=True, slots=True)
class _Parts:
    """A statement cut at its parameters; `given` are those that rows bring."""

    pieces: list[str]
    types: list[str]
    names: tuple[str, ...]
    given: frozenset[str]


def bulk(
    statement: ClauseElement, text: str, names: tuple[str, ...], given: tuple[str, ...]
) -> Bulk | None:
    """The statement for many rows, or None where they have to go one by one."""
    if not isinstance(statement, UpdateBase) or statement.returning_column_descriptions:
        return None
    # An insert would tell the numbers it gave out, which nobody asked for.
    text = text.partition(" RETURNING ")[0]
    pieces = _PLACE.split(text)
    parts = _Parts(pieces[::2], pieces[1::2], names, frozenset(given))
    if len(parts.types) != len(names):
        return None
    if isinstance(statement, Insert):
        return _insert(statement, text, parts)
    return _change(parts, deletes=isinstance(statement, Delete))


def array(values: Sequence[Any]) -> str:
    """Values as the text of an array."""
    return "{" + ",".join([_element(each) for each in values]) + "}"


def listed(text: str, names: tuple[str, ...], chosen: frozenset[str]) -> str:
    """`IN (…)` of each chosen parameter as `= ANY (an array)`."""
    pieces = _PLACE.split(text)
    said, types = pieces[::2], pieces[1::2]
    out = said[0]
    for name, type_, after in zip(names, types, said[1:], strict=True):
        cast = f"::{type_}" if type_ else ""
        if name in chosen:
            out = out.removesuffix("IN (") + "= ANY ("
            cast = f"::{type_ or 'VARCHAR'}[]"
        out += f"%s{cast}{after}"
    return out


def _insert(statement: Insert, text: str, parts: _Parts) -> Bulk | None:
    found = _VALUES.search(text)
    if found is None or parts.pieces[0].count("(") != 2:
        return None
    count = found.group(1).count("%s")
    here = parts.names[:count]
    types = parts.types[:count]
    if not parts.given.issuperset(here) or not all(types) or parts.given & {*parts.names[count:]}:
        return None
    arrays = ", ".join([f"%s::{each}[]" for each in types])
    source = f"SELECT * FROM unnest({arrays})"  # noqa: S608  # made of what SQLAlchemy compiled
    new = text[: found.start()] + source + text[found.end() :]
    clause = getattr(statement, "_post_values_clause", None)
    keys: tuple[str, ...] = ()
    if isinstance(clause, OnConflictDoUpdate):
        keys = tuple([column.name for column in statement.table.primary_key])
    return Bulk(new, parts.names, frozenset(here), keys)


def _change(parts: _Parts, *, deletes: bool) -> Bulk | None:
    """An update or deletion, where rows are found by columns that are equal to what is given."""
    where = next((n for n, each in enumerate(parts.pieces) if " WHERE " in each), None)
    text = "".join(parts.pieces)
    if where is None or text.count(" WHERE ") != 1 or any(each in text for each in _BEYOND):
        return None
    keys: list[str] = []
    columns: set[str] = set()
    for n, name in enumerate(parts.names):
        if name not in parts.given:
            continue
        equals = _EQUALS.search(parts.pieces[n])
        if not parts.types[n] or (n >= where and equals is None):
            return None
        if n >= where and equals:
            keys.append(name)
            columns.add(equals.group(1).rpartition(".")[2].strip('"'))
    if not keys or columns & set(_SET.findall(text.partition(" WHERE ")[0])):
        return None
    return _spread(parts, where, tuple(keys), deletes=deletes)


def _spread(parts: _Parts, where: int, keys: tuple[str, ...], *, deletes: bool) -> Bulk:
    given = [n for n, name in enumerate(parts.names) if name in parts.given]
    columns = {n: f"p{n}" for n in given}
    arrays = ", ".join([f"%s::{parts.types[n]}[]" for n in given])
    source = f" {'USING' if deletes else 'FROM'} unnest({arrays})"
    source += f" AS v({', '.join(columns.values())})"
    out, names = "", []
    for n, piece in enumerate(parts.pieces):
        if n == where:
            before, _, after = piece.partition(" WHERE ")
            out += f"{before}{source} WHERE {after}"
            names += [parts.names[each] for each in given]
        else:
            out += piece
        if n in columns:
            out += f"v.{columns[n]}"
        elif n < len(parts.names):
            out += f"%s::{parts.types[n]}" if parts.types[n] else "%s"
            names.append(parts.names[n])
    return Bulk(out, tuple(names), frozenset(parts.names[n] for n in given), keys)


def _element(value: Any) -> str:
    if type(value) is str:
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return "NULL" if value is None else str(value)
