"""`python -m bench.fleet`: arrival to decision on disk, on a file and on a server with a fleet.

On a file, one process writes and works, as `skerry run` does. On a server, one writes and others
work, as `skerry listen` and `skerry work` do. Everything shares this machine, the server too.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

from rich.console import Console
from rich.progress import track
from rich.table import Table

from bench.fleet_desk import Fleet, Run, disorder, fleet
from bench.messages import stream
from tests import postgres_kit

PACE, FLOOD = 1_000, 5_000
# What a desk that has just started hears before it is measured.
WARM_UP = 1_500
# How long each decision waits in the fleets that show how work spreads, and how many share it.
THINKS_S, FLEETS, EACH = 0.010, (1, 2, 4), 400

MEASURED = (
    "engine",
    "workers",
    "saturated /s",
    "CPU ms",
    f"p50 at {PACE:,}/s",
    "p99",
    f"{FLOOD:,} at once",
    "peak",
    "hot /s",
    "order",
)
NOTE = (
    "CPU ms: of a message, in the processes that decide; the server's and the writer's come on top."
    f" {FLOOD:,} at once: arriving within a second, until the last decision. peak: of one process."
)


def main() -> None:
    """Measure each engine, and print tables."""
    options = _options()
    out = Console(width=118)
    out.print(f"{os.cpu_count()} cores shared by all, cheap stage, fsync on, 500 conversations")
    if not options.waiting:
        out.print(_engines(options))
        out.print(NOTE)
    out.print(_waiting())


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.fleet", description=__doc__)
    parser.add_argument("--messages", type=int, default=6_000, help="messages a run")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=60.0, help=f"at {PACE:,} a second")
    parser.add_argument("--workers", type=int, default=2, help="processes on the server")
    parser.add_argument("--waiting", action="store_true", help="only how work that waits spreads")
    return parser.parse_args()


def _engines(options: argparse.Namespace) -> Table:
    table = Table(*MEASURED)
    with tempfile.TemporaryDirectory(prefix="skerry-fleet-") as folder:
        file = f"sqlite:///{Path(folder) / 'fleet.db'}"
        fleets = ((file, 1), ("", 1), ("", options.workers))
        for url, workers in track(fleets, "engines", console=Console(stderr=True)):
            with fleet(url or postgres_kit.durable().make("fleet"), workers) as running:
                row = _measure(running, options)
            table.add_row("SQLite" if url else "PostgreSQL", str(workers), *row)
    return table


def _measure(running: Fleet, options: argparse.Namespace) -> tuple[str, ...]:
    running.run(list(islice(stream(90), WARM_UP)))
    full = [
        running.run(list(islice(stream(n), options.messages))) for n in range(1, options.rounds + 1)
    ]
    paced = running.run(list(islice(stream(50), int(PACE * options.seconds))), PACE)
    flood = running.run(list(islice(stream(60), FLOOD)), FLOOD)
    one = list(islice(stream(70), options.messages))
    hot = running.run([replace(each, conversation=one[0].conversation) for each in one])
    broken = disorder(running.url)
    return (
        f"{statistics.median(each.rate for each in full):,.0f}",
        f"{_cpu(full, options.messages):.2f}",
        *_waits(paced),
        f"{FLOOD / flood.rate:.1f} s",
        f"{flood.peak:,} MB",
        f"{hot.rate:,.0f}",
        f"{broken} broken" if broken else "kept",
    )


def _cpu(runs: Sequence[Run], messages: int) -> float:
    return 1_000 * statistics.median(each.cpu for each in runs) / messages


def _waits(run: Run) -> tuple[str, str]:
    places = (len(run.waits) // 2, len(run.waits) * 99 // 100)
    middle, most = (f"{1000 * run.waits[each]:,.0f} ms" for each in places)
    return middle, most


def _waiting() -> Table:
    """How messages a second grow with workers that mostly wait, so that cores do not count."""
    table = Table("workers", f"messages/s, each {1000 * THINKS_S:.0f} ms", "times one worker")
    first = 0.0
    for workers in track(FLEETS, "waiting", console=Console(stderr=True)):
        with fleet(postgres_kit.durable().make("fleet"), workers, THINKS_S) as running:
            running.run(list(islice(stream(90), EACH * workers // 2)))
            rate = running.run(list(islice(stream(1), EACH * workers))).rate
        first = first or rate
        table.add_row(str(workers), f"{rate:,.0f}", f"{rate / first:.2f}")
    return table


if __name__ == "__main__":
    main()
