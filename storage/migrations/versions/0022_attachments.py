"""Files that agents send along with their answers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    words = ("id", "case_id", "agent", "conversation", "name", "kind")
    op.create_table(
        "attachment",
        *(sa.Column(each, sa.String(), nullable=False) for each in words),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.BigInteger(), nullable=False),
        sa.Column("sent_by", sa.String(), nullable=False),
        sa.Column("contents", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_attachment_case", "attachment", ["case_id", "agent"])
    op.create_index("ix_attachment_conversation", "attachment", ["conversation"])
    op.create_index("ix_attachment_saved", "attachment", ["saved_at"])


def downgrade() -> None:
    op.drop_table("attachment")
