"""Backup, wipe, restore: identical, from and to both kinds of database, or not at all."""

from __future__ import annotations

import asyncio
import io
import json
import os
import random
import shutil
import sqlite3
import tempfile
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from app.backup.copy import back_up
from app.backup.file import Manifest, Reading, head_now, write
from app.backup.seal import BackupFailed
from app.cli.main import app
from app.restore import run as restoring
from app.restore.run import check_target, restore
from app.restore.source import Source, opened
from core.errors import ConfigError, StorageUnavailable
from core.finding import Search
from storage import open_store
from storage.copies import load as backup_load
from storage.copies.load import as_kept
from storage.copies.snapshot import Block, reading, release, row_of, snapshot, tables
from storage.engine.sqlite import SqliteDriver
from storage.migrate import bring_to
from storage.opening import path_of
from tests import postgres_kit
from tests.backup_kit import (
    FREE,
    OTHER_KEY,
    OUR_KEY,
    fill,
    loaded,
    made_up,
    same,
    scatter,
    shuffled,
    tallies,
)
from tests.contract.store_kit import NOON, REPLAY, after, messages, states

pytestmark = pytest.mark.anyio
KINDS = ["sqlite", "postgres"]
SETTINGS = """
[storage]
url = "sqlite:///desk.db"
[sealing]
key = "none"
"""


@pytest.fixture(scope="module")
def filled(tmp_path_factory, empty_desk):
    """A file in which a desk has worked."""
    path = tmp_path_factory.mktemp("filled") / "desk.db"
    shutil.copy(empty_desk, path)

    async def work():
        store = await open_store(f"sqlite:///{path}")
        await fill(store)
        await store.close()

    asyncio.run(work())
    return path


@pytest.fixture(scope="module")
def empty_desk(tmp_path_factory):
    path = tmp_path_factory.mktemp("empty") / "empty.db"

    async def create():
        await (await open_store(f"sqlite:///{path}")).close()

    asyncio.run(create())
    return path


@pytest.fixture
def desk(filled, tmp_path):
    return f"sqlite:///{shutil.copy(filled, tmp_path / 'desk.db')}"


@pytest.fixture
def target(request, tmp_path):
    if request.param == "postgres":
        return postgres_kit.server().make("restored")
    return f"sqlite:///{tmp_path / 'restored.db'}"


def copied(url: str, tmp_path) -> str:
    made = back_up(loaded(url), "asked", lambda _: None, to=str(tmp_path / "vault"))
    return f"{made.place}/{made.name}"


def put_back(place: str, url: str) -> restoring.Restored:
    ours = loaded(url)
    with opened(place, ours) as source:
        return restore(source, url, ours, lambda _: None)


class Draw:
    """Anything that a column may hold, from one seed."""

    WORDS = ("", "提现", "a\0b", "'; --", "\\u0000", "\x1f", "🦊" * 3, "\n", "{}", "%s", "null")

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)

    def text(self) -> str:
        return "".join(self.dice.choices(self.WORDS, k=self.dice.randint(0, 4)))

    def number(self) -> int:
        return self.dice.choice((0, 1, -1, 2**62, -(2**62), self.dice.getrandbits(40)))


@pytest.mark.parametrize("first", KINDS)
@pytest.mark.parametrize("second", KINDS)
def test_made_up_rows_arrive_identical(first, second, filled, tmp_path):
    one = _made(first, "one", tmp_path)
    put_back(_plain_copy(filled, tmp_path), one)
    driver = reading(one)
    with driver.reader.begin() as connection:
        known = {each.name: each for each in tables(connection)}
    release(driver)
    draw = Draw(KINDS.index(first) * 2 + KINDS.index(second))
    rows = {name: [made_up(known[name], draw, n) for n in range(40)] for name in FREE}
    scatter(one, {name: found for name, found in rows.items() if name != "counter"})
    before, place = tallies(one), copied(one, tmp_path)
    two = _made(second, "two", tmp_path)
    done = put_back(place, two)
    assert done.rows == sum(each.rows for each in before.values())
    different = same(before, tallies(two))
    if (first, second) == ("sqlite", "postgres"):  # NUL is no character there
        assert set(different) <= set(FREE)
        different = same(_cleaned(one), tallies(two))
    assert different == []


def _cleaned(url: str):
    """What a server keeps of a file."""
    found = Manifest()
    with snapshot(url) as here:
        for block in here.blocks():
            lines = list(as_kept("postgresql", block.lines))
            found.count(Block(block.table, block.columns, lines))
    return found.tables


