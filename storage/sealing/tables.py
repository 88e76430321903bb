"""Which keys something here was ever sealed under: the ids, never the keys."""

from __future__ import annotations

from sqlmodel import Field, SQLModel

from storage.engine.columns import time


class SealingKeyRow(SQLModel, table=True):
    """A key, when it was in force first, and when everything had been sealed under it."""

    __tablename__ = "sealing_key"
    id: str = Field(primary_key=True)
    at: int = time()
    done_at: int | None = time(nullable=True)
