"""What the pictures of the numbers are drawn from.

What the older tables tell exactly is summed up once, by the database itself, a statement a
measure: cases opened, open and resolved, promises, scores. First answers, times to a solution and
what became of the bot's answers are counted from now on: nobody kept the platform's times before.
"""

from __future__ import annotations

from time import time_ns

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

HOUR, DAY = 3_600_000_000, 86_400_000_000
# Measure, from which rows, when, which of them, how many each counts, its bucket.
CASE = '"case" AS c'
ENDING = 'ending AS e JOIN "case" AS c ON c.id = e.case_id'
PROMISE = 'promise AS p JOIN "case" AS c ON c.id = p.case_id'
RATING = 'rating AS r JOIN "case" AS c ON c.id = r.case_id'
DONE = "p.ended_at IS NOT NULL AND p.how IN ('answered', 'resolved')"
PAST = (
    ("opened", CASE, "c.opened_at", "1 = 1", "1", "0"),
    ("backlog", CASE, "c.opened_at", "1 = 1", "1", "0"),
    ("backlog", CASE, "c.updated_at", "c.status = 'resolved'", "-1", "0"),
    ("resolved_bot", ENDING, "e.at", "e.by_bot = 1", "1", "0"),
    ("resolved_people", ENDING, "e.at", "e.by_bot = 0", "1", "0"),
    ("reopened", ENDING, "e.reopened_at", "e.reopened_at IS NOT NULL", "1", "0"),
    ("kept", PROMISE, "p.ended_at", f"{DONE} AND p.ended_at <= p.due_at", "1", "0"),
    ("missed", PROMISE, "p.ended_at", f"{DONE} AND p.ended_at > p.due_at", "1", "0"),
    ("score_bot", RATING, "r.at", "r.by_bot = 1", "1", "r.score"),
    ("score_people", RATING, "r.at", "r.by_bot = 0", "1", "r.score"),
)


def upgrade() -> None:
    _tables()
    for measure, source, at, which, n, bucket in PAST:
        for grain, length in ((3600, HOUR), (86_400, DAY)):
            for topic in ("''", "c.intent"):
                for language in ("''", "c.language"):
                    op.execute(
                        sa.text(
                            "INSERT INTO number_sum"  # noqa: S608 - constants of this file
                            " (grain, topic, language, measure, at, platform, bucket, n)"
                            f" SELECT {grain}, {topic} AS t, {language} AS l, '{measure}',"
                            f" {at} / {length} * {length} AS h, c.platform, {bucket} AS b,"
                            f" SUM({n}) FROM {source} WHERE {which}"
                            f" GROUP BY t, l, h, c.platform, b"
                            " ON CONFLICT (grain, topic, language, measure, at, platform, bucket)"
                            " DO UPDATE SET n = number_sum.n + excluded.n"
                        )
                    )
    op.execute(
        sa.text("INSERT INTO number_sum VALUES (0, '', '', 'begun', :at, '', 0, 1)").bindparams(
            at=time_ns() // 1000
        )
    )


def _tables() -> None:
    op.create_table(
        "number_sum",
        sa.Column("grain", sa.Integer(), nullable=False),
        *_words("topic", "language", "measure"),
        sa.Column("at", sa.BigInteger(), nullable=False),
        *_words("platform"),
        sa.Column("bucket", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(
            "grain", "topic", "language", "measure", "at", "platform", "bucket"
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "number_own",
        sa.Column("grain", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        *_words("agent", "measure"),
        sa.Column("bucket", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("grain", "at", "agent", "measure", "bucket"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "case_fact",
        *_words("case_id", "conversation", "platform", "topic", "language"),
        *_times("since", "episode", "people_since", "bot_at", "people_at", "answered_at"),
        *_numbers("by_bot", "replied", "touched", "complained", "corrected", "score"),
        *_times("scored_at"),
        *_words("scored_topic", "scored_language", "scored_by"),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"]),
        sa.PrimaryKeyConstraint("case_id"),
    )
    op.create_index("ix_case_fact_answered", "case_fact", ["answered_at"])
    op.create_index("ix_case_fact_people", "case_fact", ["people_at"])
    scored = sa.text("score > 0")
    op.create_index(
        "ix_case_fact_scored",
        "case_fact",
        ["scored_at"],
        sqlite_where=scored,
        postgresql_where=scored,
    )


def downgrade() -> None:
    for name in ("case_fact", "number_own", "number_sum"):
        op.drop_table(name)


def _words(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.String(), nullable=False) for name in names]


def _numbers(*names: str) -> list[sa.Column[int]]:
    return [sa.Column(name, sa.Integer(), nullable=False) for name in names]


def _times(*names: str) -> list[sa.Column[int]]:
    return [sa.Column(name, sa.BigInteger(), nullable=True) for name in names]
