"""`due`: rows of the outbox are handed out, each at most once, in order within a conversation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, and_, bindparam, exists, or_, select, text, update

from core.actions import BOT, Outgoing
from core.ports import Sent, Settlement
from core.types import Platform
from storage import places, rules
from storage import tables as t
from storage.case_codec import is_readable, outgoing_of
from storage.codec import us
from storage.engine.dialect import AnyRow, execute
from storage.engine.work import Work
from storage.ledger import Ledger
from storage.sealing.sealed import UNREADABLE
from storage.settling import settle_rows

# A row that may not leave makes way for the next one of its conversation, so many times a call.
_ROUNDS = 8

_O, _EARLIER = t.outbox, t.outbox.alias("e")
# A warning does not wait for an answer that is tried again; an act waits for nothing.
_FIRST = or_(
    _O.c.purpose == "act",
    ~exists().where(
        _EARLIER.c.conversation == _O.c.conversation,
        _EARLIER.c.state.in_(("pending", "sending")),
        _EARLIER.c.purpose == _O.c.purpose,
        or_(_EARLIER.c.id < _O.c.id, _EARLIER.c.state == "sending"),
    ),
)
_WITH_PERSON = and_(
    _O.c.by == BOT,
    _O.c.purpose == "answer",
    or_(
        exists().where(t.case.c.id == _O.c.case_id, t.case.c.held_by == "agent"),
        exists().where(
            t.case.c.conversation == _O.c.conversation,
            t.case.c.held_by == "agent",
            t.case.c.status != "resolved",
        ),
    ),
)
_SAME_PLACE = and_(
    t.reach.c.platform == _O.c.platform,
    t.reach.c.account == _O.c.account,
    t.reach.c.address == _O.c.address,
)
_PLATFORMS = _O.c.platform.in_(bindparam("platforms", expanding=True))
_CANDIDATES = (
    select(_O, _WITH_PERSON.label("taken_over"), t.reach.c.is_open, t.reach.c.moved_to)
    .add_columns(t.reach.c.why.label("closed_why"))
    .select_from(_O.outerjoin(t.reach, _SAME_PLACE))
    .where(text("outbox.state = 'pending'"), _O.c.due_at <= bindparam("now"), _PLATFORMS, _FIRST)
    .order_by(_O.c.due_at, _O.c.id)
    .limit(bindparam("limit"))
    .with_for_update(skip_locked=True, of=_O)
)
_LOST = select(_O).where(
    text("state = 'sending'"), _PLATFORMS, _O.c.lease_until <= bindparam("now")
)
_ALL_SENDING = select(_O).where(text("state = 'sending'"), _PLATFORMS).order_by(_O.c.id)
_LEAVE = (
    update(_O)
    .values(state="sending", lease_until=bindparam("until"))
    .where(_O.c.id == bindparam("row"))
)
_STAY = (
    update(_O)
    .values(state="pending", lease_until=0)
    .where(_O.c.key == bindparam("kept"), _O.c.state == "sending")
)
_WITHDRAW = (
    update(_O)
    .values(state="withdrawn", why=rules.TAKEN_OVER, settled_at=bindparam("at"))
    .where(_O.c.id == bindparam("row"))
)
_FOLLOW = update(_O).values(address=bindparam("moved")).where(_O.c.id == bindparam("row"))


@dataclass(frozen=True)
class Wish:
    """What a sender is ready to send."""

    platforms: Sequence[Platform]
    now: datetime
    limit: int = 0


def _due(connection: Connection, wish: Wish) -> Sequence[Outgoing]:
    ledger = Ledger(connection)
    names = {"platforms": list(wish.platforms), "now": us(wish.now)}
    _give_up(ledger, connection.execute(_LOST, names).all(), wish.now)
    rows: list[AnyRow] = []
    for _ in range(_ROUNDS):
        found = connection.execute(_CANDIDATES, names | {"limit": wish.limit}).all()
        rows = [row for row in found if _may_leave(row)]
        if len(rows) == len(found):
            break
        _clear(ledger, [row for row in found if not _may_leave(row)], wish.now)
    until = us(wish.now + rules.SEND_LEASE)
    execute(connection, _LEAVE, [{"row": row.id, "until": until} for row in rows])
    ledger.flush()
    return [outgoing_of(row) for row in rows]


def _may_leave(row: AnyRow) -> bool:
    shut = row.is_open == 0 and row.purpose in rules.SAID_ALOUD
    return not row.taken_over and row.moved_to is None and not shut and is_readable(row)


def _clear(ledger: Ledger, rows: Sequence[AnyRow], now: datetime) -> None:
    """Rows that may not leave as they are: withdrawn, readdressed or failed."""
    withdrawn = [row for row in rows if row.taken_over]
    moved = [row for row in rows if not row.taken_over and row.moved_to]
    closed = [row for row in rows if not row.taken_over and not row.moved_to]
    at = us(now)
    execute(ledger.connection, _WITHDRAW, [{"row": row.id, "at": at} for row in withdrawn])
    execute(ledger.connection, _FOLLOW, [{"row": row.id, "moved": row.moved_to} for row in moved])
    for case in ledger.find(row.case_id for row in withdrawn).values():
        ledger.touch(case, "outbox")
    failures = [
        Settlement(key=row.key, result=Sent.FAILED, at=now, why=_why(row)) for row in closed
    ]
    settle_rows(ledger, {row.key: row for row in closed}, failures)


def _why(row: AnyRow) -> str:
    return rules.CLOSED.format(why=row.closed_why) if is_readable(row) else UNREADABLE


def _give_up(ledger: Ledger, rows: Sequence[AnyRow], now: datetime) -> None:
    lost = [
        Settlement(key=row.key, result=Sent.UNKNOWN, at=now, why=rules.LEFT_ALONE) for row in rows
    ]
    settle_rows(ledger, {row.key: row for row in rows}, lost)


def stranded(connection: Connection, platform: Platform) -> Sequence[Outgoing]:
    """Rows that somebody began to send and did not settle, oldest first."""
    rows = connection.execute(_ALL_SENDING, {"platforms": [platform]}).all()
    return [outgoing_of(row) for row in rows]


def _keep(connection: Connection, rows: Sequence[Outgoing]) -> None:
    """Nobody began to send these: whoever asked for them was cancelled."""
    execute(connection, _STAY, [{"kept": row.key} for row in rows])


DUE = Work(_due, undo=_keep, places=places.of_wishes, takes=True)
