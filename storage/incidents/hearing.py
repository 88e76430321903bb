"""Questions as they are counted: who asked what, how many in an hour, and what was said."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, delete, distinct, func, select
from sqlalchemy import case as choose

from core.incidents.heard import Heard, Overheard
from core.incidents.surge import Pulse
from storage import tables as t
from storage.codec import us, when
from storage.engine.dialect import VALUES, add, execute, select_in, upsert
from storage.engine.work import Work
from storage.incidents.codec import by_rows, heard_of, heard_row
from storage.incidents.rules import KEPT_HOURS, LISTENED, hour_of, series_of
from storage.sealing.columns import MESSAGE_TEXT

_H, _BY, _HOUR = t.heard, t.heard_by, t.heard_hour
_KEEP = add(_H)
_KNOWN = select(_BY.c.key).where(_BY.c.key.in_(VALUES))
_COUNT_IN = upsert(_BY, lambda new: {"at": choose((new.at > _BY.c.at, new.at), else_=_BY.c.at)})
_ADD_UP = upsert(_HOUR, lambda new: {"people": _HOUR.c.people + new.people})
_PEOPLE = func.count(distinct(_BY.c.person)).label("people")
_NOW = (
    select(_BY.c.series, _PEOPLE)
    .where(_BY.c.at > bindparam("since"), _BY.c.at <= bindparam("until"))
    .group_by(_BY.c.series)
    .having(bindparam("least") <= _PEOPLE)
    .order_by(_BY.c.series)
)
_HOURS = select(_HOUR).where(_HOUR.c.series.in_(VALUES))
_FIRST = select(func.min(_HOUR.c.at)).where(
    _HOUR.c.series == LISTENED, _HOUR.c.at >= bindparam("from_")
)
# An edit has the stem of what it corrects; the newest words count.
_NEWEST = (
    select(t.message.c.text)
    .where(t.message.c.stem == _H.c.stem)
    .order_by(t.message.c.version.desc())
    .limit(1)
    .correlate(_H)
)
_WORDS, _KEY = (
    func.coalesce(_NEWEST.with_only_columns(column).scalar_subquery(), "")
    for column in (t.message.c.text, t.message.c.key)
)
_LATEST = (
    select(_H, _WORDS.label("words"), _KEY.label("message_key"))
    .where(_H.c.at >= bindparam("since"))
    .order_by(_H.c.at.desc(), _H.c.stem.desc())
    .limit(bindparam("limit"))
)
_FORGET = delete(_H).where(_H.c.at < bindparam("before"))
_FORGET_BY = delete(_BY).where(_BY.c.at < bindparam("before"))
_FORGET_HOURS = delete(_HOUR).where(_HOUR.c.at < bindparam("before"))


@dataclass(frozen=True)
class Minute:
    """What was heard since the last time, and when that is told."""

    heard: Sequence[Heard]
    now: datetime


def _hear(connection: Connection, minute: Minute) -> None:
    execute(connection, _KEEP, [heard_row(each) for each in minute.heard])
    rows: dict[str, dict[str, Any]] = {}
    for each in sorted(minute.heard, key=lambda each: each.at):
        rows |= {row["key"]: row for row in by_rows(each)}
    known = {row.key for row in select_in(connection, _KNOWN, rows)}
    execute(connection, _COUNT_IN, list(rows.values()))
    new = Counter(
        (row["series"], us(hour_of(when(row["at"]))))
        for key, row in rows.items()
        if key not in known
    )
    new[LISTENED, us(hour_of(minute.now))] += 0
    counted = [{"series": name, "at": at, "people": n} for (name, at), n in sorted(new.items())]
    execute(connection, _ADD_UP, counted)


def pulses(connection: Connection, now: datetime, window_s: float, least: int) -> list[Pulse]:
    """Series in which many asked, each with its past hours."""
    window = {"since": us(now - timedelta(seconds=window_s)), "until": us(now), "least": least}
    busy = connection.execute(_NOW, window).all()
    if not busy:
        return []
    earliest = us(now - KEPT_HOURS)
    since = connection.execute(_FIRST, {"from_": earliest}).scalar() or us(hour_of(now))
    hours: dict[str, dict[datetime, int]] = defaultdict(dict)
    for row in select_in(connection, _HOURS, (row.series for row in busy)):
        if row.at >= earliest:
            hours[row.series][when(row.at)] = row.people
    return [
        Pulse(
            series=series_of(row.series),
            people=row.people,
            since=when(since),
            hours=hours[row.series],
        )
        for row in busy
    ]


def overheard(connection: Connection, since: datetime, limit: int) -> list[Overheard]:
    """The latest questions with their words, oldest first."""
    rows = connection.execute(_LATEST, {"since": us(since), "limit": limit}).all()
    return [
        Overheard(heard=heard_of(row), text=MESSAGE_TEXT.opened(row.words, row.message_key))
        for row in reversed(rows)
    ]


def _forget(connection: Connection, before: datetime) -> int:
    names = {"before": us(before)}
    gone = connection.execute(_FORGET, names).rowcount
    connection.execute(_FORGET_BY, names)
    connection.execute(_FORGET_HOURS, {"before": us(before - KEPT_HOURS)})
    return gone


HEAR, FORGET = Work(_hear), Work(_forget)
