"""Opening a database: which addresses work, and one clear line for those that do not."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta

import pytest

from core.errors import ConfigError, StorageUnavailable
from storage import open_store
from tests.contract.store_kit import a_case, messages, open_case

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(
    "url",
    ["sqlite:///desk.db", "sqlite://desk.db", "sqlite:///{here}/desk.db"],
    ids=["relative", "two slashes", "absolute"],
)
async def test_a_file_is_made_where_the_url_says(url, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    store = await open_store(url.format(here=tmp_path))
    await store.close()
    assert (tmp_path / "desk.db").stat().st_size > 0


@pytest.mark.parametrize(
    "url",
    ["", "mysql://localhost/desk", "desk.db", "sqlite:", "sqlite://", "sqlite:///:memory:"],
)
async def test_other_urls_are_refused_with_what_works(url):
    with pytest.raises(ConfigError, match=r"use sqlite:///skerry\.db for a file here"):
        await open_store(url)


async def test_what_was_put_is_there_after_opening_again(tmp_path):
    url = f"sqlite:///{tmp_path / 'desk.db'}"
    store = await open_store(url)
    await store.put(messages("1"))
    await store.close()
    store = await open_store(url)
    assert await store.put(messages("1")) == 0
    await store.close()


@pytest.mark.parametrize("name", ["a folder with spaces/päth?x=1#y.db", "50%25.db"])
async def test_strange_names_are_just_names(name, tmp_path):
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    store = await open_store(f"sqlite:///{path}")
    await store.close()
    assert path.exists()


def not_a_database(path):
    path.write_text("dear diary, " * 1000)


def damaged(path):
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE x (y)")
    other.executemany("INSERT INTO x VALUES (?)", [("z" * 500,)] * 200)
    other.commit()
    other.close()
    with path.open("r+b") as file:
        file.seek(100)
        file.write(b"\xff" * 4000)


def something_else(path):
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE message (x)")
    other.close()


def a_folder(path):
    path.mkdir()


def nowhere(path):
    path.parent.rmdir()


@pytest.mark.parametrize(
    ("spoil", "line"),
    [
        (not_a_database, "it is not a database; point [storage] url at another file"),
        (damaged, "it is damaged; stop the desk and restore a backup"),
        (
            something_else,
            "it holds something else (table message already exists); point [storage] url at another"
            " file",
        ),
        (
            a_folder,
            "it cannot be written to; give this user write permission on the file and its folder",
        ),
        (
            nowhere,
            "it cannot be written to; give this user write permission on the file and its folder",
        ),
    ],
    ids=["not a database", "damaged", "something else", "a folder", "no such folder"],
)
async def test_what_cannot_be_opened_says_why_in_one_line(spoil, line, tmp_path):
    path = tmp_path / "x" / "desk.db"
    path.parent.mkdir()
    spoil(path)
    with pytest.raises(ConfigError) as caught:
        await open_store(f"sqlite:///{path}")
    assert str(caught.value) == f"database {path}: {line}"
    assert caught.value.__cause__ is None


async def test_a_file_that_may_not_be_written_is_refused(tmp_path, monkeypatch):
    path = tmp_path / "desk.db"
    await (await open_store(f"sqlite:///{path}")).close()
    from storage import opening
    from storage.engine import sqlite

    monkeypatch.setattr(sqlite, "_WRITER_PRAGMAS", ("PRAGMA query_only=ON",))
    monkeypatch.setattr(opening, "upgrade", lambda c: c.exec_driver_sql("DELETE FROM counter"))
    with pytest.raises(ConfigError, match="cannot be written to; give this user"):
        await open_store(f"sqlite:///{path}")


async def test_a_database_of_a_newer_version_is_refused(tmp_path):
    path = tmp_path / "desk.db"
    await (await open_store(f"sqlite:///{path}")).close()
    other = sqlite3.connect(path)
    other.execute("UPDATE alembic_version SET version_num = '9999'")
    other.commit()
    other.close()
    with pytest.raises(ConfigError, match="newer version"):
        await open_store(f"sqlite:///{path}")


async def test_a_database_that_somebody_locks_is_unavailable_not_wrong(tmp_path):
    path = tmp_path / "desk.db"
    await (await open_store(f"sqlite:///{path}")).close()
    thief = sqlite3.connect(path, isolation_level=None)
    thief.execute("BEGIN IMMEDIATE")
    with pytest.raises(StorageUnavailable, match="another process"):
        await open_store(f"sqlite:///{path}", busy_seconds=0.05)
    thief.close()


async def test_what_people_write_is_nobody_elses_to_read(tmp_path):
    store = await open_store(f"sqlite:///{tmp_path / 'desk.db'}")
    await store.put(messages("1"))
    assert {each.stat().st_mode & 0o777 for each in tmp_path.iterdir()} == {0o600}
    await store.close()


@pytest.mark.parametrize(
    ("told", "days", "first"),
    [(10, 1, 11), (10, 8, 2001), (5000, 1, 2001), (None, 1, 2001)],
    ids=["a backlog stays", "not for ever", "told", "nobody is told"],
)
async def test_changes_that_were_not_told_yet_are_kept(tmp_path, told, days, first):
    url = f"sqlite:///{tmp_path / 'desk.db'}"
    store = await open_store(url)
    case = await open_case(store, a_case())
    await store.close()
    other = sqlite3.connect(tmp_path / "desk.db")
    other.execute("DELETE FROM change")
    row = "INSERT INTO change (id, conversation, case_id, kind) VALUES (?, 'c', ?, 'case')"
    other.executemany(row, [(number, case.id) for number in range(1, 12_001)])
    at = (datetime.now(UTC) - timedelta(days=days)).timestamp()
    other.execute('UPDATE "case" SET updated_at = ?', (int(at * 1e6),))
    if told is not None:
        other.execute("INSERT INTO webhook_mark (name, number) VALUES ('changes', ?)", (told,))
    other.commit()
    other.close()
    store = await open_store(url)
    found = await store.changes(0, limit=99_999)
    assert (found[0].number, found[-1].number) == (first, 12_000)
    await store.close()


async def test_old_changes_are_forgotten_but_numbers_go_on(tmp_path):
    url = f"sqlite:///{tmp_path / 'desk.db'}"
    await (await open_store(url)).close()
    other = sqlite3.connect(tmp_path / "desk.db")
    row = "INSERT INTO change (conversation, case_id, kind) VALUES ('c', 'x', 'case')"
    other.executemany(row, [()] * 10_005)
    other.commit()
    other.close()
    store = await open_store(url)
    first, *_, last = await store.changes(0, limit=99_999)
    assert (first.number, last.number) == (6, 10_005)
    await store.close()
