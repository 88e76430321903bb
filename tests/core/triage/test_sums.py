"""Words that come again are summed up once; what a text adds up to stays the same."""

from __future__ import annotations

import numpy as np
import pytest

from core.triage.features import BUCKETS, Hasher
from core.triage.reading import read
from core.triage.sums import Sums, Table

TEXTS = [
    "my withdrawal is pending, my withdrawal!",
    "提现三天了还没有到账，客服也不回复我的消息",
    "提现 失败",
    "출금이 안 돼요 도와주세요",
    "order 1234567890 0x5d81aa3c04e05d81aa3c04e05d81aa3c04e0 ok?",
    "🙂",
    "",
]


def table():
    dice = np.random.default_rng(3)
    rows = np.sort(dice.choice(BUCKETS, BUCKETS // 2, replace=False)).astype(np.int32)
    weights = dice.integers(-127, 128, (len(rows), 4)).astype(np.int8)
    return Table(rows, weights, dice.random(len(rows)).astype(np.float32))


def plainly(made, text):
    """The rows of every n-gram, one by one."""
    weights = np.zeros((BUCKETS, 4), np.int64)
    norms = np.zeros(BUCKETS)
    weights[made.rows], norms[made.rows] = made.weights, made.norms
    buckets = Hasher().buckets(read(text))
    return weights[buckets].sum(axis=0), norms[buckets].sum()


@pytest.mark.parametrize("most", [0, 1, 3, 1000], ids=["none", "one", "few", "all"])
def test_a_text_adds_up_to_the_same_however_much_is_remembered(most):
    made = table()
    sums = Sums(made, most)
    for _ in range(3):
        weights, norms = sums.of([read(text) for text in TEXTS])
        for text, weight, norm in zip(TEXTS, weights, norms, strict=True):
            expected, length = plainly(made, text)
            assert weight.tolist() == expected.tolist()
            assert norm == pytest.approx(length, rel=1e-5)


def test_numbers_hashes_and_half_sentences_are_not_kept():
    sums = Sums(table())
    sums.of([read(text) for text in TEXTS])
    assert {"my", "withdrawal", "提现失败", "출금이"} <= sums.known
    assert not any(word.isdecimal() or len(word) > 24 for word in sums.known)
    assert not any("客服" in word for word in sums.known)
