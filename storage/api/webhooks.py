"""Webhooks: who is told, what is to be told, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, select, text, update

from core.ports import Decision
from core.webhooks.kinds import (
    Delivery,
    DeliveryPage,
    Fate,
    Grip,
    News,
    Sending,
    Webhook,
    after_try,
)
from storage import tables as t
from storage.api.codec import delivery_of, delivery_row, webhook_of, webhook_row
from storage.audit.acts import row_of
from storage.codec import maybe_us, us
from storage.engine.dialect import VALUES, add, execute, replace_all, select_in
from storage.engine.work import Work

MOST = 200

_W, _D, _T, _M = t.webhook, t.webhook_delivery, t.webhook_told, t.webhook_mark
_PENDING = text("webhook_delivery.state = 'pending'")
_EARLIER = _D.alias("earlier")
_ALL = select(_W).order_by(_W.c.made_at, _W.c.id)
_ONE = select(_W).where(_W.c.id == bindparam("id_")).with_for_update()
_SAVE, _ADD, _TRACE = replace_all(_W), add(_D), add(t.decision)
_DROP = delete(_W).where(_W.c.id == bindparam("id_"))
_DROP_ALL = delete(_D).where(_D.c.webhook_id == bindparam("id_"))
_PAGE = (
    select(_D)
    .where(_D.c.webhook_id == bindparam("id_"), _D.c.id < bindparam("before"))
    .order_by(_D.c.id.desc())
    .limit(bindparam("limit"))
)
_MARK = select(_M.c.number).where(_M.c.name == bindparam("name_"))
_KEEP_MARK, _KEEP_TOLD = replace_all(_M), replace_all(_T)
_TOLD = select(_T).where(_T.c.subject.in_(VALUES))
_DUE = (
    select(_D)
    .join_from(_D, _W, _W.c.id == _D.c.webhook_id)
    .where(
        _PENDING,
        _D.c.due_at <= bindparam("now"),
        _W.c.off_why == "",
        _W.c.id.not_in(bindparam("rest", expanding=True)),
        ~select(_EARLIER.c.id)
        .where(
            text("earlier.state = 'pending'"),
            _EARLIER.c.webhook_id == _D.c.webhook_id,
            _EARLIER.c.conversation == _D.c.conversation,
            _EARLIER.c.id < _D.c.id,
        )
        .exists(),
    )
    .order_by(_D.c.due_at, _D.c.id)
    .limit(bindparam("limit"))
    .with_for_update(skip_locked=True, of=_D)
)
_LEASE = update(_D).values(due_at=bindparam("until")).where(_D.c.id == bindparam("number"))
_DELIVERY = select(_D).where(_D.c.id == bindparam("number")).with_for_update()
_SETTLE = (
    update(_D)
    .values(
        state=bindparam("now_"),
        attempts=bindparam("tries"),
        answer=bindparam("status"),
        why=bindparam("because"),
        due_at=bindparam("due"),
        settled_at=bindparam("settled"),
    )
    .where(_D.c.id == bindparam("number"))
)
_FORGET = delete(_D).where(_D.c.settled_at < bindparam("before"))
_AFTER_ALL = 1 << 62


@dataclass(frozen=True)
class Keeping:
    """A webhook, new or changed, with its trace."""

    webhook: Webhook
    trace: Decision


@dataclass(frozen=True)
class Dropping:
    """A webhook that nobody wants any more."""

    webhook_id: str
    trace: Decision


@dataclass(frozen=True)
class Replaying:
    """A delivery that somebody wants to be made once more."""

    webhook_id: str
    number: int
    now: datetime


def webhooks(connection: Connection) -> Sequence[Webhook]:
    """All of them, the oldest first."""
    return [webhook_of(row) for row in connection.execute(_ALL)]


def deliveries(
    connection: Connection, webhook_id: str, before: int | None, limit: int
) -> DeliveryPage:
    """A page, the latest first."""
    wanted = min(max(limit, 1), MOST)
    below = _AFTER_ALL if before is None else before
    rows = connection.execute(_PAGE, {"id_": webhook_id, "before": below, "limit": wanted + 1})
    found = [delivery_of(row) for row in rows]
    more = found[wanted - 1].number if len(found) > wanted else None
    return DeliveryPage(deliveries=tuple(found[:wanted]), before=more)


def mark(connection: Connection, cursor: str) -> int | None:
    """How far something was read."""
    return connection.execute(_MARK, {"name_": cursor}).scalar()


def told(connection: Connection, subjects: Sequence[str]) -> Mapping[str, str]:
    """How these looked when they were told of last."""
    return {row.subject: row.state for row in select_in(connection, _TOLD, subjects)}


def _put(connection: Connection, keeping: Keeping) -> bool:
    webhook = keeping.webhook
    row = connection.execute(_ONE, {"id_": webhook.id}).first()
    if webhook.version != (row.version + 1 if row else 0):
        return False
    execute(connection, _SAVE, [webhook_row(webhook)])
    execute(connection, _TRACE, [row_of(keeping.trace)])
    return True


def _drop(connection: Connection, dropping: Dropping) -> bool:
    names = {"id_": dropping.webhook_id}
    if connection.execute(_ONE, names).first() is None:
        return False
    connection.execute(_DROP_ALL, names)
    connection.execute(_DROP, names)
    execute(connection, _TRACE, [row_of(dropping.trace)])
    return True


def _tell(connection: Connection, news: News) -> int:
    here = [each for each in webhooks(connection) if each.is_on]
    rows = [
        delivery_row(each.id, happening, us(news.at))
        for happening in news.happenings
        for each in here
        if happening.event in each.events
    ]
    execute(connection, _ADD, rows)
    kept = [{"subject": e.subject, "conversation": e.lane, "state": e.state} for e in news.told]
    execute(connection, _KEEP_TOLD, kept)
    execute(connection, _KEEP_MARK, [{"name": news.cursor, "number": news.mark}])
    return len(rows)


def _due(connection: Connection, grip: Grip) -> Sequence[Delivery]:
    names = {"now": us(grip.now), "limit": grip.limit, "rest": sorted(grip.rest)}
    rows = connection.execute(_DUE, names).all()
    until = us(grip.now) + round(grip.lease_s * 1_000_000)
    execute(connection, _LEASE, [{"number": row.id, "until": until} for row in rows])
    return [delivery_of(row) for row in rows]


def _settle(connection: Connection, fate: Fate) -> None:
    row = connection.execute(_DELIVERY, {"number": fate.number}).first()
    # It was dropped with its webhook, or a second one who took it after the lease was faster.
    if row is None or row.state != Sending.PENDING:
        return
    over = fate.state is not Sending.PENDING
    connection.execute(
        _SETTLE,
        {
            "number": fate.number,
            "now_": fate.state.value,
            "tries": row.attempts + 1,
            "status": fate.answer,
            "because": fate.why,
            "due": us(fate.due_at or fate.at),
            "settled": us(fate.at) if over else None,
        },
    )
    before = webhook_of(connection.execute(_ONE, {"id_": row.webhook_id}).one())
    after = after_try(before, fate)
    if after is not before:
        after = replace(after, version=before.version + (before.off_why != after.off_why))
        execute(connection, _SAVE, [webhook_row(after)])


def _replay(connection: Connection, replaying: Replaying) -> bool:
    row = connection.execute(_DELIVERY, {"number": replaying.number}).first()
    if row is None or row.webhook_id != replaying.webhook_id or row.state == Sending.PENDING:
        return False
    state = {"now_": Sending.PENDING.value, "tries": 0, "status": 0, "because": ""}
    due = {"due": us(replaying.now), "settled": maybe_us(None), "number": replaying.number}
    connection.execute(_SETTLE, state | due)
    return True


def _forget(connection: Connection, before: datetime) -> int:
    return connection.execute(_FORGET, {"before": us(before)}).rowcount


PUT, DROP, TELL, SETTLE = Work(_put), Work(_drop), Work(_tell), Work(_settle)
DUE, REPLAY, FORGET = Work(_due), Work(_replay), Work(_forget)
