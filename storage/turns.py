"""`claim`: conversations that are ready, each with all a worker needs, in a handful of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, bindparam, select, text, update

from core.actions import BOT
from core.case import Case
from core.ports import Judged, Turn
from core.types import Message, Utterance
from storage import dialogues, places, rules, showing
from storage import tables as t
from storage.case_codec import answers_of
from storage.codec import judged_of, message_of, us, when
from storage.dialect import VALUES, AnyRow, execute, select_in
from storage.dialect_feed import among
from storage.ledger import Ledger
from storage.work import Work

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
_REST = (
    update(t.lane)
    .values(ready_at=None, lease_until=0)
    .where(t.lane.c.conversation == bindparam("empty"))
)


def _per_lane(picked: Select[Any], *, oldest: bool, limit: int) -> Any:
    """Ids of one lane's first or last rows; runs once a lane, on a partial index."""
    (column,) = picked.selected_columns
    order = column.asc() if oldest else column.desc()
    return picked.correlate(t.lane).order_by(order).limit(limit).scalar_subquery()


_I, _O = t.inbox.alias("i"), t.outbox.alias("o")
_OPEN_IDS = _per_lane(
    select(_I.c.id).where(_I.c.conversation == t.lane.c.conversation, text("i.state = 'open'")),
    oldest=True,
    limit=rules.TURN,
)
_PAST_IDS = _per_lane(
    select(_I.c.id).where(
        _I.c.conversation == t.lane.c.conversation, text("i.state IN ('done', 'dead')")
    ),
    oldest=False,
    limit=showing.HISTORY,
)
_SAID_IDS = _per_lane(
    select(_O.c.id).where(
        _O.c.conversation == t.lane.c.conversation,
        text("o.state = 'sent' AND o.kind = 'say' AND o.purpose IN ('answer', 'warning')"),
    ),
    oldest=False,
    limit=showing.HISTORY,
)
_LANES = t.lane.c.conversation.in_(VALUES)
_FRESH = (
    select(t.message, t.inbox.c.attempts)
    .select_from(t.lane)
    .join(t.inbox, among(t.inbox.c.id, _OPEN_IDS))
    .join(t.message, t.message.c.key == t.inbox.c.key)
    .where(_LANES)
    .order_by(t.inbox.c.id)
)
_HEARD = (
    select(
        t.message.c.conversation,
        t.message.c.native_id,
        t.message.c.author_name,
        t.message.c.text,
        t.message.c.received_at,
    )
    .select_from(t.lane)
    .join(t.inbox, among(t.inbox.c.id, _PAST_IDS))
    .join(t.message, t.message.c.key == t.inbox.c.key)
    .where(_LANES)
    .order_by(t.inbox.c.id)
)
_SAID = (
    select(
        t.outbox.c.conversation,
        t.outbox.c.remote_id,
        t.outbox.c.by,
        t.outbox.c.text,
        t.outbox.c.settled_at,
        t.outbox.c.answers,
    )
    .select_from(t.lane)
    .join(t.outbox, among(t.outbox.c.id, _SAID_IDS))
    .where(_LANES)
    .order_by(t.outbox.c.id)
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
        turns = _turns(connection, lanes)
        taken = {turn.conversation for turn in turns}
        empty = [{"empty": each.conversation} for each in lanes if each.conversation not in taken]
        execute(connection, _REST, empty)
        if turns:
            return turns
    return ()


def _take(connection: Connection, claim: Claim) -> Sequence[AnyRow]:
    now = us(claim.now)
    wish = {"now": now, "limit": claim.limit, "until": now + round(claim.lease * 1_000_000)}
    rows = connection.execute(_TAKE, wish).all()
    return sorted(rows, key=lambda row: (row.ready_at, row.conversation))


def _turns(connection: Connection, lanes: Sequence[AnyRow]) -> list[Turn]:
    names = [lane.conversation for lane in lanes]
    fresh, attempts = _fresh(connection, names)
    busy = [name for name in names if name in fresh]
    history = _history(connection, busy)
    burst = _burst(connection, busy)
    cases: dict[str, Case] = Ledger(connection).latest(busy)
    talks = dialogues.of_turns(connection, fresh, busy)
    return [
        Turn(
            conversation=lane.conversation,
            version=lane.ver,
            fresh=tuple(fresh[lane.conversation]),
            burst=tuple(burst[lane.conversation]),
            history=showing.history(history[lane.conversation]),
            case=cases.get(lane.conversation),
            dialogue=talks.get(lane.conversation),
            attempts=attempts[lane.conversation],
        )
        for lane in lanes
        if lane.conversation in fresh
    ]


def _fresh(
    connection: Connection, names: Iterable[str]
) -> tuple[dict[str, list[Message]], dict[str, int]]:
    fresh: dict[str, list[Message]] = {}
    attempts: dict[str, int] = {}
    for row in select_in(connection, _FRESH, names):
        fresh.setdefault(row.conversation, []).append(message_of(row))
        attempts[row.conversation] = max(attempts.get(row.conversation, 0), row.attempts)
    return fresh, attempts


def _history(connection: Connection, names: Sequence[str]) -> dict[str, list[Utterance]]:
    lines: dict[str, list[Utterance]] = defaultdict(list)
    for name, native_id, author, words, at in select_in(connection, _HEARD, names):
        said = Utterance(ours=False, author=author, text=words, at=when(at), message_id=native_id)
        lines[name].append(said)
    for row in select_in(connection, _SAID, names):
        lines[row.conversation].append(_ours(row))
    return lines


def _ours(row: AnyRow) -> Utterance:
    return Utterance(
        ours=True,
        author=row.by,
        text=row.text,
        at=when(row.settled_at),
        message_id=row.remote_id,
        serves=answers_of(row),
    )


def _burst(connection: Connection, names: Sequence[str]) -> dict[str, list[Judged]]:
    burst: dict[str, list[Judged]] = defaultdict(list)
    unsaid = select_in(connection, _UNSAID, names)
    keys = [key for row in unsaid for key in answers_of(row)]
    for row in sorted(select_in(connection, _JUDGED, keys), key=lambda row: row.arrival):
        burst[row.conversation].append(judged_of(message_of(row), row.body))
    return burst


def _return(connection: Connection, turns: Sequence[Turn]) -> None:
    """Nobody works on these: whoever asked for them was cancelled."""
    execute(connection, _GIVE_BACK, [{"unworked": turn.conversation} for turn in turns])


CLAIM = Work(_claim, undo=_return, places=places.nothing, takes=True)
