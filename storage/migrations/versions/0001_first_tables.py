"""The first tables."""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TABLES = (
    ("outbox", "timer", "case", "verdict", "inbox", "lane", "message"),
    ("decision", "note", "counter", "change", "pass", "agent", "reach", "dead_letter", "hold"),
)


def upgrade() -> None:
    _messages()
    _queue()
    _cases()
    _outbox()
    _records()
    _people()
    _places()


def downgrade() -> None:
    for name in ("note", "pass", *TABLES[0], *TABLES[1]):
        op.drop_table(name, if_exists=True)


def _messages() -> None:
    op.create_table(
        "message",
        *_key("key"),
        *_words("stem", "platform", "account", "native_id", "conversation", "address"),
        *_words("author_id", "author_name", "place", "text", "meta"),
        *_numbers("version"),
        *_times("sent_at", "received_at"),
    )
    op.create_index("ix_message_conversation", "message", ["conversation"])
    op.create_index("ix_message_stem", "message", ["stem", "version"])
    op.create_table(
        "verdict",
        *_key("message_key"),
        *_words("conversation", "body"),
        *_times("at"),
        sa.ForeignKeyConstraint(["message_key"], ["message.key"]),
    )


def _queue() -> None:
    op.create_table(
        "inbox",
        *_serial(),
        *_words("key", "conversation", "state", "error"),
        *_numbers("attempts"),
        sa.UniqueConstraint("key"),
        sa.ForeignKeyConstraint(["key"], ["message.key"]),
    )
    _partial("ix_inbox_open", "inbox", ["conversation", "id"], "state = 'open'")
    _partial("ix_inbox_past", "inbox", ["conversation", "id"], "state IN ('done', 'dead')")
    op.create_table(
        "lane",
        *_key("conversation"),
        *_words("last_key"),
        *_numbers("ver", "messages"),
        *_times("lease_until"),
        *_times("ready_at", missing=True),
    )
    _partial("ix_lane_ready", "lane", ["ready_at", "conversation"], "ready_at IS NOT NULL")


def _cases() -> None:
    op.create_table(
        "case",
        *_key("id"),
        *_words("platform", "account", "conversation", "address", "subject", "author_id"),
        *_words("author_name", "priority", "status", "held_by", "intent", "language", "leg"),
        *_words("reason", "risk", "unreachable"),
        sa.Column("agent", sa.String()),
        *_numbers("version"),
        *_times("opened_at", "updated_at", "due_at"),
        *_times("snoozed_until", "first_answer_at", missing=True),
    )
    order, is_open = ["priority", "due_at", "id"], "status <> 'resolved'"
    _partial("ix_case_open", "case", order, is_open)
    _partial("ix_case_held", "case", ["held_by", *order], is_open)
    _partial("ix_case_agent", "case", ["agent", *order], is_open)
    _partial("ix_case_resolved", "case", order, "status = 'resolved'")
    op.create_index("ix_case_conversation", "case", ["conversation", "opened_at"])
    op.create_index("ix_case_address", "case", ["platform", "account", "address"])
    op.create_table(
        "timer",
        *_key("case_id"),
        *_words("conversation", "kind"),
        *_times("at"),
        *_times("ring_at", missing=True),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"]),
    )
    _partial("ix_timer_ring", "timer", ["ring_at", "case_id"], "ring_at IS NOT NULL")


def _outbox() -> None:
    op.create_table(
        "outbox",
        *_serial(),
        *_words("key", "platform", "account", "conversation", "address", "case_id", "answer"),
        *_words("answers", "by", "kind", "leg", "text", "state", "remote_id", "why", "meta"),
        *_numbers("sequence", "attempts"),
        *_times("created_at", "due_at", "lease_until"),
        *_times("settled_at", missing=True),
        sa.UniqueConstraint("key"),
    )
    _partial("ix_outbox_pending", "outbox", ["due_at", "id"], "state = 'pending'")
    _partial("ix_outbox_sending", "outbox", ["platform", "lease_until"], "state = 'sending'")
    op.create_index("ix_outbox_conversation", "outbox", ["conversation", "state", "id"])


def _records() -> None:
    op.create_table(
        "decision",
        *_serial(),
        *_words("conversation", "case_id", "message_key", "act", "reason", "by", "evidence"),
        *_times("at"),
    )
    op.create_index("ix_decision_conversation", "decision", ["conversation"])
    op.create_table(
        "note",
        *_serial(),
        *_words("case_id", "conversation", "agent", "text"),
        *_times("at"),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"]),
    )
    op.create_index("ix_note_case_id", "note", ["case_id"])
    op.create_table("counter", *_key("name"), *_times("value"))
    op.create_table(
        "change",
        *_serial(),
        *_words("conversation", "case_id", "kind"),
        sqlite_autoincrement=True,
    )


def _people() -> None:
    op.create_table("agent", *_key("id"), *_words("name"), *_times("created_at"))
    op.create_table(
        "pass",
        *_key("digest"),
        *_words("agent", "kind"),
        *_times("until"),
        sa.ForeignKeyConstraint(["agent"], ["agent.id"]),
    )
    op.create_table("hold", *_key("name"), *_words("owner"), *_times("until"))


def _places() -> None:
    op.create_table(
        "reach",
        *_key("platform", "account", "address"),
        *_numbers("is_open"),
        *_words("why"),
        sa.Column("moved_to", sa.String()),
    )
    op.create_table(
        "dead_letter",
        *_key("key"),
        *_words("platform", "account", "raw", "error"),
        *_times("received_at"),
    )


def _key(*names: str) -> Iterator[sa.Column[str]]:
    return (sa.Column(name, sa.String(), primary_key=True) for name in names)


def _serial() -> Iterator[sa.Column[int]]:
    yield sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True)


def _words(*names: str) -> Iterator[sa.Column[str]]:
    return (sa.Column(name, sa.String(), nullable=False) for name in names)


def _numbers(*names: str) -> Iterator[sa.Column[int]]:
    return (sa.Column(name, sa.Integer(), nullable=False) for name in names)


def _times(*names: str, missing: bool = False) -> Iterator[sa.Column[int]]:
    return (sa.Column(name, sa.BigInteger(), nullable=missing) for name in names)


def _partial(name: str, table: str, columns: list[str], where: str) -> None:
    condition = sa.text(where)
    op.create_index(name, table, columns, sqlite_where=condition, postgresql_where=condition)
