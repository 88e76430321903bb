"""From a conversation's turn and its verdicts to everything that becomes true. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from core.actions import BOT, Action, Ask, Button, Escalate, Outgoing, Protect, Reply
from core.case import Holder
from core.caseflow import case_after
from core.decide import Matter, decide
from core.identities import Identities
from core.plan import merge
from core.ports import Capabilities, Judged, Turn, TurnResult
from core.reply.compose import buttons, compose
from core.reply.library import Library
from core.reply.lint import check
from core.reply.split import split
from core.settings import DeskTable, Policy
from core.trace import decisions
from core.types import Leg, Message, Platform, Urgency, Verdict

UNKNOWN = "und"
UNREAD = "the desk could not read this message"


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """What concluding looks at besides the turn: rules, knowledge, registry, platforms."""

    policy: Policy
    desk: DeskTable
    library: Library
    identities: Identities
    capabilities: Mapping[Platform, Capabilities]


def conclude(
    turn: Turn, verdicts: Sequence[Verdict | Exception], house: House, now: datetime
) -> TurnResult:
    """Decide, compose and move the case; or ask for another try where reading failed."""
    failure = next((each for each in verdicts if isinstance(each, Exception)), None)
    if failure and turn.attempts + 1 < house.desk.tries:
        return put_back(turn, failure, now)
    judged = tuple(
        _judge(message, verdict, turn, house, now)
        for message, verdict in zip(turn.fresh, verdicts, strict=True)
    )
    plan = merge([each.actions for each in _latest((*turn.burst, *judged))])
    speech = _Speech(turn, house, _language(judged))
    text, plan = _words(plan, speech)
    case = case_after(turn, judged, plan, (house.policy, now))
    return TurnResult(
        turn=turn,
        judged=judged,
        case=case,
        outgoing=_outgoing(text, plan, speech, (now, case.id if case else "")),
        decisions=tuple(decisions(judged, now)),
    )


def put_back(turn: Turn, failure: Exception, now: datetime) -> TurnResult:
    """Another try later, each wait twice the last."""
    wait = timedelta(seconds=0.2 * 2**turn.attempts)
    return TurnResult(turn=turn, retry_at=now + wait, error=_one_line(failure), supersede=False)


def park(turn: Turn, failure: Exception, now: datetime) -> TurnResult:
    """A turn the desk cannot work at all becomes a case for a person; the lane goes on."""
    reason = f"{UNREAD}: {_one_line(failure)}"
    actions: tuple[Action, ...] = (Escalate(priority=Urgency.P1, reason=reason),)
    judged = tuple(
        Judged(message=message, verdict=_unread(message), actions=actions, error=reason)
        for message in turn.fresh
    )
    return TurnResult(
        turn=turn,
        judged=judged,
        case=case_after(turn, judged, actions, (Policy(), now)),
        decisions=tuple(decisions(judged, now)),
        supersede=False,
    )


def _judge(
    message: Message, verdict: Verdict | Exception, turn: Turn, house: House, now: datetime
) -> Judged:
    if isinstance(verdict, Exception):
        reason = f"{UNREAD}: {_one_line(verdict)}"
        escalate = Escalate(priority=Urgency.P1, reason=reason)
        return Judged(message=message, verdict=_unread(message), actions=(escalate,), error=reason)
    matter = _matter(message, verdict, turn, house, now)
    return Judged(message=message, verdict=verdict, actions=decide(matter, house.policy))


def _matter(message: Message, verdict: Verdict, turn: Turn, house: House, now: datetime) -> Matter:
    burst_facts = (fact for each in turn.burst for fact in each.verdict.facts)
    return Matter(
        message=message,
        verdict=verdict,
        case=turn.case,
        known=frozenset((*verdict.facts, *burst_facts)),
        replies=sum(1 for each in turn.history if each.ours and each.author == BOT),
        age=now - message.sent_at,
        stale_after=timedelta(hours=house.desk.stale_after_h),
        from_staff=message.author.is_moderator
        or house.identities.is_real(message.platform, message.author),
    )


def _latest(judged: Sequence[Judged]) -> list[Judged]:
    """The newest version of each message, in order: an edit replaces what it corrects."""
    return list({each.message.id: each for each in judged}.values())


@dataclass(frozen=True, slots=True)
class _Speech:
    """Where something is about to be said, and in which language."""

    turn: Turn
    house: House
    language: str

    @property
    def message(self) -> Message:
        return self.turn.fresh[-1]

    def text(self, actions: tuple[Action, ...]) -> str:
        if not actions:
            return ""
        capabilities = self.house.capabilities[self.message.platform]
        library = self.house.library
        return compose(actions, self.message, library, capabilities, language=self.language)


def _words(plan: tuple[Action, ...], speech: _Speech) -> tuple[str, tuple[Action, ...]]:
    """The text to say for a plan; the plan itself may turn into a hand-over on the way."""
    text = speech.text(_spoken(plan, speech.turn))
    if not text:
        return "", plan
    if _said_before(text, speech.turn):
        if speech.message.version:
            return "", plan
        again = Escalate(priority=_priority(plan), reason="the same answer did not settle it")
        return speech.text((again,)), (again,)
    problems = _problems(text, speech.house.identities, speech.message.leg)
    if problems:
        unsafe = Escalate(priority=_priority(plan), reason=f"lint stopped: {problems[0]}")
        return speech.text((unsafe,)), (unsafe,)
    return text, plan


@lru_cache(maxsize=4096)
def _problems(text: str, identities: Identities, leg: Leg) -> tuple[str, ...]:
    """What the lint says; what the desk says by itself is the same few hundred texts."""
    return check(text, identities, leg=leg)


def _language(judged: Sequence[Judged]) -> str:
    """The language of the newest message in which one could be told; empty when in none."""
    told = (each.verdict.labels.language for each in reversed(judged))
    return next((language for language in told if language != UNKNOWN), "")


def _spoken(plan: tuple[Action, ...], turn: Turn) -> tuple[Action, ...]:
    """The actions that are said aloud: nothing to an attacker, one hand-over a case."""
    if any(isinstance(action, Protect) for action in plan):
        return ()
    words: tuple[Action, ...] = tuple(a for a in plan if isinstance(a, Reply | Ask))
    held = turn.case is not None and turn.case.is_open and turn.case.held_by is not Holder.BOT
    told = held and not turn.burst  # what a burst replaces has not been said yet
    heard = (*turn.fresh, *(each.message for each in turn.burst))
    addressed = any(message.addressed for message in heard)
    if not told and addressed:
        words += tuple(action for action in plan if isinstance(action, Escalate))
    return words


def _said_before(text: str, turn: Turn) -> bool:
    return any(each.ours and each.text == text for each in turn.history[-8:])


def _outgoing(
    text: str, plan: tuple[Action, ...], speech: _Speech, stamp: tuple[datetime, str]
) -> tuple[Outgoing, ...]:
    if not text:
        return ()
    now, case = stamp
    message, house = speech.message, speech.house
    capabilities = house.capabilities[message.platform].on(message.leg)
    parts = split(text, capabilities)
    presses: tuple[Button, ...] = ()
    if capabilities.buttons:
        presses = buttons(plan, message, house.library, language=speech.language)
    return tuple(
        Outgoing(
            key=f"{message.key}:reply:{number}",
            platform=message.platform,
            account=message.account,
            conversation=message.conversation,
            address=message.address,
            due_at=now + timedelta(seconds=house.desk.reply_hold_s),
            text=part,
            markdown=True,
            leg=message.leg,
            reply_to=message.id if number == 0 else None,
            buttons=presses if number == len(parts) - 1 else (),
            case_id=case,
            sequence=number,
        )
        for number, part in enumerate(parts)
    )


def _unread(message: Message) -> Verdict:
    secrets = tuple(secret.kind for secret in message.secrets)
    return Verdict(urgency=Urgency.P1, reasons=(UNREAD,), secrets=secrets, stage="none")


def _priority(plan: tuple[Action, ...]) -> Urgency:
    return min((a.priority for a in plan if isinstance(a, Escalate)), default=Urgency.P3)


def _one_line(error: Exception) -> str:
    return f"{type(error).__name__}: {error}".splitlines()[0][:200]
