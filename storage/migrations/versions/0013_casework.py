"""Tags, merged cases and mentions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _tags()
    _cases()
    _words_among_agents()
    op.create_index("ix_case_author", "case", ["platform", "author_id", "opened_at"])
    op.create_index("ix_account_link_reference", "account_link", ["reference"])
    op.create_index("ix_account_link_author", "account_link", ["platform", "author_id"])
    nowhere = sa.text("conversation = ''")
    op.create_index(
        "ix_decision_nowhere",
        "decision",
        ["act", "id"],
        sqlite_where=nowhere,
        postgresql_where=nowhere,
    )
    # Long conversations are read from their end, a page at a time.
    op.drop_index("ix_message_conversation", "message")
    op.create_index("ix_message_conversation", "message", ["conversation", "received_at"])


def downgrade() -> None:
    op.drop_index("ix_decision_nowhere", "decision")
    op.drop_index("ix_message_conversation", "message")
    op.create_index("ix_message_conversation", "message", ["conversation"])
    op.drop_index("ix_account_link_author", "account_link")
    op.drop_index("ix_account_link_reference", "account_link")
    op.drop_index("ix_case_author", "case")
    for name in ("note_edit", "mention", "case_line", "case_split", "case_merge"):
        op.drop_table(name)
    for name in ("tag", "case_tag"):
        op.drop_table(name)


def _tags() -> None:
    op.create_table(
        "case_tag",
        *_words("case_id", "tag", "conversation", "by"),
        _time("at"),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"]),
        sa.PrimaryKeyConstraint("case_id", "tag"),
    )
    op.create_index("ix_case_tag_tag", "case_tag", ["tag", "case_id"])
    op.create_table(
        "tag",
        *_words("tag"),
        sa.Column("cases", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("tag"),
    )


def _cases() -> None:
    op.create_table(
        "case_merge",
        *_words("case_id", "into_id", "conversation", "by"),
        _time("at"),
        sa.Column("was_open", sa.Integer(), nullable=False),
        *_words("was_agent"),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"]),
        sa.ForeignKeyConstraint(["into_id"], ["case.id"]),
        sa.PrimaryKeyConstraint("case_id"),
    )
    op.create_index("ix_case_merge_into_id", "case_merge", ["into_id"])
    op.create_table(
        "case_split",
        *_words("case_id", "from_id", "conversation", "by"),
        _time("at"),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"]),
        sa.ForeignKeyConstraint(["from_id"], ["case.id"]),
        sa.PrimaryKeyConstraint("case_id"),
    )
    op.create_index("ix_case_split_conversation", "case_split", ["conversation"])
    op.create_index("ix_case_split_from_id", "case_split", ["from_id"])
    op.create_table(
        "case_line",
        *_words("stem", "case_id", "conversation"),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"]),
        sa.PrimaryKeyConstraint("stem"),
    )
    op.create_index("ix_case_line_case_id", "case_line", ["case_id"])


def _words_among_agents() -> None:
    op.create_table(
        "mention",
        *_words("agent", "case_id", "conversation"),
        _time("note_id"),
        *_words("by"),
        _time("at"),
        sa.Column("seen_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"]),
        sa.PrimaryKeyConstraint("agent", "case_id"),
    )
    op.create_index("ix_mention_agent", "mention", ["agent", "at", "case_id"])
    op.create_table(
        "note_edit",
        sa.Column("id", SERIAL, nullable=False),
        _time("note_id"),
        *_words("case_id", "conversation", "text"),
        _time("at"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_note_edit_note_id", "note_edit", ["note_id"])


def _words(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.String(), nullable=False) for name in names]


def _time(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=False)
