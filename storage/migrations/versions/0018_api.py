"""Tokens of programs and the webhooks that are told of what happens."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _tokens()
    _webhooks()
    _deliveries()
    op.create_table(
        "webhook_told",
        *_words("subject", "conversation", "state"),
        sa.PrimaryKeyConstraint("subject"),
    )
    op.create_table(
        "webhook_mark", *_words("name"), _time("number"), sa.PrimaryKeyConstraint("name")
    )


def downgrade() -> None:
    names = ("webhook_mark", "webhook_told", "webhook_delivery", "webhook", "api_once", "api_token")
    for name in names:
        op.drop_table(name)


def _tokens() -> None:
    op.create_table(
        "api_token",
        *_words("id", "digest", "name", "agent", "scopes"),
        _time("made_at"),
        *_words("made_by"),
        *(_time(name, nullable=True) for name in ("expires_at", "used_at", "revoked_at")),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("digest"),
    )
    op.create_index("ix_api_token_agent", "api_token", ["agent"])
    op.create_table(
        "api_once",
        *_words("token", "key", "digest"),
        _time("at"),
        sa.Column("status", sa.Integer(), nullable=False),
        *_words("body", "etag", "place"),
        sa.PrimaryKeyConstraint("token", "key"),
    )
    op.create_index("ix_api_once_at", "api_once", ["at"])


def _webhooks() -> None:
    op.create_table(
        "webhook",
        *_words("id", "url", "events", "secret", "old_secret"),
        _time("old_until", nullable=True),
        _time("made_at"),
        *_words("made_by"),
        _time("failing_since", nullable=True),
        *_words("off_why"),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def _deliveries() -> None:
    name = "webhook_delivery"
    op.create_table(
        name,
        sa.Column("id", SERIAL, nullable=False),
        *_words("webhook_id", "event_id", "event", "conversation", "body"),
        *(_time(each) for each in ("made_at", "due_at")),
        *_words("state"),
        *(sa.Column(each, sa.Integer(), nullable=False) for each in ("attempts", "answer")),
        *_words("why"),
        _time("settled_at", nullable=True),
        sa.ForeignKeyConstraint(["webhook_id"], ["webhook.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("webhook_id", "event_id"),
    )
    for index, columns in (
        ("ix_webhook_delivery_lane", ["webhook_id", "conversation", "id"]),
        ("ix_webhook_delivery_due", ["due_at", "id"]),
    ):
        waits = sa.text("state = 'pending'")
        op.create_index(index, name, columns, sqlite_where=waits, postgresql_where=waits)
    op.create_index("ix_webhook_delivery_of", name, ["webhook_id", "id"])
    op.create_index("ix_webhook_delivery_settled", name, ["settled_at"])


def _words(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.String(), nullable=False) for name in names]


def _time(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=nullable)
