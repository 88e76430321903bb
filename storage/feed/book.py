"""What an agent's feed reads and keeps: pages by any filters, sizes, saved views, what was read."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, bindparam, delete, or_, select

from core.case import Status
from core.casebook import FeedPage, FeedRow
from core.feed import UNRESOLVED, Filters, filters_of
from core.views import SavedView, Size
from storage import tables as t
from storage.case_codec import case_of
from storage.codec import tags_of, us, when
from storage.engine.dialect import VALUES, AnyRow, execute, replace_all, select_in
from storage.engine.work import Work
from storage.feed import query as feed_query
from storage.feed import showing
from storage.feed.query import Asked
from storage.sealing.columns import MESSAGE_TEXT

_ROWS = (
    select(
        t.case,
        t.lane.c.messages,
        t.lane.c.last_key,
        t.message.c.text.label("last_text"),
        t.verdict.c.body,
    )
    .select_from(t.case)
    .outerjoin(t.lane, t.lane.c.conversation == t.case.c.conversation)
    .outerjoin(t.message, t.message.c.key == t.lane.c.last_key)
    .outerjoin(t.verdict, t.verdict.c.message_key == t.lane.c.last_key)
    .where(t.case.c.id.in_(VALUES))
)
_TAGS = (
    select(t.case_tag.c.case_id, t.case_tag.c.tag)
    .where(t.case_tag.c.case_id.in_(VALUES))
    .order_by(t.case_tag.c.at, t.case_tag.c.tag)
)
_R = t.case_read.c
_SEEN = select(_R.case_id, _R.seen_key).where(
    _R.agent == bindparam("agent_"), _R.case_id.in_(VALUES)
)
_TOTALS = select(t.counter)
_LAST = (
    select(t.case.c.id, t.case.c.conversation, t.lane.c.last_key, _R.seen_key)
    .select_from(t.case)
    .outerjoin(t.lane, t.lane.c.conversation == t.case.c.conversation)
    .outerjoin(t.case_read, (_R.case_id == t.case.c.id) & (_R.agent == bindparam("agent_")))
    .where(t.case.c.id == bindparam("case_"))
)
_MARK = replace_all(t.case_read)
_V = t.saved_view.c
_VIEWS = (
    select(t.saved_view)
    .where(or_(_V.owner == bindparam("agent_"), _V.shared == 1))
    .order_by(_V.shared, _V.rank, _V.made_at, _V.id)
)
# Before every case of the feed.
_BEGINNING: feed_query.Place = ("", 0, "")
_KEEP, _DROP = replace_all(t.saved_view), delete(t.saved_view).where(_V.id == bindparam("view_"))


@dataclass(frozen=True)
class Wanted:
    """A page of the feed, for an agent and a moment."""

    filters: Filters
    agent: str
    now: datetime
    after: str = ""
    limit: int = 50


@dataclass(frozen=True)
class Opening:
    """An agent opens a case."""

    case_id: str
    agent: str


def page(connection: Connection, wanted: Wanted) -> FeedPage:
    """One page; one row more than asked for tells whether there is another."""
    totals = {row.name: row.value for row in connection.execute(_TOTALS)}
    asked = Asked(wanted.filters, wanted.agent, wanted.now, totals)
    limit = min(max(wanted.limit, 1), showing.MOST_ROWS)
    place = showing.feed_place(wanted.after)
    ids = _page_ids(asked, connection, place, limit + 1)
    rows = _rows(connection, ids[:limit], wanted.agent)
    more = showing.feed_key(rows[-1].case) if len(ids) > limit else ""
    counts = showing.counts(totals, wanted.agent)
    return FeedPage(rows=rows, counts=counts, after=more, totals=showing.case_totals(totals))


def _page_ids(
    asked: Asked, connection: Connection, place: feed_query.Place, limit: int
) -> list[str]:
    """A page's cases in the order of the feed: those that sleep come behind all others."""
    found, start, status = list[str](), place, asked.filters.status
    asleep = place[0].startswith(showing.ASLEEP)
    if status != Status.SNOOZED and not asleep:
        found = _ids(
            feed_query.page(replace(asked, awake=True), connection, place, limit), connection
        )
        start = _BEGINNING
    if len(found) < limit and _may_sleep(asked.filters):
        sleeping = replace(asked, filters=replace(asked.filters, status=Status.SNOOZED.value))
        start = (start[0].removeprefix(showing.ASLEEP), *start[1:])
        found += _ids(feed_query.page(sleeping, connection, start, limit - len(found)), connection)
    return found


