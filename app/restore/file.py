"""The file that a backup is restored to: filled beside the old one, which is kept."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from app.backup.vault import sync_folder
from core.errors import ConfigError, StorageUnavailable
from storage.engine.sqlite import SqliteDriver
from storage.opening import path_of

IN_USE = "database {path}: another program has it open; end that, then restore"
TAKEN = "{path}: another restore is under way, or was killed; delete that file, then try again"
# Of a file that nobody sees yet and that is deleted when anything fails.
_QUICK = ("PRAGMA journal_mode=MEMORY", "PRAGMA synchronous=OFF", "PRAGMA foreign_keys=OFF")
_BESIDE = ("-wal", "-shm")


def place_for(url: str) -> Place:
    """The file behind an address; raises ConfigError."""
    return Place(Path(path_of(url)))


@dataclass(frozen=True, slots=True)
class Place:
    """Where a file is, or will be."""

    path: Path

    def is_there(self) -> bool:
        """Whether there is anything in it."""
        return self.path.exists() and self.path.stat().st_size > 0

    @contextmanager
    def filling(self) -> Iterator[str]:
        """A new file beside it, gone again unless it was taken."""
        new = self.path.with_name(f"{self.path.name}.restoring")
        try:
            os.close(os.open(new, os.O_CREAT | os.O_EXCL, 0o600))
        except FileExistsError:
            raise ConfigError(TAKEN.format(path=new)) from None
        except OSError as error:
            raise StorageUnavailable(f"{new}: {error.strerror}") from None
        try:
            yield str(new)
        finally:
            for each in ("", *_BESIDE):
                Path(f"{new}{each}").unlink(missing_ok=True)

    def driver(self, new: str) -> SqliteDriver:
        """The new file's driver, in a hurry."""
        driver = SqliteDriver(new)
        with closing(driver.writer.raw_connection()) as raw:
            for pragma in _QUICK:
                raw.cursor().execute(pragma)
        return driver

    def take(self, new: str) -> str:
        """The new file instead of the old one; where that is now, or nothing."""
        aside = self._aside()
        with Path(new).open("rb") as file:
            os.fsync(file.fileno())
        Path(new).rename(self.path)
        sync_folder(self.path.parent)
        return aside

    def _aside(self) -> str:
        if not self.path.exists():
            return ""
        self._must_be_ours()
        aside = f"{self.path}.before-restore-{datetime.now(UTC):%Y%m%dT%H%M%SZ}"
        for each in ("", *_BESIDE):
            with suppress(FileNotFoundError):
                Path(f"{self.path}{each}").rename(f"{aside}{each}")
        return aside

    def _must_be_ours(self) -> None:
        """Whoever has it open would go on writing to the old one."""
        try:
            with closing(sqlite3.connect(self.path, timeout=1)) as old:
                mode = old.execute("PRAGMA journal_mode=DELETE").fetchone()[0]
        except sqlite3.OperationalError:
            mode = "wal"
        except sqlite3.DatabaseError:  # damaged: nobody works with it
            return
        if mode != "delete":
            raise ConfigError(IN_USE.format(path=self.path))
