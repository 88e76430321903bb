"""Skerry's path, from a masked batch put into the inbox to the decision on disk."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from app.assembly import WORKERS
from app.clock import SystemClock
from app.house import build_house
from app.inference.pool import ProcessTriage
from app.newborn import grown, starting
from bench.messages import SETTINGS, WARM_UP, stream
from bots.replay.adapter import Replay
from bots.replay.limits import CAPABILITIES
from core.desk import Desk
from core.listen import mask
from core.ports import TurnResult
from core.types import Message
from storage import SqlStore, open_store
from storage.sealing.sealed import KEY_BYTES, KeyRing

BATCH, PRODUCERS = 50, 4


@dataclass(slots=True)
class Meter:
    """When each message's decision was on disk."""

    waits: list[float] = field(default_factory=list[float])
    news: asyncio.Event = field(default_factory=asyncio.Event)

    def hear(self, results: Sequence[TurnResult]) -> None:
        now = datetime.now(UTC)
        self.waits += [
            (now - judged.message.received_at).total_seconds()
            for result in results
            for judged in result.judged
        ]
        self.news.set()

    async def until(self, count: int) -> None:
        while len(self.waits) < count:
            self.news.clear()
            await self.news.wait()


@dataclass(frozen=True, slots=True)
class Line:
    """A running path."""

    store: SqlStore
    triage: ProcessTriage
    meter: Meter

    async def put(self, messages: Sequence[Message]) -> None:
        now = datetime.now(UTC)
        fresh = [replace(each, received_at=now, sent_at=now) for each in messages]
        await self.store.put(await mask(fresh, self.triage))


@asynccontextmanager
async def running(folder: Path) -> AsyncIterator[Line]:
    """Store, inference process and workers, started and stopped."""
    with starting():  # as `skerry run` does
        async with _built(folder) as line:
            yield line


@asynccontextmanager
async def _built(folder: Path) -> AsyncIterator[Line]:
    settings, clock = SETTINGS, SystemClock()
    adapter = Replay(Path("/dev/null"), capabilities=CAPABILITIES)
    house = build_house(settings, [adapter])
    # Private words are sealed, as on every desk.
    ring = KeyRing([os.urandom(KEY_BYTES)])
    store = await open_store(f"sqlite:///{folder / 'ours.db'}", ring=ring)
    triage = ProcessTriage(settings, settings.triage.workers)
    await triage.warm()
    grown()
    meter = Meter()
    desk = Desk(
        store=store,
        triage=triage,
        clock=clock,
        house=house,
        recorded=meter.hear,
        rest=store.rest,
    )
    workers = [asyncio.create_task(desk.work_forever()) for _ in range(WORKERS)]
    try:
        yield Line(store, triage, meter)
    finally:
        for worker in workers:
            worker.cancel()
            with suppress(asyncio.CancelledError):
                await worker
        triage.close()
        await store.close()


async def saturate(folder: Path, count: int, seed: int) -> float:
    """Messages a second when there is always more to do.

    The first `WARM_UP` are not counted, here and in the naive loop: a desk that has just started
    compiles its statements and indexes its articles.
    """
    every = list(islice(stream(seed), WARM_UP + count))
    first, messages = every[:WARM_UP], every[WARM_UP:]
    batches = [messages[start : start + BATCH] for start in range(0, count, BATCH)]
    async with running(folder) as line:
        await line.put(first)
        await line.meter.until(WARM_UP)
        started = time.perf_counter()
        await asyncio.gather(*(_produce(line, batches[n::PRODUCERS]) for n in range(PRODUCERS)))
        await line.meter.until(WARM_UP + count)
        return count / (time.perf_counter() - started)


async def _produce(line: Line, batches: Sequence[Sequence[Message]]) -> None:
    for batch in batches:
        await line.put(batch)


async def pace(folder: Path, rate: int, seconds: float, seed: int) -> list[float]:
    """Waits in seconds, arrival to decision on disk, with `rate` messages arriving a second.

    The first second is not counted: a desk that has just started compiles its statements.
    """
    async with running(folder) as line:
        await _arrive(line, islice(stream(seed), rate), rate)
        line.meter.waits.clear()
        await _arrive(line, islice(stream(seed + 1), int(rate * seconds)), rate)
        return line.meter.waits


async def _arrive(line: Line, messages: Iterable[Message], rate: int) -> None:
    """Put the messages evenly, and wait until all are judged."""
    every, step = list(messages), max(1, rate // 100)
    started, puts = time.perf_counter(), []
    for start in range(0, len(every), step):
        await asyncio.sleep(max(0.0, started + start / rate - time.perf_counter()))
        puts.append(asyncio.create_task(line.put(every[start : start + step])))
    await asyncio.gather(*puts)
    await line.meter.until(len(every))
