"""Levels set anew from what moderators said: split-conformal, on the desk's own traffic. Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from math import floor

from core.scams import Verdicted
from core.triage.risk import Levels

# Of so many harmless messages one may be an alert, and one may be a review.
ALERT_ONE_IN, REVIEW_ONE_IN = 1000, 100
# Below these the verdicts say too little; with fewer messages no alert at all could be vouched for.
LEAST_VERDICTS, LEAST_MESSAGES = 50, 1000
HIGHEST = 0.9999
# Levels are kept to four digits, so that what is written is what was counted.
_STEP = 10_000
# Two scores nearer than this are the same one.
_SAME = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Releveled:
    """The levels that follow, from how many verdicts, how many of those called it harmless.

    Where there is not `enough`, the levels are the present ones. `why` is for people, a line each.
    """

    levels: Levels
    judged: int
    mistakes: int
    enough: bool
    why: tuple[str, ...]


def relevel(verdicts: Collection[Verdicted], messages: int, levels: Levels) -> Releveled:
    """The lowest levels at which the false alarms stay within what is promised.

    `messages`: all that triage read; those that nobody was asked about count as harmless and lay
    below the present review level, which is why no level ever falls below that one.
    """
    harmless = sorted((each.score for each in verdicts if not each.scam), reverse=True)
    seen = max(0, messages - (len(verdicts) - len(harmless)))
    judged, mistakes = len(verdicts), len(harmless)
    if judged < LEAST_VERDICTS or seen < LEAST_MESSAGES:
        told = _too_little(judged, seen)
        return Releveled(levels=levels, judged=judged, mistakes=mistakes, enough=False, why=(told,))
    least = min(levels.review, HIGHEST)
    review, of_review = _set(_Wanted("review", REVIEW_ONE_IN, least), harmless, seen)
    alert, of_alert = _set(_Wanted("alert", ALERT_ONE_IN, review), harmless, seen)
    changed = replace(levels, note=min(levels.note, review), review=review, alert=alert)
    why = (of_review, of_alert)
    return Releveled(levels=changed, judged=judged, mistakes=mistakes, enough=True, why=why)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What a level promises, and below what it must not fall."""

    name: str
    one_in: int
    least: float


def reaching(verdicts: Collection[Verdicted], level: float, *, scam: bool) -> int:
    """How many messages of one verdict lie at or above a level."""
    return sum(each.score >= level for each in verdicts if each.scam is scam)


def _set(wanted: _Wanted, harmless: Sequence[float], seen: int) -> tuple[float, str]:
    """The level and why, from the harmless messages' scores, the highest first."""
    may = (seen + 1) // wanted.one_in - 1
    free = _just_above(harmless[may]) if len(harmless) > may else 0.0
    level = min(max(free, wanted.least), HIGHEST)
    above = sum(score >= level for score in harmless)
    told = f"{wanted.name}: {above:,} of {seen:,} harmless messages reach {level:.4f}, {may:,} may"
    if free > HIGHEST:
        return level, f"{told}; no level is higher"
    if free < wanted.least:
        return level, f"{told}; below {wanted.least:.4f} nothing was judged, so it falls no further"
    return level, told


def _just_above(score: float) -> float:
    return (floor(round(score * _STEP, _SAME)) + 1) / _STEP


def _too_little(judged: int, seen: int) -> str:
    return (
        f"{judged:,} messages judged by moderators and {seen:,} harmless ones seen are too few: "
        f"{LEAST_VERDICTS} and {LEAST_MESSAGES:,} are needed"
    )
