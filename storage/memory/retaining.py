"""The reference memory's retention."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from core.actions import BOT
from core.audit_chain import ERASE as EMPTIED
from core.audit_chain import is_empty
from core.case import Case, Status
from core.privacy.rights import Kept, Swept
from core.types import Place, Platform
from storage.memory.privacy import MemoryPrivacy
from storage.memory.state import Entry

# A row: whether it is still young, whether it is meant, its conversation, and how it goes.
_Row = tuple[bool, bool, str, Callable[[], None]]


class MemoryRetention(MemoryPrivacy):
    """`Retention`."""

    async def retain(self, kind: Kept, before: datetime, *, limit: int, dry: bool = False) -> Swept:
        if kind is Kept.CASE:
            return await self._retain_cases(before, limit, dry=dry)
        rows, is_walked = self._rows_of(kind, before)
        after = 0 if dry or not is_walked else self._retained.get(kind, 0)
        young = next((n for n, row in enumerate(rows) if row[0]), len(rows)) if is_walked else 0
        passed = rows[after:young] if is_walked else [row for row in rows if not row[0]]
        passed = passed if dry or not is_walked else passed[:limit]
        meant = [row for row in passed if row[1]]
        gone = [row for row in meant if not (row[2] and self._is_held(row[2]))]
        if not dry:
            with self._transaction():
                for row in gone:
                    row[3]()
            self._retained[kind] = after + len(passed)
        return Swept(
            kind=kind,
            seen=len(passed),
            gone=len(gone),
            held=len(meant) - len(gone),
            is_over=dry or not is_walked or len(passed) < limit,
        )

    def _rows_of(self, kind: Kept, before: datetime) -> tuple[list[_Row], bool]:
        """Its rows in the order in which they came, and whether they are walked in that."""
        if kind in {Kept.PUBLIC, Kept.PRIVATE, Kept.SEARCH}:
            return [self._text(each, kind, before) for each in self._inbox.values()], True
        if kind in {Kept.EVIDENCE, Kept.AUDIT}:
            return [self._act(n, kind, before) for n in range(len(self._decisions))], True
        if kind is Kept.NOTE:
            return [self._note(n, before) for n in range(len(self._notes))], True
        return self._small(kind, before), False

    def _text(self, entry: Entry, kind: Kept, before: datetime) -> _Row:
        message = entry.message
        private = message.place is Place.DM
        meant = kind is Kept.SEARCH or private is (kind is Kept.PRIVATE)

        def go() -> None:
            if kind is not Kept.SEARCH:
                self._forget_entry(entry)

        young = message.received_at >= before
        return young, meant and bool(message.text), message.conversation, go

    def _act(self, number: int, kind: Kept, before: datetime) -> _Row:
        act = self._all_acts()[number]
        decision = act.decision
        meant = (decision.by == BOT) is (kind is Kept.EVIDENCE)
        meant = meant and not is_empty(act) and decision.act != EMPTIED

        def go() -> None:
            self._unsay([number], BOT, datetime.now(UTC))

        return decision.at >= before, meant, act.conversation, go

    def _note(self, number: int, before: datetime) -> _Row:
        note = self._notes[number]

        def go() -> None:
            note.text = ""
            self._edits = [(n, "" if n == number else words) for n, words in self._edits]

        return note.at >= before, bool(note.text), self._cases[note.case_id].conversation, go

    def _small(self, kind: Kept, before: datetime) -> list[_Row]:
        """What is looked at whole."""
        if kind is Kept.DRAFT:
            return [
                (
                    e.saved_at >= before,
                    True,
                    self._cases[e.case_id].conversation,
                    _pop(self._drafts, k),
                )
                for k, e in self._drafts.items()
            ] + [
                (
                    e.upload.at >= before,
                    True,
                    self._cases[e.upload.case_id].conversation,
                    _pop(self._attached, k),
                )
                for k, e in self._attached.items()
            ]
        if kind is Kept.DELIVERY:
            return [
                (
                    e.settled_at is None or e.settled_at >= before,
                    True,
                    e.lane,
                    _pop(self._deliveries, k),
                )
                for k, e in self._deliveries.items()
            ]
        if kind is Kept.SESSION:
            return [
                (each.until >= before, True, "", _pop(self._sessions, key))
                for key, each in self._sessions.items()
            ]
        if kind is Kept.LETTER:
            return [self._letter(key, before) for key in self._letters]
        return self._borne_names(before)

    def _letter(self, key: str, before: datetime) -> _Row:
        letter = self._letters[key]

        def go() -> None:
            self._letters[key] = replace(letter, raw="", error="")

        return letter.received_at >= before, bool(letter.raw), "", go

    def _borne_names(self, before: datetime) -> list[_Row]:
        return [
            (seen.last_at >= before, True, f"{key[0]}:{key[1]}", _pop(self._names, key))
            for key, seen in self._names.items()
        ]

    async def _retain_cases(self, before: datetime, limit: int, *, dry: bool) -> Swept:
        by_talk: dict[str, list[Case]] = {}
        for each in self._cases.values():
            by_talk.setdefault(each.conversation, []).append(each)
        names = sorted(name for name, cases in by_talk.items() if _is_over(cases, before))
        free = [each for each in names if not self._is_held(each)]
        gone = free if dry else free[:limit]
        for name in () if dry else gone:
            with self._transaction():
                for entry in self._heard_in(name):
                    if entry.message.received_at <= before:
                        self._blank(entry)
            await self._unsay_all(name, before)
        return Swept(
            kind=Kept.CASE,
            seen=len(names),
            gone=len(gone),
            held=len(names) - len(free),
            is_over=len(gone) == len(free),
        )

    async def recent_ids(
        self, platform: Platform, since: datetime, *, after: str, limit: int
    ) -> Sequence[tuple[str, str]]:
        found = [
            (key, each.message.id)
            for key, each in sorted(self._inbox.items())
            if each.message.platform == platform
            and each.message.received_at >= since
            and key > after
            and each.message.place is not Place.DM
            and each.message.text
            and each.state != "replaced"
        ]
        return found[:limit]


def _is_over(cases: Sequence[Case], before: datetime) -> bool:
    """Whether all of them ended before then, and any of them still says something."""
    ended = all(e.status is Status.RESOLVED and e.updated_at < before for e in cases)
    return ended and any(each.subject or each.author_name for each in cases)


def _pop(rows: dict[Any, Any], key: object) -> Callable[[], None]:
    return lambda: rows.pop(key)
