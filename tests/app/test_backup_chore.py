"""Backups by schedule: when they are due, once, apart, and loudly when they fail."""

from __future__ import annotations

import asyncio
import logging
import multiprocessing
from datetime import timedelta
from types import SimpleNamespace

import pytest
from prometheus_client import CollectorRegistry

from app.backup import chore as backup_chore
from app.backup.chore import AGAIN_S, LEASE, LOOK_S, BackupMeters, Backups, apart, backing_up, child
from app.backup.copy import Made
from app.backup.seal import BackupFailed
from app.backup.vault import FolderVault, known, named
from core.errors import ConfigError, StorageUnavailable
from storage import MemoryStore, open_store
from tests.backup_kit import fill, loaded
from tests.conftest import FakeClock

pytestmark = pytest.mark.anyio
DONE = Made(place="vault", name="x.skb", size=7, rows=3, tables=2, seconds=1.5)


class EnoughError(Exception):
    """Ends what runs forever."""


class Clock(FakeClock):
    """So many sleeps, then it is enough."""

    left = 3

    async def sleep(self, seconds):
        await super().sleep(seconds)
        self.left -= 1
        if not self.left:
            raise EnoughError


@pytest.fixture
def vault(tmp_path):
    (tmp_path / "vault").mkdir()
    return tmp_path / "vault"


def chore(tmp_path, make, **changes) -> Backups:
    url = f"sqlite:///{tmp_path}/desk.db"
    values = {
        "loaded": loaded(url, target=str(tmp_path / "vault"), every_h=24),
        "store": MemoryStore(),
        "clock": Clock(),
        "meters": BackupMeters(CollectorRegistry()),
        "make": make,
    }
    return Backups(**(values | changes))


def value(backups: Backups, name: str) -> float:
    (family,) = getattr(backups.meters, name).collect()
    return family.samples[0].value


async def test_the_first_is_made_at_once_and_the_next_when_it_is_due(tmp_path, vault, caplog):
    caplog.set_level(logging.INFO)
    made = []

    async def make(_):
        made.append(backups.clock.now())
        (vault / named("0019", "timed", backups.clock.now())).touch()
        return DONE

    backups = chore(tmp_path, make)
    start = backups.clock.now()
    backups.clock.left = 30
    with pytest.raises(EnoughError):
        await backups.back_up_forever()
    assert made == [start, start + timedelta(hours=24)]
    assert backups.clock.slept[:2] == [LOOK_S, LOOK_S]
    assert value(backups, "bytes") == 7
    assert value(backups, "took") == 1.5
    assert value(backups, "newest") == made[-1].timestamp()
    assert value(backups, "failures") == 0
    assert "backup: vault/x.skb, 3 rows, 7 bytes" in caplog.text


@pytest.mark.parametrize(
    "error",
    [BackupFailed("vault is full"), ConfigError("no key"), StorageUnavailable("locked")],
    ids=["full", "settings", "database"],
)
async def test_a_failure_is_one_line_a_count_and_another_try(tmp_path, vault, caplog, error):
    async def make(_):
        raise error

    backups = chore(tmp_path, make)
    with pytest.raises(EnoughError):
        await backups.back_up_forever()
    assert value(backups, "failures") == 3
    assert backups.clock.slept == [AGAIN_S] * 3
    lines = [record.getMessage() for record in caplog.records]
    assert lines == [f"backup: {error}; the next try is in 15 minutes"] * 3
    assert await backups.store.hold(LEASE, "another", backups.clock.now(), seconds=1)


async def test_only_one_makes_it(tmp_path, vault):
    async def make(_):
        raise AssertionError

    backups = chore(tmp_path, make)
    assert await backups.store.hold(LEASE, "another", backups.clock.now(), seconds=60)
    assert await backups.look() == AGAIN_S


async def test_the_lease_is_kept_as_long_as_it_takes(tmp_path, vault, monkeypatch):
    monkeypatch.setattr(backup_chore, "RENEW_S", 0.01)
    held = []

    class Store(MemoryStore):
        async def hold(self, name, owner, now, *, seconds):
            held.append(seconds)
            return True

    async def make(_):
        await asyncio.sleep(0.1)
        return DONE

    await chore(tmp_path, make, store=Store()).look()
    assert held[0] == backup_chore.LEASE_S
    assert len(held) > 3
    assert held[-1] == 0


async def test_a_desk_that_stops_stops_its_backup(tmp_path, vault):
    ended = asyncio.Event()

    async def make(_):
        try:
            await asyncio.sleep(60)
        finally:
            ended.set()

    task = asyncio.create_task(chore(tmp_path, make).back_up_forever())
    await asyncio.sleep(0.05)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert ended.is_set()


def test_nothing_runs_where_no_target_is_named(tmp_path):
    async def make(_):
        raise AssertionError

    url = f"sqlite:///{tmp_path}/desk.db"
    assert chore(tmp_path, make, loaded=loaded(url)).coroutines() == []


def test_a_running_desk_has_the_chore_and_its_figures(tmp_path):
    registry = CollectorRegistry()
    desk = SimpleNamespace(store=MemoryStore(), clock=Clock())
    parts = SimpleNamespace(desks=(desk,), metrics=SimpleNamespace(registry=registry))
    url = f"sqlite:///{tmp_path}/desk.db"
    (part,) = backing_up(loaded(url, target="vault"), parts)
    part.close()
    names = {family.name for family in registry.collect()}
    assert {"skerry_backup_failures", "skerry_backup_newest_timestamp_seconds"} <= names


async def test_in_a_process_of_its_own(tmp_path):
    url = f"sqlite:///{tmp_path}/desk.db"
    store = await open_store(url)
    await fill(store)
    made = await apart(loaded(url, target=str(tmp_path / "vault")))
    await store.close()
    (found,) = known(FolderVault(tmp_path / "vault"))
    assert (found.name, found.why) == (made.name, "timed")


async def test_what_fails_there_is_raised_here(tmp_path):
    with pytest.raises(ConfigError, match="there is no such file"):
        await apart(loaded(f"sqlite:///{tmp_path}/none.db", target=str(tmp_path / "vault")))


async def test_a_process_that_dies_is_told(monkeypatch, tmp_path):
    monkeypatch.setattr(backup_chore, "child", _dies)
    with pytest.raises(BackupFailed, match="ended without a word"):
        await apart(loaded("sqlite:///x.db", target=str(tmp_path)))


def _dies(answer, _):
    answer.close()


def test_what_runs_there_sends_what_became_of_it(tmp_path, monkeypatch):
    monkeypatch.setattr(backup_chore.os, "nice", lambda _: None)
    monkeypatch.setattr(backup_chore.signal, "signal", lambda *_: None)
    ours, theirs = multiprocessing.Pipe(duplex=False)
    child(theirs, loaded(f"sqlite:///{tmp_path}/none.db", target=str(tmp_path)))
    assert isinstance(ours.recv(), ConfigError)
    monkeypatch.setattr(backup_chore, "back_up", lambda *_: DONE)
    child(theirs, loaded(f"sqlite:///{tmp_path}/none.db"))
    assert ours.recv() == DONE
    ours.close()
    theirs.close()
