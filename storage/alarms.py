"""What both memories agree on where nobody could be warned, or an act came to nothing. Pure."""

from __future__ import annotations

from datetime import datetime

from core.actions import BOT
from core.case import Case, Move
from core.ports import Decision, Sent, Settlement
from core.protection import Alarm
from storage import rules


def lost(settlement: Settlement, purpose: str) -> Decision:
    """The audit's line about a warning, report or act that came to nothing."""
    said = rules.UNCERTAIN if settlement.result is Sent.UNKNOWN else rules.UNDELIVERED
    return Decision(
        message_key="",
        act=f"{purpose}_{settlement.result.value}",
        reason=said.format(why=settlement.why),
        by=rules.OUTBOX,
        at=settlement.at,
        evidence=settlement.key,
    )


def alarmed(case: Case, alarm: Alarm, at: datetime) -> Case:
    """The case of a victim whom a person has to warn."""
    return rules.escalated(case, at, alarm.reason) if rules.needs_person(case) else case


def raised(alarm: Alarm, at: datetime) -> Decision:
    """The audit's line about a victim whom a person has to warn."""
    return Decision(
        message_key="",
        act=Move.ESCALATE.value,
        reason=alarm.reason,
        by=BOT,
        at=at,
        evidence=alarm.key,
    )
