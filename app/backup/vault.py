"""Where backups lie: a folder here. Other places (`backup_s3`) are asked in the same words."""

from __future__ import annotations

import errno
import os
import re
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import BinaryIO, Protocol

from app.backup.seal import BackupFailed
from core.errors import ConfigError
from core.tables.backup import BackupTable

SUFFIX, PART = ".skb", ".part"
S3 = "s3://"
NAME = re.compile(r"skerry-(\d{8}T\d{6}Z)-([\w.]+)-([a-z]+)-[0-9a-f]{6}\.skb")
_AT = "%Y%m%dT%H%M%SZ"
# A backup that is still being written is never so old.
ABANDONED = timedelta(days=2)
FULL = "{place} is full; the backup was not made"


class Draft(Protocol):
    """A backup that is being written; nobody sees it before `keep`."""

    def write(self, data: bytes, /) -> int: ...
    def read(self, size: int = -1, /) -> bytes: ...
    def keep(self) -> None: ...
    def drop(self) -> None: ...


class Vault(Protocol):
    """A place for backups; raises BackupFailed where it cannot be reached."""

    name: str

    def listing(self) -> Mapping[str, int]:
        """The backups, by name, and how many bytes each has."""
        ...

    def draft(self, name: str) -> Draft:
        """Begin one."""
        ...

    def open(self, name: str) -> BinaryIO:
        """Read one; raises BackupFailed where it is not there."""
        ...

    def remove(self, name: str) -> None:
        """Delete one."""
        ...


@dataclass(frozen=True, slots=True)
class Named:
    """What a backup's name says."""

    name: str
    made_at: datetime
    revision: str
    why: str


def named(revision: str, why: str, at: datetime) -> str:
    """A name that nobody else chooses, and that sorts by time."""
    return f"skerry-{at.strftime(_AT)}-{revision}-{why}-{secrets.token_hex(3)}{SUFFIX}"


def read_name(name: str) -> Named | None:
    """What a name says; None where it is none of ours."""
    found = NAME.fullmatch(name)
    if not found:
        return None
    try:
        made_at = datetime.strptime(found[1], _AT).replace(tzinfo=UTC)
    except ValueError:
        return None
    return Named(name, made_at, found[2], found[3])


def known(vault: Vault) -> list[Named]:
    """The backups there, the newest first."""
    found = [each for each in map(read_name, vault.listing()) if each]
    return sorted(found, key=lambda each: each.name, reverse=True)


def vault_at(place: str, table: BackupTable, secrets_: Mapping[str, str]) -> Vault:
    """The vault at a folder or s3://bucket/prefix; raises ConfigError."""
    if place.startswith(S3):
        from app.backup.s3 import S3Vault  # noqa: PLC0415 - its library is an extra

        return S3Vault(place, table, secrets_)
    if "://" in place:
        raise ConfigError(f"[backup] target: {place}: use a folder or s3://bucket/prefix")
    return FolderVault(Path(place))


class FolderVault:
    """Implements `Vault`."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.name = folder, str(folder)

    def listing(self) -> Mapping[str, int]:
        with _told(self.name):
            if not self.folder.is_dir():
                return {}
            found = {each.name: each.stat().st_size for each in self.folder.iterdir()}
        return {name: size for name, size in found.items() if name.endswith(SUFFIX)}

    def draft(self, name: str) -> Draft:
        with _told(self.name):
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._sweep()
            return FileDraft(self.folder / name)

    def open(self, name: str) -> BinaryIO:
        with _told(self.name):
            return (self.folder / name).open("rb")

    def remove(self, name: str) -> None:
        with _told(self.name):
            (self.folder / name).unlink(missing_ok=True)

    def _sweep(self) -> None:
        """What was being written when a machine stopped."""
        old = (datetime.now(UTC) - ABANDONED).timestamp()
        for part in self.folder.glob(f".skerry-*{PART}"):
            with suppress(FileNotFoundError):
                if part.stat().st_mtime < old:
                    part.unlink()


class FileDraft:
    """Implements `Draft`: a hidden file until it is on the disk whole."""

    def __init__(self, path: Path) -> None:
        self.path, self.part = path, path.with_name(f".{path.name}{PART}")
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
        self._file = os.fdopen(os.open(self.part, flags, 0o600), "wb")

    def write(self, data: bytes, /) -> int:
        with _told(str(self.path.parent)):
            return self._file.write(data)

    def read(self, _size: int = -1, /) -> bytes:
        """Drafts are only written."""
        return b""

    def keep(self) -> None:
        with _told(str(self.path.parent)):
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()
            self.part.rename(self.path)
            sync_folder(self.path.parent)

    def drop(self) -> None:
        with suppress(OSError):
            self._file.close()
        self.part.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """A new name in a folder survives a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _told(place: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
            raise BackupFailed(FULL.format(place=place)) from None
        raise BackupFailed(f"{error.filename or place}: {error.strerror}") from None
