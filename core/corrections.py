"""What an agent says a message is, where the desk saw it otherwise: a label with its provenance."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from core.case import Case, Holder, Move, move, set_priority
from core.ports import Decision
from core.types import Message, Platform, RiskLevel, Sentiment, Stance, Urgency, Verdict

ACT = "correct"
# Kept in the case's history, so in the desk's own language.
URGENT = "an agent found it urgent"
_FLAGGED = frozenset({RiskLevel.REVIEW, RiskLevel.ALERT})
_YES_NO = {True: "yes", False: "no"}

# What changed, and the codes before and after it.
Changed = tuple[str, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """The labels of one message that agents may correct; `risk` are the kinds of danger in it."""

    intent: str
    urgency: Urgency
    sentiment: Sentiment
    stance: Stance | None = None
    risk: tuple[str, ...] = ()

    @property
    def scam(self) -> bool:
        """Whether the author tries to rob somebody; talking about it is none."""
        return self.stance is Stance.ATTEMPT


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """What an agent says of a message."""

    message_key: str
    intent: str
    urgency: Urgency
    sentiment: Sentiment
    scam: bool
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """An opinion that was kept, with the masked text it is about and the labels it replaced.

    `text` is empty once the message was deleted; nothing can be learnt from it any more.
    """

    message_key: str
    platform: Platform
    text: str
    language: str
    before: Marks
    after: Marks
    by: str
    at: datetime

    @property
    def changes(self) -> tuple[Changed, ...]:
        """Only what is different now."""
        sides = zip(codes_of(self.before), codes_of(self.after), strict=True)
        return tuple((what, was, now) for (what, was), (_, now) in sides if was != now)


class CorrectionBook(Protocol):
    """The part of the memory that keeps what agents corrected."""

    async def correct(self, case_id: str, opinion: Opinion) -> Case:
        """Keep an opinion about a judged message of the case, and let the case follow it.

        An opinion that changes nothing leaves no trace. Raises NotYours where there is no such
        case, or the message is not there any more as the agent saw it.
        """
        ...

    async def corrections(self) -> Sequence[Correction]:
        """Everything that was corrected and not deleted since, oldest first."""
        ...


def marks_of(verdict: Verdict) -> Marks:
    """What the desk thinks, as agents see it: a danger they are not shown is none."""
    risk, stance = verdict.risk, verdict.risk.stance
    if risk.level in _FLAGGED and stance is None:
        stance = Stance.ATTEMPT
    if stance is Stance.ATTEMPT and risk.level not in _FLAGGED:
        stance = None
    return Marks(
        intent=verdict.labels.intent,
        urgency=verdict.urgency,
        sentiment=verdict.labels.sentiment,
        stance=stance,
        risk=risk.kinds if stance else (),
    )


def correction_of(
    message: Message, verdict: Verdict, last: Correction | None, opinion: Opinion
) -> Correction:
    """What an opinion changes about a message as it was judged, or as somebody corrected it last.

    Without `changes` it only says what was said before.
    """
    before = last.after if last else marks_of(verdict)
    return Correction(
        message_key=message.key,
        platform=message.platform,
        text=message.text,
        language=verdict.labels.language,
        before=before,
        after=corrected(before, opinion),
        by=opinion.by,
        at=opinion.at,
    )


def corrected(before: Marks, opinion: Opinion) -> Marks:
    """The labels after an opinion; who talks about a danger goes on doing so."""
    stance, risk = before.stance, before.risk
    if opinion.scam:
        stance = Stance.ATTEMPT
    elif before.scam:
        stance, risk = None, ()
    return Marks(
        intent=opinion.intent,
        urgency=opinion.urgency,
        sentiment=opinion.sentiment,
        stance=stance,
        risk=risk,
    )


def newest(corrections: Iterable[Correction]) -> list[Correction]:
    """The last word on each message, given them oldest first."""
    return list({each.message_key: each for each in corrections}.values())


def traced(correction: Correction) -> Decision:
    """The audit's line about a correction."""
    changes = (f"{what} {was} -> {now}" for what, was, now in correction.changes)
    return Decision(
        message_key=correction.message_key,
        act=ACT,
        reason="; ".join(changes),
        by=correction.by,
        at=correction.at,
    )


def following(case: Case, correction: Correction, others: Iterable[Urgency]) -> Case:
    """The case after a correction; `others` are how urgent its other messages are.

    A resolved case stays as it is. A person may lower any priority, P0 as well, but only as far
    as the other messages allow; what is found to be P0 is no longer the bot's.
    """
    if not case.is_open:
        return case
    before, after = correction.before, correction.after
    changed = set_priority(case, _priority(case, correction, others), at=correction.at)
    if case.intent == before.intent != after.intent:
        changed = replace(changed, intent=after.intent)
    if changed is case:
        return case
    if changed.held_by is Holder.BOT and changed.priority is Urgency.P0:
        return replace(move(changed, Move.ESCALATE, at=correction.at), reason=URGENT)
    # A turn that was claimed before this must not write the old labels back.
    return replace(changed, version=case.version + 1)


def codes_of(marks: Marks) -> tuple[tuple[str, str], ...]:
    """What agents choose from, by name: intent, urgency, sentiment, scam (yes or no)."""
    return (
        ("intent", marks.intent),
        ("urgency", marks.urgency.value),
        ("sentiment", marks.sentiment.value),
        ("scam", _YES_NO[marks.scam]),
    )


def _priority(case: Case, correction: Correction, others: Iterable[Urgency]) -> Urgency:
    was, now = correction.before.urgency, correction.after.urgency
    if now < was:
        return min(case.priority, now)
    if now == was or case.priority < was:
        return case.priority
    return max(case.priority, min([now, *others]))
