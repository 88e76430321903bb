"""`python -m bench.streams`: one console process, its live streams, and what they cost.

The console runs in a process of its own over a real database; the agents are raw sockets in this
one. Both read the same monotonic clock, so a delivery is timed from just before a change is
written until the last agent has it. `--clients 1000 --idle 10000` is what the console promises.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import re
import resource
import sys
import time
from asyncio import StreamReader, StreamWriter
from asyncio.subprocess import PIPE
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any, cast

from rich.console import Console
from rich.table import Table

NUMBER = re.compile(rb"^id: (\d+)$", re.MULTILINE)
# Sockets opened at once: more than a server's backlog would be refused.
DOORS = 100
OPENING_S, CALM_S = 120.0, 3.0
# A line of the server names the sessions of everybody.
LONGEST_LINE = 4_000_000


@dataclass(frozen=True, slots=True)
class Crowd:
    """What is asked of a console: clients, changes a second, for how long."""

    clients: int
    rate: float
    seconds: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it; times in ms, memory in MB."""

    crowd: Crowd
    delivered: int
    due: int
    delays: Sequence[float]
    start_mb: float
    end_mb: float
    cpu: float


@dataclass(slots=True)
class Agent(asyncio.Protocol):
    """One browser's stream: when it heard of which change."""

    session: str
    heard: list[tuple[float, int]] = field(default_factory=list[tuple[float, int]])
    open: asyncio.Event = field(default_factory=asyncio.Event)
    refused: bytes = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        request = (
            "GET /events HTTP/1.1\r\nHost: desk.example\r\nAccept: text/event-stream\r\n"
            f"Cookie: {self.session}\r\n\r\n"
        )
        cast(asyncio.WriteTransport, transport).write(request.encode())

    def data_received(self, data: bytes) -> None:
        if not self.open.is_set():
            if not data.startswith(b"HTTP/1.1 200"):
                self.refused = data[:200]
            self.open.set()
        now = time.monotonic()
        self.heard += [(now, int(found)) for found in NUMBER.findall(data)]


def main() -> None:
    """Measure, and print a table."""
    options = _options()
    out = Console(width=110)
    crowds = [Crowd(options.clients, options.rate, options.seconds)] * options.rounds
    crowds += [Crowd(options.idle, 0.0, CALM_S)] if options.idle else []
    _allow_files(max(each.clients for each in crowds))
    table = Table(
        *("streams", "changes/s", "delivered", "p50 ms", "p99 ms", "max ms"),
        *("memory MB", "kB a stream", "CPU"),
    )
    for crowd in crowds:
        table.add_row(*_row(asyncio.run(measure(crowd))))
    out.print(table)


async def measure(crowd: Crowd) -> Outcome:
    """One console, one crowd."""
    server = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bench.streams_server"),
        *(str(crowd.clients), str(crowd.rate), str(crowd.seconds)),
        stdin=PIPE,
        stdout=PIPE,
        limit=LONGEST_LINE,
    )
    orders, answers = cast(StreamWriter, server.stdin), cast(StreamReader, server.stdout)
    try:
        told = await _line(answers)
        agents = [Agent(session) for session in told["sessions"]]
        await _connect(agents, told["port"])
        orders.write(b"go\n")
        end = await _line(answers)
        await asyncio.sleep(1.0)
        return _outcome(crowd, told, end, agents)
    finally:
        orders.close()
        await server.wait()


async def _line(stream: StreamReader) -> dict[str, Any]:
    line = await stream.readline()
    if not line:
        raise SystemExit("the console's process ended early")
    return dict(json.loads(line))


async def _connect(agents: Sequence[Agent], port: int) -> None:
    loop, doors = asyncio.get_running_loop(), asyncio.Semaphore(DOORS)

    async def enter(agent: Agent) -> None:
        async with doors:
            await loop.create_connection(lambda: agent, "127.0.0.1", port)
            await agent.open.wait()

    async with asyncio.timeout(OPENING_S):
        await asyncio.gather(*map(enter, agents))
    refused = [agent.refused for agent in agents if agent.refused]
    if refused:
        raise SystemExit(f"{len(refused)} streams were refused: {refused[0]!r}")


def _outcome(
    crowd: Crowd, told: dict[str, Any], end: dict[str, Any], agents: Iterable[Agent]
) -> Outcome:
    """A stream that got a number has everything up to it."""
    delays: list[float] = []
    for agent in agents:
        heard = iter(agent.heard)
        at, upto = next(heard, (0.0, -1))
        for number, since in end["written"]:
            while upto < number and upto >= 0:
                at, upto = next(heard, (0.0, -1))
            if upto < 0:
                break
            delays.append((at - since) * 1000)
    return Outcome(
        crowd=crowd,
        delivered=len(delays),
        due=len(end["written"]) * crowd.clients,
        delays=sorted(delays),
        start_mb=told["mb"],
        end_mb=end["mb"],
        cpu=end["cpu"],
    )


def _row(found: Outcome) -> list[str]:
    delays, clients = found.delays, found.crowd.clients
    each = (found.end_mb - found.start_mb) * 1000 / clients
    times = [median(delays), delays[int(len(delays) * 0.99)], delays[-1]] if delays else []
    return [
        f"{clients:,}",
        f"{found.crowd.rate:g}",
        f"{found.delivered:,} of {found.due:,}" if found.due else "idle",
        *(f"{time:,.0f}" for time in times),
        *("-" for _ in range(3 - len(times))),
        f"{found.end_mb:,.0f}",
        f"{each:.1f}",
        f"{found.cpu:.0%}",
    ]


def _allow_files(clients: int) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if clients + 200 > hard:
        raise SystemExit(f"{clients} streams need more open files than this machine allows: {hard}")
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, clients + 200), hard))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.streams", description=__doc__)
    parser.add_argument("--clients", type=int, default=1000, help="streams that hear of changes")
    parser.add_argument("--rate", type=float, default=5.0, help="changes a second")
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--idle", type=int, default=10_000, help="streams that hear nothing; or 0")
    return parser.parse_args()


if __name__ == "__main__":
    main()
