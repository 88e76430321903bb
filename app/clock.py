"""Real time: this machine's, or the database server's where several processes share one."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from typing import Protocol

from core.errors import StorageUnavailable

log = logging.getLogger(__name__)

# How often the server's clock is looked at, and how far off ours may be before we say so.
LOOK_S, OFF_S = 2.0, 1.0
OFF = (
    "this machine's clock is %.1f s %s the database's; the desk keeps to the database's: have it"
    " set (NTP)"
)
RIGHT = "this machine's clock agrees with the database's again"


class SystemClock:
    """The machine's clock, in UTC."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


class ServedClock(SystemClock):
    """The server's clock, read now and then and counted on by a clock that never jumps.

    Leases, timers and due times are times that several machines compare; one whose clock is wrong
    would take what others hold, or keep what nobody holds.
    """

    def __init__(self, ask: Callable[[], Awaitable[datetime | None]]) -> None:
        self._ask = ask
        self._served, self._read_at = datetime.now(UTC), time.monotonic()
        self._off = False

    def now(self) -> datetime:
        return self._served + timedelta(seconds=time.monotonic() - self._read_at)

    async def read(self) -> bool:
        """Look at the server's clock; False where there is none. Raises StorageUnavailable."""
        asked = time.monotonic()
        served = await self._ask()
        if served is None:
            return False
        self._read_at = time.monotonic()
        # The answer was on its way for half of the time.
        self._served = served + timedelta(seconds=(self._read_at - asked) / 2)
        self._compare()
        return True

    async def follow(self) -> None:
        """Look again and again; while there is no server, time goes on."""
        while True:
            await self.sleep(LOOK_S)
            try:
                await self.read()
            except StorageUnavailable:
                continue

    def _compare(self) -> None:
        ahead = (datetime.now(UTC) - self.now()).total_seconds()
        off = abs(ahead) > OFF_S
        if off and not self._off:
            log.warning(OFF, abs(ahead), "ahead of" if ahead > 0 else "behind")
        if self._off and not off:
            log.info(RIGHT)
        self._off = off


class Served(Protocol):
    """A memory that may have a clock of its own."""

    async def server_time(self) -> datetime | None:
        """The server's time, or None."""
        ...


async def desk_clock(memory: Served, stack: AsyncExitStack) -> SystemClock:
    """The clock by which a desk on this memory goes, followed until the stack is closed."""
    clock = ServedClock(memory.server_time)
    if not await clock.read():
        return SystemClock()
    stack.callback(asyncio.create_task(clock.follow()).cancel)
    return clock
