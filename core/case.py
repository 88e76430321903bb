"""A case and the only ways it can move. Everything that affects a case's state is in this file.

A case has a `status` (where the work stands) and a holder (who owes the next step): the bot, the
queue, or one agent. The two are never mixed: a case the bot holds is visible to everybody, and
the bot never speaks in a case that a person holds.

            BOT_SPEAKS                    CLAIM                ANSWER
  (none) ───────────────▶ waiting/bot ─────────▶ open/agent ─────────▶ waiting/agent
     │ ESCALATE              │ ESCALATE          ▲   │ RELEASE            │ HEAR
     ▼                       ▼         CLAIM     │   ▼                    ▼
  new/queue ◀────────────────┘ ─────────────────▶│  open/queue        open/agent
     any open state ── RESOLVE ──▶ resolved ── HEAR, ESCALATE ──▶ new/queue
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from hashlib import blake2b

from core.errors import IllegalTransition
from core.service.promise import MINUTES as DUE_MINUTES  # noqa: F401
from core.service.promise import STANDARD, Promises
from core.types import Leg, Platform, Urgency


class Status(StrEnum):
    """Where a case is."""

    NEW = "new"
    OPEN = "open"
    WAITING_USER = "waiting_user"
    SNOOZED = "snoozed"
    RESOLVED = "resolved"


class Holder(StrEnum):
    """Who owes the next step."""

    BOT = "bot"
    QUEUE = "queue"
    AGENT = "agent"


class Move(StrEnum):
    """What can happen to a case."""

    BOT_SPEAKS = "bot_speaks"
    ESCALATE = "escalate"
    HEAR = "hear"
    CLAIM = "claim"
    RELEASE = "release"
    ANSWER = "answer"
    SNOOZE = "snooze"
    WAKE = "wake"
    RESOLVE = "resolve"


S, H, M = Status, Holder, Move

# (status, holder, move) -> (status, holder). What is not here is refused.
TRANSITIONS: dict[tuple[Status, Holder, Move], tuple[Status, Holder]] = {
    # the bot's cases
    (S.NEW, H.BOT, M.BOT_SPEAKS): (S.WAITING_USER, H.BOT),
    (S.WAITING_USER, H.BOT, M.BOT_SPEAKS): (S.WAITING_USER, H.BOT),
    (S.RESOLVED, H.BOT, M.BOT_SPEAKS): (S.WAITING_USER, H.BOT),
    (S.NEW, H.BOT, M.HEAR): (S.NEW, H.BOT),
    (S.WAITING_USER, H.BOT, M.HEAR): (S.WAITING_USER, H.BOT),
    (S.RESOLVED, H.BOT, M.HEAR): (S.RESOLVED, H.BOT),
    (S.NEW, H.BOT, M.ESCALATE): (S.NEW, H.QUEUE),
    (S.WAITING_USER, H.BOT, M.ESCALATE): (S.NEW, H.QUEUE),
    (S.RESOLVED, H.BOT, M.ESCALATE): (S.NEW, H.QUEUE),
    (S.NEW, H.BOT, M.CLAIM): (S.OPEN, H.AGENT),
    (S.WAITING_USER, H.BOT, M.CLAIM): (S.OPEN, H.AGENT),
    (S.NEW, H.BOT, M.RESOLVE): (S.RESOLVED, H.BOT),
    (S.WAITING_USER, H.BOT, M.RESOLVE): (S.RESOLVED, H.BOT),
    # the queue
    (S.NEW, H.QUEUE, M.ESCALATE): (S.NEW, H.QUEUE),
    (S.OPEN, H.QUEUE, M.ESCALATE): (S.OPEN, H.QUEUE),
    (S.NEW, H.QUEUE, M.HEAR): (S.NEW, H.QUEUE),
    (S.OPEN, H.QUEUE, M.HEAR): (S.OPEN, H.QUEUE),
    (S.NEW, H.QUEUE, M.CLAIM): (S.OPEN, H.AGENT),
    (S.OPEN, H.QUEUE, M.CLAIM): (S.OPEN, H.AGENT),
    (S.NEW, H.QUEUE, M.RESOLVE): (S.RESOLVED, H.QUEUE),
    (S.OPEN, H.QUEUE, M.RESOLVE): (S.RESOLVED, H.QUEUE),
    # an agent's cases
    (S.OPEN, H.AGENT, M.ANSWER): (S.WAITING_USER, H.AGENT),
    (S.WAITING_USER, H.AGENT, M.ANSWER): (S.WAITING_USER, H.AGENT),
    (S.OPEN, H.AGENT, M.HEAR): (S.OPEN, H.AGENT),
    (S.WAITING_USER, H.AGENT, M.HEAR): (S.OPEN, H.AGENT),
    (S.SNOOZED, H.AGENT, M.HEAR): (S.OPEN, H.AGENT),
    (S.OPEN, H.AGENT, M.ESCALATE): (S.OPEN, H.AGENT),
    (S.WAITING_USER, H.AGENT, M.ESCALATE): (S.OPEN, H.AGENT),
    (S.SNOOZED, H.AGENT, M.ESCALATE): (S.OPEN, H.AGENT),
    (S.OPEN, H.AGENT, M.RELEASE): (S.OPEN, H.QUEUE),
    (S.WAITING_USER, H.AGENT, M.RELEASE): (S.OPEN, H.QUEUE),
    (S.SNOOZED, H.AGENT, M.RELEASE): (S.OPEN, H.QUEUE),
    (S.OPEN, H.AGENT, M.SNOOZE): (S.SNOOZED, H.AGENT),
    (S.WAITING_USER, H.AGENT, M.SNOOZE): (S.SNOOZED, H.AGENT),
    (S.SNOOZED, H.AGENT, M.WAKE): (S.OPEN, H.AGENT),
    (S.OPEN, H.AGENT, M.RESOLVE): (S.RESOLVED, H.AGENT),
    (S.WAITING_USER, H.AGENT, M.RESOLVE): (S.RESOLVED, H.AGENT),
    (S.SNOOZED, H.AGENT, M.RESOLVE): (S.RESOLVED, H.AGENT),
    # a new word in what a person resolved: the bot where it is sure, else people again
    (S.RESOLVED, H.QUEUE, M.HEAR): (S.NEW, H.QUEUE),
    (S.RESOLVED, H.AGENT, M.HEAR): (S.NEW, H.QUEUE),
    (S.RESOLVED, H.QUEUE, M.BOT_SPEAKS): (S.WAITING_USER, H.BOT),
    (S.RESOLVED, H.AGENT, M.BOT_SPEAKS): (S.WAITING_USER, H.BOT),
    (S.RESOLVED, H.QUEUE, M.ESCALATE): (S.NEW, H.QUEUE),
    (S.RESOLVED, H.AGENT, M.ESCALATE): (S.NEW, H.QUEUE),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One conversation that somebody owes something; `version` grows with every change."""

    id: str
    platform: Platform
    account: str
    conversation: str
    address: str
    subject: str
    author_id: str
    author_name: str
    priority: Urgency
    opened_at: datetime
    updated_at: datetime
    due_at: datetime
    status: Status = Status.NEW
    held_by: Holder = Holder.BOT
    agent: str | None = None
    intent: str = "chatter"
    language: str = "und"
    leg: Leg = Leg.PUBLIC
    reason: str = ""
    risk: str = "none"
    snoozed_until: datetime | None = None
    first_answer_at: datetime | None = None
    unreachable: str = ""
    version: int = 0

    @property
    def is_open(self) -> bool:
        return self.status is not Status.RESOLVED


