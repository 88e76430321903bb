"""What a rule would have done to what was already judged, and how often people said no scam. Pure.

Only messages that were judged attacks are kept in scam cases: a rule that reaches further down
than the desk looked cannot be tried on them, and neither can "two independent signals".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from core.protection import ScamCase, ScamStatus
from core.scams import ScamEvent, ScamFile
from core.tables.protect import Act
from core.types import RiskLevel

# Acts on one message; the others are on its author.
ON_MESSAGES = frozenset({"delete"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Which acts at which level; a score, where one is given, says where a level begins."""

    alert: tuple[Act, ...] = ()
    review: tuple[Act, ...] = ()
    alert_from: float | None = None
    review_from: float | None = None
    platform: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """One act of a rule: how many messages and authors it would have met, and what people said."""

    act: str
    messages: int
    authors: int
    confirmed: int
    dismissed: int
    undecided: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Replayed:
    """What was looked at, what each act would have met, and who would have been wronged."""

    messages: int
    authors: int
    effects: tuple[Effect, ...]
    wronged: tuple[ScamCase, ...]


def replay(files: Iterable[ScamFile], rule: Rule, since: datetime) -> Replayed:
    """Try the rule on every version of every message received since then."""
    looked = [(each, _messages(each, since)) for each in files if _here(each.scam, rule)]
    looked = [(file, messages) for file, messages in looked if messages]
    acts = tuple(dict.fromkeys((*rule.alert, *rule.review)))
    return Replayed(
        messages=sum(len(messages) for _, messages in looked),
        authors=len(looked),
        effects=tuple(_effect(act, looked, rule) for act in acts),
        wronged=tuple(
            file.scam
            for file, messages in looked
            if file.scam.status is ScamStatus.DISMISSED
            and any(acts_on(each, rule) for each in messages)
        ),
    )


def acts_on(event: ScamEvent, rule: Rule) -> tuple[Act, ...]:
    """What the rule would do at this message."""
    match _level(event, rule):
        case RiskLevel.ALERT:
            return rule.alert
        case RiskLevel.REVIEW:
            return rule.review
        case _:
            return ()


def _effect(act: str, looked: Sequence[tuple[ScamFile, list[ScamEvent]]], rule: Rule) -> Effect:
    hit = [
        (file.scam.status, sum(act in acts_on(each, rule) for each in messages))
        for file, messages in looked
    ]
    met = [(status, count) for status, count in hit if count]
    judged = [status for status, _ in met]
    confirmed = judged.count(ScamStatus.CONFIRMED)
    dismissed = judged.count(ScamStatus.DISMISSED)
    return Effect(
        act=act,
        messages=sum(count for _, count in met),
        authors=len(met),
        confirmed=confirmed,
        dismissed=dismissed,
        undecided=len(met) - confirmed - dismissed,
    )


def _level(event: ScamEvent, rule: Rule) -> str:
    """The level under the rule's own borders; where it names none, the level as judged."""
    if _reaches(event, rule.alert_from, RiskLevel.ALERT):
        return RiskLevel.ALERT
    if rule.alert_from is not None and event.level == RiskLevel.ALERT and rule.review_from is None:
        return RiskLevel.REVIEW
    return RiskLevel.REVIEW if _reaches(event, rule.review_from, RiskLevel.REVIEW) else ""


def _reaches(event: ScamEvent, border: float | None, level: RiskLevel) -> bool:
    return event.level == level if border is None else event.score >= border


def _messages(file: ScamFile, since: datetime) -> list[ScamEvent]:
    return [each for each in file.events if each.kind == "message" and each.at >= since]


def _here(scam: ScamCase, rule: Rule) -> bool:
    return not rule.platform or scam.platform == rule.platform
