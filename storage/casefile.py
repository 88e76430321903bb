"""A case with everything an agent needs to answer it."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import BindParameter, Connection, bindparam, select

from core.casebook import CaseFile, Line
from core.corrections import Correction
from storage import correcting, dialogues, showing
from storage import tables as t
from storage.case_codec import case_of, decision_of, outgoing_of
from storage.codec import message_of, verdict_of, when
from storage.dialect import AnyRow

_CASE = select(t.case).where(t.case.c.id == bindparam("case_id_"))
_HERE: BindParameter[str] = bindparam("here")
_HEARD = (
    select(t.message, t.inbox.c.state, t.inbox.c.error, t.verdict.c.body)
    .select_from(t.message)
    .join(t.inbox, t.inbox.c.key == t.message.c.key)
    .outerjoin(t.verdict, t.verdict.c.message_key == t.message.c.key)
    .where(t.message.c.conversation == _HERE)
    .order_by(t.inbox.c.id)
)
_SAID = select(t.outbox).where(t.outbox.c.conversation == _HERE).order_by(t.outbox.c.id)
_NOTED = select(t.note).where(t.note.c.case_id == bindparam("case_id_")).order_by(t.note.c.id)
_DECIDED = select(t.decision).where(t.decision.c.conversation == _HERE).order_by(t.decision.c.id)


def case_file(connection: Connection, case_id: str) -> CaseFile | None:
    """All of a case's conversation, and what was decided in it."""
    names = {"case_id_": case_id}
    row = connection.execute(_CASE, names).first()
    if row is None:
        return None
    case = case_of(row)
    here = {"here": case.conversation}
    corrected = correcting.of_conversation(connection, case.conversation)
    lines = [_heard(each, corrected.get(each.key)) for each in connection.execute(_HEARD, here)]
    lines += [_said(each) for each in connection.execute(_SAID, here)]
    lines += [_noted(each) for each in connection.execute(_NOTED, names)]
    decisions = tuple(decision_of(each) for each in connection.execute(_DECIDED, here))
    talk = dialogues.of_conversations(connection, [case.conversation]).get(case.conversation)
    return CaseFile(case=case, lines=showing.in_order(lines), decisions=decisions, dialogue=talk)


def _heard(row: AnyRow, correction: Correction | None) -> Line:
    verdict = verdict_of(row.body) if row.body else None
    line = showing.heard(message_of(row), verdict, row.state, row.error)
    return replace(line, correction=correction)


def _said(row: AnyRow) -> Line:
    at = when(row.created_at if row.settled_at is None else row.settled_at)
    return showing.said(outgoing_of(row), at, (row.state, row.why, row.remote_id))


def _noted(row: AnyRow) -> Line:
    return showing.noted(row.id, row.agent, row.text, when(row.at))
