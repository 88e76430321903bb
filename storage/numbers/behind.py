"""The cases behind a number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, literal, select

from core.numbers.book import Behind, Scope, What
from core.numbers.facts import BAD
from storage import tables as t
from storage.codec import us, when

_F, _P, _C = t.case_fact, t.promise, t.case
_SECOND = 1_000_000


def behind(connection: Connection, scope: Scope, what: What, limit: int) -> Sequence[Behind]:
    """The worst first, and among equals the latest."""
    query = _missed(scope) if what is What.MISSED else _of_facts(scope, what)
    return [
        Behind(
            case_id=row.case_id,
            platform=row.platform,
            topic=row.topic,
            at=when(row.at),
            value=row.value if what is What.SCORED else row.value / _SECOND,
        )
        for row in connection.execute(query.limit(limit))
    ]


def _of_facts(scope: Scope, what: What) -> Select[Any]:
    at, value, conditions, worst = _FACTS[what]
    topic, language = _F.c.topic, _F.c.language
    if what is What.SCORED:
        topic, language = _F.c.scored_topic, _F.c.scored_language
    query = select(_F.c.case_id, _F.c.platform, topic.label("topic"), at.label("at"))
    query = query.add_columns(value.label("value")).where(*conditions)
    query = _within(query, scope, at, (_F.c.platform, topic, language))
    return query.order_by(worst, at.desc(), _F.c.case_id)


def _missed(scope: Scope) -> Select[Any]:
    late = _P.c.ended_at - _P.c.due_at
    query = (
        select(_P.c.case_id, _P.c.platform, _P.c.topic, _P.c.ended_at.label("at"))
        .add_columns(late.label("value"))
        .select_from(_P.join(_C, _C.c.id == _P.c.case_id))
        .where(_P.c.how.in_(("answered", "resolved")), _P.c.ended_at > _P.c.due_at)
    )
    query = _within(query, scope, _P.c.ended_at, (_P.c.platform, _P.c.topic, _C.c.language))
    return query.order_by(late.desc(), _P.c.ended_at.desc(), _P.c.case_id)


def _within(
    query: Select[Any], scope: Scope, at: ColumnElement[Any], names: tuple[ColumnElement[Any], ...]
) -> Select[Any]:
    query = query.where(at >= us(scope.start), at < us(scope.end))
    for column, wanted in zip(names, (scope.platform, scope.topic, scope.language), strict=True):
        if wanted:
            query = query.where(column == wanted)
    return query


_BY_BOT = (_F.c.by_bot == 1,)
_NONE = literal(0)
_WAIT_BOT = _F.c.bot_at - _F.c.since
_WAIT_PEOPLE = _F.c.people_at - _F.c.people_since
# What: when it counted, the value, which cases, the worst first.
_FACTS: dict[What, tuple[Any, Any, tuple[Any, ...], Any]] = {
    What.FIRST_BOT: (_F.c.bot_at, _WAIT_BOT, (_F.c.since.is_not(None),), _WAIT_BOT.desc()),
    What.FIRST_PEOPLE: (
        _F.c.people_at,
        _WAIT_PEOPLE,
        (_F.c.since.is_not(None), _F.c.people_since.is_not(None)),
        _WAIT_PEOPLE.desc(),
    ),
    What.TOUCHED: (_F.c.answered_at, _NONE, (*_BY_BOT, _F.c.touched == 1), _F.c.by_bot),
    What.COMPLAINED: (_F.c.answered_at, _NONE, (*_BY_BOT, _F.c.complained == 1), _F.c.by_bot),
    What.SCORED: (
        _F.c.scored_at,
        _F.c.score,
        (_F.c.score > 0, _F.c.score <= BAD),
        _F.c.score,
    ),
}
