"""A small desk for the listening half: stores what arrives, and time that can run fast."""

from __future__ import annotations

import asyncio
from contextlib import aclosing, asynccontextmanager
from datetime import UTC, datetime, timedelta

from bots.twitter import build
from bots.twitter.adapter import Twitter
from bots.twitter.settings import read_secrets, read_table
from core.types import Checkpoint, DeadLetter, Message, Reach, Removal

PATIENCE_S = 8.0
QUICK = {"mentions_every_s": 0.05, "messages_every_s": 0.05}


class FastClock:
    """A clock that runs `speed` times as fast as ours, from now on."""

    def __init__(self, speed: float) -> None:
        self.speed, self._loop = speed, asyncio.get_running_loop()
        self._start, self._began = datetime.now(UTC), self._loop.time()

    def now(self) -> datetime:
        return self._start + timedelta(seconds=(self._loop.time() - self._began) * self.speed)

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds / self.speed)


class Desk:
    """What a store promises: each key once, and checkpoints with what they cover."""

    def __init__(self) -> None:
        self.messages: dict[str, Message] = {}
        self.letters: dict[str, DeadLetter] = {}
        self.checkpoints: dict[str, str] = {}
        self.others: list[Reach | Removal] = []
        self.twice = 0
        self.batches = 0
        self.works = asyncio.Event()
        self.works.set()

    async def put(self, batch) -> None:
        await self.works.wait()
        self.batches += 1
        for each in batch:
            if isinstance(each, Message):
                self.twice += each.key in self.messages
                self.messages.setdefault(each.key, each)
            elif isinstance(each, DeadLetter):
                self.letters.setdefault(each.key, each)
            elif isinstance(each, Checkpoint):
                self.checkpoints[each.name] = each.value
            else:
                self.others.append(each)

    @property
    def texts(self) -> list[str]:
        return [each.text for each in self.messages.values()]


def table_of(sandbox, **table):
    return {"base_url": sandbox.base_url, **QUICK, **table}


def adapter_of(sandbox, **table) -> Twitter:
    return build(table_of(sandbox, **table), sandbox.credentials)


def on_clock(sandbox, clock, **table) -> Twitter:
    """An adapter whose time is not the server's: what is old there is not old here."""
    patient = {"first_look_back_s": 1e8, **table.pop("listening", {})}
    config = read_table(table_of(sandbox, **table, listening=patient))
    return Twitter(config, read_secrets(sandbox.credentials), clock=clock)


@asynccontextmanager
async def listening(adapter: Twitter, desk: Desk):
    """The adapter's arrivals, stored one batch after the other, while inside."""

    async def listen() -> None:
        async with aclosing(adapter.arrivals(desk.checkpoints.copy())) as batches:
            async for batch in batches:
                await desk.put(batch)
                up.set()

    up = asyncio.Event()
    task = asyncio.create_task(listen())
    started = asyncio.create_task(up.wait())
    try:
        await asyncio.wait({task, started}, return_when=asyncio.FIRST_COMPLETED)
        yield task
    finally:
        started.cancel()
        task.cancel()
        await asyncio.wait({task})


async def until(condition, patience: float = PATIENCE_S) -> None:
    """Wait for something that has to come."""
    async with asyncio.timeout(patience):
        while not condition():  # noqa: ASYNC110
            await asyncio.sleep(0.01)


def mention(sandbox, text: str, user="", **details):
    """Somebody mentions us; the post as JSON."""
    who = user or sandbox.control.create_user("Ann", f"ann{sandbox.world.sequence}")["id"]
    return sandbox.control.post(who, f"@NordexSupport {text}", **details)
