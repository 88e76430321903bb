"""`python -m bench.fleet_rivals`: Skerry's path on a server beside what one would pick instead.

A naive loop (ORM session and commit for each message) keeps the records that Skerry keeps. The job
queues do less: they judge each message and write one row down. All have one process that works.
"""

from __future__ import annotations

import argparse
import importlib.util
import multiprocessing
import statistics
from collections.abc import Callable
from itertools import islice

from rich.console import Console
from rich.progress import track
from rich.table import Table

from bench import naive
from bench.fleet_desk import fleet
from bench.fleet_jobs import QUEUES, child
from bench.messages import stream
from tests import postgres_kit

OURS, NAIVE = "Skerry", "naive loop"
PATIENCE_S = 300.0
# The naive loop and the queues are slow: fewer messages say the same sooner.
FEWER = 4


def main() -> None:
    """Alternate the variants, and print medians and ratios."""
    options = _options()
    missing = [name for name in QUEUES if not importlib.util.find_spec(name)]
    out = Console(width=110)
    if missing:
        out.print(f"not installed, so left out: {', '.join(missing)} (pip install '.[bench]')")
    names = [OURS, NAIVE, *(name for name in QUEUES if name not in missing)]
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in names}
    rounds = [(name, n) for n in range(1, options.rounds + 1) for name in names]
    for name, seed in track(rounds, "rounds", console=Console(stderr=True)):
        found[name].append(_one(name, options.messages, seed))
    out.print(_table(found))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.fleet_rivals", description=__doc__)
    parser.add_argument("--messages", type=int, default=6_000, help="messages a round for Skerry")
    parser.add_argument("--rounds", type=int, default=3)
    return parser.parse_args()


def _one(name: str, messages: int, seed: int) -> tuple[float, float]:
    """Messages a second; seconds of processor time a message, without the server's."""
    url = postgres_kit.durable().make("rivals")
    if name == OURS:
        return _ours(url, messages, seed)
    return _apart(naive.serve if name == NAIVE else child, (name, url, messages // FEWER, seed))


def _ours(url: str, messages: int, seed: int) -> tuple[float, float]:
    with fleet(url, 1) as running:
        running.run(list(islice(stream(90), messages // FEWER)))
        run = running.run(list(islice(stream(seed), messages)))
    return run.rate, run.cpu / messages


def _apart(target: Callable[..., None], job: tuple[str, str, int, int]) -> tuple[float, float]:
    """In a process that knows nothing of the others."""
    name, url, count, seed = job
    here, there = multiprocessing.get_context("spawn").Pipe()
    rest = (url, list(islice(stream(seed), count)), there)
    arguments = (name, *rest) if name in QUEUES else rest
    process = multiprocessing.get_context("spawn").Process(target=target, args=arguments)
    process.start()
    there.close()  # ours, so that the death of the other side is heard
    if not here.poll(PATIENCE_S):
        process.kill()
        raise TimeoutError(f"{name}: nothing for {PATIENCE_S:.0f} seconds")
    try:
        rate, cpu, done = here.recv()
    except EOFError:
        raise RuntimeError(f"{name}: it failed, see above") from None
    process.join(10)
    process.kill()
    if done != count:
        raise RuntimeError(f"{name}: {done:,} of {count:,} messages were judged")
    return rate, cpu


def _table(found: dict[str, list[tuple[float, float]]]) -> Table:
    table = Table("on PostgreSQL, one process", "messages/s", "Skerry's times", "CPU ms a message")
    for name, runs in found.items():
        ratios = [mine / other for (mine, _), (other, _) in zip(found[OURS], runs, strict=True)]
        table.add_row(
            name,
            f"{statistics.median(rate for rate, _ in runs):,.0f}",
            "" if name == OURS else f"{statistics.median(ratios):.1f}x",
            f"{1000 * statistics.median(cpu for _, cpu in runs):.2f}",
        )
    return table


if __name__ == "__main__":
    main()
