"""What the console reads: the feed of changes, totals."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, func, select

from core.casebook import Change
from storage import tables as t

_TOTALS = select(t.counter)
_CHANGES = (
    select(t.change)
    .where(t.change.c.id > bindparam("after"))
    .order_by(t.change.c.id)
    .limit(bindparam("limit"))
)
_LATEST = select(func.coalesce(func.max(t.change.c.id), 0))


def totals(connection: Connection) -> dict[str, int]:
    """All counters by name."""
    return {row.name: row.value for row in connection.execute(_TOTALS)}


def changes(connection: Connection, after: int, limit: int) -> Sequence[Change]:
    """What happened after a number."""
    rows = connection.execute(_CHANGES, {"after": after, "limit": limit})
    return [Change(number=row.id, case_id=row.case_id, kind=row.kind) for row in rows]


def latest_change(connection: Connection) -> int:
    """The number of the last change, 0 before the first."""
    return int(connection.execute(_LATEST).scalar_one())
