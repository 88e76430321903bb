"""From surges to incidents, each once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from core.incidents.heard import Series
from core.incidents.incident import Phase, Source
from core.incidents.surge import Surge
from core.incidents.suspect import is_known, suspects
from tests.contract.store_kit import after
from tests.core.incidents.kit import an_incident
from tests.core.incidents.test_meaning import CODES, FROZEN, OTHERS, crowd

NOW = after(900)


def a_surge(topic="login", coin="", people=30, chance=1e-9):
    return Surge(series=Series(topic, coin), people=people, usual=1.0, chance=chance)


def test_a_surge_becomes_a_suspected_incident_with_who_asked():
    asked = crowd(CODES * 2, topic="login", coin="", article="login-code-not-arriving")
    ((incident, group),) = suspects([a_surge()], asked, OTHERS, (3, NOW))
    assert group == asked
    assert (incident.phase, incident.source, incident.title) == (
        Phase.SUSPECTED, Source.SURGE, "login",
    )  # fmt: skip
    assert (incident.topics, incident.coins) == (("login",), ())
    assert incident.articles == ("login-code-not-arriving",)
    assert (incident.since, incident.opened_at) == (after(0), NOW)
    assert incident.evidence.startswith("30 people")


def test_several_series_of_a_topic_are_one_and_the_surest_speaks():
    surges = [a_surge("withdrawal", people=40), a_surge("withdrawal", "SOL", 35, 1e-20)]
    ((incident, _),) = suspects(surges, crowd(CODES), OTHERS, (3, NOW))
    assert (incident.title, incident.coins) == ("withdrawal SOL", ("SOL",))
    assert incident.evidence.startswith("35 people")


def test_two_meanings_of_one_topic_are_two_when_both_are_many():
    asked = crowd(CODES, topic="login", coin="") + crowd(FROZEN, 50, topic="login", coin="")
    found = suspects([a_surge()], asked, OTHERS, (3, NOW))
    assert [len(group) for _, group in found] == [3, 3]
    assert found[0][0].id != found[1][0].id
    assert suspects([a_surge()], asked[:5], OTHERS, (3, NOW))[1:] == []


def test_who_asks_something_else_or_deleted_it_is_no_witness():
    asked = [*crowd(CODES, topic="login"), *crowd(FROZEN, 9), *crowd(("",) * 5, 20, topic="login")]
    ((_, group),) = suspects([a_surge()], asked, OTHERS, (3, NOW))
    assert group == asked[:3]
    assert suspects([a_surge("kyc")], asked, OTHERS, (3, NOW)) == []


GROUP = crowd(CODES, coin="", article="withdrawal-pending")
FRESH = an_incident("fresh", coins=("SOL",))


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ([], False),
        ([an_incident()], True),
        ([an_incident(phase=Phase.CONFIRMED)], True),
        ([an_incident(topics=("deposit",))], False),
        ([an_incident(coins=("BTC",))], False),
        ([an_incident(coins=("SOL", "BTC"))], True),
        ([an_incident(articles=("withdrawal-rejected",))], False),
        ([an_incident(articles=("withdrawal-pending",))], True),
        ([an_incident(since=after(800))], True),
    ],
    ids=["nothing", "suspected", "confirmed", "another topic", "another coin", "among coins",
         "another need", "the same need", "begun later"],
)  # fmt: skip
def test_what_is_known_is_not_suspected_again(known, expected):
    assert is_known(FRESH, GROUP, known, NOW) is expected


@pytest.mark.parametrize(
    ("phase", "quiet"),
    [(Phase.RESOLVED, 30), (Phase.DISMISSED, 360), (Phase.MERGED, 360)],
)
def test_what_a_person_closed_stays_closed_for_a_while(phase, quiet):
    closed = an_incident(phase=phase, updated_at=NOW)
    almost = NOW + timedelta(minutes=quiet) - timedelta(seconds=1)
    assert is_known(FRESH, GROUP, [closed], almost)
    assert not is_known(FRESH, GROUP, [closed], almost + timedelta(seconds=1))
    assert not is_known(FRESH, GROUP, [replace(closed, topics=("kyc",))], NOW)
