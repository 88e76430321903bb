"""What masking promises of any text: total, honest offsets, stable, linear."""

from __future__ import annotations

import sys
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.triage.secrets import MARKS, mask
from core.triage.secrets.fold import fold
from core.types import Masked

PHRASE = "abandon ability able about above absent absorb abstract absurd abuse access accident"
HEX = "1f" * 32
WIF = "5HueCGU8rMjxEXxiPuD5BDku4MkFqeZyd4dZ1jvhTVqvbTLvyTJ"
PIECES = st.sampled_from([
    *PHRASE.split(), *MARKS.values(), PHRASE, HEX, WIF, "a8Kd93jfLq02mZxP77TqWe12",
    "password", "Hunter22", "is", "my", ":", '"', "code", "123456", "sms", "4111 1111 1111 1111",
    "06/29", "private key", "api secret", "passport", "AB1234567", "\n", "[", "]", "助记词",
    "的 确",
    "确率黄油桥甲岛鱼墙瓶盐梦", "txid", "\0", "cvv", "\u200b", "\u0301", "ｐａｓｓ", "pаssword",
    "İ", "\u1112\u1161\u11ab", "⑩", "uid", ". ", "ciphertext", "{", "}",
    "ABCPE1234F",
])  # fmt: skip


@settings(deadline=None)  # the first text waits for the word lists
@given(st.text())
def test_any_text(text):
    check(text)


@settings(deadline=None)  # the first text waits for the word lists
@given(st.lists(PIECES, max_size=40), st.sampled_from([" ", "", "\n"]))
def test_texts_that_look_like_secrets(pieces, between):
    check(between.join(pieces))


def check(text: str) -> None:
    masked = mask(text)
    places = [(each.start, each.end) for each in masked.secrets]
    assert all(0 <= start < end <= len(text) for start, end in places)
    assert all(one[1] <= other[0] for one, other in pairwise(places))
    kept = [text[one[1] : other[0]] for one, other in pairwise([(0, 0), *places, (len(text), 0)])]
    marks = [*(MARKS[each.kind] for each in masked.secrets), ""]
    pairs = zip(kept, marks, strict=True)
    assert masked.text == "".join(part + mark for part, mark in pairs)
    assert mask(masked.text) == Masked(text=masked.text)


@settings(deadline=None)  # the first text waits for the word lists
@given(st.text(alphabet="aｂ\u200b\u0301\u1112\u1161⑩ а", max_size=40))
def test_every_folded_letter_knows_its_place(text):
    folded = fold(text)
    for at in range(len(folded.text)):
        start, end = folded.place(at, at + 1)
        assert 0 <= start < end <= len(text)
        assert folded.text[at] in fold(text[start:end]).text or "а" in text


@settings(deadline=None)  # the first text waits for the word lists
@given(st.sampled_from(["Hunter22", "x9!kLp2$Q"]), st.text(alphabet=" .,!\nab\u200b", max_size=20))
def test_no_secret_stands_elsewhere(secret, between):
    text = f"password: {secret} {between} {secret}"
    assert secret not in mask(text).text


HOSTILE = {
    "digits": "1",
    "groups": "1234 ",
    "cards": "4111 1111 1111 1111 ",
    "letters": "a",
    "list words": "abandon ",
    "strewn words": "abandon ability zq wv zq wv zq ",
    "other words": "zebra quux ",
    "passwords": "password: ",
    "quotes": 'password "',
    "codes": "code 12345 ",
    "hanzi": "的 一 ",
    "hanzi blocks": "助记词确率黄油桥甲岛鱼",
    "brackets": "[1,2,",
    "key files": "-----BEGIN PRIVATE KEY-----",
    "wallets": '{"ciphertext":"' + "ab" * 32,
    "tokens": "eyJabcdefghijk.eyJabcdefghijk.",
    "keys": f"private key {HEX} ",
    "joined": "abandonabilityable" * 10 + " ",
    "documents": "passport AB1234567 ",
    "invisible": "a\u200b",
    "marks": "[password removed]",
}


def calls_of(text):
    """How many functions are entered, ours and the interpreter's."""
    count = 0

    def profile(_frame, event, _argument):
        nonlocal count
        count += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(profile)
    try:
        mask(text)
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize("unit", HOSTILE.values(), ids=HOSTILE.keys())
def test_work_grows_with_the_text(unit):
    small, large = (unit * (size // len(unit)) for size in (2_000, 16_000))
    mask(small)
    # Eight times as much text; quadratic work would be sixty-four times as much.
    assert calls_of(large) < 12 * calls_of(small) + 2_000
