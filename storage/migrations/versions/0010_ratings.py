"""How cases ended, and how people rate the help they got."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "rating",
        *_words("case_id", "conversation", "message_key", "platform"),
        *_numbers("score", "before"),
        sa.Column("at", sa.BigInteger(), nullable=False),
        *_words("agent"),
        *_numbers("by_bot"),
        *_words("priority", "intent"),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"]),
        sa.PrimaryKeyConstraint("case_id"),
    )
    op.create_index("ix_rating_at", "rating", ["at"])
    op.create_table(
        "ending",
        *_words("case_id"),
        sa.Column("at", sa.BigInteger(), nullable=False),
        *_words("conversation", "platform"),
        *_numbers("by_bot", "answers", "is_first"),
        sa.Column("reopened_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"]),
        sa.PrimaryKeyConstraint("case_id", "at"),
    )
    op.create_index("ix_ending_at", "ending", ["at"])
    closed = sa.text("reopened_at IS NULL")
    op.create_index(
        "ix_ending_closed", "ending", ["case_id"], sqlite_where=closed, postgresql_where=closed
    )


def downgrade() -> None:
    op.drop_table("ending")
    op.drop_table("rating")


def _words(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.String(), nullable=False) for name in names]


def _numbers(*names: str) -> list[sa.Column[int]]:
    return [sa.Column(name, sa.Integer(), nullable=False) for name in names]
