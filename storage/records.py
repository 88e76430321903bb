"""The quieter tables: the audit, notes, totals, the feed of changes, people and leases."""

from __future__ import annotations

from sqlmodel import Field, SQLModel

from storage.engine.columns import number, partial, time

# Of the audit: what the desk did not do by itself.
PEOPLE = "\"by\" <> 'bot'"


class DecisionRow(SQLModel, table=True):
    """The audit: one row for every automatic and every human act; nothing is ever changed."""

    __tablename__ = "decision"
    __table_args__ = (
        partial("ix_decision_people", "id", where=PEOPLE),
        partial("ix_decision_by", "by", "id", where=PEOPLE),
        partial("ix_decision_nowhere", "act", "id", where="conversation = ''"),
    )
    id: int | None = number()
    conversation: str = Field(index=True)
    case_id: str
    message_key: str
    act: str
    reason: str
    by: str
    at: int = time()
    evidence: str


class NoteRow(SQLModel, table=True):
    """What agents tell each other about a case."""

    __tablename__ = "note"
    id: int | None = number()
    case_id: str = Field(index=True, foreign_key="case.id")
    conversation: str
    agent: str
    text: str
    at: int = time()


class CorrectionRow(SQLModel, table=True):
    """What an agent said a message is; labels are JSON, the text goes when the message does."""

    __tablename__ = "correction"
    id: int | None = number()
    conversation: str = Field(index=True)
    message_key: str = Field(index=True, foreign_key="message.key")
    platform: str
    text: str
    language: str
    labels_before: str
    labels_after: str
    by: str
    at: int = time()


class CounterRow(SQLModel, table=True):
    """Running totals, so that no page ever counts rows."""

    __tablename__ = "counter"
    name: str = Field(primary_key=True)
    value: int = time()


class ChangeRow(SQLModel, table=True):
    """The feed of changes; numbers are never used twice."""

    __tablename__ = "change"
    __table_args__ = ({"sqlite_autoincrement": True},)
    id: int | None = number()
    conversation: str
    case_id: str
    kind: str


class AgentRow(SQLModel, table=True):
    """A person who may sign in."""

    __tablename__ = "agent"
    id: str = Field(primary_key=True)
    name: str
    created_at: int = time()
    role: str = Field(sa_column_kwargs={"server_default": "admin"})
    disabled_at: int | None = time(nullable=True)
    signed_in_at: int | None = time(nullable=True)


class PassRow(SQLModel, table=True):
    """The digest of a sign-in link or a session; what it was made from is not here."""

    __tablename__ = "pass"
    digest: str = Field(primary_key=True)
    agent: str = Field(foreign_key="agent.id")
    kind: str
    until: int = time()


class ReachRow(SQLModel, table=True):
    """What we know about an address: closed, open again, or moved."""

    __tablename__ = "reach"
    platform: str = Field(primary_key=True)
    account: str = Field(primary_key=True)
    address: str = Field(primary_key=True)
    is_open: int
    why: str
    moved_to: str | None


class CheckpointRow(SQLModel, table=True):
    """How far a platform was read."""

    __tablename__ = "checkpoint"
    platform: str = Field(primary_key=True)
    name: str = Field(primary_key=True)
    account: str
    value: str


class SightingRow(SQLModel, table=True):
    """How somebody showed himself in a place the last time that anything changed."""

    __tablename__ = "sighting"
    platform: str = Field(primary_key=True)
    account: str = Field(primary_key=True)
    address: str = Field(primary_key=True)
    author_id: str = Field(primary_key=True)
    handle: str
    name: str
    bio: str
    why: str
    seen_at: int = time()


class DeadLetterRow(SQLModel, table=True):
    """Something that could not be read."""

    __tablename__ = "dead_letter"
    key: str = Field(primary_key=True)
    platform: str
    account: str
    raw: str
    error: str
    received_at: int = time()


class HoldRow(SQLModel, table=True):
    """A named lease."""

    __tablename__ = "hold"
    name: str = Field(primary_key=True)
    owner: str
    until: int = time()
