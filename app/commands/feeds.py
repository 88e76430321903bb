"""`skerry feeds`: fetches lists of bad hosts, and takes only those that can be believed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import httpx
from rich.console import Console
from rich.table import Table

from app import config
from app.feed_download import FeedError, client, download
from core.errors import ConfigError
from core.settings import Settings, nearest
from core.tables.feed import FeedTable
from core.triage.hosts.lists import is_everybodys
from knowledge import load_identities
from knowledge.feeds import Copy, hosts_in, read_copy, write_copy
from knowledge.host_file import load_hosts

# A list that loses more than this at once was emptied or broken, not weeded.
MOST_LOST = 0.5
_TOLD = 3


@dataclass(frozen=True, slots=True)
class Ours:
    """What no list may name, and where copies are kept."""

    folder: Path
    domains: tuple[str, ...]
    shared: frozenset[str]


def update(names: list[str], settings: str | None, *, dry_run: bool = False) -> int:
    """Fetch these feeds, or all; a line each. The exit code: 1 when one was not taken.

    Raises ConfigError when no such feed is in the settings.
    """
    table = config.load(settings, {}).settings
    chosen, ours = _chosen(names, table), _ours(table)
    out, failed = Console(highlight=False, soft_wrap=True), 0
    with client() as http:
        for name in chosen:
            try:
                told = _update_one(http, name, table.feeds[name], ours, dry_run=dry_run)
            except (FeedError, ConfigError) as error:
                failed += 1
                kept = read_copy(ours.folder, name)
                told = f"not taken: {error}; {_kept(kept)}"
            out.print(f"{name}: {told}", markup=False)
    return 1 if failed else 0


def listing(settings: str | None) -> None:
    """Print the feeds in the settings and what is here of them."""
    table = config.load(settings, {}).settings
    found = Table("feed", "source", "hosts", "fetched")
    for name, feed in table.feeds.items():
        copy = read_copy(Path(table.knowledge.feeds), name)
        count, when = (f"{len(copy.hosts):,}", copy.fetched) if copy else ("none yet", "")
        found.add_row(name, feed.source, count, when)
    Console().print(found if table.feeds else "no feeds in settings.toml: add [feeds.<name>]")


def _chosen(names: list[str], table: Settings) -> list[str]:
    if not table.feeds:
        raise ConfigError("settings.toml: no [feeds.<name>] yet: add one with source = an address")
    for name in names:
        if name not in table.feeds:
            raise ConfigError(f"no feed '{name}'{nearest(name, list(table.feeds))}")
    return names or list(table.feeds)


def _ours(table: Settings) -> Ours:
    people = load_identities(Path(table.knowledge.identities))
    known = load_hosts(Path(table.knowledge.hosts))
    return Ours(Path(table.knowledge.feeds), people.domains, known.shared)


def _update_one(
    http: httpx.Client, name: str, feed: FeedTable, ours: Ours, *, dry_run: bool
) -> str:
    copy = read_copy(ours.folder, name)
    found = download(http, feed, copy)
    if found.content is None:
        return f"unchanged, {_kept(copy)}"
    hosts = hosts_in(found.content.decode("utf-8", "replace"), feed.format, feed.key)
    believed = _believed(hosts, copy, feed, ours)
    told = _told(believed, hosts, copy)
    if dry_run:
        return f"{told}; nothing was written"
    fresh = Copy(
        hosts=tuple(believed),
        etag=found.etag,
        modified=found.modified,
        source=feed.source,
        fetched=f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}",
    )
    try:
        write_copy(ours.folder, name, fresh)
    except OSError as error:
        raise FeedError(f"{ours.folder} cannot be written: {error.strerror}") from None
    return told


def _believed(hosts: list[str], copy: Copy | None, feed: FeedTable, ours: Ours) -> list[str]:
    """The hosts of a list that holds nothing it must not; raises FeedError."""
    if not hosts:
        raise FeedError(f"holds no host in the format '{feed.format}'")
    if own := list(_about_us(hosts, ours.domains)):
        raise FeedError(f"names our own {', '.join(own[:_TOLD])}")
    everybodys = [host for host in hosts if is_everybodys(host, ours.shared)]
    if everybodys and feed.everybodys == "refuse":
        names = ", ".join(everybodys[:_TOLD])
        raise FeedError(
            f"names {len(everybodys)} hosts that many sites share ({names}); "
            'everybodys = "leave_out" takes the rest'
        )
    rest = sorted(set(hosts) - set(everybodys))
    before = len(copy.hosts) if copy else 0
    if len(rest) < before * (1 - MOST_LOST):
        raise FeedError(f"shrank from {before:,} to {len(rest):,} hosts")
    return rest


def _about_us(hosts: list[str], domains: tuple[str, ...]) -> Iterator[str]:
    """Our sites, what is below them, and the domains they stand under."""
    below = tuple(f".{domain}" for domain in domains)
    for host in hosts:
        if (
            host in domains
            or host.endswith(below)
            or any(each.endswith(f".{host}") for each in domains)
        ):
            yield host


def _told(believed: list[str], hosts: list[str], copy: Copy | None) -> str:
    before, after = set(copy.hosts if copy else ()), set(believed)
    told = f"{len(after):,} hosts (+{len(after - before):,}, -{len(before - after):,})"
    if left_out := len(hosts) - len(believed):
        told += f", {left_out:,} left out that many sites share"
    return told


def _kept(copy: Copy | None) -> str:
    if copy is None:
        return "there is no copy yet"
    return f"{len(copy.hosts):,} hosts of {copy.fetched or 'an unknown time'} stay"
