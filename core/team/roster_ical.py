"""Shifts as calendars (iCalendar, RFC 5545): read into a week of hours, written as one. Pure.

The roster knows weeks that are all alike. What repeats by the week or the day is taken as it is; of
shifts that are written down one by one, those of the seven days from now on are the week.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from core.errors import ConfigError
from core.service.calendar import MINUTES_A_DAY
from core.tables.service import DAYS
from core.team.shift import Member

BYDAY = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
DAY, WEEK = timedelta(days=1), timedelta(days=7)
MOST_EVENTS, LONGEST_SHIFT = 2_000, 7 * DAY
_MINUTE = timedelta(minutes=1)

# Minutes from a week's first midnight: begins, ends.
Stretch = tuple[int, int]
MINUTES_A_WEEK = 7 * MINUTES_A_DAY


@dataclass(frozen=True, slots=True)
class _Shift:
    """One event: when it begins and ends in the roster's zone, and its rule of repetition."""

    start: datetime
    end: datetime
    rule: dict[str, list[Any]]


def from_ical(body: bytes, member: Member, now: datetime) -> Member:
    """The same entry with the hours of a calendar; raises ConfigError in one line."""
    try:
        found = Calendar.from_ical(body).walk("VEVENT")
    except (ValueError, IndexError, KeyError, TypeError, AttributeError, RecursionError):
        raise ConfigError("the file is no calendar") from None
    events = [each for each in found if isinstance(each, Event)]
    if not 0 < len(events) <= MOST_EVENTS:
        raise ConfigError(f"a calendar of shifts has 1 to {MOST_EVENTS} events")
    zone = _zone(events, member)
    shifts = [_shift(event, zone) for event in events if _counts(event)]
    stretches = [each for shift in shifts for each in _stretches(shift, now.astimezone(zone))]
    week = tuple(_written(stretches, number) for number in range(len(DAYS)))
    if not any(week):
        raise ConfigError("no shift of the calendar is in the coming seven days")
    return Member(
        agent=member.agent,
        zone=zone.key,
        week=week,
        skills=member.skills,
        languages=member.languages,
        most=member.most,
        choice=member.choice,
    )


def to_ical(member: Member, title: str, now: datetime) -> bytes:
    """A calendar whose shifts repeat every week."""
    calendar, zone = Calendar(), ZoneInfo(member.zone)
    calendar.add("prodid", "-//Skerry//roster//EN")
    calendar.add("version", "2.0")
    monday = now.astimezone(zone).date() - timedelta(days=now.astimezone(zone).weekday())
    for number, spans in enumerate(member.calendar.week):
        for opens, closes in spans:
            event = Event()
            event.add("uid", f"{member.agent}-{DAYS[number]}-{opens}@skerry")
            event.add("dtstamp", now.astimezone(UTC))
            event.add("summary", title)
            event.add("dtstart", _at(monday + number * DAY, opens, zone))
            event.add("dtend", _at(monday + number * DAY, closes, zone))
            event.add("rrule", {"FREQ": "WEEKLY", "BYDAY": BYDAY[number]})
            calendar.add_component(event)
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _at(day: date, minutes: int, zone: ZoneInfo) -> datetime:
    days, left = divmod(minutes, MINUTES_A_DAY)
    return datetime.combine(day + days * DAY, time(left // 60, left % 60), zone)


def _counts(event: Event) -> bool:
    """Cancelled shifts, and those that show as free time, are none."""
    status, shown = str(event.get("STATUS", "")), str(event.get("TRANSP", ""))
    return status.upper() != "CANCELLED" and shown.upper() != "TRANSPARENT"


def _zone(events: Iterable[Event], member: Member) -> ZoneInfo:
    """The zone that the first event names, or the one that the entry has."""
    for event in events:
        zone = getattr(getattr(event.get("DTSTART"), "dt", None), "tzinfo", None)
        if isinstance(zone, ZoneInfo) and zone.key not in ("UTC", "Etc/UTC"):
            return zone
    return ZoneInfo(member.zone)


def _shift(event: Event, zone: ZoneInfo) -> _Shift:
    try:
        begins, ends = event.decoded("DTSTART"), _end(event)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise ConfigError("an event has no beginning or no end") from None
    start, end = _local(begins, zone), _local(ends, zone)
    if not timedelta() < end - start <= LONGEST_SHIFT:
        raise ConfigError(f"the shift of {start:%Y-%m-%d %H:%M} is no span of at most a week")
    rule = {str(name).upper(): list(value) for name, value in (event.get("RRULE") or {}).items()}
    return _Shift(start, end, rule)


def _end(event: Event) -> Any:
    if "DTEND" in event:
        return event.decoded("DTEND")
    return event.decoded("DTSTART") + event.decoded("DURATION")


def _local(moment: Any, zone: ZoneInfo) -> datetime:
    """In the roster's zone; what names no zone is meant there."""
    if not isinstance(moment, datetime):
        return datetime.combine(moment, time(), zone)
    return moment.astimezone(zone) if moment.tzinfo else moment.replace(tzinfo=zone)


def _stretches(shift: _Shift, now: datetime) -> list[Stretch]:
    """A shift's minutes of the week, once for each day on which it begins."""
    length = round((shift.end.replace(tzinfo=None) - shift.start.replace(tzinfo=None)) / _MINUTE)
    first = shift.start.hour * 60 + shift.start.minute
    days = _days(shift, now)
    return [(d * MINUTES_A_DAY + first, d * MINUTES_A_DAY + first + length) for d in days]


def _days(shift: _Shift, now: datetime) -> list[int]:
    """The days of the week on which it begins, Monday being 0."""
    rule, today = shift.rule, now.replace(hour=0, minute=0, second=0, microsecond=0)
    if not rule:
        return [shift.start.weekday()] if today <= shift.start < today + WEEK else []
    if _is_over(rule, now):
        return []
    often = str(rule.get("FREQ", [""])[0]).upper()
    more = set(rule) - {"FREQ", "BYDAY", "INTERVAL", "WKST", "UNTIL"}
    if often not in ("DAILY", "WEEKLY") or more or int(rule.get("INTERVAL", [1])[0]) != 1:
        raise ConfigError(
            f"the shift of {shift.start:%Y-%m-%d %H:%M} does not come every day or every week"
        )
    if "BYDAY" in rule:
        return [BYDAY.index(str(each).upper()) for each in rule["BYDAY"] if str(each) in BYDAY]
    return list(range(7)) if often == "DAILY" else [shift.start.weekday()]


def _is_over(rule: dict[str, list[Any]], now: datetime) -> bool:
    until = rule.get("UNTIL", [None])[0]
    return isinstance(until, date) and _local(until, now.tzinfo) + DAY <= now  # type: ignore[arg-type]


def _written(found: Iterable[Stretch], number: int) -> str:
    """The hours of one day as the roster writes them: spans that touch are one, and what goes past
    midnight is the next day's."""
    start = number * MINUTES_A_DAY
    spans: list[list[int]] = []
    shifted = [(a + by, b + by) for a, b in found for by in (0, -MINUTES_A_WEEK)]
    for begins, ends in sorted(shifted):
        opens, closes = max(begins - start, 0), min(ends - start, MINUTES_A_DAY)
        if opens >= closes:
            continue
        if spans and opens <= spans[-1][1]:
            spans[-1][1] = max(spans[-1][1], closes)
        else:
            spans.append([opens, closes])
    return ", ".join(f"{_clock(a)}-{_clock(b)}" for a, b in spans)


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
