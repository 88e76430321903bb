"""What was read a moment ago is not read again."""

from __future__ import annotations

import numpy as np
import pytest

from core.errors import EncoderUnavailable
from core.triage.recent import Recent


class Counting:
    """A vector that tells the text's length; keeps what it was asked, and can be away."""

    name = "counting"

    def __init__(self):
        self.asked = []
        self.away = False

    def encode(self, texts):
        if self.away:
            raise EncoderUnavailable("gone")
        self.asked.append(list(texts))
        return np.array([[len(text), 1.0] for text in texts], dtype=np.float32).reshape(-1, 2)


def test_a_text_is_read_once_however_often_it_is_asked_for():
    encoder = Counting()
    recent = Recent(encoder)
    assert recent.name == "counting"
    first = recent.encode(["a", "bbb", "a"])
    assert first[:, 0].tolist() == [1, 3, 1]
    assert recent.encode(["bbb", "cc", "a"])[:, 0].tolist() == [3, 2, 1]
    assert recent.encode(["a"])[:, 0].tolist() == [1]
    assert encoder.asked == [["a", "bbb"], ["cc"]]


def test_the_oldest_are_forgotten():
    encoder = Counting()
    recent = Recent(encoder, most=2)
    recent.encode(["a", "bb", "ccc"])
    recent.encode(["ccc", "bb"])
    recent.encode(["a"])
    assert encoder.asked == [["a", "bb", "ccc"], ["a"]]


def test_more_texts_than_are_remembered_all_come_back():
    texts = ["x" * number for number in range(1, 10)]
    found = Recent(Counting(), most=3).encode(texts)
    assert found[:, 0].tolist() == list(range(1, 10))


def test_no_texts_are_no_vectors_of_the_right_width():
    assert Recent(Counting()).encode([]).shape == (0, 2)


def test_an_encoder_that_is_away_is_told_but_not_needed_for_what_is_known():
    encoder = Counting()
    recent = Recent(encoder)
    recent.encode(["a"])
    encoder.away = True
    assert recent.encode(["a"])[:, 0].tolist() == [1]
    with pytest.raises(EncoderUnavailable):
        recent.encode(["a", "new"])
    encoder.away = False
    assert recent.encode(["new"])[:, 0].tolist() == [3]
