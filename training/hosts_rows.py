"""Hosts to learn from: public lists read, cleaned and told apart by where they come from."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from core.errors import ConfigError
from core.triage.hosts import host_of, is_host
from core.triage.hosts.address import is_number
from core.triage.hosts.suffixes import suffixes

# `benign.tsv` holds three sources one after another, each in alphabetical order.
KINDS = ("popular", "ordinary", "developers")
BRANDS, PHISHING = "brands", "phishing"
# Lists name archives and log files as if they were hosts.
_FILES = frozenset({"zip", "mov"})
_LINK = re.compile(r"https?://[^\"\s]+")
# Brand pages that stand on somebody else's site.
_NOT_THEIRS = frozenset({"github.com", "wikipedia.org", "wikimedia.org", "githubusercontent.com"})


@dataclass(frozen=True, slots=True)
class HostRow:
    """One host; `day` it was first listed as phishing, None for ordinary ones."""

    host: str
    kind: str
    day: date | None = None


def read_rows(folder: Path, brands: Path | None = None) -> list[HostRow]:
    """Everything that can be learnt from, each host once; raises ConfigError."""
    lists = sorted(folder.glob("phishing*.tsv"))
    if not lists or not (folder / "benign.tsv").exists():
        raise ConfigError(f"{folder}: needs phishing*.tsv and benign.tsv")
    phishing = [row for path in lists for row in _phishing(path)]
    listed = {own_domain(row.host) for row in phishing}
    ordinary = [row for row in _ordinary(folder / "benign.tsv") if row.host not in listed]
    known = {own_domain(row.host) for row in ordinary} | listed
    more = [row for row in _brands(brands) if own_domain(row.host) not in known] if brands else []
    return list({row.host: row for row in (*phishing, *more, *ordinary)}.values())


def own_domain(host: str) -> str:
    """The registrable domain of a host."""
    return host[suffixes().place(host).name :]


def _phishing(path: Path) -> Iterator[HostRow]:
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            for host in _clean([row["host"]]):
                yield HostRow(
                    host, row.get("source") or PHISHING, date.fromisoformat(row["first_seen"])
                )


def _ordinary(path: Path) -> Iterator[HostRow]:
    written = path.read_text("utf-8").splitlines()[1:]
    kind, last = 0, ""
    for line in written:
        kind += line < last
        last = line
        for host in _clean([line]):
            yield HostRow(host, KINDS[min(kind, len(KINDS) - 1)])


def _brands(path: Path) -> Iterator[HostRow]:
    for host in sorted(set(_clean(_LINK.findall(path.read_text("utf-8"))))):
        if own_domain(host) not in _NOT_THEIRS:
            yield HostRow(host, BRANDS)


def _clean(links: Iterable[str]) -> Iterator[str]:
    """Hosts that can exist and are more than a suffix."""
    for link in links:
        host = host_of(link).removeprefix("www.")
        ending = host.rpartition(".")[2]
        if ending in _FILES or not suffixes().knows(ending) or is_number(host):
            continue
        if is_host(host) and not suffixes().is_suffix(host):
            yield host
