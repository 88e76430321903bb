"""Whether so many people with one question are more than this hour of the week brings. Pure.

The usual rate is learnt from the same hour of earlier weeks, its neighbours and the topic's mean
(a gamma prior), so the number of people in a window is negative binomial: a Poisson count whose
rate is not known exactly. Small counts and short histories make the tail longer by themselves.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import exp, lgamma, log, log1p

from core.incidents.heard import Series
from core.tables.incident import IncidentTable

HOUR = timedelta(hours=1)
WEEK = timedelta(days=7)
# How many earlier weeks are looked at; from so many on the busiest is left out: it may itself
# have been an incident.
WEEKS, ENOUGH_WEEKS = 8, 4
# What an hour beside the same one, and the mean of all hours, weigh against an hour of its own.
BESIDE, MEAN = 0.25, 1.0
# Before anything is known: one person in two hours, and not at all sure.
FIRST_PEOPLE, FIRST_HOURS = 0.5, 1.0
UNLEARNT = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Pulse:
    """How many people asked in the window, and in whole hours before: start -> people.

    `since` is when the desk began to listen: hours without an entry since then had nobody.
    """

    series: Series
    people: int
    since: datetime
    hours: Mapping[datetime, int] = field(default_factory=dict[datetime, int])


@dataclass(frozen=True, slots=True, kw_only=True)
class Surge:
    """More people than usual; `chance` is how likely that is without a cause."""

    series: Series
    people: int
    usual: float
    chance: float

    @property
    def evidence(self) -> str:
        """In words, for whoever has to confirm it."""
        few = "less than 1 in a billion" if self.chance < 1e-9 else f"{self.chance:.1g}"
        return f"{self.people} people, {self.usual:.1f} are usual at this hour (chance {few})"


def surge(pulse: Pulse, table: IncidentTable, now: datetime) -> Surge | None:
    """The surge in a series, if there is one."""
    learnt = now - pulse.since >= timedelta(hours=table.learn_h)
    least = table.least_people * (1 if learnt else UNLEARNT)
    if pulse.people < least:
        return None
    people, hours = usual(pulse, now)
    window = table.window_min / 60
    expected = window * people / hours
    chance = tail(pulse.people, people, hours / window)
    if pulse.people < table.times_usual * expected or chance > table.chance:
        return None
    return Surge(series=pulse.series, people=pulse.people, usual=expected, chance=chance)


def usual(pulse: Pulse, now: datetime) -> tuple[float, float]:
    """People in so many hours, as the history of this hour of the week says."""
    this = now.replace(minute=0, second=0, microsecond=0)
    whole = max((this - pulse.since) / HOUR, 0.0)
    past = [count for at, count in pulse.hours.items() if at < this]
    mean = (FIRST_PEOPLE + sum(past)) / (FIRST_HOURS + whole)
    people, hours = MEAN * mean, MEAN
    weeks = [_week(pulse, this - number * WEEK) for number in range(1, WEEKS + 1)]
    known = sorted((each for each in weeks if each is not None), key=lambda each: each[0])
    if len(known) >= ENOUGH_WEEKS:
        known.pop()
    return people + sum(each[0] for each in known), hours + sum(each[1] for each in known)


def _week(pulse: Pulse, at: datetime) -> tuple[float, float] | None:
    """Weighted people and hours around one hour of an earlier week; None before we listened."""
    people = hours = 0.0
    for offset, weight in ((-HOUR, BESIDE), (HOUR * 0, 1.0), (HOUR, BESIDE)):
        if at + offset >= pulse.since:
            people += weight * pulse.hours.get(at + offset, 0)
            hours += weight
    return (people, hours) if hours else None


def tail(count: int, shape: float, rate: float) -> float:
    """The chance of at least `count` where the expected number is gamma(shape, rate).

    Summed where terms only shrink, until they no longer matter; 1 for all that is not even usual.
    """
    if count <= shape / rate:
        return 1.0
    term = exp(_log_chance(count, shape, rate))
    total, number = term, count
    while term > total * 1e-12:
        term *= (number + shape) / ((number + 1) * (1 + rate))
        total += term
        number += 1
    return min(total, 1.0)


def _log_chance(count: int, shape: float, rate: float) -> float:
    """Log of the negative binomial's probability of `count`."""
    ways = lgamma(count + shape) - lgamma(shape) - lgamma(count + 1)
    return ways - shape * log1p(1 / rate) - count * log(1 + rate)
