"""`make bench`: the path's throughput and latency, in the same run beside the naive loop."""

from __future__ import annotations

import argparse
import asyncio
import os
import platform
import statistics
import tempfile
from pathlib import Path

from rich.console import Console
from rich.progress import track
from rich.table import Table

from bench import naive, ours

PACES = (300, 500, 1000)


def main() -> None:
    """Alternate the variants on the same messages, three rounds; print medians and the ratio."""
    options = _options()
    out = Console(width=110)
    out.print(
        f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}, SQLite "
        "WAL synchronous=FULL, 500 conversations, cheap stage, medians"
    )
    fast, slow = [], []
    for seed in track(range(1, options.rounds + 1), "rounds", console=Console(stderr=True)):
        with tempfile.TemporaryDirectory(prefix="skerry-bench-") as folder:
            fast.append(asyncio.run(ours.saturate(Path(folder), options.messages, seed)))
            slow.append(naive.run(Path(folder), options.messages, seed))
    _print_throughput(out, fast, slow)
    _print_latency(out, options)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--messages", type=int, default=10_000, help="messages a round")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=20.0, help="length of each paced run")
    return parser.parse_args()


def _print_throughput(out: Console, fast: list[float], slow: list[float]) -> None:
    table = Table("arrival -> decision on disk", "messages/s (median)", "min", "max")
    for name, rates in (("Skerry", fast), ("naive: one ORM session and commit a message", slow)):
        middle = statistics.median(rates)
        table.add_row(name, f"{middle:,.0f}", f"{min(rates):,.0f}", f"{max(rates):,.0f}")
    out.print(table)
    ratios = [ours_rate / naive_rate for ours_rate, naive_rate in zip(fast, slow, strict=True)]
    out.print(
        f"ratio, round by round: median {statistics.median(ratios):.1f}x, min {min(ratios):.1f}x"
    )


def _print_latency(out: Console, options: argparse.Namespace) -> None:
    table = Table("arriving a second", "p50 ms", "p99 ms", "max ms")
    for rate in PACES:
        with tempfile.TemporaryDirectory(prefix="skerry-bench-") as folder:
            waits = sorted(asyncio.run(ours.pace(Path(folder), rate, options.seconds, 90 + rate)))
        spots = (waits[len(waits) // 2], waits[len(waits) * 99 // 100], waits[-1])
        table.add_row(f"{rate:,}", *(f"{1000 * each:,.0f}" for each in spots))
    out.print(table)


if __name__ == "__main__":
    main()
