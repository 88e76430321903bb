"""Legal holds: set and lifted with their acts, and what they cover."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from core.privacy.rights import HELD, LIFTED, LONGEST_REASON, Identity, LegalHold, Scope, act
from core.types import Platform
from storage import tables as t
from storage.audit import acts as audit
from storage.codec import maybe_when, us, when
from storage.engine.dialect import VALUES, AnyRow, add, execute, select_in
from storage.engine.work import Work

_H, _C, _M = t.legal_hold, t.case, t.message
_ALL = select(_H).order_by(_H.c.id.desc())
_NOW = _ALL.where(_H.c.lifted_at.is_(None))
_SET = insert(_H)
_LIFT = update(_H).where(_H.c.id == bindparam("number"), _H.c.lifted_at.is_(None))
_WRITE = add(t.decision)
# What was passed by because of a hold is looked at again once there is one less.
_AGAIN = delete(t.retention_mark)
_AUTHORS = (
    select(_C.c.conversation, _C.c.platform, _C.c.author_id)
    .where(_C.c.conversation.in_(VALUES))
    .union(
        select(_M.c.conversation, _M.c.platform, _M.c.author_id).where(
            _M.c.conversation.in_(VALUES)
        )
    )
)
_CASES = select(_C.c.id, _C.c.conversation).where(_C.c.conversation.in_(VALUES))
_HOMES = select(_C.c.conversation, _C.c.platform, _C.c.author_id).where(_C.c.id.in_(VALUES))


@dataclass(frozen=True)
class Lifting:
    """Somebody ends a hold."""

    number: int
    by: str
    at: datetime
    why: str


def legal_holds(connection: Connection) -> Sequence[LegalHold]:
    """All that ever were, the newest first."""
    return [_hold_of(row) for row in connection.execute(_ALL)]


def in_force(connection: Connection) -> Sequence[LegalHold]:
    """Those that hold now."""
    return [_hold_of(row) for row in connection.execute(_NOW)]


def held_among(
    connection: Connection, holds: Sequence[LegalHold], conversations: Iterable[str]
) -> set[str]:
    """Of these conversations, those that a hold covers."""
    if not holds:
        return set()
    names = list(dict.fromkeys(conversations))
    subjects = {(each.scope, each.subject) for each in holds}
    held = {name for name in names if (Scope.CONVERSATION, name) in subjects}
    for row in select_in(connection, _AUTHORS, names):
        if (Scope.PERSON, f"{row.platform}:{row.author_id}") in subjects:
            held.add(row.conversation)
    for row in select_in(connection, _CASES, names):
        if (Scope.CASE, row.id) in subjects:
            held.add(row.conversation)
    return held


def holds_over(connection: Connection, identities: Sequence[Identity]) -> Sequence[LegalHold]:
    """Those in force that cover anything of these people."""
    people = {str(each) for each in identities}
    return [each for each in in_force(connection) if people & _people(connection, each)]


def _people(connection: Connection, hold: LegalHold) -> set[str]:
    if hold.scope is Scope.PERSON:
        return {hold.subject}
    found = _AUTHORS if hold.scope is Scope.CONVERSATION else _HOMES
    rows = select_in(connection, found, [hold.subject])
    return {str(Identity(Platform(row.platform), row.author_id)) for row in rows}


def _set(connection: Connection, hold: LegalHold) -> LegalHold:
    reason = hold.reason[:LONGEST_REASON]
    row = {
        "scope": hold.scope.value,
        "subject": hold.subject,
        "reason": reason,
        "by": hold.by,
        "at": us(hold.at),
        "lifted_by": "",
        "lifted_at": None,
        "lifted_why": "",
    }
    number = connection.execute(_SET.returning(_H.c.id), row).scalar_one()
    told = act(HELD, hold.by, hold.at, f"hold {number} ({hold.scope}): {hold.reason}")
    execute(connection, _WRITE, [audit.row_of(told)])
    return replace(hold, number=number, reason=reason)


def _lift(connection: Connection, lifting: Lifting) -> bool:
    values = {
        "lifted_by": lifting.by,
        "lifted_at": us(lifting.at),
        "lifted_why": lifting.why[:LONGEST_REASON],
    }
    done = connection.execute(_LIFT.values(values), {"number": lifting.number})
    if not done.rowcount:
        return False
    connection.execute(_AGAIN)
    told = act(LIFTED, lifting.by, lifting.at, f"hold {lifting.number}: {lifting.why}")
    execute(connection, _WRITE, [audit.row_of(told)])
    return True


def _hold_of(row: AnyRow) -> LegalHold:
    return LegalHold(
        number=row.id,
        scope=Scope(row.scope),
        subject=row.subject,
        reason=row.reason,
        by=row.by,
        at=when(row.at),
        lifted_by=row.lifted_by,
        lifted_at=maybe_when(row.lifted_at),
        lifted_why=row.lifted_why,
    )


SET, LIFT = Work(_set), Work(_lift)
