"""More than usual for this hour of the week, however small the numbers."""

from __future__ import annotations

from datetime import timedelta
from math import exp, factorial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.incidents.heard import Series
from core.incidents.surge import HOUR, WEEK, Pulse, surge, tail, usual
from core.tables.incident import IncidentTable
from tests.conftest import NOON

TABLE = IncidentTable()
NOW = NOON + timedelta(minutes=30)


def a_pulse(people, weeks=4, rate=0, **changes):
    """A series with `rate` people in every hour since it began."""
    since = NOON - weeks * WEEK
    hours = {NOON - n * HOUR: rate for n in range(int(weeks * WEEK / HOUR) + 1)} if rate else {}
    values = {"series": Series("withdrawal"), "people": people, "since": since, "hours": hours}
    return Pulse(**(values | changes))


@pytest.mark.parametrize(
    ("people", "rate", "found"),
    [
        (15, 0, True),
        (14, 0, False),
        (40, 20, True),
        (15, 20, False),
        (16, 20, False),
        (60, 100, False),
        (76, 100, True),
        (2950, 4000, False),
        (3050, 4000, True),
    ],
)
def test_how_many_are_a_surge_where_so_many_an_hour_are_usual(people, rate, found):
    assert (surge(a_pulse(people, rate=rate), TABLE, NOW) is not None) is found


def test_a_surge_says_why():
    found = surge(a_pulse(40, rate=20), TABLE, NOW)
    assert (found.series, found.people) == (Series("withdrawal"), 40)
    assert found.usual == pytest.approx(5, rel=0.1)
    assert found.evidence == (
        "40 people, 5.0 are usual at this hour (chance less than 1 in a billion)"
    )
    plain = surge(a_pulse(21, rate=20), TABLE.model_copy(update={"chance": 0.01}), NOW)
    assert plain.evidence == "21 people, 5.0 are usual at this hour (chance 2e-07)"


def test_what_the_window_is_matters():
    assert surge(a_pulse(40, rate=20), TABLE.model_copy(update={"window_min": 60}), NOW) is None


def test_while_little_is_known_three_times_as_many_are_needed():
    young = {"since": NOW - timedelta(hours=5)}
    assert surge(a_pulse(44, **young), TABLE, NOW) is None
    assert surge(a_pulse(45, **young), TABLE, NOW)
    assert surge(a_pulse(15, since=NOW - timedelta(hours=6)), TABLE, NOW)


def busy_mornings(weeks, rate):
    """Only this hour of the week is busy."""
    return {NOON - n * WEEK: rate for n in range(1, weeks + 1)}


def test_an_hour_that_is_always_busy_is_no_surge():
    lively = a_pulse(70, hours=busy_mornings(4, 200))
    assert surge(lively, TABLE, NOW) is None
    assert surge(lively, TABLE, NOW - 10 * HOUR)


def test_one_week_with_an_incident_does_not_hide_the_next():
    hours = busy_mornings(6, 8) | {NOON - 2 * WEEK: 900}
    calm, loud = (
        usual(a_pulse(0, 6, hours=busy_mornings(6, 8)), NOW),
        usual(a_pulse(0, 6, hours=hours), NOW),
    )
    assert loud[0] / loud[1] < 2 * calm[0] / calm[1]
    assert surge(a_pulse(30, 6, hours=hours), TABLE, NOW)


def test_with_few_weeks_none_is_left_out():
    hours = busy_mornings(3, 8) | {NOON - 2 * WEEK: 900}
    people, time = usual(a_pulse(0, 3, hours=hours), NOW)
    assert people / time > 50


def test_hours_before_we_listened_say_nothing():
    people, time = usual(a_pulse(0, since=NOON - HOUR, hours={NOON - HOUR: 8}), NOW)
    assert (people, time) == (pytest.approx(8.5 / 2), 1.0)
    people, time = usual(a_pulse(0, since=NOON, hours={NOON: 50}), NOW)
    assert (people, time) == (0.5, 1.0)


def test_the_neighbours_of_an_hour_count_a_quarter():
    since = NOON - WEEK - HOUR
    people, time = usual(a_pulse(0, since=since, hours={NOON - WEEK - HOUR: 10}), NOW)
    mean = 10.5 / (1 + (NOON - since) / HOUR)
    assert (people, time) == (pytest.approx(mean + 2.5), 1 + 1.5)


def test_a_known_rate_gives_poissons_tail():
    mean = 6.0
    poisson = 1 - sum(exp(-mean) * mean**k / factorial(k) for k in range(12))
    assert tail(12, mean * 1e7, 1e7) == pytest.approx(poisson, rel=1e-3)


@pytest.mark.parametrize(("shape", "rate"), [(0.5, 1.0), (8.0, 2.0), (40.0, 0.7)])
def test_the_tail_is_that_of_counts_with_an_uncertain_rate(shape, rate):
    dice = np.random.default_rng(7)
    counts = dice.poisson(dice.gamma(shape, 1 / rate, 400_000))
    assert tail(int(shape / rate), shape, rate) == 1
    for count in (int(shape / rate) + 2, int(2 * shape / rate) + 4):
        seen = float((counts >= count).mean())
        assert tail(count, shape, rate) == pytest.approx(seen, rel=0.1, abs=2e-4)


@given(st.integers(1, 3000), st.floats(0.1, 500), st.floats(0.05, 500))
def test_the_tail_is_a_chance_that_falls_with_the_count(count, shape, rate):
    chance = tail(count, shape, rate)
    assert 0 <= chance <= 1
    assert tail(count + 1, shape, rate) <= chance + 1e-12


def test_false_alarms_are_rare_on_traffic_that_swings_with_the_day():
    """A month of hours at Poisson rates that nobody told it, learnt from eight weeks before."""
    dice = np.random.default_rng(11)
    weeks = 12
    start = NOON - weeks * WEEK
    rates = [60 * (1.2 + np.sin(2 * np.pi * h / 24)) * (0.6 if h // 24 % 7 > 4 else 1)
             for h in range(weeks * 168)]  # fmt: skip
    hours = {start + n * HOUR: int(dice.poisson(rate)) for n, rate in enumerate(rates)}
    alarms = 0
    for n in range(8 * 168, weeks * 168, 3):
        at = start + n * HOUR + timedelta(minutes=30)
        people = int(dice.poisson(rates[n] / 4))
        past = {time: count for time, count in hours.items() if time < at - timedelta(minutes=30)}
        alarms += surge(a_pulse(people, hours=past, since=start), TABLE, at) is not None
    assert alarms == 0
