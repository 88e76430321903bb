"""The second stage: asked only in doubt, weighed against the first, and never in the way."""

from __future__ import annotations

import numpy as np
import pytest

from core.errors import EncoderUnavailable
from core.triage.labels import INTENTS, label
from core.triage.linear import CHEAP, Head, Said
from core.triage.reading import read
from core.triage.second import (
    ENCODER,
    NEVER,
    THINKABLE,
    VERSION,
    SecondStage,
    advertises,
    sureness,
    suspected,
)
from core.types import Urgency

HEADS = {
    "intent": Head("intent", ("chatter", "deposit"), 0, 1.0, (1.0, 1.0)),
    "urgency": Head("urgency", ("P0", "P1", "P2", "P3"), 2, 1.0, (1.0, 1.0, 1.0, 1.0)),
    "tone": Head("tone", ("good", "bad"), 6, 1.0, (1.0, 1.0)),
}


class FakeEncoder:
    """Vectors by a word in the text; counts what it was asked."""

    name = "fake"

    def __init__(self, *, broken: bool = False) -> None:
        self.asked: list[str] = []
        self.broken = broken

    def encode(self, texts):
        if self.broken:
            raise EncoderUnavailable("gone")
        self.asked += texts
        return np.array([[1.0, 0.0] if "deposit" in text else [0.0, 1.0] for text in texts], "f4")


def arrays(**changes):
    values = {
        "version": np.array([VERSION]),
        "encoder": np.array(["fake"]),
        "heads": np.array(["intent=chatter,deposit", "urgency=P0,P1,P2,P3"]),
        "weights": np.array([[-9, 9, 0, 9, 0, 0], [9, -9, 0, 0, 0, 9]], dtype=np.float32),
        "bias": np.zeros(6, dtype=np.float32),
        "cheap": np.array([0.5, 0.5], dtype=np.float32),
        "own": np.array([1.0, 1.0], dtype=np.float32),
        "shift": np.zeros(6, dtype=np.float32),
        "lean": np.zeros(6, dtype=np.float32),
        "doubt": np.array([0.8, 0.0], dtype=np.float32),
        "suspect": np.array([0.2], dtype=np.float32),
        "alarm": np.array([0.4], dtype=np.float32),
    }
    return values | changes


def said(intent=(0.5, 0.5), urgency=(0.0, 0.1, 0.1, 0.8), tone=(0.3, 0.7)) -> Said:
    return Said([*intent, *urgency, *tone], HEADS, 0.5)


def stage(**changes) -> SecondStage:
    return SecondStage.from_arrays(arrays(**changes), FakeEncoder())


def test_the_encoder_decides_where_the_words_do_not():
    second = stage()
    texts = ["my deposit", "hello there"]
    deposit, chat = second.revise([read(text) for text in texts], [said(), said()])
    assert deposit.named("intent") == "deposit"
    assert deposit.share("intent", "deposit") > 0.99
    assert chat.named("intent") == "chatter"
    assert deposit.stage == chat.stage == ENCODER
    assert sum(deposit.shares("urgency").values()) == pytest.approx(1, abs=1e-5)


def test_heads_that_it_does_not_have_stay_as_they_were():
    (one,) = stage().revise([read("my deposit")], [said()])
    assert one.share("tone", "bad") == pytest.approx(0.7, abs=1e-4)


def test_it_is_not_asked_where_the_cheap_stage_is_sure():
    second, sure = stage(), said(intent=(0.9, 0.1))
    revised = second.revise([read("my deposit"), read("a deposit?")], [sure, said()])
    assert revised[0] is sure
    assert second.encoder.asked == ["a deposit?"]
    assert second.revise([read("my deposit")], [sure]) == [sure]


def test_what_somebody_is_wary_of_is_read_twice():
    second, sure = stage(), said(intent=(0.9, 0.1))
    revised = second.revise([read("deposit"), read("my deposit")], [sure, sure], [False, True])
    assert revised[0] is sure
    assert second.encoder.asked == ["my deposit"]


COLUMNS = frozenset({"weights", "bias", "shift", "lean"})
WHOLE = {
    "intent": Head("intent", INTENTS, 0, 1.0, (1.0,) * len(INTENTS)),
    "urgency": Head("urgency", ("P0", "P1", "P2", "P3"), len(INTENTS), 1.0, (1.0,) * 4),
    "answerable": Head("answerable", ("no", "yes"), len(INTENTS) + 4, 1.0, (1.0, 1.0)),
}


