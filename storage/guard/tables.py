"""What protection remembers: who asked where, traces, scam cases and all that happened in them."""

from __future__ import annotations

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from storage.engine.columns import number, partial, time

# Of a scam case; a list of what it is would make planners sort two lists instead.
UNDECIDED = "status NOT IN ('confirmed', 'dismissed')"


class AskerRow(SQLModel, table=True):
    """Who asked us last in a conversation of a scene."""

    __tablename__ = "asker"
    __table_args__ = (
        Index("ix_asker_scene", "platform", "scene", "asked_at"),
        Index("ix_asker_time", "platform", "asked_at"),
        Index("ix_asker_old", "asked_at"),
    )
    platform: str = Field(primary_key=True)
    scene: str = Field(primary_key=True)
    conversation: str = Field(primary_key=True)
    account: str
    address: str
    author_id: str
    author_name: str
    message_id: str
    asked_at: int = time()
    language: str
    case_id: str


class TraceRow(SQLModel, table=True):
    """One trace of one message; `scam` is 1 while its author is held for an attacker."""

    __tablename__ = "trace"
    __table_args__ = (
        # Everything an echo counts, so that a campaign is counted without its rows.
        Index("ix_trace_seen", "kind", "digest", "at", "platform", "author_id", "scene"),
        partial("ix_trace_scam", "digest", "kind", where="scam = 1"),
        partial("ix_trace_author", "platform", "author_id", where="scam = 1"),
        partial("ix_trace_old", "at", where="scam = 0"),
    )
    message_key: str = Field(primary_key=True)
    kind: str = Field(primary_key=True)
    digest: str = Field(primary_key=True)
    shown: str
    platform: str
    scene: str
    author_id: str
    at: int = time()
    scam: int


class NameSeenRow(SQLModel, table=True):
    """A name that somebody bore; `folded` is its handle as it is looked for."""

    __tablename__ = "name_seen"
    __table_args__ = (Index("ix_name_seen_handle", "platform", "folded", "last_at"),)
    platform: str = Field(primary_key=True)
    author_id: str = Field(primary_key=True)
    handle: str = Field(primary_key=True)
    name: str = Field(primary_key=True)
    account: str = Field(primary_key=True)
    folded: str
    first_at: int = time()
    last_at: int = time()


class ScamRow(SQLModel, table=True):
    """One actor's file; `grade` orders the levels, `conversation` is where he attacked last."""

    __tablename__ = "scam"
    __table_args__ = (
        partial("ix_scam_open", "grade", "last_at", "id", where=UNDECIDED),
        Index("ix_scam_status", "status", "grade", "last_at", "id"),
        Index("ix_scam_place", "grade", "last_at", "id"),
    )
    id: str = Field(primary_key=True)
    platform: str
    account: str
    conversation: str
    author_id: str
    handle: str
    name: str
    names: str
    opened_at: int = time()
    last_at: int = time()
    level: str
    grade: int
    score: float
    kinds: str
    status: str
    messages: int
    warned: int
    acts: str
    would: str
    agent: str
    decided_at: int | None = time(nullable=True)
    version: int


class ScamEventRow(SQLModel, table=True):
    """One line of a scam case, written once by its key.

    `about` finds it again: all versions of a message have one, a warning or act has the outbox
    row's key. `heard_at` is when the attack came that a warning is about.
    """

    __tablename__ = "scam_event"
    __table_args__ = (
        Index("ix_scam_event_key", "scam_id", "kind", "key", unique=True),
        partial("ix_scam_event_warned", "heard_at", where="kind = 'warning' AND state = 'sent'"),
    )
    id: int | None = number()
    scam_id: str = Field(foreign_key="scam.id")
    kind: str
    key: str
    about: str = Field(index=True)
    message_key: str
    heard_at: int | None = time(nullable=True)
    at: int = time()
    by: str
    text: str
    native_id: str
    scene: str
    conversation: str
    address: str
    sent_at: int | None = time(nullable=True)
    sha256: str
    score: float
    level: str
    reasons: str
    state: str
    version: int


class AlarmRow(SQLModel, table=True):
    """A victim who was put in front of a person, so that it happens once."""

    __tablename__ = "alarm"
    key: str = Field(primary_key=True)
    conversation: str
    at: int = time()
