"""What an edit changed: nothing is lost, nothing made up, and long texts cost no time."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.diff import GONE, MOST_WORDS, NEW, SAME, changes

WORDS = st.text(st.sampled_from("ab \n你好สวؤ🙂"), max_size=30)


@pytest.mark.parametrize(
    ("before", "after", "parts"),
    [
        ("", "", []),
        ("same words", "same words", [(SAME, "same words")]),
        ("", "new", [(NEW, "new")]),
        ("gone", "", [(GONE, "gone")]),
        (
            "send it to BTC now",
            "send it to ETH now",
            [(SAME, "send it to "), (GONE, "BTC "), (NEW, "ETH "), (SAME, "now")],
        ),
        ("提现未到账", "提现已到账", [(SAME, "提现"), (GONE, "未"), (NEW, "已"), (SAME, "到账")]),
        (
            "one two three four",
            "one 2 three 4",
            [
                *((SAME, "one "), (GONE, "two "), (NEW, "2 ")),
                *((SAME, "three "), (GONE, "four"), (NEW, "4")),
            ],
        ),
    ],
)  # fmt: skip
def test_changes_are_told_word_by_word(before, after, parts):
    assert changes(before, after) == parts


@given(WORDS, WORDS)
def test_both_versions_can_be_read_from_it(before, after):
    parts = changes(before, after)
    assert "".join(text for kind, text in parts if kind != NEW) == before
    assert "".join(text for kind, text in parts if kind != GONE) == after


def test_very_long_texts_are_compared_by_their_ends():
    one = [f"w{n}" for n in range(20_000)]
    other = [f"v{n}" for n in range(20_000)]
    parts = changes(" ".join(["start", *one, "end"]), " ".join(["start", *other, "end"]))
    assert [kind for kind, _ in parts] == [SAME, GONE, NEW, SAME]
    assert MOST_WORDS < 20_000
