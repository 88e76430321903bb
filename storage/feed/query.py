"""Pages and sizes of the feed as statements: one index leads, the other filters look in passing.

An index has the cases of one value in the order of the feed, with all that filters ask about behind
it, so a page costs the same wherever it begins, and a filter that refuses a case never fetches it.
Which value leads is decided by the running totals: the rarest.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeAlias

from sqlalchemy import (
    Connection,
    Select,
    and_,
    func,
    literal_column,
    select,
    true,
    tuple_,
    union_all,
)
from sqlalchemy import case as choose
from sqlalchemy.sql import ColumnElement

from core.case import Status
from core.feed import (
    BOT,
    BREACHED,
    BREACHING_WITHIN,
    QUEUE,
    UNASSIGNED,
    UNRESOLVED,
    Filters,
)
from core.types import Urgency
from core.views import MOST_COUNTED, Size, Tallies
from storage import tables as t
from storage.codec import us
from storage.engine.dialect_feed import aside
from storage.feed import sets as feed_sets
from storage.feed.columns import COLUMNS, values_of
from storage.feed.tables import AWAITED, DONE, OPEN, ORDER, RISKY, SNOOZED, TAIL

# Looked at for a size that nobody keeps.
MOST_LOOKED_AT = 4_000

# What is asked of the columns of `case`, or of a subquery that has them.
Cond: TypeAlias = Callable[[Any], ColumnElement[Any]]
Place: TypeAlias = tuple[str, int, str]
_C = t.case.c


@dataclass(frozen=True)
class Asked:
    """Filters for an agent and a moment, and the totals; `awake` leaves out what sleeps."""

    filters: Filters
    agent: str
    now: datetime
    totals: Mapping[str, int]
    awake: bool = False

    @property
    def tallies(self) -> Tallies:
        return Tallies(self.totals, self.agent)


@dataclass(frozen=True)
class Arm:
    """One stretch of an index: what it is bounded by, and what is looked at in passing."""

    bounds: tuple[Cond, ...]
    passing: tuple[Cond, ...] = ()


def page(asked: Asked, connection: Connection, place: Place, limit: int) -> Select[Any]:
    """The ids of a page's cases, in order."""
    arms = [_limited(each, place, limit) for each in _arms(asked, connection)]
    if len(arms) == 1:
        return arms[0]
    every = union_all(*(select(arm.subquery()) for arm in arms)).subquery()
    return select(every).order_by(*(every.c[name] for name in ORDER)).limit(limit)


def size(asked: Asked, connection: Connection) -> Size:
    """How many there are: from the totals, else counted within bounds."""
    known = asked.tallies.size(asked.filters)
    if known is not None:
        return Size(known)
    count, more = 0, False
    for arm in _arms(asked, connection):
        looked, found = connection.execute(_counting(arm)).one()
        count += int(found or 0)
        more = more or looked >= MOST_LOOKED_AT
    return Size(min(count, MOST_COUNTED), more or count > MOST_COUNTED)


def _limited(arm: Arm, place: Place, limit: int) -> Select[Any]:
    order: list[ColumnElement[Any]] = [_C[name] for name in ORDER]
    bounds = [cond(_C) for cond in (*arm.bounds, *arm.passing)]
    query: Select[Any] = select(*order).where(*bounds).order_by(*order).limit(limit)
    return query.where(tuple_(*order) > tuple_(*place)) if place[0] else query


def _counting(arm: Arm) -> Select[Any]:
    """How many were looked at, and how many of them fit."""
    order = [_C[name] for name in ORDER]
    columns = [*order, *(_C[name] for name in TAIL)]
    bounds = [cond(_C) for cond in arm.bounds]
    near = select(*columns).where(*bounds).order_by(*order).limit(MOST_LOOKED_AT).subquery()
    fits = and_(true(), *(cond(near.c) for cond in arm.passing))
    looked: ColumnElement[Any] = func.count()
    fitting: ColumnElement[Any] = func.sum(choose((fits, 1), else_=0))
    return select(looked, fitting).select_from(near)


