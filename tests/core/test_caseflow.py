"""A conversation's case follows what was decided, and what the clock says."""

from __future__ import annotations

from datetime import timedelta

import pytest

from core.actions import Escalate, Ignore, Protect, Reply
from core.case import Holder, Status
from core.caseflow import SUBJECT_LENGTH, case_after, rung
from core.decide import WITH_A_PERSON
from core.ports import Judged, Timer, Turn
from core.settings import Policy
from core.types import Leg, Place, Risk, RiskLevel, Urgency
from tests.conftest import NOON, a_message
from tests.core.test_case import a_case
from tests.core.test_decide import a_verdict

REPLY = (Reply(article="fees", language="en", reason="fees 0.9"),)
ESCALATE = (Escalate(priority=Urgency.P1, reason="funds stuck"),)
IGNORE = (Ignore(reason="chatter"),)
RULES = (Policy(), NOON)


def after(plan, case=None, message=None, verdict=None):
    message = message or a_message()
    turn = Turn(conversation=message.conversation, version=1, fresh=(message,), case=case)
    judged = (Judged(message=message, verdict=verdict or a_verdict(), actions=plan),)
    return case_after(turn, judged, plan, RULES)


def held(holder, status=Status.OPEN, **changes):
    return a_case(
        held_by=holder, status=status, agent="mira" if holder is Holder.AGENT else None, **changes
    )


@pytest.mark.parametrize(
    ("case", "plan", "wanted"),
    [
        (None, IGNORE, None),
        (None, REPLY, (Status.WAITING_USER, Holder.BOT)),
        (None, ESCALATE, (Status.NEW, Holder.QUEUE)),
        (held(Holder.BOT, Status.WAITING_USER), REPLY, (Status.WAITING_USER, Holder.BOT)),
        (held(Holder.BOT, Status.WAITING_USER), IGNORE, (Status.WAITING_USER, Holder.BOT)),
        (held(Holder.BOT, Status.WAITING_USER), ESCALATE, (Status.NEW, Holder.QUEUE)),
        (held(Holder.QUEUE), REPLY, (Status.OPEN, Holder.QUEUE)),
        (held(Holder.AGENT, Status.WAITING_USER), IGNORE, (Status.OPEN, Holder.AGENT)),
        (held(Holder.AGENT, Status.SNOOZED), ESCALATE, (Status.OPEN, Holder.AGENT)),
        (held(Holder.AGENT, Status.RESOLVED), ESCALATE, (Status.NEW, Holder.QUEUE)),
        (held(Holder.AGENT, Status.RESOLVED), IGNORE, (Status.RESOLVED, Holder.AGENT)),
        (held(Holder.BOT, Status.RESOLVED), REPLY, (Status.WAITING_USER, Holder.BOT)),
        (held(Holder.AGENT, Status.RESOLVED), REPLY, (Status.WAITING_USER, Holder.BOT)),
    ],
    ids=lambda value: "",
)
def test_where_a_case_goes(case, plan, wanted):
    result = after(plan, case)
    assert (result and (result.status, result.held_by)) == wanted


def test_a_new_case_describes_the_message_that_matters():
    message = a_message("x " * 200, place=Place.GROUP)
    risk = Risk(score=0.9, level=RiskLevel.ALERT, kinds=("giveaway",))
    protect = (Protect(reason="doubles", kinds=("giveaway",), score=0.9), *ESCALATE)
    case = after(protect, None, message, a_verdict("spam", risk=risk))
    assert len(case.subject) == SUBJECT_LENGTH
    assert (case.leg, case.risk, case.reason) == (Leg.PUBLIC, "alert", "funds stuck")
    assert (case.priority, case.due_at) == (Urgency.P1, NOON + timedelta(minutes=30))


def test_a_further_message_raises_the_urgency_and_keeps_what_the_case_is_about():
    more = (Escalate(priority=Urgency.P0, reason=WITH_A_PERSON),)
    case = after(more, held(Holder.QUEUE, reason="withdrawal stuck", subject="my withdrawal"))
    assert (case.reason, case.subject) == ("withdrawal stuck", "my withdrawal")
    assert case.priority is Urgency.P0


def test_an_old_resolved_case_stays_closed_and_a_new_one_opens():
    old = held(Holder.AGENT, Status.RESOLVED, updated_at=NOON - timedelta(days=4), id="old")
    assert after(ESCALATE, old).id != "old"
    assert after(IGNORE, old) is None


@pytest.mark.parametrize(
    ("kind", "case", "wanted"),
    [
        ("snooze", held(Holder.AGENT, Status.SNOOZED), (Status.OPEN, Holder.AGENT)),
        ("bot_deadline", held(Holder.BOT, Status.WAITING_USER), (Status.RESOLVED, Holder.BOT)),
        ("bot_deadline", held(Holder.BOT, Status.NEW), (Status.NEW, Holder.QUEUE)),
        ("snooze", held(Holder.QUEUE), None),
        ("case_due", held(Holder.QUEUE), None),
    ],
)
def test_what_a_timer_does(kind, case, wanted):
    result = rung(Timer(key="t", kind=kind, case=case), NOON)
    assert (result.case and (result.case.status, result.case.held_by)) == wanted
    assert result.turn.version == -1
    assert [each.act for each in result.decisions] == (
        [] if wanted is None and kind == "snooze" else [result.decisions[0].act]
    )


def test_an_overdue_case_leaves_a_trace():
    [trace] = rung(Timer(key="t", kind="case_due", case=held(Holder.QUEUE)), NOON).decisions
    assert trace.act == "overdue"
