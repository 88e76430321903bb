"""Cases that are given to people, by the desk or by each other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, insert, or_, select, text, update

from core.case import Case, Holder, Status, promised
from core.errors import NotYours
from core.team.book import Assignment, Dealt, Fate, HandOver, Holding, Mode
from core.types import Urgency
from storage import tables as t
from storage.case_codec import case_of
from storage.casework.leading import merge_of
from storage.casework.moves import silence
from storage.codec import us
from storage.engine.dialect import VALUES, execute, select_in
from storage.engine.work import Work
from storage.ledger import Ledger
from storage.rules import GOES_ON
from storage.team import rules as team_rules
from storage.team.codec import assignment_of, assignment_row

_C, _A = t.case, t.assignment
_OPEN = text("status <> 'resolved'")
_ORDER = (_C.c.priority, _C.c.due_at, _C.c.id)
_QUEUE = (
    select(_C).where(_OPEN, _C.c.held_by == "queue").order_by(*_ORDER).limit(bindparam("limit"))
)
_HELD = select(_C).where(_OPEN, _C.c.agent == bindparam("agent_")).order_by(*_ORDER)
_HOLDINGS = (
    select(_C.c.agent, _C.c.priority, _C.c.status, func.count().label("n"))
    .where(_OPEN, _C.c.held_by == "agent")
    .group_by(_C.c.agent, _C.c.priority, _C.c.status)
    .order_by(_C.c.agent, _C.c.priority, _C.c.status)
)
_CASES = select(_C).where(_C.c.id.in_(VALUES))
_LATELY = (
    select(_A)
    .where(or_(text("fate = 'running'"), _A.c.ended_at >= bindparam("since")))
    .order_by(_A.c.id)
)
_RUNNING = select(_A.c.id).where(text("fate = 'running'"), _A.c.case_id == bindparam("case_"))
_GIVE = insert(_A)
_END = (
    update(_A)
    .values(fate=bindparam("fate_"), ended_at=bindparam("ended"))
    .where(
        text("fate = 'running'"),
        _A.c.case_id == bindparam("case_"),
        _A.c.agent == bindparam("agent_"),
        _A.c.at == bindparam("at_"),
    )
)


@dataclass(frozen=True)
class Ending:
    """What became of an assignment."""

    assignment: Assignment
    fate: Fate
    at: datetime


def queue(connection: Connection, limit: int) -> list[Case]:
    """What waits for anybody, most urgent first."""
    return [case_of(row) for row in connection.execute(_QUEUE, {"limit": limit})]


def held_by(connection: Connection, agent: str) -> list[Case]:
    """Somebody's open cases, most urgent first."""
    found = map(case_of, connection.execute(_HELD, {"agent_": agent}))
    return [case for case in found if case.held_by is Holder.AGENT]


def holdings(connection: Connection) -> list[Holding]:
    """How many open cases everybody holds."""
    return [
        Holding(
            agent=row.agent,
            priority=Urgency(row.priority),
            status=Status(row.status),
            count=row.n,
        )
        for row in connection.execute(_HOLDINGS)
    ]


def assignments(connection: Connection, since: datetime) -> list[Dealt]:
    """Those that run and those that ended since, with their cases."""
    found = [assignment_of(row) for row in connection.execute(_LATELY, {"since": us(since)})]
    rows = select_in(connection, _CASES, (each.case_id for each in found))
    cases = {row.id: case_of(row) for row in rows}
    return [Dealt(assignment=each, case=cases[each.case_id]) for each in found]


def _give(connection: Connection, assignment: Assignment) -> bool:
    ledger = Ledger(connection)
    case = ledger.find([assignment.case_id]).get(assignment.case_id)
    if case is None or not team_rules.waits(case) or merge_of(connection, case.id):
        return False
    if connection.execute(_RUNNING, {"case_": case.id}).first():
        return False
    after, decision = team_rules.given(case, assignment)
    execute(connection, _GIVE, [assignment_row(assignment, case.conversation)])
    _write(ledger, case, after)
    ledger.decide(decision, case.conversation, case.id)
    if assignment.mode is Mode.ASSIGN:
        silence(connection, after, assignment.at)
    ledger.flush()
    return True


def _end(connection: Connection, ending: Ending) -> bool:
    assignment = ending.assignment
    names = {"case_": assignment.case_id, "agent_": assignment.agent, "at_": us(assignment.at)}
    wish = names | {"fate_": ending.fate.value, "ended": us(ending.at)}
    if not connection.execute(_END, wish).rowcount:
        return False
    ledger = Ledger(connection)
    case = ledger.find([assignment.case_id])[assignment.case_id]
    follows = team_rules.ended(case, assignment, ending.fate, ending.at)
    if follows:
        _write(ledger, case, promised(case, follows[0], ledger.promises, ending.at))
        ledger.decide(follows[1], case.conversation, case.id)
        ledger.flush()
    return True


def _hand_over(connection: Connection, handing: HandOver) -> Case:
    ledger = Ledger(connection)
    case = ledger.find([handing.case_id]).get(handing.case_id)
    if case is None:
        raise NotYours(f"there is no case {handing.case_id}")
    if merge_of(connection, case.id):
        raise NotYours(GOES_ON)
    after, decision = team_rules.handed(case, handing)
    after = promised(case, after, ledger.promises, handing.at)
    ledger.save(after)
    if handing.words:
        ledger.note(case, handing.by, handing.words, us(handing.at))
    ledger.decide(decision, case.conversation, case.id)
    ledger.flush()
    return after


def _write(ledger: Ledger, case: Case, after: Case) -> None:
    if after is case:
        ledger.touch(case, "case")
    else:
        ledger.save(after)


GIVE, END, HAND_OVER = Work(_give), Work(_end), Work(_hand_over)
