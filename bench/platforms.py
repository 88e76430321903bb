"""`python -m bench.platforms`: three simulated platforms against one running desk, side by side.

First what an adapter costs by itself: processor time in a process that only listens. Then all three
at once for a while: nothing may be lost or doubled, and the gateway's heartbeats must keep time.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, aclosing, asynccontextmanager, closing
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import httpx
from rich.console import Console
from rich.progress import track
from rich.table import Table

import bots
from bench.stages import PLATFORMS, Stage
from core.types import Message

PEOPLE, HEARTBEAT_S = 300, 1.0
ALONE_RATE, PATIENCE_S = 300, 60.0
SETTINGS = """
[storage]
url = "sqlite:///{folder}/desk.db"
[sealing]
key = "none"  # what is said is read in the database, from outside
[console]
port = 0
[log]
level = "error"
{tables}
"""


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(prog="python -m bench.platforms", description=__doc__)
    parser.add_argument("--rate", type=int, default=500, help="events a second, all together")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--messages", type=int, default=3000, help="for each adapter alone")
    asyncio.run(_run(parser.parse_args()))


async def _run(options: argparse.Namespace) -> None:
    out = Console(width=110)
    table = Table("adapter alone, socket to Message", "heard", "processor µs a message")
    for name in track(PLATFORMS, "adapters", console=Console(stderr=True)):
        async with a_stage(name) as stage:
            heard, cost = await _alone(stage, options.messages)
            table.add_row(name, f"{heard:,} of {options.messages:,}", f"{cost:,.0f}")
    out.print(table)
    await _together(options, out)


@asynccontextmanager
async def a_stage(name: str) -> AsyncIterator[Stage]:
    """The platform's simulated server in a process of its own, and people on it."""
    server = await asyncio.create_subprocess_exec(
        sys.executable, "-m", f"sandbox.{name}", "--port", "0", stdout=asyncio.subprocess.PIPE
    )
    assert server.stdout is not None  # noqa: S101 - it was asked for
    try:
        addresses = json.loads(await server.stdout.readline())
        async with httpx.AsyncClient(timeout=300) as client:
            stage = PLATFORMS[name](addresses, client)
            await stage.settle()
            yield stage
    finally:
        server.terminate()
        await server.wait()


async def _alone(stage: Stage, count: int) -> tuple[int, float]:
    """How many messages were heard, and the processor µs that each took."""
    adapter = bots.build(stage.name, stage.table(), stage.secrets())
    heard, ready = set[str](), asyncio.Event()

    async def listen() -> None:
        async with aclosing(adapter.arrivals({})) as batches:
            async for batch in batches:
                ready.set()
                heard.update(each.key for each in batch if isinstance(each, Message))

    listening = asyncio.create_task(listen())
    await asyncio.wait_for(ready.wait(), 30)
    await asyncio.sleep(0.5)
    started, used = time.perf_counter(), time.process_time()
    await stage.load(ALONE_RATE, count / ALONE_RATE, PEOPLE)
    until = started + PATIENCE_S
    while len(heard) < count and time.perf_counter() < until:  # noqa: ASYNC110 - not woken by each
        await asyncio.sleep(0.01)
    cost = time.process_time() - used
    listening.cancel()
    await asyncio.wait({listening})
    return len(heard), 1e6 * cost / max(1, len(heard))


@dataclass(frozen=True, slots=True)
class Running:
    """A desk in a process of its own, over its database."""

    folder: Path

    def kept(self) -> Counter[str]:
        """Messages in the database, by platform."""
        path = self.folder / "desk.db"
        if not path.exists():
            return Counter()
        statement = "select platform, count(*) from message group by platform"
        try:
            with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=30)) as database:
                return Counter(dict(database.execute(statement).fetchall()))
        except sqlite3.OperationalError:  # the first start is still making the tables
            return Counter()

    def unread(self) -> int:
        """Messages nobody judged yet."""
        path = f"file:{self.folder / 'desk.db'}?mode=ro"
        with closing(sqlite3.connect(path, uri=True, timeout=30)) as database:
            found = database.execute("select count(*) from inbox where state = 'open'").fetchone()
            return int(found[0])


@asynccontextmanager
async def _desk(stages: list[Stage], folder: Path) -> AsyncIterator[Running]:
    tables = "\n".join(each.toml() for each in stages)
    settings = folder / "settings.toml"
    settings.write_text(SETTINGS.format(folder=folder, tables=tables))
    secrets = {key: value for each in stages for key, value in each.secrets().items()}
    with (folder / "desk.log").open("w") as log:
        desk = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "app", "run", "--settings", str(settings),
            env={**os.environ, **secrets}, stderr=log,
        )  # fmt: skip
        try:
            yield Running(folder)
        finally:
            desk.terminate()
            await desk.wait()


async def _together(options: argparse.Namespace, out: Console) -> None:
    with tempfile.TemporaryDirectory(prefix="skerry-bench-") as place:
        async with AsyncExitStack() as stack:
            stages = [await stack.enter_async_context(a_stage(name)) for name in PLATFORMS]
            desk = await stack.enter_async_context(_desk(stages, Path(place)))
            before = await _heard_everywhere(stages, desk)
            rate, seconds = options.rate / len(stages), options.seconds
            started = time.perf_counter()
            written = await asyncio.gather(*(each.load(rate, seconds, PEOPLE) for each in stages))
            took = time.perf_counter() - started
            kept_s = await _until_kept(desk, before, dict(zip(PLATFORMS, written, strict=True)))
            judged_s = await _until_judged(desk)
            beats = await next(each for each in stages if each.name == "discord").heartbeats()
            kept = desk.kept()
    table = Table("all together", "written", "kept", "lost or doubled")
    for name, count in zip(PLATFORMS, written, strict=True):
        there = kept[name] - before[name]
        table.add_row(name, f"{count:,}", f"{there:,}", f"{there - count:+,}")
    out.print(table)
    gaps = [later - one for one, later in pairwise(beats)]
    out.print(
        f"{sum(written) / took:,.0f} events a second for {took:.0f} s; the last one was on disk"
        f" {kept_s:.1f} s later, and judged {judged_s:.1f} s after that"
    )
    out.print(
        f"heartbeats due every {HEARTBEAT_S:g} s came after {min(gaps):.2f} to {max(gaps):.2f} s"
        f" ({len(gaps)} of them)"
    )


async def _heard_everywhere(stages: list[Stage], desk: Running) -> Counter[str]:
    """Say hello on each platform until the desk hears it; what is kept before the run."""
    while set(desk.kept()) != set(PLATFORMS):
        for each in stages:
            if each.name not in desk.kept():
                await each.load(10, 0.2, 1)
        await asyncio.sleep(1)
    await asyncio.sleep(3)
    return desk.kept()


async def _until_kept(desk: Running, before: Counter[str], written: dict[str, Any]) -> float:
    started = time.perf_counter()
    while time.perf_counter() - started < 120:
        kept = desk.kept()
        if all(kept[name] - before[name] >= count for name, count in written.items()):
            break
        await asyncio.sleep(0.1)
    return time.perf_counter() - started


async def _until_judged(desk: Running) -> float:
    started = time.perf_counter()
    while desk.unread():  # noqa: ASYNC110 - another process has no event of ours
        await asyncio.sleep(0.1)
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
