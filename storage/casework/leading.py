"""Where cases go on, which cases go on in them, and what of their conversations they have."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, select

from core.case import Case
from storage import tables as t
from storage.case_codec import case_of
from storage.casework import rules
from storage.engine.dialect import VALUES, AnyRow, select_in

_M, _S = t.case_merge, t.case_split
_INTO = select(_M).where(_M.c.case_id.in_(VALUES))
_JOINED = select(_M).where(_M.c.into_id.in_(VALUES)).order_by(_M.c.at, _M.c.case_id)
_CASES = select(t.case).where(t.case.c.id.in_(VALUES))
_HERE = select(t.case).where(t.case.c.conversation.in_(VALUES))
_APART = select(_S).where(_S.c.conversation.in_(VALUES))


def merge_of(connection: Connection, case_id: str) -> AnyRow | None:
    """The row that says where this case goes on, if it does."""
    return next(iter(select_in(connection, _INTO, [case_id])), None)


def joined(connection: Connection, case_id: str) -> list[AnyRow]:
    """The rows of all cases that go on in this one, however many steps away."""
    found: list[AnyRow] = []
    wanted = [case_id]
    while rows := select_in(connection, _JOINED, wanted):
        found += rows
        wanted = [row.case_id for row in rows]
    return found


def members(connection: Connection, case: Case) -> list[Case]:
    """The cases whose lines are shown in this one: itself and those that go on in it; none where
    it goes on elsewhere."""
    if merge_of(connection, case.id):
        return []
    others = [row.case_id for row in joined(connection, case.id)]
    return [case, *map(case_of, select_in(connection, _CASES, others))]


def apart(connection: Connection, conversations: Iterable[str]) -> dict[str, str]:
    """The cases there that were split from others, and from which."""
    rows = select_in(connection, _APART, conversations)
    return {row.case_id: row.from_id for row in rows}


def seats(connection: Connection, cases: Iterable[Case]) -> list[rules.Seat]:
    """What of their conversations these cases have."""
    wanted = list(cases)
    names = {each.conversation for each in wanted}
    here = map(case_of, select_in(connection, _HERE, names))
    return rules.seats(wanted, here, apart(connection, names))
