"""Backups: consistent under load, whole or not there, thinned out, found damaged when they are."""

from __future__ import annotations

import asyncio
import errno
import io
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.backup import copy as backup
from app.backup import file as backup_file
from app.backup import vault as backup_vault
from app.backup.copy import back_up, keys, plan, verify
from app.backup.file import Head, Reading, head_now, write
from app.backup.keep import expired, prune
from app.backup.seal import BackupFailed, Opening, Sealing, keys_of
from app.backup.vault import FolderVault, Named, known, named, read_name, vault_at
from core.errors import ConfigError
from core.tables.backup import BackupTable
from storage import open_store
from storage.copies.snapshot import Block
from tests import postgres_kit
from tests.backup_kit import OTHER_KEY, OUR_KEY, fill, loaded, shuffled
from tests.contract.store_kit import messages

pytestmark = pytest.mark.anyio
KEY = bytes(32)
NOW = datetime(2026, 11, 23, 3, tzinfo=UTC)


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    path = tmp_path_factory.mktemp("filled") / "desk.db"

    async def work():
        store = await open_store(f"sqlite:///{path}")
        await fill(store)
        await store.close()

    asyncio.run(work())
    return path


@pytest.fixture
def desk(filled, tmp_path):
    return f"sqlite:///{shutil.copy(filled, tmp_path / 'desk.db')}"


def made(desk: str, tmp_path, **options) -> Path:
    done = back_up(loaded(desk, **options), "asked", lambda _: None, to=str(tmp_path / "vault"))
    return Path(done.place) / done.name


# What is copied


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
async def test_under_write_load_the_copy_is_of_one_moment(kind, tmp_path):
    """Whatever is being written, counters and rows of a backup agree."""
    url = f"sqlite:///{tmp_path}/busy.db"
    if kind == "postgres":
        url = postgres_kit.emptied(postgres_kit.server())
    store = await open_store(url)
    first, done = asyncio.Event(), asyncio.Event()
    written = asyncio.create_task(_write_until(store, first, done))
    await first.wait()
    counts = [await asyncio.to_thread(_counted, url, tmp_path) for _ in range(3)]
    done.set()
    total = await written
    await store.close()
    for rows, counter in counts:
        assert rows == counter
    assert 0 < counts[0][0] <= counts[-1][0] <= total


async def _write_until(store, first, done) -> int:
    number = 0
    while not done.is_set():
        await store.put(messages(*(str(number + n) for n in range(20))))
        number += 20
        first.set()
        await asyncio.sleep(0.02)
    return number


def _counted(url, tmp_path) -> tuple[int, int]:
    """Messages among the rows of a backup, and what its running total says."""
    place = made(url, tmp_path)
    rows, total = 0, 0
    with place.open("rb") as source:
        for block in Reading(source, keys_of(OUR_KEY)).blocks():
            rows += len(block.lines) if block.table == "message" else 0
            if block.table == "counter":
                found = dict(map(_pair, block.lines))
                total = found.get("messages", 0)
    return rows, total


def _pair(line: bytes):
    from storage.copies.snapshot import row_of

    name, value = row_of(line)
    return name, value


def test_texts_and_names_are_not_readable_in_it(desk, tmp_path):
    data = made(desk, tmp_path).read_bytes()
    for word in (b"withdrawal pending", b"mira", b"counter", OUR_KEY.encode()):
        assert word not in data


def test_nobody_else_may_read_it(desk, tmp_path):
    place = made(desk, tmp_path)
    assert (place.stat().st_mode & 0o777, place.parent.stat().st_mode & 0o777) == (0o600, 0o700)


def test_a_plan_says_what_would_be_done(desk, tmp_path):
    planned = plan(loaded(desk), str(tmp_path / "vault"))
    assert planned.rows > 10
    assert not (tmp_path / "vault").exists()
    with pytest.raises(ConfigError, match="SKERRY_BACKUP_KEY is not set"):
        plan(loaded(desk, key=""), "x")


# Whole, or not there


def test_a_backup_that_fails_halfway_is_not_there(desk, tmp_path, monkeypatch):
    def breaks(self):
        yield Block("message", ("key",), [b'["x"]'])
        raise InterruptedError

    monkeypatch.setattr("storage.copies.snapshot.Snapshot.blocks", breaks)
    with pytest.raises(InterruptedError):
        made(desk, tmp_path)
    assert list((tmp_path / "vault").iterdir()) == []


