"""Which time numbers are about, in the reader's zone, and the bins of a picture. Pure.

Sums are kept by whole hours of UTC: where a zone's days begin at half an hour, its bins begin at
the hour before. Pictures of more than 92 days have a bin a week, of whole days of UTC.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from core.numbers.book import Scope
from core.numbers.happening import next_hour
from core.numbers.measures import DAY, HOUR, hour_of

# Name of a range: how many days, today being one.
DAYS_OF = {"today": 1, "7": 7, "30": 30, "90": 90}
OWN = "own"
MOST_DAYS = 3 * 366
BY_HOURS, BY_DAYS, DAYS_A_WEEK = 2, 92, 7
LONGEST_ZONE = 64


@dataclass(frozen=True, slots=True)
class Span:
    """Whole hours from `start` until before `end`; `days` is how many days of `zone` it touches."""

    name: str
    start: datetime
    end: datetime
    zone: ZoneInfo
    days: int

    @property
    def step(self) -> str:
        """How long a bin is: hour, day or week."""
        if self.days <= BY_HOURS:
            return "hour"
        return "day" if self.days <= BY_DAYS else "week"

    @property
    def before(self) -> Span:
        """As much time, as many days earlier."""
        shift = timedelta(days=self.days)
        return Span(self.name, self.start - shift, self.end - shift, self.zone, self.days)

    @property
    def first(self) -> date:
        """The first day, as the reader calls it."""
        return (self.start + HOUR).astimezone(self.zone).date()

    @property
    def last(self) -> date:
        """The last day."""
        return (self.end - HOUR).astimezone(self.zone).date()

    def scope(self, filters: Filters) -> Scope:
        """What is asked of the book."""
        return Scope(
            start=self.start,
            end=self.end,
            platform=filters.platform,
            topic=filters.topic,
            language=filters.language,
        )


@dataclass(frozen=True, slots=True)
class Filters:
    """What numbers are about; empty is all."""

    platform: str = ""
    topic: str = ""
    language: str = ""


def zone_of(name: str) -> ZoneInfo:
    """The zone of this name; ValueError where there is none."""
    try:
        if 0 < len(name) <= LONGEST_ZONE:
            return ZoneInfo(name)
    except (KeyError, OSError, ValueError):
        pass
    raise ValueError(f"there is no zone {name[:LONGEST_ZONE]}")


def span(name: str, now: datetime, zone: ZoneInfo) -> Span:
    """So many days until now; a name that is none is a week."""
    days = DAYS_OF.get(name, DAYS_A_WEEK)
    today = now.astimezone(zone).date()
    start = _midnight(today - timedelta(days=days - 1), zone)
    return Span(name if name in DAYS_OF else "7", start, next_hour(now), zone, days)


def own_span(first: date, last: date, now: datetime, zone: ZoneInfo) -> Span:
    """From one day to another, both included; ValueError where that is no span of time."""
    today = now.astimezone(zone).date()
    last = min(last, today)
    days = (last - first).days + 1
    if not 0 < days <= MOST_DAYS:
        raise ValueError(f"{first} – {last}")
    end = next_hour(now) if last == today else _midnight(last + DAY, zone)
    return Span(OWN, _midnight(first, zone), end, zone, days)


def bins(span: Span) -> list[datetime]:
    """Where each bin begins, in the reader's zone."""
    if span.step == "hour":
        hours = int((span.end - span.start) / HOUR)
        return [(span.start + n * HOUR).astimezone(span.zone) for n in range(hours)]
    if span.step == "day":
        first = span.first
        days = [_midnight(first + n * DAY, span.zone) for n in range(span.days)]
        return [each.astimezone(span.zone) for each in days if each < span.end]
    first_day = span.start.replace(hour=0)
    weeks = -(-(span.end - first_day) // (DAYS_A_WEEK * DAY))
    return [first_day + n * DAYS_A_WEEK * DAY for n in range(weeks)]


def bin_of(begins: Sequence[datetime], at: datetime) -> int:
    """The number of the bin that a moment falls into."""
    return max(0, bisect_right(begins, at) - 1)


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return hour_of(datetime.combine(day, time(), tzinfo=zone).astimezone(UTC))
