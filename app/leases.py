"""What only one process may do at a time: whoever holds its lease does it, the others wait."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from app.supervise import LEASE_S, RENEW_S
from core.errors import StorageUnavailable
from core.outbox import Deliverer
from core.ports import Clock, Store
from core.types import Platform
from storage.engine.whose import me

log = logging.getLogger(__name__)

Part: TypeAlias = Coroutine[Any, Any, None]

# Who had the lease before may still be sending what he began; then it is looked up. Longer than
# core/outbox.py's FRESH_S, within which a row that was taken has to begin to leave.
SETTLING_S = 20.0
WAITS = "%s: another process does this; waiting until it stops"
OURS, LOST = "%s: this process does it from now on", "%s: another process does it now"


@dataclass(slots=True, kw_only=True)
class Lease:
    """Does something while nobody else does it; ends only when cancelled or when it fails."""

    store: Store
    clock: Clock
    name: str
    begin: Callable[[], Sequence[Part]]
    owner: str = field(default_factory=me)
    # What to break off when the lease is over and may be another one's.
    let_go: Callable[[], None] = lambda: None
    # Whether the one before us is dead, so that nothing of his is still on its way.
    alone: bool = field(default=False, init=False)
    _until: float = field(default=0.0, init=False)

    async def stand(self) -> None:
        """Wait for the lease, do it, and wait again when the lease was lost."""
        while True:
            try:
                await self._wait()
                await self._do()
            except StorageUnavailable as error:
                log.error("storage: %s; %s waits for it", error, self.name)
                await self.clock.sleep(RENEW_S)

    async def _wait(self) -> None:
        said = False
        while not await self._taken():
            if not said:
                log.info(WAITS, self.name)
            said = True
            await self.clock.sleep(RENEW_S)
        log.info(OURS, self.name)

    async def _taken(self) -> bool:
        self.alone = await self.store.vacant(self.name, self.owner)
        return await self._hold(LEASE_S)

    async def _do(self) -> None:
        tasks = [asyncio.create_task(part) for part in self.begin()]
        try:
            while await self._hold(LEASE_S):
                done, _ = await asyncio.wait(
                    tasks, timeout=RENEW_S, return_when=asyncio.FIRST_EXCEPTION
                )
                for task in done:
                    task.result()
            log.warning(LOST, self.name)
        finally:
            for task in tasks:
                task.cancel()
            await self._ended(tasks)
            await self._hold(0)

    async def _ended(self, tasks: Sequence[asyncio.Task[None]]) -> None:
        """What was begun ends in order while the lease lasts; then another one may do it."""
        left = max(0.0, self._until - time.monotonic())
        _, late = await asyncio.wait(tasks, timeout=left) if tasks else (None, set())
        if late:
            self.let_go()
            await asyncio.wait(late)
        for task in tasks:
            if not task.cancelled():
                task.exception()  # seen before, or an end that nobody waits for

    async def _hold(self, seconds: float) -> bool:
        began = time.monotonic()
        held = await self.store.hold(self.name, self.owner, self.clock.now(), seconds=seconds)
        if held:
            self._until = began + seconds
        return held


def delivering(deliverer: Deliverer) -> list[Part]:
    """One process sends for a platform, whichever command started it; another takes over."""
    return [_speaking(_alone(deliverer, each), each).stand() for each in deliverer.adapters]


def _speaking(deliverer: Deliverer, platform: Platform) -> Lease:
    def begin() -> list[Part]:
        known = asyncio.Event()
        return [_speak(deliverer, known), _take_up(lease, deliverer, platform, known)]

    lease = Lease(
        store=deliverer.store,
        clock=deliverer.clock,
        name=f"deliver:{platform}",
        begin=begin,
        let_go=deliverer.let_go,
    )
    return lease


async def _speak(deliverer: Deliverer, known: asyncio.Event) -> None:
    """Once what the last one left can no longer be taken for ours."""
    await known.wait()
    await deliverer.deliver_forever()


async def _take_up(
    lease: Lease, deliverer: Deliverer, platform: Platform, known: asyncio.Event
) -> None:
    """What one who is dead began to send is looked up at once."""
    left = await deliverer.store.stranded(platform) if lease.alone else ()
    known.set()
    await deliverer.reconcile(left)
    await _look_after(deliverer, platform)


async def _look_after(deliverer: Deliverer, platform: Platform) -> None:
    """What somebody began to send and did not settle is looked up, never sent blindly.

    That is what the last one left, and what a commit took of which nobody heard.
    """
    before = set[tuple[str, int]]()
    while True:
        rows = await deliverer.store.stranded(platform)
        left = [row for row in rows if (row.key, row.attempts) in before]
        await deliverer.reconcile(left)
        before = {(row.key, row.attempts) for row in rows}
        await deliverer.clock.sleep(SETTLING_S)


def _alone(deliverer: Deliverer, platform: Platform) -> Deliverer:
    """A deliverer that sends for one platform only."""
    return Deliverer(
        store=deliverer.store,
        adapters={platform: deliverer.adapters[platform]},
        clock=deliverer.clock,
        lint=deliverer.lint,
        rest=deliverer.rest,
        files=deliverer.files,
    )