def test_a_killed_backup_leaves_nothing_that_looks_whole(desk, tmp_path):
    script = (
        "import os, sys; from tests.backup_kit import loaded; from app.backup.copy import back_up\n"
        "n = [0]\n"
        "def tell(_):\n"
        "    n[0] += 1\n"
        "    if n[0] == 9: os.kill(os.getpid(), 9)\n"
        f"back_up(loaded({desk!r}), 'asked', tell, to={str(tmp_path / 'vault')!r})"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], check=False, cwd=Path(__file__).parents[2]
    )
    assert done.returncode == -9
    vault = FolderVault(tmp_path / "vault")
    (left,) = (tmp_path / "vault").iterdir()
    assert left.name.startswith(".")
    assert known(vault) == []
    old = time.time() - 3 * 86_400
    os.utime(left, (old, old))
    made(desk, tmp_path)
    assert not left.exists()


@given(share=st.floats(0, 0.9999))
def test_what_was_cut_short_is_refused(share):
    data = _archive()
    with pytest.raises(BackupFailed):
        list(Reading(io.BytesIO(data[: int(share * len(data))]), [KEY]).blocks())


def _archive() -> bytes:
    into = io.BytesIO()
    head = Head("0019", NOW, "0.1.0", "asked")
    write(into, KEY, head, iter([Block("a", ("x",), [b"[1]"] * 5_000)]), lambda _: None)
    return into.getvalue()


def test_long_tables_come_in_pieces():
    reading = Reading(io.BytesIO(_archive()), [KEY])
    assert [len(each.lines) for each in reading.blocks()] == [2_000, 2_000, 1_000]
    assert reading.head == Head("0019", NOW, "0.1.0", "asked")
    assert reading.manifest.rows == 5_000


@pytest.mark.parametrize("seed", range(6))
def test_a_flipped_byte_is_found(desk, tmp_path, seed):
    place = made(desk, tmp_path)
    _, data = shuffled(place.read_bytes(), seed)
    place.write_bytes(data)
    vault = FolderVault(place.parent)
    with pytest.raises((BackupFailed, ConfigError)) as found:
        verify(vault, place.name, keys_of(OUR_KEY), lambda _: None)
    assert str(found.value).startswith(f"{place}: ")


def test_what_cannot_be_read_back_is_deleted_at_once(desk, tmp_path, monkeypatch):
    keep = backup_vault.FileDraft.keep

    def rots(self):
        keep(self)
        _, data = shuffled(self.path.read_bytes())
        self.path.write_bytes(data)

    monkeypatch.setattr(backup_vault.FileDraft, "keep", rots)
    with pytest.raises((BackupFailed, ConfigError)):
        made(desk, tmp_path)
    assert list((tmp_path / "vault").iterdir()) == []


def test_what_reads_back_as_something_else_is_deleted(desk, tmp_path, monkeypatch):
    monkeypatch.setattr(backup, "verify", lambda *_: (None, backup_file.Manifest()))
    with pytest.raises(BackupFailed, match="what was read back is not what was written"):
        made(desk, tmp_path)
    assert list((tmp_path / "vault").iterdir()) == []


def test_rows_that_its_manifest_does_not_know_are_found():
    """Somebody with the key who writes another program."""
    with pytest.raises(BackupFailed, match=r"its rows are not those it says it has \(a\)"):
        list(
            Reading(
                io.BytesIO(_sealed(b'{"table":"a","columns":["x"]}\n[1]\n{"manifest":{}}\n')), [KEY]
            ).blocks()
        )


@pytest.mark.parametrize(
    "text",
    [b"", b'{"table":"a","columns":["x"]}\n[1]\n', b"{]\n", b"{}\n", b"null\n"],
    ids=["nothing", "no end", "no json", "no fields", "no object"],
)
def test_what_is_no_archive_inside_is_refused(text):
    with pytest.raises(BackupFailed):
        list(Reading(io.BytesIO(_sealed(text)), [KEY]).blocks())


def _sealed(text: bytes, **head) -> bytes:
    import zstandard

    into = io.BytesIO()
    fields = Head("0019", NOW, "0.1.0", "asked").fields()
    sealing = Sealing(into, KEY, fields | head)
    sealing.write(zstandard.ZstdCompressor().compress(text))
    sealing.finish()
    return into.getvalue()


def test_what_is_not_compressed_is_refused():
    into = io.BytesIO()
    sealing = Sealing(into, KEY, head_now("0019", "asked").fields())
    sealing.write(b"plain text")
    sealing.finish()
    with pytest.raises(BackupFailed, match="it cannot be read"):
        list(Reading(io.BytesIO(into.getvalue()), [KEY]).blocks())


@pytest.mark.parametrize(
    ("head", "line"),
    [
        ({"format": 2, "version": "9.9"}, r"written by a newer version \(9.9\)"),
        ({"made_at": "yesterday"}, "it cannot be read"),
        ({"made_at": 7}, "it cannot be read"),
    ],
    ids=["a newer format", "no time", "a number"],
)
def test_strange_heads_are_refused(head, line):
    with pytest.raises(BackupFailed, match=line):
        Reading(io.BytesIO(_sealed(b"", **head)), [KEY])


