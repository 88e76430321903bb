"""How long somebody is told that he will wait."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.service.calendar import Calendar
from core.service.promise import Promises
from core.service.wait import (
    FEWEST,
    RUNGS,
    Service,
    Wait,
    Waits,
    handed_over,
    promised,
    quantile,
    rung,
)
from core.tables.service import hours_of
from core.triage.lexicon import LANGUAGES
from core.types import Urgency
from tests.conftest import NOON
from tests.core.service.kit import LIBRARY, at

P0, P1 = Urgency.P0, Urgency.P1
CLOSED = Promises(calendar=Calendar(week=(hours_of("13:00-17:00"),) * 7))


def learnt(*minutes: float) -> Waits:
    waits = Waits()
    waits.learn({P1: minutes})
    return waits


@pytest.mark.parametrize(
    ("service", "minutes", "away"),
    [
        (Service(), 30, False),
        (Service(waits=learnt(3, 4, 5, 6)), 30, False),
        (Service(waits=learnt(3, 4, 5, 6, 80)), 6, False),
        (Service(waits=learnt(90, 90, 90, 90, 90)), 90, False),
        (Service(promises=CLOSED), 90, True),
        (Service(promises=CLOSED, waits=learnt(3, 4, 5, 6, 80)), 90, True),
        (Service(promises=CLOSED, waits=learnt(45, 45, 45, 45, 45)), 105, True),
    ],
    ids=["promise", "too few", "faster", "slower", "closed", "not less", "closed and slower"],
)
def test_what_people_really_waited_counts_but_never_less_than_the_promise_when_closed(
    service, minutes, away
):
    assert service.wait(P1, "kyc", NOON) == Wait(minutes, away)


def test_an_emergency_is_answered_at_any_time():
    assert Service(promises=CLOSED).wait(P0, "kyc", NOON) == Wait(5)


def test_a_wait_is_said_in_every_language_and_never_shorter_than_it_is():
    for minutes in RUNGS:
        for language in LANGUAGES:
            said = handed_over(Wait(minutes), language, LIBRARY.phrase)
            assert "{" not in said
            assert said != handed_over(Wait(minutes, away=True), language, LIBRARY.phrase)
    said = handed_over(Wait(31), "en", LIBRARY.phrase)
    assert said.endswith("within 45 minutes.")
    assert handed_over(Wait(46), "de", LIBRARY.phrase).endswith(
        "innerhalb von einer Stunde von uns."
    )
    assert handed_over(Wait(1441, away=True), "ru", LIBRARY.phrase).endswith("в течение 2 дней.")
    assert handed_over(promised(P0), "ar", LIBRARY.phrase).endswith("خلال 5 دقائق.")


@given(minutes=st.floats(0, 10_080))
def test_a_rung_is_never_below_the_wait(minutes):
    assert rung(minutes) >= minutes


def test_the_longest_wait_is_the_last_rung():
    assert rung(99_999) == RUNGS[-1]


@given(values=st.lists(st.floats(0, 1e6), min_size=1), share=st.floats(0, 1))
def test_a_quantile_covers_its_share(values, share):
    found = quantile(values, share)
    assert found in values
    assert sum(each <= found for each in values) >= share * len(values) - 1e-9


def test_waits_are_forgotten_when_there_are_too_few():
    waits = learnt(*[5.0] * FEWEST)
    assert waits.minutes == {P1: 5.0}
    waits.learn({P1: [5.0]})
    assert waits.minutes == {}
    assert at(0) == NOON
