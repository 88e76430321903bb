"""Values survive the way to the database and back, whatever they hold."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.actions import Ask, Escalate, Ignore, Protect, Reply
from core.ports import Judged
from core.types import Author, Finding, Labels, Risk, Sentiment, Stance, Urgency, Verdict
from storage.codec import judged_of, judgement, message_row, scrubbed, us, when
from tests.conftest import NOON, a_message

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
SCORES = st.floats(allow_nan=False)
URGENCIES = st.sampled_from(Urgency)
ACTIONS = st.one_of(
    st.builds(Reply, article=WORDS, language=WORDS, reason=WORDS, confidence=SCORES),
    st.builds(Ask, facts=st.tuples(WORDS), language=WORDS, reason=WORDS),
    st.builds(Escalate, priority=URGENCIES, reason=WORDS),
    st.builds(Protect, reason=WORDS, kinds=st.tuples(WORDS), score=SCORES),
    st.builds(Ignore, reason=WORDS),
)
VERDICTS = st.builds(
    Verdict,
    labels=st.builds(
        Labels,
        language=WORDS,
        intents=st.lists(st.tuples(WORDS, SCORES), max_size=3).map(tuple),
        urgency=URGENCIES,
        sentiment=st.sampled_from(Sentiment),
    ),
    findings=st.lists(
        st.builds(
            Finding,
            signal=WORDS,
            kind=WORDS,
            score=SCORES,
            reason=WORDS,
            stance=st.sampled_from(Stance),
        ),
        max_size=2,
    ).map(tuple),
    risk=st.builds(Risk, score=SCORES, stance=st.none() | st.sampled_from(Stance)),
    facts=st.dictionaries(WORDS, st.lists(WORDS, max_size=2).map(tuple), max_size=2),
    ms=SCORES,
)


@given(verdict=VERDICTS, actions=st.lists(ACTIONS, max_size=4).map(tuple), error=WORDS)
def test_judgements_come_back_as_they_were(verdict, actions, error):
    judged = Judged(message=a_message(), verdict=verdict, actions=actions, error=error)
    back = judged_of(judged.message, judgement(judged))
    assert back == judged
    assert [type(each) for each in back.actions] == [type(each) for each in actions]


@pytest.mark.parametrize("number", [float("inf"), float("-inf"), float("nan")], ids=str)
def test_a_number_that_is_none_does_not_make_a_verdict_unreadable(number):
    judged = Judged(message=a_message(), verdict=Verdict(ms=number))
    assert str(judged_of(judged.message, judgement(judged)).verdict.ms) == str(number)


@given(st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=-5))])))
def test_times_are_exact_to_the_microsecond(moment):
    assert when(us(moment)) == moment


def test_half_an_emoji_costs_that_half_and_nothing_else():
    author = Author(id="u1", name="An\ud83d", joined_at=NOON)
    message = a_message("ok \ud83d \N{GRINNING FACE}", author=author)
    row = message_row(message)
    assert (row["text"], row["author_name"]) == ("ok ? \N{GRINNING FACE}", "An?")
    row["meta"].encode()


def test_scrubbing_leaves_whole_values_alone():
    message = a_message("提现 \N{GRINNING FACE}")
    assert scrubbed(message) == message
    assert scrubbed(replace(message, text="\udfff")).text == "?"
