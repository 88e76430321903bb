"""The audit of what people changed about the desk itself, outside any conversation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, select

from core.audit import Act
from core.ports import Decision
from storage import tables as t
from storage.decision_codec import decision_of, decision_row
from storage.engine.dialect import AnyRow, add, execute
from storage.engine.work import Work

# The newest acts that a page shows.
MOST = 50
# What belongs to no conversation is kept under this name.
NOWHERE = ""
_ADD = add(t.decision)


def _audit(connection: Connection, decision: Decision) -> None:
    execute(connection, _ADD, [row_of(decision)])


def trail(connection: Connection, prefix: str) -> Sequence[Decision]:
    """The newest acts whose name begins so, the latest first."""
    query = (
        select(t.decision)
        .where(t.decision.c.conversation == NOWHERE, t.decision.c.act.startswith(prefix))
        .order_by(t.decision.c.id.desc())
        .limit(MOST)
    )
    return [act_of(row).decision for row in connection.execute(query)]


def row_of(decision: Decision) -> dict[str, Any]:
    """A row for an act that belongs to no conversation."""
    return decision_row(decision, NOWHERE, "")


def act_of(row: AnyRow) -> Act:
    """The act in a row that holds at least all columns of `decision`."""
    return Act(
        number=row.id,
        decision=decision_of(row),
        case_id=row.case_id,
        conversation=row.conversation,
    )


AUDIT = Work(_audit)
