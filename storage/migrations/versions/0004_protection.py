"""What protection remembers, and why an outbox row exists."""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

SAID = "state = 'sent' AND kind = 'say' AND purpose IN ('answer', 'warning')"


def upgrade() -> None:
    _purposes()
    _asking()
    _scams()


def downgrade() -> None:
    for name in ("alarm", "scam_event", "scam", "trace", "asker"):
        op.drop_table(name)
    op.drop_index("ix_message_private", "message")
    op.drop_index("ix_outbox_said", "outbox")
    op.drop_column("outbox", "purpose")


def _purposes() -> None:
    """Everything queued before was an answer."""
    purpose = sa.Column("purpose", sa.String(), nullable=False, server_default="answer")
    op.add_column("outbox", purpose)
    _partial("ix_outbox_said", "outbox", ["conversation", "state", "kind", "id"], SAID)
    doors = ["author_id", "platform", "received_at"]
    _partial("ix_message_private", "message", doors, "place = 'dm'")


def _asking() -> None:
    op.create_table(
        "asker",
        *_key("platform", "scene", "conversation"),
        *_words("account", "address", "author_id", "author_name", "message_id"),
        *_words("language", "case_id"),
        *_times("asked_at"),
    )
    op.create_index("ix_asker_scene", "asker", ["platform", "scene", "asked_at"])
    op.create_index("ix_asker_time", "asker", ["platform", "asked_at"])
    op.create_index("ix_asker_old", "asker", ["asked_at"])
    op.create_table(
        "trace",
        *_key("message_key", "kind", "digest"),
        *_words("shown", "platform", "scene", "author_id"),
        *_times("at"),
        *_numbers("scam"),
    )
    seen = ["kind", "digest", "at", "platform", "author_id", "scene"]
    op.create_index("ix_trace_seen", "trace", seen)
    _partial("ix_trace_scam", "trace", ["digest", "kind"], "scam = 1")
    _partial("ix_trace_author", "trace", ["platform", "author_id"], "scam = 1")
    _partial("ix_trace_old", "trace", ["at"], "scam = 0")


def _scams() -> None:
    op.create_table(
        "scam",
        *_key("id"),
        *_words("platform", "account", "conversation", "author_id", "handle", "name", "names"),
        *_words("level", "kinds", "status", "acts", "would", "agent"),
        *_times("opened_at", "last_at"),
        *_times("decided_at", missing=True),
        *_numbers("grade", "messages", "warned", "version"),
        sa.Column("score", sa.Float(), nullable=False),
    )
    place = ["grade", "last_at", "id"]
    _partial("ix_scam_open", "scam", place, "status NOT IN ('confirmed', 'dismissed')")
    op.create_index("ix_scam_status", "scam", ["status", *place])
    op.create_index("ix_scam_place", "scam", place)
    op.create_table(
        "scam_event",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True),
        *_words("scam_id", "kind", "key", "about", "message_key", "by", "text", "native_id"),
        *_words("scene", "conversation", "address", "sha256", "level", "reasons", "state"),
        *_times("at"),
        *_times("heard_at", "sent_at", missing=True),
        *_numbers("version"),
        sa.Column("score", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["scam_id"], ["scam.id"]),
    )
    op.create_index("ix_scam_event_key", "scam_event", ["scam_id", "kind", "key"], unique=True)
    op.create_index("ix_scam_event_about", "scam_event", ["about"])
    warned = "kind = 'warning' AND state = 'sent'"
    _partial("ix_scam_event_warned", "scam_event", ["heard_at"], warned)
    op.create_table("alarm", *_key("key"), *_words("conversation"), *_times("at"))


def _key(*names: str) -> Iterator[sa.Column[str]]:
    return (sa.Column(name, sa.String(), primary_key=True) for name in names)


def _words(*names: str) -> Iterator[sa.Column[str]]:
    return (sa.Column(name, sa.String(), nullable=False) for name in names)


def _numbers(*names: str) -> Iterator[sa.Column[int]]:
    return (sa.Column(name, sa.Integer(), nullable=False) for name in names)


def _times(*names: str, missing: bool = False) -> Iterator[sa.Column[int]]:
    return (sa.Column(name, sa.BigInteger(), nullable=missing) for name in names)


def _partial(name: str, table: str, columns: list[str], where: str) -> None:
    condition = sa.text(where)
    op.create_index(name, table, columns, sqlite_where=condition, postgresql_where=condition)
