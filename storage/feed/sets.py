"""Cases that a filter names from outside: by a tag, by an incident, by what an agent has read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, Select, func, select
from sqlalchemy.sql import ColumnElement

from core.feed import Filters
from storage import tables as t

# So many cases with a tag, or in an incident, are looked up one by one; more are dense enough.
FEW = 2_000


def few(filters: Filters, connection: Connection) -> Callable[[Any], ColumnElement[Any]] | None:
    """A set of cases that is small enough to start from."""
    for wanted, ids in ((filters.tag, tagged), (filters.incident, asked_about)):
        if wanted:
            some = ids(wanted).limit(FEW + 1).subquery()
            if (connection.execute(select(func.count()).select_from(some)).scalar() or 0) <= FEW:
                return lambda c, ids=ids, wanted=wanted: c.id.in_(ids(wanted))  # type: ignore[misc]
    return None


def tagged(tag: str) -> Select[Any]:
    """Cases with a tag."""
    return select(t.case_tag.c.case_id).where(t.case_tag.c.tag == tag)


def asked_about(incident: str) -> Select[Any]:
    """Cases of the people who asked about an incident."""
    asker, here = t.incident_asked.c, t.case.alias("asking")
    joined = t.incident_asked.join(here, here.c.conversation == asker.conversation)
    return select(here.c.id).select_from(joined).where(asker.incident_id == incident)


def read(agent: str) -> Select[Any]:
    """Cases in which nothing is new to an agent."""
    seen, lane = t.case_read, t.lane
    joined = seen.outerjoin(lane, lane.c.conversation == seen.c.conversation)
    last = func.coalesce(lane.c.last_key, "")
    return (
        select(seen.c.case_id)
        .select_from(joined)
        .where(seen.c.agent == agent, seen.c.seen_key == last)
    )
