"""What the console reads: pages of the feed, the feed of changes, totals."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, func, select, text, tuple_

from core.casebook import Change, FeedPage, FeedRow
from storage import showing
from storage import tables as t
from storage.case_codec import case_of
from storage.codec import tags_of

_OPEN, _RESOLVED = text("status <> 'resolved'"), text("status = 'resolved'")
_ORDER = (t.case.c.priority, t.case.c.due_at, t.case.c.id)
_PAGE = (
    select(t.case, t.lane.c.messages, t.message.c.text.label("last_text"), t.verdict.c.body)
    .select_from(t.case)
    .outerjoin(t.lane, t.lane.c.conversation == t.case.c.conversation)
    .outerjoin(t.message, t.message.c.key == t.lane.c.last_key)
    .outerjoin(t.verdict, t.verdict.c.message_key == t.lane.c.last_key)
    .where(tuple_(*_ORDER) > tuple_(*map(bindparam, ("priority_", "due_", "id_"))))
    .order_by(*_ORDER)
    .limit(bindparam("limit"))
)
_FEEDS = {
    "open": _PAGE.where(_OPEN),
    "mine": _PAGE.where(_OPEN, t.case.c.agent == bindparam("agent_")),
    "queue": _PAGE.where(_OPEN, t.case.c.held_by == "queue"),
    "bot": _PAGE.where(_OPEN, t.case.c.held_by == "bot"),
    "resolved": _PAGE.where(_RESOLVED),
}
_TOTALS = select(t.counter)
_CHANGES = (
    select(t.change)
    .where(t.change.c.id > bindparam("after"))
    .order_by(t.change.c.id)
    .limit(bindparam("limit"))
)
_LATEST = select(func.coalesce(func.max(t.change.c.id), 0))


def feed(connection: Connection, view: str, agent: str, after: str, limit: int) -> FeedPage:
    """One page; one row more than asked for tells whether there is another."""
    priority, due, case_id = showing.feed_place(after)
    wanted = min(max(limit, 1), showing.MOST_ROWS)
    names = {"priority_": priority, "due_": due, "id_": case_id, "limit": wanted + 1}
    if view == "mine":
        names["agent_"] = agent
    rows = connection.execute(_FEEDS[view], names).all()
    page = tuple(
        FeedRow(
            case=case_of(row),
            snippet=showing.snippet(row.last_text or ""),
            messages=row.messages or 0,
            tags=tags_of(row.body),
        )
        for row in rows[:wanted]
    )
    more = showing.feed_key(page[-1].case) if len(rows) > wanted else ""
    return FeedPage(rows=page, counts=showing.counts(totals(connection), agent), after=more)


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
