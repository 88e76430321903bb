"""A process of a fleet that starts while the database is away waits for it, and says so once.

Machines come up in any order, and a server that is moved takes its time: whoever ended then would
have to be started by somebody. What nobody but the operator can mend still ends a process at once.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack, suppress
from typing import TypeVar

from app.sealing.keys import open_desk
from core.errors import StorageUnavailable
from core.settings import Loaded

log = logging.getLogger(__name__)

T = TypeVar("T")

AGAIN_S = 1.0
WAITS = "storage: %s; this process waits for it and starts then"
BACK = "storage: the database is there; this process starts"


async def when_there(
    build: Callable[[AsyncExitStack], Awaitable[T]],
    loaded: Loaded,
    stack: AsyncExitStack,
    stop: asyncio.Event,
) -> T | None:
    """What `build` made, once there is a database for it; None when `stop` came first.

    What half a building left is taken down before the next try; `stack` takes down the whole.
    """
    said = False
    while not stop.is_set():
        try:
            async with AsyncExitStack() as trying:
                built = await build(trying)
                stack.push_async_exit(trying.pop_all())
                return built
        except StorageUnavailable as error:
            if not said:
                log.warning(WAITS, error)
            said = True
        await _back(loaded, stop)
    return None


async def _back(loaded: Loaded, stop: asyncio.Event) -> None:
    """Only knock: building all of a desk each second would be hard work."""
    while not await _told_within(stop, AGAIN_S):
        with suppress(StorageUnavailable):
            await (await open_desk(loaded)).close()
            log.info(BACK)
            return


async def _told_within(stop: asyncio.Event, seconds: float) -> bool:
    with suppress(TimeoutError):
        await asyncio.wait_for(stop.wait(), seconds)
    return stop.is_set()
