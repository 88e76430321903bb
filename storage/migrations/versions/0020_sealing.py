"""Key ring and blind index."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

# What verdicts were asked for in their text, which is sealed from here on.
CRISIS = 'UPDATE verdict SET crisis = 1 WHERE body LIKE \'%"intent":"crisis"%\''


def upgrade() -> None:
    op.create_table(
        "sealing_key",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("done_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.add_column(
        "verdict", sa.Column("crisis", sa.Integer(), nullable=False, server_default=sa.text("0"))
    )
    op.execute(sa.text(CRISIS))
    op.add_column("account_link", sa.Column("mark", sa.String(), nullable=False, server_default=""))
    op.execute(sa.text("UPDATE account_link SET mark = reference"))
    op.drop_index("ix_account_link_reference", "account_link")
    op.create_index("ix_account_link_mark", "account_link", ["mark"])


def downgrade() -> None:
    op.drop_index("ix_account_link_mark", "account_link")
    op.create_index("ix_account_link_reference", "account_link", ["reference"])
    with op.batch_alter_table("account_link") as link:
        link.drop_column("mark")
    with op.batch_alter_table("verdict") as verdict:
        verdict.drop_column("crisis")
    op.drop_table("sealing_key")
