"""Levels from moderators' verdicts: what is promised is kept, and nothing is promised blindly."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.scams import Verdicted
from core.triage.relevel import (
    ALERT_ONE_IN,
    HIGHEST,
    LEAST_MESSAGES,
    LEAST_VERDICTS,
    REVIEW_ONE_IN,
    reaching,
    relevel,
)
from core.triage.risk import Levels
from tests.conftest import NOON

LEVELS = Levels(note=0.15, review=0.52, alert=0.96)


def verdict(score: float, *, scam: bool = False) -> Verdicted:
    return Verdicted(scam_id="s", message_key="m", at=NOON, score=score, scam=scam)


def judged(*harmless: float, scams: int = LEAST_VERDICTS) -> list[Verdicted]:
    return [*map(verdict, harmless), *(verdict(0.97, scam=True) for _ in range(scams))]


@pytest.mark.parametrize(
    ("harmless", "seen", "review", "alert"),
    [
        ((), 1000, 0.52, 0.52),
        ((0.7,), 1000, 0.52, 0.7001),
        ((0.7,), 1999, 0.52, 0.52),
        ((0.99, 0.7), 1999, 0.52, 0.7001),
        ((0.99, 0.7, 0.3), 1999, 0.52, 0.7001),
        ((0.9,) * 10, 1000, 0.9001, 0.9001),
        ((0.9,) * 9, 1000, 0.52, 0.9001),
        ((0.9, *(0.6,) * 9), 1000, 0.6001, 0.9001),
        ((0.3,) * 60, 1000, 0.52, 0.52),
        ((0.99995,), 1000, 0.52, HIGHEST),
        ((0.99994,) * 30, 1000, HIGHEST, HIGHEST),
    ],
    ids=[
        "no mistake: down to where judging began",
        "the one mistake is left out of a thousand",
        "one in two thousand may stay",
        "the second lies above",
        "what lies below any level does not count",
        "ten of a thousand are one too many",
        "nine of a thousand may be reviewed",
        "both levels move",
        "nobody judged below review",
        "there is nothing higher",
        "nothing higher for either",
    ],
)
def test_levels(harmless, seen, review, alert):
    found = relevel(judged(*harmless), seen + LEAST_VERDICTS, LEVELS)
    assert found.enough
    assert found.levels == Levels(note=0.15, review=review, alert=alert)
    assert (found.judged, found.mistakes) == (LEAST_VERDICTS + len(harmless), len(harmless))


def test_scammers_are_no_false_alarms():
    found = relevel(judged(scams=500), 1500, LEVELS)
    assert found.enough
    assert found.levels.alert == LEVELS.review


@pytest.mark.parametrize(
    ("verdicts", "messages", "enough"),
    [
        (judged(), LEAST_MESSAGES + LEAST_VERDICTS, True),
        (judged(), LEAST_MESSAGES + LEAST_VERDICTS - 1, False),
        (judged(scams=LEAST_VERDICTS - 1), 10 * LEAST_MESSAGES, False),
        (judged(0.7, scams=LEAST_VERDICTS - 1), 10 * LEAST_MESSAGES, True),
        ([], 0, False),
        (judged(0.99), 3, False),
    ],
    ids=["just enough", "a message short", "a verdict short", "any verdict", "nothing", "too odd"],
)
def test_too_little_changes_nothing_and_says_so(verdicts, messages, enough):
    found = relevel(verdicts, messages, LEVELS)
    assert found.enough is enough
    if not enough:
        assert found.levels == LEVELS
        (why,) = found.why
        assert "too few" in why
        assert f"{LEAST_VERDICTS} and 1,000" in why


def test_the_reasons_tell_counts_and_limits():
    (review, alert) = relevel(judged(0.99995), 5000 + LEAST_VERDICTS, LEVELS).why
    assert review.startswith("review: 1 of 5,000 harmless messages reach 0.5200, 49 may")
    assert "below 0.5200 nothing was judged" in review
    assert alert.startswith("alert: 1 of 5,000 harmless messages reach 0.5200, 4 may")
    (_, alert) = relevel(judged(0.99995), 1000 + LEAST_VERDICTS, LEVELS).why
    assert alert.endswith("0 may; no level is higher")
    (_, alert) = relevel(judged(0.7), 1000 + LEAST_VERDICTS, LEVELS).why
    assert alert == "alert: 0 of 1,000 harmless messages reach 0.7001, 0 may"


def test_odd_present_levels_come_out_in_order():
    found = relevel(judged(), 5000, Levels(note=0.9, review=0.5, alert=0.2)).levels
    assert found == Levels(note=0.5, review=0.5, alert=0.5)
    assert relevel(judged(), 5000, Levels(review=1.0)).levels.review == HIGHEST


def test_how_many_reach_a_level():
    both = judged(0.2, 0.6, 0.6, scams=3)
    assert reaching(both, 0.6, scam=False) == 2
    assert reaching(both, 0.6, scam=True) == 3
    assert reaching(both, 0.98, scam=True) == 0


@given(
    harmless=st.lists(st.floats(0, 1), max_size=80),
    seen=st.integers(LEAST_MESSAGES, 40_000),
    review=st.floats(0.01, 0.9999),
)
def test_the_promise_is_kept_or_no_level_is_higher(harmless, seen, review):
    present = Levels(note=0.01, review=review, alert=max(review, 0.96))
    found = relevel(judged(*harmless), seen + LEAST_VERDICTS, present).levels
    assert review <= found.review <= found.alert <= HIGHEST
    assert found.note <= found.review
    for level, one_in in ((found.review, REVIEW_ONE_IN), (found.alert, ALERT_ONE_IN)):
        above = sum(each >= level for each in harmless)
        assert above + 1 <= (seen + 1) / one_in or level == HIGHEST


@given(
    harmless=st.lists(st.floats(0.52, 0.9998), min_size=1, max_size=40),
    seen=st.integers(LEAST_MESSAGES, 9000),
)
def test_no_lower_level_would_do(harmless, seen):
    found = relevel(judged(*harmless), seen + LEAST_VERDICTS, LEVELS).levels
    for level, one_in, least in (
        (found.review, REVIEW_ONE_IN, LEVELS.review),
        (found.alert, ALERT_ONE_IN, found.review),
    ):
        below = sum(each >= level - 0.0002 for each in harmless)
        assert level == least or below + 1 > (seen + 1) / one_in
