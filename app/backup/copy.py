"""Backups of the desk's whole memory: made while it works, sealed, read back, thinned out."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from app.backup.file import Head, Manifest, Reading, head_now, write
from app.backup.keep import prune
from app.backup.seal import BackupFailed, keys_of
from app.backup.vault import Vault, known, named, vault_at
from core.errors import ConfigError
from core.settings import Loaded
from core.tables.backup import KEY
from storage.copies.snapshot import snapshot

NO_TARGET = "[backup] target is empty: name a folder or s3://bucket/prefix there, or use --to"
NO_FILE = "[backup] key_file: {file}: {why}"
NOT_THE_SAME = "{place}/{name}: what was read back is not what was written"
NONE_THERE = "{place}: there is no backup"
ABOUT = "{place}/{name}: {why}"

Told = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that was written and read back; `pruned` are older ones that were deleted."""

    place: str
    name: str
    size: int
    rows: int
    tables: int
    seconds: float
    pruned: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """What a backup would hold, and where it would go."""

    place: str
    revision: str
    rows: int
    tables: int


def keys(loaded: Loaded) -> list[bytes]:
    """The backup keys, the one that seals first; raises ConfigError."""
    text, file = loaded.secrets.get(KEY, ""), loaded.settings.backup.key_file
    if not text.strip() and file:
        try:
            text = Path(file).read_text(encoding="ascii")
        except (OSError, UnicodeDecodeError) as error:
            why = getattr(error, "strerror", None) or "that is no text"
            raise ConfigError(NO_FILE.format(file=file, why=why)) from None
    return keys_of(text)


def vault_of(loaded: Loaded, to: str = "") -> Vault:
    """Where backups lie; raises ConfigError."""
    place = to or loaded.settings.backup.target
    if not place:
        raise ConfigError(NO_TARGET)
    return vault_at(place, loaded.settings.backup, loaded.secrets)


def plan(loaded: Loaded, to: str = "") -> Plan:
    """What would be done; writes nothing."""
    keys(loaded)
    vault = vault_of(loaded, to)
    vault.listing()
    with snapshot(loaded.settings.storage.url) as here:
        counts = here.counts()
        return Plan(vault.name, here.revision, sum(counts.values()), len(counts))


def back_up(loaded: Loaded, why: str, tell: Told, *, to: str = "") -> Made:
    """Write a backup, read it back, delete what is too old; raises BackupFailed, ConfigError."""
    started = time.perf_counter()
    sealed_by, vault = keys(loaded), vault_of(loaded, to)
    with snapshot(loaded.settings.storage.url) as here:
        head = head_now(here.revision, why)
        name = named(here.revision, why, head.made_at)
        draft = vault.draft(name)
        try:
            written = write(draft, sealed_by[0], head, here.blocks(), tell)
            draft.keep()
        except BaseException:
            draft.drop()
            raise
    _read_back(vault, name, sealed_by, written)
    pruned = prune(vault, loaded.settings.backup, datetime.now(UTC))
    return Made(
        place=vault.name,
        name=name,
        size=vault.listing().get(name, 0),
        rows=written.rows,
        tables=len(written.tables),
        seconds=time.perf_counter() - started,
        pruned=tuple(pruned),
    )


def verify(vault: Vault, name: str, given: list[bytes], tell: Told) -> tuple[Head, Manifest]:
    """Read a backup to its end; raises BackupFailed where anything is not as it was written."""
    try:
        with vault.open(name) as source:
            reading = Reading(source, given)
            for block in reading.blocks():
                tell(len(block.lines))
    except (BackupFailed, ConfigError) as error:
        raise type(error)(ABOUT.format(place=vault.name, name=name, why=error)) from None
    return reading.head, reading.manifest


def newest(vault: Vault) -> str:
    """The name of the newest backup; raises ConfigError where there is none."""
    found = known(vault)
    if not found:
        raise ConfigError(NONE_THERE.format(place=vault.name))
    return found[0].name


def _read_back(vault: Vault, name: str, given: list[bytes], written: Manifest) -> None:
    try:
        _, found = verify(vault, name, given, lambda _: None)
    except BackupFailed:
        vault.remove(name)
        raise
    if found.fields() != written.fields():
        vault.remove(name)
        raise BackupFailed(NOT_THE_SAME.format(place=vault.name, name=name))
