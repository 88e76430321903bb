"""The updates between fetched and acknowledged, and the albums among them that still grow."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from bots.telegram import peek
from bots.telegram.limits import MAX_UPDATES


@dataclass(slots=True)
class _Row:
    """One update that the server would give again."""

    update: dict[str, Any]
    seen: float
    album: tuple[int, str] | None
    handed: bool = False


class Window:
    """Decides what may be handed over now, and which offset acknowledges what was stored.

    An album is N updates without an end mark: it is complete once it was quiet for `quiet`
    seconds, took `longest`, its author wrote something else, or nothing more fits into a poll.
    """

    def __init__(self, *, quiet: float, longest: float, offset: int | None = None) -> None:
        self._quiet, self._longest = quiet, longest
        self._rows: dict[int, _Row] = {}
        self.offset = offset

    @property
    def holding(self) -> bool:
        """Whether an album waits for its other parts."""
        return any(not row.handed for row in self._rows.values())

    def take(self, updates: Iterable[dict[str, Any]], now: float) -> None:
        """Add what a poll brought; what is known already is left as it is."""
        for update in sorted(updates, key=lambda each: int(each["update_id"])):
            self._rows.setdefault(update["update_id"], _Row(update, now, peek.album(update)))

    def ripe(self, now: float) -> list[list[dict[str, Any]]]:
        """What can be handed over, in order: single updates, and albums with all their parts."""
        groups: list[list[dict[str, Any]]] = []
        for row in list(self._rows.values()):
            if row.handed or not self._complete(row, now):
                continue
            parts = self._parts(row)
            for part in parts:
                part.handed = True
            groups.append([part.update for part in parts])
        return groups

    def settle(self) -> None:
        """Everything handed over was stored: move the offset, never past what was not."""
        if not self._rows:
            return
        waiting = [number for number, row in self._rows.items() if not row.handed]
        self.offset = min(waiting) if waiting else max(self._rows) + 1
        self._rows = {
            number: row for number, row in self._rows.items() if waiting and number >= self.offset
        }

    def _parts(self, row: _Row) -> list[_Row]:
        if row.album is None:
            return [row]
        return [each for each in self._rows.values() if each.album == row.album and not each.handed]

    def _complete(self, row: _Row, now: float) -> bool:
        if row.album is None or len(self._rows) >= MAX_UPDATES:
            return True
        seen = [each.seen for each in self._parts(row)]
        if now - max(seen) >= self._quiet or now - min(seen) >= self._longest:
            return True
        return self._author_went_on(row)

    def _author_went_on(self, row: _Row) -> bool:
        author, numbers = peek.author(row.update), list(self._rows)
        last = max(number for number in numbers if self._rows[number].album == row.album)
        return any(
            number > last and peek.author(self._rows[number].update) == author for number in numbers
        )
