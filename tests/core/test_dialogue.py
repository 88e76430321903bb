"""A dialogue's stages and steps, what it knows, and whose it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.dialogue import (
    STEPS,
    WAITING,
    Dialogue,
    Fact,
    Stage,
    Step,
    asking,
    current,
    going_on,
    learn,
    may_ask,
    person_of,
    step,
    unlearn,
)
from core.types import Author, Place
from tests.conftest import NOON, a_message

DEPOSIT = (("txid", "address"), ("network",), ("coin",))
KEPT = timedelta(hours=72)
ANN = "replay:nordex:u1"


def a_dialogue(**changes) -> Dialogue:
    values = {
        "conversation": "replay:nordex:ann",
        "person": ANN,
        "stage": Stage.ASKED,
        "about": "deposit",
        "wanted": DEPOSIT,
        "asked": {"txid": 1, "network": 1, "coin": 1},
        "until": NOON + timedelta(minutes=30),
        "updated_at": NOON,
    }
    return Dialogue(**(values | changes))


def a_fact(*values, source="1") -> Fact:
    return Fact(values=values, source=source, at=NOON)


@pytest.mark.parametrize(("stage", "how", "to"), [(*key, to) for key, to in STEPS.items()], ids=str)
def test_every_step_of_the_table_is_taken(stage, how, to):
    after = step(a_dialogue(stage=stage), how)
    assert after.stage is to
    assert (after.until is None) is (to not in WAITING)


@given(st.sampled_from(Stage), st.lists(st.sampled_from(Step), max_size=12))
def test_nothing_is_asked_a_third_time_for_one_answer(stage, steps):
    dialogue, asks = a_dialogue(stage=Stage.IDLE), 0
    for each in steps:
        after = step(dialogue, each)
        asks = asks + 1 if each is Step.ASK and after != dialogue else asks
        if after.stage not in WAITING:
            asks = 0
        dialogue = after
        assert asks <= 2
    assert step(a_dialogue(stage=Stage.ASKED_AGAIN), Step.ASK).stage is Stage.ASKED_AGAIN
    assert step(a_dialogue(stage=stage), Step.GIVE_UP).stage not in WAITING


def test_one_of_each_group_is_enough():
    dialogue = a_dialogue(facts={"address": a_fact("T…"), "coin": a_fact("USDT")})
    assert dialogue.missing == ("network",)
    assert dialogue.hoped_for == {"network"}
    assert a_dialogue().hoped_for == {"txid", "address", "network", "coin"}


def test_a_fact_is_asked_for_once_and_once_more_only_where_it_may():
    dialogue = asking(a_dialogue(asked={}), ("txid", "coin"))
    assert not may_ask(dialogue, "txid")
    assert may_ask(dialogue, "txid", 2)
    assert not may_ask(asking(dialogue, ("txid",)), "txid", 2)
    assert may_ask(dialogue, "network")
    assert not may_ask(replace(dialogue, facts={"network": a_fact("BEP20")}), "network")


def test_facts_remember_where_they_stand_and_an_edit_takes_them_back():
    first = a_message(id="1")
    dialogue = learn(a_dialogue(), first, {"coin": ("USDT",), "network": ("BEP20",)})
    dialogue = learn(dialogue, a_message(id="2"), {"txid": ("0xab",)})
    assert {kind: fact.source for kind, fact in dialogue.facts.items()} == {
        "coin": "1",
        "network": "1",
        "txid": "2",
    }
    edited = learn(dialogue, replace(first, version=1), {"coin": ("USDC",)})
    assert edited.facts["coin"].values == ("USDC",)
    assert "network" not in edited.facts
    assert learn(edited, a_message(id="3"), {}) is edited


def test_what_is_deleted_is_forgotten():
    dialogue = learn(a_dialogue(), a_message(id="7"), {"coin": ("BTC",)})
    assert unlearn(dialogue, ["7"]).facts == {}
    assert unlearn(dialogue, ["8"]) is dialogue


def test_a_dialogue_goes_on_until_it_is_too_long_ago():
    known = a_dialogue()
    assert current(known, a_message(), NOON + timedelta(hours=71), KEPT) is known
    fresh = current(known, a_message(), NOON + timedelta(hours=73), KEPT)
    assert (fresh.stage, fresh.person, fresh.facts) == (Stage.IDLE, ANN, {})
    assert current(None, a_message(), NOON, KEPT) == fresh
    assert current(replace(known, updated_at=None), a_message(), NOON, KEPT) == fresh


def test_what_was_asked_in_public_goes_on_in_private_where_nothing_was_said_yet():
    public = a_dialogue(conversation="post:1:u1", stage=Stage.INVITED, told=("welcome",), replies=3)
    private = a_message()
    assert going_on(private, [public]) is public
    here = current(public, private, NOON, KEPT)
    assert (here.conversation, here.stage) == (private.conversation, Stage.INVITED)
    assert (here.told, here.replies, here.wanted) == ((), 0, DEPOSIT)


@pytest.mark.parametrize(
    ("own", "place", "wanted"),
    [
        (None, Place.GROUP, None),
        (a_dialogue(stage=Stage.COMPLETE), Place.DM, "public"),
        (a_dialogue(updated_at=NOON + timedelta(hours=1)), Place.DM, "own"),
        (a_dialogue(stage=Stage.COMPLETE), Place.GROUP, "own"),
    ],
    ids=["others_are_no_matter_in_public", "invited_here", "own_is_newer", "own_in_public"],
)
def test_which_dialogue_a_message_goes_on_with(own, place, wanted):
    public = a_dialogue(conversation="post:1:u1", stage=Stage.INVITED)
    known = [each for each in (own, public) if each]
    found = going_on(a_message(place=place), known)
    assert found is {"own": own, "public": public, None: None}[wanted]


def test_the_same_person_in_public_and_in_private():
    public = a_message(place=Place.GROUP, conversation="group:ann")
    assert person_of(public) == person_of(a_message()) == ANN
    assert person_of(a_message(author=Author(id="u2"))) != ANN
