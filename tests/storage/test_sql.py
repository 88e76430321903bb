"""What only the SQL store can get wrong: rows the database refuses, plans that scan."""

from __future__ import annotations

import sqlite3
from datetime import datetime

import pytest
from sqlalchemy import Delete, Select, Update
from sqlalchemy.dialects import postgresql, sqlite

from core.feed import Filters
from core.types import DeadLetter
from storage import (
    arrivals,
    clockwork,
    dialogues,
    history,
    ledger,
    open_store,
    people,
    reaching,
    results,
    sending,
    settling,
    turns,
)
from storage.casework import (
    casefile,
    caselines,
    casestory,
    correcting,
    leading,
    mentioning,
    moves,
    parting,
)
from storage.casework import deeds as casework
from storage.doors import agents as doors
from storage.feed import query as feed_query
from storage.feed import totals as book
from tests.conftest import NOON, a_message
from tests.contract.store_kit import (
    MIRA,
    REPLAY,
    a_case,
    a_result,
    a_say,
    after,
    claim_one,
    judged,
    messages,
    open_case,
    work,
)

pytestmark = pytest.mark.anyio


@pytest.fixture
async def store(tmp_path):
    store = await open_store(f"sqlite:///{tmp_path / 'desk.db'}")
    yield store
    await store.close()


def rows(store, query: str):
    with sqlite3.connect(store._database.name) as connection:
        found = connection.execute(query).fetchall()
    connection.close()
    return found


@pytest.mark.parametrize(
    "bad",
    [
        a_message(id="bad", version=2**70),
        a_message(id="bad", received_at=datetime(2026, 1, 1)),  # noqa: DTZ001
        a_message(id="bad", text=b"bytes"),
    ],
    ids=["huge version", "naive time", "no text"],
)
async def test_one_bad_row_is_buried_and_the_batch_goes_on(store, bad):
    assert await store.put([*messages("1"), bad, *messages("2")]) == 3
    assert [each.id for each in (await claim_one(store)).fresh] == ["1", "2"]
    ((key, error),) = rows(store, "SELECT key, error FROM dead_letter")
    assert key == "replay:nordex:bad"
    assert "Error" in error
    assert (await store.totals())["dead_letters"] == 1


async def test_a_dead_letter_that_cannot_be_kept_fails_its_own_batch_only(store):
    letter = DeadLetter(
        platform=REPLAY, account="a", id="1", raw=b"raw", error="", received_at="yesterday"
    )
    with pytest.raises(TypeError):
        await store.put([letter])
    assert await store.put(messages("1")) == 1


async def test_broken_halves_of_emoji_are_replaced_not_refused(store):
    letter = DeadLetter(
        platform=REPLAY, account="a", id="1", raw="\ud83d", error="x", received_at=NOON
    )
    assert await store.put([a_message("hm \ud83d"), letter]) == 2
    assert [each.text for each in (await claim_one(store)).fresh] == ["hm ?"]


async def test_more_than_a_chunk_of_everything_at_once(store):
    many = [each for n in range(600) for each in messages(str(n), conversation=f"c{n}")]
    assert await store.put(many) == 600
    claimed = await store.claim(after(1), limit=600, lease=30)
    assert len(claimed) == 600
    assert not await store.record([a_result(turn) for turn in claimed], after(1))
    assert await store.put(many) == 0


async def test_only_digests_of_passes_are_on_the_disk(store):
    await store.add_agent(MIRA)
    await store.put_pass("digest", "mira", "link", after(60))
    assert rows(store, "SELECT digest, agent, kind FROM pass") == [("digest", "mira", "link")]
    await store.take_pass("other", "link", after(60))
    assert rows(store, "SELECT * FROM pass") == []  # and what ran out is swept away


async def test_a_result_the_database_cannot_take_is_tried_later_and_holds_up_nobody(store, caplog):
    await store.put([*messages("1"), *messages("2", conversation="c2")])
    ann, other = await store.claim(NOON, limit=9, lease=30)
    broken = a_result(ann, judged=(judged(ann.fresh[0], error="\ud83d"),))
    assert list(await store.record([broken, a_result(other)], NOON)) == [ann.conversation]
    assert "cannot be recorded" in caplog.text
    assert not await store.claim(after(4.9), limit=9, lease=1)
    again = await claim_one(store, after(5))
    assert (again.conversation, again.attempts) == (ann.conversation, 1)


async def test_recorded_once_is_recorded_for_good(store, tmp_path):
    """What a second process sees is whole turns."""
    await open_case(store, a_case(), outgoing=(a_say(),))
    with sqlite3.connect(tmp_path / "desk.db") as other:
        counts = [
            other.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]
            for name in ("message", "verdict", "case", "outbox", "decision", "timer")
        ]
        assert counts == [1] * 6
        assert other.execute("PRAGMA foreign_key_check").fetchall() == []
    other.close()


