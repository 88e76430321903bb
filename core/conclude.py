"""From a conversation's turn and its verdicts to everything that becomes true. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from core.actions import Action, Ask, Escalate
from core.advance import Heard, Spoken, changed, hear, left, speak
from core.case import Case, promised
from core.caseflow import case_after
from core.decide import Matter, decide
from core.house import House as House  # noqa: PLC0414 - whoever concludes needs one
from core.incidents.volatility import guarded
from core.plan import fitting, merge
from core.ports import Judged, Turn, TurnResult
from core.protect import protect
from core.protection import Surroundings
from core.settings import Policy
from core.speech import Speech, rows, words
from core.surround import enriched
from core.trace import decisions
from core.types import Leg, Message, Urgency, Verdict

UNKNOWN = "und"
UNREAD = "the desk could not read this message"


@dataclass(frozen=True, slots=True)
class Known:
    """What was found out besides reading, by message key: surroundings of suspicious messages, the
    actions that a look into the memory already came to, and those that an aide brought."""

    around: Mapping[str, Surroundings] = field(default_factory=dict[str, Surroundings])
    settled: Mapping[str, Action] = field(default_factory=dict[str, Action])
    aided: Mapping[str, tuple[Action, ...]] = field(default_factory=dict[str, tuple[Action, ...]])


NOTHING = Known()


def conclude(
    turn: Turn,
    verdicts: Sequence[Verdict | Exception],
    house: House,
    now: datetime,
    known: Known = NOTHING,
) -> TurnResult:
    """Decide, compose, protect and move the case; or ask for another try where reading failed."""
    failure = next((each for each in verdicts if isinstance(each, Exception)), None)
    if failure and turn.attempts + 1 < house.desk.tries:
        return put_back(turn, failure, now)
    heard = hear(turn, verdicts, now, timedelta(hours=house.policy.reopen_within_h))
    stage = _Stage(turn, house, now, known, heard)
    judged = tuple(
        _judge(message, verdict, stage)
        for message, verdict in zip(turn.fresh, verdicts, strict=True)
    )
    plan = merge([each.actions for each in _latest((*turn.burst, *judged))])
    most = house.policy.replies_per_conversation
    plan = fitting(plan, heard.dialogue, turn.fresh[-1], most)
    apart = _apart(turn.fresh[-1], house, known)
    since = (judged[-1].verdict.labels.intent, now)
    speech = Speech(turn, house, _language(judged, heard), apart, since)
    text, plan = words(plan, speech)
    case = case_after(turn, judged, plan, (house.policy, now))
    case = case and promised(turn.case, case, house.service.promises, now)
    identity = case.id if case else ""
    shield = protect(judged, known.around, (house, now), identity)
    until = now + timedelta(minutes=house.dialogue.patience_min)
    dialogue = speak(heard, turn, judged, Spoken(plan, bool(text), speech.leg, until))
    return TurnResult(
        turn=turn,
        judged=judged,
        case=case,
        outgoing=(*rows(text, plan, speech, (now, _named(case))), *shield.rows),
        decisions=tuple(decisions((*judged, *_agreed(turn, judged, plan)), now, house.library)),
        guarding=shield.guarding,
        dialogue=changed(turn, dialogue, now),
        left=left(turn, dialogue),
    )


def _named(case: Case | None) -> str:
    """The case that words belong to; what is said after it ended is nobody's to hold back."""
    return case.id if case and case.is_open else ""


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


@dataclass(frozen=True, slots=True)
class _Stage:
    """What judging one message of a turn looks at besides the message."""

    turn: Turn
    house: House
    now: datetime
    known: Known
    heard: Heard


def _agreed(turn: Turn, judged: Sequence[Judged], plan: tuple[Action, ...]) -> list[Judged]:
    """What was decided about all messages together and about none alone, for the trace."""
    alone = [action for each in (*turn.burst, *judged) for action in each.actions]
    more = tuple(action for action in plan if not _follows(action, alone))
    return [replace(judged[-1], actions=more)] if more else []


def _follows(action: Action, alone: Sequence[Action]) -> bool:
    """Whether a message led to it by itself; a question may have become shorter since."""
    asked = isinstance(action, Ask) and any(isinstance(each, Ask) for each in alone)
    return asked or action in alone


def _judge(message: Message, verdict: Verdict | Exception, stage: _Stage) -> Judged:
    if isinstance(verdict, Exception):
        reason = f"{UNREAD}: {_one_line(verdict)}"
        escalate = Escalate(priority=Urgency.P1, reason=reason)
        return Judged(message=message, verdict=_unread(message), actions=(escalate,), error=reason)
    if settled := stage.known.settled.get(message.key):
        return Judged(message=message, verdict=verdict, actions=(settled,))
    around = stage.known.around.get(message.key)
    verdict = enriched(message, verdict, around, (stage.house.identities, stage.house.limits))
    verdict = guarded(verdict, stage.house)
    matter = _matter(message, verdict, stage)
    return Judged(message=message, verdict=verdict, actions=decide(matter, stage.house.policy))


def _matter(message: Message, verdict: Verdict, stage: _Stage) -> Matter:
    turn, house = stage.turn, stage.house
    burst_facts = (fact for each in turn.burst for fact in each.verdict.facts)
    dialogue, brought = stage.heard.dialogue, stage.heard.brought
    return Matter(
        message=message,
        verdict=verdict,
        case=turn.case,
        known=frozenset((*verdict.facts, *burst_facts)),
        replies=dialogue.replies,
        age=stage.now - message.sent_at,
        stale_after=timedelta(hours=house.desk.stale_after_h),
        from_staff=message.author.is_moderator
        or house.identities.is_real(message.platform, message.author),
        aided=stage.known.aided.get(message.key, ()),
        dialogue=dialogue,
        brought=brought.get(message.key, ()),
    )


def _latest(judged: Sequence[Judged]) -> list[Judged]:
    """The newest version of each message, in order: an edit replaces what it corrects."""
    return list({each.message.id: each for each in judged}.values())


def _language(judged: Sequence[Judged], heard: Heard) -> str:
    """The language of the newest message in which one could be told; empty when in none."""
    if heard.dialogue.waits and heard.dialogue.language:
        return heard.dialogue.language
    told = (each.verdict.labels.language for each in reversed(judged))
    return next((language for language in told if language != UNKNOWN), "")


def _apart(message: Message, house: House, known: Known) -> str:
    """Who posted a secret is told in private, where he can be reached there."""
    if not message.secrets or message.leg is Leg.PRIVATE:
        return ""
    around = known.around.get(message.key)
    if around and around.private_address:
        return around.private_address
    opens = house.capabilities[message.platform].private
    return opens(message.author.id) if opens else ""


def _unread(message: Message) -> Verdict:
    secrets = tuple(secret.kind for secret in message.secrets)
    return Verdict(urgency=Urgency.P1, reasons=(UNREAD,), secrets=secrets, stage="none")


def _one_line(error: Exception) -> str:
    return f"{type(error).__name__}: {error}".splitlines()[0][:200]
