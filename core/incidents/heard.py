"""What people ask, as incidents count it: who, about what, where. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from core.ports import TurnResult
from core.types import Leg, Message, Platform, RiskLevel, Stance, Verdict

# What can be wrong for many at once; the others are nobody's incident.
TOPICS = frozenset({
    "login", "deposit", "withdrawal", "trading", "kyc", "fiat", "platform_outage", "api",
    "asset_info", "account_security", "scam_report", "authenticity", "promotion", "fees",
})  # fmt: skip
# Below this the reader is not sure enough what a message is about to count it.
SURE_OF_TOPIC = 0.5
# From here on an article says what somebody needs; nine in ten are right at 0.75.
SURE_OF_ARTICLE = 0.6


class Series(NamedTuple):
    """What is counted together; an empty coin or language stands for all."""

    topic: str
    coin: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """Somebody's question, and where an answer to it goes; `stem` is the message in any version,
    `article` what would answer it, where that is clear."""

    stem: str
    platform: Platform
    account: str
    conversation: str
    address: str
    scene: str
    leg: Leg
    author_id: str
    message_id: str
    topic: str
    coin: str
    language: str
    at: datetime
    article: str = ""

    @property
    def person(self) -> str:
        return f"{self.platform}:{self.author_id}"

    @property
    def series(self) -> tuple[Series, ...]:
        """Where it counts: its topic, that with its coin, that in its language."""
        found = [Series(self.topic), Series(self.topic, "", self.language)]
        if self.coin:
            found.append(Series(self.topic, self.coin))
        return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Overheard:
    """A question that was kept, with its masked text; empty where that was deleted."""

    heard: Heard
    text: str


def heard_in(results: Sequence[TurnResult]) -> list[Heard]:
    """The questions to us in what was recorded."""
    return [
        heard_of(each.message, each.verdict)
        for result in results
        for each in result.judged
        if counts(each.message, each.verdict)
    ]


def counts(message: Message, verdict: Verdict) -> bool:
    """Whether it is a question that others may have as well, by somebody who is no attacker."""
    labels, risk = verdict.labels, verdict.risk
    attack = risk.stance is Stance.ATTEMPT and risk.level is not RiskLevel.NONE
    asks = labels.intent in TOPICS and labels.intent_confidence >= SURE_OF_TOPIC
    return message.addressed and asks and not attack and not message.author.is_moderator


def heard_of(message: Message, verdict: Verdict) -> Heard:
    """A message as it is counted."""
    return Heard(
        stem=f"{message.platform}:{message.account}:{message.id}",
        platform=message.platform,
        account=message.account,
        conversation=message.conversation,
        address=message.address,
        scene=message.scene,
        leg=message.leg,
        author_id=message.author.id,
        message_id=message.id,
        topic=verdict.labels.intent,
        coin=next(iter(coins_of(verdict)), ""),
        language=verdict.labels.language,
        at=message.received_at,
        article=article_of(verdict),
    )


def article_of(verdict: Verdict) -> str:
    """The article that answers a message, where that is clear."""
    return verdict.article if verdict.fit >= SURE_OF_ARTICLE else ""


def coins_of(verdict: Verdict) -> tuple[str, ...]:
    """The coins that a message names, as their short names."""
    return tuple(dict.fromkeys(coin.upper() for coin in verdict.facts.get("coin", ())))
