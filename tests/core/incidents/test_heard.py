"""Which messages count as questions, and in which series."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.incidents.heard import Series, coins_of, counts, heard_in, heard_of
from core.ports import Judged, Turn, TurnResult
from core.types import Author, Leg, Place, Risk, RiskLevel, Stance
from tests.conftest import a_message
from tests.core.incidents.kit import a_heard
from tests.fakes import a_reading


def a_question(**changes):
    values = {"facts": {"coin": ("sol", "SOL", "btc")}, "article": "withdrawal-pending", "fit": 0.9}
    return a_reading("withdrawal", **(values | changes))


def test_a_question_is_kept_with_everything_an_answer_needs():
    message = a_message("where is it", place=Place.GROUP, scene="room", version=3)
    heard = heard_of(message, a_question())
    assert heard == a_heard(
        "u1",
        stem="replay:nordex:1",
        conversation="replay:nordex:ann",
        address="ann",
        scene="room",
        leg=Leg.PUBLIC,
        message_id="1",
        article="withdrawal-pending",
    )
    assert heard.person == "replay:u1"
    assert coins_of(a_question()) == ("SOL", "BTC")


def test_an_article_that_hardly_fits_says_nothing():
    assert heard_of(a_message(), a_question(fit=0.5)).article == ""


@pytest.mark.parametrize(
    ("message", "verdict", "counted"),
    [
        ({}, {}, True),
        ({"addressed": False}, {}, False),
        ({"author": Author(id="m", is_moderator=True)}, {}, False),
        ({}, {"intent": "praise"}, False),
        ({}, {"confidence": 0.4}, False),
        ({}, {"risk": Risk(stance=Stance.ATTEMPT, level=RiskLevel.NOTE)}, False),
        ({}, {"risk": Risk(stance=Stance.ATTEMPT)}, True),
        ({}, {"risk": Risk(stance=Stance.REPORT, level=RiskLevel.NOTE)}, True),
    ],
    ids=["a question", "not to us", "a moderator", "praise", "unsure", "an attack",
         "hardly an attack", "a report"],
)  # fmt: skip
def test_only_questions_to_us_count(message, verdict, counted):
    verdict = {"intent": "withdrawal"} | verdict
    assert counts(a_message(**message), a_reading(**verdict)) is counted


def test_questions_are_found_in_what_was_recorded():
    message = a_message("where")
    turn = Turn(conversation="c", version=0, fresh=(message,))
    judged = (
        Judged(message=message, verdict=a_question()),
        Judged(message=replace(message, id="2"), verdict=a_reading("praise")),
    )
    (heard,) = heard_in([TurnResult(turn=turn, judged=judged), TurnResult(turn=turn)])
    assert heard.message_id == "1"


def test_a_question_counts_for_its_topic_its_coin_and_its_language():
    assert a_heard().series == (
        Series("withdrawal"),
        Series("withdrawal", "", "en"),
        Series("withdrawal", "SOL"),
    )
    assert a_heard(coin="").series == (Series("withdrawal"), Series("withdrawal", "", "en"))