def _ids(query: Select[Any], connection: Connection) -> list[str]:
    return [row.id for row in connection.execute(query)]


def _may_sleep(filters: Filters) -> bool:
    return filters.status in ("", UNRESOLVED, Status.SNOOZED) and not filters.due


def _rows(connection: Connection, ids: Sequence[str], agent: str) -> tuple[FeedRow, ...]:
    found = {row.id: row for row in select_in(connection, _ROWS, ids)}
    tags: dict[str, list[str]] = {}
    for row in select_in(connection, _TAGS, ids):
        tags.setdefault(row.case_id, []).append(row.tag)
    seen = {row.case_id: row.seen_key for row in _marks(connection, ids, agent)}
    return tuple(_row(found[each], tags.get(each, []), seen.get(each)) for each in ids)


def _row(row: AnyRow, words: Sequence[str], seen: str | None) -> FeedRow:
    return FeedRow(
        case=case_of(row),
        snippet=showing.snippet(MESSAGE_TEXT.opened(row.last_text or "", row.last_key)),
        messages=row.messages or 0,
        tags=tags_of(row.body, row.last_key),
        words=tuple(words),
        unread=seen != (row.last_key or ""),
    )


def _marks(connection: Connection, ids: Sequence[str], agent: str) -> Sequence[AnyRow]:
    return connection.execute(_SEEN, {"agent_": agent, "values": list(ids)}).all() if ids else ()


def sizes(
    connection: Connection, wanted: Sequence[Filters], agent: str, now: datetime
) -> Sequence[Size]:
    """How many cases each holds."""
    totals = {row.name: row.value for row in connection.execute(_TOTALS)}
    return [feed_query.size(Asked(each, agent, now, totals), connection) for each in wanted]


def is_new(connection: Connection, opening: Opening) -> bool:
    """Whether there is anything in it that he has not read."""
    return _unseen(connection, opening) is not None


def _open(connection: Connection, opening: Opening) -> bool:
    row = _unseen(connection, opening)
    if row is None:
        return False
    mark = {"agent": opening.agent, "case_id": row.id, "conversation": row.conversation}
    execute(connection, _MARK, [mark | {"seen_key": row.last_key or ""}])
    return True


def _unseen(connection: Connection, opening: Opening) -> AnyRow | None:
    names = {"case_": opening.case_id, "agent_": opening.agent}
    row = connection.execute(_LAST, names).first()
    return None if row is None or row.seen_key == (row.last_key or "") else row


def views(connection: Connection, agent: str) -> Sequence[SavedView]:
    """An agent's own and the shared ones."""
    return [_view(row) for row in connection.execute(_VIEWS, {"agent_": agent})]


def _view(row: AnyRow) -> SavedView:
    return SavedView(
        id=row.id,
        owner=row.owner,
        name=row.name,
        filters=filters_of(json.loads(row.filters)),
        shared=bool(row.shared),
        rank=row.rank,
        made_at=when(row.made_at),
    )


def _keep(connection: Connection, view: SavedView) -> None:
    row = {
        "id": view.id,
        "owner": view.owner,
        "name": view.name,
        "filters": json.dumps(view.filters.set),
        "shared": int(view.shared),
        "rank": view.rank,
        "made_at": us(view.made_at),
    }
    execute(connection, _KEEP, [row])


def _drop(connection: Connection, view_id: str) -> None:
    connection.execute(_DROP, {"view_": view_id})


OPEN, KEEP, DROP = Work(_open), Work(_keep), Work(_drop)
