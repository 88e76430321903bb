"""Drafts, prepared answers and sends that can still be called back."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "draft",
        *_words("case_id", "agent", "box", "conversation", "text"),
        sa.Column("counter", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.BigInteger(), nullable=False),
        *_words("aside", "sent"),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"]),
        sa.PrimaryKeyConstraint("case_id", "agent", "box"),
    )
    op.create_index("ix_draft_agent", "draft", ["agent", "case_id"])
    op.create_index("ix_draft_saved", "draft", ["saved_at"])
    op.create_table(
        "canned",
        *_words("id", "owner", "name"),
        *_numbers("dropped", "version"),
        *_words("body"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_canned_owner", "canned", ["owner", "name"])
    op.create_table(
        "canned_past",
        *_words("id"),
        *_numbers("version"),
        *_words("body"),
        sa.PrimaryKeyConstraint("id", "version"),
    )


def downgrade() -> None:
    for table in ("canned_past", "canned", "draft"):
        op.drop_table(table)


def _words(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.String(), nullable=False) for name in names]


def _numbers(*names: str) -> list[sa.Column[int]]:
    return [sa.Column(name, sa.Integer(), nullable=False) for name in names]
