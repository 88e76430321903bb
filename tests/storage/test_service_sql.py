"""Service in the database: which indexes its queries take, and what a migration makes of a desk."""

from __future__ import annotations

import shutil
import sqlite3

import pytest
from alembic import command
from sqlalchemy import create_engine, text
from sqlalchemy.dialects import sqlite

from storage import open_store
from storage.engine.work import Work
from storage.migrate import alembic_config
from storage.service import promise_book, promise_keeping, rating_book
from tests.conftest import NOON

pytestmark = pytest.mark.anyio

PLANS = [
    (promise_book._WAITING, "ix_case_held (held_by=? AND priority=?)"),
    (promise_book._OF_CASES, "ix_page_case (case_id=?)"),
    (promise_book._OF_CASES, "sqlite_autoindex_outbox_1 (key=?)"),
    (promise_book._SINCE, "ix_page_sent (sent_at>?)"),
    (promise_book._PROMISES, "ix_promise_ended (ended_at>?)"),
    (promise_book._ABOUT, "ix_page_token (token=?)"),
    (promise_keeping._END, "sqlite_autoindex_promise_1 (case_id=?)"),
    (promise_keeping._CLOSE, "ix_page_case (case_id=?)"),
    (promise_keeping._ANSWERS, "ix_outbox_conversation (conversation=? AND state=?)"),
    (rating_book._TO_ASK, "ix_ending_at (at>? AND at<?)"),
    (rating_book._TO_ASK, "sqlite_autoindex_outbox_1 (key=?)"),
    (rating_book._TO_REMIND, "ix_ending_at (at>?)"),
    (rating_book._LAST_QUESTION, "ix_outbox_conversation (conversation=? AND state=?)"),
    (rating_book._RATINGS, "ix_rating_at (at>?)"),
    (rating_book._COMMENT, "ix_message_conversation (conversation=?"),
    (rating_book._ENDINGS, "ix_ending_at (at>?)"),
]


@pytest.mark.parametrize(("statement", "index"), PLANS)
def test_what_is_asked_often_walks_an_index(empty_file, statement, index):
    compiled = statement.compile(dialect=sqlite.dialect())
    values = compiled.construct_params(_check=False) | {"values": ["a", "b"], "urgencies": ["P0"]}
    expanded = compiled.construct_expanded_state(values)
    query, names = f"EXPLAIN QUERY PLAN {expanded.statement}", expanded.positional_parameters
    with sqlite3.connect(empty_file) as connection:
        plan = [row[3] for row in connection.execute(query, [0 if n is None else n for n in names])]
    connection.close()
    assert [step for step in plan if index in step], plan
    assert not [step for step in plan if step.startswith("SCAN") and "USING" not in step], plan


OPEN = """
INSERT INTO "case" (id, platform, account, conversation, address, subject, author_id, author_name,
  priority, opened_at, updated_at, due_at, status, held_by, intent, language, leg, reason, risk,
  unreachable, version)
VALUES (:id, 'replay', 'n', :id, 'a', 's', 'u', 'U', 'P1', 1, 2, 3, :status, :held, 'kyc', 'en',
  'private', '', 'none', '', 1)
"""


def test_cases_that_wait_already_get_their_promise():
    with create_engine("sqlite://").connect() as connection:
        config = alembic_config()
        config.attributes["connection"] = connection
        command.upgrade(config, "0008")
        for name, status, held in (
            ("a", "new", "queue"),
            ("b", "open", "agent"),
            ("c", "waiting_user", "agent"),
            ("d", "new", "bot"),
            ("e", "resolved", "queue"),
        ):
            connection.execute(text(OPEN), {"id": name, "status": status, "held": held})
        command.upgrade(config, "head")
        rows = connection.execute(text("SELECT case_id, since, due_at, how FROM promise"))
        assert rows.all() == [("a", 2, 3, ""), ("b", 2, 3, "")]
        command.downgrade(config, "0008")
        command.upgrade(config, "head")


def _broken(connection, _payload):
    connection.execute(text("SELECT 1 / nothing"))


async def test_what_is_promised_stays_known_to_every_work(tmp_path, empty_file):
    path = shutil.copy(empty_file, tmp_path / "desk.db")
    store = await open_store(f"sqlite:///{path}")
    with pytest.raises(Exception, match="nothing"):
        await store._database.write(Work(_broken), None)
    assert await store._database.write(Work(_promises), None) == ["promises"]
    assert await store.promises_since(NOON) == []
    await store.close()


def _promises(connection, _payload):
    return list(connection.info)
