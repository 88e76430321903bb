"""When an article settles what else is a person's, and what an aide's word is worth."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.actions import Ask, Escalate, Ignore, Inform, Reply
from core.case import Holder, Status
from core.commands import ACCOUNT
from core.decide import (
    ALWAYS_HUMAN,
    CERTAIN_ARTICLE,
    LEAST_ANSWERABLE,
    SURE_ARTICLE,
    decide,
)
from core.settings import Policy
from core.types import Risk, RiskLevel, Stance, Urgency
from tests.conftest import a_message
from tests.core.test_case import a_case
from tests.core.test_decide import a_matter, a_verdict

POLICY = Policy()
JUST_BELOW = 1e-6


def judged(intent="fees", answerable=None, confidence=0.9, **changes):
    verdict = a_verdict(intent, confidence=confidence, **changes)
    return replace(verdict, labels=replace(verdict.labels, answerable=answerable))


def decided(verdict, **changes):
    return decide(a_matter(verdict, **changes), POLICY)


def answers(actions) -> bool:
    return [type(each) for each in actions] == [Reply]


@pytest.mark.parametrize(
    ("answerable", "fit", "wanted"),
    [
        pytest.param(None, POLICY.article_confidence, True, id="nobody judged it"),
        pytest.param(POLICY.answerable_confidence, 0.9, True, id="help pages may settle it"),
        pytest.param(POLICY.answerable_confidence - 0.01, 0.94, False, id="they seldom do"),
        pytest.param(LEAST_ANSWERABLE, SURE_ARTICLE, True, id="but this page is beyond doubt"),
        pytest.param(LEAST_ANSWERABLE, SURE_ARTICLE - JUST_BELOW, False, id="nearly"),
        pytest.param(LEAST_ANSWERABLE - JUST_BELOW, 1.0, False, id="they never do"),
        pytest.param(1.0, POLICY.article_confidence - JUST_BELOW, False, id="no page is sure"),
    ],
)
def test_the_surer_the_page_the_less_it_takes(answerable, fit, wanted):
    assert answers(decided(judged(answerable=answerable, fit=fit))) is wanted


@pytest.mark.parametrize(
    ("confidence", "fit", "wanted"),
    [(0.2, 0.9, True), (0.2, 0.89, False), (0.2, 0.95, True)],
    ids=["a sure page", "neither sure", "a surer page"],
)
def test_a_sure_page_stands_for_an_unsure_intent(confidence, fit, wanted):
    policy = POLICY.model_copy(update={"article_confidence": 0.5})
    matter = a_matter(judged(confidence=confidence, fit=fit))
    assert answers(decide(matter, policy)) is wanted


ASKS = {"answerable": POLICY.answerable_confidence, "fit": CERTAIN_ARTICLE}


@pytest.mark.parametrize("intent", sorted(ALWAYS_HUMAN - {"crisis"}))
def test_a_mere_question_about_a_matter_for_people_is_answered(intent):
    assert answers(decided(judged(intent, **ASKS)))


@pytest.mark.parametrize(
    "changes",
    [
        {"fit": CERTAIN_ARTICLE - JUST_BELOW},
        {"answerable": None},
        {"answerable": POLICY.answerable_confidence - JUST_BELOW},
        {"urgency": Urgency.P1},
        {"urgency": Urgency.P0},
    ],
    ids=["page in doubt", "not judged", "seldom settled", "urgent", "emergency"],
)
@pytest.mark.parametrize("intent", ["compliance", "account_recovery"])
def test_anything_more_than_a_question_is_a_persons(intent, changes):
    actions = decided(judged(intent, **(ASKS | changes)))
    assert any(isinstance(each, Escalate) for each in actions)


def test_a_cry_for_help_is_never_only_a_question():
    actions = decided(judged("crisis", **ASKS))
    assert any(isinstance(each, Escalate) for each in actions)


def test_a_page_does_not_outweigh_an_attack_or_money_at_stake():
    risk = Risk(score=0.9, level=RiskLevel.REVIEW, stance=Stance.REPORT)
    assert answers(decided(judged(answerable=0.9, fit=1.0, risk=risk)))
    burning = decided(judged("withdrawal", 0.9, fit=1.0, urgency=Urgency.P1))
    assert any(isinstance(each, Escalate) for each in burning)


SETTLES = Inform(phrase="p", language="en", reason="an aide knows")
BESIDE = replace(SETTLES, beside=True)


def test_what_an_aide_knows_comes_before_an_article():
    assert decided(judged(fit=0.95), aided=(SETTLES,)) == (SETTLES,)
    assert answers(decided(judged(fit=0.95)))


def test_what_an_aide_says_beside_is_said_along_with_the_answer():
    actions = decided(judged(fit=0.95), aided=(BESIDE,))
    assert actions[0] == BESIDE
    assert answers(actions[1:])


def test_beside_a_question_and_a_person_it_is_said_too():
    verdict = judged("deposit", answerable=0.1, fit=0.1, article="")
    actions = decided(verdict, aided=(BESIDE,))
    assert [type(each) for each in actions] == [Inform, Ask, Escalate]


def test_it_settles_nothing_beside_silence():
    actions = decided(judged("praise"), aided=(BESIDE,))
    assert [type(each) for each in actions] == [Ignore]


def test_people_come_before_aides():
    asked = decided(judged(), aided=(SETTLES,), message=a_message("/human"))
    assert [type(each) for each in asked] == [Escalate]
    secret = judged(secrets=("seed_phrase",))
    assert SETTLES not in decided(secret, aided=(SETTLES,))
    assert BESIDE not in decided(secret, aided=(BESIDE,))


def test_who_has_a_person_hears_no_aide():
    held = a_case(held_by=Holder.AGENT, status=Status.OPEN)
    assert [type(each) for each in decided(judged(), aided=(SETTLES,), case=held)] == [Escalate]


def test_what_aides_did_about_an_account_is_said_to_whoever_has_the_case():
    held = a_case(held_by=Holder.AGENT, status=Status.OPEN)
    order = a_message(min(ACCOUNT))
    assert decided(judged(), aided=(SETTLES,), case=held, message=order) == (SETTLES,)
    assert decided(judged(), aided=(SETTLES,), message=a_message("/rate good")) == (SETTLES,)
