"""What both memories agree on: when a case rings, where it counts, who may move it."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from core.actions import Kind, Outgoing, Purpose
from core.case import Case, Holder, Move, Status, due_at, move
from core.casebook import DELETED as DELETED  # noqa: PLC0414 - the rules speak of it
from core.errors import NotYours
from core.ports import Decision, Judged, Sent, Settlement, TurnResult
from core.service.promise import Promises
from core.types import Message, Reach
from core.views import tally_names

BURST = 10  # judged messages that one waiting answer remembers
TURN = 100  # fresh messages in a turn; the rest of a flood waits for the next one
# The bot has a day to get an answer out of somebody; then its case wants looking at.
BOT_PATIENCE = timedelta(hours=24)
# Somebody who put a case aside without saying until when means tomorrow.
SNOOZE = timedelta(hours=24)
# A send that nobody settled for so long was lost with its sender.
SEND_LEASE = timedelta(minutes=10)
# A timer that rang and was not recorded rings again: whoever heard it is gone.
RING_LEASE = timedelta(minutes=1)
# A result the database cannot take is not offered again at once.
REFUSAL_PAUSE = timedelta(seconds=5)
# The version of turns that come from a timer: no lane was claimed for them.
NO_LANE = -1
# What its reader hears of us: counted as replies and kept as history.
HEARD = frozenset((Purpose.ANSWER, Purpose.WARNING))
# What needs an open door.
SAID_ALOUD = HEARD | {Purpose.NOTICE, Purpose.SURVEY}

# By whom the desk's own decisions are signed in the audit.
OUTBOX = "outbox"

UNDELIVERED = "our message did not arrive: {why}"
UNCERTAIN = "nobody knows whether our message arrived: {why}"
CLOSED = "this place is closed to us: {why}"
CUT_SHORT = "an earlier part of the answer did not arrive"
TAKEN_OVER = "a person holds the case"
OUTDATED = "a newer answer took its place"
LEFT_ALONE = "the desk stopped while it was sending"
GOES_ON = "the case goes on in another one"
GONE = "there is no such judged message in this case"

# Moves that only the holder may make once a person holds the case.
_HOLDERS_OWN = frozenset((Move.CLAIM, Move.RELEASE, Move.RESOLVE, Move.SNOOZE, Move.ANSWER))


def timer_of(case: Case, until: datetime | None = None) -> tuple[str, datetime] | None:
    """What a case waits for and until when; it never waits for two things.

    `until` is when the bot's patience ends where it asked for something.
    """
    if case.status is Status.RESOLVED:
        return None
    if case.status is Status.SNOOZED:
        return ("snooze", case.snoozed_until) if case.snoozed_until else None
    if case.held_by is Holder.BOT:
        return "bot_deadline", until or case.updated_at + BOT_PATIENCE
    return ("case_due", case.due_at) if case.status is not Status.WAITING_USER else None


def rings_at(case: Case, timer: tuple[str, datetime], promises: Promises) -> datetime:
    """When a timer rings first: for a promise while there is still time to keep it."""
    if timer[0] != "case_due" or not promises.warn_share:
        return timer[1]
    return min(timer[1], promises.warn_at(case.priority, case.intent, timer[1]))


def kind_rung(kind: str, *, early: bool) -> str:
    """What rings: a promise rings twice, before and when it is broken."""
    return "case_warn" if early and kind == "case_due" else kind


def erased(message: Message) -> Message:
    """A message without its words; that there was one stays known."""
    return replace(message, text="", reply_text="", attachments=(), secrets=())


def unthought(judged: Judged) -> Judged:
    """A judgement without what it quotes of the message."""
    verdict = replace(judged.verdict, findings=(), reasons=(DELETED,), facts={})
    return replace(judged, message=erased(judged.message), verdict=verdict, actions=(), error="")


def without_subject(case: Case, messages: Iterable[Message]) -> Case:
    """A case that is not named after any of these messages; the same one where it was not."""
    start = case.subject.removesuffix("…")
    if start and any(" ".join(each.text.split()).startswith(start) for each in messages):
        return replace(case, subject="")
    return case


def timer_key(case_id: str, kind: str, at: int) -> str:
    """The same for the same arming of the same timer."""
    return f"{case_id}:{kind}:{at}"


def tallies(case: Case) -> tuple[str, ...]:
    """The counters a case is counted in."""
    return tally_names(case)


def with_person(case: Case) -> bool:
    """Whether an agent holds it and still works on it."""
    return case.is_open and case.held_by is Holder.AGENT


def silences_bot(case: Case) -> bool:
    """Whether the bot must not speak in it."""
    return case.held_by is Holder.AGENT


def overtaken(
    result: TurnResult, judged: Container[str], unsaid: Container[str], stored: Case | None
) -> bool:
    """Whether since the claim these were judged, the case moved, or the answer to the burst left:
    `unsaid` are the messages whose automatic answers still wait."""
    known = result.turn.case
    late = any(each.message.key in judged for each in result.judged)
    if late or any(each.message.key not in unsaid for each in result.turn.burst):
        return True
    if stored is None or known is None:
        return stored is not known
    return (stored.id, stored.version) != (known.id, known.version)


def served(result: TurnResult) -> tuple[str, ...]:
    """The messages that a turn's answer is for."""
    everything = (*result.turn.burst, *result.judged)
    return tuple(dict.fromkeys(each.message.key for each in everything))[-BURST:]


