"""Incidents, and who was told of them."""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

PLACE = ("platform", "account", "conversation", "address", "scene", "leg")
WHAT = ("author_id", "message_id", "topic", "coin", "language", "article")


def upgrade() -> None:
    op.create_table("heard", *_key("stem"), *_words(*PLACE, *WHAT), *_times("at"))
    op.create_index("ix_heard_at", "heard", ["at"])
    op.create_table(
        "heard_by", *_key("key"), *_words("series", "person", "conversation"), *_times("at")
    )
    op.create_index("ix_heard_by_at", "heard_by", ["at", "series", "person"])
    op.create_table(
        "heard_hour",
        *_key("series"),
        sa.Column("at", sa.BigInteger(), primary_key=True),
        *_numbers("people"),
    )
    op.create_index("ix_heard_hour_at", "heard_hour", ["at"])
    _incidents()


def _incidents() -> None:
    op.create_table(
        "incident",
        *_key("id"),
        *_words("phase", "body"),
        *_times("opened_at", "updated_at"),
        *_numbers("version"),
    )
    op.create_index("ix_incident_phase", "incident", ["phase", "updated_at"])
    op.create_table(
        "incident_asked",
        *_key("incident_id", "person"),
        *_words("stem", *PLACE, *WHAT, "told_stem"),
        *_times("at"),
        *_times("told_at", "cleared_at", missing=True),
        *_numbers("times"),
    )
    op.create_index("ix_incident_asked_at", "incident_asked", ["incident_id", "at"])
    op.create_table(
        "switch",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True),
        *_words("name", "value", "by"),
        *_times("at", "until", missing=True),
    )


def downgrade() -> None:
    for name in ("switch", "incident_asked", "incident", "heard_hour", "heard_by", "heard"):
        op.drop_table(name)


def _key(*names: str) -> Iterator[sa.Column[str]]:
    return (sa.Column(name, sa.String(), primary_key=True) for name in names)


def _words(*names: str) -> Iterator[sa.Column[str]]:
    return (sa.Column(name, sa.String(), nullable=False) for name in names)


def _numbers(*names: str) -> Iterator[sa.Column[int]]:
    return (sa.Column(name, sa.Integer(), nullable=False) for name in names)


def _times(*names: str, missing: bool = False) -> Iterator[sa.Column[int]]:
    return (sa.Column(name, sa.BigInteger(), nullable=missing) for name in names)
