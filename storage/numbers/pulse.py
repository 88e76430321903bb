"""How the desk is doing this moment, from partial indexes and running totals."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, bindparam, func, select, text

from core.numbers.pulse import Pulse, age
from storage import tables as t
from storage.codec import maybe_when, us

_LANE = select(func.min(t.lane.c.ready_at)).where(text("ready_at IS NOT NULL"))
_OUTBOX = select(func.min(t.outbox.c.due_at)).where(text("state = 'pending'"))
_LATE = select(func.count()).where(text("ended_at IS NULL"), t.promise.c.due_at < bindparam("now"))
_TOTALS = select(t.counter.c.name, t.counter.c.value).where(
    t.counter.c.name.startswith("case:") | (t.counter.c.name == "dead_letters")
)


def pulse(connection: Connection, now: datetime) -> Pulse:
    """A handful of rows."""
    totals = {row.name: row.value for row in connection.execute(_TOTALS)}
    cases = {name: n for name, n in totals.items() if name.startswith("case:")}
    return Pulse(
        lane_age=age(maybe_when(connection.execute(_LANE).scalar()), now),
        outbox_age=age(maybe_when(connection.execute(_OUTBOX).scalar()), now),
        dead=totals.get("dead_letters", 0),
        open_cases=sum(n for name, n in cases.items() if not name.startswith("case:resolved:")),
        breaches=connection.execute(_LATE, {"now": us(now)}).scalar() or 0,
    )
