"""When the cheap stage is sure alone: chosen by figures, within a budget."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from core.triage.labels import INTENTS
from core.triage.linear import Head, Said
from core.triage.second import THINKABLE
from core.types import Labels, Sentiment, Urgency, Verdict
from tests.training import kit
from training.corpus import Row
from training.second import _fuse
from training.thresholds import ANSWERS, _alarm, _best, _confidences, _Sides, choose

HEADS = {
    "intent": Head("intent", INTENTS, 0, 1.0, (1.0,) * len(INTENTS)),
    "urgency": Head("urgency", ("P0", "P1", "P2", "P3"), len(INTENTS), 1.0, (1.0,) * 4),
    "sentiment": Head("sentiment", ("negative", "neutral"), len(INTENTS) + 4, 1.0, (1.0, 1.0)),
    "attack": Head("attack", ("no", "yes"), len(INTENTS) + 6, 1.0, (1.0, 1.0)),
    "answerable": Head("answerable", ("no", "yes"), len(INTENTS) + 8, 1.0, (1.0, 1.0)),
}


def said(intent="fees", emergency=0.0, *, scam=0.0, attack=0.0, answerable=0.0) -> Said:
    shares = dict.fromkeys(INTENTS, 0.0) | {"scam_report": scam}
    shares[intent] += 1 - scam
    rest = (0.5, 0.5, 1 - attack, attack, 1 - answerable, answerable)
    return Said([*shares.values(), emergency, 0, 0, 1 - emergency, *rest], HEADS, 0.4)


def row(intent="fees", urgency="P3", tone="neutral") -> Row:
    return Row(text="t", lang="en", intent=intent, urgency=urgency, sentiment=tone,
               stance="none", risk="none")  # fmt: skip


def verdict(intent="fees", urgency=Urgency.P3, tone=Sentiment.NEUTRAL) -> Verdict:
    return Verdict(labels=Labels(intent=intent, sentiment=tone), urgency=urgency)


def test_a_brain_of_one_stage_has_nothing_to_choose():
    for brain in (kit.brain(), SimpleNamespace(second="there", model=None)):
        with pytest.raises(ValueError, match="both stages"):
            choose(brain, [])


def test_only_a_thinkable_emergency_below_the_alarm_is_suspect():
    told = [
        said("crisis", 0.2),
        said("crisis", 0.5),
        said("fees", 0.2),
        said("fees", 0.2, scam=THINKABLE),
    ]
    sure = _confidences(told)
    assert sure["suspect"].tolist() == [0.2, 0.0, 0.0, 0.2]
    assert sure["intent"].tolist() == [1.0, 1.0, 1.0, pytest.approx(0.9)]
    assert sure["attack"].tolist() == [1.0] * 4
    assert _confidences([])["suspect"].tolist() == []


def test_the_alarm_is_the_lowest_that_is_right_often_enough():
    emergency, calm = row("crisis", "P0"), row("crisis", "P2")
    rows = [emergency, emergency, emergency, calm, calm, calm, calm]
    told = [said("crisis", share) for share in (0.9, 0.55, 0.45, 0.42, 0.2, 0.1, 0.0)]
    quiet = [verdict("crisis", Urgency.P2) for _ in rows]
    assert _alarm(quiet, told, rows) == 0.25  # three of four
    ruled = [verdict("crisis", Urgency.P0 if each is calm else Urgency.P2) for each in rows]
    assert _alarm(ruled, told, rows) == 0.7  # never right often enough: the highest there is


def test_what_is_seldom_an_emergency_needs_more_to_be_one():
    rows = [row("crisis", "P0"), row("crisis", "P0"), row("fees", "P2")]
    told = [said("crisis", 0.25), said("crisis", 0.3), said("fees", 0.3)]
    quiet = [verdict(each.intent, Urgency.P2) for each in rows]
    assert _alarm(quiet, told, rows) == 0.04
    alike = [verdict("crisis", Urgency.P2) for _ in rows]
    assert _alarm(alike, told, rows) > 0.25


def sides(share: float, **first) -> _Sides:
    """Ten lines whose intent the cheap stage misses on one in five, sure by so much."""
    rows = [row("fees") for _ in range(8)] + [row("deposit"), row("deposit")]
    cheap = [verdict("fees") for _ in rows]
    full = [verdict(each.intent) for each in rows]
    told = [said(**first) for _ in rows]
    sure = _confidences(told)
    sure["intent"] = np.array([0.99] * 8 + [share] * 2)
    sure["urgency"] = sure["sentiment"] = np.ones(len(rows))
    return _Sides(rows, cheap, full, sure)


def test_doubt_begins_above_what_the_cheap_stage_gets_wrong():
    chosen = _best(sides(0.5), 0.3, budget=1.0)
    assert 0.5 < chosen.doubt["intent"] <= 0.9
    assert (chosen.alarm, chosen.doubt["attack"]) == (0.3, 0.88)


def test_a_budget_of_nothing_asks_about_nothing():
    chosen = _best(sides(0.5), 0.3, budget=0.0)
    assert chosen.doubt["intent"] <= 0.5


def test_what_must_be_read_twice_can_be_more_than_the_budget():
    for first in ({"answerable": ANSWERS}, {"attack": 0.5}, {"intent": "crisis", "emergency": 0.1}):
        chosen = _best(sides(0.5, **first), 0.3, budget=0.5)
        assert (chosen.doubt["intent"], chosen.suspect) == (0.0, 2.0)


def shares(luck, labels, *, right: float):
    """Log-shares of two codes that tell the label by so much."""
    told = np.where(labels == 1, right, -right) + luck.normal(size=len(labels))
    return -np.log1p(np.exp(np.stack([told, -told], axis=1)))


@pytest.mark.parametrize("trusted", [0.0, 5.0])
def test_the_fusion_trusts_the_words_no_more_than_it_may(trusted):
    luck = np.random.default_rng(2)
    labels = luck.integers(0, 2, 300)
    words, vectors = shares(luck, labels, right=2.0), shares(luck, labels, right=0.5)
    found = _fuse((words, vectors), labels, trusted)
    assert 0 <= found.cheap <= trusted
    assert (found.cheap > found.own) is (trusted > 0)
    assert found.own > 0
    assert np.abs(found.shift).max() < 3
    assert found.lean.tolist() == [0, 0]
