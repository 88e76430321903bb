"""Keeps the desk's parts running: one lease a credential, one stop for all, an orderly end."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import time
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass, field
from typing import Any

from structlog.contextvars import bind_contextvars

from app.newborn import grown
from app.seeing.notify import STOPPING, attend, notify
from core.errors import StorageUnavailable
from core.guard import Memory
from core.listen import Listener
from core.ports import Clock, Store
from core.tables.protect import ProtectTable
from core.watch import Watcher
from storage.engine.whose import me

log = logging.getLogger(__name__)

# A lease outlasts a database that is slow for a moment; whoever takes over still does it in time.
LEASE_S, RENEW_S, PATIENCE_S = 6.0, 1.0, 10.0
# A process that is suspended, or on a machine that is overloaded, stands still for so long.
STALL_LOOK_S, STALLED_S = 0.5, 2.0
STOOD_STILL = "this process stood still for %.1f s; what it held may be in other hands"
STANDBY = "another desk listens with this credential"


@dataclass(slots=True, kw_only=True)
class Watch:
    """Listens with one credential while nobody else does; a second desk waits and takes over."""

    listener: Listener
    store: Store
    clock: Clock
    name: str
    owner: str = field(default_factory=me)
    # What else runs while the lease is ours, such as looking after those who asked.
    beside: tuple[Callable[[], Coroutine[Any, Any, None]], ...] = ()

    async def stand(self) -> None:
        """Listen whenever the lease is ours, until the listener itself is done."""
        # Whatever is logged here and in what is begun here is about this platform.
        bind_contextvars(platform=str(self.listener.adapter.platform))
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
        """Listen, renew, give the lease back; whether it ended."""
        log.info("%s: this process listens from now on", self.name)
        listening = asyncio.create_task(self.listener.listen_forever())
        beside = [asyncio.create_task(each()) for each in self.beside]
        try:
            while not listening.done() and await self._hold(LEASE_S):
                await asyncio.wait({listening}, timeout=RENEW_S)
            if not listening.done():
                log.warning("%s: another process listens now", self.name)
            return listening.done()
        finally:
            tasks = (listening, *beside)
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await self._hold(0)

    async def _hold(self, seconds: float) -> bool:
        return await self.store.hold(self.name, self.owner, self.clock.now(), seconds=seconds)


def watch_over(listener: Listener, *beside: Watcher) -> Watch:
    """A listener's watch, and whoever looks after those who asked."""
    return Watch(
        listener=listener,
        store=listener.store,
        clock=listener.clock,
        name=f"listen:{listener.adapter.platform}",
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


async def notice_stalls() -> None:
    """Say afterwards that this process stood still: what it held may be others' by now."""
    while True:
        before = time.monotonic()
        await asyncio.sleep(STALL_LOOK_S)
        still = time.monotonic() - before - STALL_LOOK_S
        if still > STALLED_S:
            log.warning(STOOD_STILL, still)


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
    grown()
    tasks = [asyncio.create_task(part) for part in (*parts, notice_stalls(), attend())]
    await _until_told_or_failed(tasks, stop)
    notify(STOPPING)
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
