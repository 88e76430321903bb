"""Reads the numbers from the database: few rows for any span, whatever was counted in it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, bindparam, func, select

from core.numbers.book import Scope, Side, Spot, Sums
from core.numbers.happening import DAYS, pieces
from storage import tables as t
from storage.codec import us, when

_N, _O = t.number_sum, t.number_own
# Further codes than these are left out of a picture.
MOST_CODES = 200
_NEXT = {
    Side.TOPIC: select(func.min(_N.c.topic)).where(
        _N.c.grain == DAYS, _N.c.topic > bindparam("after")
    ),
    Side.LANGUAGE: select(func.min(_N.c.language)).where(
        _N.c.grain == DAYS, _N.c.topic == "", _N.c.language > bindparam("after")
    ),
}
_BEGUN = select(_N.c.at).where(_N.c.grain == 0)


def begun(connection: Connection) -> datetime:
    """From when on everything is counted."""
    return when(connection.execute(_BEGUN).scalar() or 0)


def sums(connection: Connection, scope: Scope, measures: Sequence[str]) -> Sums:
    """One row a measure and bucket, from whole days where the span has some."""
    found: Counter[tuple[str, int]] = Counter()
    columns = select(_N.c.measure, _N.c.bucket, func.sum(_N.c.n).label("n"))
    for grain, start, end in pieces(scope.start, scope.end):
        query = _cut(columns, scope, (grain, start, end)).group_by(_N.c.measure, _N.c.bucket)
        if measures:
            query = query.where(_N.c.measure.in_(measures))
        for row in connection.execute(query):
            found[row.measure, row.bucket] += int(row.n)
    return {name: n for name, n in found.items() if n}


def spots(
    connection: Connection, scope: Scope, measures: Sequence[str], grain: int
) -> Sequence[Spot]:
    """One row an hour or day, measure and bucket."""
    columns = select(_N.c.at, _N.c.measure, _N.c.bucket, func.sum(_N.c.n).label("n"))
    names = (_N.c.at, _N.c.measure, _N.c.bucket)
    query = _cut(columns, scope, (grain, scope.start, scope.end))
    query = query.where(_N.c.measure.in_(measures)).group_by(*names).order_by(*names)
    return [
        Spot(when(row.at), row.measure, row.bucket, int(row.n))
        for row in connection.execute(query)
        if row.n
    ]


def apart(
    connection: Connection, scope: Scope, measure: str, side: Side, grain: int
) -> Mapping[str, Sequence[Spot]]:
    """Code by code, so that each is a range of the primary key."""
    if side is Side.PLATFORM:
        return _by_platform(connection, scope, measure, grain)
    found = {}
    for code in _codes(connection, side):
        one = {"topic": scope.topic, "language": scope.language} | {side.value: code}
        own = Scope(start=scope.start, end=scope.end, platform=scope.platform, **one)
        if rows := spots(connection, own, [measure], grain):
            found[code] = rows
    return found


def people(connection: Connection, scope: Scope) -> Mapping[str, Sums]:
    """Each agent's sums."""
    found: dict[str, Counter[tuple[str, int]]] = defaultdict(Counter)
    columns = (_O.c.agent, _O.c.measure, _O.c.bucket)
    for grain, start, end in pieces(scope.start, scope.end):
        span = (_O.c.grain == grain, _O.c.at >= us(start), _O.c.at < us(end))
        query = select(*columns, func.sum(_O.c.n).label("n")).where(*span).group_by(*columns)
        for row in connection.execute(query):
            found[row.agent][row.measure, row.bucket] += int(row.n)
    clean = {who: {name: n for name, n in own.items() if n} for who, own in found.items()}
    return {who: own for who, own in clean.items() if own}


def _cut(query: Select[Any], scope: Scope, piece: tuple[int, datetime, datetime]) -> Select[Any]:
    grain, start, end = piece
    query = query.where(
        _N.c.grain == grain,
        _N.c.topic == scope.topic,
        _N.c.language == scope.language,
        _N.c.at >= us(start),
        _N.c.at < us(end),
    )
    return query.where(_N.c.platform == scope.platform) if scope.platform else query


def _by_platform(
    connection: Connection, scope: Scope, measure: str, grain: int
) -> Mapping[str, Sequence[Spot]]:
    columns = (_N.c.platform, _N.c.at, _N.c.bucket)
    every = Scope(start=scope.start, end=scope.end, topic=scope.topic, language=scope.language)
    query = _cut(select(*columns, _N.c.n), every, (grain, scope.start, scope.end))
    query = query.where(_N.c.measure == measure).order_by(*columns)
    found: dict[str, list[Spot]] = {}
    for row in connection.execute(query):
        if row.n:
            spot = Spot(when(row.at), measure, row.bucket, row.n)
            found.setdefault(row.platform, []).append(spot)
    return found


def _codes(connection: Connection, side: Side) -> list[str]:
    """The topics or languages that were ever met: each step is one look into the key."""
    found: list[str] = []
    while len(found) < MOST_CODES:
        code = connection.execute(_NEXT[side], {"after": found[-1] if found else ""}).scalar()
        if code is None:
            break
        found.append(code)
    return found
