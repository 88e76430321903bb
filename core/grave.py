"""The rules for what goes straight to a person, whatever could be answered. Pure."""

from __future__ import annotations

from core.actions import Action, Escalate
from core.commands import HUMAN
from core.matter import Matter, escalate, reply, why_urgent
from core.settings import Policy
from core.types import Sentiment, Urgency

CRISIS_ARTICLE = "crisis-help"
REACH_A_PERSON = "service-reach-a-person"
ASKED_FOR_A_PERSON, MOCKS = "asked for a person", "mocks us"
SURE_OF_CRISIS, SURE_OF_WISH = 0.8, 0.5
# What the rules of triage say of violence against others, and of lawyers, police and regulators.
_VIOLENCE, _LAW = "speaks of violence", "names a lawyer"
# How the reasons of a rule begin that says how urgent a message is.
_RULED = tuple((level, f"{level.value}: ") for level in Urgency)
# Where the search finds how to reach people, and triage hears a complaint: somebody wants one.
_COMPLAINT = "complaint"


def crisis(matter: Matter, _: Policy) -> tuple[Action, ...] | None:
    """Nobody is left alone with it; but a guess alone neither wakes people nor preaches."""
    if matter.intent != "crisis":
        return None
    labels = matter.verdict.labels
    ruled = any(reason.startswith(f"{Urgency.P0.value}:") for reason in matter.verdict.reasons)
    if not ruled and labels.intent_confidence < SURE_OF_CRISIS:
        why = "may be a cry for help: please read it"
        return (escalate(matter, why, at_least=Urgency.P1),)
    urgent = Escalate(priority=Urgency.P0, reason=why_urgent(matter, "the author may be in danger"))
    if _says(matter, _VIOLENCE):
        return (urgent,)  # comfort is not what a threat is answered with
    return (reply(matter, CRISIS_ARTICLE, "the author may be in danger"), urgent)


def asked_for_a_person(matter: Matter, _: Policy) -> tuple[Action, ...] | None:
    """A press, a command, or words in any of our languages; the third request like the first."""
    if matter.order == HUMAN:
        return (escalate(matter, ASKED_FOR_A_PERSON, at_least=Urgency.P2),)
    if not matter.message.addressed:
        return None
    if words := matter.wish:
        return (escalate(matter, f"{ASKED_FOR_A_PERSON}: “{words}”", at_least=Urgency.P2),)
    if _found_by_search(matter):
        return (escalate(matter, ASKED_FOR_A_PERSON, at_least=Urgency.P2),)
    return None


def straight_to_a_person(matter: Matter, _: Policy) -> tuple[Action, ...] | None:
    """Law, threats and mockery: an automatic answer would only make it worse."""
    if not matter.message.addressed:
        return None
    for said in (_LAW, _VIOLENCE):
        if reason := _says(matter, said):
            return (escalate(matter, reason, at_least=Urgency.P1),)
    words, surely = matter.mocks
    angry = matter.verdict.labels.sentiment is Sentiment.NEGATIVE
    if words and (surely or angry):
        return (escalate(matter, f"{MOCKS}: “{words}”", at_least=Urgency.P2),)
    return None


def is_grave(matter: Matter) -> bool:
    """Whether the message wants a person now, so that nothing is collected from it first."""
    return bool(matter.wish or _says(matter, _LAW) or _says(matter, _VIOLENCE))


def is_pressing(matter: Matter) -> bool:
    """Whether a rule of triage says that it is more urgent than what people know of it."""
    known = matter.case.priority if matter.case and matter.with_people else Urgency.P2
    return any(level < known and _says(matter, said) for level, said in _RULED)


def _found_by_search(matter: Matter) -> bool:
    verdict = matter.verdict
    found = verdict.article == REACH_A_PERSON and verdict.fit >= SURE_OF_WISH
    return found and matter.intent == _COMPLAINT


def _says(matter: Matter, rule: str) -> str:
    return next((reason for reason in matter.verdict.reasons if rule in reason), "")
