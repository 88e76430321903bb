"""Incidents, who asked about them, and what is said to all of them at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, func, insert, or_, select

from core.incidents.heard import Heard
from core.incidents.incident import OPEN, Incident
from core.incidents.ports import Announcement, Mode, Tally, Told
from storage import places
from storage import tables as t
from storage.case_codec import outgoing_rows
from storage.codec import maybe_us, maybe_when, us
from storage.engine.dialect import VALUES, add, execute, replace_all, select_in
from storage.engine.work import Work
from storage.incidents import rules
from storage.incidents.codec import asker_of, asker_row, incident_of, incident_row
from storage.incidents.rules import Asker
from storage.ledger import Ledger

_I, _A, _S = t.incident, t.incident_asked, t.switch
_OPEN_ONES = tuple(sorted(OPEN))
_LIST = (
    select(_I)
    .where(or_(_I.c.phase.in_(_OPEN_ONES), _I.c.updated_at >= bindparam("since")))
    .order_by(_I.c.opened_at.desc(), _I.c.id)
)
_ONE = select(_I).where(_I.c.id == bindparam("id_"))
_SAVE = replace_all(_I)
_TALLY = (
    select(
        _A.c.incident_id,
        func.count().label("asked"),
        func.count(_A.c.told_at).label("told"),
        func.count(_A.c.cleared_at).label("cleared"),
    )
    .where(_A.c.incident_id.in_(VALUES))
    .group_by(_A.c.incident_id)
)
_ASKER = select(_A).where(_A.c.incident_id == bindparam("id_"), _A.c.person == bindparam("who"))
_ASKERS = select(_A).where(_A.c.incident_id == bindparam("id_")).order_by(_A.c.at, _A.c.person)
_LINK, _KEEP = add(_A), replace_all(_A)
_LEAVE = delete(_A).where(_A.c.incident_id == bindparam("id_"))
_KNOWN = select(_A.c.person).where(_A.c.incident_id == bindparam("id_"))
_SEND = add(t.outbox)
_SWITCH = insert(_S)
_SWITCHED = select(_S).where(_S.c.name == bindparam("name_")).order_by(_S.c.id.desc()).limit(1)
VOLATILITY = "volatility"


@dataclass(frozen=True)
class Asking:
    """People who asked about an incident."""

    incident_id: str
    heard: Sequence[Heard]


def incidents(connection: Connection, closed_since: datetime | None) -> list[Incident]:
    """The open ones and those closed since then, the latest first."""
    since = us(closed_since) if closed_since else 0
    return [incident_of(row) for row in connection.execute(_LIST, {"since": since})]


def tallies(connection: Connection, incident_ids: Sequence[str]) -> Mapping[str, Tally]:
    """How many asked, were told, and heard that it is over."""
    rows = select_in(connection, _TALLY, incident_ids)
    found = {
        row.incident_id: Tally(asked=row.asked, told=row.told, cleared=row.cleared) for row in rows
    }
    return {each: found.get(each, Tally()) for each in incident_ids}


def incident(connection: Connection, incident_id: str) -> Incident | None:
    """One by its id."""
    row = connection.execute(_ONE, {"id_": incident_id}).first()
    return incident_of(row) if row else None


def askers(connection: Connection, incident_id: str) -> list[Asker]:
    """Everybody who asked about one, the first first."""
    return [asker_of(row) for row in connection.execute(_ASKERS, {"id_": incident_id})]


def mode(connection: Connection) -> Mode:
    """How the switch of volatility mode was moved last."""
    row = connection.execute(_SWITCHED, {"name_": VOLATILITY}).first()
    if row is None:
        return Mode()
    at, until = maybe_when(row.at), maybe_when(row.until)
    return Mode(value=row.value, by=row.by, at=at, until=until)


def _set_mode(connection: Connection, mode: Mode) -> None:
    row = {"name": VOLATILITY, "value": mode.value, "by": mode.by}
    execute(connection, _SWITCH, [row | {"at": maybe_us(mode.at), "until": maybe_us(mode.until)}])


def _link(connection: Connection, asking: Asking) -> int:
    before = incident(connection, asking.incident_id)
    if before is None or not before.is_open:
        return 0
    known = {row.person for row in connection.execute(_KNOWN, {"id_": before.id})}
    fresh = rules.latest_of_each(each for each in asking.heard if each.person not in known)
    rows = [asker_row(Asker(incident_id=before.id, heard=each)) for each in fresh.values()]
    execute(connection, _LINK, rows)
    return len(rows)


def _tell(connection: Connection, asking: Asking) -> Told | None:
    before = incident(connection, asking.incident_id)
    if before is None or not before.speaks:
        return None
    (heard,) = asking.heard
    row = connection.execute(_ASKER, {"id_": before.id, "who": heard.person}).first()
    after, told = rules.told(asker_of(row) if row else None, before.id, heard)
    execute(connection, _KEEP, [asker_row(after)])
    return told


def _announce(connection: Connection, said: Announcement) -> Incident:
    ledger = Ledger(connection)
    _save(connection, said.incident)
    if said.into:
        _save(connection, said.into)
        _merge(connection, said.incident.id, said.into.id)
    _speak(ledger, said)
    _settle_cases(ledger, said)
    ledger.decide(said.trace, "", "")
    ledger.flush()
    return said.incident


def _save(connection: Connection, after: Incident) -> None:
    rules.must_follow(incident(connection, after.id), after)
    execute(connection, _SAVE, [incident_row(after)])


def _merge(connection: Connection, from_id: str, into: str) -> None:
    own = {each.heard.person: each for each in askers(connection, into)}
    moved = [
        rules.moved_into(each, own.get(each.heard.person), into)
        for each in askers(connection, from_id)
    ]
    execute(connection, _KEEP, [asker_row(each) for each in moved])
    connection.execute(_LEAVE, {"id_": from_id})


def _speak(ledger: Ledger, said: Announcement) -> None:
    at = said.trace.at
    execute(ledger.connection, _SEND, outgoing_rows(said.rows, (), us(at)))
    if said.word is None:
        return
    people = set(said.people)
    rows = [
        each for each in askers(ledger.connection, said.incident.id) if each.heard.person in people
    ]
    heard = [asker_row(rules.heard_word(each, said.word, at)) for each in rows]
    execute(ledger.connection, _KEEP, heard)


def _settle_cases(ledger: Ledger, said: Announcement) -> None:
    if said.word is None:
        return
    cases = ledger.latest(said.conversations)
    for conversation in _distinct(said.conversations):
        case = cases.get(conversation)
        changed = rules.case_with(case, said)
        if changed:
            ledger.save(changed[0])
            ledger.decide(changed[1], conversation, changed[0].id)
        elif case:
            ledger.touch(case, "outbox")


def _distinct(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))


LINK, ANNOUNCE, SET_MODE = Work(_link), Work(_announce), Work(_set_mode)
TELL = Work(_tell, places=places.of_asking)
