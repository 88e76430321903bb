"""What agents make of cases: tags, merged and split ones, mentions, edited notes."""

from __future__ import annotations

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from storage.engine.columns import core, number, time


class CaseTagRow(SQLModel, table=True):
    """A word that agents gave a case."""

    __tablename__ = "case_tag"
    __table_args__ = (Index("ix_case_tag_tag", "tag", "case_id"),)
    case_id: str = Field(primary_key=True, foreign_key="case.id")
    tag: str = Field(primary_key=True)
    conversation: str
    by: str
    at: int = time()


class TagRow(SQLModel, table=True):
    """How many cases bear a tag now; kept with every change, so that nothing is ever counted."""

    __tablename__ = "tag"
    tag: str = Field(primary_key=True)
    cases: int


class CaseMergeRow(SQLModel, table=True):
    """A case that goes on in another one, and what it was before; gone when that is undone."""

    __tablename__ = "case_merge"
    case_id: str = Field(primary_key=True, foreign_key="case.id")
    into_id: str = Field(index=True, foreign_key="case.id")
    conversation: str
    by: str
    at: int = time()
    was_open: int
    was_agent: str


class CaseSplitRow(SQLModel, table=True):
    """A case made of some messages of another one; it never holds its conversation's lane."""

    __tablename__ = "case_split"
    case_id: str = Field(primary_key=True, foreign_key="case.id")
    from_id: str = Field(index=True, foreign_key="case.id")
    conversation: str = Field(index=True)
    by: str
    at: int = time()


class CaseLineRow(SQLModel, table=True):
    """A message, all versions, that an agent put into a case by hand."""

    __tablename__ = "case_line"
    stem: str = Field(primary_key=True)
    case_id: str = Field(index=True, foreign_key="case.id")
    conversation: str


class MentionRow(SQLModel, table=True):
    """Somebody was asked to look at a case: the last time, and when he saw it."""

    __tablename__ = "mention"
    __table_args__ = (Index("ix_mention_agent", "agent", "at", "case_id"),)
    agent: str = Field(primary_key=True)
    case_id: str = Field(primary_key=True, foreign_key="case.id")
    conversation: str
    note_id: int = time()
    by: str
    at: int = time()
    seen_at: int | None = time(nullable=True)


class NoteEditRow(SQLModel, table=True):
    """What a note said before its author changed it at `at`."""

    __tablename__ = "note_edit"
    id: int | None = number()
    note_id: int = time(index=True)
    case_id: str
    conversation: str
    text: str
    at: int = time()


# In the order in which `storage.tables` names them.
TABLES = (
    core(CaseTagRow),
    core(TagRow),
    core(CaseMergeRow),
    core(CaseSplitRow),
    core(CaseLineRow),
    core(MentionRow),
    core(NoteEditRow),
)
