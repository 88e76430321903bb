"""Before a new version changes the database: a backup of what is there."""

from __future__ import annotations

import logging
import shutil
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from sqlalchemy import Connection

from app.backup.copy import back_up
from app.backup.seal import BackupFailed
from app.backup.vault import sync_folder
from core.errors import ConfigError
from core.settings import Loaded
from core.tables.backup import KEY
from storage.copies.check import copy_file
from storage.copies.snapshot import behind
from storage.engine.postgres import is_ours
from storage.opening import path_of

log = logging.getLogger(__name__)

WHY = "migration"
MADE = "the database has schema %s and is brought up to date; it was backed up to %s before"
BARE = (
    "the database has schema %s and is brought up to date without a backup: set [backup] target"
    f" and {KEY}"
)
FAILED = "backup before the migration: {why}; mend that, or set [backup] before_migration = false"
NO_ROOM = "{path} needs {wanted:,} MB beside it for a copy, and {free:,} MB are free"
# Free space that a copy leaves.
SPARE = 64 << 20


def before_migration(loaded: Loaded) -> Callable[[Connection], None] | None:
    """What `open_store` does first; None where the settings do not want it."""
    if not loaded.settings.backup.before_migration:
        return None
    return partial(_secure, loaded)


def sweep_copies(loaded: Loaded, now: datetime) -> list[str]:
    """Delete plain copies that are older than what was erased may stay; their names."""
    url, table = loaded.settings.storage.url, loaded.settings.backup
    if is_ours(url):
        return []
    path = Path(path_of(url))
    oldest = (now - timedelta(days=table.gone_within_days)).timestamp()
    gone = [each for each in path.parent.glob(f"{path.name}.before-*") if _age(each) <= oldest]
    for each in gone:
        each.unlink(missing_ok=True)
    return [each.name for each in gone]


def _secure(loaded: Loaded, connection: Connection) -> None:
    revision = behind(connection)
    if revision is None:
        return
    try:
        place = _copied(loaded, revision)
    except (BackupFailed, ConfigError) as error:
        raise ConfigError(FAILED.format(why=error)) from None
    if place:
        log.warning(MADE, revision, place)
    else:
        log.warning(BARE, revision)


def _copied(loaded: Loaded, revision: str) -> str:
    """Sealed where that is set up; else a file is copied as it is, and a server is not."""
    table, url = loaded.settings.backup, loaded.settings.storage.url
    if table.target and (loaded.secrets.get(KEY) or table.key_file):
        made = back_up(loaded, WHY, lambda _: None)
        return f"{made.place}/{made.name}"
    return "" if is_ours(url) else _plain(path_of(url), revision)


def _plain(path: str, revision: str) -> str:
    """Beside the file, with the same rights, under a name that is there only once it is whole."""
    source = Path(path)
    to, part = (Path(f"{path}.before-{revision}{end}") for end in ("", ".part"))
    _must_fit(source)
    try:
        part.unlink(missing_ok=True)
        part.touch(mode=0o600)
        copy_file(path, str(part))
        part.rename(to)
        sync_folder(to.parent)
    except (OSError, sqlite3.Error) as error:
        part.unlink(missing_ok=True)
        raise BackupFailed(f"{to}: {error}") from None
    return str(to)


def _must_fit(path: Path) -> None:
    size, free = path.stat().st_size + SPARE, shutil.disk_usage(path.parent).free
    if free < size:
        line = NO_ROOM.format(path=path, wanted=size >> 20, free=free >> 20)
        raise BackupFailed(line)


def _age(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return datetime.now(UTC).timestamp()
