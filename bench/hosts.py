"""How many hosts a core judges a second: the whole judgement beside a plain fuzzy list.

    python -m bench.hosts [--data FOLDER] [--hosts N] [--rounds N]

`FOLDER` holds public lists of hosts (`*.tsv`); without one, hosts are made up. Times are CPU
seconds of this process, so that neighbours on the machine do not count.
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from app.hosts import build_judge
from app.hosts_command import BATCH, answers_of
from core.identities import Identities
from core.settings import Settings
from core.triage.hosts import HostJudge, HostSet
from core.triage.hosts.names import borrowed, lures

LISTED = 400_000
# So many are enough for a variant that takes milliseconds each.
NAIVE = 150
PEOPLE = Identities(brand="Nordex", domains=("nordex.example", "help.nordex.example"))
_ENDINGS = ("com", "xyz", "org", "net", "pages.dev", "vercel.app", "io", "co.uk", "app")


def main() -> None:
    """Alternate the variants on the same hosts; print medians and the ratio."""
    options = _options()
    hosts = _hosts(options.data, options.hosts)
    judge = _judge()
    names = sorted(name for name in borrowed() if len(name) > 4)
    variants: dict[str, Callable[[], object]] = {
        "Skerry: whole judgement": lambda: _judged(judge, hosts),
        "Skerry: `hosts check`, JSON included": lambda: _checked(judge, hosts),
        "naive: set, parents, edit distance to each name": lambda: _naive(hosts[:NAIVE], names),
    }
    rates: dict[str, list[float]] = {name: [] for name in variants}
    for _ in range(options.rounds):
        for name, work in variants.items():
            count = NAIVE if name.startswith("naive") else len(hosts)
            started = time.process_time()
            work()
            rates[name].append(count / (time.process_time() - started))
    _print(rates, hosts, judge)


def naive_distance(one: str, other: str) -> int:
    """Levenshtein's distance, row by row."""
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, start=1):
        previous, row[0] = row[0], at
        for place, wanted in enumerate(other, start=1):
            cost = previous + (letter != wanted)
            previous = row[place]
            row[place] = min(row[place] + 1, row[place - 1] + 1, cost)
    return row[-1]


def _naive(hosts: Sequence[str], names: Sequence[str]) -> int:
    """What a list with a fuzzy part does: exact, parents, then every name by edit distance."""
    listed = {f"host{number}.example" for number in range(1000)}
    found = 0
    for host in hosts:
        labels = host.split(".")
        if any(".".join(labels[at:]) in listed for at in range(len(labels))):
            found += 1
            continue
        stem = labels[-2] if len(labels) > 1 else host
        found += any(naive_distance(stem, name) <= 1 for name in names)
    return found


def _judged(judge: HostJudge, hosts: Sequence[str]) -> None:
    for at in range(0, len(hosts), BATCH):
        judge.judge_many(hosts[at : at + BATCH])


def _checked(judge: HostJudge, hosts: Sequence[str]) -> None:
    for at in range(0, len(hosts), BATCH):
        "".join(answer for answer, _ in answers_of(judge, hosts[at : at + BATCH]))


def _judge() -> HostJudge:
    built = build_judge(Settings(), PEOPLE)
    listed = HostSet.of("made up", (f"host{number}.example" for number in range(LISTED)))
    return HostJudge(PEOPLE, built.scorer, (listed,), built.allowed, built.shared)


def _hosts(folder: Path | None, count: int) -> list[str]:
    dice = random.Random(7)
    if folder:
        lines = [
            line.split("\t")[0]
            for path in sorted(folder.glob("*.tsv"))
            for line in path.read_text("utf-8").splitlines()[1:]
        ]
        return dice.choices(lines, k=count)
    words = [*sorted(borrowed()), *sorted(lures()), "blue", "garden", "studio", "maria", "news"]
    return [
        dice.choice(words)
        + dice.choice(("", "-", "."))
        + f"{dice.choice(words)}{dice.randint(0, 99)}.{dice.choice(_ENDINGS)}"
        for _ in range(count)
    ]


def _print(rates: dict[str, list[float]], hosts: Sequence[str], judge: HostJudge) -> None:
    out = Console(width=110)
    table = Table("hosts of one core", "a second (median)", "min", "max")
    for name, found in rates.items():
        table.add_row(
            name, *(f"{each:,.0f}" for each in (statistics.median(found), min(found), max(found)))
        )
    out.print(table)
    whole, naive = (statistics.median(rates[name]) for name in (min(rates), max(rates)))
    out.print(f"ratio of the medians: {whole / naive:,.0f}x, {LISTED:,} hosts listed")
    started = time.process_time()
    for host in hosts[:500]:
        judge.judge(host)
    out.print(f"one host at a time: {(time.process_time() - started) / 500 * 1e6:.0f} µs")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.hosts", description=__doc__)
    parser.add_argument("--data", type=Path, help="folder with public lists")
    parser.add_argument("--hosts", type=int, default=40_000)
    parser.add_argument("--rounds", type=int, default=3)
    return parser.parse_args()


if __name__ == "__main__":
    main()
