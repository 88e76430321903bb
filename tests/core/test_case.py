"""Every path through a case keeps its promises."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.case import TRANSITIONS, Case, Holder, Move, Status, can, case_id, due_at, move
from core.case import raise_priority as raised
from core.errors import IllegalTransition
from core.types import Platform, Urgency
from tests.conftest import NOON


def a_case(**changes) -> Case:
    values = {
        "id": "c1",
        "platform": Platform("replay"),
        "account": "nordex",
        "conversation": "replay:nordex:ann",
        "address": "ann",
        "subject": "hello",
        "author_id": "u1",
        "author_name": "Ann",
        "priority": Urgency.P2,
        "opened_at": NOON,
        "updated_at": NOON,
        "due_at": due_at(Urgency.P2, NOON),
    }
    return Case(**(values | changes))


@given(st.lists(st.tuples(st.sampled_from(Move), st.sampled_from(["ann", "bob"]))))
def test_an_agent_is_named_exactly_when_an_agent_holds_it(moves):
    case = a_case()
    for how, agent in moves:
        try:
            case = move(case, how, at=NOON, agent=agent)
        except IllegalTransition:
            continue
        assert (case.agent is not None) == (case.held_by is Holder.AGENT)


@given(st.lists(st.sampled_from(Move)))
def test_the_version_counts_the_moves(moves):
    case, made = a_case(), 0
    for how in moves:
        if can(case, how):
            case, made = move(case, how, at=NOON, agent="ann"), made + 1
    assert case.version == made


def test_the_bot_never_speaks_in_a_case_that_a_person_holds():
    speaking = {(status, holder) for status, holder, how in TRANSITIONS if how is Move.BOT_SPEAKS}
    still_open = {holder for status, holder in speaking if status is not Status.RESOLVED}
    assert still_open == {Holder.BOT}


def test_every_open_state_can_be_resolved_and_every_resolved_one_comes_back():
    states = set(TRANSITIONS.values()) | {(Status.NEW, Holder.BOT)}
    for status, holder in states:
        if status is Status.RESOLVED:
            assert (status, holder, Move.ESCALATE) in TRANSITIONS
        else:
            assert (status, holder, Move.RESOLVE) in TRANSITIONS


def test_a_refused_move_says_what_was_tried():
    with pytest.raises(
        IllegalTransition, match="cannot release a case that is new and held by bot"
    ):
        move(a_case(), Move.RELEASE, at=NOON)


def test_the_first_answer_is_remembered():
    held = move(a_case(), Move.CLAIM, at=NOON, agent="ann")
    later = NOON + timedelta(minutes=3)
    answered = move(move(held, Move.ANSWER, at=later), Move.ANSWER, at=later + timedelta(hours=1))
    assert answered.first_answer_at == later


def test_snoozing_keeps_its_time_and_waking_forgets_it():
    held = move(a_case(snoozed_until=NOON), Move.CLAIM, at=NOON, agent="ann")
    assert held.snoozed_until is None
    snoozed = move(
        a_case(status=Status.OPEN, held_by=Holder.AGENT, snoozed_until=NOON), Move.SNOOZE, at=NOON
    )
    assert snoozed.snoozed_until == NOON
    assert move(snoozed, Move.WAKE, at=NOON).snoozed_until is None


def test_priority_only_rises():
    case = a_case()
    assert raised(case, Urgency.P3, at=NOON) is case
    urgent = raised(case, Urgency.P0, at=NOON)
    assert (urgent.priority, urgent.due_at) == (Urgency.P0, due_at(Urgency.P0, NOON))
    assert urgent.is_open


def test_the_same_opening_has_the_same_id():
    assert case_id("a", NOON) == case_id("a", NOON) != case_id("b", NOON)
