"""What the desk honestly knows of somebody: by his id, and by what he linked himself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, select

from core.case import Case
from core.casework import LinkedHandle, PastCase, Person
from core.people import holds, of_others
from core.types import Platform
from storage import names
from storage import tables as t
from storage.case_codec import case_of
from storage.codec import when
from storage.decision_codec import decision_of
from storage.engine.dialect import VALUES, select_in
from storage.sealing.columns import LINK_REFERENCE, marks

_L, _C = t.account_link, t.case
_MINE = select(_L).where(
    _L.c.platform == bindparam("platform_"), _L.c.author_id == bindparam("author_")
)
_SAME = select(_L).where(_L.c.mark.in_(VALUES)).order_by(_L.c.since, _L.c.author_id)
_CASES = (
    select(_C)
    .where(_C.c.platform == bindparam("platform_"), _C.c.author_id == bindparam("author_"))
    .order_by(_C.c.opened_at.desc(), _C.c.id)
    .limit(bindparam("most"))
)
_ENDS = (
    select(t.decision)
    .where(t.decision.c.conversation.in_(VALUES), t.decision.c.act == "resolve")
    .order_by(t.decision.c.id)
)
_SCORES = select(t.rating.c.case_id, t.rating.c.score).where(t.rating.c.case_id.in_(VALUES))


def person(connection: Connection, platform: Platform, author_id: str, limit: int) -> Person:
    """Names, other handles by consent, and cases of all of them."""
    others = linked(connection, platform, author_id)
    handles = [(platform, author_id), *((each.platform, each.author_id) for each in others)]
    found = [each for handle in handles for each in _of(connection, handle, limit)]
    found.sort(key=lambda case: case.id)
    found.sort(key=lambda case: case.opened_at, reverse=True)
    return Person(
        platform=platform,
        author_id=author_id,
        names=names.borne(connection, platform, author_id),
        linked=others,
        cases=_past(connection, found[:limit]),
    )


def _of(connection: Connection, handle: tuple[Platform, str], limit: int) -> list[Case]:
    names = {"platform_": handle[0], "author_": handle[1], "most": limit}
    return [case_of(row) for row in connection.execute(_CASES, names)]


def same_person(connection: Connection, one: Case, other: Case) -> bool:
    """Whether both cases are of one author, or of handles that their owner linked himself."""
    if (one.platform, one.author_id) == (other.platform, other.author_id):
        return True
    others = linked(connection, one.platform, one.author_id)
    return any((e.platform, e.author_id) == (other.platform, other.author_id) for e in others)


def linked(connection: Connection, platform: Platform, author_id: str) -> tuple[LinkedHandle, ...]:
    """Other handles that their owner linked himself."""
    rows = connection.execute(_MINE, {"platform_": platform, "author_": author_id}).all()
    mine = [each for row in rows if _holds(connection, _handle(row)) for each in _marks(row)]
    others = map(_handle, select_in(connection, _SAME, mine))
    kept = [each for each in others if _holds(connection, each)]
    return of_others(kept, platform, author_id)


def _marks(row: Any) -> Sequence[str]:
    key = (row.platform, row.account, row.author_id)
    reference = LINK_REFERENCE.secret(row.reference, *key)
    return () if reference is None else marks(reference)


def _holds(connection: Connection, link: LinkedHandle) -> bool:
    return holds(link.name, names.borne(connection, link.platform, link.author_id))


def _handle(row: Any) -> LinkedHandle:
    return LinkedHandle(
        platform=Platform(row.platform),
        author_id=row.author_id,
        name=row.name,
        since=when(row.since),
    )


def _past(connection: Connection, cases: Sequence[Case]) -> tuple[PastCase, ...]:
    ends = _outcomes(connection, (each.conversation for each in cases if not each.is_open))
    rows = select_in(connection, _SCORES, (each.id for each in cases))
    scores = {row.case_id: row.score for row in rows}
    return tuple(
        PastCase(
            case=each,
            outcome="" if each.is_open else ends.get(each.id, ""),
            score=scores.get(each.id, 0),
        )
        for each in cases
    )


def _outcomes(connection: Connection, conversations: Iterable[str]) -> dict[str, str]:
    rows = select_in(connection, _ENDS, conversations)
    return {row.case_id: decision_of(row).reason for row in rows}
