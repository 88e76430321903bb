"""`claim`: conversations that are ready, each with all a worker needs, in a handful of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Integer, bindparam, select, text, update
from sqlalchemy import case as choose

from core.actions import BOT
from core.case import Case
from core.ports import Judged, Turn
from core.types import Message
from storage import dialogues, history, places, rules
from storage import tables as t
from storage.case_codec import answers_of
from storage.codec import judged_of, message_of, us
from storage.engine.dialect import VALUES, AnyRow, execute, select_in
from storage.engine.dialect_feed import among
from storage.engine.work import Work
from storage.feed import showing
from storage.history import LANES, per_lane
from storage.ledger import Ledger

_READY = (
    select(t.lane.c.conversation)
    .where(t.lane.c.ready_at <= bindparam("now"), t.lane.c.lease_until < bindparam("now"))
    .order_by(t.lane.c.ready_at, t.lane.c.conversation)
    .limit(bindparam("limit"))
    .with_for_update(skip_locked=True)
    # Apart from the update, or a planner may look for ready lanes once for each it finds.
    .cte("ready")
)
_TAKE = (
    update(t.lane)
    .where(t.lane.c.conversation.in_(select(_READY.c.conversation)))
    .values(lease_until=bindparam("until"))
    .returning(t.lane.c.conversation, t.lane.c.ver, t.lane.c.ready_at)
)
_GIVE_BACK = (
    update(t.lane).values(lease_until=0).where(t.lane.c.conversation == bindparam("unworked"))
)
_REST = (  # unless something came since it was taken
    update(t.lane)
    .values(
        ready_at=choose((t.lane.c.ver != bindparam("seen", type_=Integer()), t.lane.c.ready_at)),
        lease_until=0,
    )
    .where(t.lane.c.conversation == bindparam("empty"))
)


_I = t.inbox.alias("i")
_OPEN_IDS = per_lane(
    select(_I.c.id).where(_I.c.conversation == t.lane.c.conversation, text("i.state = 'open'")),
    oldest=True,
    limit=rules.TURN,
)
_FRESH = (
    select(t.message, t.inbox.c.attempts, t.lane.c.ver)
    .select_from(t.lane)
    .join(t.inbox, among(t.inbox.c.id, _OPEN_IDS))
    .join(t.message, t.message.c.key == t.inbox.c.key)
    .where(LANES)
    .order_by(t.inbox.c.id)
)
_UNSAID = select(t.outbox.c.conversation, t.outbox.c.answers).where(
    t.outbox.c.conversation.in_(VALUES),
    t.outbox.c.state == "pending",
    t.outbox.c.by == BOT,
    t.outbox.c.kind == "say",
    t.outbox.c.purpose == "answer",
)
_JUDGED = (
    select(t.message, t.verdict.c.body, t.inbox.c.id.label("arrival"))
    .select_from(t.message)
    .join(t.verdict, t.verdict.c.message_key == t.message.c.key)
    .join(t.inbox, t.inbox.c.key == t.message.c.key)
    .where(t.message.c.key.in_(VALUES), t.inbox.c.state != "replaced")
)


@dataclass(frozen=True)
class Claim:
    """A worker's wish."""

    now: datetime
    limit: int
    lease: float


def _claim(connection: Connection, claim: Claim) -> Sequence[Turn]:
    """Turns with something to do; lanes that woke up for nothing go back to sleep."""
    while lanes := _take(connection, claim):
        if turns := _read(connection, claim, lanes):
            return turns
    return ()


def _read(connection: Connection, _claim: Claim, lanes: Sequence[AnyRow]) -> Sequence[Turn]:
    turns = _turns(connection, lanes)
    taken = {turn.conversation for turn in turns}
    empty = [
        {"empty": lane.conversation, "seen": lane.ver}
        for lane in lanes
        if lane.conversation not in taken
    ]
    execute(connection, _REST, empty)
    return turns


def _take(connection: Connection, claim: Claim) -> Sequence[AnyRow]:
    now = us(claim.now)
    wish = {"now": now, "limit": claim.limit, "until": now + round(claim.lease * 1_000_000)}
    rows = connection.execute(_TAKE, wish).all()
    return sorted(rows, key=lambda row: (row.ready_at, row.conversation))


def _turns(connection: Connection, lanes: Sequence[AnyRow]) -> list[Turn]:
    names = [lane.conversation for lane in lanes]
    fresh, attempts, versions = _fresh(connection, names)
    busy = [name for name in names if name in fresh]
    past = history.of_turns(connection, busy)
    burst = _burst(connection, busy)
    cases: dict[str, Case] = Ledger(connection, looks=True).latest(busy)
    talks = dialogues.of_turns(connection, fresh, busy)
    return [
        Turn(
            conversation=lane.conversation,
            version=versions[lane.conversation],
            fresh=tuple(fresh[lane.conversation]),
            burst=tuple(burst[lane.conversation]),
            history=showing.history(past[lane.conversation]),
            case=cases.get(lane.conversation),
            dialogue=talks.get(lane.conversation),
            attempts=attempts[lane.conversation],
        )
        for lane in lanes
        if lane.conversation in fresh
    ]


def _fresh(
    connection: Connection, names: Iterable[str]
) -> tuple[dict[str, list[Message]], dict[str, int], dict[str, int]]:
    """Messages, how often they were tried, and the version of the lane that has just these."""
    fresh: dict[str, list[Message]] = {}
    attempts: dict[str, int] = {}
    versions: dict[str, int] = {}
    for row in select_in(connection, _FRESH, names):
        fresh.setdefault(row.conversation, []).append(message_of(row))
        attempts[row.conversation] = max(attempts.get(row.conversation, 0), row.attempts)
        versions[row.conversation] = row.ver
    return fresh, attempts, versions


def _burst(connection: Connection, names: Sequence[str]) -> dict[str, list[Judged]]:
    burst: dict[str, list[Judged]] = defaultdict(list)
    unsaid = select_in(connection, _UNSAID, names)
    keys = [key for row in unsaid for key in answers_of(row)]
    for row in sorted(select_in(connection, _JUDGED, keys), key=lambda row: row.arrival):
        if judged := judged_of(message_of(row), row.body):
            burst[row.conversation].append(judged)
    return burst


def _return(connection: Connection, turns: Sequence[Turn]) -> None:
    """Nobody works on these: whoever asked for them was cancelled."""
    execute(connection, _GIVE_BACK, [{"unworked": turn.conversation} for turn in turns])


CLAIM = Work(_claim, undo=_return, places=places.nothing, takes=True, halves=(_take, _read))
