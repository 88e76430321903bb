"""How cases follow what agents do to them; every step is a move of the table. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from core.actions import Kind, Outgoing
from core.case import Case, Holder, Move, Status, awaits_person, case_id, due_at, move
from core.deeds import (
    NOTE_EDIT_S,
    Again,
    Deed,
    Merge,
    Refusal,
    Refused,
    Resolve,
    Snooze,
    Split,
    Transfer,
)
from core.errors import NotYours
from core.types import RiskLevel, Urgency, Verdict

_RISKS = tuple(RiskLevel)
SUBJECT = 120  # characters


def allow(case: Case, deed: Deed) -> None:
    """A case that an agent works on is his; raises NotYours for others, except from above."""
    held = case.is_open and case.held_by is Holder.AGENT
    if held and case.agent != deed.by and not deed.over:
        raise NotYours(f"the case is held by {case.agent}")


def snoozed(case: Case, deed: Snooze) -> Case:
    """Put aside, by whoever holds it; what nobody holds is his who puts it aside."""
    if deed.until <= deed.at:
        raise Refused(Refusal.PAST)
    held = case
    if case.held_by is not Holder.AGENT:
        held = move(case, Move.CLAIM, at=deed.at, agent=deed.by)
    elif case.status is Status.SNOOZED:
        held = move(case, Move.WAKE, at=deed.at)
    return replace(move(held, Move.SNOOZE, at=deed.at), snoozed_until=deed.until)


def transferred(case: Case, deed: Transfer) -> Case:
    """In a colleague's hands."""
    if not case.is_open:
        raise Refused(Refusal.RESOLVED)
    if case.agent == deed.to:
        raise Refused(Refusal.HAS_IT)
    free = move(case, Move.RELEASE, at=deed.at) if case.held_by is Holder.AGENT else case
    return move(free, Move.CLAIM, at=deed.at, agent=deed.to)


def resolved(case: Case, deed: Resolve) -> Case:
    """Done."""
    return move(case, Move.RESOLVE, at=deed.at)


def merged(survivor: Case, other: Case, deed: Merge) -> tuple[Case, Case]:
    """The survivor with what it takes over, and the other one at rest.

    A survivor of the bot's is a person's from now on if the other one was; one that waits is awake
    if somebody waited for a word in the other one.
    """
    if not survivor.is_open:
        raise Refused(Refusal.RESOLVED)
    after = survivor
    if survivor.held_by is Holder.BOT and other.is_open and other.held_by is not Holder.BOT:
        after = move(survivor, Move.ESCALATE, at=deed.at)
    elif awaits_person(other):
        after = move(survivor, Move.HEAR, at=deed.at)
    urgency = min(after.priority, other.priority) if other.is_open else after.priority
    due = min(after.due_at, other.due_at) if awaits_person(other) else after.due_at
    risk = max(after.risk, other.risk, key=lambda each: _RISKS.index(RiskLevel(each)))
    after = replace(after, priority=urgency, due_at=due, risk=risk, version=after.version + 1)
    rest = move(other, Move.RESOLVE, at=deed.at) if other.is_open else other
    return after, rest


def unmerged(case: Case, agent: str, at: datetime) -> Case:
    """What was at work before is at work again: in the queue, or with whoever held it."""
    if case.is_open:
        return case
    back = move(case, Move.ESCALATE, at=at)
    return move(back, Move.CLAIM, at=at, agent=agent) if agent else back


def due_by(case: Case, promise: Case) -> Case:
    """The case as promised, but never later than it was due."""
    return replace(promise, due_at=min(case.due_at, promise.due_at))


def split_off(
    whole: tuple[Case, Case], chosen: Sequence[tuple[str, Verdict | None]], deed: Split
) -> Case:
    """A case of these messages, oldest first; its splitter's if he holds what they came from.

    `whole` is the case they were shown in, and the one at whose place they were said.
    """
    shown, origin = whole
    verdicts = [each for _, each in chosen if each]
    urgency = min((each.urgency for each in verdicts), default=Urgency.P3)
    leading = min(verdicts, key=lambda each: each.urgency, default=None)
    fresh = replace(
        origin,
        id=case_id(f"{origin.id}:{deed.lines[0]}", deed.at),
        subject=_subject(chosen[0][0]),
        priority=urgency,
        opened_at=deed.at,
        updated_at=deed.at,
        due_at=due_at(urgency, deed.at),
        status=Status.NEW,
        held_by=Holder.QUEUE,
        agent=None,
        intent=leading.labels.intent if leading else origin.intent,
        language=leading.labels.language if leading else origin.language,
        reason=f"split from {shown.id}",
        risk=max((v.risk.level for v in verdicts), key=_RISKS.index, default=RiskLevel.NONE).value,
        snoozed_until=None,
        first_answer_at=None,
        version=0,
    )
    mine = shown.held_by is Holder.AGENT and shown.agent == deed.by
    return move(fresh, Move.CLAIM, at=deed.at, agent=deed.by) if mine else fresh


def sent_again(row: Outgoing, state: str, deed: Again) -> Outgoing:
    """The same words as a new row, whose key makes a second press harmless."""
    if state not in {"failed", "unknown"} or row.kind not in {Kind.SAY, Kind.FILE}:
        raise Refused(Refusal.NOT_FAILED)
    if state == "unknown" and not deed.looked:
        raise Refused(Refusal.LOOK_FIRST)
    return replace(
        row, key=f"{row.key}:again", by=deed.by, due_at=deed.at, attempts=0, case_id=deed.case_id
    )


def taken(case: Case, deed: Deed) -> Case:
    """Ready for an answer: in the hands of whoever holds it, else of whoever answers."""
    if case.is_open and case.held_by is Holder.AGENT:
        return move(case, Move.WAKE, at=deed.at) if case.status is Status.SNOOZED else case
    again = case if case.is_open else move(case, Move.ESCALATE, at=deed.at)
    return move(again, Move.CLAIM, at=deed.at, agent=deed.by)


def editable(agent: str, written: datetime, by: str, at: datetime) -> bool:
    """Whether a note is its reader's own, and fresh."""
    return agent == by and at - written <= timedelta(seconds=NOTE_EDIT_S)


def outcome(reason: str, words: str) -> str:
    """Why a case was resolved, as its audit keeps it."""
    return f"{reason}: {words}" if words else reason


def _subject(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= SUBJECT else f"{line[: SUBJECT - 1]}…"