def _made(kind: str, name: str, tmp_path) -> str:
    if kind == "postgres":
        return postgres_kit.server().make(f"backup_{name}")
    return f"sqlite:///{tmp_path / name}.db"


def _plain_copy(filled, tmp_path) -> str:
    return str(shutil.copy(filled, tmp_path / "plain.db"))


@settings(max_examples=5, deadline=None)
@given(texts=st.lists(st.text(max_size=30), max_size=20))
def test_whatever_people_wrote_comes_back(texts):
    """By hypothesis, through file, compression, seal and a new database."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/one.db"
        with closing(sqlite3.connect(f"{folder}/one.db")) as raw:
            raw.execute("CREATE TABLE alembic_version (version_num TEXT)")
            raw.execute("INSERT INTO alembic_version VALUES ('0001')")
            raw.execute("CREATE TABLE said (id INTEGER PRIMARY KEY, words TEXT, more BLOB)")
            rows = [(n, each, each.encode()) for n, each in enumerate(texts)]
            raw.executemany("INSERT INTO said VALUES (?, ?, ?)", rows)
            raw.commit()
        into = io.BytesIO()
        with snapshot(url) as here:
            made = write(into, bytes(32), head_now("0001", "asked"), here.blocks(), lambda _: None)
        into.seek(0)
        found = Reading(into, [bytes(32)])
        came = [row_of(line) for block in found.blocks() for line in block.lines]
        assert came == [list(row) for row in rows]
        assert found.manifest.fields() == made.fields()


@pytest.mark.parametrize("target", KINDS, indirect=True)
async def test_a_desk_goes_on_where_it_was(desk, target, tmp_path):
    before = tallies(desk)
    place = copied(desk, tmp_path)
    os.unlink(path_of(desk))  # noqa: PTH108 - blocks for no time
    done = await asyncio.to_thread(put_back, place, target)
    assert same(before, tallies(target)) == []
    assert (done.unknown, done.made_at[-3:]) == (1, "UTC")
    store = await open_store(target)
    mine = await store.feed("mine", "mira")
    (row,) = mine.rows
    assert "unknown" in (await states(store, row.case.id)).values() or row.case.agent == "mira"
    assert await store.put(messages("new", conversation="replay:nordex:new")) == 1
    (turn,) = await store.claim(after(99), limit=9, lease=30)
    assert turn.conversation == "replay:nordex:new"
    await store.close()


@pytest.mark.parametrize("target", KINDS, indirect=True)
async def test_what_was_in_flight_is_neither_repeated_nor_held(desk, target, tmp_path):
    soon = (time.time_ns() // 1_000) + 60_000_000
    scatter(
        desk,
        {
            "hold": [{"name": "listen:x", "owner": "host:7", "until": soon}],
            "pass": [{"digest": "d", "agent": "mira", "kind": "link", "until": soon}],
            "door_step": [
                {"digest": "d", "kind": "code", "agent": "mira", "body": "{}", "until": soon}
            ],
        },
    )
    with closing(sqlite3.connect(path_of(desk))) as raw:
        raw.execute("UPDATE lane SET lease_until = ?", (soon,))
        raw.commit()
    await asyncio.to_thread(put_back, copied(desk, tmp_path), target)
    driver = reading(target)
    with driver.reader.begin() as connection:

        def asked(query: str):
            return connection.exec_driver_sql(query).scalars().all()

        for name in ("hold", "pass", "door_step", "session"):
            assert asked(f'SELECT 1 FROM "{name}"') == []
        assert set(asked("SELECT lease_until FROM lane")) == {0}
        assert set(asked("SELECT state FROM outbox")) == {"unknown"}
    release(driver)
    store = await open_store(target)
    assert list(await store.due([REPLAY], after(10_000), limit=9)) == []
    assert list(await store.stranded(REPLAY)) == []
    await store.close()


@pytest.mark.parametrize("target", KINDS, indirect=True)
async def test_words_are_found_again(desk, target, tmp_path):
    await asyncio.to_thread(put_back, copied(desk, tmp_path), target)
    store, ask = await open_store(target), Search(words="second", agent="mira", now=NOON)
    assert not (await store.find(ask)).rows
    await store.index_older()
    found = await store.find(ask)
    assert found.rows
    await store.close()


@pytest.mark.parametrize("target", KINDS, indirect=True)
def test_nothing_is_put_over_a_desk_unless_forced(desk, target, tmp_path):
    place = copied(desk, tmp_path)
    put_back(place, target)
    with pytest.raises(ConfigError, match="is not empty; --force puts the backup in its place"):
        check_target(target, force=False)
    check_target(target, force=True)
    done = put_back(place, target)
    assert bool(done.aside) == target.startswith("sqlite")
    if done.aside:
        assert same(tallies(f"sqlite:///{done.aside}"), tallies(target)) == []


@pytest.mark.parametrize("target", KINDS, indirect=True)
def test_nothing_is_put_under_a_desk_that_works(desk, target, tmp_path):
    put_back(copied(desk, tmp_path), target)
    soon = (time.time_ns() // 1_000) + 60_000_000
    scatter(target, {"hold": [{"name": "listen:x", "owner": "host:7", "until": soon}]})
    with pytest.raises(ConfigError, match=r"a desk \(host:7\) works with .*; stop it"):
        check_target(target, force=True)


@pytest.mark.parametrize("target", KINDS, indirect=True)
def test_a_flipped_bit_changes_nothing(desk, target, tmp_path):
    place = copied(desk, tmp_path)
    put_back(place, target)
    before = tallies(target)
    _, data = shuffled(Path(place).read_bytes())
    Path(place).write_bytes(data)
    with pytest.raises((BackupFailed, ConfigError)):
        put_back(place, target)
    assert tallies(target) == before
    assert not list(tmp_path.glob("*restoring*"))


@pytest.mark.parametrize("target", KINDS, indirect=True)
def test_rows_that_arrive_changed_are_found_and_undone(desk, target, tmp_path, monkeypatch):
    place = copied(desk, tmp_path)
    name = "_copied" if target.startswith("postgres") else "_inserted"
    put = getattr(backup_load, name)

    def losing(connection, block):
        kept = block.lines[1:] if block.table == "verdict" else block.lines
        put(connection, replace(block, lines=kept))

    monkeypatch.setattr(backup_load, name, losing)
    with pytest.raises(BackupFailed, match=r"what was restored is not .*\(verdict\)"):
        put_back(place, target)
    check_target(target, force=False)


def test_an_older_schema_is_restored_and_brought_up_to_date(tmp_path):
    old = f"sqlite:///{tmp_path}/old.db"
    driver = SqliteDriver(path_of(old))
    driver.prepare(lambda connection: bring_to(connection, "0018"))
    release(driver)
    scatter(old, {"agent": [{"id": "mira", "name": "Mira", "created_at": 1, "role": "lead"}]})
    place = copied(old, tmp_path)
    assert "-0018-asked-" in place
    new = f"sqlite:///{tmp_path}/new.db"
    put_back(place, new)
    with snapshot(new) as here:
        assert here.revision > "0018"
        assert here.counts()["agent"] == 1


def test_a_plain_copy_is_restored_too(filled, tmp_path):
    plain = shutil.copy(filled, tmp_path / "desk.db.before-0019")
    done = put_back(str(plain), f"sqlite:///{tmp_path}/new.db")
    assert done.made_at == "when it was copied"
    assert same(tallies(f"sqlite:///{plain}"), tallies(f"sqlite:///{tmp_path}/new.db")) == []


def test_a_damaged_file_is_replaced_and_kept(desk, tmp_path):
    place = copied(desk, tmp_path)
    before = tallies(desk)
    path = Path(path_of(desk))
    path.write_bytes(b"\0" * 40_000)
    with pytest.raises(ConfigError, match="--force"):
        check_target(desk, force=False)
    check_target(desk, force=True)
    done = put_back(place, desk)
    assert same(before, tallies(desk)) == []
    assert Path(done.aside).read_bytes() == b"\0" * 40_000


def test_a_file_that_somebody_has_open_is_not_replaced(desk, tmp_path):
    place = copied(desk, tmp_path)
    with closing(sqlite3.connect(path_of(desk))) as other:
        other.execute("SELECT count(*) FROM message").fetchone()
        with pytest.raises(ConfigError, match="another program has it open"):
            put_back(place, desk)
    assert not list(tmp_path.glob("*restoring*"))


def test_two_restores_do_not_meet(desk, tmp_path):
    place = copied(desk, tmp_path)
    (tmp_path / "new.db.restoring").touch()
    with pytest.raises(ConfigError, match="another restore is under way"):
        put_back(place, f"sqlite:///{tmp_path}/new.db")


def test_a_table_that_nobody_knows_is_refused(tmp_path):
    def blocks():
        yield Block("horoscope", ("id",), [b"[1]"])

    source = Source("x", "0019", "then", blocks, Manifest())
    url = f"sqlite:///{tmp_path}/new.db"
    with pytest.raises(ConfigError, match="the backup holds horoscope"):
        restore(source, url, loaded(url), lambda _: None)
    assert not list(tmp_path.iterdir())


def test_a_place_that_cannot_be_written_to_costs_one_line(desk, tmp_path):
    place = copied(desk, tmp_path)
    with pytest.raises(StorageUnavailable, match="No such file or directory"):
        put_back(place, f"sqlite:///{tmp_path}/nowhere/new.db")


# What an operator types


@pytest.fixture
def operator(desk, tmp_path, monkeypatch):
    """The project's folder, with a desk in it."""
    for name in [each for each in os.environ if each.startswith("SKERRY_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("SKERRY_BACKUP_KEY", OUR_KEY)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "settings.toml").write_text(SETTINGS)

    def typed(*words: str):
        return CliRunner().invoke(app, list(words))

    return typed


def test_backup_wipe_restore(operator, tmp_path):
    before = tallies("sqlite:///desk.db")
    rows = sum(each.rows for each in before.values())
    planned = operator("backup", "--to", "vault", "--dry-run")
    assert f"{rows:,} rows in" in planned.stdout
    assert not Path("vault").exists()
    made = operator("backup", "--to", "vault")
    assert (made.exit_code, made.stderr) == (0, "")
    assert "read back, and the same" in made.stdout
    Path("desk.db").unlink()
    seen = operator("restore", "vault", "--dry-run")
    assert f"{rows:,} rows in" in seen.stdout
    assert not Path("desk.db").exists()
    done = operator("restore", "vault")
    assert (done.exit_code, done.stderr) == (0, "")
    assert "1 sends were waiting or under way then" in done.stdout
    assert "SKERRY_DESK__STALE_AFTER_H=0.01" in done.stdout
    assert same(before, tallies("sqlite:///desk.db")) == []
    again = operator("restore", "vault")
    assert (again.exit_code, again.stderr.count("\n")) == (2, 1)
    assert "--force" in again.stderr
    forced = operator("restore", "vault", "--force")
    assert forced.exit_code == 0
    assert "what was there before is desk.db.before-restore-" in forced.stdout


def test_lists_and_verifies(operator):
    assert operator("backup", "list", "--to", "vault").stderr == "vault: no backups\n"
    operator("backup", "--to", "vault")
    operator("backup", "--to", "vault")
    lines = operator("backup", "list", "--to", "vault").stdout.splitlines()
    first, second = (json.loads(line) for line in lines)
    assert first["name"] > second["name"]
    assert (first["why"], first["bytes"] > 1000) == ("asked", True)
    told = operator("backup", "verify", f"vault/{second['name']}")
    assert "whole;" in told.stdout
    assert operator("backup", "verify", "vault").exit_code == 0
    assert operator("backup", "verify").stderr.startswith("skerry: [backup] target is empty")


@pytest.mark.parametrize(
    ("words", "code", "line"),
    [
        (("backup",), 2, "[backup] target is empty"),
        (("backup", "--to", "ftp://x"), 2, "use a folder or s3://bucket/prefix"),
        (("backup", "list", "--to", "s3://"), 2, "use s3://bucket/prefix"),
        (("restore", "nowhere"), 2, "nowhere: there is no such file or folder"),
        (("restore", "."), 2, "there is no backup"),
        (("restore", "settings.toml", "--dry-run"), 1, "that is no backup of a desk"),
    ],
    ids=["no target", "strange target", "no bucket", "no file", "no backup", "a text"],
)
def test_wrong_use_costs_one_line(operator, words, code, line):
    result = operator(*words)
    assert result.exit_code == code
    assert line in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_wrong_key_costs_one_line(operator, monkeypatch):
    operator("backup", "--to", "vault")
    strange = operator("restore", "vault", "--to", "mysql://y")
    assert (strange.exit_code, "cannot be opened" in strange.stderr) == (2, True)
    monkeypatch.setenv("SKERRY_BACKUP_KEY", OTHER_KEY)
    for words in (("restore", "vault", "--to", "sqlite:///new.db"), ("backup", "verify", "vault")):
        result = operator(*words)
        assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
        assert "it was sealed with the key" in result.stderr
        assert OTHER_KEY not in result.stderr
    assert not Path("new.db").exists()


def test_a_key_may_stand_in_a_file(operator, monkeypatch, tmp_path):
    monkeypatch.delenv("SKERRY_BACKUP_KEY")
    monkeypatch.setenv("SKERRY_BACKUP__KEY_FILE", "key")
    assert "key: No such file" in operator("backup", "--to", "vault").stderr
    Path("key").write_text(operator("backup", "key").stdout)
    assert operator("backup", "--to", "vault").exit_code == 0
    Path("key").write_bytes(b"\xff\xfe")
    assert "that is no text" in operator("backup", "--to", "vault").stderr
