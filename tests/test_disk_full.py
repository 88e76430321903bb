"""A disk that fills up, a database that is locked: reading stops before it acknowledges, says so,
and goes on by itself; nothing is lost. The sandbox and the desk are processes of their own, and
the disk is a real small file system where we may mount one.
"""

from __future__ import annotations

import os
import resource
import shutil
import signal
import sqlite3
import subprocess
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.test_survival import (
    CONVERSATIONS,
    SETTINGS,
    TEXTS,
    check_verdicts,
    control,
    judged,
    process,
    rows,
    sandbox,
    wait_for,
)

__all__ = ["control", "sandbox"]  # fixtures

DISK_MB, RATE = 24, 40
# A machine with other work to do.
PATIENCE_S = 240
FULL = "the disk is full; free some space and writing goes on by itself"
BLOCKED = "the disk reports an input/output error"
LOCKED = "another process is writing to it and did not let go in time"
PAUSED = "listening stops until it is back"


@contextmanager
def small_disk(folder: Path):
    """A file system of a few megabytes; whether we may mount one."""
    folder.mkdir()
    program = shutil.which("mount") or "mount"
    mount = [program, "-t", "tmpfs", "-o", f"size={DISK_MB}m", "tmpfs", str(folder)]
    try:
        is_ours = subprocess.run(mount, check=False, capture_output=True).returncode == 0
    except FileNotFoundError:
        is_ours = False
    yield is_ours
    if is_ours:
        subprocess.run(["umount", "-l", str(folder)], check=True)  # noqa: S607


@pytest.fixture
def disk(tmp_path):
    with small_disk(tmp_path / "disk") as is_ours:
        if not is_ours:
            pytest.skip("no small disk: only root may mount one")
        yield tmp_path / "disk"


@pytest.fixture
def place(tmp_path):
    """Where the database lies, and how it runs out of room there."""
    folder = tmp_path / "small"
    with small_disk(folder) as is_ours:
        if is_ours:
            yield folder, (lambda _: ballast(folder), FULL)
        else:
            yield folder, (lambda running: no_growth(running, folder / "desk.db-wal"), BLOCKED)


@contextmanager
def ballast(disk: Path):
    """The last byte of it is taken by somebody else."""
    file = disk / "somebody.log"
    with file.open("wb", buffering=0) as lines:
        try:
            while True:
                lines.write(bytes(4096))
        except OSError:
            pass
    yield
    file.unlink()


@contextmanager
def another_writer(path: Path):
    with closing(sqlite3.connect(path, timeout=30, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


@contextmanager
def no_growth(running, path: Path):
    """Its files may not grow, whatever room there is."""
    before = resource.prlimit(running.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(running.pid, resource.RLIMIT_FSIZE, (path.stat().st_size, before[1]))
    yield
    resource.prlimit(running.pid, resource.RLIMIT_FSIZE, before)


class Running:
    """A desk on a disk, and what it says."""

    def __init__(self, folder: Path, place: Path, sandbox) -> None:
        self.path, self.log = place / "desk.db", folder / "desk.log"
        self.settings = folder / "settings.toml"
        self.settings.write_text(SETTINGS.format(folder=place, **sandbox))
        # What people wrote is compared here, so it lies open.
        own = {"SKERRY_TELEGRAM_TOKEN": sandbox["token"], "SKERRY_SEALING__KEY": "none"}
        self.environment = {**os.environ, **own}

    @contextmanager
    def started(self):
        with self.log.open("a") as log:
            command = ("app", "run", "--settings", str(self.settings))
            with process(*command, env=self.environment, stderr=log) as running:
                yield running

    def said(self) -> str:
        return self.log.read_text()


def live_through(desk: Running, running, control, trouble) -> None:
    """Messages keep coming while there is trouble; it says so, stops reading, and goes on."""
    how, line = trouble
    desk.log.write_text("")
    with how(running):
        wait_for(lambda: line in desk.said(), PATIENCE_S, line)
        wait_for(lambda: PAUSED in desk.said(), PATIENCE_S, PAUSED)
        known, sent = taken(desk), control("stats")["load"]["sent"]
        wait_for(lambda: control("stats")["load"]["sent"] > sent, PATIENCE_S, "more messages")
        assert control("stats")["pending_updates"] > 0
        assert taken(desk) == known
        assert running.poll() is None
    wait_for(lambda: taken(desk) > known, PATIENCE_S, "the desk to go on by itself")


def taken(desk: Running) -> int:
    return rows(desk.path, "select count(*) from inbox")[0][0]


def test_a_full_disk_and_a_locked_database_stop_reading_and_lose_nothing(
    control, sandbox, place, tmp_path
):
    disk, filling = place
    desk = Running(tmp_path, disk, sandbox)
    wanted = {"rate": RATE, "conversations": CONVERSATIONS, "seconds": 900, "texts": TEXTS}
    control("load", **wanted)
    with desk.started() as running:
        wait_for(lambda: judged(desk.path) > 20, PATIENCE_S, "the desk to work")
        for trouble in (filling, (lambda _: another_writer(desk.path), LOCKED)):
            live_through(desk, running, control, trouble)
        control("end_load")
        wait_for(lambda: not control("stats")["load"]["running"], PATIENCE_S, "the load to end")
        total = control("stats")["load"]["sent"]
        wait_for(lambda: judged(desk.path) >= total, PATIENCE_S, f"{total} verdicts")
        running.send_signal(signal.SIGTERM)
        assert running.wait(60) == 0
    check_verdicts(desk.path, total)


def test_a_disk_that_only_reads_stops_the_start_with_one_line(sandbox, disk, tmp_path):
    desk = Running(tmp_path, disk, sandbox)
    with desk.started():
        wait_for(
            lambda: judged(desk.path) == 0 and "Listening" in desk.said(), PATIENCE_S, "a start"
        )
    with closing(sqlite3.connect(desk.path)) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    remount = ["mount", "-o", "remount,ro", str(disk)]
    subprocess.run(remount, check=True, capture_output=True)
    desk.log.write_text("")
    with desk.started() as running:
        assert running.wait(PATIENCE_S) == 2
    (line,) = desk.said().splitlines()
    assert "it cannot be written to; give this user write permission" in line
