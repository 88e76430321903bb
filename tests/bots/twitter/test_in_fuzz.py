"""Promises about any payload at all: reading never fails, and never names the wrong person.

`SKERRY_FUZZ=100000` tries so many examples of each kind instead of some hundreds.
"""

from __future__ import annotations

import copy
import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bots.twitter.stopwords import BUILT_IN, wish
from core.types import DeadLetter, Message, Reach, Removal
from tests.bots.twitter.test_in_convert import KNOWN, SAMPLES, hear_payload

EXAMPLES = int(os.environ.get("SKERRY_FUZZ", "400"))
IDS = ["1001", "5001", "5002", "9001", "9007", "0", "1" * 25, "-1", "x", ""]
junk = st.one_of(
    st.none(),
    st.booleans(),
    st.sampled_from(IDS),
    st.integers(),
    st.floats(),
    st.text(max_size=8),
    st.sampled_from(
        [
            "1001-5001",
            "5002-1001",
            "0001-01-01T00:00:00+14:00",
            "9999-12-31T23:59:59-14:00",
            "99999999999999999999",
            "@NordexSupport stop",
            "\ud800",
            "\x00",
            "retweeted",
            "MessageCreate",
        ]
    ),
    st.lists(st.sampled_from(IDS), max_size=2),
    st.dictionaries(st.sampled_from(["id", "text", "data"]), st.sampled_from(IDS), max_size=2),
)


@st.composite
def broken_payloads(draw):
    """A sample's name, and it with some values replaced or taken away."""
    name = draw(st.sampled_from(sorted(SAMPLES)))
    payload = copy.deepcopy(SAMPLES[name])
    for _ in range(draw(st.integers(0, 4))):
        places = list(_places(payload))
        if not places:
            break
        holder, key = draw(st.sampled_from(places))
        if isinstance(holder, dict) and draw(st.booleans()):
            del holder[key]
        else:
            holder[key] = draw(junk)
    return name, payload


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(broken_payloads())
def test_reading_never_fails_and_names_the_right_person(broken):
    name, payload = broken
    truths = set(_truths(payload))
    for arrival in hear_payload(name, payload):
        assert isinstance(arrival, Message | Reach | DeadLetter | Removal)
        assert arrival.account == "1001"
        if isinstance(arrival, Message):
            assert arrival.author.id != "1001"
            assert (arrival.author.id, arrival.conversation) in truths
            assert arrival.sent_at.utcoffset().total_seconds() == 0
            words = arrival.text + arrival.reply_text + arrival.author.name
            assert words.encode().decode() == words
        if isinstance(arrival, Reach):
            assert arrival.address.partition("/")[2] in {author for author, _ in truths}


@settings(max_examples=200, deadline=None)
@given(st.one_of(junk, st.lists(junk), st.dictionaries(st.sampled_from(["data", "x"]), junk)))
@pytest.mark.parametrize("name", ["mention", "dm", "event_mention"])
def test_anything_at_all_is_survived(name, anything):
    for arrival in hear_payload(name, anything):
        assert isinstance(arrival, DeadLetter)


@given(st.text())
def test_any_text_is_an_order_or_none(text):
    assert wish(text, BUILT_IN) in {True, False, None}


def _places(value):
    """Every (holder, key) inside."""
    pairs = enumerate(value) if isinstance(value, list) else value.items()
    for key, inner in list(pairs):
        yield value, key
        if isinstance(inner, list | dict):
            yield from _places(inner)


def _truths(value):
    """Every (author, conversation) that a part of the payload names, read as plainly as possible
    and by other means."""
    if isinstance(value, list):
        for each in value:
            yield from _truths(each)
    if not isinstance(value, dict):
        return
    for author, thread in _names(value):
        if isinstance(author, str) and author != KNOWN.me:
            yield author, thread or f"dm:{author}"
    for each in value.values():
        yield from _truths(each)


def _names(thing):
    if isinstance(thing.get("conversation_id"), str):
        author = thing.get("author_id")
        yield author, f"post:{thing['conversation_id']}:{author}"
    yield thing.get("sender_id"), ""
