"""A case with everything an agent needs to answer it."""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, select

from core.casebook import CaseFile
from core.ports import Decision
from storage import dialogues
from storage import tables as t
from storage.case_codec import case_of
from storage.casework import caselines, leading, rules
from storage.decision_codec import decision_of

_CASE = select(t.case).where(t.case.c.id == bindparam("case_id_"))
_DECIDED = (
    select(t.decision)
    .where(t.decision.c.conversation == bindparam("here"))
    .order_by(t.decision.c.id.desc())
    .limit(rules.DECISIONS)
)


def case_file(connection: Connection, case_id: str, before: str = "") -> CaseFile | None:
    """A page of what is at home in a case, and the latest of what was decided there."""
    row = connection.execute(_CASE, {"case_id_": case_id}).first()
    if row is None:
        return None
    case = case_of(row)
    members = leading.members(connection, case)
    conversations = dict.fromkeys((case.conversation, *(each.conversation for each in members)))
    lines, earlier = caselines.page(connection, leading.seats(connection, members), before)
    return CaseFile(
        case=case,
        lines=lines,
        decisions=_decisions(connection, list(conversations)),
        dialogue=dialogues.of_conversations(connection, [case.conversation]).get(case.conversation),
        earlier=earlier,
        said=caselines.said(connection, conversations),
    )


def _decisions(connection: Connection, conversations: list[str]) -> tuple[Decision, ...]:
    rows = [
        row
        for here in conversations
        for row in connection.execute(_DECIDED, {"here": here}).all()[::-1]
    ]
    latest = sorted(rows, key=lambda row: row.id)[-rules.DECISIONS :]
    return tuple(decision_of(row) for row in latest)
