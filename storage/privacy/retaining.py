"""Retention: words that were kept long enough go, in batches, unless a legal hold covers them.

Kinds that grow with traffic are walked by number, from where the last look ended (`mark`); a hold
that is lifted starts all of them anew. The rest is small, and looked at whole.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from sqlalchemy import BindParameter, Connection, Select, bindparam, select, text, update

from core.actions import BOT
from core.audit_chain import ERASE as EMPTIED
from core.privacy.rights import Kept, LegalHold, Swept
from storage import forgetting
from storage import tables as t
from storage.audit import trail as audit_trail
from storage.codec import us
from storage.engine.dialect import VALUES, AnyRow, replace_all
from storage.engine.work import Work
from storage.ledger import Ledger
from storage.privacy import erasing as privacy_erasing
from storage.privacy.holding import held_among, in_force
from storage.privacy.trimming import TRIMS
from storage.search import keep as search_keep

_M, _D, _N, _C = t.message, t.decision, t.note, t.case
_AFTER: BindParameter[int] = bindparam("after")
_MOST: BindParameter[int] = bindparam("most")
_MARKS = select(t.retention_mark.c.mark).where(t.retention_mark.c.kind == bindparam("kind_"))
_MARK = replace_all(t.retention_mark)
_MESSAGES = (
    select(t.inbox.c.id.label("number"), _M.c.received_at.label("aged"), _M, t.verdict.c.body)
    .join(_M, _M.c.key == t.inbox.c.key)
    .outerjoin(t.verdict, t.verdict.c.message_key == _M.c.key)
    .where(t.inbox.c.id > _AFTER)
    .order_by(t.inbox.c.id)
    .limit(_MOST)
)
_ACTS = (
    select(_D.c.id.label("number"), _D.c.at.label("aged"), _D)
    .where(_D.c.id > _AFTER)
    .order_by(_D.c.id)
    .limit(_MOST)
)
_NOTES = (
    select(_N.c.id.label("number"), _N.c.at.label("aged"), _N)
    .where(_N.c.id > _AFTER)
    .order_by(_N.c.id)
    .limit(_MOST)
)
_UNNOTE = update(_N).values(text="").where(_N.c.id.in_(VALUES))
_UNEDIT = update(t.note_edit).values(text="").where(t.note_edit.c.note_id.in_(VALUES))
_OTHER = t.case.alias("other")
# Conversations all of whose cases ended before then.
_RESOLVED = (
    select(_C.c.conversation)
    .where(
        text("\"case\".status = 'resolved'"),
        text("(\"case\".subject <> '' OR \"case\".author_name <> '')"),
        _C.c.updated_at < bindparam("before_"),
        ~select(_OTHER.c.id)
        .where(
            _OTHER.c.conversation == _C.c.conversation,
            (_OTHER.c.updated_at >= bindparam("before_")) | (_OTHER.c.status != "resolved"),
        )
        .exists(),
    )
    .distinct()
)


@dataclass(frozen=True)
class Look:
    """One look at a kind: what is older than `before`, at most `limit` rows."""

    kind: Kept
    before: datetime
    limit: int
    dry: bool = False


@dataclass(frozen=True)
class _Walk:
    """A kind that is walked: its rows, which of them are meant, and what is done to those."""

    query: Select[tuple[object, ...]]
    meant: Callable[[AnyRow], bool]
    forget: Callable[[Connection, Sequence[AnyRow]], None]


def retain(connection: Connection, look: Look) -> Swept:
    """One batch; with `dry` all of them, and nothing is changed."""
    holds = in_force(connection)
    if look.kind is Kept.CASE:
        return _cases(connection, look, holds)
    if look.kind in TRIMS:
        return TRIMS[look.kind](connection, look.kind, us(look.before), (look.dry, holds))
    after = 0 if look.dry else _mark_of(connection, look.kind)
    swept, after = _walked(connection, look, holds, after)
    while look.dry and not swept.is_over:
        more, after = _walked(connection, look, holds, after)
        swept = _sum(swept, more)
    if not look.dry:
        connection.execute(_MARK, {"kind": look.kind.value, "mark": after})
    return swept


def _walked(
    connection: Connection, look: Look, holds: Sequence[LegalHold], after: int
) -> tuple[Swept, int]:
    walk, before = _WALKS[look.kind], us(look.before)
    rows = connection.execute(walk.query, {"after": after, "most": look.limit}).all()
    # Rows come in the order in which they were written; the first young one ends the look.
    young = next((n for n, row in enumerate(rows) if row.aged >= before), len(rows))
    passed = rows[:young]
    meant = [row for row in passed if walk.meant(row)]
    held = held_among(connection, holds, (row.conversation for row in meant))
    gone = [row for row in meant if row.conversation not in held]
    if not look.dry:
        walk.forget(connection, gone)
    swept = Swept(
        kind=look.kind,
        seen=len(passed),
        gone=len(gone),
        held=len(meant) - len(gone),
        is_over=len(passed) < look.limit,
    )
    return swept, passed[-1].number if passed else after


def _sum(one: Swept, more: Swept) -> Swept:
    return replace(
        more, seen=one.seen + more.seen, gone=one.gone + more.gone, held=one.held + more.held
    )


def _mark_of(connection: Connection, kind: Kept) -> int:
    return int(connection.execute(_MARKS, {"kind_": kind.value}).scalar() or 0)


def _cases(connection: Connection, look: Look, holds: Sequence[LegalHold]) -> Swept:
    until = us(look.before)
    rows = connection.execute(_RESOLVED, {"before_": until})
    names = sorted(row.conversation for row in rows)
    held = held_among(connection, holds, names)
    free = [each for each in names if each not in held]
    gone = free if look.dry else free[: look.limit]
    if not look.dry:
        ledger = Ledger(connection)
        for name in gone:
            _settle(ledger, name, until)
        ledger.flush()
    return Swept(
        kind=look.kind,
        seen=len(names),
        gone=len(gone),
        held=len(held),
        is_over=len(gone) == len(free),
    )


def _settle(ledger: Ledger, conversation: str, until: int) -> None:
    """All that was said in a conversation, by both sides."""
    privacy_erasing.forget(ledger, privacy_erasing.written(ledger.connection, conversation, until))
    privacy_erasing.empty(ledger, conversation, until)


def _blank(connection: Connection, rows: Sequence[AnyRow]) -> None:
    ledger = Ledger(connection)
    forgetting.blank(ledger, rows)
    ledger.flush()


def _unindex(connection: Connection, rows: Sequence[AnyRow]) -> None:
    search_keep.forget(connection, [row.key for row in rows])


def _unnote(connection: Connection, rows: Sequence[AnyRow]) -> None:
    numbers = [row.id for row in rows]
    for statement in (_UNNOTE, _UNEDIT):
        connection.execute(statement, {"values": numbers})


def _unsay(connection: Connection, rows: Sequence[AnyRow]) -> None:
    audit_trail.empty(connection, [row.id for row in rows], BOT, datetime.now(UTC))


def _is_worded(row: AnyRow) -> bool:
    """Whether an act says anything of a person; what says that others were emptied has to stay."""
    says = bool(row.conversation or row.message_key or row.reason or row.evidence)
    return says and row.act != EMPTIED


def _said_in(places: Collection[str], *, private: bool) -> Callable[[AnyRow], bool]:
    return lambda row: row.text != "" and (row.place in places) is private


_DM = frozenset({"dm"})
_WALKS: dict[Kept, _Walk] = {
    Kept.PUBLIC: _Walk(_MESSAGES, _said_in(_DM, private=False), _blank),
    Kept.PRIVATE: _Walk(_MESSAGES, _said_in(_DM, private=True), _blank),
    Kept.SEARCH: _Walk(_MESSAGES, lambda row: row.text != "", _unindex),
    Kept.NOTE: _Walk(_NOTES, lambda row: row.text != "", _unnote),
    Kept.EVIDENCE: _Walk(_ACTS, lambda row: row.by == BOT and _is_worded(row), _unsay),
    Kept.AUDIT: _Walk(_ACTS, lambda row: row.by != BOT and _is_worded(row), _unsay),
}
RETAIN = Work(retain)
