"""The tables of what is still to come: sends, and what cases wait for."""

from __future__ import annotations

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from core.actions import Purpose
from storage.engine.columns import number, partial, time

# Of the outbox: what its reader heard of us, as history counts it.
SAID = "state = 'sent' AND kind = 'say' AND purpose IN ('answer', 'warning')"


class OutboxRow(SQLModel, table=True):
    """One thing to send: pending | sending | sent | failed | unknown | superseded | withdrawn.

    `answer` groups the parts that were queued together, `answers` lists the messages they serve,
    `lease_until` is when a send that nobody settled is given up as unknown.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        partial("ix_outbox_pending", "due_at", "id", where="state = 'pending'"),
        partial("ix_outbox_sending", "platform", "lease_until", where="state = 'sending'"),
        Index("ix_outbox_conversation", "conversation", "state", "id"),
        # It repeats what `where` fixes so that planners take it rather than the one above.
        partial("ix_outbox_said", "conversation", "state", "kind", "id", where=SAID),
    )
    id: int | None = number()
    key: str = Field(unique=True)
    platform: str
    account: str
    conversation: str
    address: str
    case_id: str
    answer: str
    answers: str
    by: str
    kind: str
    purpose: str = Field(sa_column_kwargs={"server_default": Purpose.ANSWER.value})
    leg: str
    text: str
    sequence: int
    created_at: int = time()
    due_at: int = time()
    settled_at: int | None = time(nullable=True)
    lease_until: int = time()
    state: str
    attempts: int
    remote_id: str
    why: str
    meta: str


class TimerRow(SQLModel, table=True):
    """The one thing a case waits for: until `at`; it rings at `ring_at`, or never again."""

    __tablename__ = "timer"
    __table_args__ = (partial("ix_timer_ring", "ring_at", "case_id", where="ring_at IS NOT NULL"),)
    case_id: str = Field(primary_key=True, foreign_key="case.id")
    conversation: str
    kind: str
    at: int = time()
    ring_at: int | None = time(nullable=True)
