"""Protection in the database: plans that walk indexes, an older file brought up, two processes."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
from datetime import UTC, datetime, timedelta

import pytest
from alembic import command
from sqlalchemy import Delete, Select, Update, create_engine, text
from sqlalchemy.dialects import postgresql, sqlite

from core.actions import Kind, Purpose
from core.protection import TRACE_DAYS
from core.scams import Verb
from storage import names, open_store
from storage.guard import guarding, ruling, scamfile, watching
from storage.guard import scams as accounts
from storage.migrate import alembic_config, upgrade
from tests.contract.guard_kit import (
    FILE,
    a_scam_message,
    a_seen,
    a_warning,
    an_act,
    an_asker,
    an_attack,
    asked,
    attacked,
    events,
    guarded,
    look,
    rule,
    turn_of,
)
from tests.contract.store_kit import REPLAY, after, claim_one, messages, settle

pytestmark = pytest.mark.anyio
EXPLAIN = "EXPLAIN QUERY PLAN {}"


@pytest.fixture
def url(tmp_path):
    return f"sqlite:///{tmp_path / 'desk.db'}"


@pytest.fixture
async def store(url, tmp_path, empty_file):
    shutil.copy(empty_file, tmp_path / "desk.db")
    store = await open_store(url)
    yield store
    await store.close()


# plans

PLANS = [
    (watching._ASKERS, "ix_asker_scene (platform=? AND scene=? AND asked_at>?)"),
    (watching._SEEN, "ix_trace_seen (kind=? AND digest=? AND at>?)"),
    (watching._SCAMS, "ix_trace_scam (digest=? AND kind=?)"),
    (watching.DOOR, "ix_message_private (author_id=? AND platform=?)"),
    (watching._FILES, "sqlite_autoindex_scam_1 (id=?)"),
    (watching._WATCHED, "ix_asker_time (platform=? AND asked_at>?)"),
    (watching._WARNED, "ix_scam_event_warned (heard_at>?)"),
    (scamfile._FEEDS["open"], "ix_scam_open ((grade,last_at,id)<(?,?,?))"),
    (scamfile._FEEDS["confirmed"], "ix_scam_status (status=? AND (grade,last_at,id)<(?,?,?))"),
    (scamfile._FEEDS["dismissed"], "ix_scam_status (status=? AND (grade,last_at,id)<(?,?,?))"),
    (scamfile._FEEDS["all"], "ix_scam_place ((grade,last_at,id)<(?,?,?))"),
    (scamfile._EVENTS, "ix_scam_event_key (scam_id=?)"),
    (scamfile._TRACES, "ix_trace_author (platform=? AND author_id=?)"),
    (scamfile._SHARED, "ix_trace_scam (digest=?)"),
    (scamfile._RULED, "ix_scam_status (status=?)"),
    (scamfile._RULED, "ix_scam_event_key (scam_id=? AND kind=?)"),
    (names._NAMES, "sqlite_autoindex_name_seen_1 (platform=? AND author_id=?)"),
    (names._BEARER, "ix_name_seen_handle (platform=? AND folded=?)"),
    (names._SCAM, "sqlite_autoindex_scam_1 (id=?)"),
    (scamfile._FORGET, "ix_trace_old (at<?)"),
    (scamfile._LEAVE, "ix_asker_old (asked_at<?)"),
    (accounts._BY_ID, "sqlite_autoindex_scam_1 (id=?)"),
    (accounts._ABOUT, "ix_scam_event_about (about=?)"),
    (accounts._HEARD, "ix_scam_event_about (about=?)"),
    (accounts._DELETED, "ix_scam_event_key (scam_id=? AND kind=?)"),
    (accounts._AMEND, "ix_scam_event_key (scam_id=? AND kind=? AND key=?)"),
    (accounts._HIDE, "sqlite_autoindex_trace_1 (message_key=?)"),
    (guarding._KNOWN, "ix_scam_event_about (about=?)"),
    (guarding._ROWS, "sqlite_autoindex_outbox_1 (key=?)"),
    (ruling._PAST, "ix_scam_event_key (scam_id=? AND kind=?)"),
    (ruling._FLAG, "sqlite_autoindex_trace_1 (message_key=?)"),
    (ruling._CLEAR, "ix_trace_author (platform=? AND author_id=?)"),
]


@pytest.mark.parametrize(("statement", "index"), PLANS)
def test_hot_queries_walk_an_index(empty_file, statement, index):
    compiled = statement.compile(dialect=sqlite.dialect())
    values = compiled.construct_params(_check=False) | {"values": ["a", "b"]}
    expanded = compiled.construct_expanded_state(values)
    query, names = EXPLAIN.format(expanded.statement), expanded.positional_parameters
    with sqlite3.connect(empty_file) as connection:
        plan = [row[3] for row in connection.execute(query, names)]
    connection.close()
    assert [step for step in plan if index in step], plan
    scans = [step for step in plan if step.startswith("SCAN") and "USING" not in step]
    assert not [step for step in scans if step not in {"SCAN recent", "SCAN flagged"}], plan


@pytest.mark.parametrize("view", ["open", "confirmed", "dismissed", "all"])
def test_pages_are_read_in_the_order_of_their_index(empty_file, view):
    compiled = str(scamfile._FEEDS[view].compile(dialect=sqlite.dialect()))
    with sqlite3.connect(empty_file) as connection:
        names = [0] * compiled.count("?")
        plan = [row[3] for row in connection.execute(EXPLAIN.format(compiled), names)]
    connection.close()
    assert not [step for step in plan if "TEMP B-TREE" in step], plan


@pytest.mark.parametrize(
    "module",
    [accounts, guarding, names, ruling, scamfile, watching],
    ids=lambda each: each.__name__,
)
def test_statements_are_not_one_databases_own(module):
    found = [each for each in vars(module).values() if isinstance(each, Select | Update | Delete)]
    found += list(getattr(module, "_FEEDS", {}).values())
    texts = [str(each.compile(dialect=postgresql.dialect())) for each in found]
    assert texts
    assert not [each for each in texts if "sqlite" in each or "rowid" in each]


# an older database

OLD_OUTBOX = (
    "INSERT INTO outbox (key, platform, account, conversation, address, case_id, answer, answers,"
    " by, kind, leg, text, sequence, created_at, due_at, settled_at, lease_until, state, attempts,"
    " remote_id, why, meta) VALUES (:key, 'replay', 'nordex', 'replay:nordex:ann', 'ann', '', :key,"
    " '[]', 'bot', 'say', 'public', 'say it', 0, 1, 1, :settled, 0, :state, 0, '', '', :meta)"
)
OLD_META = (
    '{"markdown":false,"reply_to":"1","target":null,"buttons":[{"label":"Yes","data":"/yes"}]}'
)


def an_older_file(path):
    """A database as it was before protection, with something said and something to say."""
    with create_engine(f"sqlite:///{path}").begin() as connection:
        config = alembic_config()
        config.attributes["connection"] = connection
        command.upgrade(config, "0003")
        for key, state, settled in (("said", "sent", 5), ("waits", "pending", None)):
            names = {"key": key, "state": state, "settled": settled, "meta": OLD_META}
            connection.execute(text(OLD_OUTBOX), names)


async def test_an_older_database_is_brought_up_with_its_rows(tmp_path, url):
    an_older_file(tmp_path / "desk.db")
    store = await open_store(url)
    (row,) = await store.due([REPLAY], after(0), limit=9)
    assert (row.key, row.purpose, row.replaces) == ("waits", Purpose.ANSWER, None)
    assert (row.reply_to, row.buttons[0].danger) == ("1", False)
    await store.settle([settle("waits")])
    await store.put(messages("1", at=70))
    turn = await claim_one(store, after(70))
    assert [each.text for each in turn.history] == ["say it", "say it"]
    file = await attacked(store, outgoing=(a_warning(), an_act()), warned=("warn:ann:1",))
    assert [each.kind for each in file.events] == ["message", "warning", "act"]
    await store.close()


async def test_it_can_be_taken_back_and_brought_up_again(tmp_path):
    an_older_file(tmp_path / "desk.db")
    with create_engine(f"sqlite:///{tmp_path / 'desk.db'}").begin() as connection:
        upgrade(connection)
        config = alembic_config()
        config.attributes["connection"] = connection
        command.downgrade(config, "0003")
        columns = {row[1] for row in connection.execute(text("PRAGMA table_info(outbox)"))}
        assert "purpose" not in columns
        upgrade(connection)
        found = connection.execute(text("SELECT key, purpose FROM outbox ORDER BY id")).all()
        assert [tuple(row) for row in found] == [("said", "answer"), ("waits", "answer")]


# at start


async def test_what_nobody_judged_is_forgotten_at_a_start(url):
    store = await open_store(url)
    now = datetime.now(UTC)
    old = now - timedelta(days=TRACE_DAYS, hours=1)
    rows = (a_seen("a", 1, at=old), a_seen("b", 1, at=now), a_seen("c", 1, at=old, scam=True))
    await turn_of(store, a_scam_message(), seen=rows)
    await asked(store, an_asker(asked_at=old), an_asker("bob", asked_at=now), number="q", at=5)
    await store.close()
    store = await open_store(url)
    around = await look(store, seen_since=old, asked_since=old)
    assert (around.echoes[0].authors, around.echoes[0].scams) == (2, 1)
    assert [each.author_id for each in around.askers] == ["bob"]
    await store.close()


# two processes


async def test_two_processes_rule_at_once_and_one_wins(store, url):
    other = await open_store(url)
    await attacked(store)
    for verb in (Verb.TAKE, Verb.BAN, Verb.DELETE, Verb.SCAM):
        kind = Kind(verb.value) if verb.value in set(Kind) else Kind.RESTRICT
        both = await asyncio.gather(
            *(
                rule(each, verb, by=by, outgoing=(an_act(kind, key=f"{verb}:{by}"),))
                for each, by in ((store, "mira"), (other, "tomasz"))
            )
        )
        assert sorted(each.won for each in both) == [False, True]
        won = next(each for each in both if each.won)
        assert all(each.by == won.by for each in both)
    assert len(await events(store, "ruling")) == 4
    assert len(await events(store, "act")) == 4
    await other.close()


async def test_two_processes_accuse_at_once_and_both_count(store, url):
    other = await open_store(url)
    many = [
        a_scam_message(id=f"e{n}", conversation=f"c{n}", received_at=after(n)) for n in range(20)
    ]
    await store.put(many)
    turns = await store.claim(after(60), limit=20, lease=30)
    results = [guarded(turn, attacks=(an_attack(turn.fresh[0]),)) for turn in turns]
    await asyncio.gather(
        *((store, other)[n % 2].record([each], after(60)) for n, each in enumerate(results))
    )
    file = await other.scam_file(FILE)
    assert (file.scam.messages, len(file.events)) == (20, 20)
    assert (await other.scams("open")).counts["open"] == 1
    await other.close()


async def test_what_is_recorded_is_on_the_disk_whole(store, tmp_path):
    rows = (a_warning(), an_act())
    await attacked(store, outgoing=rows, warned=("warn:ann:1",), message=a_scam_message())
    with sqlite3.connect(tmp_path / "desk.db") as other:
        counts = {
            name: other.execute(f"SELECT count(*) FROM {name}").fetchone()[0]
            for name in ("scam", "scam_event", "trace", "outbox")
        }
        assert counts == {"scam": 1, "scam_event": 3, "trace": 1, "outbox": 2}
        assert other.execute("PRAGMA foreign_key_check").fetchall() == []
    other.close()
