"""Promises and calls, over the database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, insert, or_, select, text, update

from core.actions import Outgoing
from core.case import Case
from core.service.books import Promised
from core.service.paging import Page, PageState, Waiting
from core.types import Platform, Urgency
from storage import tables as t
from storage.case_codec import case_of, outgoing_rows
from storage.codec import maybe_when, us, when
from storage.engine.dialect import VALUES, AnyRow, add, execute, select_in
from storage.engine.work import Work
from storage.ledger import Ledger
from storage.service import promise_rules as rules

_P, _G = t.promise, t.page
_PROMISES = (
    select(_P)
    .where(or_(_P.c.ended_at >= bindparam("from_"), _P.c.ended_at.is_(None)))
    .order_by(_P.c.since.desc(), _P.c.case_id)
    .limit(bindparam("most"))
)
_WAITING = (
    select(t.case)
    .where(
        text("status <> 'resolved'"),
        t.case.c.held_by == "queue",
        t.case.c.status.in_(("new", "open")),
        t.case.c.priority.in_(bindparam("urgencies", expanding=True)),
    )
    .order_by(t.case.c.due_at, t.case.c.id)
    .limit(bindparam("most"))
)
_SEEN = select(
    _G, t.outbox.c.state.label("row_state"), t.outbox.c.why.label("row_why")
).select_from(_G.outerjoin(t.outbox, t.outbox.c.key == _G.c.key))
_OF_CASES = _SEEN.where(_G.c.case_id.in_(VALUES)).order_by(_G.c.run, _G.c.number)
_SINCE = (
    _SEEN.where(_G.c.sent_at >= bindparam("from_"))
    .order_by(_G.c.sent_at.desc(), _G.c.key)
    .limit(bindparam("most"))
)
_KNOWN = select(_G.c.key).where(_G.c.key.in_(VALUES))
_ABOUT = select(_G.c.case_id).where(
    or_(_G.c.case_id == bindparam("which"), text("token = :which AND token <> ''")),
).limit(1)  # fmt: skip
_CALL, _SEND = insert(_G), add(t.outbox)
_FAIL = (
    update(_G)
    .where(_G.c.key == bindparam("key_"), _G.c.state == "sent")
    .values(state="failed", why=bindparam("because"))
)
_ACKNOWLEDGE = (
    update(_G)
    .where(_G.c.case_id == bindparam("case_"), _G.c.state.in_(("sent", "failed")))
    .values(state="acknowledged", by=bindparam("who"))
)


@dataclass(frozen=True)
class Calling:
    """A call to be kept, with its row of the outbox where it has one."""

    page: Page
    outgoing: Outgoing | None


@dataclass(frozen=True)
class Failing:
    """A call that did not get through."""

    key: str
    why: str
    at: datetime


@dataclass(frozen=True)
class Taking:
    """Somebody who looks after a case."""

    which: str
    by: str
    at: datetime


def promises(connection: Connection, since: datetime, limit: int) -> Sequence[Promised]:
    """Those that ended since then or run still."""
    rows = connection.execute(_PROMISES, {"from_": us(since), "most": limit})
    return [_promised(row) for row in rows]


def waiting(connection: Connection, urgencies: Sequence[Urgency], limit: int) -> Sequence[Waiting]:
    """Cases in the queue with their calls."""
    wish = {"urgencies": [each.value for each in urgencies], "most": limit}
    cases = [case_of(row) for row in connection.execute(_WAITING, wish)]
    pages: dict[str, list[Page]] = {}
    for row in select_in(connection, _OF_CASES, (each.id for each in cases)):
        pages.setdefault(row.case_id, []).append(_page(row))
    return [Waiting(case=case, pages=tuple(pages.get(case.id, ()))) for case in cases]


def calls(connection: Connection, since: datetime, limit: int) -> Sequence[Page]:
    """The calls made since then, the latest first."""
    return [_page(row) for row in connection.execute(_SINCE, {"from_": us(since), "most": limit})]


def _call(connection: Connection, wish: Calling) -> bool:
    ledger, page = Ledger(connection), wish.page
    case = ledger.find([page.case_id]).get(page.case_id)
    if not rules.callable_(case) or case is None or select_in(connection, _KNOWN, [page.key]):
        return False
    execute(connection, _CALL, [_row(page)])
    if wish.outgoing:
        execute(connection, _SEND, outgoing_rows([wish.outgoing], (), us(page.sent_at)))
    ledger.decide(rules.called(page), case.conversation, case.id)
    ledger.touch(case, "case")
    ledger.flush()
    return True


def _fail(connection: Connection, wish: Failing) -> None:
    done = connection.execute(_FAIL, {"key_": wish.key, "because": wish.why})
    if not done.rowcount:
        return
    case_id = wish.key.split(":")[1]
    ledger = Ledger(connection)
    case = ledger.find([case_id])[case_id]
    ledger.decide(rules.not_called(wish.key, wish.why, wish.at), case.conversation, case.id)
    ledger.touch(case, "case")
    ledger.flush()


def _acknowledge(connection: Connection, wish: Taking) -> Case | None:
    about = connection.execute(_ABOUT, {"which": wish.which}).first()
    if about is None:
        return None
    ledger = Ledger(connection)
    case = ledger.find([about.case_id])[about.case_id]
    done = connection.execute(_ACKNOWLEDGE, {"case_": case.id, "who": wish.by})
    if done.rowcount:
        ledger.decide(rules.acknowledged(case, wish.by, wish.at), case.conversation, case.id)
        ledger.touch(case, "case")
        ledger.flush()
    return case


def _row(page: Page) -> dict[str, Any]:
    names = ("key", "case_id", "conversation", "run", "number", "name", "via", "why", "by", "token")
    times = {"sent_at": us(page.sent_at), "next_at": us(page.next_at), "state": page.state.value}
    return {name: getattr(page, name) for name in names} | times


def _page(row: AnyRow) -> Page:
    page = Page(
        case_id=row.case_id,
        conversation=row.conversation,
        run=row.run,
        number=row.number,
        name=row.name,
        via=row.via,
        sent_at=when(row.sent_at),
        next_at=when(row.next_at),
        state=PageState(row.state),
        why=row.why,
        by=row.by,
        token=row.token,
    )
    return rules.seen(page, row.row_state, row.row_why or "")


def _promised(row: AnyRow) -> Promised:
    return Promised(
        case_id=row.case_id,
        conversation=row.conversation,
        platform=Platform(row.platform),
        priority=Urgency(row.priority),
        topic=row.topic,
        since=when(row.since),
        due_at=when(row.due_at),
        ended_at=maybe_when(row.ended_at),
        how=row.how,
        by=row.by,
    )


CALL, FAIL, ACKNOWLEDGE = Work(_call), Work(_fail), Work(_acknowledge)
