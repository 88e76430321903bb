"""The words of one turn: composed, looked over, cut to fit. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache

from core.actions import (
    BOT,
    Action,
    Ask,
    Button,
    Escalate,
    Ignore,
    Inform,
    Outgoing,
    Protect,
    Reply,
)
from core.case import Holder
from core.commands import PRIVATE, command
from core.house import House
from core.identities import Identities
from core.ports import Turn
from core.reply.compose import TO_MODERATORS, buttons, compose
from core.reply.lint import check
from core.reply.split import split
from core.types import Leg, Message, Place, Urgency, Utterance

CORRECTS = "its author has edited what we had answered"
ONLY_ONE = "edited after the one automatic answer that is allowed there"


@dataclass(frozen=True, slots=True)
class Speech:
    """Where something is about to be said, and in which language; `apart` is the author's private
    address where the place he wrote in is no place to answer, `since` what he asks about and when,
    by which he is told how long a person will take."""

    turn: Turn
    house: House
    language: str
    apart: str = ""
    since: tuple[str, datetime] | None = None

    @property
    def message(self) -> Message:
        return self.turn.fresh[-1]

    @property
    def leg(self) -> Leg:
        return Leg.PRIVATE if self.apart else self.message.leg

    def text(self, actions: tuple[Action, ...]) -> str:
        if not actions:
            return ""
        capabilities = self.house.capabilities[self.message.platform]
        library = self.house.library
        message = replace(self.message, place=Place.DM) if self.apart else self.message
        timed = tuple(map(self._timed, actions))
        return compose(timed, message, library, capabilities, language=self.language)

    def _timed(self, action: Action) -> Action:
        if self.since is None or not isinstance(action, Escalate):
            return action
        return replace(action, wait=self.house.service.wait(action.priority, *self.since))


def words(plan: tuple[Action, ...], speech: Speech) -> tuple[str, tuple[Action, ...]]:
    """The text to say for a plan; the plan itself may turn into a hand-over on the way."""
    text = speech.text(_spoken(plan, speech.turn))
    if not text:
        return "", plan
    if _for_moderators(plan):
        return text, plan
    if _said_before(text, speech.turn) and command(speech.message.text) is None:
        if speech.message.version:
            return "", plan
        again = Escalate(priority=_priority(plan), reason="the same answer did not settle it")
        return speech.text((again,)), (again,)
    if outdated(speech.turn):
        text, plan = _corrected(plan, speech)
    return _looked_over(text, plan, speech)


def _looked_over(
    text: str, plan: tuple[Action, ...], speech: Speech
) -> tuple[str, tuple[Action, ...]]:
    """The last look at what the desk says: what the lint stops becomes a hand-over."""
    if not text:
        return "", plan
    problems = _problems(text, speech.house.identities, speech.leg)
    if problems:
        unsafe = Escalate(priority=_priority(plan), reason=f"lint stopped: {problems[0]}")
        return speech.text((unsafe,)), (unsafe,)
    return text, plan


def outdated(turn: Turn) -> tuple[Utterance, ...]:
    """Our answer to what its author has edited since, in all its parts."""
    edited = {f"{each.platform}:{each.account}:{each.id}:" for each in turn.fresh if each.version}
    return tuple(
        each
        for each in turn.history
        if each.ours
        and each.author == BOT
        and any(key.startswith(stem) for key in each.serves for stem in edited)
    )


def _corrected(plan: tuple[Action, ...], speech: Speech) -> tuple[str, tuple[Action, ...]]:
    """The same with a word that it takes the place of what was said; where a platform lets a bot
    speak once only, a person's matter."""
    capabilities = speech.house.capabilities[speech.message.platform]
    alone = speech.leg is Leg.PUBLIC and not capabilities.second_reply
    if alone and not capabilities.edits:
        return "", (*_unspoken(plan), Escalate(priority=_priority(plan), reason=ONLY_ONE))
    note = Inform(phrase="corrected", language=speech.language, reason=CORRECTS)
    plan = (note, *plan)
    return speech.text(_spoken(plan, speech.turn)), plan


