"""Between rows of the audit and decisions: pure, and exact in both directions."""

from __future__ import annotations

from typing import Any

from core.actions import BOT
from core.ports import Decision
from storage.codec import us, when
from storage.engine.dialect import AnyRow
from storage.sealing.columns import DECISION_EVIDENCE, DECISION_REASON


def decision_row(
    decision: Decision, conversation: str, case_id: str, *, private: bool = False
) -> dict[str, Any]:
    """A row of `decision`; `private`: its evidence quotes what somebody wrote to us alone."""
    row, ours = (case_id, decision.act, decision.by, us(decision.at)), decision.by == BOT
    people = bool(case_id) and not ours
    return {
        "conversation": conversation,
        "case_id": case_id,
        "message_key": decision.message_key,
        "act": decision.act,
        "reason": DECISION_REASON.closed(decision.reason, *row, private=people),
        "by": decision.by,
        "at": us(decision.at),
        "evidence": DECISION_EVIDENCE.closed(decision.evidence, *row, private=people or private),
    }


def decision_of(row: AnyRow) -> Decision:
    """The decision in a row that holds at least all columns of `decision`."""
    key = (row.case_id, row.act, row.by, row.at)
    return Decision(
        message_key=row.message_key,
        act=row.act,
        reason=DECISION_REASON.opened(row.reason, *key),
        by=row.by,
        at=when(row.at),
        evidence=DECISION_EVIDENCE.opened(row.evidence, *key),
    )
