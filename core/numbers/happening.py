"""One thing that happened, as it is counted, and the cells in which it counts. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from core.numbers.measures import DAY, HOUR, Measure, bucket_of, hour_of

# Grain: how long the time is that a cell sums up, in seconds.
HOURS, DAYS = 3600, 86_400
# Grain, beginning (seconds since 1970: whole numbers are quicker to look up), platform, topic,
# language, measure, bucket; empty topic or language is any.
Cell = tuple[int, int, str, str, str, str, int]
# Grain, beginning, agent, measure, bucket.
OwnCell = tuple[int, int, str, str, int]


@dataclass(frozen=True, slots=True)
class About:
    """What something is about."""

    platform: str
    topic: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """`n` times this `measure` at a moment; `agent` where it is somebody's own as well."""

    measure: Measure
    at: datetime
    about: About
    bucket: int = 0
    n: int = 1
    agent: str = ""


def timed(
    measure: Measure, since: datetime, until: datetime, about: About, agent: str = ""
) -> list[Happening]:
    """A time that is over; a clock that is behind makes it zero, and is counted."""
    seconds = (until - since).total_seconds()
    bucket = bucket_of(max(0.0, seconds))
    done = Happening(measure=measure, at=until, about=about, bucket=bucket, agent=agent)
    if seconds >= 0:
        return [done]
    return [done, Happening(measure=Measure.SKEWED, at=until, about=about)]


def cells(happenings: Iterable[Happening]) -> tuple[Counter[Cell], Counter[OwnCell]]:
    """Every cell that grows, by how much; and those of single agents."""
    sums: Counter[tuple[int, About, str, int]] = Counter()
    own: Counter[OwnCell] = Counter()
    for each in happenings:
        hour, name = int(each.at.timestamp()) // HOURS * HOURS, each.measure.value
        sums[hour, each.about, name, each.bucket] += each.n
        if each.agent:
            own[HOURS, hour, each.agent, name, each.bucket] += each.n
            own[DAYS, hour // DAYS * DAYS, each.agent, name, each.bucket] += each.n
    found: Counter[Cell] = Counter()
    for (hour, about, name, bucket), n in sums.items():
        for grain, at in ((HOURS, hour), (DAYS, hour // DAYS * DAYS)):
            for topic in {"", about.topic}:
                for language in {"", about.language}:
                    found[grain, at, about.platform, topic, language, name, bucket] += n
    return found, own


def pieces(start: datetime, end: datetime) -> list[tuple[int, datetime, datetime]]:
    """A span of whole hours as few cells: whole days of UTC as days, the rest as hours."""
    first = start.replace(hour=0) + (DAY if start.hour else 0 * DAY)
    last = end.replace(hour=0)
    if start >= end:
        return []
    if first >= last:
        return [(HOURS, start, end)]
    parts = [(HOURS, start, first), (DAYS, first, last), (HOURS, last, end)]
    return [each for each in parts if each[1] < each[2]]


def next_hour(at: datetime) -> datetime:
    """The end of the hour that is running."""
    return hour_of(at) + HOUR
