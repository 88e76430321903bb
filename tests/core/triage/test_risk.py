"""Levels that come down in wild hours, and what the surroundings of a message add."""

from __future__ import annotations

from dataclasses import astuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.triage.linear import Head, Said
from core.triage.risk import Levels, by_wording, combine, with_evidence
from core.types import Finding, Risk, RiskLevel, Stance

LEVELS = Levels(note=0.2, review=0.5, alert=0.9)


def finding(score, stance=Stance.ATTEMPT, kind="pivot") -> Finding:
    return Finding(signal="s", kind=kind, score=score, reason="why", stance=stance)


def test_stricter_levels_take_less():
    assert astuple(LEVELS.stricter(1.0)) == pytest.approx(astuple(LEVELS))
    assert LEVELS.stricter(1 / 9).alert == pytest.approx(0.5)
    assert LEVELS.stricter(0.5).review == pytest.approx(1 / 3)


@given(st.floats(0.01, 1.0))
def test_stricter_levels_keep_their_order_and_are_never_laxer(factor):
    levels = LEVELS.stricter(factor)
    assert 0 < levels.note < levels.review < levels.alert < 1
    assert all(
        one <= other + 1e-9 for one, other in zip(astuple(levels), astuple(LEVELS), strict=True)
    )


@given(st.floats(0.01, 0.99), st.lists(st.floats(0.0, 1.0), max_size=4))
def test_surroundings_never_make_it_less(score, scores):
    risk = Risk(score=score, level=RiskLevel.NONE)
    found = with_evidence(risk, [finding(each) for each in scores], LEVELS)
    assert score <= found.score <= 1
    if scores and found.level is not RiskLevel.NONE:
        assert found.stance is Stance.ATTEMPT
        assert found.kinds == ("pivot",)


def test_what_stays_below_a_note_is_only_a_score():
    calm = Risk(score=0.01, kinds=("phishing",))
    found = with_evidence(calm, [finding(0.5)], LEVELS)
    assert (found.level, found.kinds) == (RiskLevel.NONE, ("phishing",))
    assert 0.01 < found.score < LEVELS.note


def test_talk_of_an_attack_scores_next_to_nothing():
    talk = combine([finding(0.9, Stance.REPORT), finding(0.4, Stance.WARNING, "giveaway")])
    assert (talk.level, talk.stance) == (RiskLevel.NOTE, Stance.REPORT)
    assert talk.kinds == ("pivot", "giveaway")
    assert talk.score < LEVELS.note
    assert combine([]) == Risk(score=0.0)


HEADS = {
    "intent": Head("intent", ("chatter", "spam"), 0, 1.0, (1.0, 1.0)),
    "stance": Head("stance", ("none", "attempt"), 2, 1.0, (1.0, 1.0)),
    "risk": Head("risk", ("none", "giveaway"), 4, 1.0, (1.0, 1.0)),
}


def test_a_text_that_leads_to_us_alone_is_no_attack_unless_a_rule_sees_one():
    said = Said([0.01, 0.99, 0.01, 0.99, 0.5, 0.5], HEADS, 0.5)
    wording, ruled = by_wording(said), finding(0.6)
    away, home = (combine(wording, said, home=each) for each in (False, True))
    assert (away.level, home.level) == (RiskLevel.REVIEW, RiskLevel.NONE)
    both = [combine((*wording, ruled), said, home=each) for each in (False, True)]
    assert both[0] == both[1]
