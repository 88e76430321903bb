"""What filters ask of cases that these do not know themselves: tags, incidents, what was read."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, func, select

from core.case import Case
from core.feed import Facts, Filters
from storage import tables as t
from storage.engine.dialect import VALUES, select_in

_TAGS = select(t.case_tag.c.case_id, t.case_tag.c.tag).where(t.case_tag.c.case_id.in_(VALUES))
_INCIDENTS = select(t.incident_asked.c.conversation, t.incident_asked.c.incident_id).where(
    t.incident_asked.c.conversation.in_(VALUES)
)
_SEEN = (
    select(t.case_read.c.case_id, t.case_read.c.agent)
    .outerjoin(t.lane, t.lane.c.conversation == t.case_read.c.conversation)
    .where(
        t.case_read.c.case_id.in_(VALUES),
        t.case_read.c.seen_key == func.coalesce(t.lane.c.last_key, ""),
    )
)


def facts_of(
    connection: Connection, filters: Filters, agent: str, cases: Sequence[Case]
) -> dict[str, Facts]:
    """What filters ask of these cases that they do not know themselves."""
    tags: dict[str, set[str]] = {}
    incidents: dict[str, set[str]] = {}
    seen: set[str] = set()
    ids = [each.id for each in cases]
    if filters.tag:
        for row in select_in(connection, _TAGS, ids):
            tags.setdefault(row.case_id, set()).add(row.tag)
    if filters.incident:
        for row in select_in(connection, _INCIDENTS, (each.conversation for each in cases)):
            incidents.setdefault(row.conversation, set()).add(row.incident_id)
    if filters.unread:
        seen = {row.case_id for row in select_in(connection, _SEEN, ids) if row.agent == agent}
    return {
        each.id: Facts(
            tags=frozenset(tags.get(each.id, ())),
            incidents=frozenset(incidents.get(each.conversation, ())),
            unread=each.id not in seen,
        )
        for each in cases
    }
