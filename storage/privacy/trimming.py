"""Retention of what is small enough to be looked at whole: rows that go, or lose their words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import (
    ColumnElement,
    Connection,
    Table,
    and_,
    bindparam,
    delete,
    func,
    select,
    text,
    update,
)

from core.privacy.rights import Kept, LegalHold, Scope, Swept
from storage import tables as t
from storage.privacy.holding import held_among

# A kind -> (dry, holds) -> what came of it; `before` in microseconds.
Trim = Callable[[Connection, Kept, int, tuple[bool, Sequence[LegalHold]]], Swept]


@dataclass(frozen=True)
class _Old:
    """Rows of a table that are old by one of its times; `where` says which of them are over."""

    table: Table
    time: str
    where: str = ""


_LETTERS = _Old(t.dead_letter, "received_at", "raw <> ''")
_DRAFTS = _Old(t.draft, "saved_at")
# What was sent stays named and measured by its send.
_FILES = _Old(t.attachment, "saved_at")
_DELIVERIES = _Old(t.webhook_delivery, "settled_at", "state <> 'pending'")
_SESSIONS = (
    _Old(t.session, "until"),
    _Old(t.passes, "until"),
    _Old(t.door_step, "until"),
)
# Names of people who are known to attack are what others are protected by.
_SCAM = "NOT EXISTS (SELECT 1 FROM scam WHERE scam.platform = {0}.platform"
_SCAM += " AND scam.author_id = {0}.author_id AND scam.status <> 'dismissed')"
_NAMES = (
    _Old(t.name_seen, "last_at", _SCAM.format("name_seen")),
    _Old(t.sighting, "seen_at", _SCAM.format("sighting")),
)


def _letters(
    connection: Connection, kind: Kept, before: int, how: tuple[bool, Sequence[LegalHold]]
) -> Swept:
    """That something could not be read stays known, and counted."""
    count = _count(connection, _LETTERS, before)
    if not how[0]:
        bare = update(t.dead_letter).values(raw="", error="").where(_old(_LETTERS))
        connection.execute(bare, {"before_": before})
    return Swept(kind=kind, seen=count, gone=count)


def _sessions(
    connection: Connection, kind: Kept, before: int, how: tuple[bool, Sequence[LegalHold]]
) -> Swept:
    count = 0
    for each in _SESSIONS:
        count += _count(connection, each, before)
        if not how[0]:
            connection.execute(delete(each.table).where(_old(each)), {"before_": before})
    return Swept(kind=kind, seen=count, gone=count)


def _talks(old: _Old) -> Trim:
    """Rows that belong to conversations."""

    def trim(
        connection: Connection, kind: Kept, before: int, how: tuple[bool, Sequence[LegalHold]]
    ) -> Swept:
        where, table = _old(old), old.table
        query = select(table.c.conversation).where(where).distinct()
        names = [row.conversation for row in connection.execute(query, {"before_": before})]
        held = held_among(connection, how[1], names)
        seen, kept = _count(connection, old, before), 0
        own = and_(where, table.c.conversation == bindparam("here"))
        for name in names if held else ():
            counted = select(func.count()).select_from(table).where(own)
            here = {"before_": before, "here": name}
            kept += connection.execute(counted, here).scalar_one() if name in held else 0
        for name in () if how[0] else names:
            if name not in held:
                connection.execute(delete(table).where(own), {"before_": before, "here": name})
        return Swept(kind=kind, seen=seen, gone=seen - kept, held=kept)

    return trim


def _both(*trims: Trim) -> Trim:
    """Kinds that have more than one table."""

    def trim(
        connection: Connection, kind: Kept, before: int, how: tuple[bool, Sequence[LegalHold]]
    ) -> Swept:
        found = [each(connection, kind, before, how) for each in trims]
        counts = {name: sum(getattr(e, name) for e in found) for name in ("seen", "gone", "held")}
        return Swept(kind=kind, **counts)

    return trim


def _names(
    connection: Connection, kind: Kept, before: int, how: tuple[bool, Sequence[LegalHold]]
) -> Swept:
    held = {each.subject for each in how[1] if each.scope is Scope.PERSON}
    seen = kept = 0
    for old in _NAMES:
        table, where = old.table, _old(old)
        query = select(table.c.platform, table.c.author_id).where(where)
        rows = connection.execute(query, {"before_": before}).all()
        free = {(row.platform, row.author_id) for row in rows} - {
            tuple(each.split(":", 1)) for each in held
        }
        seen += len(rows)
        kept += sum((row.platform, row.author_id) not in free for row in rows)
        own = and_(
            where, table.c.platform == bindparam("its"), table.c.author_id == bindparam("his")
        )
        for platform, author in () if how[0] else sorted(free):
            names = {"before_": before, "its": platform, "his": author}
            connection.execute(delete(table).where(own), names)
    return Swept(kind=kind, seen=seen, gone=seen - kept, held=kept)


def _old(old: _Old) -> ColumnElement[bool]:
    conditions = [old.table.c[old.time] < bindparam("before_")]
    return and_(*conditions, *([text(old.where)] if old.where else []))


def _count(connection: Connection, old: _Old, before: int) -> int:
    query = select(func.count()).select_from(old.table).where(_old(old))
    return int(connection.execute(query, {"before_": before}).scalar_one())


TRIMS: Mapping[Kept, Trim] = {
    Kept.LETTER: _letters,
    Kept.SESSION: _sessions,
    Kept.DRAFT: _both(_talks(_DRAFTS), _talks(_FILES)),
    Kept.DELIVERY: _talks(_DELIVERIES),
    Kept.NAME: _names,
}
