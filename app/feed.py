"""The feed's room behind the console, and the index of what was said before there was one."""

from __future__ import annotations

import asyncio
import logging
from contextlib import AsyncExitStack
from dataclasses import replace

from console.services import Services
from core.errors import StorageUnavailable
from core.feed_room import FeedRoom
from core.finding import Finder
from storage import SqlStore

log = logging.getLogger(__name__)

# Older messages in one transaction, and the rest between two, so that whoever works is not held up.
BATCH, REST_S, TROUBLE_S = 500, 0.05, 5.0


def with_feed(services: Services, store: SqlStore, stack: AsyncExitStack) -> Services:
    """The console's services with saved views, the search and orders to many cases; what is not
    in the index of words yet gets there while the desk runs."""
    stack.callback(asyncio.create_task(index_older(store)).cancel)
    return replace(services, feed=FeedRoom(store, store, store))


async def index_older(finder: Finder, *, rest: float = REST_S, trouble: float = TROUBLE_S) -> None:
    """Index what was there before, a batch at a time, until nothing is left."""
    left = 1
    while left:
        try:
            left = await finder.index_older(limit=BATCH)
        except StorageUnavailable as error:
            log.warning("search: older messages cannot be indexed: %s", error)
            await asyncio.sleep(trouble)
        await asyncio.sleep(rest if left else 0)
