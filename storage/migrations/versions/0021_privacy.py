"""Legal holds and erasures."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.String(), nullable=False) for name in names]


def _numbers(*names: str) -> list[sa.Column[int]]:
    return [sa.Column(name, sa.BigInteger(), nullable=False) for name in names]


def upgrade() -> None:
    op.create_table(
        "legal_hold",
        sa.Column("id", SERIAL, nullable=False),
        *_texts("scope", "subject", "reason", "by"),
        *_numbers("at"),
        *_texts("lifted_by"),
        sa.Column("lifted_at", sa.BigInteger(), nullable=True),
        *_texts("lifted_why"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "erasure",
        sa.Column("id", SERIAL, nullable=False),
        *_texts("digests", "stage", "by"),
        *_numbers("asked_at"),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sa.Column("done_at", sa.BigInteger(), nullable=True),
        *(sa.Column(n, sa.Integer(), nullable=False) for n in ("texts", "places", "position")),
        *_texts("held", "body"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "retention_mark",
        sa.Column("kind", sa.String(), nullable=False),
        *_numbers("mark"),
        sa.PrimaryKeyConstraint("kind"),
    )
    now, running = sa.text("lifted_at IS NULL"), sa.text("stage <> 'done'")
    op.create_index(
        "ix_legal_hold_now", "legal_hold", ["subject"], sqlite_where=now, postgresql_where=now
    )
    op.create_index(
        "ix_erasure_running", "erasure", ["id"], sqlite_where=running, postgresql_where=running
    )


def downgrade() -> None:
    op.drop_table("retention_mark")
    op.drop_table("erasure")
    op.drop_table("legal_hold")
