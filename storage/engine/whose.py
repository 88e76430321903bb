"""Which process holds what, and whether it is still there.

A lease that ran out says that its owner was slow or is dead, and only of the dead it is certain
that nothing which he began is still on its way. A server ends a process's sessions when it ends;
one that is suspended, or waits for a platform, keeps them. Where the line was cut instead, the
owner knows that he could not renew, and lets go by himself (app/leases.py).
"""

from __future__ import annotations

import os
import socket

from sqlalchemy import Connection, select, text

from storage import tables as t

# The server cuts names at this length: two that are equal then count as one that is there.
_LONGEST = 63
_SESSIONS = text(
    "SELECT count(*) FILTER (WHERE application_name = :his) AS his,"
    " count(*) FILTER (WHERE application_name = :mine) AS mine"
    " FROM pg_stat_activity WHERE datname = current_database()"
)


def me() -> str:
    """This process, as the leases name it."""
    return f"{socket.gethostname()}:{os.getpid()}"


def session_of(owner: str) -> str:
    """What a process's sessions are called on a server."""
    return f"skerry {owner}"[:_LONGEST]


def vacant(connection: Connection, name: str, owner: str) -> bool:
    """Whether whoever had a lease last has ended, or is `owner`; False where nobody can tell."""
    had = connection.execute(select(t.hold.c.owner).where(t.hold.c.name == name)).scalar()
    if had in {None, owner}:
        return True
    if connection.dialect.name == "sqlite":
        return _ended_here(str(had))
    names = {"his": session_of(str(had)), "mine": session_of(me())}
    row = connection.execute(_SESSIONS, names).one()
    # Whoever does not see himself, behind a pooler, does not see others either.
    return bool(row.mine > 0 and row.his == 0)


def _ended_here(owner: str) -> bool:
    """A file is used on one machine, where a process's number tells."""
    host, _, number = owner.rpartition(":")
    if host != socket.gethostname() or not number.isdecimal():
        return False
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except (PermissionError, OverflowError):
        return False
    return False
