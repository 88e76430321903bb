"""The audit of what people changed about the desk itself, outside any conversation."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, select

from core.ports import Decision
from storage import tables as t
from storage.codec import us, when
from storage.dialect import add, execute
from storage.work import Work

# The newest acts that a page shows.
MOST = 50
# What belongs to no conversation is kept under this name.
NOWHERE = ""
_ADD = add(t.decision)


def _audit(connection: Connection, decision: Decision) -> None:
    row = {
        "conversation": NOWHERE,
        "case_id": "",
        "message_key": decision.message_key,
        "act": decision.act,
        "reason": decision.reason,
        "by": decision.by,
        "at": us(decision.at),
        "evidence": decision.evidence,
    }
    execute(connection, _ADD, [row])


def trail(connection: Connection, prefix: str) -> Sequence[Decision]:
    """The newest acts whose name begins so, the latest first."""
    query = (
        select(t.decision)
        .where(t.decision.c.conversation == NOWHERE, t.decision.c.act.startswith(prefix))
        .order_by(t.decision.c.id.desc())
        .limit(MOST)
    )
    return [
        Decision(
            message_key=row.message_key,
            act=row.act,
            reason=row.reason,
            by=row.by,
            at=when(row.at),
            evidence=row.evidence,
        )
        for row in connection.execute(query)
    ]


AUDIT = Work(_audit)
