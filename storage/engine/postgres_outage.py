"""What a PostgreSQL server's errors mean for the desk, in one line an operator can act on."""

from __future__ import annotations

from typing import Any

from core.errors import ConfigError, StorageUnavailable

_GONE = "the server cannot be reached ({said}); the desk goes on by itself when it is back"
_BUSY = "the server has no room for more connections; raise max_connections or put a pooler before"
_FULL = "the server's disk is full; free some space and writing goes on by itself"
_MEMORY = "the server has no memory left for it"
_IO = "the server reports an input/output error"
_BROKEN = "it is damaged; stop the desk and restore a backup"
_READONLY = "this server is a copy that only reads; point [storage] url at the primary"
_LOCKED = "another process holds what is to be written and did not let go in time"
_RACE = "another process was first every time"
_REFUSED = "the server refuses us ({said}); mend [storage] url"
_STRANGE = "it holds something else ({said}); point [storage] url at a database of its own"

# https://www.postgresql.org/docs/current/errcodes-appendix.html: a code, else its class.
_ADVICE = {
    "08": _GONE,
    "25006": _READONLY,
    "25P03": _LOCKED,
    "40": _RACE,
    "53": _MEMORY,
    "53100": _FULL,
    "53300": _BUSY,
    "55P03": _LOCKED,
    "57": _GONE,
    "57014": _LOCKED,
    "58": _IO,
    "XX001": _BROKEN,
    "XX002": _BROKEN,
}
# Two transactions stood in each other's way, and this one was told to make way.
_REPEATED = frozenset(("40001", "40P01"))
# The server answered, and will say the same again.
_FATAL = "FATAL:"
_PASSING_WORDS = (
    *("starting up", "shutting down", "accepting connections", "recovery mode"),
    *("too many", "reserved for"),
)


def outage(error: BaseException, name: str) -> StorageUnavailable | None:
    """The error as an outage of the whole database, or None when only one statement was wrong."""
    found = _of_the_server(error)
    if found is None:
        return None
    code = _code(found)
    advice = _ADVICE.get(code) or _ADVICE.get(code[:2])
    if advice is None and not code and type(found).__name__ == "OperationalError":
        advice = _GONE
    line = advice.format(said=_said(found)) if advice else ""
    return StorageUnavailable(f"database {name}: {line}") if advice else None


def passes(error: BaseException) -> bool:
    """Whether the same transaction may well succeed when it is simply repeated."""
    found = _of_the_server(error)
    return found is not None and _code(found) in _REPEATED


def misfit(error: BaseException, name: str) -> ConfigError | StorageUnavailable:
    """Why a database could not be opened."""
    found = _of_the_server(error) or error
    said = _said(found)
    refused = _FATAL in str(found) and not any(word in str(found) for word in _PASSING_WORDS)
    if refused or _code(found).startswith(("28", "3D", "42501")):
        return ConfigError(f"database {name}: {_REFUSED.format(said=said)}")
    passing = outage(error, name)
    return passing or ConfigError(f"database {name}: {_STRANGE.format(said=said)}")


def _of_the_server(error: BaseException | None) -> Any:
    """The first error of the driver's own: undoing a failure often fails again, and says less."""
    found = None
    while error is not None:
        cause = getattr(error, "orig", None) or error
        if type(cause).__module__.startswith("psycopg"):
            found = cause
        error = error.__context__
    return found


def _code(error: Any) -> str:
    return getattr(error, "sqlstate", None) or ""


def _said(error: BaseException) -> str:
    """The server's own first line, without where it was asked."""
    return str(error).strip().partition("\n")[0].rpartition(_FATAL)[2].strip()
