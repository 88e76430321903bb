"""What is kept of the team: the roster, whereabouts of agents, who was given which case."""

from __future__ import annotations

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from storage.engine.columns import number, partial, time


class MemberRow(SQLModel, table=True):
    """One entry of the roster; `week` and the sets are JSON, as people wrote them."""

    __tablename__ = "team_member"
    agent: str = Field(primary_key=True)
    zone: str
    week: str
    skills: str
    languages: str
    most: int
    chosen: str
    chosen_at: int | None = time(nullable=True)


class WhereaboutsRow(SQLModel, table=True):
    """Where an agent is, as one console sees it; written at most every ten seconds."""

    __tablename__ = "whereabouts"
    __table_args__ = (Index("ix_whereabouts_at", "at"),)
    agent: str = Field(primary_key=True)
    console: str = Field(primary_key=True)
    at: int = time()
    active_at: int = time()
    spots: str


class AssignmentRow(SQLModel, table=True):
    """That somebody was given or offered a case, and what became of it."""

    __tablename__ = "assignment"
    __table_args__ = (
        partial("ix_assignment_running", "case_id", where="fate = 'running'"),
        Index("ix_assignment_ended", "ended_at"),
    )
    id: int | None = number()
    case_id: str = Field(foreign_key="case.id")
    conversation: str
    agent: str
    mode: str
    fit: str
    load: int
    most: int
    at: int = time()
    until: int = time()
    fate: str
    ended_at: int | None = time(nullable=True)
