"""`python -m bench.fleet`: arrival to decision on disk, on a file and on a server with a fleet.

On a file, one process writes and works, as `skerry run` does. On a server, one writes and others
work, as `skerry listen` and `skerry work` do. Everything shares this machine, the server too.
"""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing
import os
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import islice, pairwise
from multiprocessing.connection import Connection as Pipe
from multiprocessing.connection import wait
from multiprocessing.context import SpawnProcess
from pathlib import Path
from typing import Any, cast

from rich.console import Console
from rich.progress import track
from rich.table import Table
from sqlalchemy import select

from app.assembly import WORKERS
from app.brain import build_reader
from app.clock import SystemClock
from app.house import build_house
from app.inference import InlineTriage
from bench.messages import SETTINGS, stream
from bots.replay.adapter import Replay
from bots.replay.limits import CAPABILITIES
from core.desk import Desk
from core.listen import mask
from core.ports import TurnResult
from core.types import Message
from storage import SqlStore, is_server, open_store
from storage import tables as t
from storage.postgres import PostgresDriver
from storage.sqlite import SqliteDriver
from storage.store import path_of
from tests import postgres_kit

BATCH, PRODUCERS, PACE = 50, 4, 1_000
_DECIDED = (
    select(t.inbox.c.conversation, t.verdict.c.at)
    .join(t.verdict, t.verdict.c.message_key == t.inbox.c.key)
    .order_by(t.inbox.c.conversation, t.inbox.c.id)
)


@dataclass(frozen=True, slots=True)
class Run:
    """What one run came to: messages a second, sorted waits in seconds."""

    rate: float
    waits: Sequence[float]