def case_id(conversation: str, opened_at: datetime) -> str:
    """Ten characters, the same each time the same case is opened again after a crash."""
    seed = f"{conversation}|{opened_at.timestamp():.6f}".encode()
    return blake2b(seed, digest_size=5).hexdigest()


def due_at(priority: Urgency, since: datetime) -> datetime:
    """When a person has to have answered where nothing is promised but the standard."""
    return STANDARD.due_at(priority, "", since)


def awaits_person(case: Case) -> bool:
    """Whether its author waits for a person's word."""
    return case.held_by is not Holder.BOT and case.status in (Status.NEW, Status.OPEN)


def promised(before: Case | None, after: Case, promises: Promises, at: datetime) -> Case:
    """The case with what is promised in it: a promise starts when its author begins to wait for a
    person, gets shorter when the case gets more urgent, and starts anew when it may wait longer."""
    if after is before or not awaits_person(after):
        return after
    due = promises.due_at(after.priority, after.intent, at)
    if before is not None and before.id == after.id and awaits_person(before):
        if (before.priority, before.intent) == (after.priority, after.intent):
            due = before.due_at
        elif before.priority >= after.priority:
            due = min(before.due_at, due)
    return replace(after, due_at=due)


def can(case: Case, how: Move) -> bool:
    """Whether the table allows this move now."""
    return (case.status, case.held_by, how) in TRANSITIONS


def move(case: Case, how: Move, *, at: datetime, agent: str | None = None) -> Case:
    """The case after the move, one version on; raises IllegalTransition when it is not allowed."""
    try:
        status, holder = TRANSITIONS[case.status, case.held_by, how]
    except KeyError:
        raise IllegalTransition(
            f"cannot {how} a case that is {case.status} and held by {case.held_by}"
        ) from None
    owner = (agent or case.agent) if holder is Holder.AGENT else None
    return replace(
        case,
        status=status,
        held_by=holder,
        agent=owner,
        updated_at=at,
        snoozed_until=case.snoozed_until if status is Status.SNOOZED else None,
        first_answer_at=case.first_answer_at or (at if how is Move.ANSWER else None),
        version=case.version + 1,
    )


def raise_priority(case: Case, to: Urgency, *, at: datetime) -> Case:
    """A case may become more urgent, never less, except by a person's hand."""
    if to >= case.priority:
        return case
    return replace(case, priority=to, due_at=min(case.due_at, due_at(to, at)))


def set_priority(case: Case, to: Urgency, *, at: datetime) -> Case:
    """By a person's hand, either way; where it may wait longer, the promise starts anew."""
    if to <= case.priority:
        return raise_priority(case, to, at=at)
    return replace(case, priority=to, due_at=due_at(to, at))
