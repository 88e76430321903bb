"""How a conversation's case follows what was decided: opened, moved, made more urgent. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from core.actions import BOT, Action, Ask, Escalate, Ignore, Inform, Reply
from core.case import Case, Holder, Move, Status, can, case_id, due_at, move, raise_priority
from core.decide import SOLVED, WITH_A_PERSON
from core.dialogue import Stage, Step, step
from core.ports import Decision, Judged, Timer, Turn, TurnResult
from core.settings import Policy
from core.types import RiskLevel

SUBJECT_LENGTH = 120
LEVELS = (RiskLevel.NONE, RiskLevel.NOTE, RiskLevel.REVIEW, RiskLevel.ALERT)
# What a timer does to its case when it rings: the move, and the reason that agents read.
RINGS = {
    "snooze": (Move.WAKE, "snooze is over"),
    "bot_deadline": (Move.ESCALATE, "the bot held it past its deadline"),
}


def case_after(
    turn: Turn, judged: Sequence[Judged], plan: tuple[Action, ...], rules: tuple[Policy, datetime]
) -> Case | None:
    """The conversation's case after this turn; None while nobody owes anybody anything."""
    policy, now = rules
    current = turn.case
    if current is None or _over(current, policy, now):
        if not any(map(_owes, plan)):
            return None
        current = _opened(turn, judged, now)
    escalations = [action for action in plan if isinstance(action, Escalate)]
    if escalations:
        return _handed_over(current, judged, min(escalations, key=lambda a: a.priority), now)
    if _answered(plan) and can(current, Move.BOT_SPEAKS):
        reason = next((a.reason for a in plan), "")
        return _told(move(current, Move.BOT_SPEAKS, at=now), judged, reason)
    if _is_solved(plan, current) and can(current, Move.RESOLVE):
        return move(current, Move.RESOLVE, at=now)
    if current.is_open and can(current, Move.HEAR):
        return move(current, Move.HEAR, at=now)
    return current


def _handed_over(case: Case, judged: Sequence[Judged], escalation: Escalate, now: datetime) -> Case:
    after = move(case, Move.ESCALATE, at=now)
    if escalation.reopens:
        after = replace(after, reason=escalation.reason)
    elif escalation.reason != WITH_A_PERSON:  # what the case is about stays what it was
        after = _told(after, judged, escalation.reason)
    return raise_priority(after, escalation.priority, at=now)


def rung(timer: Timer, now: datetime) -> TurnResult:
    """What follows from a timer; the turn has version -1: no lane was claimed for it."""
    case = timer.case
    turn = Turn(conversation=case.conversation, version=-1, fresh=(), case=case)
    if timer.kind == "case_due":
        late = Decision(
            message_key="", act="overdue", reason="nobody answered in time", by=BOT, at=now
        )
        return TurnResult(turn=turn, decisions=(late,), supersede=False)
    how, reason = RINGS[timer.kind]
    if timer.kind == "bot_deadline":
        how, reason = _out_of_time(timer)
    if not can(case, how):
        return TurnResult(turn=turn, supersede=False)
    trace = Decision(message_key="", act=how.value, reason=reason, by=BOT, at=now)
    after = move(case, how, at=now)
    gave_up = timer.dialogue and step(timer.dialogue, Step.GIVE_UP)
    if how is Move.ESCALATE:
        # The promise of a person's word starts when somebody begins to wait for it.
        after = replace(after, reason=reason, due_at=due_at(case.priority, now))
    return TurnResult(
        turn=turn,
        case=after,
        decisions=(trace,),
        dialogue=gave_up if gave_up != timer.dialogue else None,
        supersede=False,
    )


def _out_of_time(timer: Timer) -> tuple[Move, str]:
    """What becomes of a case that the bot held too long: a person's, while anything is owed."""
    dialogue, case = timer.dialogue, timer.case
    if dialogue is not None and dialogue.stage is Stage.MOVED:
        return Move.RESOLVE, "it goes on in private"
    if dialogue is not None and dialogue.waits:
        here = f"; here are {', '.join(dialogue.facts)}" if dialogue.facts else ""
        return Move.ESCALATE, f"asked for {', '.join(dialogue.missing)}, which did not come{here}"
    if case.status is Status.WAITING_USER:
        return Move.RESOLVE, "the user did not come back to the bot's answer"
    return RINGS["bot_deadline"]


def _is_solved(plan: tuple[Action, ...], case: Case) -> bool:
    """Whether the author says that the bot's answer was enough."""
    said = bool(plan) and all(isinstance(a, Ignore) and a.reason == SOLVED for a in plan)
    return said and case.held_by is Holder.BOT


def _answered(plan: tuple[Action, ...]) -> bool:
    """Whether the bot answers or asks; what it only looked up opens and moves nothing."""
    return any(isinstance(action, Reply | Ask | Inform) and _owes(action) for action in plan)


def _owes(action: Action) -> bool:
    """Whether the conversation needs a case."""
    return action.waits if isinstance(action, Inform) else not isinstance(action, Ignore)


def _over(case: Case, policy: Policy, now: datetime) -> bool:
    """Whether a resolved case is too long ago to be opened again."""
    return not case.is_open and now - case.updated_at > timedelta(hours=policy.reopen_within_h)


def _opened(turn: Turn, judged: Sequence[Judged], now: datetime) -> Case:
    leading = _leading(judged)
    message, labels = leading.message, leading.verdict.labels
    priority = leading.verdict.urgency
    return Case(
        id=case_id(turn.conversation, turn.fresh[0].received_at),
        platform=message.platform,
        account=message.account,
        conversation=turn.conversation,
        address=message.address,
        subject=_subject(message.text),
        author_id=message.author.id,
        author_name=message.author.name or message.author.handle,
        priority=priority,
        opened_at=now,
        updated_at=now,
        due_at=due_at(priority, now),
        intent=labels.intent,
        language=labels.language,
        leg=message.leg,
    )


def _told(case: Case, judged: Sequence[Judged], reason: str) -> Case:
    """The case described by the message that matters most in this turn."""
    leading = _leading(judged)
    risk = max((each.verdict.risk.level for each in judged), key=LEVELS.index)
    return replace(
        case,
        subject=_subject(leading.message.text),
        intent=leading.verdict.labels.intent,
        language=leading.verdict.labels.language,
        reason=reason,
        risk=max(RiskLevel(case.risk), risk, key=LEVELS.index).value,
    )


def _leading(judged: Sequence[Judged]) -> Judged:
    return min(judged, key=lambda each: (each.verdict.urgency, -each.verdict.risk.score))


def _subject(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= SUBJECT_LENGTH else f"{line[: SUBJECT_LENGTH - 1]}…"
