"""Who is on shift, who knows what, and who was given a case."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "team_member",
        *_words("agent", "zone", "week", "skills", "languages"),
        sa.Column("most", sa.Integer(), nullable=False),
        *_words("chosen"),
        _time("chosen_at", nullable=True),
        sa.PrimaryKeyConstraint("agent"),
    )
    op.create_table(
        "whereabouts",
        *_words("agent", "console"),
        _time("at"),
        _time("active_at"),
        *_words("spots"),
        sa.PrimaryKeyConstraint("agent", "console"),
    )
    op.create_index("ix_whereabouts_at", "whereabouts", ["at"])
    op.create_table(
        "assignment",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        *_words("case_id", "conversation", "agent", "mode", "fit"),
        sa.Column("load", sa.Integer(), nullable=False),
        sa.Column("most", sa.Integer(), nullable=False),
        _time("at"),
        _time("until"),
        *_words("fate"),
        _time("ended_at", nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    running = sa.text("fate = 'running'")
    op.create_index(
        "ix_assignment_running",
        "assignment",
        ["case_id"],
        sqlite_where=running,
        postgresql_where=running,
    )
    op.create_index("ix_assignment_ended", "assignment", ["ended_at"])


def downgrade() -> None:
    op.drop_table("assignment")
    op.drop_table("whereabouts")
    op.drop_table("team_member")


def _words(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.String(), nullable=False) for name in names]


def _time(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=nullable)
