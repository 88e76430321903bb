"""The story of a case: everything that was done in its conversations; and how it stands."""

from __future__ import annotations

from sqlalchemy import BigInteger, Connection, bindparam, false, or_, select, text, tuple_

from core.case import Case
from core.casework import ActKind, Joined, Standing, Story, Tagged
from storage import tables as t
from storage.case_codec import case_of
from storage.casework import caselines, leading, rules
from storage.codec import us, when
from storage.decision_codec import decision_of
from storage.engine.dialect import VALUES, select_in

_D = t.decision
_DECIDED = (
    select(_D)
    .where(
        _D.c.conversation == bindparam("here"),
        _D.c.act.not_in(sorted(rules.TOLD_BY_SENDS)),
        tuple_(_D.c.at, _D.c.id)
        < tuple_(bindparam("end_at", type_=BigInteger()), bindparam("end_id", type_=BigInteger())),
    )
    .order_by(_D.c.at.desc(), _D.c.id.desc())
    .limit(rules.ACTS + 1)
)
_REVEALED = (
    select(_D)
    .where(
        text("conversation = ''"),
        _D.c.act == bindparam("looked"),
        tuple_(_D.c.at, _D.c.id)
        < tuple_(bindparam("end_at", type_=BigInteger()), bindparam("end_id", type_=BigInteger())),
    )
    .order_by(_D.c.at.desc(), _D.c.id.desc())
    .limit(rules.ACTS + 1)
)
_CASE = select(t.case).where(t.case.c.id.in_(VALUES))
_TAGGED = select(t.case_tag).where(t.case_tag.c.case_id.in_(VALUES)).order_by(t.case_tag.c.tag)
_PARTS = (
    select(t.case_split.c.case_id)
    .where(t.case_split.c.from_id.in_(VALUES))
    .order_by(t.case_split.c.at, t.case_split.c.case_id)
)
_SOONER = (
    select(t.case.c.id)
    .outerjoin(t.case_split, t.case_split.c.case_id == t.case.c.id)
    .where(
        t.case.c.conversation == bindparam("here"),
        t.case.c.opened_at < bindparam("opened"),
        t.case_split.c.case_id.is_(None),
    )
    .order_by(t.case.c.opened_at.desc(), t.case.c.id.desc())
    .limit(1)
)
_USED = (
    select(t.tag)
    .where(t.tag.c.cases > 0, t.tag.c.tag >= bindparam("from_"), t.tag.c.tag < bindparam("until_"))
    .order_by(t.tag.c.cases.desc(), t.tag.c.tag)
    .limit(bindparam("most"))
)
# Sorts behind every letter that a tag may have.
_LAST = "\U0010ffff"


def story(connection: Connection, case_id: str, kinds: frozenset[ActKind], after: str) -> Story:
    """A page, the latest first."""
    case = _find(connection, case_id)
    if case is None:
        return Story(acts=())
    cases = leading.members(connection, case) or [case]
    found: list[rules.PlacedAct] = []
    if not kinds or ActKind.SEND in kinds:
        seats = leading.seats(connection, cases)
        sends = caselines.ours(connection, seats, after)
        found += [(at, rules.SAID, number, rules.sent(line)) for at, number, line in sends]
    if not kinds or ActKind.REVEAL in kinds:
        for each in cases:
            found += _revealed(connection, each.id, after)
    for here in dict.fromkeys(each.conversation for each in cases):
        found += _decided(connection, here, kinds, after)
    return rules.story_of(found)


def _decided(
    connection: Connection, here: str, kinds: frozenset[ActKind], after: str
) -> list[rules.PlacedAct]:
    at, number = rules.page_end(after, rules.DECIDED)
    query = _DECIDED
    if kinds:
        named = _D.c.act.in_(sorted(rules.acts_of(kinds)))
        others = _D.c.act.not_in(sorted(rules.NAMED_ACTS))
        query = query.where(or_(named, others if ActKind.DECISION in kinds else false()))
    rows = connection.execute(query, {"here": here, "end_at": at, "end_id": number})
    return [(when(row.at), rules.DECIDED, row.id, rules.told(decision_of(row))) for row in rows]


def _revealed(connection: Connection, case_id: str, after: str) -> list[rules.PlacedAct]:
    """Who looked at what is masked in it."""
    at, number = rules.page_end(after, rules.DECIDED)
    names = {"looked": f"{rules.REVEAL}:{case_id}", "end_at": at, "end_id": number}
    rows = connection.execute(_REVEALED, names)
    return [(when(row.at), rules.DECIDED, row.id, rules.told(decision_of(row))) for row in rows]


def standing(connection: Connection, case_id: str) -> Standing:
    """How a case stands among others."""
    case = _find(connection, case_id)
    if case is None:
        return Standing()
    rows = leading.joined(connection, case_id)
    cases = {
        row.id: case_of(row) for row in select_in(connection, _CASE, [e.case_id for e in rows])
    }
    into = case_id
    while merge := leading.merge_of(connection, into):
        into = merge.into_id
    opened = us(case.opened_at)
    sooner = connection.execute(_SOONER, {"here": case.conversation, "opened": opened}).scalar()
    origin = leading.apart(connection, [case.conversation]).get(case_id, "")
    return Standing(
        tags=tuple(
            Tagged(tag=row.tag, by=row.by, at=when(row.at))
            for row in select_in(connection, _TAGGED, [case_id])
        ),
        into=into if into != case_id else "",
        merged=tuple(Joined(case=cases[row.case_id], by=row.by, at=when(row.at)) for row in rows),
        split_from=origin,
        split_into=tuple(row.case_id for row in select_in(connection, _PARTS, [case_id])),
        sooner="" if origin else sooner or "",
    )


def tags_used(connection: Connection, start: str, limit: int) -> list[tuple[str, int]]:
    """Tags that begin so, the most used first."""
    span = {"from_": start, "until_": start + _LAST, "most": limit}
    return [(row.tag, row.cases) for row in connection.execute(_USED, span)]


def _find(connection: Connection, case_id: str) -> Case | None:
    row = next(iter(select_in(connection, _CASE, [case_id])), None)
    return case_of(row) if row else None
