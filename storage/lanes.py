"""Lanes given back: a turn that was recorded, put back or refused lets go of its conversation."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, select, text, update
from sqlalchemy.exc import IntegrityError

from core.about import about
from core.ports import TurnResult
from storage import rules
from storage import tables as t
from storage.codec import us
from storage.engine.dialect import VALUES, execute, select_in

log = logging.getLogger(__name__)

_LANES = (
    select(t.lane.c.conversation, t.lane.c.ver, t.lane.c.ready_at)
    .where(t.lane.c.conversation.in_(VALUES))
    .order_by(t.lane.c.conversation)
    .with_for_update()
)
_LEFT = (
    select(t.inbox.c.conversation)
    .where(t.inbox.c.conversation.in_(VALUES), text("state = 'open'"))
    .distinct()
)
_TRIED = (
    update(t.inbox)
    .where(t.inbox.c.key == bindparam("tried_key"), text("state = 'open'"))
    .values(attempts=t.inbox.c.attempts + 1, error=bindparam("failure"))
)
_RELEASE = (
    update(t.lane)
    .where(t.lane.c.conversation == bindparam("lane"))
    .values(lease_until=0, ready_at=bindparam("ready"))
)


def release(
    connection: Connection, flat: Sequence[tuple[TurnResult, datetime]], refused: set[int]
) -> None:
    """A lane rests when nothing came since the claim and nothing is left of it.

    Last, and in order: whoever puts something into the same lanes waits for these rows.
    """
    names = [result.turn.conversation for result, _ in flat]
    lanes = {row.conversation: row for row in select_in(connection, _LANES, names)}
    left = {row.conversation for row in select_in(connection, _LEFT, names)}
    rows = []
    for result, now in flat:
        lane = lanes.get(result.turn.conversation)
        if lane is None or result.turn.version == rules.NO_LANE:
            continue
        ready = us(now) if lane.ready_at is None else lane.ready_at
        if result.retry_at:
            ready = us(result.retry_at)
        elif id(result) not in refused and lane.ver == result.turn.version:
            ready = ready if lane.conversation in left else None
        rows.append({"lane": lane.conversation, "ready": ready})
    rows.sort(key=lambda row: str(row["lane"]))
    execute(connection, _RELEASE, rows)


def refuse(connection: Connection, result: TurnResult, now: datetime, error: Exception) -> set[int]:
    """The database itself said no: ready again, or only later where the fault is ours."""
    later = us(now + rules.REFUSAL_PAUSE)
    for lane in select_in(connection, _LANES, [result.turn.conversation]):
        ready = us(now) if lane.ready_at is None else lane.ready_at
        if not isinstance(error, IntegrityError):
            why = type(error).__name__  # its text may quote what people wrote
            with about(result.turn):
                log.error("a turn cannot be recorded: %s", why)
            tried(connection, result, f"not recorded: {why}")
            ready = later
        connection.execute(_RELEASE, {"lane": lane.conversation, "ready": ready})
    return {id(result)}


def tried(connection: Connection, result: TurnResult, error: str) -> None:
    """One more attempt at the messages of a turn, and why it failed."""
    rows = [{"tried_key": message.key, "failure": error} for message in result.turn.fresh]
    execute(connection, _TRIED, rows)
