"""No byte of what was erased in an SQLite database's files: index merged, file written anew.

What is deleted stays in free pages, in gaps within pages and in the log until something else is
written there. So the index of words is merged into one piece, the whole file is written anew, and
the log is folded in and cut. Others wait meanwhile, as for a locked file: reading stops before it
acknowledges, and goes on afterwards.
"""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from pathlib import Path

from core.errors import StorageUnavailable

# Writers are let through between the steps; readers that hold an old state are waited for.
BUSY_S, TRIES, PAUSE_S = 30.0, 50, 0.1
_STEPS = (
    "INSERT INTO search_words (search_words) VALUES ('optimize')",
    "VACUUM",
)
_FOLD = "PRAGMA wal_checkpoint(TRUNCATE)"


def size(path: str) -> int:
    """Bytes of the file and its log."""
    files = (Path(path), Path(f"{path}-wal"))
    return sum(each.stat().st_size for each in files if each.exists())


def scrub(path: str) -> None:
    """Write the file anew; raises StorageUnavailable where somebody holds it for too long."""
    try:
        with closing(sqlite3.connect(path, timeout=BUSY_S, isolation_level=None)) as database:
            database.execute("PRAGMA secure_delete=ON")
            for step in _STEPS:
                database.execute(step)
            _fold(database, path)
    except sqlite3.OperationalError as error:
        raise StorageUnavailable(f"database {path}: it cannot be written anew: {error}") from None


def _fold(database: sqlite3.Connection, path: str) -> None:
    for _ in range(TRIES):
        busy, *_ = database.execute(_FOLD).fetchone()
        if not busy:
            return
        time.sleep(PAUSE_S)
    raise StorageUnavailable(f"database {path}: its log is read all the time and cannot be cut")
