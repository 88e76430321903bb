"""Who asks for a person gets one; what only sounds like it asks for nobody; mockery is heard."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from core.actions import Escalate
from core.decide import decide
from core.grave import ASKED_FOR_A_PERSON, is_grave
from core.settings import Policy
from core.triage.lexicon import LANGUAGES
from core.types import Sentiment, Urgency
from core.wishes import mocked, wish
from tests.conftest import a_message
from tests.core.test_decide import a_matter, a_verdict

# A line: its language, p for a person, n for nobody or m for mockery, and the text.
LINES = [
    line.split("|", 2)
    for line in (Path(__file__).parent / "wishes.txt").read_text().splitlines()
    if line
]


def of(kind):
    return [pytest.param(language, text, id=text) for language, k, text in LINES if k == kind]


def test_every_language_has_both():
    for kind in ("p", "n"):
        assert {language for language, k, _ in LINES if k == kind} == set(LANGUAGES)


@pytest.mark.parametrize(("language", "text"), of("p"))
def test_a_wish_for_a_person(language, text):
    assert wish(text, language)


@pytest.mark.parametrize(("language", "text"), of("n"))
def test_what_only_sounds_like_it(language, text):
    assert not wish(text, language)
    assert not mocked(text, language)[1]


@pytest.mark.parametrize(("language", "text"), of("m"))
def test_mockery(language, text):
    assert mocked(text, language)[0]


def labelled(verdict, **labels):
    return replace(verdict, labels=replace(verdict.labels, **labels))


def decided(text, verdict=None, **message):
    return decide(a_matter(verdict, message=a_message(text, **message)), Policy())


@pytest.mark.parametrize(
    "text",
    ["/human", "I want a human, and what are your fees?", "转人工", "for the 3rd time: HUMAN"],
)
def test_whoever_asks_gets_a_person_whatever_else_could_be_answered(text):
    [action] = decided(text, labelled(a_verdict(), language="zh" if "转" in text else "en"))
    assert isinstance(action, Escalate)
    assert action.reason.startswith(ASKED_FOR_A_PERSON)
    assert action.priority <= Urgency.P2


def test_a_wish_between_users_is_not_ours():
    assert wish("get me a human")
    [action] = decided("get me a human", addressed=False)
    assert "person" not in action.reason


def test_what_the_search_finds_is_believed_where_somebody_complains():
    found = {"article": "service-reach-a-person", "fit": 0.9}
    [asked] = decided("this leads nowhere", a_verdict("complaint", **found))
    assert asked.reason == ASKED_FOR_A_PERSON
    [other] = decided("human error on my side", a_verdict("login", **found))
    assert other.reason != ASKED_FOR_A_PERSON


LAW = "P1: names a lawyer, the police or a regulator: “sue”"
VIOLENCE = "P0: speaks of violence: “kill you”"


def test_law_and_threats_go_straight_to_a_person():
    [law] = decided("my lawyer says fees are too high", a_verdict(reasons=(LAW,)))
    assert (law.priority, law.reason) == (Urgency.P1, LAW)
    verdict = a_verdict("crisis", Urgency.P0, reasons=(VIOLENCE,))
    [threat] = decided("I will kill you", verdict)
    assert (threat.priority, threat.reason) == (Urgency.P0, VIOLENCE)
    assert is_grave(a_matter(verdict, message=a_message("I will kill you")))
    [late] = decided("I will find you", a_verdict("complaint", reasons=(VIOLENCE,)))
    assert late.reason == VIOLENCE


@pytest.mark.parametrize(
    ("text", "tone", "person"),
    [
        ("thanks for nothing", Sentiment.NEUTRAL, True),
        ("bravo, what a service", Sentiment.NEGATIVE, True),
        ("bravo, it works", Sentiment.POSITIVE, False),
        ("thanks, that was quick", Sentiment.NEGATIVE, False),
    ],
)
def test_mockery_goes_to_a_person_and_praise_is_left_alone(text, tone, person):
    verdict = labelled(a_verdict("praise"), sentiment=tone)
    [action] = decided(text, verdict)
    assert isinstance(action, Escalate) is person
    if person:
        assert action.reason.startswith("mocks us: “")


def test_mockery_among_users_is_none_of_ours():
    [action] = decided("thanks for nothing", a_verdict("praise"), addressed=False)
    assert not isinstance(action, Escalate)
