"""Keeps the desk's parts running: one lease a credential, one stop for all, an orderly end."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import socket
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass, field
from typing import Any

from core.actions import Outgoing
from core.errors import StorageUnavailable
from core.guard import Memory
from core.listen import Listener
from core.outbox import Deliverer
from core.ports import Clock, Store
from core.protect_table import ProtectTable
from core.watch import Watcher

log = logging.getLogger(__name__)

LEASE_S, RENEW_S, PATIENCE_S = 4.0, 1.0, 10.0
STANDBY = "another desk listens with this credential"


def me() -> str:
    """This process, as the leases name it."""
    return f"{socket.gethostname()}:{os.getpid()}"


@dataclass(slots=True, kw_only=True)
class Watch:
    """Listens with one credential while nobody else does; a second desk waits and takes over."""

    listener: Listener
    store: Store
    clock: Clock
    name: str
    reconcile: Callable[[Sequence[Outgoing]], Coroutine[Any, Any, None]]
    owner: str = field(default_factory=me)
    # What else runs while the lease is ours, such as looking after those who asked.
    beside: tuple[Callable[[], Coroutine[Any, Any, None]], ...] = ()

    async def stand(self) -> None:
        """Listen whenever the lease is ours, until the listener itself is done."""
        done = False
        while not done:
            try:
                while not await self._hold(LEASE_S):
                    self.listener.say("standby", STANDBY)
                    await self.clock.sleep(RENEW_S)
                done = await self._listen()
            except StorageUnavailable as error:
                self.listener.say("storage", str(error))
                log.error("%s: %s; listening stops until it is back", self.name, error)
                await self.clock.sleep(RENEW_S)

    async def _listen(self) -> bool:
        """Settle what a crash left open, listen, renew, give the lease back; whether it ended."""
        platform = self.listener.adapter.platform
        left = await self.store.stranded(platform)
        if left:
            log.warning("%s: %d sends were under way when a desk stopped", platform, len(left))
        # Looking those up may take its time; nobody who writes now has to wait for it.
        looking = asyncio.create_task(self.reconcile(left))
        listening = asyncio.create_task(self.listener.listen_forever())
        beside = [asyncio.create_task(each()) for each in self.beside]
        try:
            while not listening.done() and await self._hold(LEASE_S):
                await asyncio.wait({listening}, timeout=RENEW_S)
            return listening.done()
        finally:
            tasks = (listening, looking, *beside)
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await self._hold(0)

    async def _hold(self, seconds: float) -> bool:
        return await self.store.hold(self.name, self.owner, self.clock.now(), seconds=seconds)


def watch_over(listener: Listener, deliverer: Deliverer, *beside: Watcher) -> Watch:
    """A listener's watch; what a crash left open is looked up by the deliverer's adapters."""
    return Watch(
        listener=listener,
        store=listener.store,
        clock=listener.clock,
        name=f"listen:{listener.adapter.platform}",
        reconcile=deliverer.reconcile,
        beside=tuple(each.watch_forever for each in beside),
    )


def watchers(listener: Listener, store: Memory, rules: ProtectTable) -> list[Watcher]:
    """Whoever looks after those who asked us, where others' answers do not arrive by themselves."""
    adapter: Any = listener.adapter
    if adapter.capabilities.sees_all or rules.on(adapter.platform).mode == "off":
        return []
    return [
        Watcher(
            platform=adapter.platform,
            lookout=adapter,
            store=store,
            triage=listener.triage,
            clock=listener.clock,
            rules=rules,
        )
    ]


def stop_on_signals() -> asyncio.Event:
    """An event that SIGINT and SIGTERM set; a second one ends the process at once."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()

    def ask() -> None:
        if stop.is_set():
            os._exit(130)
        stop.set()

    for each in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(each, ask)
    return stop


async def until_stopped(parts: Sequence[Coroutine[Any, Any, None]], stop: asyncio.Event) -> None:
    """Run the parts until told to stop or one fails; cancel them in order, the first one first.

    Order matters at the end: what reads stops before what works, what works before what sends.
    """
    tasks = [asyncio.create_task(part) for part in parts]
    await _until_told_or_failed(tasks, stop)
    failed = [task for task in tasks if task.done() and not task.cancelled() and task.exception()]
    for task in tasks:
        task.cancel()
        await asyncio.wait({task}, timeout=PATIENCE_S)
    for task in failed:
        task.result()


async def _until_told_or_failed(tasks: Sequence[asyncio.Task[None]], stop: asyncio.Event) -> None:
    """Return when `stop` is set or a task raises; one that ends by itself is none's concern."""
    told = asyncio.create_task(stop.wait())
    running: set[asyncio.Task[Any]] = {told, *tasks}
    try:
        while not told.done():
            done, running = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
            if any(task.exception() for task in done):
                return
    finally:
        told.cancel()
