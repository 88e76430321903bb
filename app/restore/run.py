"""A backup becomes a desk's memory again: whole and compared, or not at all.

Into a file: a new one is filled beside it and takes its place in the end, the old one is kept.
Into a server: everything is one transaction.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from app.backup.file import Manifest
from app.backup.seal import BackupFailed
from app.clock import SystemClock
from app.privacy.desk import reapply_erasures
from app.restore.file import place_for
from app.restore.keys import keys_for
from app.restore.source import Source
from core.errors import ConfigError
from core.ports import Sent, Settlement
from core.settings import Loaded
from core.types import Platform
from storage import SqlStore, open_store
from storage.copies.load import (
    as_kept,
    bring_up_to_date,
    load,
    platforms_in_flight,
    revision_known,
    who_works,
)
from storage.copies.snapshot import Block, Tally, has_rows, reading, release
from storage.engine.driver import Driver
from storage.engine.postgres import PostgresDriver, is_ours
from storage.opening import path_of
from storage.sealing.sealed import KeyRing

WORKING = "a desk ({owner}) works with {name}; stop it, then restore"
NOT_EMPTY = "{name} is not empty; --force puts the backup in its place"
DIFFERENT = "what was restored is not what the backup holds ({tables}); nothing was changed"
# Why a send is not repeated, on its case.
WHY_UNKNOWN = "it was waiting when the backup was made that this desk was restored from"

Told = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Restored:
    """What was done, or would be."""

    source: str
    target: str
    rows: int
    tables: int
    made_at: str
    unknown: int = 0
    erased: int = 0
    aside: str = ""


@dataclass(frozen=True, slots=True)
class Work:
    """What goes where."""

    source: Source
    url: str
    loaded: Loaded
    tell: Told


@dataclass(frozen=True, slots=True)
class Filled:
    """Where something was about to be sent, and the keys of what is private."""

    platforms: Sequence[str]
    ring: KeyRing | None


def check_target(url: str, *, force: bool) -> None:
    """Raises ConfigError where a desk works, or where something is that must not be lost."""
    if not is_ours(url) and not place_for(url).is_there():
        return
    driver = reading(url)
    try:
        with driver.reader.begin() as connection:
            owner, is_used = who_works(connection), has_rows(connection)
    except DBAPIError as error:
        # A file that is damaged is what backups are for; a server that is away is not.
        if is_ours(url):
            raise driver.outage(error) or driver.misfit(error) from None
        owner, is_used = "", True
    finally:
        release(driver)
    if owner:
        raise ConfigError(WORKING.format(owner=owner, name=driver.name))
    if is_used and not force:
        raise ConfigError(NOT_EMPTY.format(name=driver.name))


def rehearse(source: Source, url: str, tell: Told) -> Restored:
    """Read all of it, as a restore would; writes nothing."""
    revision_known(source.revision)
    for block in source.blocks():
        tell(len(block.lines))
    return _told(source, url)


def restore(source: Source, url: str, loaded: Loaded, tell: Told) -> Restored:
    """Put it there; raises one line and leaves all as it was."""
    revision_known(source.revision)
    work = Work(source, url, loaded, tell)
    if is_ours(url):
        unknown, erased = asyncio.run(_settle(url, _fill(PostgresDriver(url), work), loaded))
        return replace(_told(source, url), unknown=unknown, erased=erased)
    place = place_for(url)
    with place.filling() as new:
        filled = _fill(place.driver(new), work)
        unknown, erased = asyncio.run(_settle(f"sqlite:///{new}", filled, loaded))
        aside = place.take(new)
    return replace(_told(source, url), unknown=unknown, erased=erased, aside=aside)


def _fill(driver: Driver, work: Work) -> Filled:
    """All of it in one transaction."""
    found: list[Filled] = []

    def fill(connection: Connection) -> None:
        wanted, source = Manifest(), work.source
        blocks = _counted(source, connection.dialect.name, wanted, work.tell)
        _compare(wanted, load(connection, source.revision, blocks))
        bring_up_to_date(connection)
        ring = keys_for(connection, work.loaded, work.url)
        found.append(Filled(platforms_in_flight(connection), ring))

    try:
        driver.prepare(fill)
    except DBAPIError as error:
        raise driver.outage(error) or driver.misfit(error) from None
    finally:
        release(driver)
    return found[0]


def _compare(wanted: Manifest, found: Mapping[str, Tally]) -> None:
    """A table that is newer than the backup is none of its business, and empty."""
    wrong = sorted(name for name, each in found.items() if each != wanted.tables.get(name, Tally()))
    if wrong:
        raise BackupFailed(DIFFERENT.format(tables=", ".join(wrong)))


def _counted(source: Source, dialect: str, wanted: Manifest, tell: Told) -> Iterator[Block]:
    for block in source.blocks():
        wanted.count(replace(block, lines=list(as_kept(dialect, block.lines))))
        tell(len(block.lines))
        yield block


def _told(source: Source, url: str) -> Restored:
    name = PostgresDriver(url).name if is_ours(url) else path_of(url)
    held = source.manifest
    return Restored(source.name, name, held.rows, len(held.tables), source.made_at)


async def _settle(url: str, filled: Filled, loaded: Loaded) -> tuple[int, int]:
    """Nothing in flight is sent blindly, and whoever was erased since stays erased."""
    store = await open_store(url, ring=filled.ring, lost=loaded.settings.sealing.lost)
    try:
        # What was being sent would be waited for: an erasure begins after that was settled.
        unknown = await _give_up(store, filled.platforms)
        return unknown, await reapply_erasures(store, SystemClock(), loaded)
    finally:
        await store.close()


async def _give_up(store: SqlStore, platforms: Sequence[str]) -> int:
    now, count = datetime.now(UTC), 0
    for platform in platforms:
        rows = await store.stranded(Platform(platform))
        await store.settle(
            [Settlement(key=row.key, result=Sent.UNKNOWN, at=now, why=WHY_UNKNOWN) for row in rows]
        )
        count += len(rows)
    return count
