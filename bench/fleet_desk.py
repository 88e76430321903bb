"""The processes of `bench.fleet`: one writes, others work on what it wrote."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import resource
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import pairwise
from multiprocessing.connection import Connection as Pipe
from multiprocessing.connection import wait
from multiprocessing.context import SpawnProcess
from pathlib import Path
from typing import Any, cast

from sqlalchemy import select

from app.assembly import WORKERS
from app.brain import build_reader
from app.clock import SystemClock
from app.house import build_house
from app.inference.child import Answer
from app.inference.pool import InlineTriage
from bench.messages import SETTINGS
from bots.replay.adapter import Replay
from bots.replay.limits import CAPABILITIES
from core.desk import Desk
from core.identities import Question
from core.listen import mask
from core.ports import TurnResult
from core.settings import DeskTable
from core.types import Message
from storage import SqlStore, is_server, open_store
from storage import tables as t
from storage.engine.postgres import PostgresDriver
from storage.engine.sqlite import SqliteDriver
from storage.opening import path_of

BATCH, PRODUCERS = 50, 4
# How many conversations one that waits for each decision takes at a time.
FEW = 8
PATIENCE_S = 120.0
_DECIDED = (
    select(t.inbox.c.conversation, t.verdict.c.at)
    .join(t.verdict, t.verdict.c.message_key == t.inbox.c.key)
    .order_by(t.inbox.c.conversation, t.inbox.c.id)
)
MEGABYTE = 1024 if os.uname().sysname == "Linux" else 1024 * 1024


@dataclass(frozen=True, slots=True)
class Run:
    """What one run came to: messages a second, sorted waits in seconds, the largest process in MB,
    and the seconds of processor time of all of them, without the server's."""

    rate: float
    waits: Sequence[float]
    peak: int
    cpu: float


@dataclass(frozen=True, slots=True)
class Told:
    """What a process says after each commit: waits in seconds; its processor time and size."""

    waits: Sequence[float]
    cpu: float
    peak: int


