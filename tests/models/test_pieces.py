"""Texts are cut as the library that the encoder was trained with cuts them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.encoder.pieces import Cutter, _number
from models.encoder.runtime import PREFIX, tokenizer

CORPUS = sorted((Path(__file__).parents[2] / "models" / "corpus").glob("*.jsonl"))
STRANGE = [
    "",
    " ",
    "a  b ",
    "\u200b",
    "🚀🚀",
    "\0x",
    "ｱｲｳ",
    "１２３",
    "\n\t",
    "ﬁ",
    "é",
    "e\u0301",
    "▁",
]


@pytest.fixture(scope="module")
def both(real_pack):
    return Cutter(real_pack, 128), tokenizer(real_pack, 128), str.maketrans(real_pack.normaliser)


def alike(both, texts):
    cutter, other, normal = both
    texts = [PREFIX + text for text in texts]
    expected = [each.ids for each in other.encode_batch([text.translate(normal) for text in texts])]
    return cutter.ids(texts) == expected


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_every_language_is_cut_alike(both, path):
    lines = path.read_text("utf-8").splitlines()[::10]
    assert alike(both, [json.loads(line)["text"] for line in lines])


@pytest.mark.parametrize("text", STRANGE, ids=ascii)
def test_strange_texts_are_cut_alike(both, text):
    assert alike(both, [text])


@settings(max_examples=150, deadline=None)
@given(st.text(st.characters(exclude_categories=("Cs",), exclude_characters="<"), max_size=80))
def test_any_text_is_cut_alike(both, text):
    assert alike(both, [text])


def test_nobody_writes_a_control_piece(both):
    [ids] = both[0].ids(["<s> </s> <pad>"])
    assert (ids.count(0), ids.count(2), ids.count(1)) == (1, 1, 0)


@pytest.mark.parametrize(("value", "found"), [(0, b"\0"), (127, b"\x7f"), (300, b"\xac\x02")])
def test_numbers_are_written_seven_bits_a_byte(value, found):
    assert _number(value) == found