@pytest.mark.parametrize(
    ("statement", "index"),
    [
        (turns._TAKE, "ix_lane_ready"),
        (turns._FRESH, "ix_inbox_open"),
        (history._HEARD, "ix_inbox_past"),
        (history._SAID, "ix_outbox_said"),
        (turns._UNSAID, "ix_outbox_conversation (conversation=? AND state=?)"),
        (dialogues._KNOWN, "ix_dialogue_person (person=?)"),
        (dialogues._KNOWN, "dialogue_1 (conversation=?)"),
        (sending._CANDIDATES, "ix_outbox_pending"),
        (sending._CANDIDATES, "ix_outbox_conversation (conversation=? AND state=?)"),
        (sending._LOST, "ix_outbox_sending"),
        (clockwork._DUE, "ix_timer_ring"),
        (caselines._HEARD_WHOLE, "ix_message_conversation (conversation=? AND received_at<?)"),
        (caselines._HEARD_SPAN, "ix_message_conversation (conversation=? AND received_at<?)"),
        (caselines._SAID, "ix_outbox_conversation"),
        (caselines._NOTED, "ix_note_case_id"),
        (caselines._HEARD_COUNT, "COVERING INDEX ix_message_conversation"),
        (caselines._SAID_COUNT, "COVERING INDEX ix_outbox"),
        (casefile._DECIDED, "ix_decision_conversation"),
        (correcting._JUDGED, "ix_message_conversation"),
        (correcting._OF_CONVERSATION, "ix_correction_conversation"),
        (correcting._OF_MESSAGES, "ix_correction_message_key"),
        (leading._JOINED, "ix_case_merge_into_id"),
        (leading._INTO, "sqlite_autoindex_case_merge_1"),
        (leading._APART, "ix_case_split_conversation"),
        (ledger._BY_CONVERSATION, "ix_case_conversation"),
        (casestory._DECIDED, "ix_decision_conversation"),
        (casestory._REVEALED, "ix_decision_nowhere"),
        (casestory._USED, "sqlite_autoindex_tag_1 (tag>? AND tag<?)"),
        (mentioning._OF_AGENT, "ix_mention_agent (agent=?)"),
        (people._MINE, "ix_account_link_author"),
        (people._SAME, "ix_account_link_mark"),
        (people._CASES, "ix_case_author"),
        (correcting._ERASE, "ix_correction_message_key"),
    ],
)
async def test_hot_queries_walk_an_index(store, statement, index):
    await work(store, "1")
    compiled = statement.compile(dialect=sqlite.dialect())
    given = {"values": ["a", "b"], "platforms": ["x", "y"]}
    values = compiled.construct_params(_check=False) | given
    expanded = compiled.construct_expanded_state(values)
    query, names = f"EXPLAIN QUERY PLAN {expanded.statement}", expanded.positional_parameters
    with sqlite3.connect(store._database.name) as connection:
        plan = [row[3] for row in connection.execute(query, names)]
    connection.close()
    assert [step for step in plan if index in step], plan
    whole = [step for step in plan if step.startswith("SCAN") and "USING" not in step]
    assert not [step for step in whole if step != "SCAN ready"], "the rows that a claim has taken"


MODULES = (
    *(arrivals, book, casefile, clockwork, correcting, dialogues, doors, history, ledger),
    *(moves, reaching, results, sending, settling, turns),
    *(caselines, casestory, casework, leading, mentioning, parting, people),
)


@pytest.mark.parametrize(
    ("filters", "index"),
    [
        (Filters(status="unresolved"), "ix_case_open"),
        (Filters(status="unresolved", holder="mine"), "ix_case_agent"),
        (Filters(status="unresolved", holder="queue"), "ix_case_held"),
        (Filters(status="resolved"), "ix_case_resolved"),
    ],
    ids=lambda each: each if isinstance(each, str) else each.holder or each.status,
)
async def test_pages_of_the_feed_walk_an_index(store, filters, index):
    await open_case(store, a_case())

    def plan(connection):
        asked = feed_query.Asked(filters, "mira", NOON, book.totals(connection))
        query = feed_query.page(asked, connection, ("P0", 0, ""), 50)
        compiled = query.compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True})
        return [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {compiled}")]

    steps = await store._database.read(plan)
    assert [step for step in steps if f"INDEX {index}" in step], steps
    assert not [step for step in steps if "TEMP B-TREE" in step], steps


@pytest.mark.parametrize("module", MODULES, ids=lambda each: each.__name__)
async def test_statements_are_not_one_databases_own(module):
    """Inserts come from the dialect's helper; the rest has to compile for the other one too."""
    found = [each for each in vars(module).values() if isinstance(each, Select | Update | Delete)]
    texts = [str(each.compile(dialect=postgresql.dialect())) for each in found]
    assert texts
    assert not [each for each in texts if "sqlite" in each or "rowid" in each]


async def test_an_empty_page_of_changes_ends_at_once_when_nobody_waits(store):
    store.patience = 0.0
    assert list(await store.changes(0)) == []


async def test_a_second_opinion_cannot_be_written_past_the_store(store):
    await work(store, "1")
    with sqlite3.connect(store._database.name) as other, pytest.raises(sqlite3.IntegrityError):
        other.execute("INSERT INTO verdict SELECT * FROM verdict")
    other.close()
