"""What is remembered about people's data: legal holds, erasures, how far retention looked."""

from __future__ import annotations

from sqlmodel import Field, SQLModel

from storage.engine.columns import number, partial, time


class LegalHoldRow(SQLModel, table=True):
    """A hold: `subject` is platform:id, a conversation's name or a case's id."""

    __tablename__ = "legal_hold"
    __table_args__ = (partial("ix_legal_hold_now", "subject", where="lifted_at IS NULL"),)
    id: int | None = number()
    scope: str
    subject: str
    reason: str
    by: str
    at: int = time()
    lifted_by: str
    lifted_at: int | None = time(nullable=True)
    lifted_why: str


class ErasureRow(SQLModel, table=True):
    """A person's erasure. `body` names him while it runs and is empty afterwards; `digests` are a
    JSON list of keyed digests, by which a restored backup is erased again."""

    __tablename__ = "erasure"
    __table_args__ = (partial("ix_erasure_running", "id", where="stage <> 'done'"),)
    id: int | None = number()
    digests: str
    stage: str
    by: str
    asked_at: int = time()
    until: int | None = time(nullable=True)
    done_at: int | None = time(nullable=True)
    texts: int
    places: int
    position: int
    held: str
    body: str


class RetentionMarkRow(SQLModel, table=True):
    """How far a kind was looked at: the number, time or row up to which everything was."""

    __tablename__ = "retention_mark"
    kind: str = Field(primary_key=True)
    mark: int = time()
