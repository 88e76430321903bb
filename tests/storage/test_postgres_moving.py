"""`skerry migrate`: a desk of some thousand rows from a file to a server, interrupted once."""

from __future__ import annotations

import random
import shutil
import sqlite3
import time
from dataclasses import replace

import pytest
from typer.testing import CliRunner

from app.cli.main import app
from core.case import Move
from storage import open_store
from storage.copies import moving
from storage.engine.postgres import PostgresDriver
from storage.engine.sqlite import SqliteDriver
from tests import postgres_kit
from tests.contract.store_kit import (
    MIRA,
    REPLAY,
    a_case,
    a_result,
    a_say,
    after,
    messages,
    settle,
)

pytestmark = pytest.mark.anyio

PEOPLE = [f"replay:nordex:p{n}" for n in range(40)]
MANY = 1_200


@pytest.fixture(scope="module")
def worked(tmp_path_factory):
    """A file with the traces of a day's work."""
    import asyncio

    path = tmp_path_factory.mktemp("moving") / "desk.db"
    asyncio.run(_work(path))
    return path


async def _work(path) -> None:
    dice = random.Random(3)
    store = await open_store(f"sqlite:///{path}")
    await store.add_agent(MIRA)
    for start in range(0, MANY, 60):
        batch = [
            replace(each, text=f"提现 {each.id} \x00 “quoted”\t\\N\n")
            for n in range(start, start + 60)
            for each in messages(str(n), conversation=dice.choice(PEOPLE))
        ]
        await store.put(batch)
        results = [
            a_result(
                turn,
                case=turn.case or a_case(turn.conversation),
                outgoing=(a_say(f"{start}:{turn.conversation}", conversation=turn.conversation),),
            )
            for turn in await store.claim(after(0), limit=99, lease=30)
        ]
        await store.record(results, after(1))
        rows = await store.due([REPLAY], after(60), limit=9)
        await store.settle([settle(row.key) for row in rows])
    page = await store.feed("open", "mira")
    for row in page.rows[:5]:
        await store.move_case(row.case.id, Move.CLAIM, "mira", after(70))
        await store.note(row.case.id, "mira", "looked at it", after(71))
    await store.close()


