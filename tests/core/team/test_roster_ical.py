"""Shifts as calendars: what others' calendars say becomes hours; one's own can be taken along."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import ConfigError
from core.team.roster_ical import MOST_EVENTS, from_ical, to_ical
from core.team.shift import Member

# A Thursday.
NOW = datetime(2026, 1, 1, 12, tzinfo=UTC)
MIRA = Member(agent="mira", zone="Europe/Oslo", skills=frozenset({"kyc"}), most=5)
OFF = ("",) * 7


def calendar(*events: str) -> bytes:
    inner = "\n".join(f"BEGIN:VEVENT\nUID:x\n{each}\nEND:VEVENT" for each in events)
    text = f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\n{inner}\nEND:VCALENDAR\n"
    return text.replace("\n", "\r\n").encode()


def shift(start: str, end: str, *more: str, zone: str = ";TZID=Europe/Oslo") -> str:
    return "\n".join([f"DTSTART{zone}:{start}", f"DTEND{zone}:{end}", *more])


def week(**days: str) -> tuple[str, ...]:
    names = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    return tuple(days.get(name, "") for name in names)


NINE = ("20251201T090000", "20251201T170000")  # a Monday
WORKDAYS = week(**dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), "09:00-17:00"))


@pytest.mark.parametrize(
    ("events", "hours"),
    [
        ([shift(*NINE, "RRULE:FREQ=WEEKLY")], week(mon="09:00-17:00")),
        ([shift(*NINE, "RRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR")], WORKDAYS),
        ([shift(*NINE, "RRULE:FREQ=DAILY;INTERVAL=1;WKST=MO")], ("09:00-17:00",) * 7),
        ([shift("20260105T090000", "20260105T120000")], week(mon="09:00-12:00")),
        (
            [shift("20260102T220000", "20260103T060000")],
            week(fri="22:00-24:00", sat="00:00-06:00"),
        ),
        (
            [shift("20260104T200000", "20260105T040000", "RRULE:FREQ=WEEKLY")],
            week(sun="20:00-24:00", mon="00:00-04:00"),
        ),
        (
            [shift(*NINE, "RRULE:FREQ=WEEKLY"),
             shift("20251201T160000", "20251201T180000", "RRULE:FREQ=WEEKLY")],
            week(mon="09:00-18:00"),
        ),
        (
            [shift("20251201T080000", "20251201T120000", "RRULE:FREQ=WEEKLY"),
             shift("20251201T130000", "20251201T150000", "RRULE:FREQ=WEEKLY")],
            week(mon="08:00-12:00, 13:00-15:00"),
        ),
        ([shift("20260103", "20260104", zone=";VALUE=DATE")], week(sat="00:00-24:00")),
        ([shift("20260105T080000Z", "20260105T100000Z", zone="")], week(mon="09:00-11:00")),
        ([shift("20260105T080000", "20260105T100000", zone="")], week(mon="08:00-10:00")),
        (["DTSTART;TZID=Europe/Oslo:20260105T080000\nDURATION:PT2H"], week(mon="08:00-10:00")),
        (
            [shift(*NINE, "RRULE:FREQ=WEEKLY;UNTIL=20260301T000000Z"),
             shift("20251202T090000", "20251202T170000",
                   "RRULE:FREQ=WEEKLY;UNTIL=20251220T000000Z"),
             shift("20260106T090000", "20260106T170000", "STATUS:CANCELLED"),
             shift("20260107T090000", "20260107T170000", "TRANSP:TRANSPARENT"),
             shift("20260301T090000", "20260301T170000")],
            week(mon="09:00-17:00"),
        ),
    ],
    ids=["weekly", "workdays", "daily", "once", "past midnight", "past sunday", "overlap", "twice",
         "all day", "utc", "no zone", "duration", "over, cancelled, free, far"],
)  # fmt: skip
def test_a_calendar_becomes_hours(events, hours):
    read = from_ical(calendar(*events), MIRA, NOW)
    assert (read.week, read.zone) == (hours, "Europe/Oslo")
    assert (read.agent, read.skills, read.most) == ("mira", MIRA.skills, 5)


def test_the_zone_is_the_calendars():
    event = shift("20260105T090000", "20260105T170000", zone=";TZID=Asia/Tokyo")
    read = from_ical(calendar(event), MIRA, NOW)
    assert (read.zone, read.week) == ("Asia/Tokyo", week(mon="09:00-17:00"))


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (b"", "no calendar"),
        (b"\xff\xfe\x00", "no calendar"),
        (b"BEGIN:VCALENDAR\r\nEND:VEVENT\r\n", "1 to"),
        (calendar(), "1 to"),
        (calendar(*["SUMMARY:x"] * (MOST_EVENTS + 1)), "1 to"),
        (calendar("SUMMARY:no times"), "no beginning or no end"),
        (calendar(shift("20260105T170000", "20260105T090000")), "no span"),
        (calendar(shift("20260105T090000", "20260205T090000")), "no span"),
        (calendar(shift(*NINE, "RRULE:FREQ=MONTHLY")), "does not come every day"),
        (calendar(shift(*NINE, "RRULE:FREQ=WEEKLY;INTERVAL=2")), "does not come every day"),
        (calendar(shift(*NINE, "RRULE:FREQ=WEEKLY;COUNT=3")), "does not come every day"),
        (calendar(shift(*NINE)), "coming seven days"),
    ],
    ids=["empty", "bytes", "half", "none", "too many", "no times", "backwards", "a month",
         "monthly", "every other", "counted", "past"],
)  # fmt: skip
def test_what_cannot_be_meant_is_said_in_one_line(body, told):
    with pytest.raises(ConfigError) as raised:
        from_ical(body, MIRA, NOW)
    assert told in str(raised.value)
    assert "\n" not in str(raised.value)


HOURS = st.sampled_from(("", "09:00-17:00", "00:00-24:00", "07:30-12:00, 13:00-21:45"))


@given(
    st.tuples(*(HOURS,) * 7).filter(any), st.sampled_from(("UTC", "Europe/Oslo", "Asia/Kolkata"))
)
def test_ones_own_calendar_says_the_same_hours(hours, zone):
    mine = Member(agent="mira", zone=zone, week=hours)
    read = from_ical(to_ical(mine, "Shift", NOW), mine, NOW)
    assert read == mine


def test_ones_own_calendar_is_one_that_others_read():
    mine = Member(agent="mira", zone="Europe/Oslo", week=week(mon="09:00-17:00"))
    text = to_ical(mine, "Shift", NOW).decode()
    for part in ("TZID:Europe/Oslo", "RRULE:FREQ=WEEKLY;BYDAY=MO", "SUMMARY:Shift", "UID:mira-"):
        assert part in text
    assert "DTSTART;TZID=Europe/Oslo:20251229T090000" in text
    assert b"VEVENT" not in to_ical(Member(agent="li"), "Shift", NOW)
