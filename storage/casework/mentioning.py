"""Notes that name colleagues, and the lists in which those find the cases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, insert, select, update

from core.case import Case
from core.casework import Mentioned
from core.deeds import Note
from storage import tables as t
from storage.case_codec import case_of
from storage.codec import us, when
from storage.engine.dialect import execute, upsert
from storage.engine.work import Work
from storage.sealing.columns import NOTE_TEXT

MOST_UNREAD = 100
_M, _N = t.mention, t.note
_WRITE = insert(_N).returning(_N.c.id)
_MENTION = upsert(
    _M,
    lambda new: {"note_id": new.note_id, "by": new.by, "at": new.at, "seen_at": None},
)
_OF_AGENT = (
    select(
        t.case,
        _M.c.by,
        _M.c.at.label("said_at"),
        _M.c.seen_at,
        _N.c.text.label("words"),
        _N.c.case_id.label("note_case"),
        _N.c.agent.label("note_agent"),
        _N.c.at.label("note_at"),
    )
    .select_from(_M)
    .join(t.case, t.case.c.id == _M.c.case_id)
    .join(_N, _N.c.id == _M.c.note_id)
    .where(_M.c.agent == bindparam("agent_"))
    .order_by(_M.c.at.desc(), _M.c.case_id)
    .limit(bindparam("most"))
)
_UNREAD = select(func.count()).select_from(
    select(_M.c.case_id)
    .where(_M.c.agent == bindparam("agent_"), _M.c.seen_at.is_(None))
    .limit(MOST_UNREAD)
    .subquery()
)
_LOOKED = (
    update(_M)
    .values(seen_at=bindparam("seen"))
    .where(
        _M.c.agent == bindparam("agent_"),
        _M.c.case_id == bindparam("case_"),
        _M.c.seen_at.is_(None),
    )
)


@dataclass(frozen=True)
class Glance:
    """An agent has a case before him."""

    agent: str
    case_id: str
    at: datetime


def write_note(connection: Connection, case: Case, note: Note) -> int:
    """Keep a note; its number."""
    row = {"case_id": case.id, "conversation": case.conversation, "agent": note.by}
    at = us(note.at)
    said = {"text": NOTE_TEXT.closed(note.text, case.id, note.by, at), "at": at}
    return int(connection.execute(_WRITE, row | said).scalar_one())


def mention(
    connection: Connection, case: Case, note: Note, named: tuple[int, Sequence[str]]
) -> None:
    """The case is in the lists of those named in a note; nobody calls himself."""
    number, agents = named
    rows = [
        {
            "agent": agent,
            "case_id": case.id,
            "conversation": case.conversation,
            "note_id": number,
            "by": note.by,
            "at": us(note.at),
            "seen_at": None,
        }
        for agent in dict.fromkeys(agents)
        if agent != note.by
    ]
    execute(connection, _MENTION, rows)


def mentions(connection: Connection, agent: str, limit: int) -> Sequence[Mentioned]:
    """The latest first."""
    rows = connection.execute(_OF_AGENT, {"agent_": agent, "most": limit})
    return [
        Mentioned(
            case=case_of(row),
            by=row.by,
            at=when(row.said_at),
            text=NOTE_TEXT.opened(row.words, row.note_case, row.note_agent, row.note_at),
            seen=row.seen_at is not None,
        )
        for row in rows
    ]


def unread(connection: Connection, agent: str) -> int:
    """How many were not looked at yet, up to a hundred."""
    return int(connection.execute(_UNREAD, {"agent_": agent}).scalar_one())


def _looked(connection: Connection, glance: Glance) -> None:
    names = {"agent_": glance.agent, "case_": glance.case_id, "seen": us(glance.at)}
    connection.execute(_LOOKED, names)


LOOKED = Work(_looked)