@pytest.fixture
def desk(worked, tmp_path, monkeypatch):
    """The file where `skerry` looks for it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "settings.toml").write_text("")
    shutil.copy(worked, tmp_path / "skerry.db")
    return tmp_path / "skerry.db"


@pytest.fixture
def url():
    return postgres_kit.server().make("moved")


def migrate(url, *more):
    return CliRunner().invoke(app, ["migrate", "--to", url, *more])


def test_everything_arrives_and_the_desk_goes_on_there(desk, url):
    rows = sum(_counts(desk).values())
    result = migrate(url)
    assert (result.exit_code, result.stderr) == (0, "")
    assert rows > 5_000
    assert f"{rows:,} rows in" in result.stdout
    assert "SKERRY_STORAGE__URL=postgresql://skerry@/moved?host=" in result.stdout
    import asyncio

    asyncio.run(_goes_on(url))


async def _goes_on(url) -> None:
    store = await open_store(url)
    page = await store.feed("mine", "mira")
    assert len(page.rows) == 5
    file = await store.case_file(page.rows[0].case.id)
    assert any("提现" in line.text and "\x00" not in line.text for line in file.lines)
    assert await store.put(messages("0", "1", conversation=PEOPLE[0])) in {0, 1, 2}
    assert await store.put(messages("new", conversation="replay:nordex:new")) == 1
    turn = await claim_one_of(store, "replay:nordex:new")
    refused = await store.record([a_result(turn, case=a_case(turn.conversation))], after(100))
    assert not refused
    await store.close()


async def claim_one_of(store, name):
    turns = await store.claim(after(99), limit=99, lease=30)
    return next(turn for turn in turns if turn.conversation == name)


def test_what_was_interrupted_goes_on_where_it_was(desk, url, monkeypatch):
    monkeypatch.setattr(moving, "BATCH", 200)
    told = []

    insert = moving._insert

    def breaking(target, table, rows):
        told.append((table.name, len(rows)))
        if table.name == "inbox" and len([each for each in told if each[0] == "inbox"]) == 3:
            raise InterruptedError
        insert(target, table, rows)

    monkeypatch.setattr(moving, "_insert", breaking)
    assert isinstance(migrate(url).exception, InterruptedError)
    before = [name for name, _ in told]
    told.clear()
    monkeypatch.setattr(moving, "_insert", insert)
    seen = []
    monkeypatch.setattr(
        moving, "_insert", lambda c, table, rows: (seen.append(table.name), insert(c, table, rows))
    )
    result = migrate(url)
    assert result.exit_code == 0, result.output
    assert "message" in before
    assert "message" not in seen
    assert seen[0] == "inbox"
    assert _same(desk, url)


def test_a_desk_that_worked_meanwhile_is_moved_from_the_beginning(desk, url, monkeypatch):
    insert = moving._insert

    def breaking(target, table, rows):
        if table.name == "case":
            raise KeyError
        insert(target, table, rows)

    monkeypatch.setattr(moving, "_insert", breaking)
    assert isinstance(migrate(url).exception, KeyError)
    monkeypatch.setattr(moving, "_insert", insert)
    import asyncio

    asyncio.run(_one_more(desk))
    assert migrate(url).exit_code == 0
    assert _same(desk, url)


async def _one_more(path) -> None:
    store = await open_store(f"sqlite:///{path}")
    await store.put(messages("later", conversation=PEOPLE[3]))
    await store.close()


async def test_half_a_desk_is_not_worked_with(desk, url, monkeypatch):
    monkeypatch.setattr(moving, "compare", lambda *_: ["case (1 rows here, 2 there)"])
    result = migrate(url)
    assert result.exit_code == 1
    assert "not the same on both sides: case (1 rows here, 2 there)" in result.stderr
    with pytest.raises(Exception, match="a move into this database was interrupted"):
        await open_store(url)


def test_a_difference_is_found(desk, url):
    assert migrate(url).exit_code == 0
    with postgres_kit.server().connect("moved") as connection:
        connection.execute("UPDATE message SET text = text || '.' WHERE native_id = '7'")
    assert _different(desk, url) == [f"message ({MANY:,} rows here, {MANY:,} there)"]


def test_a_dry_run_writes_nothing(desk, url):
    result = migrate(url, "--dry-run")
    assert result.exit_code == 0
    assert "would be moved to postgresql://skerry@/moved" in result.stdout
    with postgres_kit.server().connect("moved") as connection:
        assert connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")
        tables = connection.execute("SELECT 1 FROM pg_tables WHERE schemaname = 'public'")
        assert tables.fetchall() == []


def test_a_database_that_somebody_uses_is_not_touched(desk, url):
    assert migrate(url).exit_code == 0
    result = migrate(url)
    assert result.exit_code == 2
    assert "a desk's data is there already; name an empty database" in result.stderr


def test_two_moves_do_not_meet(desk, url):
    with postgres_kit.server().connect("moved") as connection:
        connection.execute(moving.TAKE_LOCK)
        result = migrate(url)
    assert result.exit_code == 2
    assert "another move into this database is under way" in result.stderr


def test_a_desk_that_works_is_not_moved(desk, url):
    with sqlite3.connect(desk) as other:
        soon = (time.time_ns() // 1_000) + 60_000_000
        other.execute("INSERT INTO hold VALUES ('listen:x', 'host:7', ?)", (soon,))
    other.close()
    result = migrate(url)
    assert result.exit_code == 2
    assert "a desk (host:7) works with this database; stop it" in result.stderr


@pytest.mark.parametrize(
    ("place", "target", "line"),
    [
        ("sqlite:///skerry.db", "sqlite:///other.db", "--to: that is no server"),
        ("sqlite:///nowhere.db", "postgresql://x@/y", "there is no nowhere.db to move"),
        ("postgresql://x@/y", "postgresql://x@/y", "only a file (sqlite:///…) can be moved"),
    ],
    ids=["no server", "no file", "a server already"],
)
def test_wrong_use_costs_one_line(desk, monkeypatch, place, target, line):
    monkeypatch.setenv("SKERRY_STORAGE__URL", place)
    result = migrate(target)
    assert result.exit_code == 2
    assert line in result.stderr
    assert result.stderr.count("\n") == 1


def _counts(path) -> dict[str, int]:
    driver = SqliteDriver(str(path))
    with driver.reader.begin() as connection:
        counts = moving.counts(connection)
    driver.reader.dispose()
    return counts


def _same(path, url) -> bool:
    return not _different(path, url)


def _different(path, url) -> list[str]:
    here, there = SqliteDriver(str(path)), PostgresDriver(url)
    with here.reader.begin() as source, there.reader.begin() as target:
        different = moving.compare(source, target, lambda *_: None)
    here.reader.dispose()
    there.reader.dispose()
    return different