@dataclass(frozen=True, slots=True)
class Fleet:
    """Processes that work on one database, and one that writes; it works too where it is alone."""

    url: str
    writer: Pipe
    pipes: Sequence[Pipe]
    # What each process had used when it last said something.
    used: dict[int, float] = field(default_factory=dict[int, float])

    def run(self, messages: Sequence[Message], pace: int = 0) -> Run:
        """Have these written, as fast as it goes or so many a second, and wait for the decisions.

        The first sixth of a paced run is not counted: it warms up plans and caches.
        """
        began, used = time.perf_counter(), sum(self.used.values())
        peak = 0
        self.writer.send((messages, pace))
        waits: list[float] = []
        while len(waits) < len(messages):
            for pipe in wait(self.pipes, timeout=PATIENCE_S) or _silent():
                told: Told = cast(Pipe, pipe).recv()
                waits += told.waits
                self.used[id(pipe)] = told.cpu
                peak = max(peak, told.peak)
        rate = len(messages) / (time.perf_counter() - began)
        counted = sorted(waits[len(waits) // 6 if pace else 0 :])
        return Run(rate, counted, peak, sum(self.used.values()) - used)


def _silent() -> list[Pipe]:
    raise TimeoutError(f"no decision for {PATIENCE_S:.0f} seconds")


@contextmanager
def fleet(url: str, workers: int, thinks_s: float = 0.0) -> Iterator[Fleet]:
    """Start the processes; where `thinks_s`, each decision waits so long, as for a service."""
    # Two processes on one file would wait for each other: there, the one that writes works too.
    alone = url.startswith("sqlite")
    roles = ["both"] if alone else ["write", *["work"] * workers]
    context = multiprocessing.get_context("spawn")
    pipes: list[Pipe] = []
    processes: list[SpawnProcess] = []
    for role in roles:
        here, there = context.Pipe()
        process = context.Process(target=_process, args=(url, role, there, thinks_s), daemon=True)
        process.start()
        pipes.append(here)
        processes.append(process)
    for pipe in pipes:
        pipe.recv()  # ready
    try:
        yield Fleet(url, pipes[0], pipes if alone else pipes[1:])
    finally:
        for process in processes:
            process.terminate()
            process.join()


def disorder(url: str) -> int:
    """How many messages were decided before one that had arrived earlier in their conversation."""
    driver = PostgresDriver(url) if is_server(url) else SqliteDriver(path_of(url))
    with driver.reader.begin() as connection:
        rows = connection.execute(_DECIDED).all()
    driver.reader.dispose()
    pairs = pairwise(rows)
    return sum(one.conversation == two.conversation and two.at < one.at for one, two in pairs)


def _process(url: str, role: str, pipe: Pipe, thinks_s: float) -> None:
    asyncio.run(_run(url, role, pipe, thinks_s))


async def _run(url: str, role: str, pipe: Pipe, thinks_s: float) -> None:
    store, triage = await open_store(url), Waiting(_triage(), thinks_s)
    desk = _desk(store, triage, pipe)
    pipe.send("ready")
    # One that waits is one worker, or the ratio of two fleets would count their tasks.
    workers = 1 if thinks_s else WORKERS
    parts = [desk.work_forever() for _ in range(workers)] if role != "write" else []
    if role != "work":
        parts.append(_obey(store, triage, pipe))
    await asyncio.gather(*parts)


class Waiting:
    """Triage that waits for each message, as if it asked a service over a network."""

    def __init__(self, triage: InlineTriage, seconds: float) -> None:
        self._triage, self._seconds = triage, seconds
        self.waits = seconds > 0
        self.mask, self.explain = triage.mask, triage.explain

    async def assess(self, questions: Sequence[Question]) -> list[Answer]:
        if self.waits:
            await asyncio.sleep(self._seconds * len(questions))
        return await self._triage.assess(questions)


def _desk(store: SqlStore, triage: Waiting, pipe: Pipe) -> Desk:
    def hear(results: Sequence[TurnResult]) -> None:
        now = datetime.now(UTC)
        judged = [each.message for result in results for each in result.judged]
        waits = [(now - each.received_at).total_seconds() for each in judged]
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // MEGABYTE
        pipe.send(Told(waits, time.process_time(), peak))

    settings = SETTINGS
    if triage.waits:
        settings = settings.model_copy(update={"desk": DeskTable(batch=FEW)})
    house = build_house(settings, [Replay(Path("/dev/null"), capabilities=CAPABILITIES)])
    return Desk(
        store=store,
        triage=triage,
        clock=SystemClock(),
        house=house,
        recorded=hear,
        rest=store.rest,
    )


async def _obey(store: SqlStore, triage: Waiting, pipe: Pipe) -> None:
    loop = asyncio.get_running_loop()
    while True:
        messages, pace = await loop.run_in_executor(None, pipe.recv)
        await _write(store, triage, messages, pace)


def _triage() -> InlineTriage:
    def build() -> Any:
        return build_reader(SETTINGS)

    return InlineTriage(build(), build=build)


async def _write(store: SqlStore, triage: Waiting, messages: Sequence[Message], pace: int) -> None:
    if pace:
        await _arrive(store, triage, messages, pace)
        return
    batches = [messages[start : start + BATCH] for start in range(0, len(messages), BATCH)]
    lines = 1 if messages[0].conversation == messages[-1].conversation else PRODUCERS
    await asyncio.gather(*(_produce(store, triage, batches[n::lines]) for n in range(lines)))


async def _produce(store: SqlStore, triage: Waiting, batches: Sequence[Sequence[Message]]) -> None:
    for batch in batches:
        await _put(store, triage, batch)


async def _arrive(store: SqlStore, triage: Waiting, messages: Sequence[Message], pace: int) -> None:
    step = max(1, pace // 100)
    started, puts = time.perf_counter(), []
    for start in range(0, len(messages), step):
        await asyncio.sleep(max(0.0, started + start / pace - time.perf_counter()))
        puts.append(asyncio.create_task(_put(store, triage, messages[start : start + step])))
    await asyncio.gather(*puts)


async def _put(store: SqlStore, triage: Waiting, messages: Sequence[Message]) -> None:
    now = datetime.now(UTC)
    fresh = [replace(each, received_at=now, sent_at=now) for each in messages]
    await store.put(await mask(fresh, triage))
