"""Many decisions, one answer: the plans of a burst of messages become one plan."""

from __future__ import annotations

from collections.abc import Sequence

from core.actions import Action, Ask, Escalate, Inform, Protect, Reply
from core.decide import WELCOME
from core.types import Outcome

MOST_REPLIES_IN_ONE = 2


def merge(plans: Sequence[tuple[Action, ...]]) -> tuple[Action, ...]:
    """One plan for a burst: the first needs answered once, the most urgent escalation kept."""
    every = [action for plan in plans for action in plan]
    replies = _distinct([action for action in every if isinstance(action, Reply)])
    asks = [action for action in every if isinstance(action, Ask)]
    protects = [action for action in every if isinstance(action, Protect)]
    escalations = [action for action in every if isinstance(action, Escalate)]
    informs = list(dict.fromkeys(action for action in every if isinstance(action, Inform)))
    merged: list[Action] = [*protects[:1], *informs[:MOST_REPLIES_IN_ONE], *replies]
    if asks:
        facts = tuple(dict.fromkeys(fact for ask in asks for fact in ask.facts))
        merged.append(Ask(facts=facts, language=asks[-1].language, reason=asks[-1].reason))
    if escalations:
        merged.append(min(escalations, key=lambda action: action.priority))
    return tuple(merged or every[:1])


def outcome(actions: Sequence[Action]) -> Outcome:
    """The one word for a plan: protect over escalate over ask over reply over ignore."""
    order = (
        (Protect, Outcome.PROTECT),
        (Escalate, Outcome.ESCALATE),
        (Ask, Outcome.ASK),
        (Reply, Outcome.REPLY),
        (Inform, Outcome.REPLY),
    )
    kinds = {type(action) for action in actions}
    return next((word for kind, word in order if kind in kinds), Outcome.IGNORE)


def _distinct(replies: list[Reply]) -> list[Reply]:
    real = [reply for reply in replies if reply.article != WELCOME] or replies
    return list({reply.article: reply for reply in real}.values())[:MOST_REPLIES_IN_ONE]
