"""Why a label: rules, words as they were written, what the second stage changed, lines like it."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.identities import Identities, Question
from core.triage.assess import Brain
from core.triage.examples import Examples, packed
from core.triage.explain import FINDING, LABELS, LIKE, RULE, SHIFT, WORDS, Explainer
from core.triage.secrets import MARKS, mask
from core.triage.spoken import MOST_WORDS
from core.triage.urgency import RULES
from core.types import Finding, Labels, Risk, Sentiment, Stance, Urgency, Verdict
from tests.conftest import NOON, a_message
from tests.core.triage.kit_explain import WordEncoder, linear, second

LINES = [
    ["my deposit is gone", "en", "deposit", "P1"],
    ["get free coins", "en", "spam", "P3"],
    ["gm", "en", "chatter", "P3"],
]


def examples(least: float = 0.8, encoder: str = "words") -> Examples:
    vectors, scale = packed(WordEncoder().encode([line[0] for line in LINES]))
    arrays = {
        "encoder": np.array([encoder]),
        "vectors": vectors,
        "scale": scale,
        "least": np.array([least], dtype=np.float32),
        "lines": np.frombuffer(json.dumps(LINES).encode(), dtype=np.uint8),
    }
    return Examples.from_arrays(arrays, "words")


def judged(text: str, **parts) -> Verdict:
    brain = Brain(model=linear(), signals=(), identities=Identities(), **parts)
    return brain.assess(Question(message=a_message(text), now=NOON))


def of(reasons, label: str, kind: str):
    return next(each for each in reasons if (each.label, each.kind) == (label, kind))


def test_the_words_that_spoke_are_quoted_as_they_were_written():
    text = "URGENT please: where is my DEPOSIT, this is awful"
    reasons = Explainer(linear()).explain(text, judged(text))
    assert of(reasons, "intent", WORDS).words == ("DEPOSIT",)
    assert of(reasons, "urgency", WORDS).words == ("URGENT",)
    assert of(reasons, "sentiment", WORDS).words == ("awful",)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("我的充值还没有到", ("充值",)),
        ("see http://evil.example now", ("urlx",)),
        ("deposit urgent deposit", ("deposit",)),
        ("deposit urgent DEPOSIT", ("deposit", "DEPOSIT")),
    ],
    ids=["no spaces between words", "an address is a stand-in", "once", "each as it stands"],
)
def test_words_of_any_script(text, words):
    assert of(Explainer(linear()).explain(text, judged(text)), "intent", WORDS).words == words


def test_neighbours_are_quoted_together_with_their_apostrophes():
    model = linear()
    text = "I don't deposit"
    found = of(Explainer(model).explain(text, judged(text)), "intent", WORDS).words
    assert found == ("don't deposit",)


def test_rules_say_which_they_are_and_quote():
    text = "i deposited yesterday and it has not arrived"
    reasons = Explainer(linear()).explain(text, judged(text))
    rules = {each.rule: each for each in reasons if each.kind == RULE}
    assert rules.keys() <= set(RULES)
    rule = rules["deposit_missing"]
    assert (rule.label, rule.code) == ("urgency", "P1")
    assert rule.words
    assert rule.words[0] in rule.text


def test_findings_are_reasons_of_the_stance():
    finding = Finding(
        signal="x", kind="giveaway", score=0.9, reason="doubles", stance=Stance.ATTEMPT
    )
    verdict = Verdict(findings=(finding,), risk=Risk(score=0.9, stance=Stance.ATTEMPT))
    (found,) = [r for r in Explainer(linear()).explain("validate", verdict) if r.kind == FINDING]
    assert (found.label, found.code, found.rule, found.share) == (
        "stance",
        "attempt",
        "giveaway",
        0.9,
    )
    spoken = of(Explainer(linear()).explain("please validate", verdict), "stance", WORDS)
    assert spoken.words == ("validate",)


def test_a_command_explains_itself():
    (reason,) = Explainer(linear()).explain("/start now", judged("/start now"))
    assert (reason.label, reason.rule, reason.words) == ("intent", "command", ("/start",))


def test_what_the_second_stage_changed_is_told():
    text = "deposit coins"
    verdict = judged(text, second=second())
    assert (verdict.stage, verdict.labels.intent) == ("encoder", "spam")
    shift = of(Explainer(linear(), second()).explain(text, verdict), "intent", SHIFT)
    assert (shift.code, shift.rival) == ("spam", "deposit")
    assert shift.share > 0.5
    assert shift.rival_share > 0.5
    labels = {each.label for each in Explainer(linear(), second()).explain(text, verdict)}
    assert labels <= set(LABELS)


def test_what_it_left_alone_is_told_of_the_intent_only():
    text = "deposit"
    reasons = Explainer(linear(), second()).explain(text, judged(text, second=second()))
    assert [each.label for each in reasons if each.kind == SHIFT] == ["intent"]


def test_a_cheap_verdict_tells_of_no_second_stage():
    text = "deposit coins"
    reasons = Explainer(linear(), second()).explain(text, judged(text))
    assert SHIFT not in {each.kind for each in reasons}


@pytest.mark.parametrize(
    ("text", "least", "found"),
    [
        ("deposit", 0.8, ["my deposit is gone"]),
        ("hello there", 0.8, ["gm"]),
        ("hello there", 0.1, ["gm", "my deposit is gone"]),
        ("spammy", 0.8, []),
    ],
    ids=["near", "like nothing", "two at most", "too far"],
)
def test_near_lines_are_shown_and_far_ones_are_not(text, least, found):
    explainer = Explainer(linear(), second(), examples(least))
    likes = [each for each in explainer.explain(text, judged(text)) if each.kind == LIKE]
    assert [each.text for each in likes][: len(found)] == found
    assert len(likes) == len(found)
    assert all(each.share >= least for each in likes)


def test_examples_carry_their_labels():
    explainer = Explainer(linear(), second(), examples())
    like = of(explainer.explain("deposit", judged("deposit")), "intent", LIKE)
    assert (like.code, like.rule) == ("deposit", "P1")


def test_examples_of_another_encoder_are_refused():
    with pytest.raises(ValueError, match="read by other, the encoder is words"):
        examples(encoder="other")


def test_an_encoder_that_cannot_be_asked_leaves_the_words():
    text = "deposit spammy coins"
    broken = second(WordEncoder(broken=True))
    verdict = judged(text, second=second())
    reasons = Explainer(linear(), broken, examples()).explain(text, verdict)
    assert {each.kind for each in reasons} == {WORDS}


def test_without_a_model_the_rules_explain():
    text = "i deposited yesterday and it has not arrived"
    reasons = Explainer(None).explain(text, judged(text))
    assert {each.kind for each in reasons} == {RULE}


def test_a_verdict_of_codes_the_model_does_not_know_is_explained_by_what_remains():
    verdict = Verdict(
        labels=Labels(intent="made_up", sentiment=Sentiment.POSITIVE), stage="encoder"
    )
    reasons = Explainer(linear(), second()).explain("deposit", verdict)
    assert [(each.label, each.kind) for each in reasons] == [("sentiment", SHIFT)]


def test_a_deleted_text_has_no_reasons():
    assert Explainer(linear()).explain(" ", judged("deposit")) == ()


def test_a_long_text_is_explained_by_its_beginning():
    text = " ".join(f"w{number}" for number in range(2000)) + " deposit"
    verdict = Verdict(labels=Labels(intent="deposit", urgency=Urgency.P2))
    assert all("deposit" not in r.words for r in Explainer(linear()).explain(text, verdict))


@settings(deadline=None)  # the first text waits for the word tables
@given(st.text(max_size=120))
def test_any_text_is_explained_in_order_with_few_words(text):
    text = mask(text).text
    reasons = Explainer(linear()).explain(text, judged(text))
    places = [LABELS.index(each.label) for each in reasons]
    assert places == sorted(places)
    assert all(len(each.words) <= MOST_WORDS for each in reasons)


def test_a_masked_secret_is_never_quoted():
    seed = "abandon " * 11 + "about"
    text = mask(f"deposit my seed is {seed} urgent").text
    assert MARKS["seed_phrase"] in text
    for each in Explainer(linear()).explain(text, judged(text)):
        told = " ".join((*each.words, each.text))
        assert "abandon" not in told
        assert "removed" not in told
