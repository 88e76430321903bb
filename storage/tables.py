"""The tables. Rows never leave this room; times are integer microseconds since 1970, UTC.

Every table that grows with traffic carries the conversation, so the same schema can be spread
over machines by that key. Statements use the Core tables at the bottom, never these classes.
"""

from __future__ import annotations

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from core.actions import Purpose
from storage.account_link_tables import AccountLinkRow, AccountTryRow
from storage.columns import core, number, partial, time
from storage.dialogue_tables import DialogueRow
from storage.guard_tables import AlarmRow, AskerRow, NameSeenRow, ScamEventRow, ScamRow, TraceRow
from storage.incident_tables import (
    AskedRow,
    HeardByRow,
    HeardHourRow,
    HeardRow,
    IncidentRow,
    SwitchRow,
)
from storage.promise_tables import PageRow, PromiseRow
from storage.rating_tables import EndingRow, RatingRow
from storage.records import (
    AgentRow,
    ChangeRow,
    CheckpointRow,
    CorrectionRow,
    CounterRow,
    DeadLetterRow,
    DecisionRow,
    HoldRow,
    NoteRow,
    PassRow,
    ReachRow,
    SightingRow,
)

# Of the outbox: what its reader heard of us, as history counts it.
SAID = "state = 'sent' AND kind = 'say' AND purpose IN ('answer', 'warning')"


class MessageRow(SQLModel, table=True):
    """One version of one message, its text masked; `stem` is the key without the version."""

    __tablename__ = "message"
    __table_args__ = (
        Index("ix_message_stem", "stem", "version"),
        partial("ix_message_private", "author_id", "platform", "received_at", where="place = 'dm'"),
    )
    key: str = Field(primary_key=True)
    stem: str
    version: int
    platform: str
    account: str
    native_id: str
    conversation: str = Field(index=True)
    address: str
    author_id: str
    author_name: str
    place: str
    text: str
    sent_at: int = time()
    received_at: int = time()
    meta: str


class InboxRow(SQLModel, table=True):
    """The queue's view of a message: open | done | dead | replaced (by an edit); `id` is order."""

    __tablename__ = "inbox"
    __table_args__ = (
        partial("ix_inbox_open", "conversation", "id", where="state = 'open'"),
        partial("ix_inbox_past", "conversation", "id", where="state IN ('done', 'dead')"),
    )
    id: int | None = number()
    key: str = Field(unique=True, foreign_key="message.key")
    conversation: str
    state: str
    attempts: int
    error: str


class LaneRow(SQLModel, table=True):
    """One row a conversation: when it is ready, who works on it until when, how it looks."""

    __tablename__ = "lane"
    __table_args__ = (
        partial("ix_lane_ready", "ready_at", "conversation", where="ready_at IS NOT NULL"),
    )
    conversation: str = Field(primary_key=True)
    ready_at: int | None = time(nullable=True)
    lease_until: int = time()
    ver: int
    messages: int
    last_key: str


class VerdictRow(SQLModel, table=True):
    """What triage thought of a message; the key makes a second opinion impossible."""

    __tablename__ = "verdict"
    message_key: str = Field(primary_key=True, foreign_key="message.key")
    conversation: str
    at: int = time()
    body: str


class CaseRow(SQLModel, table=True):
    """One case, field by field."""

    __tablename__ = "case"
    __table_args__ = (
        partial("ix_case_open", "priority", "due_at", "id", where="status <> 'resolved'"),
        partial(
            "ix_case_held", "held_by", "priority", "due_at", "id", where="status <> 'resolved'"
        ),
        partial("ix_case_agent", "agent", "priority", "due_at", "id", where="status <> 'resolved'"),
        partial("ix_case_resolved", "priority", "due_at", "id", where="status = 'resolved'"),
        Index("ix_case_conversation", "conversation", "opened_at"),
        Index("ix_case_address", "platform", "account", "address"),
    )
    id: str = Field(primary_key=True)
    platform: str
    account: str
    conversation: str
    address: str
    subject: str
    author_id: str
    author_name: str
    priority: str
    opened_at: int = time()
    updated_at: int = time()
    due_at: int = time()
    status: str
    held_by: str
    agent: str | None
    intent: str
    language: str
    leg: str
    reason: str
    risk: str
    snoozed_until: int | None = time(nullable=True)
    first_answer_at: int | None = time(nullable=True)
    unreachable: str
    version: int


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


# What statements use: `from storage import tables as t`, then `t.inbox.c.state`.
message, inbox, lane = core(MessageRow), core(InboxRow), core(LaneRow)
verdict, case, outbox, timer = core(VerdictRow), core(CaseRow), core(OutboxRow), core(TimerRow)
decision, note, counter = core(DecisionRow), core(NoteRow), core(CounterRow)
change, agent, passes = core(ChangeRow), core(AgentRow), core(PassRow)
reach, dead_letter, hold = core(ReachRow), core(DeadLetterRow), core(HoldRow)
checkpoint, sighting = core(CheckpointRow), core(SightingRow)
correction = core(CorrectionRow)
dialogue = core(DialogueRow)
asker, trace, alarm = core(AskerRow), core(TraceRow), core(AlarmRow)
name_seen = core(NameSeenRow)
scam, scam_event = core(ScamRow), core(ScamEventRow)
account_link, account_try = core(AccountLinkRow), core(AccountTryRow)
heard, heard_by, heard_hour = core(HeardRow), core(HeardByRow), core(HeardHourRow)
incident, incident_asked, switch = core(IncidentRow), core(AskedRow), core(SwitchRow)
promise, page = core(PromiseRow), core(PageRow)
rating, ending = core(RatingRow), core(EndingRow)
metadata = SQLModel.metadata
