"""What the database's errors mean for the desk, in one line an operator can act on."""

from __future__ import annotations

import sqlite3

from sqlalchemy.exc import DBAPIError

from core.errors import ConfigError, StorageUnavailable
from storage.engine import postgres_outage

_FULL = "the disk is full; free some space and writing goes on by itself"
_LOCKED = "another process is writing to it and did not let go in time"
_READONLY = "it cannot be written to; give this user write permission on the file and its folder"
_BROKEN = "it is damaged; stop the desk and restore a backup"
_IO = "the disk reports an input/output error"
_STRANGE = "it holds something else ({error}); point [storage] url at another file"
_MEMORY = "there is no memory left for it"

# Primary result codes of https://sqlite.org/rescode.html -> what to tell the operator.
ADVICE = {
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_BUSY: _LOCKED,
    sqlite3.SQLITE_LOCKED: _LOCKED,
    sqlite3.SQLITE_READONLY: _READONLY,
    sqlite3.SQLITE_CANTOPEN: _READONLY,
    sqlite3.SQLITE_PERM: _READONLY,
    sqlite3.SQLITE_IOERR: _IO,
    sqlite3.SQLITE_NOMEM: _MEMORY,
    sqlite3.SQLITE_PROTOCOL: _LOCKED,
    sqlite3.SQLITE_CORRUPT: _BROKEN,
    sqlite3.SQLITE_NOTADB: "it is not a database; point [storage] url at another file",
}
# These pass by themselves or with the operator's help; anything else at open is a wrong file.
_PASSING = frozenset(
    (
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_PROTOCOL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_NOMEM,
    )
)


def outage(error: BaseException, path: str) -> StorageUnavailable | None:
    """The error as an outage of the whole database, or None when only one statement was wrong."""
    code = _code(error)
    if code in ADVICE:
        return StorageUnavailable(f"database {path}: {ADVICE[code]}")
    return postgres_outage.outage(error, path)


def misfit(error: DBAPIError, path: str) -> ConfigError | StorageUnavailable:
    """Why a database could not be opened."""
    code = _code(error)
    line = f"database {path}: {ADVICE.get(code) or _STRANGE.format(error=error.orig)}"
    return StorageUnavailable(line) if code in _PASSING else ConfigError(line)


def _code(error: BaseException | None) -> int:
    """The first code with a meaning for us: undoing a failure often fails again, and says less."""
    found = 0
    while error is not None:
        # The low byte is the primary code; the rest says where it came from.
        code = int(getattr(getattr(error, "orig", None), "sqlite_errorcode", 0)) & 0xFF
        found = code if code in ADVICE else found
        error = error.__context__
    return found