def elsewhere(result: TurnResult) -> Iterator[str]:
    """The other conversations in which a turn says or does something."""
    here = result.turn.conversation
    return (each.conversation for each in result.outgoing if each.conversation != here)


def is_reply(kind: str, purpose: str) -> bool:
    """Whether somebody we serve hears it."""
    return kind == Kind.SAY and purpose in HEARD


def moved(case: Case, how: Move, agent: str, at: datetime, *, reason: str = "") -> Case:
    """The case after a person's move; raises NotYours or IllegalTransition."""
    if how in _HOLDERS_OWN and with_person(case) and case.agent != agent:
        raise NotYours(f"the case is held by {case.agent}")
    if how is Move.ESCALATE:
        return escalated(case, at, reason)
    after = move(case, how, at=at, agent=agent if how is Move.CLAIM else None)
    return replace(after, snoozed_until=at + SNOOZE) if how is Move.SNOOZE else after


def answering(case: Case, agent: str) -> None:
    """Only the holder's words leave; raises NotYours."""
    if not with_person(case) or case.agent != agent:
        raise NotYours(f"the case is held by {case.agent or case.held_by}, claim it first")


def stepped(act: str, agent: str, at: datetime, reason: str) -> Decision:
    """The audit's line about something a person did to a case."""
    return Decision(message_key="", act=act, reason=reason, by=agent, at=at)


def acted(outgoing: Outgoing) -> Decision:
    """The audit's line about a person's words or act."""
    act = Move.ANSWER.value if outgoing.kind is Kind.SAY else outgoing.kind.value
    return Decision(
        message_key="",
        act=act,
        reason=outgoing.target or "",
        by=outgoing.by,
        at=outgoing.due_at,
        evidence=outgoing.key,
    )


def speaks(outgoing: Iterable[Outgoing]) -> bool:
    """Whether the author hears anything of it."""
    return any(each.kind is Kind.SAY for each in outgoing)


def escalated(case: Case, at: datetime, reason: str) -> Case:
    """In front of a person; the promise to answer starts now unless it runs already."""
    runs = timer_of(case)
    due = case.due_at if runs and runs[0] == "case_due" else due_at(case.priority, at)
    return replace(move(case, Move.ESCALATE, at=at), due_at=due, reason=reason or case.reason)


def settles(state: str, attempts: int, word: Settlement) -> bool:
    """A send given up as unknown may turn out well or badly, but is never repeated; of a try before
    the last one only its arrival counts, or a send under way might leave a second time."""
    if state == "unknown":
        return word.result in {Sent.SENT, Sent.FAILED}
    return word.attempt in {None, attempts} or word.result is Sent.SENT


def needs_person(case: Case) -> bool:
    """Whether a failed send has to move it: nobody is at work on it right now."""
    return not (with_person(case) and case.status is Status.OPEN)


def settled(case: Case, settlement: Settlement) -> Case:
    """The case after one of our sends failed: in front of a person, if it is not already."""
    after = case
    if needs_person(case):
        said = UNCERTAIN if settlement.result is Sent.UNKNOWN else UNDELIVERED
        after = escalated(case, settlement.at, said.format(why=settlement.why))
    return unreachable(after, settlement.why or "closed") if settlement.reach_closed else after


def given_up(settlement: Settlement, reason: str) -> Decision:
    """The audit's line about a send that put a case in front of a person."""
    return Decision(
        message_key="",
        act=Move.ESCALATE.value,
        reason=reason,
        by=OUTBOX,
        at=settlement.at,
        evidence=settlement.key,
    )


def unreachable(case: Case, why: str) -> Case:
    """The case with news about whether we can speak to its author; "" is good news."""
    same = case.unreachable == why
    return case if same else replace(case, unreachable=why, version=case.version + 1)


def told(case: Case, news: Reach) -> Case:
    """The case after news about an address; it stays as it is unless it is open and there."""
    there = (case.platform, case.account, case.address)
    if not case.is_open or there != (news.platform, news.account, news.address):
        return case
    if news.moved_to:
        return replace(case, address=news.moved_to, version=case.version + 1)
    return unreachable(case, "" if news.open else news.why or "closed")


def latest(cases: Iterable[Case]) -> dict[str, Case]:
    """The case opened last in each conversation."""
    ordered = sorted(cases, key=lambda each: (each.opened_at, each.id))
    return {each.conversation: each for each in ordered}
