"""What programs read that no page of the console asks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, select

from core.case import Case
from core.types import Message
from storage import tables as t
from storage.case_codec import case_of
from storage.codec import message_of, us
from storage.engine.dialect import VALUES, select_in

MOST_HEARD = 200

_CASES = select(t.case).where(t.case.c.id.in_(VALUES))
_HEARD = (
    select(t.message)
    .where(
        t.message.c.conversation == bindparam("here"),
        t.message.c.received_at > bindparam("since"),
    )
    .order_by(t.message.c.received_at, t.message.c.key)
    .limit(MOST_HEARD)
)


def cases(connection: Connection, case_ids: Sequence[str]) -> Mapping[str, Case]:
    """Cases by id."""
    return {row.id: case_of(row) for row in select_in(connection, _CASES, case_ids)}


def heard_in(connection: Connection, conversation: str, since: datetime) -> Sequence[Message]:
    """What was received in a conversation after then."""
    rows = connection.execute(_HEARD, {"here": conversation, "since": us(since)})
    return [message_of(row) for row in rows]
