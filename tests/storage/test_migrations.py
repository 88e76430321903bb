"""The migrated schema is the one the tables describe."""

from __future__ import annotations

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine, text

from core.errors import ConfigError
from storage.migrate import alembic_config, upgrade
from storage.tables import metadata

SCHEMA = text("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL")


@pytest.fixture
def connection():
    with create_engine("sqlite://").connect() as connection:
        yield connection


def ours():
    """Only this room's tables: another import may have added its own to the shared metadata."""
    return [each for each in metadata.sorted_tables if each.name in NAMES]


NAMES = {
    *("message", "inbox", "lane", "verdict", "case", "outbox", "timer", "decision", "note"),
    *("counter", "change", "agent", "pass", "reach", "dead_letter", "hold", "correction"),
    *("asker", "trace", "scam", "scam_event", "alarm", "name_seen"),
    *("promise", "page", "rating", "ending"),
    *("heard", "heard_by", "heard_hour", "incident", "incident_asked", "switch"),
    *("account_link", "account_try", "dialogue"),
    *("team_member", "whereabouts", "assignment"),
    *("audit_chain", "api_token", "api_once", "webhook", "webhook_delivery", "webhook_told"),
    "webhook_mark",
    *("session", "agent_keys", "spare_code", "passkey", "door_step", "company_identity"),
    *("saved_view", "case_read", "bulk", "search_doc", "search_term", "search_state"),
    *("case_tag", "tag", "case_merge", "case_split", "case_line", "mention", "note_edit"),
    *("number_sum", "number_own", "case_fact", "draft", "canned", "canned_past"),
    *("legal_hold", "erasure", "retention_mark"),
    "attachment",
}


def belongs(_object, name, kind, _reflected, _other):
    return kind != "table" or name in NAMES


def test_the_migrated_schema_equals_the_tables(connection):
    upgrade(connection)
    options = {"include_object": belongs, "render_as_batch": True, "compare_type": True}
    context = MigrationContext.configure(connection, opts=options)
    assert compare_metadata(context, metadata) == []


def test_the_migrated_indexes_cover_the_same_rows(connection):
    upgrade(connection)
    migrated = {name: sql.split() for name, sql in connection.execute(SCHEMA)}
    with create_engine("sqlite://").connect() as other:
        metadata.create_all(other, tables=ours())
        described = {name: sql.split() for name, sql in other.execute(SCHEMA)}
    assert migrated == described


def test_every_table_that_grows_with_traffic_carries_the_conversation():
    hot = ("message", "inbox", "lane", "verdict", "case", "outbox", "timer", "decision", "note")
    others = ("change", "correction")
    assert all("conversation" in metadata.tables[name].columns for name in (*hot, *others))


def test_upgrading_twice_changes_nothing(connection):
    upgrade(connection)
    before = connection.execute(SCHEMA).all()
    upgrade(connection)
    assert connection.execute(SCHEMA).all() == before


def test_a_newer_schema_is_refused_with_what_to_do(connection):
    upgrade(connection)
    connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(ConfigError, match=r"newer version \(schema 9999\); start that version"):
        upgrade(connection)


def one_ahead(connection, *changes):
    """The schema as the next version left it."""
    upgrade(connection)
    head = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one()
    following = f"{int(head) + 1:04d}"
    connection.execute(text(f"UPDATE alembic_version SET version_num = '{following}'"))
    for change in changes:
        connection.execute(text(change))
    return following


@pytest.mark.parametrize(
    "change",
    [
        "CREATE TABLE something_new (id INTEGER PRIMARY KEY, told TEXT NOT NULL)",
        "ALTER TABLE lane ADD COLUMN told TEXT",
        "ALTER TABLE lane ADD COLUMN told INTEGER NOT NULL DEFAULT 0",
    ],
    ids=["a table", "a column that may be empty", "a column that fills itself"],
)
def test_the_next_versions_schema_is_worked_with_where_we_can(connection, caplog, change):
    following = one_ahead(connection, change)
    upgrade(connection)
    assert f"schema ({following}) is one ahead" in caplog.text
    assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == following


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ("ALTER TABLE lane DROP COLUMN last_key", "lane.last_key"),
        ("ALTER TABLE lane RENAME COLUMN ver TO version", "lane.ver"),
        ("DROP TABLE note", r"note\."),
    ],
    ids=["a column is gone", "a column is called otherwise", "a table is gone"],
)
def test_the_next_versions_schema_is_refused_where_we_cannot(connection, change, named):
    following = one_ahead(connection, change)
    with pytest.raises(
        ConfigError, match=rf"schema {following}\), beside which .*\({named}"
    ) as told:
        upgrade(connection)
    assert "\n" not in str(told.value)


def test_a_new_column_that_we_would_leave_out_is_refused(connection):
    one_ahead(connection, "ALTER TABLE lane DROP COLUMN last_key")
    connection.execute(text("DROP TABLE lane"))
    columns = "conversation TEXT PRIMARY KEY, ready_at BIGINT, lease_until BIGINT, ver BIGINT"
    rest = "messages BIGINT, last_key TEXT, told TEXT NOT NULL"
    connection.execute(text(f"CREATE TABLE lane ({columns}, {rest})"))
    with pytest.raises(ConfigError, match=r"lane\.told"):
        upgrade(connection)


def test_the_first_revision_can_be_taken_back(connection):
    upgrade(connection)
    config = alembic_config()
    config.attributes["connection"] = connection
    command.downgrade(config, "base")
    assert connection.execute(SCHEMA).all() == []
