"""Working time: a week of hours in a zone, without the days on which nobody works. Pure.

All sums are made between moments in UTC, so a day on which the clock is moved is as long as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo

MINUTES_A_DAY = 1440
WHOLE_DAY = ((0, MINUTES_A_DAY),)
ALWAYS_OPEN = (WHOLE_DAY,) * 7
# How far ahead working time is looked for; a calendar that has none until then counts as open.
FARTHEST_DAYS = 400

# Minutes of a local day from its midnight: opens, closes.
Hours = tuple[tuple[int, int], ...]
Span = tuple[datetime, datetime]


def no_holiday(_: date) -> bool:
    """Where nobody keeps holidays."""
    return False


@dataclass(frozen=True, slots=True)
class Calendar:
    """When somebody works: `week` from Monday on, `closed` tells the days off."""

    zone: tzinfo = UTC
    week: tuple[Hours, ...] = ALWAYS_OPEN
    closed: Callable[[date], bool] = field(default=no_holiday, compare=False)
    keeps_holidays: bool = False

    @property
    def never_closes(self) -> bool:
        return not self.keeps_holidays and self.week == ALWAYS_OPEN

    def is_open(self, at: datetime) -> bool:
        """Whether somebody works at this moment."""
        return any(start <= at < end for start, end in self._spans(self._day(at)))

    def after(self, since: datetime, minutes: float) -> datetime:
        """The moment by which so many working minutes have passed."""
        left = timedelta(minutes=minutes)
        if self.never_closes:
            return since + left
        for start, end in self._from(since):
            begin = max(start, since)
            if left <= end - begin:
                return begin + left
            left -= end - begin
        return since + left

    def before(self, until: datetime, minutes: float) -> datetime:
        """The moment from which on there are so many working minutes until then."""
        left = timedelta(minutes=minutes)
        if self.never_closes:
            return until - left
        for start, end in self._back_from(until):
            stop = min(end, until)
            if left <= stop - start:
                return stop - left
            left -= stop - start
        return until - left

    def minutes(self, since: datetime, until: datetime) -> float:
        """How many working minutes lie between two moments."""
        if self.never_closes:
            return max(0.0, (until - since).total_seconds() / 60)
        total = timedelta()
        for start, end in self._from(since):
            if start >= until:
                break
            total += max(timedelta(), min(end, until) - max(start, since))
        return total.total_seconds() / 60

    def _from(self, since: datetime) -> Iterator[Span]:
        """Working time that ends after a moment, in order."""
        first = self._day(since)
        for ahead in range(FARTHEST_DAYS):
            for start, end in self._spans(first + timedelta(days=ahead)):
                if end > since:
                    yield start, end

    def _back_from(self, until: datetime) -> Iterator[Span]:
        """Working time that begins before a moment, the latest first."""
        last = self._day(until)
        for back in range(FARTHEST_DAYS):
            for start, end in reversed(self._spans(last - timedelta(days=back))):
                if start < until:
                    yield start, end

    def _spans(self, day: date) -> list[Span]:
        if self.closed(day):
            return []
        return [
            (self._moment(day, opens), self._moment(day, closes))
            for opens, closes in self.week[day.weekday()]
        ]

    def _moment(self, day: date, minute: int) -> datetime:
        days, rest = divmod(minute, MINUTES_A_DAY)
        wall = time(rest // 60, rest % 60, tzinfo=self.zone)
        return datetime.combine(day + timedelta(days=days), wall).astimezone(UTC)

    def _day(self, at: datetime) -> date:
        return at.astimezone(self.zone).date()
