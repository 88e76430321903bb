"""What the feed can be filtered by, and what words a message has."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TSVECTOR

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

WORD = sa.String().with_variant(sa.String(collation="C"), "postgresql")
ORDER = ("priority", "due_at", "id")
OPEN, DONE = "status <> 'resolved'", "status = 'resolved'"
# What stands behind the order lets an index answer filters without the row.
TAIL = ("platform", "intent", "language", "risk", "status", "held_by", "agent")
BEFORE = {
    "ix_case_open": (ORDER, OPEN),
    "ix_case_held": (("held_by", *ORDER), OPEN),
    "ix_case_agent": (("agent", *ORDER), OPEN),
    "ix_case_resolved": (ORDER, DONE),
}
INDEXES = {
    "ix_case_open": ((), OPEN),
    "ix_case_held": (("held_by",), OPEN),
    "ix_case_agent": (("agent",), OPEN),
    "ix_case_platform": (("platform",), OPEN),
    "ix_case_intent": (("intent",), OPEN),
    "ix_case_language": (("language",), OPEN),
    "ix_case_risk": (("risk",), "status <> 'resolved' AND risk <> 'none'"),
    "ix_case_snoozed": ((), "status = 'snoozed'"),
    "ix_case_awaited": ((), "status IN ('new', 'open') AND held_by <> 'bot'"),
    "ix_case_resolved": ((), DONE),
    "ix_case_done_platform": (("platform",), DONE),
    "ix_case_done_intent": (("intent",), DONE),
    "ix_case_done_language": (("language",), DONE),
    "ix_case_done_agent": (("agent",), DONE),
}
COUNTED = {"platform": "platform", "topic": "intent", "language": "language", "risk": "risk"}


def upgrade() -> None:
    for name in BEFORE:
        op.drop_index(name, "case")
    for name, (first, where) in INDEXES.items():
        rest = [each for each in TAIL if each not in first]
        _index(name, (*first, *ORDER, *rest), where)
    _tables()
    _words_index()
    _count()


def downgrade() -> None:
    words = sa.text("DROP TABLE search_words")
    op.execute(words)
    for name in ("search_state", "search_term", "search_doc", "bulk", "case_read", "saved_view"):
        op.drop_table(name)
    op.execute(sa.text("DELETE FROM counter WHERE name LIKE 'open:%' OR name LIKE 'done:%'"))
    for name in INDEXES:
        op.drop_index(name, "case")
    for name, (columns, where) in BEFORE.items():
        _index(name, columns, where)


def _index(name: str, columns: tuple[str, ...], where: str) -> None:
    said = sa.text(where)
    op.create_index(name, "case", list(columns), sqlite_where=said, postgresql_where=said)


def _tables() -> None:
    op.create_table(
        "saved_view",
        *_words("id", "owner", "name", "filters"),
        sa.Column("shared", sa.Integer(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        _time("made_at"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_saved_view_owner", "saved_view", ["owner"])
    op.create_table(
        "case_read",
        *_words("agent", "case_id", "conversation", "seen_key"),
        sa.PrimaryKeyConstraint("agent", "case_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "bulk",
        *_words("id", "act", "by"),
        _time("at"),
        *_words("tag", "body"),
        sa.Column("undone_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "search_doc", _time("id"), *_words("conversation"), sa.PrimaryKeyConstraint("id")
    )
    op.create_table(
        "search_term",
        # Beginnings are looked up as spans, which only this order makes.
        sa.Column("term", WORD, nullable=False),
        sa.PrimaryKeyConstraint("term"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "search_state", *_words("name"), _time("value"), sa.PrimaryKeyConstraint("name")
    )


def _words_index() -> None:
    """The index is given ready tokens, so it only has to part them at spaces."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            sa.text(
                "CREATE VIRTUAL TABLE search_words USING fts5(words, content='', columnsize=0,"
                " detail='none', tokenize=\"ascii tokenchars '@#=_.'\")"
            )
        )
    else:
        op.create_table(
            "search_words",
            sa.Column("id", sa.BigInteger(), primary_key=True, autoincrement=False),
            sa.Column("words", TSVECTOR(), nullable=False),
        )
        op.create_index("ix_search_words", "search_words", ["words"], postgresql_using="gin")
    op.execute(
        sa.text(
            "INSERT INTO search_state (name, value)"
            " SELECT 'until', coalesce(max(id), 0) FROM inbox UNION ALL SELECT 'done', 0"
        )
    )


def _count() -> None:
    """Totals of the cases that are there already."""
    for name, column in COUNTED.items():
        for part, where in (("open", OPEN), ("done", DONE)):
            # Names of our own, above.
            op.execute(
                sa.text(
                    f"INSERT INTO counter (name, value) SELECT '{part}:{name}:' || {column},"  # noqa: S608
                    f' count(*) FROM "case" WHERE {where} GROUP BY {column}'
                )
            )


def _words(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.String(), nullable=False) for name in names]


def _time(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=False)
