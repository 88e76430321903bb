"""Where the desk's sealing keys come from, and the desk's memory opened with them."""

from __future__ import annotations

import logging
import os
import sqlite3
import subprocess
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from app.backup.before import before_migration
from core.errors import ConfigError
from core.settings import Loaded
from core.tables.sealing import KEY, SealingTable
from storage import SqlStore, is_server, open_store
from storage.opening import path_of
from storage.sealing.sealed import KeyRing, new_key, parse_keys

log = logging.getLogger(__name__)

SUFFIX = ".key"
ON_A_SERVER = (
    "[sealing]: on a server all machines seal private words under one key: set SKERRY_SEALING_KEY"
    ' (skerry seal new-key prints one), [sealing] file or command, or [sealing] key = "none"'
)
ONE_SOURCE = "[sealing]: keys come from one place; set only one of {names}"
OPEN_FILE = "{file}: others may read this key; run chmod 600 {file}"
NO_FILE = "{file}: the sealing key cannot be read: {why}"
GONE = (
    "{file}: the key that {path} is sealed under is missing; put it back (it is in no backup), or"
    " say where it is in [sealing]"
)
NO_COMMAND = "[sealing] command: {name} {why}"
MADE = (
    "made a sealing key for private words: %s; keep a copy of it away from the database and its"
    " backups, nothing private can be read without it"
)


async def open_desk(loaded: Loaded, *, url: str = "", **options: Any) -> SqlStore:
    """The desk's memory, or another one, opened with its keys; raises ConfigError in one line."""
    if not url:
        options.setdefault("before", before_migration(loaded))
    place, lost = url or loaded.settings.storage.url, loaded.settings.sealing.lost
    return await open_store(place, ring=ring_of(loaded, url=place), lost=lost, **options)


def ring_of(loaded: Loaded, *, url: str = "") -> KeyRing | None:
    """The keys; None where nothing is to be sealed. Makes a file's first key."""
    table, url = loaded.settings.sealing, url or loaded.settings.storage.url
    given = _given(loaded)
    if len(given) > 1:
        raise ConfigError(ONE_SOURCE.format(names=", ".join(given)))
    if table.key == "none":
        return None
    if given_key := loaded.secrets.get(KEY):
        return parse_keys(given_key, KEY)
    if table.command:
        return parse_keys(_told(table), "[sealing] command")
    if table.file:
        return read_keys(Path(table.file))
    if is_server(url):
        raise ConfigError(ON_A_SERVER)
    return _beside(Path(path_of(url)))


def key_file(url: str) -> Path:
    """Where an embedded desk's own key lies."""
    path = Path(path_of(url))
    return path.with_name(path.name + SUFFIX)


def read_keys(file: Path) -> KeyRing:
    """The keys in a file that nobody else may read."""
    try:
        mode = file.stat().st_mode
        text = file.read_text(encoding="ascii")
    except UnicodeDecodeError:
        text, mode = "", 0
    except OSError as error:
        raise ConfigError(NO_FILE.format(file=file, why=error.strerror)) from None
    if mode & 0o077:
        raise ConfigError(OPEN_FILE.format(file=file))
    return parse_keys(text, str(file))


def _given(loaded: Loaded) -> list[str]:
    table = loaded.settings.sealing
    sources: dict[str, object] = {KEY: loaded.secrets.get(KEY), "[sealing] file": table.file}
    sources |= {"[sealing] command": table.command, 'key = "none"': table.key == "none"}
    return [name for name, is_set in sources.items() if is_set]


def _told(table: SealingTable) -> str:
    """What the command prints; nothing of that, nor of its errors, is said anywhere."""
    name = table.command[0]
    try:
        done = subprocess.run(  # noqa: S603  # the operator's own command
            table.command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=table.timeout_s,
            check=False,
        )
    except subprocess.TimeoutExpired:
        why = f"gave no key within {table.timeout_s:g} s"
        raise ConfigError(NO_COMMAND.format(name=name, why=why)) from None
    except OSError as error:
        why = f"cannot be run: {error.strerror}"
        raise ConfigError(NO_COMMAND.format(name=name, why=why)) from None
    if done.returncode:
        raise ConfigError(NO_COMMAND.format(name=name, why=f"failed with {done.returncode}"))
    return done.stdout.decode("ascii", "replace")


def _beside(path: Path) -> KeyRing:
    file = path.with_name(path.name + SUFFIX)
    if not file.exists():
        if _is_sealed(path):
            raise ConfigError(GONE.format(file=file, path=path))
        _make(file)
    return read_keys(file)


def _make(file: Path) -> None:
    """Two processes may start at once: the first one's key counts, whole or not at all."""
    draft = file.with_name(f"{file.name}.{os.getpid()}")
    try:
        with suppress(FileNotFoundError):
            draft.unlink()
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as lines:
            lines.write(new_key() + "\n")
            lines.flush()
            os.fsync(lines.fileno())
        os.link(draft, file)
        log.warning(MADE, file)
    except FileExistsError:
        return
    except OSError as error:
        raise ConfigError(NO_FILE.format(file=file, why=error.strerror)) from None
    finally:
        draft.unlink(missing_ok=True)


def _is_sealed(path: Path) -> bool:
    """Whether something in this file was sealed under a key; a new one has no such table."""
    if not path.exists():
        return False
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as database:
            return database.execute("SELECT 1 FROM sealing_key").fetchone() is not None
    except sqlite3.Error:
        return False  # opening it says what is wrong with it
