"""What both memories agree on about the team: how a case is given, put back and handed over."""

from __future__ import annotations

from datetime import datetime

from core.case import Case, Holder, Move
from core.errors import NotYours
from core.ports import Decision
from core.team.book import ASSIGNER, Assignment, Fate, HandOver, Mode
from core.team.shift import Member
from storage import rules

LAPSE = "lapse"
NO_REACTION = "{agent} did not react within {minutes:g} min"
HAND_OVER, TO_QUEUE = "hand_over", "the queue"


def waits(case: Case | None) -> bool:
    """Whether a case can be given to anybody."""
    return case is not None and case.is_open and case.held_by is Holder.QUEUE


def given(case: Case, assignment: Assignment) -> tuple[Case, Decision]:
    """The case after it was given or offered, and the audit's line."""
    after = case
    if assignment.mode is Mode.ASSIGN:
        after = rules.moved(case, Move.CLAIM, assignment.agent, assignment.at)
    return after, _decision(assignment.mode.value, assignment.reason, assignment.at)


def ended(
    case: Case, assignment: Assignment, fate: Fate, at: datetime
) -> tuple[Case, Decision] | None:
    """The case after its assignment lapsed, and the audit's line; None where nothing follows."""
    if fate is not Fate.LAPSED or not case.is_open:
        return None
    after = case
    if assignment.mode is Mode.ASSIGN:
        if case.agent != assignment.agent:
            return None
        after = rules.moved(case, Move.RELEASE, assignment.agent, at)
    minutes = (assignment.until - assignment.at).total_seconds() / 60
    reason = NO_REACTION.format(agent=assignment.agent, minutes=minutes)
    return after, _decision(LAPSE, reason, at)


def handed(case: Case, handing: HandOver) -> tuple[Case, Decision]:
    """The case in other hands, and the audit's line; raises NotYours."""
    if not rules.with_person(case) or case.agent != handing.giver:
        raise NotYours(f"the case is held by {case.agent or case.held_by}")
    after = rules.moved(case, Move.RELEASE, handing.giver, handing.at)
    if handing.taker:
        after = rules.moved(after, Move.CLAIM, handing.taker, handing.at)
    reason = f"{handing.giver} to {handing.taker or TO_QUEUE}"
    return after, rules.stepped(HAND_OVER, handing.by, handing.at, reason)


def planned(member: Member, by: str, at: datetime) -> Decision:
    """The audit's line about an entry of the roster."""
    hours = ", ".join(text or "-" for text in member.week)
    reason = f"{member.zone}: {hours}; at most {member.most}"
    return rules.stepped(f"roster:{member.agent}", by, at, reason)


def _decision(act: str, reason: str, at: datetime) -> Decision:
    return Decision(message_key="", act=act, reason=reason, by=ASSIGNER, at=at)
