"""Before a migration there is a backup; at start and in the doctor, damage and age are told."""

from __future__ import annotations

import asyncio
import logging
import os
import shutil
import sqlite3
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.backup import before as backup_before
from app.backup import check as backup_check
from app.backup.before import before_migration, sweep_copies
from app.backup.check import backup_checked, must_be_whole, whole_checked
from app.backup.copy import back_up
from app.backup.vault import FolderVault, known, named
from app.restore.run import restore
from app.restore.source import opened
from app.sealing.keys import open_desk
from core.errors import ConfigError
from storage.copies import check as looking
from storage.copies.snapshot import release, snapshot
from storage.engine.postgres import PostgresDriver
from storage.engine.sqlite import SqliteDriver
from storage.migrate import bring_to
from tests import postgres_kit
from tests.backup_kit import loaded, scatter, tallies

OLD = "0018"
MIRA = {"agent": [{"id": "mira", "name": "Mira Solberg", "created_at": 1, "role": "lead"}]}


@pytest.fixture(scope="module")
def old_file(tmp_path_factory):
    path = tmp_path_factory.mktemp("old") / "desk.db"
    driver = SqliteDriver(str(path))
    driver.prepare(lambda connection: bring_to(connection, OLD))
    release(driver)
    scatter(f"sqlite:///{path}", MIRA)
    return path


@pytest.fixture
def old(old_file, tmp_path):
    """A file that an older version worked with."""
    return f"sqlite:///{shutil.copy(old_file, tmp_path / 'desk.db')}"


def start(ours) -> None:
    async def run():
        await (await open_desk(ours)).close()

    asyncio.run(run())


def revision(url: str) -> str:
    with snapshot(url) as here:
        return here.revision


def test_with_a_target_and_a_key_it_is_sealed_and_says_where(old, tmp_path, caplog):
    before = tallies(old)
    ours = loaded(old, target=str(tmp_path / "vault"))
    start(ours)
    (found,) = known(FolderVault(tmp_path / "vault"))
    assert (found.revision, found.why) == (OLD, "migration")
    assert f"has schema {OLD} and is brought up to date" in caplog.text
    assert f"{tmp_path}/vault/{found.name}" in caplog.text
    assert revision(old) > OLD
    with opened(str(tmp_path / "vault"), ours) as source:
        assert {b.table: len(b.lines) for b in source.blocks()}["agent"] == before["agent"].rows
    start(ours)
    assert len(known(FolderVault(tmp_path / "vault"))) == 1


def test_without_a_key_a_file_is_copied_beside_itself(old, tmp_path, caplog):
    before = tallies(old)
    start(loaded(old, key=""))
    copy = tmp_path / f"desk.db.before-{OLD}"
    assert str(copy) in caplog.text
    assert copy.stat().st_mode & 0o777 == 0o600
    assert tallies(f"sqlite:///{copy}") == before
    new = f"sqlite:///{tmp_path}/new.db"
    with opened(str(copy), loaded(new)) as source:
        restore(source, new, loaded(new), lambda _: None)
    assert tallies(new)["agent"] == tallies(old)["agent"]


@pytest.mark.parametrize("key", ["", "with"], ids=["no key", "a key"])
def test_a_server_is_copied_only_where_that_is_set_up(key, tmp_path, caplog):
    url = postgres_kit.server().make("old")
    driver = PostgresDriver(url)
    driver.prepare(lambda connection: bring_to(connection, OLD))
    release(driver)
    scatter(url, MIRA)
    ours = loaded(url, key="") if not key else loaded(url, target=str(tmp_path / "vault"))
    start(ours)
    assert revision(url) > OLD
    assert len(known(FolderVault(tmp_path / "vault"))) == bool(key)
    assert ("without a backup" in caplog.text) == (not key)


def test_it_can_be_switched_off(old, tmp_path):
    ours = loaded(old, before_migration=False)
    assert before_migration(ours) is None
    start(ours)
    assert not list(tmp_path.glob("*.before-*"))


def test_a_new_desk_has_nothing_to_copy(tmp_path, caplog):
    caplog.set_level(logging.WARNING)
    start(loaded(f"sqlite:///{tmp_path}/desk.db"))
    assert "brought up to date" not in caplog.text
    assert not list(tmp_path.glob("*.before-*"))


def test_what_cannot_be_copied_is_not_changed(old, tmp_path):
    (tmp_path / "vault").write_text("a file")
    with pytest.raises(ConfigError, match=r"set \[backup\] before_migration = false"):
        start(loaded(old, target=str(tmp_path / "vault")))
    assert revision(old) == OLD


def test_a_disk_without_room_is_told_before(old, monkeypatch):
    monkeypatch.setattr(backup_before, "SPARE", 1 << 60)
    with pytest.raises(ConfigError, match=r"desk.db needs .* MB beside it for a copy"):
        start(loaded(old, key=""))
    assert revision(old) == OLD


def test_a_copy_that_fails_leaves_no_half(old, tmp_path, monkeypatch):
    def breaks(path, to):
        Path(to).write_text("half")
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr(backup_before, "copy_file", breaks)
    with pytest.raises(ConfigError, match="disk I/O error"):
        start(loaded(old, key=""))
    assert not list(tmp_path.glob("*.before-*"))


