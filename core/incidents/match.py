"""Whether a message means an incident. Pure, and quick: asked for every message to us."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.actions import Action, Ignore
from core.decide import ALWAYS_HUMAN, decide
from core.dialogue import Dialogue
from core.incidents.heard import Heard, article_of, coins_of
from core.incidents.incident import Incident
from core.matter import Matter
from core.ports import Turn
from core.settings import Policy
from core.types import Message, Urgency, Verdict

# Where no article says what somebody needs, the topic has to be clear.
NO_ARTICLE = 0.75
# Who names no coin may mean the one that is concerned: the rest has to be clear.
NO_COIN = 0.75
_BROUGHT: tuple[Action, ...] = (Ignore(reason="what an aide would bring"),)


@dataclass(frozen=True, slots=True)
class Match:
    """The incident a message means, and how surely."""

    incident: Incident
    score: float


def best_match(incidents: Iterable[Incident], verdict: Verdict) -> Match | None:
    """The incident that fits best; None where none fits at all."""
    found = [Match(each, likeness(each, verdict)) for each in incidents]
    best = max(found, key=lambda each: each.score, default=None)
    return best if best and best.score > 0 else None


def likeness(incident: Incident, verdict: Verdict) -> float:
    """0 to 1: the chance of its topics, times its coin, times what would answer it otherwise."""
    labels = verdict.labels
    told = dict(labels.intents) or {labels.intent: labels.intent_confidence}
    chance = min(1.0, sum(told.get(topic, 0.0) for topic in incident.topics))
    by_article = _by_article(incident, article_of(verdict))
    return chance * _by_coin(incident, coins_of(verdict)) * by_article


def concerns(incident: Incident, heard: Heard) -> float:
    """The same for a question that was kept: its topic was sure enough to be counted."""
    if heard.topic not in incident.topics or heard.at < incident.since:
        return 0.0
    coins = (heard.coin,) if heard.coin else ()
    return _by_coin(incident, coins) * _by_article(incident, heard.article)


def may_be_told(turn: Turn, message: Message, verdict: Verdict) -> bool:
    """Whether no rule comes before what an aide brings: danger, orders, people and their cases."""
    matter = Matter(
        message=message,
        verdict=verdict,
        case=turn.case,
        aided=_BROUGHT,
        dialogue=turn.dialogue or Dialogue(conversation=turn.conversation),
    )
    return not matter.with_people and decide(matter, Policy()) == _BROUGHT


def is_open_question(verdict: Verdict) -> bool:
    """Whether it is neither an emergency nor a person's matter by policy."""
    person = verdict.labels.intent in ALWAYS_HUMAN or bool(verdict.secrets)
    return not person and verdict.urgency is not Urgency.P0


def _by_coin(incident: Incident, coins: Sequence[str]) -> float:
    if not incident.coins:
        return 1.0
    if not coins:
        return NO_COIN
    return 1.0 if set(coins) & set(incident.coins) else 0.0


def _by_article(incident: Incident, article: str) -> float:
    """Who needs what no question of this incident needs asks something else."""
    if not incident.articles or article in incident.articles:
        return 1.0
    return 0.0 if article else NO_ARTICLE
