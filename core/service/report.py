"""How service went, in numbers: promises, waits, endings, scores. Pure.

First contact resolution: of the cases that were resolved for the first time, those settled by one
answer and not opened again. Reopen rate: of all endings, those after which somebody had to look at
the case again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from core.service.books import Ending, Promised, Scored
from core.service.promise import Promises
from core.service.wait import quantile
from core.types import Urgency

# Waits of so many cases tell how it is now.
LATELY = 50
SLOW_SHARE = 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """Promises of one urgency: `minutes` is the promise, waits are minutes of working time."""

    priority: Urgency
    minutes: float
    ended: int = 0
    kept: int = 0
    running: int = 0
    late: int = 0
    middle: float | None = None
    slow: float | None = None

    @property
    def share(self) -> float | None:
        return self.kept / self.ended if self.ended else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Solved:
    """Endings by the bot, by people, or all."""

    who: str
    count: int = 0
    firsts: int = 0
    first_contact: int = 0
    reopened: int = 0

    @property
    def first_contact_share(self) -> float | None:
        return self.first_contact / self.firsts if self.firsts else None

    @property
    def reopen_share(self) -> float | None:
        return self.reopened / self.count if self.count else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """What people said: how many gave each score, of all, of the bot's cases and of people's."""

    who: str
    counts: tuple[int, ...] = (0, 0, 0, 0, 0)

    @property
    def total(self) -> int:
        return sum(self.counts)

    @property
    def mean(self) -> float | None:
        weighed = sum(score * count for score, count in enumerate(self.counts, start=1))
        return weighed / self.total if self.total else None

    @property
    def content(self) -> float | None:
        """The share of fours and fives."""
        return sum(self.counts[3:]) / self.total if self.total else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Everything since a moment."""

    since: datetime
    kept: tuple[Kept, ...]
    solved: tuple[Solved, ...]
    scores: tuple[Scores, ...]
    complaints: tuple[Scored, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the memory says of a span of time."""

    promises: Sequence[Promised]
    endings: Sequence[Ending]
    ratings: Sequence[Scored]


def report(facts: Facts, promises: Promises, since: datetime, now: datetime) -> Report:
    """The numbers of the console's page."""
    bot, people = _split(facts.endings)
    scored = {
        "all": facts.ratings,
        "bot": [each for each in facts.ratings if each.by_bot],
        "people": [each for each in facts.ratings if not each.by_bot],
    }
    return Report(
        since=since,
        kept=tuple(_kept(each, facts.promises, promises, now) for each in Urgency),
        solved=(solved("all", facts.endings), solved("bot", bot), solved("people", people)),
        scores=tuple(scores(who, given) for who, given in scored.items()),
        complaints=tuple(each for each in facts.ratings if each.comment),
    )


def waits(promised: Iterable[Promised], promises: Promises) -> Mapping[Urgency, Sequence[float]]:
    """Working minutes until a person answered, by urgency: of the last answers, newest first."""
    found: dict[Urgency, list[float]] = {}
    answered = [each for each in promised if each.ended_at and each.how == "answered"]
    for each in sorted(answered, key=lambda one: one.ended_at or one.since, reverse=True):
        row = found.setdefault(each.priority, [])
        if len(row) < LATELY:
            row.append(_waited(each, promises))
    return found


def solved(who: str, endings: Sequence[Ending]) -> Solved:
    """Endings counted."""
    firsts = [each for each in endings if each.first]
    return Solved(
        who=who,
        count=len(endings),
        firsts=len(firsts),
        first_contact=sum(each.answers <= 1 and each.reopened_at is None for each in firsts),
        reopened=sum(each.reopened_at is not None for each in endings),
    )


def scores(who: str, given: Iterable[Scored]) -> Scores:
    """Scores counted."""
    counts = [0] * 5
    for each in given:
        counts[each.rating.score - 1] += 1
    return Scores(who=who, counts=tuple(counts))


def _kept(
    priority: Urgency, promised: Sequence[Promised], promises: Promises, now: datetime
) -> Kept:
    own = [each for each in promised if each.priority is priority]
    ended = [each for each in own if each.ended_at and each.how in ("answered", "resolved")]
    running = [each for each in own if each.ended_at is None]
    times = [_waited(each, promises) for each in ended if each.how == "answered"]
    return Kept(
        priority=priority,
        minutes=promises.of(priority, ""),
        ended=len(ended),
        kept=sum((each.ended_at or now) <= each.due_at for each in ended),
        running=len(running),
        late=sum(each.due_at < now for each in running),
        middle=median(times) if times else None,
        slow=quantile(times, SLOW_SHARE) if times else None,
    )


def _waited(promise: Promised, promises: Promises) -> float:
    until = promise.ended_at or promise.since
    return promises.hours(promise.priority).minutes(promise.since, until)


def _split(endings: Sequence[Ending]) -> tuple[list[Ending], list[Ending]]:
    bot = [each for each in endings if each.by_bot]
    return bot, [each for each in endings if not each.by_bot]
