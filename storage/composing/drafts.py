"""Drafts and answers that are taken back, as statements."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, or_, select, update

from core import composing
from core.case import Case
from core.composing import Box, Draft, TooLate
from core.errors import NotYours
from core.types import Platform
from storage import tables as t
from storage.attachments import rows as attachments
from storage.codec import us, when
from storage.composing import rules
from storage.engine.dialect import AnyRow, execute, gather, replace_all
from storage.engine.work import Work
from storage.guard.watching import DOOR
from storage.ledger import Ledger
from storage.sealing.columns import DRAFT_ASIDE, DRAFT_SENT, DRAFT_TEXT

_D, _O, _P = t.draft, t.outbox, t.promise
_HERE = select(_D).where(_D.c.case_id == bindparam("case_")).order_by(_D.c.saved_at.desc())
_ONE = select(_D).where(
    _D.c.case_id == bindparam("case_"),
    _D.c.agent == bindparam("who"),
    _D.c.box == bindparam("field"),
)
# Also what makes two tabs that save at once wait for each other.
_CASE = select(t.case.c.conversation).where(t.case.c.id == bindparam("case_")).with_for_update()
_SAVE = replace_all(_D)
_DRAFTED = (
    select(_D.c.case_id)
    .where(_D.c.agent == bindparam("who"), or_(_D.c.text != "", _D.c.aside != ""))
    .distinct()
    .order_by(_D.c.case_id)
)
_FORGET = delete(_D).where(_D.c.saved_at < bindparam("before"))
_NAMED = select(_O.c.conversation, _O.c.answer).where(
    _O.c.key == bindparam("key_"), _O.c.case_id == bindparam("case_"), _O.c.by == bindparam("who")
)
_PARTS = (
    select(_O.c.id, _O.c.key, _O.c.state, _O.c.created_at)
    .where(
        _O.c.conversation == bindparam("here"),
        _O.c.answer == bindparam("same"),
        _O.c.purpose == "answer",
        _O.c.kind.in_(("say", "file")),
    )
    .order_by(_O.c.id)
    .with_for_update()
)
_WITHDRAW = (
    update(_O)
    .values(state="withdrawn", why=rules.TAKEN_BACK, settled_at=bindparam("at"))
    .where(_O.c.id == bindparam("row"), _O.c.state == "pending")
)
# The promise that the answer had kept runs on; the one that began by taking it back is not one.
_NOT_BEGUN = delete(_P).where(_P.c.case_id == bindparam("case_"), _P.c.since == bindparam("at"))
_RUN_ON = (
    update(_P)
    .values(ended_at=None, how="", by="")
    .where(_P.c.case_id == bindparam("case_"), _P.c.ended_at == bindparam("answered"))
)


@dataclass(frozen=True)
class Calling:
    """Somebody wants his answer back."""

    case_id: str
    agent: str
    key: str
    at: datetime


def drafts(connection: Connection, case_id: str) -> Sequence[Draft]:
    """Everybody's drafts in a case, the latest first."""
    return [_draft_of(row) for row in connection.execute(_HERE, {"case_": case_id})]


def drafted(connection: Connection, agent: str) -> Sequence[str]:
    """The cases in which an agent has words that he did not send."""
    return [row.case_id for row in connection.execute(_DRAFTED, {"who": agent})]


def private_door(connection: Connection, platform: Platform, account: str, author: str) -> str:
    """Where the author wrote to us in private last, if that is open."""
    person = {"platform_": platform, "account_": account, "author": author}
    rows = gather(connection, DOOR, [person])[0]
    return rows[0].address if rows else ""


def _save(connection: Connection, draft: Draft) -> Draft:
    return _put(connection, draft, composing.saved)


def _sent(connection: Connection, draft: Draft) -> Draft:
    return _put(connection, draft, composing.gone)


def _put(
    connection: Connection, draft: Draft, rule: Callable[[Draft | None, Draft], Draft]
) -> Draft:
    case = connection.execute(_CASE, {"case_": draft.case_id}).first()
    if case is None:
        raise NotYours(f"there is no case {draft.case_id}")
    names = {"case_": draft.case_id, "who": draft.agent, "field": draft.box.value}
    row = connection.execute(_ONE, names).first()
    known = _draft_of(row) if row else None
    after = rule(known, draft)
    if after != known:
        execute(connection, _SAVE, [_draft_row(after, case.conversation)])
    return after


def _forget(connection: Connection, before: datetime) -> int:
    return connection.execute(_FORGET, {"before": us(before)}).rowcount


def _take_back(connection: Connection, calling: Calling) -> Case:
    """Locks every part first: whoever sends has either begun before, or finds nothing."""
    ledger = Ledger(connection)
    names = {"key_": calling.key, "case_": calling.case_id, "who": calling.agent}
    named = connection.execute(_NAMED, names).first()
    if named is None:
        raise NotYours("there is no such answer of yours")
    answer = {"here": named.conversation, "same": named.answer}
    parts = connection.execute(_PARTS, answer).all()
    if any(part.state != "pending" for part in parts):
        raise TooLate("the answer is on its way")
    at = us(calling.at)
    execute(connection, _WITHDRAW, [{"row": part.id, "at": at} for part in parts])
    attachments.free(connection, [part.key for part in parts])
    return _waiting_again(ledger, calling, when(parts[0].created_at))


def _waiting_again(ledger: Ledger, calling: Calling, answered: datetime) -> Case:
    case = ledger.find([calling.case_id])[calling.case_id]
    after = rules.unanswered(case, answered, calling.at)
    ledger.decide(rules.called_back(calling.agent, calling.key, calling.at), *_place(case))
    ledger.touch(case, "outbox")
    if after is not case:
        ledger.save(after)
    ledger.flush()
    if after is not case:
        names = {"case_": case.id, "at": us(calling.at), "answered": us(answered)}
        execute(ledger.connection, _NOT_BEGUN, [{k: names[k] for k in ("case_", "at")}])
        execute(ledger.connection, _RUN_ON, [{k: names[k] for k in ("case_", "answered")}])
    return after


def _place(case: Case) -> tuple[str, str]:
    return case.conversation, case.id


def _draft_row(draft: Draft, conversation: str) -> dict[str, Any]:
    key = (draft.case_id, draft.agent, draft.box.value)
    return {
        "case_id": draft.case_id,
        "agent": draft.agent,
        "box": draft.box.value,
        "conversation": conversation,
        "text": DRAFT_TEXT.closed(draft.text, *key),
        "counter": draft.counter,
        "saved_at": us(draft.saved_at),
        "aside": DRAFT_ASIDE.closed(draft.aside, *key),
        "sent": DRAFT_SENT.closed(draft.sent, *key),
    }


def _draft_of(row: AnyRow) -> Draft:
    key = (row.case_id, row.agent, row.box)
    return Draft(
        case_id=row.case_id,
        agent=row.agent,
        box=Box(row.box),
        # What cannot be read is no draft: it stands in a field whose words are sent.
        text=DRAFT_TEXT.secret(row.text, *key) or "",
        counter=row.counter,
        saved_at=when(row.saved_at),
        aside=DRAFT_ASIDE.secret(row.aside, *key) or "",
        sent=DRAFT_SENT.secret(row.sent, *key) or "",
    )


SAVE, SENT, FORGET, TAKE_BACK = Work(_save), Work(_sent), Work(_forget), Work(_take_back)
