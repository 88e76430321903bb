"""What was promised to people who wait, and who was called about it."""

from __future__ import annotations

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from storage.engine.columns import partial, time


class PromiseRow(SQLModel, table=True):
    """One promise, from when on somebody waited for a person; `how` says how that ended."""

    __tablename__ = "promise"
    __table_args__ = (
        partial("ix_promise_running", "due_at", "case_id", where="ended_at IS NULL"),
        Index("ix_promise_ended", "ended_at"),
    )
    case_id: str = Field(primary_key=True, foreign_key="case.id")
    since: int = time(primary_key=True)
    conversation: str
    platform: str
    priority: str
    topic: str
    due_at: int = time()
    ended_at: int | None = time(nullable=True)
    how: str
    by: str


class PageRow(SQLModel, table=True):
    """One call to somebody on duty; what became of one that left through the outbox stands there,
    under the same key."""

    __tablename__ = "page"
    __table_args__ = (
        Index("ix_page_case", "case_id", "run", "number"),
        Index("ix_page_sent", "sent_at"),
        partial("ix_page_token", "token", where="token <> ''"),
    )
    key: str = Field(primary_key=True)
    case_id: str = Field(foreign_key="case.id")
    conversation: str
    run: int
    number: int
    name: str
    via: str
    sent_at: int = time()
    next_at: int = time()
    state: str
    why: str
    by: str
    token: str
