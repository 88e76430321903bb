"""The rules of a dialogue: what follows where facts were asked for. Pure.

A person never waits for it: what has to be a person's is one from the beginning, and the bot goes
on asking only so that he finds everything in its place.
"""

from __future__ import annotations

from core.actions import Action, Ignore, Inform
from core.collect import attempted, recap
from core.commands import START
from core.dialogue import Stage
from core.matter import Matter, ask, escalate, reply
from core.settings import Policy
from core.types import Urgency
from core.wishes import wish

NOTED, NOTED_FOR_A_PERSON = "noted", "noted_person"
UNREADABLE = "the answer could not be read: asked once more"
TWICE_UNREADABLE = "asked twice, and the answer could not be read"
ALL_HERE = "everything that was asked for is here"
# Below this the intent of an answer says nothing: it is made of numbers and names.
TELLING = 0.6
_QUESTION = ("?", "？", "؟")


def noted(matter: Matter, _: Policy) -> tuple[Action, ...] | None:
    """The author gives what he was asked for: kept, and answered when all of it is there."""
    if not matter.brought or matter.with_agent or wish(matter.message.text):
        return None
    missing = matter.dialogue.missing
    if missing:
        told, rest = ", ".join(matter.brought), ", ".join(missing)
        return (Ignore(reason=f"gave {told}; still waiting for {rest}"),)
    return _completed(matter)


def garbled(matter: Matter, _: Policy) -> tuple[Action, ...] | None:
    """He tried to give it and mistyped, or cut it short."""
    waits = matter.dialogue.waits and matter.private and not matter.with_agent
    if not waits or wish(matter.message.text) or _is_another_matter(matter):
        return None
    if not attempted(matter.message.text, matter.verdict.facts):
        return None
    return _once_more(matter)


def unread(matter: Matter, _: Policy) -> tuple[Action, ...] | None:
    """He answers with something that nothing answers: asked once more, then a person's."""
    if not (matter.dialogue.waits and matter.private):
        return None
    return _once_more(matter)


def arrived(matter: Matter, _: Policy) -> tuple[Action, ...] | None:
    """He was asked in public to come here: now he hears what for."""
    invited = matter.dialogue.stage is Stage.INVITED and matter.private
    if not (invited and matter.order == START and matter.dialogue.missing):
        return None
    return (ask(matter, matter.dialogue.missing, "came to private for what is missing"),)


def facts_first(matter: Matter, article: str) -> tuple[Action, ...]:
    """An article that is told only when it is known what it is about."""
    if missing := matter.unasked:
        return (ask(matter, missing, f"{article} needs"),)
    return (*_thanks(matter, NOTED), reply(matter, article, f"{article} fits: {ALL_HERE}"))


def is_asking(matter: Matter) -> bool:
    """Whether somebody who owes us an answer asks where we are."""
    return matter.dialogue.waits and matter.message.text.strip().endswith(_QUESTION)


def _completed(matter: Matter) -> tuple[Action, ...]:
    if matter.with_people:
        done = _thanks(matter, NOTED_FOR_A_PERSON)
        return done or (Ignore(reason=f"{ALL_HERE}, and a person has the case"),)
    if matter.dialogue.stage is Stage.COMPLETE:
        return _thanks(matter, NOTED) or (Ignore(reason=ALL_HERE),)
    article = matter.dialogue.article
    if not article or article in matter.dialogue.told:
        return (*_thanks(matter, NOTED), escalate(matter, ALL_HERE, at_least=Urgency.P2))
    answer = reply(matter, article, f"{ALL_HERE}: {', '.join(matter.dialogue.facts)}")
    return (*_thanks(matter, NOTED), answer)


def _thanks(matter: Matter, phrase: str) -> tuple[Action, ...]:
    """What was understood, said back so that mistakes show; in private only."""
    known = {kind: fact.values for kind, fact in matter.dialogue.facts.items()}
    line = recap(known, matter.language) if matter.private else ""
    if not line:
        return ()
    values = (("facts", line),)
    return (Inform(phrase=phrase, language=matter.language, reason=ALL_HERE, values=values),)


def _once_more(matter: Matter) -> tuple[Action, ...]:
    if again := matter.to_ask_again:
        return (ask(matter, again, UNREADABLE),)
    if matter.with_people:
        return (Ignore(reason=TWICE_UNREADABLE),)
    return (escalate(matter, TWICE_UNREADABLE, at_least=Urgency.P2),)


def _is_another_matter(matter: Matter) -> bool:
    labels = matter.verdict.labels
    return labels.intent != matter.dialogue.about and labels.intent_confidence >= TELLING
