"""What both memories agree on where nobody could be warned, or an act came to nothing. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from core.actions import BOT
from core.case import Case, Move, awaits_person
from core.ports import Decision, Sent, Settlement
from core.protection import Alarm
from core.service.promise import Promises
from core.types import Urgency
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


def alarmed(case: Case, alarm: Alarm, stage: tuple[Promises, datetime]) -> Case:
    """The case of a victim whom a person has to warn at once, whatever it was about before."""
    promises, at = stage
    if not rules.needs_person(case):
        return case
    urgent = replace(case, priority=min(case.priority, Urgency.P1))
    after = rules.escalated(urgent, at, alarm.reason)
    soon = promises.due_at(urgent.priority, urgent.intent, at)
    return replace(after, due_at=min(case.due_at, soon) if awaits_person(case) else soon)


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
