"""Many decisions, one answer: the plans of a burst of messages become one plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from core.actions import Action, Ask, Escalate, Ignore, Inform, Protect, Reply
from core.collecting import NOTED, NOTED_FOR_A_PERSON
from core.commands import command
from core.decide import POSTED_ARTICLE, WELCOME
from core.dialogue import Dialogue
from core.grave import CRISIS_ARTICLE
from core.needs import NEEDED
from core.types import Message, Outcome, Urgency

MOST_REPLIES_IN_ONE = 2
# Said as often as it is needed: a life, or the key to somebody's money.
_FIRST_OF_ALL = frozenset({CRISIS_ARTICLE, POSTED_ARTICLE})
# Of these only the last word counts: it holds what the earlier ones said.
_LAST_COUNTS = frozenset({NOTED, NOTED_FOR_A_PERSON})
SAME_AGAIN = "the same answer did not settle it"
NOTHING_NEW = "the edit changes nothing"


def merge(plans: Sequence[tuple[Action, ...]]) -> tuple[Action, ...]:
    """One plan for a burst: the first needs answered once, the most urgent escalation kept."""
    every = [action for plan in plans for action in plan]
    replies = _distinct([action for action in every if isinstance(action, Reply)])
    asks = [action for action in every if isinstance(action, Ask)]
    protects = [action for action in every if isinstance(action, Protect)]
    escalations = [action for action in every if isinstance(action, Escalate)]
    informs = list(
        {
            each.phrase if each.phrase in _LAST_COUNTS else each: each
            for each in every
            if isinstance(each, Inform)
        }.values()
    )
    merged: list[Action] = [*protects[:1], *informs[:MOST_REPLIES_IN_ONE], *replies]
    if asks:
        facts = tuple(dict.fromkeys(fact for ask in asks for fact in ask.facts))
        merged.append(Ask(facts=facts, language=asks[-1].language, reason=asks[-1].reason))
    if escalations:
        merged.append(min(escalations, key=lambda action: action.priority))
    return tuple(merged or every[:1])


def fitting(
    plan: tuple[Action, ...], dialogue: Dialogue, message: Message, most: int
) -> tuple[Action, ...]:
    """The plan without what was said before: known facts are not asked for, no article is told
    twice, and after `most` automatic replies a person goes on."""
    kept = tuple(each for action in plan for each in _unknown(action, dialogue))
    if command(message.text) is not None:
        return kept  # whoever orders something gets it again
    again = [each for each in kept if isinstance(each, Reply) and _is_again(each, dialogue)]
    spoken = [each for each in kept if isinstance(each, Reply | Ask | Inform)]
    solemn = any(isinstance(each, Reply) and each.article in _FIRST_OF_ALL for each in spoken)
    if spoken and not solemn and dialogue.replies >= most:
        return _handed_over(kept, spoken, f"{dialogue.replies} automatic replies did not settle it")
    if not again:
        return kept
    if message.version:
        rest = tuple(each for each in kept if each not in again)
        return rest or (Ignore(reason=NOTHING_NEW),)
    alone = len(again) == len(kept)
    rest = tuple(each for each in kept if each not in again)
    return _handed_over(kept, again, SAME_AGAIN) if alone else rest


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


def _unknown(action: Action, dialogue: Dialogue) -> tuple[Action, ...]:
    """A question without what is known by now; nothing where nothing of it is left."""
    if not isinstance(action, Ask):
        return (action,)
    known = {
        fact
        for groups in NEEDED.values()
        for group in groups
        if dialogue.facts.keys() & set(group)
        for fact in group
    }
    facts = tuple(fact for fact in action.facts if fact not in known | dialogue.facts.keys())
    return (replace(action, facts=facts),) if facts else ()


def _is_again(reply: Reply, dialogue: Dialogue) -> bool:
    return reply.article in dialogue.told and reply.article not in _FIRST_OF_ALL


def _handed_over(
    plan: tuple[Action, ...], instead_of: Sequence[Action], why: str
) -> tuple[Action, ...]:
    rest = tuple(each for each in plan if each not in instead_of)
    if any(isinstance(each, Escalate) for each in rest):
        return rest
    return (*rest, Escalate(priority=Urgency.P2, reason=why))
