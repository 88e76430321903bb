"""What a transaction writes last, where several processes write at once.

Totals are few rows that everybody changes, and the feed of changes is read by number: a reader
who saw number 8 never looks for a 7 that was committed later. So both are collected, thrown away
with the savepoints that wanted them, and written at the end, one process after the other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Insert, insert

from core.numbers.happening import Happening, cells
from storage import tables as t
from storage.engine.dialect import execute, upsert
from storage.engine.driver import NEWS
from storage.numbers.codec import cell_row, own_row

CLOSING = "closing"

_COUNT = upsert(t.counter, lambda new: {"value": t.counter.c.value + new.value})
_TELL = insert(t.change)
_SUM = upsert(t.number_sum, lambda new: {"n": t.number_sum.c.n + new.n})
_SUM_OWN = upsert(t.number_own, lambda new: {"n": t.number_own.c.n + new.n})


class Closing:
    """Collected for the end of one transaction."""

    def __init__(self) -> None:
        self._entries: list[tuple[Mapping[str, int], list[dict[str, Any]], list[Happening]]] = []
        self._marks: list[int] = []

    def add(
        self,
        counts: Mapping[str, int],
        changes: Iterable[dict[str, Any]],
        found: Iterable[Happening] = (),
    ) -> None:
        """Totals that grew by so much, lines for the feed, and what the numbers count."""
        self._entries.append((dict(counts), list(changes), list(found)))

    def mark(self) -> None:
        """A savepoint begins; they end in the opposite order."""
        self._marks.append(len(self._entries))

    def keep(self) -> None:
        """The last savepoint is part of what surrounds it."""
        self._marks.pop()

    def undo(self) -> None:
        """What came after the last savepoint did not happen."""
        del self._entries[self._marks.pop() :]

    def is_empty(self) -> bool:
        """Whether there is nothing to write."""
        return not any(any(entry) for entry in self._entries)

    def ready(self) -> Ending:
        """All that is to be written, worked out: while it is written, others wait."""
        totals: Counter[str] = Counter()
        for counts, *_ in self._entries:
            totals.update(counts)
        found = [each for _, _, found in self._entries for each in found]
        changes = [each for _, changes, _ in self._entries for each in changes]
        return Ending(((_COUNT, _count_rows(totals)), *_number_rows(found), (_TELL, changes)))


@dataclass(frozen=True, slots=True)
class Ending:
    """Statements and their rows, in order; the feed of changes is last."""

    parts: tuple[tuple[Insert, list[dict[str, Any]]], ...]

    @property
    def has_news(self) -> bool:
        """Whether the feed grows."""
        return bool(self.parts[-1][1])

    def write(self, connection: Connection) -> None:
        """Write it all."""
        for statement, rows in self.parts:
            execute(connection, statement, rows)


def close_with(
    connection: Connection, counts: Mapping[str, int], changes: list[dict[str, Any]]
) -> None:
    """Now, where one process writes; at the end of the transaction, where several do."""
    closing: Closing | None = connection.info.get(CLOSING)
    if closing:
        closing.add(counts, changes)
        return
    execute(connection, _COUNT, _count_rows(counts))
    execute(connection, _TELL, changes)
    if changes:
        connection.info[NEWS] = True


def number_with(connection: Connection, found: list[Happening]) -> None:
    """The same for what the numbers count: their cells are few, and everybody's."""
    closing: Closing | None = connection.info.get(CLOSING)
    if closing:
        closing.add({}, (), found)
    else:
        Ending(_number_rows(found)).write(connection)


def _number_rows(found: list[Happening]) -> tuple[tuple[Insert, list[dict[str, Any]]], ...]:
    if not found:
        return ()
    sums, own = cells(found)
    return (
        (_SUM, [cell_row(cell, n) for cell, n in sums.items() if n]),
        (_SUM_OWN, [own_row(cell, n) for cell, n in own.items() if n]),
    )


def _count_rows(counts: Mapping[str, int]) -> list[dict[str, Any]]:
    return [{"name": name, "value": n} for name, n in sorted(counts.items()) if n]
