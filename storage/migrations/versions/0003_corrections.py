"""What agents corrected."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

WORDS = (
    *("conversation", "message_key", "platform", "text", "language"),
    *("labels_before", "labels_after", "by"),
)


def upgrade() -> None:
    serial = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "correction",
        sa.Column("id", serial, primary_key=True),
        *(sa.Column(name, sa.String(), nullable=False) for name in WORDS),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["message_key"], ["message.key"]),
    )
    for name in ("conversation", "message_key"):
        op.create_index(f"ix_correction_{name}", "correction", [name])


def downgrade() -> None:
    op.drop_table("correction")
