"""What is indexed for the search; the index itself is each database's own (`dialect_feed`)."""

from __future__ import annotations

from sqlalchemy import String
from sqlmodel import Field, SQLModel

from storage.engine.columns import time


class SearchDocRow(SQLModel, table=True):
    """A message that is in the index; `id` is its number in the inbox."""

    __tablename__ = "search_doc"
    id: int = time(primary_key=True)
    conversation: str


class SearchTermRow(SQLModel, table=True):
    """The dictionary: every word of some length that was ever said, to find words by beginnings."""

    __tablename__ = "search_term"
    __table_args__ = ({"sqlite_with_rowid": False},)
    term: str = Field(
        sa_type=String().with_variant(String(collation="C"), "postgresql"),
        primary_key=True,
    )


class SearchStateRow(SQLModel, table=True):
    """How far older messages are indexed (`done`), of how many (`until`), both inbox numbers."""

    __tablename__ = "search_state"
    name: str = Field(primary_key=True)
    value: int = time()
