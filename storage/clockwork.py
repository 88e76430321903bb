"""Timers that ring once, and named leases that one owner holds at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, or_, select, update

from core.ports import Timer
from storage import dialogues, places, rules
from storage import tables as t
from storage.case_codec import case_of
from storage.codec import us
from storage.engine.dialect import execute, upsert
from storage.engine.work import Work

_DUE = (
    select(t.case, t.timer.c.kind, t.timer.c.at)
    .join_from(t.timer, t.case, t.case.c.id == t.timer.c.case_id)
    .where(t.timer.c.ring_at <= bindparam("now"))
    .order_by(t.timer.c.ring_at, t.timer.c.case_id)
    .limit(bindparam("limit"))
    .with_for_update(skip_locked=True, of=t.timer)
)
_LEASE = (
    update(t.timer)
    .values(ring_at=bindparam("again"))
    .where(t.timer.c.case_id == bindparam("leased"))
)
_HOLD = upsert(
    t.hold,
    lambda new: {"owner": new.owner, "until": new.until},
    lambda new: or_(t.hold.c.owner == new.owner, t.hold.c.until <= bindparam("now")),
).returning(t.hold.c.owner)


@dataclass(frozen=True)
class Bell:
    """A wish for timers. They ring again soon unless `record` hears what followed."""

    now: datetime
    limit: int


@dataclass(frozen=True)
class Grip:
    """A wish for a named lease."""

    name: str
    owner: str
    now: datetime
    seconds: float


def _ring(connection: Connection, bell: Bell) -> Sequence[Timer]:
    rows = connection.execute(_DUE, {"now": us(bell.now), "limit": bell.limit}).all()
    again = us(bell.now + rules.RING_LEASE)
    execute(connection, _LEASE, [{"leased": row.id, "again": again} for row in rows])
    talks = dialogues.of_conversations(connection, {row.conversation for row in rows})
    return [
        Timer(
            key=rules.timer_key(row.id, row.kind, row.at),
            kind=rules.kind_rung(row.kind, early=row.at > us(bell.now)),
            case=case_of(row),
            dialogue=talks.get(row.conversation),
        )
        for row in rows
    ]


def _hold(connection: Connection, grip: Grip) -> bool:
    now = us(grip.now)
    until = now + round(grip.seconds * 1_000_000)
    wish = {"name": grip.name, "owner": grip.owner, "until": until, "now": now}
    return connection.execute(_HOLD, wish).first() is not None


RING = Work(_ring, places=places.nothing, takes=True)
HOLD = Work(_hold, places=places.of_grips, takes=True)