def sure_of(intent, emergency=0.0, *, thinkable=0.0, answerable=0.0) -> Said:
    """Sure of one intent, but for what is left to one that emergencies have."""
    shares = dict.fromkeys(INTENTS, 0.0) | {"scam_report": thinkable}
    shares[intent] += 1 - thinkable
    urgency = (emergency, 0.0, 0.0, 1 - emergency)
    return Said([*shares.values(), *urgency, 1 - answerable, answerable], WHOLE, 0.5)


def test_who_may_advertise_is_read_twice():
    calm, selling = sure_of("fees"), sure_of("fees")
    selling.row[INTENTS.index("spam")] = 0.03
    assert (advertises(calm), advertises(selling), advertises(said())) == (False, True, False)
    one = {name: array[:1] for name, array in arrays().items() if name in {"cheap", "own"}}
    two = {name: array[..., :2] for name, array in arrays().items() if name in COLUMNS}
    second = stage(**one, **two, heads=np.array(["answerable=no,yes"]), doubt=np.zeros(1))
    second.revise([read("my deposit"), read("a deposit")], [calm, selling])
    assert second.encoder.asked == ["a deposit"]


@pytest.mark.parametrize(
    ("first", "doubtful"),
    [
        pytest.param(sure_of("crisis", 0.1), False, id="no alarm in sight"),
        pytest.param(sure_of("crisis", 0.3), True, id="perhaps an emergency"),
        pytest.param(sure_of("crisis", 0.6), False, id="an emergency anyway"),
        pytest.param(sure_of("fees", 0.3), False, id="of what is no emergency"),
        pytest.param(sure_of("fees", 0.3, thinkable=THINKABLE), True, id="unless it is thinkable"),
        pytest.param(sure_of("fees", 0.3, thinkable=0.09), False, id="which it hardly is"),
    ],
)
def test_a_possible_emergency_is_always_doubt(first, doubtful):
    assert stage().doubts(first) is suspected(first, 0.2) is doubtful


def test_what_the_desk_may_answer_both_stages_read():
    second = stage(answers=np.array([0.6], dtype=np.float32))
    assert second.doubts(sure_of("fees", answerable=0.61))
    assert not second.doubts(sure_of("fees", answerable=0.59))
    assert not second.doubts(said(intent=(0.9, 0.1)))  # nobody has judged it
    assert stage().answers == NEVER
    assert not stage().doubts(sure_of("fees", answerable=1.0))


def test_an_attack_is_only_surely_none():
    heads = {"attack": Head("attack", ("no", "yes"), 0, 1.0, (1.0, 1.0))}
    assert sureness(Said([0.1, 0.9], heads), "attack") == 0.1
    assert sureness(said(), "tone") == 0.7


def test_without_the_encoder_the_cheap_stage_stands():
    second = SecondStage.from_arrays(arrays(), FakeEncoder(broken=True))
    first = said()
    assert second.revise([read("my deposit")], [first]) == [first]
    assert first.stage == CHEAP


def test_heads_for_another_encoder_are_refused():
    with pytest.raises(ValueError, match="fitted on other, the encoder is fake"):
        stage(encoder=np.array(["other"]))
    with pytest.raises(ValueError, match="skerry train"):
        stage(version=np.array([VERSION + 1]))


def test_addresses_reach_the_encoder_as_plain_words():
    second = stage()
    second.revise([read("@someone see nordex.example or a@b.example")], [said()])
    assert second.encoder.asked == ["@user see http or email"]


@pytest.mark.parametrize(
    ("intent", "share", "level"),
    [
        pytest.param("crisis", 0.25, Urgency.P0, id="above the alarm, though not the likeliest"),
        pytest.param("crisis", 0.15, Urgency.P1, id="below it, though P1 is no likelier"),
        pytest.param("deposit", 0.25, Urgency.P1, id="of something that is seldom an emergency"),
        pytest.param("deposit", 0.45, Urgency.P0, id="of something that clearly is one now"),
    ],
)
def test_the_alarm_has_a_threshold_of_its_own(intent, share, level):
    heads = {
        "intent": Head("intent", ("chatter", intent), 0, 1.0, (1.0, 1.0)),
        "urgency": Head("urgency", ("P0", "P1", "P2", "P3"), 2, 1.0, (9.0, 1.0, 1.0, 1.0)),
        "sentiment": Head("sentiment", ("negative", "neutral", "positive"), 6, 1.0, (1, 1, 1)),
    }
    row = [0.4, 0.6, share, 0.3, 0.3, 0.1, 0.2, 0.5, 0.3]
    labels = label(read("my deposit"), (), Said(row, heads, 0.2, ENCODER))
    assert labels.urgency is level
    assert (labels.intent, labels.intent_confidence) == (intent, 0.6)
