"""What writing an answer remembers: drafts, and prepared answers with their versions."""

from __future__ import annotations

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from storage.engine.columns import time


class DraftRow(SQLModel, table=True):
    """What an agent wrote in a field of a case and did not send; texts are masked."""

    __tablename__ = "draft"
    __table_args__ = (
        Index("ix_draft_agent", "agent", "case_id"),
        Index("ix_draft_saved", "saved_at"),
    )
    case_id: str = Field(primary_key=True, foreign_key="case.id")
    agent: str = Field(primary_key=True)
    box: str = Field(primary_key=True)
    conversation: str
    text: str
    counter: int
    saved_at: int = time()
    aside: str
    sent: str


class CannedRow(SQLModel, table=True):
    """A prepared answer as it stands; `body` is all of it as JSON, the columns are asked for."""

    __tablename__ = "canned"
    __table_args__ = (Index("ix_canned_owner", "owner", "name"),)
    id: str = Field(primary_key=True)
    owner: str
    name: str
    dropped: int
    version: int
    body: str


class CannedPastRow(SQLModel, table=True):
    """Every version of a prepared answer, the one in force among them."""

    __tablename__ = "canned_past"
    id: str = Field(primary_key=True)
    version: int = Field(primary_key=True)
    body: str
