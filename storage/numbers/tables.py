"""What the pictures of the numbers are drawn from: sums of hours and days, and facts of cases."""

from __future__ import annotations

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from storage.engine.columns import partial, time


class NumberRow(SQLModel, table=True):
    """How often something was met in an hour or day (`grain`, seconds); "" is any topic, language.

    What grain 0 holds is not a sum: from when on there are numbers.
    """

    __tablename__ = "number_sum"
    __table_args__ = ({"sqlite_with_rowid": False},)
    grain: int = Field(primary_key=True)
    topic: str = Field(primary_key=True)
    language: str = Field(primary_key=True)
    measure: str = Field(primary_key=True)
    at: int = time(primary_key=True)
    platform: str = Field(primary_key=True)
    bucket: int = Field(primary_key=True)
    n: int


class OwnNumberRow(SQLModel, table=True):
    """The same of one agent."""

    __tablename__ = "number_own"
    __table_args__ = ({"sqlite_with_rowid": False},)
    grain: int = Field(primary_key=True)
    at: int = time(primary_key=True)
    agent: str = Field(primary_key=True)
    measure: str = Field(primary_key=True)
    bucket: int = Field(primary_key=True)
    n: int


class CaseFactRow(SQLModel, table=True):
    """What is known of one case for the numbers; times are the platform's where people wrote."""

    __tablename__ = "case_fact"
    __table_args__ = (
        Index("ix_case_fact_answered", "answered_at"),
        Index("ix_case_fact_people", "people_at"),
        partial("ix_case_fact_scored", "scored_at", where="score > 0"),
    )
    case_id: str = Field(primary_key=True, foreign_key="case.id")
    conversation: str
    platform: str
    topic: str
    language: str
    since: int | None = time(nullable=True)
    episode: int | None = time(nullable=True)
    people_since: int | None = time(nullable=True)
    bot_at: int | None = time(nullable=True)
    people_at: int | None = time(nullable=True)
    answered_at: int | None = time(nullable=True)
    by_bot: int
    replied: int
    touched: int
    complained: int
    corrected: int
    score: int
    scored_at: int | None = time(nullable=True)
    scored_topic: str
    scored_language: str
    scored_by: str
