"""What the bot is finding out, a row a conversation."""

from __future__ import annotations

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from storage.engine.columns import time


class DialogueRow(SQLModel, table=True):
    """One conversation's dialogue; `person` finds it where its author writes next."""

    __tablename__ = "dialogue"
    __table_args__ = (Index("ix_dialogue_person", "person", "updated_at"),)
    conversation: str = Field(primary_key=True)
    person: str
    stage: str
    until: int | None = time(nullable=True)
    updated_at: int = time()
    body: str
