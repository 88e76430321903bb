"""Whatever people paste has labels: read by the rules, the cheap stage, and the real encoder."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.brain import CHEAP_ALONE, build_brain
from app.encoder.build import Second
from app.encoder.guard import Guarded
from core.commands import command
from core.identities import Question
from core.settings import Settings
from core.triage.labels import INTENTS
from core.triage.language import UNKNOWN
from core.triage.second import SecondStage
from models.encoder.pack import Pack
from models.encoder.runtime import E5
from models.encoder.source import find_pack
from tests.app.encoder_kit import some_heads
from tests.conftest import NOON, a_message

TEXTS = {
    "empty": "",
    "blank": " \n\t\u3000 ",
    "100 kB": "my withdrawal is stuck and nobody answers " * 2400,
    "100 kB in one word": "提" * 33_000,
    "only emoji": "🚀🚀🚀😂👩‍👩‍👧‍👦🏴‍☠️",
    "only marks": "?!…—·",
    "mixed scripts": "где my 币? कहाँ है مالي 돈 どこ đâu",
    "lone surrogates": "\ud800 where \udfff is it \udc00\ud83d",
    "zero width": "wi\u200bth\u200cdra\u200dwal\ufeff" + "\u200b" * 20_000,
    "only zero width": "\u200b\u200c\u200d\u2060" * 5000,
    "nul": "\0my\0coins\0",
    "stacked marks": "z" + "\u0301" * 5000,
    "turned round": "\u202e" * 500 + "lawardhtiw ym",
    "unassigned": "\U000e0fff\U0010ffff\ufdd0",
    "control": "".join(map(chr, range(32))) + "\x7f\x85",
}


@pytest.fixture(scope="module")
def cheap():
    return build_brain(Settings(), second=CHEAP_ALONE)


@pytest.fixture(scope="module")
def both():
    path = find_pack()
    if path is None:
        pytest.skip("the encoder's weights are not on this machine: run `skerry encoder fetch`")
    guard = Guarded(E5(Pack(path), {}, "plain"), slowest_ms=1e9, pause_s=60)
    stage = SecondStage.from_arrays(some_heads("plain", 384), guard)
    return build_brain(Settings(), second=Second(stage, lambda: guard.state))


def read(brain, *texts):
    return brain.assess_many([Question(message=a_message(text), now=NOON) for text in texts])


def sound(verdict):
    labels = verdict.labels
    shares = [share for _, share in labels.intents]
    return (
        labels.intent in INTENTS
        and (labels.language == UNKNOWN or labels.language.isalpha())
        and all(0 <= each <= 1 for each in (*shares, labels.urgency_confidence))
        and -1 <= labels.sentiment_score <= 1
    )


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_the_cheap_stage_alone_labels_any_text(cheap, text):
    [verdict] = read(cheap, text)
    assert verdict.stage == "cheap"
    assert sound(verdict)


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_both_stages_label_any_text(both, text):
    [verdict] = read(both, text)
    assert verdict.stage == "encoder"
    assert sound(verdict)


def test_all_of_them_together(both):
    assert all(map(sound, read(both, *TEXTS.values())))
    assert both.second.encoder.state.state == "ok"


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(), max_size=200))
def test_no_text_reaches_the_encoder_and_breaks_it(both, text):
    [verdict] = read(both, text)
    # A command says itself what it wants.
    assert verdict.stage == ("cheap" if command(text) else "encoder")
    assert sound(verdict)


def test_without_letters_the_language_is_unknown(cheap, both):
    for brain in (cheap, both):
        found = read(brain, "", "🚀🚀", "\0", "?!")
        assert {each.labels.language for each in found} == {UNKNOWN}
