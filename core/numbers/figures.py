"""Single numbers, each with what it was made of, so that few cases are never a percentage. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from core.numbers.book import Sums
from core.numbers.measures import Buckets, M, Measure, quantile

# With fewer cases a share or a percentile says more about chance than about us.
FEW = 10


class Unit(StrEnum):
    """What a figure is."""

    COUNT = "count"
    SHARE = "share"
    SECONDS = "seconds"
    SCORE = "score"


@dataclass(frozen=True, slots=True)
class Figure:
    """One number; `value` is None where there is nothing, or too little, to say anything.

    `sample` is of how many it was made, `before` what it was in the period before.
    """

    name: str
    unit: Unit
    value: float | None
    sample: int
    before: float | None = None

    @property
    def few(self) -> bool:
        """Whether there was something, but too little."""
        return self.value is None and self.sample > 0


# The groups of figures, in the order in which they are read.
GROUPS: Mapping[str, tuple[str, ...]] = {
    "volume": ("messages", "addressed", "opened", "resolved", "reopened", "backlog"),
    "first": ("first_bot_p50", "first_bot_p90", "first_people_p50", "first_people_p90"),
    "solved": ("solved_bot_p50", "solved_bot_p90", "solved_people_p50", "solved_people_p90"),
    "service": ("sla", "csat", "content", "skewed"),
    "automation": ("automation", "precision", "uncorrected", "complained", "corrections"),
    "protection": ("scams", "warned_p50", "warned_p90", "acts", "undone", "rulings"),
}
_TIMES = {
    "first_bot": M.FIRST_BOT,
    "first_people": M.FIRST_PEOPLE,
    "solved_bot": M.SOLVED_BOT,
    "solved_people": M.SOLVED_PEOPLE,
    "warned": M.WARNED,
}
_STRIKES = (M.ACT_DELETE, M.ACT_RESTRICT, M.ACT_BAN)
_UNDONE = (M.ACT_LIFT, M.ACT_SHOW)
_CORRECTIONS = (M.CORRECTED_TOPIC, M.CORRECTED_URGENCY, M.CORRECTED_TONE, M.CORRECTED_SCAM)


class Counted:
    """Sums, by the names that figures are made of."""

    def __init__(self, sums: Sums) -> None:
        self._sums = sums

    def n(self, *measures: Measure) -> int:
        """How often these were met together."""
        return sum(n for (name, _), n in self._sums.items() if name in measures)

    def buckets(self, *measures: Measure) -> Buckets:
        """How often each bucket was met."""
        found: dict[int, int] = {}
        for (name, bucket), n in self._sums.items():
            if name in measures:
                found[bucket] = found.get(bucket, 0) + n
        return found


def figures(sums: Sums, before: Sums, backlog: tuple[int, int]) -> dict[str, Figure]:
    """All figures by name; `backlog` is at the end of the period and of the one before."""
    now = _figures(Counted(sums), backlog[0])
    past = _figures(Counted(before), backlog[1])
    return {name: replace(each, before=past[name].value) for name, each in now.items()}


def _figures(sums: Counted, backlog: int) -> dict[str, Figure]:
    found = [*_volume(sums, backlog), *_service(sums), *_automation(sums), *_protection(sums)]
    for name, measure in _TIMES.items():
        buckets = sums.buckets(measure)
        found += [time(f"{name}_p50", buckets, 0.5), time(f"{name}_p90", buckets, 0.9)]
    return {each.name: each for each in found}


def _volume(sums: Counted, backlog: int) -> list[Figure]:
    return [
        count("messages", sums.n(M.MESSAGES)),
        count("addressed", sums.n(M.ADDRESSED)),
        count("opened", sums.n(M.OPENED)),
        count("resolved", sums.n(M.RESOLVED_BOT, M.RESOLVED_PEOPLE)),
        count("reopened", sums.n(M.REOPENED)),
        count("backlog", backlog),
    ]


def _service(sums: Counted) -> list[Figure]:
    kept, missed = sums.n(M.KEPT), sums.n(M.MISSED)
    scores = sums.buckets(M.SCORE_BOT, M.SCORE_PEOPLE)
    content = sum(n for score, n in scores.items() if score >= 4)
    return [
        share("sla", kept, kept + missed),
        mean("csat", scores),
        share("content", content, sum(scores.values())),
        count("skewed", sums.n(M.SKEWED)),
    ]


def _automation(sums: Counted) -> list[Figure]:
    answered, by_bot = sums.n(M.ANSWERED), sums.n(M.BOT_ANSWERED)
    return [
        share("automation", by_bot - sums.n(M.BOT_TOUCHED), answered),
        share("precision", by_bot - sums.n(M.BOT_SPOILT), by_bot),
        share("uncorrected", by_bot - sums.n(M.BOT_CORRECTED), by_bot),
        count("complained", sums.n(M.BOT_COMPLAINED)),
        count("corrections", sums.n(*_CORRECTIONS)),
    ]


def _protection(sums: Counted) -> list[Figure]:
    right, wrong = sums.n(M.RULED_SCAM), sums.n(M.RULED_NOT_SCAM)
    return [
        count("scams", sums.n(M.SCAM_REVIEW, M.SCAM_ALERT)),
        count("acts", sums.n(*_STRIKES)),
        count("undone", sums.n(*_UNDONE)),
        share("rulings", right, right + wrong),
    ]


def count(name: str, n: int) -> Figure:
    """So many; none of them is a number too."""
    return Figure(name, Unit.COUNT, n, n)


def share(name: str, part: int, whole: int) -> Figure:
    """A part of a whole, 0 to 1."""
    value = min(1.0, max(0.0, part / whole)) if whole >= FEW else None
    return Figure(name, Unit.SHARE, value, max(0, whole))


def time(name: str, buckets: Buckets, part: float) -> Figure:
    """A percentile of times, seconds."""
    total = sum(buckets.values())
    value = quantile(buckets, part) if total >= FEW else None
    return Figure(name, Unit.SECONDS, value, total)


def mean(name: str, scores: Buckets) -> Figure:
    """The mean score, 1 to 5."""
    total = sum(scores.values())
    value = sum(score * n for score, n in scores.items()) / total if total >= FEW else None
    return Figure(name, Unit.SCORE, value, total)
