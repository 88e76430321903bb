"""How cases ended, and what their authors said about it."""

from __future__ import annotations

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from storage.engine.columns import partial, time


class RatingRow(SQLModel, table=True):
    """The last score for a case; `before` is the one that this message replaced, 0 for none."""

    __tablename__ = "rating"
    __table_args__ = (Index("ix_rating_at", "at"),)
    case_id: str = Field(primary_key=True, foreign_key="case.id")
    conversation: str
    message_key: str
    platform: str
    score: int
    before: int
    at: int = time()
    agent: str
    by_bot: int
    priority: str
    intent: str


class EndingRow(SQLModel, table=True):
    """One case that was resolved, after how many answers, and when it was opened again."""

    __tablename__ = "ending"
    __table_args__ = (
        Index("ix_ending_at", "at"),
        partial("ix_ending_closed", "case_id", where="reopened_at IS NULL"),
    )
    case_id: str = Field(primary_key=True, foreign_key="case.id")
    at: int = time(primary_key=True)
    conversation: str
    platform: str
    by_bot: int
    answers: int
    is_first: int
    reopened_at: int | None = time(nullable=True)
