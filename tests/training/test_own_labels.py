"""Own labels: measured on what was not seen, refused where unsure, and the same at work."""

from __future__ import annotations

import json

import numpy as np
import pytest

from core.errors import ConfigError
from core.triage.features import Hasher
from core.triage.own import NEVER, OwnHead, OwnLabels
from core.triage.reading import read
from core.triage.text import for_encoder
from tests.core.triage.kit_explain import WordEncoder
from training.own_labels import FEWEST, Lines, fit, read_examples
from training.own_measures import Measured, Share

WHO = ("please", "hello team", "hey nordex", "sir", "good day", "hi there", "anyone", "support")
WHEN = ("today", "this week", "at once", "since monday", "for my order", "as promised", "again")
REFUNDS = [f"{who} i want a refund {when}" for who in WHO for when in WHEN[:4]]
OTHERS = [f"{who} the app looks nice {when}" for who in WHO for when in WHEN[:4]]


def lines(**labels) -> Lines:
    pairs = [(text, label) for label, texts in labels.items() for text in texts]
    return Lines(*(tuple(part) for part in zip(*pairs, strict=True)))


def fitted(examples: Lines, least: float = 0.9):
    return fit(examples, WordEncoder().encode, "words", least)


def test_what_can_be_told_apart_is_measured_and_given_at_work():
    made = fitted(lines(yes=REFUNDS, no=OTHERS))
    measured = made.measured
    assert measured.refusal(0.9) == ""
    assert (measured.examples, [each.label for each in measured.labels]) == (64, ["yes"])
    assert measured.precision.value == 1
    assert measured.labels[0].recall.value > 0.9
    own = OwnLabels([OwnHead.from_arrays("refund", made.arrays, "words")], WordEncoder())
    texts = [read("hello, could i get a refund?"), read("what a nice app"), read("نص")]
    tags = own.tags(texts, own.read(texts))
    assert [list(each) for each in tags] == [["refund"], [], []]


def test_at_work_the_scores_are_those_of_the_fit():
    examples = lines(
        yes=REFUNDS,
        no=OTHERS,
        other=[f"coins back {when} {who}" for who in WHO for when in WHEN[:3]],
    )
    made = fitted(examples)
    head = OwnHead.from_arrays("x", made.arrays, "words")
    vectors = WordEncoder().encode([for_encoder(text) for text in examples.texts])
    buckets = [Hasher().buckets(read(text)) for text in examples.texts]
    shares = head.shares(buckets, vectors)
    assert np.allclose(shares.sum(axis=1), 1, atol=1e-5)
    named = [head.labels[place] for place in shares.argmax(axis=1)]
    assert np.mean([a == b for a, b in zip(named, examples.labels, strict=True)]) > 0.95


def test_the_same_examples_give_the_same_head():
    one, other = (fitted(lines(yes=REFUNDS, no=OTHERS)).arrays for _ in range(2))
    assert all(np.array_equal(one[name], other[name]) for name in one)


def test_chance_is_not_switched_on():
    luck = np.random.default_rng(3)
    texts = [f"{a} {b}" for a in WHO for b in WHEN]
    shuffled = luck.permutation(len(texts))
    made = fitted(
        lines(yes=[texts[i] for i in shuffled[:28]], no=[texts[i] for i in shuffled[28:]]), 0.95
    )
    assert made.measured.refusal(0.95)
    assert "\n" not in made.measured.refusal(0.95)


def test_a_set_of_labels_is_measured_label_by_label():
    made = fitted(
        lines(
            refund=REFUNDS,
            coins=[f"{who} coins back {when}" for who in WHO for when in WHEN[:2]],
            no=OTHERS,
        )
    )
    assert sorted(each.label for each in made.measured.labels) == ["coins", "no", "refund"]
    assert made.measured.coverage.value > 0.8


@pytest.mark.parametrize(
    ("precision", "least", "line"),
    [
        (Share(0, 0), 0.9, "never sure enough"),
        (Share(8, 10), 0.9, "precision is 0.80, least_precision is 0.9"),
        (Share(9, 10), 0.9, ""),
    ],
)
def test_refusals(precision, least, line):
    measured = Measured(40, 10, precision, Share(precision.all, 40), ())
    told = measured.refusal(least)
    assert line in told
    assert bool(told) == bool(line)


@pytest.mark.parametrize(
    ("share", "low", "high"),
    [(Share(0, 0), 0.0, 1.0), (Share(10, 10), 0.72, 1.0), (Share(50, 100), 0.40, 0.60)],
)
def test_intervals(share, low, high):
    assert share.interval == pytest.approx((low, high), abs=0.01)


def written(tmp_path, records) -> object:
    path = tmp_path / "examples.jsonl"
    path.write_text("\n\n".join(map(json.dumps, records)), "utf-8")
    return path


def test_examples_are_read_masked_and_once(tmp_path):
    seed = "abandon " * 11 + "about"
    records = [
        *({"text": text, "label": True} for text in [*REFUNDS[:FEWEST], REFUNDS[0]]),
        *({"text": text, "label": "no"} for text in OTHERS[:FEWEST]),
        {"text": f"my seed: {seed}", "label": False},
    ]
    found = read_examples(written(tmp_path, records))
    assert found.counts == {"yes": FEWEST, "no": FEWEST + 1}
    assert "abandon" not in " ".join(found.texts)


@pytest.mark.parametrize(
    ("records", "line"),
    [
        ([], "at least two labels"),
        ([{"text": "a", "label": "yes"}], "at least two labels"),
        ([{"text": "a", "label": "yes"}, {"text": "b", "label": "no"}], "'no' has 1, 'yes' has 1"),
        ([{"text": "a"}], "line 1: not of the form"),
        ([{"text": "a", "label": 3}], "line 1: 'text' and 'label'"),
        (["x"], "line 1: not of the form"),
    ],
    ids=["empty", "one label", "few", "no label", "a number", "not an object"],
)
def test_unusable_examples_cost_one_line(tmp_path, records, line):
    with pytest.raises(ConfigError) as refused:
        read_examples(written(tmp_path, records))
    assert line in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(ConfigError, match="No such file"):
        read_examples(tmp_path / "nowhere.jsonl")


def test_never_is_above_any_share():
    assert NEVER > 1