def test_copies_go_when_the_promise_says_so(tmp_path):
    url, now = f"sqlite:///{tmp_path}/desk.db", datetime.now(UTC)
    ours = loaded(url, gone_within_days=30)
    for name, days in (("desk.db.before-0018", 31), ("desk.db.before-0019", 29), ("x.db", 99)):
        (tmp_path / name).touch()
        at = (now - timedelta(days=days)).timestamp()
        os.utime(tmp_path / name, (at, at))
    assert sweep_copies(ours, now) == ["desk.db.before-0018"]
    assert sweep_copies(loaded("postgresql://skerry@/desk"), now) == []
    assert backup_before._age(tmp_path / "gone") == pytest.approx(time.time(), abs=60)


# Damage


@pytest.fixture
def damaged(old):
    path = Path(old.removeprefix("sqlite:///"))
    start(loaded(old, before_migration=False))
    data = bytearray(path.read_bytes())
    middle = len(data) // 2 // 4096 * 4096
    data[middle : middle + 40_960] = b"\xee" * 40_960
    path.write_bytes(data)
    return old


def test_a_damaged_file_names_the_newest_backup_and_the_command(damaged, tmp_path):
    name = named("0019", "timed", datetime.now(UTC))
    (tmp_path / "vault").mkdir()
    (tmp_path / "vault" / name).touch()
    with pytest.raises(ConfigError) as found:
        must_be_whole(loaded(damaged, target=str(tmp_path / "vault")))
    line = str(found.value)
    assert line.startswith(f"database {tmp_path}/desk.db is damaged (")
    assert line.endswith(f"then: skerry restore {tmp_path}/vault/{name} --force")
    assert "\n" not in line


def test_where_there_is_none_that_is_said(damaged, tmp_path):
    with pytest.raises(ConfigError, match="there is no backup to restore; keep the file"):
        must_be_whole(loaded(damaged))
    (tmp_path / "desk.db.before-0018").touch()
    with pytest.raises(ConfigError, match=r"skerry restore .*before-0018 --force"):
        must_be_whole(loaded(damaged))


def test_a_whole_one_passes_and_none_is_looked_at_where_that_is_off(damaged, tmp_path):
    must_be_whole(loaded(damaged, check_s=0))
    must_be_whole(loaded(f"sqlite:///{tmp_path}/none.db"))


def test_a_large_file_is_looked_at_no_longer_than_said(old, monkeypatch):
    """The first question whether to stop is answered with yes."""
    start(loaded(old, before_migration=False))
    monkeypatch.setattr(looking, "STEPS", 1)
    monkeypatch.setattr(looking.time, "monotonic", iter(range(0, 10**9, 1000)).__next__)
    assert looking.damage(old, 1.0) == ""


# The doctor


def test_the_doctor_on_damage(old, damaged):
    state, found, mend = whole_checked(loaded(damaged))
    assert (state, bool(found)) == ("bad", True)
    assert "backup" in mend
    assert whole_checked(loaded("nonsense"))[0] == "bad"


def test_the_doctor_on_a_server():
    url = postgres_kit.emptied(postgres_kit.server())
    # Our test server is switched to speed; the doctor says so.
    state, found, _ = whole_checked(loaded(url))
    assert (state, "full_page_writes is off" in found) == ("note", True)
    with postgres_kit.server().connect() as connection:
        connection.execute(
            "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'ix_lane_ready'::regclass"
        )
        state, found, _ = whole_checked(loaded(url))
        connection.execute(
            "UPDATE pg_index SET indisvalid = true WHERE indexrelid = 'ix_lane_ready'::regclass"
        )
    assert (state, found) == (
        "bad",
        "index ix_lane_ready is not valid: REINDEX INDEX CONCURRENTLY ix_lane_ready",
    )


def test_the_doctor_on_backups(tmp_path, monkeypatch):
    url, vault = f"sqlite:///{tmp_path}/desk.db", tmp_path / "vault"
    start(loaded(url))
    assert whole_checked(loaded(url)) == ("ok", f"no damage found in {tmp_path}/desk.db", "")
    assert backup_checked(loaded(url))[0] == "note"
    ours = loaded(url, target=str(vault))
    assert backup_checked(loaded(url, key="", target=str(vault)))[0] == "bad"
    assert backup_checked(ours)[:2] == ("note", f"none yet in {vault}")
    back_up(ours, "asked", lambda _: None)
    state, found, _ = backup_checked(ours)
    assert (state, found[:5]) == ("ok", "1 in ")
    monkeypatch.setattr(
        backup_check.shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(1, 1, 0)
    )
    assert backup_checked(ours)[1].startswith("0 MB are free in")
    for each in vault.iterdir():
        each.rename(vault / named("0019", "timed", datetime.now(UTC) - timedelta(days=4)))
    state, found, _ = backup_checked(ours)
    assert (state, found) == ("bad", f"the newest in {vault} is 4 days old")


def test_spans():
    assert backup_check._span(timedelta(hours=5)) == "5 h"
    assert backup_check._span(timedelta(days=9)) == "9 days"
    assert backup_check._span(timedelta(seconds=-5)) == "0 h"


def test_a_running_total_of_a_file_in_use(tmp_path):
    """The plain copy is taken beside a writer."""
    with closing(sqlite3.connect(tmp_path / "a.db")) as raw:
        raw.execute("PRAGMA journal_mode=WAL")
        raw.execute("CREATE TABLE x (y)")
        raw.commit()
        raw.execute("INSERT INTO x VALUES (1)")
        backup_before.copy_file(str(tmp_path / "a.db"), str(tmp_path / "b.db"))
        with closing(sqlite3.connect(tmp_path / "b.db")) as other:
            assert other.execute("SELECT count(*) FROM x").fetchone() == (0,)