def _unspoken(plan: tuple[Action, ...]) -> tuple[Action, ...]:
    return tuple(each for each in plan if isinstance(each, Protect))


@lru_cache(maxsize=4096)
def _problems(text: str, identities: Identities, leg: Leg) -> tuple[str, ...]:
    """What the lint says; what the desk says by itself is the same few hundred texts."""
    return check(text, identities, leg=leg)


def _spoken(plan: tuple[Action, ...], turn: Turn) -> tuple[Action, ...]:
    """The actions that are said aloud: nothing to an attacker, one hand-over a case."""
    if any(isinstance(action, Protect) for action in plan):
        return ()
    words: tuple[Action, ...] = tuple(a for a in plan if isinstance(a, Reply | Ask | Inform))
    held = turn.case is not None and turn.case.is_open and turn.case.held_by is not Holder.BOT
    told = held and not turn.burst  # what a burst replaces has not been said yet
    heard = (*turn.fresh, *(each.message for each in turn.burst))
    addressed = any(message.addressed for message in heard)
    if not told and addressed:
        words += tuple(action for action in plan if isinstance(action, Escalate))
    return words


def _for_moderators(plan: tuple[Action, ...]) -> bool:
    """Moderators may ask twice, and names of strangers, made harmless, are what they ask for."""
    return all(
        isinstance(each, Ignore)
        or (isinstance(each, Inform) and each.phrase.startswith(TO_MODERATORS))
        for each in plan
    )


def _said_before(text: str, turn: Turn) -> bool:
    return any(each.ours and each.text == text for each in turn.history[-8:])


def rows(
    text: str, plan: tuple[Action, ...], speech: Speech, stamp: tuple[datetime, str]
) -> tuple[Outgoing, ...]:
    """The text as rows of the outbox, in parts that fit; `stamp` is now and the case's id."""
    if not text:
        return ()
    now, case = stamp
    message, house = speech.message, speech.house
    capabilities = house.capabilities[message.platform].on(speech.leg)
    parts = split(text, capabilities)
    presses: tuple[Button, ...] = ()
    if capabilities.buttons:
        presses = buttons(plan, message, house.library, language=speech.language)
        presses += _into_private(speech)
    replaced = _replaced(speech, len(parts))
    return tuple(
        Outgoing(
            key=f"{message.key}:reply:{number}",
            platform=message.platform,
            account=message.account,
            conversation=message.conversation,
            address=speech.apart or message.address,
            due_at=now + timedelta(seconds=house.desk.reply_hold_s),
            text=part,
            markdown=True,
            leg=speech.leg,
            reply_to=message.id if number == 0 and not speech.apart else None,
            buttons=presses if number == len(parts) - 1 else (),
            replaces=replaced,
            case_id=case,
            sequence=number,
        )
        for number, part in enumerate(parts)
    )


def _into_private(speech: Speech) -> tuple[Button, ...]:
    """Under what is said in public, the way to where the rest can be told."""
    capabilities = speech.house.capabilities[speech.message.platform]
    if speech.leg is Leg.PRIVATE or not capabilities.private_button:
        return ()
    label = speech.house.library.phrase("private_button", speech.language)
    return (Button(label=label, data=PRIVATE),)


def _replaced(speech: Speech, parts: int) -> str | None:
    """The one message of ours in whose place this answer is put; None where it has to be new."""
    answered = outdated(speech.turn)
    able = speech.house.capabilities[speech.message.platform].edits
    whole = able and parts == len(answered) == 1
    return answered[0].message_id if whole else None


def _priority(plan: tuple[Action, ...]) -> Urgency:
    return min((a.priority for a in plan if isinstance(a, Escalate)), default=Urgency.P3)
