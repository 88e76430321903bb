"""Which messages mean an incident, and which may be answered with its text."""

from __future__ import annotations

import pytest

from core.case import Holder, Status
from core.incidents.match import best_match, concerns, is_open_question, likeness, may_be_told
from core.ports import Turn
from core.types import Risk, RiskLevel, Stance, Urgency, Verdict
from tests.conftest import a_message
from tests.contract.guard_kit import FINDING
from tests.contract.store_kit import a_case, after, bots_case
from tests.core.incidents.kit import a_heard, an_incident
from tests.fakes import a_reading

SOL = an_incident(coins=("SOL",), articles=("withdrawal-pending",))


def reading(**changes):
    """A clear question about a pending withdrawal of SOL."""
    values = {"article": "withdrawal-pending", "fit": 0.9, "facts": {"coin": ("SOL",)}}
    return a_reading(**({"intent": "withdrawal", "confidence": 1.0} | values | changes))


@pytest.mark.parametrize(
    ("incident", "changes", "score"),
    [
        (SOL, {}, 1.0),
        (SOL, {"facts": {"coin": ("BTC",)}}, 0.0),
        (SOL, {"facts": {"coin": ("BTC", "SOL")}}, 1.0),
        (SOL, {"facts": {}}, 0.75),
        (SOL, {"article": "withdrawal-rejected"}, 0.0),
        (SOL, {"article": "withdrawal-rejected", "fit": 0.5}, 0.75),
        (SOL, {"article": "", "facts": {}}, 0.5625),
        (SOL, {"intent": "deposit"}, 0.0),
        (SOL, {"confidence": 0.7}, 0.7),
        (an_incident(), {"article": "withdrawal-rejected", "facts": {"coin": ("BTC",)}}, 1.0),
        (an_incident(articles=("", "a")), {"article": "", "facts": {}}, 1.0),
        (an_incident(articles=("", "a")), {}, 0.0),
        (an_incident(topics=("deposit", "login")), {"intent": "login"}, 1.0),
    ],
    ids=["the same", "another coin", "among coins", "no coin", "another need", "unclear need",
         "no coin, unclear need", "another topic", "an unsure topic", "of everything",
         "unclear as they all", "clear, unlike them",
         "several topics"],
)  # fmt: skip
def test_how_alike_a_message_is(incident, changes, score):
    assert likeness(incident, reading(**changes)) == pytest.approx(score)


def test_without_shares_the_intent_alone_counts():
    labels = reading().labels
    alone = Verdict(labels=type(labels)(intent="withdrawal", intent_confidence=0.8))
    assert likeness(an_incident(), alone) == pytest.approx(0.8)


@pytest.mark.parametrize(
    ("changes", "score"),
    [
        ({"article": "withdrawal-pending"}, 1.0),
        ({}, 0.75),
        ({"article": "withdrawal-rejected"}, 0.0),
        ({"coin": "", "article": "withdrawal-pending"}, 0.75),
        ({"coin": "BTC"}, 0.0),
        ({"topic": "deposit"}, 0.0),
        ({"at": after(-1)}, 0.0),
    ],
    ids=["the same", "unclear", "another need", "no coin", "another coin", "topic", "too early"],
)
def test_which_kept_questions_belong_to_it(changes, score):
    assert concerns(SOL, a_heard(**changes)) == pytest.approx(score)


def test_the_best_of_several():
    other = an_incident("i2")
    found = best_match([SOL, other], reading(facts={}))
    assert (found.incident, found.score) == (other, 1.0)
    assert best_match([SOL], reading(intent="login")) is None
    assert best_match([], reading()) is None


def told(text="my withdrawal is pending", case=None, **changes):
    message = a_message(text)
    turn = Turn(conversation="c", version=1, fresh=(message,), case=case)
    return may_be_told(turn, message, reading(**changes))


@pytest.mark.parametrize(
    ("case", "may"),
    [
        (None, True),
        (bots_case(), True),
        (a_case(), False),
        (a_case(held_by=Holder.AGENT, status=Status.OPEN, agent="mira"), False),
        (a_case(held_by=Holder.AGENT, status=Status.RESOLVED), True),
    ],
    ids=["none", "the bot's", "the queue's", "an agent's", "resolved"],
)
def test_a_case_of_people_is_left_to_them(case, may):
    assert told(case=case) is may


ATTACK = Risk(score=0.99, level=RiskLevel.ALERT, stance=Stance.ATTEMPT)


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        ("/human", {}),
        ("/stop", {}),
        ("I want to talk to a human about my withdrawal", {}),
        ("my withdrawal", {"secrets": ("password",)}),
        ("my withdrawal", {"risk": ATTACK, "findings": (FINDING,)}),
        ("I end it all", {"intent": "crisis"}),
    ],
    ids=["person", "stop", "person in words", "secret", "attack", "crisis"],
)  # fmt: skip
def test_whatever_has_a_rule_of_its_own_is_not_told(text, changes):
    assert told(text, **changes) is False


@pytest.mark.parametrize(
    ("changes", "open_"),
    [
        ({}, True),
        ({"urgency": Urgency.P1}, True),
        ({"urgency": Urgency.P0}, False),
        ({"secrets": ("seed_phrase",)}, False),
        ({"intent": "compliance"}, False),
    ],
)
def test_emergencies_and_law_are_no_open_questions(changes, open_):
    assert is_open_question(reading(**changes)) is open_
