"""What agents do to a case: move it, answer in it, leave a note."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, bindparam, insert, select, update

from core.actions import BOT, Outgoing
from core.case import Case, Move, move, promised
from core.errors import NotYours
from storage import rules
from storage import tables as t
from storage.attachments import rows as attachments
from storage.case_codec import outgoing_rows
from storage.casework.leading import merge_of
from storage.codec import us
from storage.engine.dialect import VALUES, add, execute, select_in
from storage.engine.work import Work
from storage.ledger import Ledger
from storage.sealing.columns import NOTE_TEXT

_KNOWN = select(t.outbox.c.key).where(t.outbox.c.key.in_(VALUES))
_SEND = add(t.outbox)
_NOTE = insert(t.note)
_SILENCE = (
    update(t.outbox)
    .values(state="withdrawn", why=rules.TAKEN_OVER, settled_at=bindparam("at"))
    .where(
        t.outbox.c.conversation == bindparam("here"),
        t.outbox.c.state == "pending",
        t.outbox.c.by == BOT,
        t.outbox.c.purpose == "answer",
    )
)


@dataclass(frozen=True)
class Step:
    """Somebody wants to move a case."""

    case_id: str
    how: Move
    agent: str
    at: datetime
    reason: str


@dataclass(frozen=True)
class Words:
    """An agent wants to say or do something in a case."""

    case_id: str
    agent: str
    outgoing: Sequence[Outgoing]


@dataclass(frozen=True)
class Remark:
    """An agent wants to tell the others something."""

    case_id: str
    agent: str
    text: str
    at: datetime


def _move(connection: Connection, step: Step) -> Case:
    ledger = Ledger(connection)
    after = stepped(ledger, _leading(ledger, step.case_id), step)
    ledger.flush()
    return after


def stepped(ledger: Ledger, before: Case, step: Step) -> Case:
    """The case after a move, which the ledger has yet to write."""
    after = rules.moved(before, step.how, step.agent, step.at, reason=step.reason)
    after = promised(before, after, ledger.promises, step.at)
    ledger.save(after)
    ledger.decide(rules.stepped(step.how.value, step.agent, step.at, step.reason), *_place(after))
    if step.how is Move.CLAIM:
        silence(ledger.connection, after, step.at)
    return after


def _answer(connection: Connection, words: Words) -> Case:
    ledger = Ledger(connection)
    after = said(ledger, _leading(ledger, words.case_id), words)
    ledger.flush()
    return after


def said(ledger: Ledger, case: Case, words: Words) -> Case:
    """The case after an answer, which the ledger has yet to write; the same words sent twice, by a
    double click, are said once."""
    connection = ledger.connection
    rules.answering(case, words.agent)
    known = {row.key for row in select_in(connection, _KNOWN, (o.key for o in words.outgoing))}
    fresh = [
        replace(each, by=words.agent, case_id=case.id)
        for each in words.outgoing
        if each.key not in known
    ]
    if not fresh:
        return case
    at = fresh[0].due_at
    after = move(case, Move.ANSWER, at=at) if rules.speaks(fresh) else case
    execute(connection, _SEND, outgoing_rows(fresh, (), us(at)))
    attachments.bind(connection, case.id, words.agent, fresh)
    silence(connection, case, at)
    for each in fresh:
        ledger.decide(rules.acted(each), *_place(case))
    ledger.touch(case, "outbox")
    if after is not case:
        ledger.save(after)
    return after


def _note(connection: Connection, remark: Remark) -> None:
    ledger = Ledger(connection)
    case = _get(ledger, remark.case_id)
    at = us(remark.at)
    row = {"agent": remark.agent, "at": at}
    row |= {"case_id": case.id, "conversation": case.conversation}
    text = NOTE_TEXT.closed(remark.text, case.id, remark.agent, at)
    connection.execute(_NOTE, row | {"text": text})
    ledger.decide(rules.stepped("note", remark.agent, remark.at, ""), *_place(case))
    ledger.touch(case, "case")
    ledger.flush()


def _leading(ledger: Ledger, case_id: str) -> Case:
    """The case, which nobody moves while it goes on in another one."""
    case = _get(ledger, case_id)
    if merge_of(ledger.connection, case_id):
        raise NotYours(rules.GOES_ON)
    return case


def _get(ledger: Ledger, case_id: str) -> Case:
    try:
        return ledger.find([case_id])[case_id]
    except KeyError:
        raise NotYours(f"there is no case {case_id}") from None


def silence(connection: Connection, case: Case, at: datetime) -> None:
    """The bot's words that did not leave yet stay here: a person has the case."""
    connection.execute(_SILENCE, {"here": case.conversation, "at": us(at)})


def _place(case: Case) -> tuple[str, str]:
    return case.conversation, case.id


MOVE, ANSWER, NOTE = Work(_move), Work(_answer), Work(_note)
