"""What older tables tell exactly is summed up when the schema is brought up to date."""

from __future__ import annotations

import pytest
from alembic import command
from sqlalchemy import create_engine, text

from core.numbers.happening import DAYS, HOURS
from storage.migrate import alembic_config

HOUR = 3_600_000_000
CASE = (
    'INSERT INTO "case" (id, platform, account, conversation, address, subject, author_id,'
    " author_name, priority, opened_at, updated_at, due_at, status, held_by, intent, language, leg,"
    " reason, risk, unreachable, version) VALUES (:id, 'replay', 'n', :id, 'a', 's', 'u', 'U', 'P1',"  # noqa: E501
    " :opened, :updated, 0, :status, 'bot', :intent, 'en', 'public', '', 'none', '', 1)"
)
CASES = (
    {"id": "a", "opened": HOUR, "updated": 5 * HOUR, "status": "resolved", "intent": "fees"},
    {"id": "b", "opened": HOUR + 1, "updated": HOUR + 1, "status": "open", "intent": "kyc"},
)
MORE = (
    f"INSERT INTO ending VALUES ('a', {5 * HOUR}, 'a', 'replay', 1, 1, 1, {9 * HOUR})",
    f"INSERT INTO promise VALUES ('a', 0, 'a', 'replay', 'P1', 'fees', {3 * HOUR}, {2 * HOUR},"
    " 'answered', 'mira')",
    f"INSERT INTO promise VALUES ('b', 0, 'b', 'replay', 'P1', 'kyc', {3 * HOUR}, {4 * HOUR},"
    " 'resolved', 'mira')",
    f"INSERT INTO promise VALUES ('b', 1, 'b', 'replay', 'P1', 'kyc', {3 * HOUR}, NULL, '', '')",
    f"INSERT INTO rating VALUES ('a', 'a', 'k', 'replay', 4, 0, {6 * HOUR}, 'bot', 1, 'P1', 'fees')",  # noqa: E501
)


@pytest.fixture
def upgraded():
    """A database of the version before, with a past, brought up to date."""
    with create_engine("sqlite://").connect() as connection:
        config = alembic_config()
        config.attributes["connection"] = connection
        command.upgrade(config, "0015")
        for row in CASES:
            connection.execute(text(CASE), row)
        for statement in MORE:
            connection.execute(text(statement))
        command.upgrade(config, "0016")
        yield connection


def sums(connection, grain, topic=""):
    rows = connection.execute(
        text(
            "SELECT measure, at, bucket, n FROM number_sum"
            " WHERE grain = :grain AND topic = :topic AND language = '' ORDER BY 1, 2"
        ),
        {"grain": grain, "topic": topic},
    )
    return [(row.measure, row.at // HOUR, row.bucket, row.n) for row in rows]


def test_the_past_is_summed_up_by_hours(upgraded):
    assert sums(upgraded, HOURS) == [
        ("backlog", 1, 0, 2),
        ("backlog", 5, 0, -1),
        ("kept", 2, 0, 1),
        ("missed", 4, 0, 1),
        ("opened", 1, 0, 2),
        ("reopened", 9, 0, 1),
        ("resolved_bot", 5, 0, 1),
        ("score_bot", 6, 4, 1),
    ]


def test_and_by_days_and_topics(upgraded):
    assert ("backlog", 0, 0, 1) in sums(upgraded, DAYS)
    assert sums(upgraded, HOURS, "kyc") == [
        ("backlog", 1, 0, 1),
        ("missed", 4, 0, 1),
        ("opened", 1, 0, 1),
    ]


def test_it_is_known_from_when_on_everything_is_counted(upgraded):
    (at,) = upgraded.execute(text("SELECT at FROM number_sum WHERE grain = 0")).one()
    assert at > 0