def _arms(asked: Asked, connection: Connection) -> list[Arm]:
    """The stretches to read, each in the order of the feed."""
    filters = asked.filters
    if filters.due:
        return [_due(asked, each) for each in Urgency if _is_meant(filters, each)]
    if not filters.status:
        parts = (UNRESOLVED, Status.RESOLVED.value)
        halves = [replace(asked, filters=replace(filters, status=each)) for each in parts]
        return [arm for half in halves for arm in _arms(half, connection)]
    if filters.holder == UNASSIGNED:
        holders = [replace(asked, filters=replace(filters, holder=h)) for h in (QUEUE, BOT)]
        return [arm for each in holders for arm in _arms(each, connection)]
    return [_led(asked, connection)]


def _is_meant(filters: Filters, urgency: Urgency) -> bool:
    return filters.urgency in ("", urgency.value)


def _due(asked: Asked, urgency: Urgency) -> Arm:
    now, soon = us(asked.now), us(asked.now + BREACHING_WITHIN)
    late = asked.filters.due == BREACHED
    bounds = (
        _said(AWAITED),
        _is("priority", urgency.value),
        (lambda c: c.due_at < now) if late else (lambda c: and_(c.due_at >= now, c.due_at < soon)),
    )
    return Arm(bounds, _passing(asked, leading=""))


def _led(asked: Asked, connection: Connection) -> Arm:
    filters = asked.filters
    few = feed_sets.few(filters, connection)
    lead = "" if few else _leading(asked)
    bounds: list[Cond] = [few] if few else []
    if lead:
        bounds.append(_is(lead, values_of(asked.filters, asked.agent)[lead]))
    bounds.append(_said(_part(filters, lead)))
    if filters.urgency:
        bounds.append(_is("priority", filters.urgency))
    return Arm(tuple(bounds), _passing(asked, leading=lead))


def _part(filters: Filters, lead: str) -> str:
    """Which cases the index has: partial ones are only taken when they are named word for word."""
    if filters.status == Status.RESOLVED:
        return DONE
    if filters.status == Status.SNOOZED and not lead:
        return SNOOZED
    return RISKY if lead == "risk" else OPEN


def _leading(asked: Asked) -> str:
    """The column with the fewest cases of the value that is asked for; none where none is asked."""
    filters, values = asked.filters, values_of(asked.filters, asked.agent)
    done = filters.status == Status.RESOLVED
    if filters.status == Status.SNOOZED:
        return ""
    names = ("agent", *("platform", "intent", "language")) if done else tuple(values)
    names = tuple(n for n in names if n in values and (n, values[n]) != ("risk", "none"))
    return min(names, key=lambda name: _rarity(asked, name), default="")


def _rarity(asked: Asked, column: str) -> int:
    """How many cases have the value; nobody counts the resolved ones of an agent: few."""
    part = Status.RESOLVED.value if asked.filters.status == Status.RESOLVED else UNRESOLVED
    field = next((name for name, col in COLUMNS.items() if col == column), "holder")
    value = getattr(asked.filters, field)
    return asked.tallies.size(Filters(status=part, **{field: value})) or 0


def _passing(asked: Asked, *, leading: str) -> tuple[Cond, ...]:
    filters, found = asked.filters, list[Cond]()
    values = values_of(asked.filters, asked.agent)
    if "agent" in values:
        found.append(_aside("held_by", "agent"))
    found += [_aside(name, value) for name, value in values.items() if name != leading]
    if filters.holder == UNASSIGNED:
        found.append(lambda c: aside(c.held_by) != "agent")
    if asked.awake and filters.status == UNRESOLVED and not filters.due:
        found.append(lambda c: aside(c.status) != Status.SNOOZED.value)
    if filters.status not in ("", UNRESOLVED):
        found.append(_aside("status", filters.status))
    if filters.tag:
        found.append(
            lambda c: feed_sets.tagged(filters.tag).where(t.case_tag.c.case_id == c.id).exists()
        )
    if filters.incident:
        found.append(lambda c: c.id.in_(feed_sets.asked_about(filters.incident)))
    if filters.unread:
        found.append(
            lambda c: ~feed_sets.read(asked.agent).where(t.case_read.c.case_id == c.id).exists()
        )
    return tuple(found)


def _is(name: str, value: str) -> Cond:
    return lambda c: c[name] == value


def _aside(name: str, value: str) -> Cond:
    return lambda c: aside(c[name]) == value


def _said(where: str) -> Cond:
    return lambda _: literal_column(where)
