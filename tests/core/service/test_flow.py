"""Service on the path of a message: what is told, what is promised, what a score does."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.actions import Escalate, Ignore, Inform
from core.case import Holder, Status
from core.conclude import Known, conclude
from core.desk import Desk
from core.ports import Turn
from core.service.calendar import Calendar
from core.service.promise import Promises
from core.service.wait import Service
from core.tables.service import hours_of
from core.types import Author, Leg, Place, Urgency
from tests.conftest import NOON, FakeClock, a_message
from tests.contract.store_kit import a_case, open_case
from tests.core.service.kit import LIBRARY, a_house, a_store, at
from tests.fakes import FakeTriage, a_reading

CLOSED = Service(promises=Promises(calendar=Calendar(week=(hours_of("13:00-17:00"),) * 7)))
RATE = a_message("/rate 1", place=Place.DM)
SORRY = Inform(phrase="rate_sorry_reopened", language="en", reason="rated 1 of 5")
AGAIN = Escalate(priority=Urgency.P1, reason="rated 1 of 5", reopens=True)


def concluded(message, case=None, house=None, known=None, **reading):
    turn = Turn(conversation=message.conversation, version=1, fresh=(message,), case=case)
    verdict = a_reading(**({"intent": "kyc"} | reading))
    return conclude(turn, [verdict], house or a_house(), NOON, known or Known())


def test_who_is_handed_over_while_nobody_works_is_told_so_and_promised_the_opening():
    house = a_house(service=CLOSED)
    result = concluded(a_message("why?"), house=house, urgency=Urgency.P1)
    [row] = [each for each in result.outgoing if "person takes over" in each.text]
    assert "Nobody is on duty right now" in row.text
    assert "within 2 hours" in row.text
    assert result.case.due_at == at(90)


def test_a_bad_score_reopens_the_case_as_what_it_was():
    case = a_case(
        status=Status.RESOLVED, held_by=Holder.AGENT, agent="mira", leg=Leg.PRIVATE, intent="kyc",
        subject="still pending", due_at=at(-600),
    )  # fmt: skip
    known = Known(aided={RATE.key: (SORRY, AGAIN)})
    result = concluded(RATE, case=case, known=known)
    assert (result.case.subject, result.case.intent) == ("still pending", "kyc")
    assert (result.case.reason, result.case.held_by) == ("rated 1 of 5", Holder.QUEUE)
    assert result.case.due_at == at(30)
    [row] = result.outgoing
    assert "Your case is open again." in row.text
    assert "within 30 minutes" in row.text
    assert row.case_id == case.id


def test_a_good_score_says_nothing_and_moves_nothing():
    case = a_case(status=Status.RESOLVED, leg=Leg.PRIVATE)
    known = Known(aided={RATE.key: (Ignore(reason="rated 5 of 5"),)})
    result = concluded(RATE, case=case, known=known)
    assert (result.outgoing, result.case) == ((), case)
    assert [each.reason for each in result.decisions] == ["rated 5 of 5"]


def test_what_is_said_after_a_case_ended_is_nobodys_to_hold_back():
    case = a_case(status=Status.RESOLVED, held_by=Holder.AGENT, agent="mira", leg=Leg.PRIVATE)
    known = Known(aided={RATE.key: (replace(SORRY, phrase="rate_sorry"),)})
    [row] = concluded(RATE, case=case, known=known).outgoing
    assert row.case_id == ""
    assert row.text == LIBRARY.phrase("rate_sorry", "en")


@pytest.mark.anyio
async def test_a_press_under_a_call_is_answered_by_the_desk():
    from storage import MemoryStore

    store: MemoryStore = a_store()
    await open_case(store, a_case())
    asked = []

    async def taken(message, now):
        asked.append((message.text, now))
        return Ignore(reason="somebody looks after it")

    desk = Desk(
        store=store, triage=FakeTriage(), clock=FakeClock(NOON), house=a_house(), taken=taken
    )
    mira = Author(id="2001", name="Mira", is_moderator=True)
    order = a_message("/mod ack 0123456789", id="7", conversation="replay:nordex:x", author=mira)
    await store.put([order])
    await desk.work()
    assert asked == [("/mod ack 0123456789", NOON)]
