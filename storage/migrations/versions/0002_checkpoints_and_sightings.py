"""How far platforms were read, and who was seen there."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "checkpoint",
        *(sa.Column(name, sa.String(), primary_key=True) for name in ("platform", "name")),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("account", "value")),
    )
    keys = ("platform", "account", "address", "author_id")
    op.create_table(
        "sighting",
        *(sa.Column(name, sa.String(), primary_key=True) for name in keys),
        *(
            sa.Column(name, sa.String(), nullable=False)
            for name in ("handle", "name", "bio", "why")
        ),
        sa.Column("seen_at", sa.BigInteger(), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("sighting")
    op.drop_table("checkpoint")
