"""Who gets which case: never somebody who cannot, never nobody where somebody can, and fairly."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.team.assign import Candidate, Fit, Waiting, assign, fit
from core.team.presence import Availability
from core.types import Urgency
from tests.conftest import NOON

PATIENCE = timedelta(minutes=10)
TOPICS, TONGUES = ("deposit", "withdrawal", "kyc"), ("en", "zh", "und")


def a_case(number: int = 1, **changes) -> Waiting:
    values = {
        "case_id": f"c{number}",
        "priority": Urgency.P1,
        "due_at": NOON + timedelta(minutes=number),
        "since": NOON,
        "intent": "withdrawal",
        "language": "en",
    }
    return Waiting(**(values | changes))


def an_agent(name: str = "mira", **changes) -> Candidate:
    values = {
        "agent": name,
        "works": True,
        "on_shift": True,
        "availability": Availability.ONLINE,
        "load": 0,
        "most": 8,
        "given_at": NOON - timedelta(hours=1),
    }
    return Candidate(**(values | changes))


def picked(cases, team, *, now=NOON):
    return [(pick.case_id, pick.agent) for pick in assign(cases, team, now, PATIENCE)]


@pytest.mark.parametrize(
    "changes",
    [
        {"works": False},
        {"on_shift": False},
        {"availability": Availability.BUSY},
        {"availability": Availability.AWAY},
        {"availability": Availability.OFF},
        {"load": 8},
        {"slept": True},
    ],
    ids=str,
)
def test_who_cannot_take_a_case_gets_none(changes):
    assert picked([a_case()], [an_agent(**changes)]) == []
    assert picked([a_case()], [an_agent(**changes), an_agent("li")]) == [("c1", "li")]


def test_the_most_urgent_case_is_given_first_and_then_the_one_due_first():
    cases = [
        a_case(1),
        a_case(2, priority=Urgency.P0, due_at=NOON + timedelta(hours=9)),
        a_case(3, due_at=NOON),
    ]
    team = [an_agent(most=2)]
    assert picked(cases, team) == [("c2", "mira"), ("c3", "mira")]


@pytest.mark.parametrize(
    ("skills", "languages", "known"),
    [
        ((), (), Fit.BOTH),
        (("withdrawal",), ("en",), Fit.BOTH),
        (("kyc",), ("en",), Fit.LANGUAGE),
        (("withdrawal",), ("zh",), Fit.TOPIC),
        (("kyc",), ("zh",), Fit.NOTHING),
    ],
)
def test_what_somebody_knows_of_a_case(skills, languages, known):
    agent = an_agent(skills=frozenset(skills), languages=frozenset(languages))
    assert fit(agent, a_case()) is known


def test_a_language_nobody_could_tell_is_everybodys():
    assert fit(an_agent(languages=frozenset({"zh"})), a_case(language="und")) is Fit.BOTH


def test_to_be_understood_comes_before_the_topic_and_both_before_load():
    team = [
        an_agent("both", skills=frozenset({"withdrawal"}), languages=frozenset({"en"}), load=5),
        an_agent("tongue", skills=frozenset({"kyc"}), languages=frozenset({"en"})),
        an_agent("topic", skills=frozenset({"withdrawal"}), languages=frozenset({"zh"})),
    ]
    late = NOON + PATIENCE
    assert picked([a_case()], team, now=late) == [("c1", "both")]
    assert picked([a_case()], team[1:], now=late) == [("c1", "tongue")]
    assert picked([a_case()], team[2:], now=late) == [("c1", "topic")]


def test_a_case_waits_for_somebody_on_shift_who_knows_it_but_not_for_ever():
    busy = an_agent("zh", languages=frozenset({"zh"}), availability=Availability.BUSY)
    team = [an_agent("en", languages=frozenset({"en"})), busy]
    case = a_case(language="zh")
    assert picked([case], team) == []
    assert picked([case], team, now=NOON + PATIENCE) == [("c1", "en")]
    assert picked([replace(case, priority=Urgency.P0)], team) == [("c1", "en")]
    gone = replace(busy, availability=Availability.OFF)
    assert picked([case], [team[0], gone]) == [("c1", "en")]
    assert picked([replace(case, tried=frozenset({"zh"}))], team) == [("c1", "en")]
    assert picked([case], [team[0], replace(busy, on_shift=False)]) == [("c1", "en")]


def test_from_whom_a_case_came_back_does_not_get_it_again():
    case = a_case(tried=frozenset({"mira"}))
    assert picked([case], [an_agent("mira")]) == []
    assert picked([case], [an_agent("mira"), an_agent("zoe", load=3)]) == [("c1", "zoe")]


def test_the_least_loaded_comes_first_then_who_waited_longest_then_the_name():
    team = [
        an_agent("a", load=2),
        an_agent("b", load=1, given_at=NOON),
        an_agent("c", load=1, given_at=NOON - timedelta(minutes=5)),
        an_agent("d", load=1, given_at=NOON - timedelta(minutes=5)),
    ]
    cases = [a_case(number) for number in range(4)]
    assert [agent for _, agent in picked(cases, team)] == ["c", "d", "b", "a"]


def test_the_reason_says_why():
    (pick,) = assign([a_case()], [an_agent(load=2)], NOON, PATIENCE)
    assert pick.reason == "knows the topic and the language; 2 of 8 cases"


agents = st.lists(
    st.builds(
        Candidate,
        agent=st.sampled_from("abcdef"),
        works=st.booleans(),
        on_shift=st.booleans(),
        availability=st.sampled_from(Availability),
        load=st.integers(0, 4),
        most=st.integers(1, 4),
        skills=st.frozensets(st.sampled_from(TOPICS)),
        languages=st.frozensets(st.sampled_from(TONGUES[:2])),
        given_at=st.integers(0, 90).map(lambda n: NOON - timedelta(minutes=n)),
        slept=st.booleans(),
    ),
    unique_by=lambda each: each.agent,
    max_size=6,
)
cases = st.lists(
    st.builds(
        Waiting,
        case_id=st.integers(0, 99).map(str),
        priority=st.sampled_from(Urgency),
        due_at=st.integers(-60, 60).map(lambda n: NOON + timedelta(minutes=n)),
        since=st.integers(0, 30).map(lambda n: NOON - timedelta(minutes=n)),
        intent=st.sampled_from(TOPICS),
        language=st.sampled_from(TONGUES),
        tried=st.frozensets(st.sampled_from("abcdef"), max_size=2),
    ),
    unique_by=lambda each: each.case_id,
    max_size=12,
)


@given(cases, agents)
def test_nobody_is_ever_given_what_he_cannot_take(waiting, team):
    picks = assign(waiting, team, NOON, PATIENCE)
    people = {each.agent: each for each in team}
    tried = {each.case_id: each.tried for each in waiting}
    assert len({pick.case_id for pick in picks}) == len(picks)
    for agent, count in Counter(pick.agent for pick in picks).items():
        each = people[agent]
        assert each.works
        assert each.on_shift
        assert each.availability is Availability.ONLINE
        assert not each.slept
        assert each.load + count <= each.most
    assert all(pick.agent not in tried[pick.case_id] for pick in picks)


@given(cases, agents)
def test_no_case_starves_while_somebody_can_take_it(waiting, team):
    picks = assign(waiting, team, NOON + PATIENCE, PATIENCE)
    load = Counter(pick.agent for pick in picks)
    left = {each.case_id for each in waiting} - {pick.case_id for pick in picks}
    for case in waiting:
        if case.case_id in left:
            assert not [
                each
                for each in team
                if each.is_free
                and each.load + load[each.agent] < each.most
                and each.agent not in case.tried
            ]


@given(cases, agents, st.randoms())
def test_the_same_input_in_any_order_gives_the_same(waiting, team, random):
    picks = assign(waiting, team, NOON, PATIENCE)
    random.shuffle(waiting)
    random.shuffle(team)
    assert assign(waiting, team, NOON, PATIENCE) == picks


@given(st.integers(1, 6), st.integers(0, 30))
def test_equals_are_loaded_equally(people, count):
    team = [an_agent(f"a{n}", most=99) for n in range(people)]
    got = Counter(agent for _, agent in picked([a_case(n) for n in range(count)], team))
    shares = [got[each.agent] for each in team]
    assert max(shares) - min(shares) <= 1
