"""What a saved case means for promises, calls and endings; written in the same transaction."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, func, select, update

from core.case import Case, Holder
from storage import tables as t
from storage.codec import us
from storage.engine.dialect import VALUES, add, execute, select_in
from storage.service import promise_rules as rules

Change = tuple[Case | None, Case]

_P, _G, _E = t.promise, t.page, t.ending
_BEGIN, _RESOLVE = add(_P), add(_E)
_RENEW = (
    update(_P)
    .where(_P.c.case_id == bindparam("case_"), _P.c.ended_at.is_(None))
    .values(priority=bindparam("p"), topic=bindparam("about"), due_at=bindparam("due"))
)
_END = (
    update(_P)
    .where(_P.c.case_id == bindparam("case_"), _P.c.ended_at.is_(None))
    .values(ended_at=bindparam("at"), how=bindparam("why"), by=bindparam("who"))
)
_CLOSE = (
    update(_G)
    .where(_G.c.case_id == bindparam("case_"), _G.c.state != "closed")
    .values(state="closed", why=bindparam("because"), by=bindparam("who"))
)
_REOPEN = (
    update(_E)
    .where(_E.c.case_id == bindparam("case_"), _E.c.reopened_at.is_(None))
    .values(reopened_at=bindparam("again"))
)
_ANSWERS = (
    select(t.outbox.c.case_id, func.count(t.outbox.c.answer.distinct()).label("answers"))
    .where(
        t.outbox.c.conversation.in_(VALUES),
        t.outbox.c.state.in_(rules.SPOKEN),
        t.outbox.c.kind == "say",
        t.outbox.c.purpose == "answer",
    )
    .group_by(t.outbox.c.case_id)
)
_ENDED = select(_E.c.case_id).where(_E.c.case_id.in_(VALUES)).distinct()


def follow(connection: Connection, changes: Sequence[Change]) -> None:
    """Everything that these changes mean."""
    _promises(connection, changes)
    left = [
        after for before, after in changes if rules.callable_(before) and not rules.callable_(after)
    ]
    execute(connection, _CLOSE, [_closed(each) for each in left])
    again = [after for before, after in changes if rules.reopened(before, after)]
    execute(connection, _REOPEN, [{"case_": e.id, "again": us(e.updated_at)} for e in again])
    _resolve(connection, [after for before, after in changes if rules.resolved(before, after)])


def _promises(connection: Connection, changes: Sequence[Change]) -> None:
    ends, begins, renews = [], [], []
    for before, after in changes:
        was, waits = rules.awaited(before), rules.awaited(after)
        if was and not waits:
            ends.append(_ended(after))
        elif waits and not was:
            begins.append(_begun(after))
        elif waits and before and rules.was_renewed(before, after):
            renews.append(_renewed(after))
    execute(connection, _END, ends)
    execute(connection, _BEGIN, begins)
    execute(connection, _RENEW, renews)


def _begun(case: Case) -> dict[str, Any]:
    promise = rules.begun(case)
    return {
        "case_id": promise.case_id,
        "since": us(promise.since),
        "conversation": promise.conversation,
        "platform": promise.platform,
        "priority": promise.priority.value,
        "topic": promise.topic,
        "due_at": us(promise.due_at),
        "ended_at": None,
        "how": "",
        "by": "",
    }


def _renewed(case: Case) -> dict[str, Any]:
    about = {"case_": case.id, "p": case.priority.value, "about": case.intent}
    return {**about, "due": us(case.due_at)}


def _ended(case: Case) -> dict[str, Any]:
    promise = rules.ended(rules.begun(case), case)
    at = us(case.updated_at)
    return {"case_": case.id, "at": at, "why": promise.how, "who": promise.by}


def _closed(case: Case) -> dict[str, Any]:
    why, who = rules.why_closed(case)
    return {"case_": case.id, "because": why, "who": who}


def _resolve(connection: Connection, cases: Sequence[Case]) -> None:
    if not cases:
        return
    said = select_in(connection, _ANSWERS, (each.conversation for each in cases))
    answers = {row.case_id: row.answers for row in said}
    before = {row.case_id for row in select_in(connection, _ENDED, (each.id for each in cases))}
    rows = [
        {
            "case_id": each.id,
            "at": us(each.updated_at),
            "conversation": each.conversation,
            "platform": each.platform,
            "by_bot": int(each.held_by is Holder.BOT),
            "answers": answers.get(each.id, 0),
            "is_first": int(each.id not in before),
            "reopened_at": None,
        }
        for each in cases
    ]
    execute(connection, _RESOLVE, rows)
