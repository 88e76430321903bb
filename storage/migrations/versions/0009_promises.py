"""Promises, and who was called about them; open cases get theirs from what they say now."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

RUNNING = """
INSERT INTO promise
SELECT id, updated_at, conversation, platform, priority, intent, due_at, NULL, '', ''
FROM "case" WHERE status IN ('new', 'open') AND held_by <> 'bot'
"""


def upgrade() -> None:
    op.create_table(
        "promise",
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        *_words("conversation", "platform", "priority", "topic"),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        *_words("how", "by"),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"]),
        sa.PrimaryKeyConstraint("case_id", "since"),
    )
    _partial("ix_promise_running", "promise", ["due_at", "case_id"], "ended_at IS NULL")
    op.create_index("ix_promise_ended", "promise", ["ended_at"])
    op.create_table(
        "page",
        sa.Column("key", sa.String(), nullable=False),
        *_words("case_id", "conversation"),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("run", "number")),
        *_words("name", "via"),
        *(sa.Column(name, sa.BigInteger(), nullable=False) for name in ("sent_at", "next_at")),
        *_words("state", "why", "by", "token"),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"]),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_index("ix_page_case", "page", ["case_id", "run", "number"])
    op.create_index("ix_page_sent", "page", ["sent_at"])
    _partial("ix_page_token", "page", ["token"], "token <> ''")
    op.execute(sa.text(RUNNING))


def downgrade() -> None:
    op.drop_table("page")
    op.drop_table("promise")


def _words(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.String(), nullable=False) for name in names]


def _partial(name: str, table: str, columns: list[str], where: str) -> None:
    only = sa.text(where)
    op.create_index(name, table, columns, sqlite_where=only, postgresql_where=only)
