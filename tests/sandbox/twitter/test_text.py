"""X's view of a text, held against the maintained port of X's own library."""

from __future__ import annotations

import pytest
import twitter_text
from hypothesis import given
from hypothesis import strategies as st

from sandbox.twitter import text

SAMPLES = (
    "hello|漢字|ü|👍🏽|👨‍👩‍👧|🇳🇴|1️⃣|…|‘x’|$BTC|@ann|#tag|a@b.com|https://example.com/a?b=c|example.com|"
    "http://x.co|https://nordex.example/a||nordex.example|don't|3.14|e.g.|\n|&|<b>|ｶﾀｶﾅ|мир|ไทย|عربى"
)
WORDS = st.sampled_from(SAMPLES.split("|"))


@given(st.lists(WORDS, max_size=12).map(" ".join))
def test_the_weighted_length_is_that_of_the_library(written):
    assert text.weighted_length(written) == twitter_text.parse_tweet(written).weightedLength


@given(st.text(alphabet=st.characters(max_codepoint=0x24F, exclude_categories=["C"])))
def test_shortened_and_escaped_texts_keep_their_entities_in_place(written):
    shortened, links = text.shorten(f"@ann {written} https://evil.example/x")
    stored = text.escape(shortened)
    found = text.entities(stored, links, lambda name: 5 if name == "ann" else 0)
    for link in found["urls"]:
        assert stored[link["start"] : link["end"]] == link["url"]
    assert found["mentions"][0] == {"start": 0, "end": 4, "username": "ann", "id": "5"}
    assert "<" not in stored
    assert found["urls"][-1]["expanded_url"] == "https://evil.example/x"


@pytest.mark.parametrize(
    ("written", "handles"),
    [
        ("@a hi @b", ["a", "b"]),
        ("(@a) .@b", ["a", "b"]),
        ("x@a a@b.com", []),
        ("@a@b", []),
        ("https://x.com/@a", []),
        ("@far_too_long_a_name", []),
        ("hi@ @ a", []),
    ],
)
def test_handles_are_found(written, handles):
    assert text.mentioned(written) == handles


@pytest.mark.parametrize(
    ("written", "tags"),
    [("$BTC $btc", {"BTC"}), ("$BTC/$ETH", {"BTC"}), ("US$100 $5 $", set()), ("$BRK.A", {"BRK.A"})],
)
def test_cashtags_are_found(written, tags):
    assert text.cashtags(written) == tags