def test_an_older_key_reads_and_the_newer_one_seals(desk, tmp_path):
    place = made(desk, tmp_path, key=OTHER_KEY)
    both = keys(loaded(desk, key=f"{OUR_KEY},{OTHER_KEY}"))
    head, held = verify(FolderVault(place.parent), place.name, both, lambda _: None)
    assert (head.why, held.rows > 10) == ("asked", True)
    newer = made(desk, tmp_path, key=f"{OUR_KEY},{OTHER_KEY}")
    with newer.open("rb") as source:
        assert Opening(source, keys_of(OUR_KEY)).head["why"] == "asked"


# Where it lies


def test_names_say_when_and_why():
    name = named("0019", "timed", NOW)
    assert read_name(name) == Named(name, NOW, "0019", "timed")
    assert name != named("0019", "timed", NOW)


@pytest.mark.parametrize("name", ["", "x.skb", "skerry-20269999T999999Z-0019-timed-abcdef.skb"])
def test_other_names_are_none_of_ours(name):
    assert read_name(name) is None


def test_a_full_disk_is_told_and_nothing_is_left(desk, tmp_path, monkeypatch):
    def full(self, data):
        with backup_vault._told("vault"):
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(backup_vault.FileDraft, "write", full)
    with pytest.raises(BackupFailed, match="vault is full; the backup was not made"):
        made(desk, tmp_path)
    assert list((tmp_path / "vault").iterdir()) == []


def test_a_folder_that_is_a_file_costs_one_line(desk, tmp_path):
    (tmp_path / "vault").write_text("")
    with pytest.raises(BackupFailed, match="File exists"):
        made(desk, tmp_path)


def test_what_is_not_there_cannot_be_read(tmp_path):
    vault = vault_at(str(tmp_path), BackupTable(), {})
    with pytest.raises(BackupFailed, match="No such file"):
        vault.open("skerry-20261123T030000Z-0019-timed-abcdef.skb")
    assert FolderVault(tmp_path / "none").listing() == {}


# How long it stays


def aged(*hours: float) -> list[Named]:
    return [read_name(named("0019", "timed", NOW - timedelta(hours=each))) for each in hours]


def left(backups, table: BackupTable) -> list[float]:
    gone = {each.name for each in expired(backups, table, NOW)}
    return [
        (NOW - each.made_at).total_seconds() / 3600 for each in backups if each.name not in gone
    ]


def test_the_newest_of_each_day_and_week_stays():
    table = BackupTable(keep_daily=3, keep_weekly=2, gone_within_days=30)
    found = left(aged(1, 2, 25, 26, 50, 74, 98, 170, 340), table)
    assert found[:2] == [1, 2]
    assert 25 in found
    assert 26 not in found
    assert 340 not in found


def test_nothing_outlives_the_promise_but_the_newest():
    table = BackupTable(keep_daily=7, keep_weekly=4, gone_within_days=30)
    assert left(aged(29 * 24.0, 30 * 24.0, 31 * 24.0), table) == [29 * 24.0]
    assert left(aged(31 * 24.0, 32 * 24.0), table) == [31 * 24.0]
    assert left([], table) == []


@given(
    hours=st.lists(st.integers(0, 24 * 60), max_size=60),
    daily=st.integers(1, 14),
    weekly=st.integers(0, 4),
)
def test_whatever_there_is_the_newest_stays_and_the_old_go(hours, daily, weekly):
    table = BackupTable(keep_daily=daily, keep_weekly=weekly, gone_within_days=30)
    found = left(aged(*hours), table)
    if hours:
        assert min(hours) in found
    assert all(each < 30 * 24 for each in found if each != min(hours))
    assert len([each for each in found if each >= 24]) <= daily + weekly + 1
    assert {each for each in hours if each < 24} <= set(found)


def test_what_is_too_old_is_deleted_and_nothing_else(tmp_path):
    vault = FolderVault(tmp_path)
    for each in aged(1, 24 * 40):
        (tmp_path / each.name).touch()
    (tmp_path / "notes.txt").touch()
    (gone,) = prune(vault, BackupTable(), NOW)
    assert read_name(gone).made_at == NOW - timedelta(days=40)
    assert len(list(tmp_path.iterdir())) == 2


def test_the_database_is_left_as_it_was(desk, tmp_path):
    path = Path(desk.removeprefix("sqlite:///"))
    before = path.read_bytes()
    made(desk, tmp_path)
    with closing(sqlite3.connect(path)) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert path.read_bytes() == before
