"""Filters: what they say, how they stand above a view, which cases they mean, how they are told."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.case import Holder, Status
from core.feed import FIELDS, Facts, Filters, filters_of, holds
from core.types import Platform, Urgency
from core.views import (
    COUNTED,
    FIRST,
    VIEWS,
    Place,
    SavedView,
    Tallies,
    asked,
    counted,
    filters_named,
    place_in,
    place_of,
    platforms_of,
    renumbered,
    tally_names,
    view_on,
)
from tests.conftest import NOON
from tests.contract.store_kit import a_case

WORDS = st.text("ab&=%é +", min_size=1, max_size=5)
PLACES = st.builds(
    Place,
    view=st.sampled_from([*VIEWS, "on-x", "v0123456789"]),
    own=st.builds(Filters, tag=st.just("") | WORDS, language=st.just("") | WORDS),
)


@given(place=PLACES)
def test_a_place_survives_its_address(place):
    assert place_of(str(place)) == place


@given(st.text(max_size=60))
def test_any_text_is_some_place(text):
    place = place_of(text)
    assert place_of(str(place)) == place


@pytest.mark.parametrize("text", ["", "nothing", "&tag=vip", "on-", "v12", "open" + "&a=b" * 99])
def test_what_names_no_view_is_the_first(text):
    assert place_of(text).view == FIRST


def test_filters_may_stand_beside_the_view_or_in_it():
    place = place_in({"view": "mine&tag=vip&language=en", "language": "zh", "q": "x"})
    assert place == Place(view="mine", own=Filters(tag="vip", language="zh"))
    assert place_in({}) == Place()


@pytest.mark.parametrize(
    ("params", "said"),
    [
        ({"risk": "alert", "status": "unresolved"}, {"risk": "alert", "status": "unresolved"}),
        ({"risk": "none such", "urgency": "P9", "due": "soon"}, {}),
        ({"holder": "mine"}, {"holder": "mine"}),
        ({"holder": "agent:li"}, {"holder": "agent:li"}),
        ({"holder": "agent:"}, {}),
        ({"holder": "any", "risk": "any"}, {"holder": "any", "risk": "any"}),
        ({"tag": "a\x00b", "topic": ""}, {}),
        ({"topic": "x" * 200}, {"topic": "x" * 80}),
        ({"view": "mine"}, {}),
    ],
    ids=str,
)
def test_filters_are_read_from_an_address(params, said):
    assert filters_of(params).set == said


def test_filters_stand_above_a_view():
    base = VIEWS["mine"]
    own = Filters(topic="kyc", holder="any")
    both = own.over(base)
    assert both == Filters(status="unresolved", topic="kyc")
    assert both.under(base) == own
    assert base.under(base) == Filters()


HELD = {"held_by": Holder.AGENT, "agent": "mira", "status": Status.OPEN}
BOTS = {"held_by": Holder.BOT, "status": Status.WAITING_USER}


@pytest.mark.parametrize(
    ("wanted", "changes", "meant"),
    [
        ({}, {}, True),
        ({"platform": "replay"}, {}, True),
        ({"platform": "other"}, {}, False),
        ({"topic": "kyc"}, {"intent": "kyc"}, True),
        ({"language": "en"}, {"language": "zh"}, False),
        ({"risk": "alert"}, {"risk": "alert"}, True),
        ({"urgency": "P0"}, {"priority": Urgency.P0}, True),
        ({"status": "unresolved"}, {}, True),
        ({"status": "unresolved"}, {"status": Status.RESOLVED}, False),
        ({"status": "resolved"}, {"status": Status.RESOLVED}, True),
        ({"status": "snoozed"}, {}, False),
        ({"holder": "mine"}, HELD, True),
        ({"holder": "mine"}, HELD | {"agent": "li"}, False),
        ({"holder": "mine"}, {}, False),
        ({"holder": "agent:mira"}, HELD, True),
        ({"holder": "unassigned"}, {}, True),
        ({"holder": "unassigned"}, BOTS, True),
        ({"holder": "unassigned"}, HELD, False),
        ({"holder": "queue"}, {}, True),
        ({"holder": "bot"}, {}, False),
        ({"due": "breaching"}, {"due_at": NOON + timedelta(minutes=29)}, True),
        ({"due": "breaching"}, {"due_at": NOON + timedelta(minutes=31)}, False),
        ({"due": "breaching"}, {"due_at": NOON - timedelta(minutes=1)}, False),
        ({"due": "breached"}, {"due_at": NOON - timedelta(minutes=1)}, True),
        ({"due": "breached"}, BOTS | {"due_at": NOON - timedelta(minutes=1)}, False),
        ({"tag": "vip"}, {}, True),
        ({"tag": "other"}, {}, False),
        ({"incident": "i1"}, {}, True),
        ({"incident": "i2"}, {}, False),
        ({"unread": "yes"}, {}, False),
    ],
    ids=str,
)
def test_which_cases_are_meant(wanted, changes, meant):
    facts = Facts(tags=frozenset({"vip"}), incidents=frozenset({"i1"}))
    case = a_case(**changes)
    assert holds(Filters(**wanted), case, "mira", NOON, facts) is meant


def test_unread_is_a_fact():
    assert holds(Filters(unread="yes"), a_case(), "mira", NOON, Facts(unread=True))


def test_views_have_filters():
    assert asked("mine") == VIEWS["mine"]
    assert asked("nothing") == VIEWS["open"]
    assert asked(Filters(tag="x")) == Filters(tag="x")
    assert filters_named(view_on("x")) == Filters(status="unresolved", platform="x")
    assert filters_named("on-") is None


CASES = [
    a_case("1"),
    a_case("2", priority=Urgency.P0, intent="kyc"),
    a_case("3", **HELD),
    a_case("4", **HELD | {"agent": "li"}),
    a_case("5", **BOTS),
    a_case("6", status=Status.RESOLVED, language="zh"),
    a_case("7", **HELD | {"status": Status.RESOLVED}),
]
TOTALS = {"messages": 9, "case:odd": 3}
for each in CASES:
    for name in tally_names(each):
        TOTALS[name] = TOTALS.get(name, 0) + 1


@pytest.mark.parametrize(
    "wanted",
    [
        *VIEWS.values(),
        *(Filters(status=part, platform="replay") for part in ("unresolved", "resolved")),
        *(Filters(status="unresolved", holder=h) for h in ("unassigned", "queue", "agent:li")),
        Filters(status="unresolved", holder="agent:mira"),
        Filters(status="resolved", urgency="P1"),
        Filters(status="resolved", language="zh"),
        Filters(status="unresolved", topic="kyc"),
    ],
    ids=str,
)
def test_sizes_from_totals_are_counted_right(wanted):
    size = Tallies(TOTALS, "mira").size(wanted)
    if wanted.due:
        assert size is None
    else:
        assert size == sum(holds(wanted, each, "mira", NOON) for each in CASES)


@pytest.mark.parametrize(
    "wanted",
    [
        Filters(),
        Filters(status="open"),
        Filters(status="unresolved", topic="kyc", language="en"),
        Filters(status="unresolved", tag="vip"),
        Filters(status="resolved", holder="mine"),
    ],
    ids=str,
)
def test_other_sizes_nobody_keeps(wanted):
    assert Tallies(TOTALS, "mira").size(wanted) is None


def test_what_there_is_to_choose_from():
    assert counted(TOTALS, "topic") == {"chatter": 4, "kyc": 1}
    assert platforms_of(TOTALS) == (Platform("replay"),)
    assert set(COUNTED) <= set(FIELDS)


@pytest.mark.parametrize(
    ("number", "up", "order"),
    [("b", True, "bac"), ("b", False, "acb"), ("a", True, "abc"), ("c", False, "abc")],
)
def test_views_move_by_one_place(number, up, order):
    views = [
        SavedView(id=each, owner="mira", name=each, filters=Filters(), made_at=NOON, rank=rank)
        for rank, each in enumerate("abc")
    ]
    changed = {each.id: each for each in renumbered(views, number, up=up)}
    ranks = sorted((changed.get(each.id, each) for each in views), key=lambda each: each.rank)
    assert "".join(each.id for each in ranks) == order
