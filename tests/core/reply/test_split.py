"""Parts fit, say the same as the whole, and never cut through what belongs together."""

from __future__ import annotations

from itertools import accumulate

import pytest
import regex
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from core.ports import Capabilities
from core.reply.split import length, split

FAMILY = "👨‍👩‍👧‍👦"
FLAG, ACCENT, THUMB = "🇳🇴", "e\u0301", "👍🏽"


def roomy(most: int, *, utf16: bool = True) -> Capabilities:
    return Capabilities(max_length=most, utf16=utf16)


def joined(parts) -> str:
    return "".join("".join(parts).split())


CASES = {
    "fits": ("hello", 10, ("hello",)),
    "empty": ("", 10, ()),
    "blank": (" \n\n ", 10, ()),
    "paragraph first": ("one two\n\nthree. Four five", 20, ("one two", "three. Four five")),
    "then a line": ("one two.\nthree. four five", 19, ("one two.", "three. four five")),
    "then a sentence": ("One two three. Four five", 17, ("One two three.", "Four five")),
    "a sentence in Chinese": ("今天天气好。明天也很好吗？", 9, ("今天天气好。", "明天也很好吗？")),
    "a sentence in Hindi": ("यह ठीक है। धन्यवाद आपका", 14, ("यह ठीक है।", "धन्यवाद आपका")),
    "then a word": ("onetwothree fourfivesix", 15, ("onetwothree", "fourfivesix")),
    "then anywhere": ("abcdefghij", 4, ("abcd", "efgh", "ij")),
    "a border too early is no border": ("a\n\nbcdefgh ijklmnop", 17, ("a\n\nbcdefgh", "ijklmnop")),
    "families stay together": (FAMILY * 2, 12, (FAMILY, FAMILY)),
    "flags stay together": (FLAG * 3, 7, (FLAG, FLAG, FLAG)),
    "accents stay on their letter": (ACCENT * 4, 5, (ACCENT * 2, ACCENT * 2)),
    "skin stays on its hand": (THUMB * 2, 5, (THUMB, THUMB)),
    "a link stays whole": (
        "see [the page](https://nordex.example/a) now",
        38,
        ("see", "[the page](https://nordex.example/a)", "now"),
    ),
    "an address stays whole": (
        "go https://nordex.example/freeze.now",
        34,
        ("go", "https://nordex.example/freeze.now"),
    ),
    "code stays whole": ("send `a b c d e f g` on", 18, ("send", "`a b c d e f g` on")),
    "a link longer than a part is cut": (
        "https://nordex.example/" + "x" * 12,
        20,
        ("https://nordex.examp", "le/" + "x" * 12),
    ),
    "a character longer than a part is cut": (FAMILY, 6, ("👨‍👩‍", "👧‍👦")),
}


@pytest.mark.parametrize(("text", "most", "parts"), CASES.values(), ids=CASES.keys())
def test_where_a_text_is_cut(text, most, parts):
    assert split(text, roomy(most)) == parts


def test_length_counts_as_the_platform_does():
    assert length("a👍", roomy(10)) == 3
    assert length("a👍", roomy(10, utf16=False)) == 2
    assert split("👍👍👍", roomy(2, utf16=False)) == ("👍👍", "👍")
    assert split("👍👍👍", roomy(5)) == ("👍👍", "👍")


PIECES = st.sampled_from(
    [
        *("word", "Two words.", "你好。", "中文", "\n", "\n\n", " ", FAMILY, FLAG, ACCENT, THUMB),
        *("[a b](https://nordex.example/x)", "https://nordex.example/y", "- point\n", "`co de`"),
        *("\u0301", "\u200d", "\ud83d", "[", "`", "*", "(", ")", "क्षि", "각", "x" * 30),
    ]
)
TEXTS = st.one_of(st.lists(PIECES, max_size=40).map("".join), st.text(max_size=200))


@given(TEXTS, st.integers(2, 60), st.booleans())
@example(" \u0301x", 2, False)
@example("\r\n\r\n a", 2, True)
@example("\n\u0301word", 2, False)
@settings(deadline=None, max_examples=300)
def test_parts_fit_are_not_empty_and_say_the_same(text, most, utf16):
    capabilities = roomy(most, utf16=utf16)
    parts = split(text, capabilities)
    assert all(part.strip() for part in parts)
    assert all(length(part, capabilities) <= most for part in parts)
    assert joined(parts) == joined([text])


@given(TEXTS)
@settings(deadline=None, max_examples=300)
def test_a_cut_is_never_inside_what_a_reader_sees_as_one_character(text):
    characters = regex.findall(r"\X", text)
    assume(all(length(each, roomy(40)) <= 40 for each in characters))
    borders = set(accumulate(map(len, characters)))
    end = 0
    for part in split(text, roomy(40)):
        start = text.index(part, end)
        assert start == 0 or start in borders
        end = start + len(part)


@given(
    st.lists(
        st.sampled_from(["some words", "[a b](https://nordex.example/x)", "`co de`"]), min_size=1
    )
)
@settings(deadline=None)
def test_links_and_code_are_never_cut(pieces):
    parts = split(" ".join(pieces), roomy(40))
    for whole in ("[a b](https://nordex.example/x)", "`co de`"):
        assert sum(part.count(whole) for part in parts) == pieces.count(whole)


@pytest.mark.parametrize("unit", ["[", "`a ``", "[a](", "x ", FAMILY, "\n", "https://"])
def test_a_nasty_text_is_cut_in_good_time(unit):
    text = unit * (20_000 // len(unit))
    assert len(split(text, roomy(4096))) <= 20_000 // 1000


def weigh(text: str) -> int:
    """Two for everything beyond Latin letters, as one platform counts."""
    return sum(2 if char > "\u10ff" else 1 for char in text)


@given(st.text(max_size=60), st.integers(2, 12))
def test_parts_fit_by_the_platforms_own_count(text, most):
    capabilities = Capabilities(max_length=most, measure=weigh)
    parts = split(text, capabilities)
    assert all(0 < weigh(part) <= most for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())


def test_a_count_that_shrinks_with_more_text_is_asked_for_each_part():
    def odd(text: str) -> int:
        return 9 if len(text) == 3 else len(text)

    parts = split("abcdef", Capabilities(max_length=4, measure=odd))
    assert "".join(parts) == "abcdef"
    assert all(odd(part) <= 4 for part in parts)
