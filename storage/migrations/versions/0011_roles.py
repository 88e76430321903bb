"""Every agent has a role."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Whoever could sign in until now could do everything.
    op.add_column("agent", sa.Column("role", sa.String(), nullable=False, server_default="admin"))


def downgrade() -> None:
    op.drop_column("agent", "role")
