"""What can be restored: a backup by its place, the newest one of a folder or bucket, or a plain
copy of an SQLite file, as it is made before a migration where no key is set."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.backup.copy import ABOUT, keys, newest
from app.backup.file import Manifest, Reading
from app.backup.seal import BackupFailed
from app.backup.vault import S3, Vault, vault_at
from core.errors import ConfigError
from core.settings import Loaded
from storage.copies.snapshot import Block, snapshot

PLAIN = b"SQLite format 3\0"
NOWHERE = "{place}: there is no such file or folder"


@dataclass(slots=True)
class Source:
    """Something that can be restored, read once; `manifest` is whole after the last block."""

    name: str
    revision: str
    made_at: str
    blocks: Callable[[], Iterator[Block]]
    manifest: Manifest


def located(place: str, loaded: Loaded) -> tuple[Vault, str]:
    """The vault and the name there of a backup; raises ConfigError."""
    table, given = loaded.settings.backup, loaded.secrets
    if place.startswith(S3):
        above, _, name = place.rstrip("/").rpartition("/")
        if name.endswith(".skb"):
            return vault_at(above, table, given), name
        vault = vault_at(place, table, given)
        return vault, newest(vault)
    path = Path(place)
    if path.is_dir():
        vault = vault_at(place, table, given)
        return vault, newest(vault)
    if not path.exists():
        raise ConfigError(NOWHERE.format(place=place))
    return vault_at(str(path.parent), table, given), path.name


@contextmanager
def opened(place: str, loaded: Loaded) -> Iterator[Source]:
    """The source at a place; raises ConfigError, BackupFailed with its name."""
    vault, name = located(place, loaded)
    where = f"{vault.name}/{name}"
    if _is_plain(place):
        with _plain(str(Path(place))) as source:
            yield source
        return
    try:
        with vault.open(name) as stream:
            reading = Reading(stream, keys(loaded))
            head = reading.head
            made_at = f"{head.made_at:%Y-%m-%d %H:%M} UTC"
            yield Source(where, head.revision, made_at, reading.blocks, reading.manifest)
    except BackupFailed as error:
        raise BackupFailed(ABOUT.format(place=vault.name, name=name, why=error)) from None


@contextmanager
def _plain(path: str) -> Iterator[Source]:
    with snapshot(f"sqlite:///{path}") as here:
        manifest = Manifest()

        def blocks() -> Iterator[Block]:
            for block in here.blocks():
                manifest.count(block)
                yield block

        yield Source(path, here.revision, "when it was copied", blocks, manifest)


def _is_plain(place: str) -> bool:
    path = Path(place)
    if place.startswith(S3) or not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(PLAIN)) == PLAIN
