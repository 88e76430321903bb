"""Whether a database is whole, as far as that can be seen in little time."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from storage.copies.snapshot import reading, release
from storage.engine.postgres import is_ours
from storage.opening import path_of

# SQLite asks so often whether it is time to stop, in steps of its machine.
STEPS = 20_000
NOT_VALID = "index {names} is not valid: REINDEX INDEX CONCURRENTLY {names}"
UNSAFE = "{name} is {value} on the server: what was acknowledged may be lost when it stops"
_INVALID = (
    "SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid"
    " JOIN pg_namespace n ON n.oid = c.relnamespace"
    " WHERE n.nspname = current_schema() AND NOT i.indisvalid ORDER BY c.relname"
)
# Settings of a server on which the desk's promises stand.
_SAFE = ("fsync", "full_page_writes", "synchronous_commit")
_SETTINGS = "SELECT name, setting FROM pg_settings WHERE name = ANY(%s) ORDER BY name"


def damage(url: str, seconds: float) -> str:
    """What is broken, in a few words; empty where nothing was found within `seconds`.

    A database that cannot be opened at all says so better when it is opened.
    """
    if is_ours(url):
        return _of_server(url)
    path = Path(path_of(url))
    return _of_file(path, seconds) if path.exists() and seconds > 0 else ""


def unsafe(url: str) -> str:
    """Why a server does not keep what it said it has; empty for files, and where all is well."""
    if not is_ours(url):
        return ""
    driver = reading(url)
    try:
        with driver.reader.begin() as connection:
            rows = connection.exec_driver_sql(_SETTINGS, (list(_SAFE),)).all()
    except DBAPIError:
        return ""
    finally:
        release(driver)
    return "; ".join(UNSAFE.format(name=n, value=value) for n, value in rows if value == "off")


def copy_file(path: str, to: str) -> None:
    """A plain copy of an SQLite file that others go on writing to; raises sqlite3.Error."""
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(to)) as target:
        source.backup(target)


def _of_file(path: Path, seconds: float) -> str:
    until = time.monotonic() + seconds
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            connection.set_progress_handler(lambda: int(time.monotonic() > until), STEPS)
            found = str(connection.execute("PRAGMA quick_check(1)").fetchone()[0])
    except sqlite3.DatabaseError as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        return str(error) if code == sqlite3.SQLITE_CORRUPT else ""
    return "" if found == "ok" else found.partition("\n")[2] or found


def _of_server(url: str) -> str:
    driver = reading(url)
    try:
        with driver.reader.begin() as connection:
            names = connection.exec_driver_sql(_INVALID).scalars().all()
    except DBAPIError:
        return ""
    finally:
        release(driver)
    return "; ".join(NOT_VALID.format(names=name) for name in names)
