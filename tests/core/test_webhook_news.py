"""What webhooks are told: events out of changes, and no person in them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from core.case import Holder, Status
from core.incidents.incident import Incident, Phase, Source
from core.protection import ScamCase, ScamStatus
from core.service.books import Scored
from core.service.rating import Rating
from core.types import Platform, RiskLevel
from core.webhooks.news import (
    heard_since,
    message_id,
    of_case,
    of_incidents,
    of_rating,
    of_scam,
    stamp,
    standing_of,
)
from tests.conftest import NOON, a_message
from tests.contract.store_kit import ANN, a_case, after

BEFORE = NOON - timedelta(days=1)


def events(before, case, *heard, since=BEFORE):
    """The names of the events, and how the case looks now."""
    happenings, told = of_case(before, case, heard, since)
    return [each.event.value for each in happenings], told.state


def held(**changes):
    return a_case(status=Status.OPEN, held_by=Holder.AGENT, agent="mira", **changes)


def test_a_story_is_told_event_by_event():
    names, state = events("", a_case())
    assert names == ["case.opened"]
    names, state = events(state, a_case())
    assert names == []
    names, state = events(state, held(version=1))
    assert names == ["case.assigned"]
    message = a_message("more", received_at=after(5))
    names, state = events(state, held(version=2), message)
    assert names == ["message.received"]
    done = replace(held(version=3), status=Status.RESOLVED)
    names, state = events(state, done)
    assert names == ["case.resolved"]
    names, state = events(state, a_case(version=4))
    assert names == ["case.reopened"]
    assert standing_of(state).heard_at == after(5)


def test_what_happened_between_two_looks_is_told_together_and_in_order():
    done = replace(held(version=3), status=Status.RESOLVED)
    assert events("", done)[0] == ["case.opened", "case.assigned", "case.resolved"]


def test_what_was_there_before_telling_began_is_not_told_as_new():
    assert events("", held(), since=after(1))[0] == ["case.assigned"]


def test_messages_are_asked_for_from_a_little_before_the_last_one():
    case = a_case()
    assert heard_since("", case, BEFORE) == case.opened_at
    assert heard_since("", case, after(9)) == after(9)
    _, state = events("", case, a_message(received_at=after(600)))
    assert heard_since(state, case, BEFORE) == after(540)
    _, early = events("", case)
    assert heard_since(early, case, BEFORE) == case.opened_at


def test_the_same_change_is_the_same_event_however_often_it_is_read():
    one, two = of_case("", a_case(), (), BEFORE)[0], of_case("", a_case(), (), BEFORE)[0]
    other = of_case("", a_case(version=7), (), BEFORE)[0]
    assert one == two
    assert one[0].id != other[0].id


def test_nobody_is_named_in_what_is_told():
    message = a_message("Call +47 912 34 567 or write to ann@mail.example", received_at=after(5))
    happenings, _ = of_case("", replace(held(), author_name="Ann Berg"), [message], BEFORE)
    told = "".join(each.body for each in happenings)
    for personal in ("Ann", "u1", "912 34 567", "ann@mail.example", ANN, "replay:nordex"):
        assert personal not in told
    assert {each.lane for each in happenings} == {ANN}


def test_a_message_is_told_as_it_stands():
    message = a_message("Where is it? 🧊", version=1, received_at=after(5))
    state = events("", a_case())[1]
    (told,) = of_case(state, a_case(), [message], BEFORE)[0]
    body = json.loads(told.body)
    assert body["type"] == "message.received"
    assert body["timestamp"] == "2026-01-01T12:00:05Z"
    assert body["data"]["message"] == {
        "id": message_id(message.key),
        "platform": "replay",
        "leg": "private",
        "version": 1,
        "received_at": "2026-01-01T12:00:05Z",
        "text": "Where is it? 🧊",
    }


SCAM = ScamCase(
    id="s1",
    platform=Platform("replay"),
    account="nordex",
    author_id="u9",
    handle="n0rdex",
    name="Nordex Support",
    opened_at=NOON,
    last_at=NOON,
    level=RiskLevel.ALERT,
    score=0.98765,
    kinds=("impersonation",),
)


@pytest.mark.parametrize(
    ("scam", "told"),
    [
        (SCAM, False),
        (replace(SCAM, status=ScamStatus.DISMISSED, decided_at=NOON), False),
        (replace(SCAM, status=ScamStatus.CONFIRMED), False),
        (replace(SCAM, status=ScamStatus.CONFIRMED, decided_at=NOON, agent="mira"), True),
    ],
    ids=["open", "dismissed", "nobody knows when", "confirmed"],
)
def test_only_what_people_confirmed_is_told_of_scammers(scam, told):
    happening = of_scam(scam)
    assert (happening is not None) is told
    if happening:
        body = json.loads(happening.body)["data"]["scam"]
        assert (body["id"], body["score"], body["confirmed_by"]) == ("s1", 0.9877, "mira")
        assert "u9" not in happening.body


def test_an_incident_is_told_whenever_it_changes():
    incident = Incident(
        id="i1",
        title="Withdrawals wait",
        source=Source.PERSON,
        topics=("withdrawal",),
        opened_at=NOON,
        updated_at=NOON,
        since=NOON,
        version=3,
    )
    happenings, told = of_incidents({}, [incident])
    assert [each.event.value for each in happenings] == ["incident.changed"]
    assert of_incidents({each.subject: each.state for each in told}, [incident]) == ([], [])
    changed = replace(incident, phase=Phase.RESOLVED, version=4)
    (again,), _ = of_incidents({each.subject: each.state for each in told}, [changed])
    assert json.loads(again.body)["data"]["incident"]["phase"] == "resolved"


def test_a_score_is_told_without_the_words():
    rating = Rating(
        key="k1", conversation=ANN, platform=Platform("replay"), score=2, at=NOON, case_id="c1"
    )
    happening = of_rating(Scored(rating=rating, by_bot=True, comment="you are slow"))
    assert happening.lane == ANN
    data = json.loads(happening.body)["data"]["rating"]
    assert (data["case"], data["score"], data["best"], data["by_bot"]) == ("c1", 2, 5, True)
    assert "slow" not in happening.body


def test_names_of_messages_do_not_show_the_platforms_own():
    assert message_id("replay:nordex:4242:0") == message_id("replay:nordex:4242:0")
    assert "4242" not in message_id("replay:nordex:4242:0")
    assert message_id("half \ud800").startswith("m_")


def test_times_are_rfc_3339_in_utc():
    assert stamp(NOON + timedelta(microseconds=5)) == "2026-01-01T12:00:00.000005Z"
