"""The tables. Rows never leave this room; times are integer microseconds since 1970, UTC.

Every table that grows with traffic carries the conversation, so the same schema can be spread
over machines by that key. Statements use the Core tables at the bottom, never these classes.
"""

from __future__ import annotations

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from storage.api.tables import (
    ApiOnceRow,
    ApiTokenRow,
    WebhookDeliveryRow,
    WebhookMarkRow,
    WebhookRow,
    WebhookToldRow,
)
from storage.attachments.tables import AttachmentRow
from storage.audit.tables import AuditChainRow
from storage.casework import tables as casework
from storage.composing.tables import CannedPastRow, CannedRow, DraftRow
from storage.dialogue_tables import DialogueRow
from storage.doors.tables import (
    CompanyRow,
    KeysRow,
    PasskeyRow,
    SessionRow,
    SpareRow,
    StepRow,
)
from storage.engine.columns import core, number, partial, time
from storage.feed.tables import BulkRow, CaseReadRow, SavedViewRow, feed_indexes
from storage.guard.tables import AlarmRow, AskerRow, NameSeenRow, ScamEventRow, ScamRow, TraceRow
from storage.incidents.tables import (
    AskedRow,
    HeardByRow,
    HeardHourRow,
    HeardRow,
    IncidentRow,
    SwitchRow,
)
from storage.links.tables import AccountLinkRow, AccountTryRow
from storage.numbers.tables import CaseFactRow, NumberRow, OwnNumberRow
from storage.outbox_tables import OutboxRow, TimerRow
from storage.privacy.tables import ErasureRow, LegalHoldRow, RetentionMarkRow
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
from storage.sealing.tables import SealingKeyRow
from storage.search.tables import SearchDocRow, SearchStateRow, SearchTermRow
from storage.service.promise_tables import PageRow, PromiseRow
from storage.service.rating_tables import EndingRow, RatingRow
from storage.team.tables import AssignmentRow, MemberRow, WhereaboutsRow


class MessageRow(SQLModel, table=True):
    """One version of one message, its text masked; `stem` is the key without the version."""

    __tablename__ = "message"
    __table_args__ = (
        Index("ix_message_stem", "stem", "version"),
        Index("ix_message_conversation", "conversation", "received_at"),
        partial("ix_message_private", "author_id", "platform", "received_at", where="place = 'dm'"),
    )
    key: str = Field(primary_key=True)
    stem: str
    version: int
    platform: str
    account: str
    native_id: str
    conversation: str
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
    """What triage thought of a message; the key makes a second opinion impossible.

    `crisis` is the one thing in it that is asked for: 1 where somebody is in need.
    """

    __tablename__ = "verdict"
    message_key: str = Field(primary_key=True, foreign_key="message.key")
    conversation: str
    at: int = time()
    body: str
    crisis: int = Field(sa_column_kwargs={"server_default": "0"})


class CaseRow(SQLModel, table=True):
    """One case, field by field."""

    __tablename__ = "case"
    __table_args__ = (
        *feed_indexes(),
        Index("ix_case_conversation", "conversation", "opened_at"),
        Index("ix_case_address", "platform", "account", "address"),
        Index("ix_case_author", "platform", "author_id", "opened_at"),
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


# What statements use: `from storage import tables as t`, then `t.inbox.c.state`.
message, inbox, lane = core(MessageRow), core(InboxRow), core(LaneRow)
verdict, case, outbox, timer = core(VerdictRow), core(CaseRow), core(OutboxRow), core(TimerRow)
decision, note, counter = core(DecisionRow), core(NoteRow), core(CounterRow)
change, agent, passes = core(ChangeRow), core(AgentRow), core(PassRow)
session, agent_keys, spare_code = core(SessionRow), core(KeysRow), core(SpareRow)
passkey, door_step, company_identity = core(PasskeyRow), core(StepRow), core(CompanyRow)
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
draft, canned, canned_past = core(DraftRow), core(CannedRow), core(CannedPastRow)
attachment = core(AttachmentRow)
case_tag, tag, case_merge, case_split, case_line, mention, note_edit = casework.TABLES
audit_chain = core(AuditChainRow)
api_token, api_once = core(ApiTokenRow), core(ApiOnceRow)
webhook, webhook_delivery = core(WebhookRow), core(WebhookDeliveryRow)
webhook_told, webhook_mark = core(WebhookToldRow), core(WebhookMarkRow)
number_sum, number_own, case_fact = core(NumberRow), core(OwnNumberRow), core(CaseFactRow)
saved_view, case_read, bulk = core(SavedViewRow), core(CaseReadRow), core(BulkRow)
search_doc, search_term = core(SearchDocRow), core(SearchTermRow)
search_state = core(SearchStateRow)
sealing_key = core(SealingKeyRow)
team_member, whereabouts = core(MemberRow), core(WhereaboutsRow)
assignment = core(AssignmentRow)
legal_hold, erasure, retention_mark = core(LegalHoldRow), core(ErasureRow), core(RetentionMarkRow)
metadata = SQLModel.metadata
