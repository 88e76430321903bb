"""Triage and retrieval together: an article is looked for where one could be said."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from core.errors import EncoderUnavailable
from core.identities import Identities, Question
from core.reply.dense import Dense
from core.reply.library import Library
from core.reply.sureness import Sureness
from core.triage.assess import Brain
from core.triage.linear import CHEAP
from core.triage.second import ENCODER
from core.types import Finding, Labels, Risk, RiskLevel, Stance, Verdict
from core.understand import LEAST_ANSWERABLE, Reader
from tests.conftest import NOON, a_message
from tests.core.test_conclude import FEES, HOUSE


class FixedBrain:
    """Thinks the same of every message, and has an encoder where it is given one."""

    def __init__(self, verdict, encoder=None):
        self.verdict, self.identities, self.hosts = verdict, HOUSE.identities, None
        self.second = SimpleNamespace(encoder=encoder) if encoder else None

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
        Verdict(labels=labelled("fees"), risk=ATTACK),
    ],
    ids=["spam", "crisis", "attack"],
)
def test_nobody_looks_where_nothing_can_be_said(verdict):
    assert replace(read(verdict), traces=None) == verdict


def judged(stage=CHEAP, intent="fees", confidence=0.9, answerable=0.5):
    labels = replace(labelled(intent, confidence), answerable=answerable)
    return Verdict(labels=labels, stage=stage)


@pytest.mark.parametrize(
    ("verdict", "looks"),
    [
        pytest.param(judged(answerable=LEAST_ANSWERABLE), True, id="may be settled"),
        pytest.param(judged(answerable=0.09), False, id="never settled"),
        pytest.param(judged(answerable=None), True, id="not judged"),
        pytest.param(judged(ENCODER, answerable=0.09), True, id="both stages read it"),
        pytest.param(judged(intent="chatter"), False, id="surely talk"),
        pytest.param(judged(intent="chatter", confidence=0.59), True, id="perhaps talk"),
    ],
)
def test_what_the_cheap_stage_surely_would_not_answer_is_not_looked_for(verdict, looks):
    assert bool(read(verdict).article) is looks


def test_nobody_looks_for_what_no_article_is_about():
    fees = [each for each in HOUSE.library.articles if each.id == "fees-trading-tiers"]
    few = Library(fees, {}, {})
    [surely, hardly] = (
        Reader(FixedBrain(Verdict(labels=labelled("business", confidence))), few).read(
            [Question(message=a_message(FEES), now=NOON)]
        )[0]
        for confidence in (0.6, 0.59)
    )
    assert (surely.article, hardly.article) == ("", "fees-trading-tiers")


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


class Compass:
    """Vectors that point to fees, whatever the words; it can be away."""

    def __init__(self, name="compass", *, away=False):
        self.name, self.away, self.asked = name, away, []

    def encode(self, texts):
        if self.away:
            raise EncoderUnavailable("gone")
        self.asked += texts
        return np.array([[1.0, 0.0] for _ in texts], dtype=np.float32)


IDS = ("fees-trading-tiers", "login-forgot-password")
POINTS = Dense(
    "compass", IDS, np.array([[9, 0, 0], [0, 9, 0]], dtype=np.float32), np.zeros(3, np.float32)
)
MEANT = HOUSE.library.understanding(POINTS, Sureness({"meant": 1.0}, 0.0))
# Words that no article shares.
FOREIGN = "𓀀𓀁"


def understood(encoder, text=FOREIGN):
    reader = Reader(FixedBrain(Verdict(labels=labelled("fees")), encoder), MEANT)
    return reader.read([Question(message=a_message(text), now=NOON)])[0]


def test_meaning_finds_what_words_do_not():
    encoder = Compass()
    verdict = understood(encoder)
    assert (verdict.article, verdict.fit > 0.9) == ("fees-trading-tiers", True)
    assert encoder.asked == [FOREIGN]


@pytest.mark.parametrize(
    "encoder",
    [Compass(away=True), Compass("another"), None],
    ids=["away", "of another kind", "none"],
)
def test_without_the_encoder_words_find_what_they_can(encoder):
    assert understood(encoder).article == ""
    assert understood(encoder, FEES).article == "fees-trading-tiers"


def test_the_encoder_is_not_asked_where_nobody_asks():
    encoder = Compass()
    reader = Reader(FixedBrain(Verdict(labels=labelled("spam")), encoder), MEANT)
    reader.read([Question(message=a_message(FEES), now=NOON)])
    assert encoder.asked == []


def test_one_text_can_be_looked_up_by_itself():
    encoder = Compass()
    found = Reader(FixedBrain(Verdict(), encoder), MEANT).find("@someone 𓀀", labelled("spam"))
    assert found.article == "fees-trading-tiers"
    assert encoder.asked == ["@user 𓀀"]


def test_what_a_possible_attacker_left_is_seen_while_it_is_read():
    finding = Finding(
        signal="words", kind="fake_support", score=0.9, reason="x", stance=Stance.ATTEMPT
    )
    verdict = read(Verdict(findings=(finding,)), "write to @nordex_helper about your wallet")
    assert [(each.kind, each.shown) for each in verdict.traces] == [("handle", "@nordex_helper")]
    assert read(Verdict()).traces is None
