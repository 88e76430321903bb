"""`GlanceBook` in SQL: partial indexes, running totals, and the ends of what only grows."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, bindparam, func, select, text

from core.incidents.incident import OPEN
from core.numbers.glance import LATEST, MOST_COUNTED, TROUBLES, Glance, Lease, Trouble, summed
from storage import tables as t
from storage.codec import us, when
from storage.feed import totals as book
from storage.incidents.codec import incident_of

# Trouble is looked for among so many of the latest sends.
_BACK = 2_000
_SECOND = 1_000_000


def _counted(query: Select[Any]) -> Select[Any]:
    return select(func.count()).select_from(query.limit(MOST_COUNTED).subquery())


_PENDING = _counted(select(t.outbox.c.id).where(text("state = 'pending'")))
_SENDING = _counted(select(t.outbox.c.id).where(text("state = 'sending'")))
_WEBHOOKS = _counted(select(t.webhook_delivery.c.id).where(text("state = 'pending'")))
_READY = _counted(
    select(t.lane.c.conversation).where(
        text("ready_at IS NOT NULL"), t.lane.c.ready_at <= bindparam("now")
    )
)
_LEASES = select(t.hold).where(t.hold.c.until > bindparam("now")).order_by(t.hold.c.name)
_INCIDENTS = (
    select(t.incident.c.body)
    .where(t.incident.c.phase.in_(sorted(OPEN)))
    .order_by(t.incident.c.updated_at.desc())
)
_LAST = select(t.inbox.c.key).order_by(t.inbox.c.id.desc()).limit(LATEST).subquery()
_WAITS = (
    select(t.verdict.c.at - t.message.c.received_at)
    .select_from(_LAST)
    .join(t.message, t.message.c.key == _LAST.c.key)
    .join(t.verdict, t.verdict.c.message_key == _LAST.c.key)
    .order_by(t.verdict.c.at, t.verdict.c.message_key)
)
_SENDS = (
    select(t.outbox.c.settled_at, t.outbox.c.state, t.outbox.c.platform, t.outbox.c.why)
    .where(
        t.outbox.c.id > select(func.max(t.outbox.c.id)).scalar_subquery() - _BACK,
        t.outbox.c.state.in_(("failed", "unknown")),
        t.outbox.c.settled_at.is_not(None),
    )
    .order_by(t.outbox.c.settled_at.desc(), t.outbox.c.id.desc())
    .limit(TROUBLES)
)


def glance(connection: Connection, now: datetime) -> Glance:
    """All of it, on one snapshot."""
    at = {"now": us(now)}
    totals, cases = summed(book.totals(connection))

    def count(query: Select[Any]) -> int:
        return int(connection.execute(query, at if query is _READY else {}).scalar() or 0)

    return Glance(
        totals=totals,
        cases=cases,
        outbox={"pending": count(_PENDING), "sending": count(_SENDING)},
        ready=count(_READY),
        webhooks=count(_WEBHOOKS),
        leases=tuple(
            Lease(name=row.name, owner=row.owner, until=when(row.until))
            for row in connection.execute(_LEASES, at)
        ),
        incidents=tuple(
            (found.title, found.phase.value)
            for found in map(incident_of, connection.execute(_INCIDENTS))
        ),
        waits=tuple(wait / _SECOND for (wait,) in connection.execute(_WAITS)),
        troubles=tuple(
            Trouble(at=when(row.settled_at), what=row.state, platform=row.platform, why=row.why)
            for row in connection.execute(_SENDS)
        ),
    )
