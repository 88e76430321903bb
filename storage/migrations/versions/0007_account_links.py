"""Who linked his handle with an account of the exchange."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

KEYS = ("platform", "account", "author_id")


def upgrade() -> None:
    op.create_table(
        "account_link",
        *(sa.Column(name, sa.String(), primary_key=True) for name in KEYS),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("name", "reference")),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("freeze_until", sa.BigInteger(), nullable=True),
    )
    op.create_table(
        "account_try",
        *(sa.Column(name, sa.String(), primary_key=True) for name in KEYS),
        sa.Column("began", sa.BigInteger(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("account_try")
    op.drop_table("account_link")
