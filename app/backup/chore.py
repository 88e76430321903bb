"""Backups by schedule, in a process of their own so that no message waits for them."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sys
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Gauge

from app.assembly import Parts
from app.backup.before import sweep_copies
from app.backup.copy import Made, back_up, vault_of
from app.backup.seal import BackupFailed
from app.backup.vault import known
from core.errors import ConfigError, StorageUnavailable
from core.ports import Clock, Store
from core.settings import Loaded
from storage.engine.whose import me

log = logging.getLogger(__name__)

LEASE, LEASE_S, RENEW_S = "backup", 60.0, 15.0
AGAIN_S, LOOK_S = 15 * 60.0, 3600.0
# How much the process steps back before the desk.
NICE = 10
DIED = "the process that made it ended without a word"
FAILED = "backup: %s; the next try is in %.0f minutes"


class BackupMeters:
    """What Prometheus may ask of backups."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self.newest = Gauge(
            "skerry_backup_newest_timestamp_seconds",
            "When the newest backup was made.",
            registry=registry,
        )
        self.bytes = Gauge("skerry_backup_bytes", "Size of the last backup.", registry=registry)
        self.took = Gauge(
            "skerry_backup_duration_seconds", "How long the last backup took.", registry=registry
        )
        self.failures = Counter(
            "skerry_backup_failures", "Backups by schedule that failed.", registry=registry
        )


async def apart(loaded: Loaded) -> Made:
    """One backup in another process, which ends with this one; raises BackupFailed, ConfigError."""
    context = get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=child, args=(theirs, loaded), daemon=True)
    process.start()
    theirs.close()
    try:
        answer = await asyncio.to_thread(_heard, ours)
    finally:
        process.terminate()
        await asyncio.to_thread(process.join)
        ours.close()
    if isinstance(answer, Exception):
        raise answer
    made: Made = answer
    return made


def child(answer: Connection, loaded: Loaded) -> None:
    """Runs in that process: one backup, then its `Made` or its error."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # A backup that is stopped leaves nothing behind.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    os.nice(NICE)
    try:
        answer.send(back_up(loaded, "timed", lambda _: None))
    except (ConfigError, StorageUnavailable) as error:
        answer.send(error)


@dataclass(slots=True, kw_only=True)
class Backups:
    """Makes one whenever the newest is old enough; runs in one process at a time."""

    loaded: Loaded
    store: Store
    clock: Clock
    meters: BackupMeters
    make: Callable[[Loaded], Awaitable[Made]] = apart
    owner: str = field(default_factory=me)

    def coroutines(self) -> list[Coroutine[Any, Any, None]]:
        """What runs as long as the desk does; nothing where no target is named."""
        return [self.back_up_forever()] if self.loaded.settings.backup.target else []

    async def back_up_forever(self) -> None:
        """Look until cancelled; what fails is said and tried again."""
        while True:
            try:
                pause = await self.look()
            except (ConfigError, StorageUnavailable) as error:
                self.meters.failures.inc()
                log.error(FAILED, error, AGAIN_S / 60)
                pause = AGAIN_S
            await self.clock.sleep(pause)

    async def look(self) -> float:
        """Back up if it is time; after how many seconds to look again."""
        now = self.clock.now()
        await asyncio.to_thread(sweep_copies, self.loaded, now)
        wait = await asyncio.to_thread(self._wait, now)
        if wait > 0:
            return min(wait, LOOK_S)
        if not await self.store.hold(LEASE, self.owner, now, seconds=LEASE_S):
            return AGAIN_S
        self._tell(await self._made())
        return min(LOOK_S, self.loaded.settings.backup.every_h * 3600)

    async def _made(self) -> Made:
        """Nobody else makes one meanwhile; the lease of who dies over it ends soon."""
        making = asyncio.ensure_future(self.make(self.loaded))
        try:
            while not making.done():
                await asyncio.wait({making}, timeout=RENEW_S)
                await self.store.hold(LEASE, self.owner, self.clock.now(), seconds=LEASE_S)
            return making.result()
        finally:
            making.cancel()
            await asyncio.gather(making, return_exceptions=True)
            await self.store.hold(LEASE, self.owner, self.clock.now(), seconds=0)

    def _wait(self, now: datetime) -> float:
        """Seconds until the next one is due."""
        found = known(vault_of(self.loaded))
        if not found:
            return 0.0
        self.meters.newest.set(found[0].made_at.timestamp())
        due = found[0].made_at + timedelta(hours=self.loaded.settings.backup.every_h)
        return (due - now).total_seconds()

    def _tell(self, made: Made) -> None:
        self.meters.newest.set(self.clock.now().timestamp())
        self.meters.bytes.set(made.size)
        self.meters.took.set(made.seconds)
        said = (made.place, made.name, made.rows, made.size, made.seconds)
        log.info("backup: %s/%s, %d rows, %d bytes, %.0f s; read back", *said)


def backing_up(loaded: Loaded, parts: Parts) -> list[Coroutine[Any, Any, None]]:
    """Backups beside a running desk's other parts."""
    desk = parts.desks[0]
    meters = BackupMeters(parts.metrics.registry)
    return Backups(loaded=loaded, store=desk.store, clock=desk.clock, meters=meters).coroutines()


def _heard(ours: Connection) -> Any:
    try:
        return ours.recv()
    except EOFError:
        return BackupFailed(DIED)
