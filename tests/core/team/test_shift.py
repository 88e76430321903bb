"""One entry of the roster: when somebody works, what may be written."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from core.tables.team import TeamTable
from core.team.shift import HIGHEST_LIMIT, Member, checked

NIGHTS = Member(
    agent="mira",
    zone="Asia/Shanghai",
    week=("22:00-24:00", "00:00-06:00, 22:00-24:00", "00:00-06:00", "", "", "", ""),
)


@pytest.mark.parametrize(
    ("at", "works"),
    [
        (datetime(2026, 1, 5, 14, tzinfo=UTC), True),  # Monday 22:00 there
        (datetime(2026, 1, 5, 13, 59, tzinfo=UTC), False),
        (datetime(2026, 1, 5, 21, 59, tzinfo=UTC), True),  # Tuesday 05:59 there
        (datetime(2026, 1, 5, 22, tzinfo=UTC), False),
        (datetime(2026, 1, 8, 14, tzinfo=UTC), False),
    ],
    ids=str,
)
def test_a_night_shift_runs_over_midnight_in_its_own_zone(at, works):
    assert checked(NIGHTS).on_shift(at) is works


def test_who_was_not_planned_is_never_on_shift():
    assert not Member(agent="mira").on_shift(datetime(2026, 1, 5, 12, tzinfo=UTC))


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"zone": "Mars/Olympus"}, "zone"),
        ({"week": ("9 to 5",) + ("",) * 6}, "hours"),
        ({"week": ("22:00-06:00",) + ("",) * 6}, "ends before"),
        ({"skills": frozenset({"plumbing"})}, "plumbing"),
        ({"languages": frozenset({"english"})}, "english"),
        ({"languages": frozenset({"e1"})}, "e1"),
        ({"languages": frozenset({"EN"})}, "EN"),
        ({"most": 0}, "1 to"),
        ({"most": HIGHEST_LIMIT + 1}, "1 to"),
    ],
    ids=str,
)
def test_what_cannot_be_meant_is_refused_in_words(changes, word):
    with pytest.raises(ValueError, match=word):
        checked(replace(NIGHTS, **changes))


def test_a_plain_entry_is_taken_as_it_is():
    member = replace(NIGHTS, skills=frozenset({"kyc"}), languages=frozenset({"en", "fil"}))
    assert checked(member) == member


def test_nothing_is_assigned_unless_somebody_says_so():
    assert TeamTable().assign == "off"