@dataclass(frozen=True, slots=True)
class Fleet:
    """Processes that work on one database, and one that writes; it works too where it is alone."""

    url: str
    writer: Pipe
    pipes: Sequence[Pipe]

    def run(self, messages: Sequence[Message], pace: int = 0) -> Run:
        """Have these written, as fast as it goes or so many a second, and wait for the decisions.

        The first sixth of a paced run is not counted: it warms up plans and caches.
        """
        began = time.perf_counter()
        self.writer.send((messages, pace))
        waits: list[float] = []
        while len(waits) < len(messages):
            for pipe in wait(self.pipes, timeout=60):
                waits += cast(Pipe, pipe).recv()
        rate = len(messages) / (time.perf_counter() - began)
        return Run(rate, sorted(waits[len(waits) // 6 if pace else 0 :]))


def main() -> None:
    """Measure each engine, and print a table."""
    options = _options()
    out = Console(width=110)
    out.print(f"{os.cpu_count()} cores shared by all, cheap stage, fsync on, 500 conversations")
    table = Table(
        "engine", "workers", "saturated /s", f"p50 at {PACE:,}/s", "p99", "hot /s", "order"
    )
    with tempfile.TemporaryDirectory(prefix="skerry-fleet-") as folder:
        file = f"sqlite:///{Path(folder) / 'fleet.db'}"
        fleets = ((file, 1), ("", 1), ("", options.workers))
        for url, workers in track(fleets, "engines", console=Console(stderr=True)):
            with _fleet(url or postgres_kit.server().make("fleet"), workers) as fleet:
                row = _measure(fleet, options)
            table.add_row("SQLite" if url else "PostgreSQL", str(workers), *row)
    out.print(table)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.fleet", description=__doc__)
    parser.add_argument("--messages", type=int, default=6_000, help="messages a run")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=6.0)
    parser.add_argument("--workers", type=int, default=2, help="processes on the server")
    return parser.parse_args()


def _measure(fleet: Fleet, options: argparse.Namespace) -> tuple[str, ...]:
    fleet.run(list(islice(stream(90), options.messages // 4)))
    full = [
        fleet.run(list(islice(stream(n), options.messages))) for n in range(1, options.rounds + 1)
    ]
    paced = fleet.run(list(islice(stream(50), int(PACE * options.seconds))), PACE)
    one = list(islice(stream(70), options.messages))
    hot = fleet.run([replace(each, conversation=one[0].conversation) for each in one])
    broken, waits = _disorder(fleet.url), paced.waits
    return (
        f"{statistics.median(each.rate for each in full):,.0f}",
        f"{1000 * waits[len(waits) // 2]:,.0f} ms",
        f"{1000 * waits[len(waits) * 99 // 100]:,.0f} ms",
        f"{hot.rate:,.0f}",
        f"{broken} broken" if broken else "kept",
    )


def _disorder(url: str) -> int:
    """How many messages were decided before one that had arrived earlier in their conversation."""
    driver = PostgresDriver(url) if is_server(url) else SqliteDriver(path_of(url))
    with driver.reader.begin() as connection:
        rows = connection.execute(_DECIDED).all()
    driver.reader.dispose()
    pairs = pairwise(rows)
    return sum(one.conversation == two.conversation and two.at < one.at for one, two in pairs)


@contextmanager
def _fleet(url: str, workers: int) -> Iterator[Fleet]:
    # Two processes on one file would wait for each other: there, the one that writes works too.
    alone = url.startswith("sqlite")
    roles = ["both"] if alone else ["write", *["work"] * workers]
    context = multiprocessing.get_context("spawn")
    pipes: list[Pipe] = []
    processes: list[SpawnProcess] = []
    for role in roles:
        here, there = context.Pipe()
        process = context.Process(target=_process, args=(url, role, there), daemon=True)
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


def _process(url: str, role: str, pipe: Pipe) -> None:
    asyncio.run(_run(url, role, pipe))


async def _run(url: str, role: str, pipe: Pipe) -> None:
    store, triage = await open_store(url), _triage()
    desk = _desk(store, triage, pipe)
    pipe.send("ready")
    parts = [desk.work_forever() for _ in range(WORKERS)] if role != "write" else []
    if role != "work":
        parts.append(_obey(store, triage, pipe))
    await asyncio.gather(*parts)


def _desk(store: SqlStore, triage: InlineTriage, pipe: Pipe) -> Desk:
    def hear(results: Sequence[TurnResult]) -> None:
        now = datetime.now(UTC)
        judged = [each.message for result in results for each in result.judged]
        pipe.send([(now - each.received_at).total_seconds() for each in judged])

    house = build_house(SETTINGS, [Replay(Path("/dev/null"), capabilities=CAPABILITIES)])
    return Desk(
        store=store,
        triage=triage,
        clock=SystemClock(),
        house=house,
        recorded=hear,
        rest=store.rest,
    )


async def _obey(store: SqlStore, triage: InlineTriage, pipe: Pipe) -> None:
    loop = asyncio.get_running_loop()
    while True:
        messages, pace = await loop.run_in_executor(None, pipe.recv)
        await _write(store, triage, messages, pace)


def _triage() -> InlineTriage:
    def build() -> Any:
        return build_reader(SETTINGS)

    return InlineTriage(build(), build=build)


async def _write(
    store: SqlStore, triage: InlineTriage, messages: Sequence[Message], pace: int
) -> None:
    if pace:
        await _arrive(store, triage, messages, pace)
        return
    batches = [messages[start : start + BATCH] for start in range(0, len(messages), BATCH)]
    lines = 1 if messages[0].conversation == messages[-1].conversation else PRODUCERS
    await asyncio.gather(*(_produce(store, triage, batches[n::lines]) for n in range(lines)))


async def _produce(
    store: SqlStore, triage: InlineTriage, batches: Sequence[Sequence[Message]]
) -> None:
    for batch in batches:
        await _put(store, triage, batch)


async def _arrive(
    store: SqlStore, triage: InlineTriage, messages: Sequence[Message], pace: int
) -> None:
    step = max(1, pace // 100)
    started, puts = time.perf_counter(), []
    for start in range(0, len(messages), step):
        await asyncio.sleep(max(0.0, started + start / pace - time.perf_counter()))
        puts.append(asyncio.create_task(_put(store, triage, messages[start : start + step])))
    await asyncio.gather(*puts)


async def _put(store: SqlStore, triage: InlineTriage, messages: Sequence[Message]) -> None:
    now = datetime.now(UTC)
    fresh = [replace(each, received_at=now, sent_at=now) for each in messages]
    await store.put(await mask(fresh, triage))


if __name__ == "__main__":
    main()
