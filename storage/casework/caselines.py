"""The lines of a case, a page at a time from the end: only what is shown is read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    BindParameter,
    Connection,
    Select,
    and_,
    bindparam,
    exists,
    func,
    or_,
    select,
    tuple_,
)

from core.casebook import Line
from core.corrections import Correction
from storage import tables as t
from storage.case_codec import outgoing_of
from storage.casework import correcting, rules
from storage.casework.rules import Placed, Seat
from storage.codec import message_of, verdict_of, when
from storage.engine.dialect import VALUES, AnyRow, select_in
from storage.feed import showing
from storage.sealing.columns import NOTE_EDIT_TEXT, NOTE_TEXT

_I, _O, _N, _E = t.inbox, t.outbox, t.note, t.note_edit
_HERE: BindParameter[str] = bindparam("here")
_OWN: BindParameter[str] = bindparam("own")
_AT: BindParameter[int] = bindparam("end_at", type_=BigInteger())
_NUMBER: BindParameter[int] = bindparam("end_number", type_=BigInteger())
_FROM: BindParameter[int] = bindparam("since", type_=BigInteger())
_UNTIL: BindParameter[int] = bindparam("until", type_=BigInteger())
_SOONER, _ANY = t.message.alias("sooner"), t.message.alias("any_version")
_FIRST = ~exists().where(
    _SOONER.c.stem == t.message.c.stem, _SOONER.c.version < t.message.c.version
)
# A message belongs to the case that was there when it was judged first.
_JUDGED = (
    select(func.min(t.verdict.c.at))
    .join_from(_ANY, t.verdict, t.verdict.c.message_key == _ANY.c.key)
    .where(_ANY.c.stem == t.message.c.stem)
    .correlate(t.message)
    .scalar_subquery()
)
_TIME = func.coalesce(_JUDGED, t.message.c.received_at)
_LINES = (
    select(t.message, _I.c.state, _I.c.error, _I.c.id.label("number"), t.verdict.c.body)
    .select_from(t.message)
    .join(_I, _I.c.key == t.message.c.key)
    .outerjoin(t.verdict, t.verdict.c.message_key == t.message.c.key)
)
_HEARD = (
    _LINES.outerjoin(t.case_line, t.case_line.c.stem == t.message.c.stem)
    .where(
        t.message.c.conversation == _HERE,
        t.message.c.received_at <= _AT,
        tuple_(t.message.c.received_at, _I.c.id) < tuple_(_AT, _NUMBER),
        _FIRST,
    )
    .order_by(t.message.c.received_at.desc(), _I.c.id.desc())
    .limit(rules.LINES + 1)
)
_PUT_HERE, _NOWHERE = t.case_line.c.case_id == _OWN, t.case_line.c.case_id.is_(None)
_HEARD_WHOLE = _HEARD.where(or_(_PUT_HERE, _NOWHERE))
_HEARD_SPAN = _HEARD.where(or_(_PUT_HERE, and_(_NOWHERE, _TIME >= _FROM, _TIME < _UNTIL)))
_STEMS = (
    select(t.message.c.stem)
    .outerjoin(t.case_line, t.case_line.c.stem == t.message.c.stem)
    .where(
        t.message.c.conversation == _HERE,
        _FIRST,
        or_(_PUT_HERE, and_(_NOWHERE, _TIME >= _FROM, _TIME < _UNTIL)),
    )
)
_VERSIONS = _LINES.where(t.message.c.stem.in_(VALUES))
_ENDED = func.coalesce(_O.c.settled_at, _O.c.created_at)
_NOT_NAMED = ~exists().where(
    t.case.c.id == _O.c.case_id, t.case.c.conversation == _O.c.conversation
)
_SAID = (
    select(_O)
    .where(
        _O.c.conversation == _HERE,
        tuple_(_ENDED, _O.c.id) < tuple_(_AT, _NUMBER),
        or_(_O.c.case_id == _OWN, and_(_NOT_NAMED, _ENDED >= _FROM, _ENDED < _UNTIL)),
    )
    .order_by(_ENDED.desc(), _O.c.id.desc())
    .limit(rules.LINES + 1)
)
_NOTED = (
    select(_N)
    .where(_N.c.case_id == _OWN, tuple_(_N.c.at, _N.c.id) < tuple_(_AT, _NUMBER))
    .order_by(_N.c.at.desc(), _N.c.id.desc())
    .limit(rules.LINES + 1)
)
_EDITS = select(_E).where(_E.c.case_id.in_(VALUES)).order_by(_E.c.id)
_HEARD_COUNT = select(func.count()).where(t.message.c.conversation == _HERE)
_SAID_COUNT = select(func.count()).where(_O.c.conversation == _HERE)


def page(
    connection: Connection, seats: Sequence[Seat], before: str
) -> tuple[tuple[Line, ...], str]:
    """The lines of a page with their versions, oldest first, and the key of the page before."""
    placed = [line for seat in seats for line in _of_seat(connection, seat, before)]
    shown, earlier = rules.page_of(placed)
    keys = {rules.tail(each.line.key): each.line for each in shown if each.rank == rules.HEARD}
    edits = _edits(connection, shown)
    known = {each.line.key for each in shown}
    versions = [each for each in _versions(connection, keys) if each.key not in known]
    return _corrected(connection, rules.whole_file(shown, [*versions, *edits])), earlier


def said(connection: Connection, conversations: Iterable[str]) -> int:
    """How much was ever said in conversations: a number that changes with every line."""
    counts = (
        connection.execute(query, {"here": each}).scalar_one()
        for each in conversations
        for query in (_HEARD_COUNT, _SAID_COUNT)
    )
    return sum(counts)


def stems(connection: Connection, seats: Iterable[Seat]) -> dict[str, str]:
    """Every message that is at home in these cases, and in which of them."""
    found: dict[str, str] = {}
    for seat in seats:
        span = {"since": seat.since, "until": seat.until}
        names = {"here": seat.conversation, "own": seat.case_id, **span}
        rows = connection.execute(_STEMS, names).scalars()
        found.update(dict.fromkeys(rows, seat.case_id))
    return found


def ours(
    connection: Connection, seats: Iterable[Seat], before: str
) -> list[tuple[datetime, int, Line]]:
    """What we sent, the latest last, each with its number."""
    found = [each for seat in seats for each in _sent(connection, seat, before)]
    return sorted(((e.line.at, e.number, e.line) for e in found), key=lambda each: each[:2])


def _of_seat(connection: Connection, seat: Seat, before: str) -> Iterable[Placed]:
    query: Select[Any] = _HEARD_WHOLE if seat.whole else _HEARD_SPAN
    for row in connection.execute(query, _names(seat, before, rules.HEARD, spans=not seat.whole)):
        yield Placed(rules.HEARD, row.number, replace(_heard(row), case_id=seat.case_id))
    yield from _sent(connection, seat, before)
    names = _names(seat, before, rules.NOTED)
    wanted = {name: names[name] for name in ("own", "end_at", "end_number")}
    for row in connection.execute(_NOTED, wanted):
        said = NOTE_TEXT.opened(row.text, row.case_id, row.agent, row.at)
        line = showing.noted(row.id, row.agent, said, when(row.at))
        yield Placed(rules.NOTED, row.id, replace(line, case_id=seat.case_id))


def _sent(connection: Connection, seat: Seat, before: str) -> Iterable[Placed]:
    for row in connection.execute(_SAID, _names(seat, before, rules.SAID)):
        yield Placed(rules.SAID, row.id, replace(_said(row), case_id=seat.case_id))


def _names(seat: Seat, before: str, rank: int, *, spans: bool = True) -> dict[str, Any]:
    at, number = rules.page_end(before, rank)
    span = {"since": seat.since, "until": seat.until} if spans else {}
    place = {"here": seat.conversation, "own": seat.case_id}
    return {**place, "end_at": at, "end_number": number, **span}


def _versions(connection: Connection, first: dict[str, Line]) -> Iterable[Line]:
    for row in select_in(connection, _VERSIONS, first):
        yield replace(_heard(row), case_id=first[row.stem].case_id)


def _edits(connection: Connection, shown: Iterable[Placed]) -> list[Line]:
    """What notes said before; a note's own key is that of all its versions."""
    notes = {each.number: each.line for each in shown if each.rank == rules.NOTED}
    rows = select_in(connection, _EDITS, {each.case_id for each in notes.values()})
    said = [
        (row.note_id, NOTE_EDIT_TEXT.opened(row.text, row.case_id, row.note_id, row.at))
        for row in rows
    ]
    return showing.edits_of(notes, said)


def _corrected(connection: Connection, lines: tuple[Line, ...]) -> tuple[Line, ...]:
    judged = (each.key for each in lines if each.verdict)
    last: dict[str, Correction] = correcting.of_messages(connection, judged)
    return tuple(replace(e, correction=last[e.key]) if e.key in last else e for e in lines)


def _heard(row: AnyRow) -> Line:
    verdict = verdict_of(row.body, row.key)
    return showing.heard(message_of(row), verdict, row.state, row.error)


def _said(row: AnyRow) -> Line:
    at = when(row.created_at if row.settled_at is None else row.settled_at)
    return showing.said(outgoing_of(row), at, (row.state, row.why, row.remote_id))
