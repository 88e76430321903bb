"""The feed and the search over HTTP: p50 and p99 of every kind of page, on a desk of any size.

python -m bench.feed --cases 1000000 makes the data by itself (about ten minutes a million, once,
where --keep names a folder) and prints a table. Pages are asked for one after the other, as a
signed-in agent's browser does; each kind with changing words, keys and filters.
"""

from __future__ import annotations

import argparse
import asyncio
import http.client
import re
import socket
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import uvicorn
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from app.clock import SystemClock
from bench.feed_data import fill, size_of
from bench.feed_pages import samples_of
from console import create_app
from console.passes import issue_link
from console.services import Services
from core.access import Role
from core.actions import Outgoing
from core.casebook import Agent
from core.feed_room import FeedRoom
from storage import SqlStore, open_store

# A path -> how long its page took on the clock, and of the processor, both ends together.
Ask = Callable[[str], tuple[float, float]]
# Asked for before anything counts: a process compiles each shape of a statement once.
WARM_UP = 20
# What the console promises, in milliseconds.
GOALS = {"feed": 50, "search": 50, "dense": 150}
_TOKEN = re.compile(r"token=([\w-]+)")


def main() -> None:
    """Fill the database unless it is there, serve the console over it, and measure."""
    options, out = _options(), Console(width=110)
    with ExitStack() as stack:
        folder = options.keep or stack.enter_context(
            tempfile.TemporaryDirectory(prefix="skerry-feed-")
        )
        url = options.url or f"sqlite:///{Path(folder) / 'feed.db'}"
        cases, samples = asyncio.run(_prepare(url, options.cases))
        out.print(f"{cases:,} cases, {5 * cases:,} messages, {url.partition('://')[0]}")
        ask = stack.enter_context(_served(url))
        out.print(_measured(ask, samples, options.pages))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.feed", description=__doc__)
    parser.add_argument("--cases", type=int, default=20_000)
    parser.add_argument("--pages", type=int, default=200, help="pages of each kind")
    parser.add_argument("--keep", help="a folder that keeps the database for the next time")
    parser.add_argument("--url", help="another database, such as postgresql://user@host/name")
    return parser.parse_args()


async def _prepare(url: str, wanted: int) -> tuple[int, dict[str, list[str]]]:
    store = await open_store(url)
    try:
        cases = await store._database.read(size_of)  # noqa: SLF001 - what no page asks
        if not cases:
            with Progress(console=Console(stderr=True)) as progress:
                task = progress.add_task("cases", total=wanted)
                await fill(store, wanted, lambda n: progress.update(task, completed=n))
        cases = await store._database.read(size_of)  # noqa: SLF001
        return cases, await store._database.read(samples_of)  # noqa: SLF001
    finally:
        await store.close()


@contextmanager
def _served(url: str) -> Iterator[Ask]:
    """How long a page takes, asked for by a signed-in agent."""
    with socket.socket(proto=socket.IPPROTO_TCP) as bound:
        bound.bind(("127.0.0.1", 0))
        bound.listen()
        port = bound.getsockname()[1]
        links: list[str] = []
        ready, server = threading.Event(), list[uvicorn.Server]()
        thread = threading.Thread(
            target=lambda: asyncio.run(_serve(url, bound, (port, links, ready, server)))
        )
        thread.start()
        ready.wait(120)
        try:
            yield _asking(port, links[0])
        finally:
            server[0].should_exit = True
            thread.join()


async def _serve(url: str, bound: socket.socket, told: tuple[Any, ...]) -> None:
    port, links, ready, server = told
    store = await open_store(url)
    services = _services(store, f"http://127.0.0.1:{port}")
    agent = Agent(id="bench", name="Bench", created_at=services.clock.now(), role=Role.ADMIN)
    await store.add_agent(agent)
    links.append(await issue_link(services.door, "bench", services.clock, services.public_url))
    server.append(
        uvicorn.Server(uvicorn.Config(create_app(services), log_config=None, access_log=False))
    )
    ready.set()
    await server[0].serve([bound])
    await store.close()


def _services(store: SqlStore, url: str) -> Services:
    def nothing(*_: object) -> Outgoing:
        raise NotImplementedError("nothing leaves a bench")

    return Services(
        book=store,
        corrections=store,
        door=store,
        clock=SystemClock(),
        compose=lambda *_: (),
        act=nothing,
        health=tuple,
        suggestion=lambda _: "",
        public_url=url,
        feed=FeedRoom(store, store, store),
    )


def _asking(port: int, link: str) -> Ask:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    token = _TOKEN.search(link)
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    line.request("POST", "/sign-in", f"token={token[1] if token else ''}", form)
    answer = line.getresponse()
    answer.read()
    headers = {"Cookie": str(answer.getheader("set-cookie")).partition(";")[0]}

    def ask(path: str) -> tuple[float, float]:
        fragment = {"HX-Request": "true", "HX-Target": "feed"} if "rows=" in path else {}
        started, worked = time.perf_counter(), time.process_time()
        line.request("GET", path, headers=headers | fragment)
        answer = line.getresponse()
        answer.read()
        if answer.status != 200:
            raise SystemExit(f"{path}: {answer.status}")
        return time.perf_counter() - started, time.process_time() - worked

    return ask


def _measured(ask: Ask, samples: dict[str, list[str]], pages: int) -> Table:
    table = Table("page", "p50 ms", "p99 ms", "max ms", "goal p99", "CPU p50", "CPU p99")
    for kind, paths in samples.items():
        for path in paths[:WARM_UP]:
            ask(path)
        asked = [ask(paths[n % len(paths)]) for n in range(pages)] if paths else []
        if asked:
            waits, worked = (sorted(each) for each in zip(*asked, strict=True))
            middle, late = pages // 2, pages * 99 // 100
            spots = (waits[middle], waits[late], waits[-1])
            goal = GOALS[kind.partition(",")[0]]
            spent = (worked[middle], worked[late])
            table.add_row(kind, *map(_ms, spots), str(goal), *map(_ms, spent))
    return table


def _ms(seconds: float) -> str:
    return f"{1000 * seconds:,.1f}"


if __name__ == "__main__":
    main()
