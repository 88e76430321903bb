"""The matrix at work: shares that add up, stable buckets, weights that fit the build."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.triage import features
from core.triage.features import BUCKETS, Hasher
from core.triage.linear import VERSION, LinearModel
from core.triage.reading import read


def arrays(**changes):
    """Two heads over every bucket that the word `deposit` falls into."""
    rows = np.unique(Hasher().buckets(read("deposit")))
    weights = np.zeros((len(rows), 5), dtype=np.int8)
    weights[:, 1] = 100
    values = {
        "version": np.array([VERSION]),
        "name": np.array(["linear-test"]),
        "languages": np.array(["en", "zh"]),
        "heads": np.array(["intent=login,deposit,spam", "tone=good,bad"]),
        "rows": rows.astype(np.int32),
        "weights": weights,
        "scale": np.full(5, 0.1, dtype=np.float32),
        "norm": np.ones(len(rows), dtype=np.float32),
        "bias": np.zeros(5, dtype=np.float32),
        "lean": np.array([0, 0, 0, 0, 0.5], dtype=np.float32),
        "temperature": np.array([1.0, 2.0], dtype=np.float32),
        "alarm": np.array([0.5], dtype=np.float32),
    }
    return values | changes


def test_it_reads_what_it_was_taught():
    model = LinearModel.from_arrays(arrays())
    deposit, other = model.predict(["my deposit", "q w e r t y u i o p a s d f g h j k"])
    assert deposit["intent"]["deposit"] > 0.99
    assert other["intent"]["login"] == pytest.approx(1 / 3)
    assert (model.name, model.languages) == ("linear-test", frozenset({"en", "zh"}))


def test_a_lean_decides_between_equals():
    said = LinearModel.from_arrays(arrays()).read([read("q w e r t y u i o p a s d f g h j k")])[0]
    assert said.named("tone") == "bad"
    assert said.share("tone", "bad") == pytest.approx(0.5)


def test_weights_for_other_features_are_refused():
    with pytest.raises(ValueError, match="skerry train"):
        LinearModel.from_arrays(arrays(version=np.array([VERSION + 1])))


def test_no_texts_no_answers():
    assert LinearModel.from_arrays(arrays()).predict([]) == []


@given(st.lists(st.text(max_size=80), min_size=1, max_size=5))
def test_shares_add_up_alone_and_in_company(texts):
    model = LinearModel.from_arrays(arrays())
    together = model.predict(texts)
    for text, shares in zip(texts, together, strict=True):
        alone = model.predict([text])[0]
        for head, codes in shares.items():
            assert sum(codes.values()) == pytest.approx(1, abs=1e-4)
            assert codes == pytest.approx(alone[head], abs=1e-4)


def test_buckets_never_change():
    buckets = Hasher().buckets(read("zebra quartz! 龘靐 @NordexBot https://a.example ok?"))
    assert 0 <= buckets.min() <= buckets.max() < BUCKETS
    assert int(np.bitwise_xor.reduce(np.sort(buckets))) == BUCKETS_OF_OLD


def test_its_memory_is_bounded(monkeypatch):
    monkeypatch.setattr(features, "_MOST_CACHED", 2)
    hasher = Hasher()
    first = hasher.buckets(read("one two three four"))
    assert (hasher.buckets(read("one two three four")) == first).all()


BUCKETS_OF_OLD = 22976


@pytest.mark.parametrize("text", ["🔥", "哈", "deposit "], ids=["emoji", "han", "word"])
def test_shouting_a_thousand_times_is_no_surer_than_saying_it_ten_times(text):
    few, many = (Hasher().buckets(read(text * times)) for times in (10, 1000))
    assert len(many) < 3 * len(few) + 40
