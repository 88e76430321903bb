"""What is promised, and when it starts, gets shorter and is about to be broken."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.case import Holder, Move, Status, awaits_person, due_at, move, promised
from core.service.calendar import Calendar
from core.service.promise import STANDARD, Promises
from core.tables.service import hours_of
from core.types import Urgency
from tests.conftest import NOON
from tests.contract.store_kit import a_case, bots_case
from tests.core.service.kit import at

MORNING = Calendar(week=(hours_of("08:00-10:00"),) * 7)
OURS = Promises(
    calendar=MORNING,
    topics={("withdrawal", Urgency.P1): 15.0},
    warn_share=0.2,
)
P0, P1, P2 = Urgency.P0, Urgency.P1, Urgency.P2


def test_the_standard_promise_knows_no_closing_time():
    assert due_at(P1, NOON) == at(30)
    assert STANDARD.warn_at(P1, "kyc", at(30)) == at(30)


def test_a_topic_may_have_its_own_promise_and_an_emergency_no_closing_time():
    tomorrow = 20 * 60
    assert OURS.due_at(P1, "kyc", NOON) == at(tomorrow + 30)
    assert OURS.due_at(P1, "withdrawal", NOON) == at(tomorrow + 15)
    assert OURS.due_at(P0, "withdrawal", NOON) == at(5)
    assert OURS.warn_at(P1, "kyc", at(tomorrow + 30)) == at(tomorrow + 24)


@pytest.mark.parametrize(
    ("case", "waits"),
    [
        (a_case(), True),
        (a_case(status=Status.OPEN, held_by=Holder.AGENT, agent="m"), True),
        (a_case(status=Status.WAITING_USER, held_by=Holder.AGENT, agent="m"), False),
        (a_case(status=Status.RESOLVED), False),
        (bots_case(), False),
    ],
    ids=["queue", "agent", "asked back", "resolved", "bot"],
)
def test_who_waits_for_a_person(case, waits):
    assert awaits_person(case) is waits


LATE = at(60)


@pytest.mark.parametrize(
    ("before", "after", "due"),
    [
        (None, a_case(), at(90)),
        (bots_case(), a_case(version=1), at(90)),
        (a_case(), a_case(version=1), at(30)),
        (a_case(priority=P2), a_case(priority=P1, version=1), at(90)),
        (a_case(priority=P2, due_at=at(70)), a_case(priority=P1, version=1), at(70)),
        (a_case(), a_case(priority=P2, version=1), at(300)),
        (a_case(), a_case(intent="kyc", version=1), at(30)),
        (a_case(), bots_case(version=1, due_at=at(3)), at(3)),
        (a_case("old", due_at=at(1)), a_case(version=1), at(90)),
    ],
    ids=[
        "opened", "from the bot", "goes on", "more urgent", "sooner", "less urgent", "other topic",
        "back to the bot", "another case",
    ],
)  # fmt: skip
def test_when_a_promise_starts_and_changes(before, after, due):
    assert promised(before, after, STANDARD, LATE).due_at == due


def test_what_did_not_change_keeps_its_promise():
    case = a_case(due_at=at(1))
    assert promised(case, case, STANDARD, LATE) is case


def test_who_writes_again_gets_a_new_promise():
    waiting = a_case(status=Status.WAITING_USER, held_by=Holder.AGENT, agent="m", due_at=at(1))
    heard = promised(waiting, move(waiting, Move.HEAR, at=LATE), STANDARD, LATE)
    assert heard.due_at == at(90)
    assert replace(heard, due_at=at(1)).due_at < LATE
