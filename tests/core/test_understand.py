"""Triage and retrieval together: an article is looked for where one could be said."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.identities import Identities, Question
from core.triage.assess import Brain
from core.types import Labels, Risk, RiskLevel, Stance, Verdict
from core.understand import Reader
from tests.conftest import NOON, a_message
from tests.core.test_conclude import FEES, HOUSE


class FixedBrain:
    """Thinks the same of every message."""

    def __init__(self, verdict):
        self.verdict = verdict

    def assess_many(self, questions):
        return [self.verdict for _ in questions]


def read(verdict, text=FEES):
    reader = Reader(FixedBrain(verdict), HOUSE.library)
    return reader.read([Question(message=a_message(text), now=NOON)])[0]


def labelled(intent, confidence=0.9):
    shares = ((intent, confidence),)
    return Labels(language="en", intent=intent, intent_confidence=confidence, intents=shares)


def test_a_question_gets_the_article_that_answers_it():
    found = read(Verdict(labels=labelled("fees")))
    assert found.article == "fees-trading-tiers"
    assert found.fit > 0.75


ATTACK = Risk(score=0.9, level=RiskLevel.ALERT, stance=Stance.ATTEMPT)


@pytest.mark.parametrize(
    "verdict",
    [
        Verdict(labels=labelled("spam")),
        Verdict(labels=labelled("crisis", 0.3)),
        Verdict(labels=labelled("business")),
        Verdict(labels=labelled("fees"), risk=ATTACK),
    ],
    ids=["spam", "crisis", "no article", "attack"],
)
def test_nobody_looks_where_nothing_can_be_said(verdict):
    assert read(verdict) is verdict


def test_an_unsure_intent_does_not_stop_the_search():
    assert read(Verdict(labels=labelled("business", 0.3))).article
    talk_of_it = replace(ATTACK, stance=Stance.REPORT)
    assert read(Verdict(labels=labelled("fees"), risk=talk_of_it)).article


def test_a_text_like_no_article_gets_none():
    verdict = Verdict(labels=labelled("how_to"))
    assert read(verdict, "𓀀𓀁") is verdict


def test_the_real_brain_fits_in():
    brain = Brain(model=None, signals=(), identities=Identities())
    reader = Reader(brain, HOUSE.library)
    [verdict] = reader.read([Question(message=a_message(FEES), now=NOON)])
    assert verdict.article == "fees-trading-tiers"
