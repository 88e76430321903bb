"""Working time: hours, zones, days off, and days on which the clock is moved."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.service.calendar import ALWAYS_OPEN, Calendar, no_holiday
from core.tables.service import hours_of

OFFICE = hours_of("09:00-12:00, 13:00-17:00")
OSLO = ZoneInfo("Europe/Oslo")
WEEK = (OFFICE,) * 5 + ((), ())
CALENDAR = Calendar(zone=OSLO, week=WEEK)
HOLIDAY = Calendar(
    zone=OSLO, week=WEEK, closed=lambda day: day == date(2026, 11, 25), keeps_holidays=True
)
NEVER = Calendar(closed=lambda _: True, keeps_holidays=True)


def oslo(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=OSLO).astimezone(UTC)


@pytest.mark.parametrize(
    ("calendar", "since", "minutes", "until"),
    [
        (CALENDAR, "2026-11-23T10:00", 30, "2026-11-23T10:30"),
        (CALENDAR, "2026-11-23T11:50", 30, "2026-11-23T13:20"),
        (CALENDAR, "2026-11-23T16:45", 30, "2026-11-24T09:15"),
        (CALENDAR, "2026-11-23T07:00", 30, "2026-11-23T09:30"),
        (CALENDAR, "2026-11-20T16:45", 30, "2026-11-23T09:15"),
        (CALENDAR, "2026-11-21T12:00", 420, "2026-11-23T17:00"),
        (HOLIDAY, "2026-11-24T16:45", 30, "2026-11-26T09:15"),
        (Calendar(zone=OSLO), "2026-11-24T16:45", 30, "2026-11-24T17:15"),
    ],
    ids=["open", "over lunch", "over night", "before", "weekend", "a day", "holiday", "always"],
)
def test_a_promise_counts_working_minutes(calendar, since, minutes, until):
    due = calendar.after(oslo(since), minutes)
    assert due == oslo(until)
    assert calendar.minutes(oslo(since), due) == minutes
    assert calendar.is_open(calendar.before(due, minutes))
    assert calendar.minutes(calendar.before(due, minutes), due) == minutes


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        ("2026-11-23T08:59", False),
        ("2026-11-23T09:00", True),
        ("2026-11-23T12:00", False),
        ("2026-11-22T10:00", False),
    ],
    ids=["too early", "opens", "lunch", "Sunday"],
)
def test_somebody_works_in_these_hours(moment, is_open):
    assert CALENDAR.is_open(oslo(moment)) is is_open


def test_a_day_with_a_moved_clock_is_as_long_as_it_is():
    every_day = Calendar(
        zone=OSLO, week=(hours_of("00:00-24:00"),) * 6 + (hours_of("00:00-23:59"),)
    )
    assert not every_day.never_closes
    spring, autumn = oslo("2026-03-29T00:00"), oslo("2026-10-25T00:00")
    assert every_day.minutes(spring, spring + timedelta(days=1)) == 23 * 60 - 1 + 60
    assert every_day.minutes(autumn, oslo("2026-10-26T00:00")) == 25 * 60 - 1


def test_a_calendar_without_any_hours_promises_as_if_it_were_open():
    now = oslo("2026-11-23T10:00")
    assert NEVER.after(now, 30) == now + timedelta(minutes=30)
    assert NEVER.before(now, 30) == now - timedelta(minutes=30)
    assert NEVER.minutes(now, now + timedelta(days=3)) == 0
    assert not NEVER.is_open(now)


def test_a_calendar_that_never_closes_says_so():
    assert Calendar().never_closes
    assert Calendar().minutes(oslo("2026-11-23T10:00"), oslo("2026-11-23T09:00")) == 0
    assert not HOLIDAY.never_closes
    assert no_holiday(date(2026, 12, 25)) is False
    assert Calendar(week=ALWAYS_OPEN) == Calendar()


moments = st.datetimes(
    min_value=datetime.fromisoformat("2026-01-01"),
    max_value=datetime.fromisoformat("2026-12-31"),
    timezones=st.just(UTC),
)


@given(since=moments, minutes=st.integers(1, 5000), more=st.integers(0, 5000))
def test_a_longer_promise_is_never_due_earlier(since, minutes, more):
    due, later = CALENDAR.after(since, minutes), CALENDAR.after(since, minutes + more)
    assert since < due <= later
    assert CALENDAR.minutes(since, due) == pytest.approx(minutes)
    assert CALENDAR.before(due, 0) <= due
