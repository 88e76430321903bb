"""How a turn takes a dialogue further: what was heard, and then what was asked and said. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from core.actions import Action, Ask, Escalate, Inform, Reply
from core.collect import given
from core.collecting import TELLING, TWICE_UNREADABLE
from core.commands import command
from core.dialogue import Dialogue, Stage, Step, asking, current, learn, step, unlearn
from core.grave import ASKED_FOR_A_PERSON, MOCKS
from core.needs import FACTS_FIRST, NEEDED
from core.ports import Judged, Turn
from core.types import Leg, Message, RiskLevel, Stance, Verdict

# What a question that has not left yet had brought about, taken back.
_BEFORE = {
    Stage.ASKED_AGAIN: Stage.ASKED,
    Stage.ASKED: Stage.IDLE,
    Stage.INVITED: Stage.IDLE,
}
_GIVE_UP = (TWICE_UNREADABLE, ASKED_FOR_A_PERSON, MOCKS)
# Facts beside which a few words tell no language.
_WORDLESS = frozenset({"txid", "address", "address_invalid"})
SURE_OF_LANGUAGE, SURE_OF_CHANGE = 0.45, 0.8
UNKNOWN = "und"
# Whoever goes on to another matter is still the same person.
_LASTING = frozenset({"uid"})


@dataclass(frozen=True, slots=True)
class Heard:
    """The dialogue with a turn's facts in it; what each message, by key, brought of what was
    waited for."""

    dialogue: Dialogue
    brought: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])


@dataclass(frozen=True, slots=True)
class Spoken:
    """What a turn came to: what is said, where, and until when an answer is waited for."""

    plan: tuple[Action, ...]
    said: bool
    leg: Leg
    until: datetime


def hear(
    turn: Turn, verdicts: Sequence[Verdict | Exception], now: datetime, kept: timedelta
) -> Heard:
    """The dialogue after listening; answers that wait in the outbox do not count as said."""
    dialogue = _unsaid(current(turn.dialogue, turn.fresh[-1], now, kept), turn.burst)
    brought: dict[str, tuple[str, ...]] = {}
    for message, verdict in zip(turn.fresh, verdicts, strict=True):
        if isinstance(verdict, Verdict) and _counts(message, verdict):
            dialogue, brought[message.key] = _listen(dialogue, message, verdict)
    return Heard(dialogue, brought)


def speak(heard: Heard, turn: Turn, judged: Sequence[Judged], spoken: Spoken) -> Dialogue:
    """The dialogue after speaking."""
    dialogue = _told(heard.dialogue, spoken)
    asks = [action for action in spoken.plan if isinstance(action, Ask)]
    if asks and spoken.said:
        return _asked(_before(dialogue, turn.burst), asks[0], (*turn.burst, *judged), spoken)
    if dialogue.waits and not dialogue.missing:
        return step(dialogue, Step.COMPLETE)
    if dialogue.waits and any(map(_gives_up, spoken.plan)):
        return step(dialogue, Step.GIVE_UP)
    if any(heard.brought.values()):
        return replace(dialogue, until=spoken.until) if dialogue.waits else dialogue
    return dialogue


def changed(turn: Turn, after: Dialogue, now: datetime) -> Dialogue | None:
    """What has to be written; None where nothing is new."""
    before = turn.dialogue or Dialogue(conversation=after.conversation, person=after.person)
    same = replace(after, updated_at=before.updated_at, language=before.language) == before
    return None if same else replace(after, updated_at=now)


def left(turn: Turn, after: Dialogue) -> str:
    """The public conversation from which its author went on here; empty where he did not."""
    before = turn.dialogue
    moved = before is not None and before.conversation != after.conversation
    return before.conversation if before and moved and after.stage is not Stage.INVITED else ""


def _counts(message: Message, verdict: Verdict) -> bool:
    """Whether somebody tells us something of his own."""
    risk = verdict.risk
    attacks = risk.stance is Stance.ATTEMPT and risk.level in (RiskLevel.REVIEW, RiskLevel.ALERT)
    meant = message.addressed and not message.author.is_moderator
    return meant and not attacks and command(message.text) is None


def _listen(
    dialogue: Dialogue, message: Message, verdict: Verdict
) -> tuple[Dialogue, tuple[str, ...]]:
    dialogue = _other_matter(_spoken_in(dialogue, verdict), verdict)
    before = unlearn(dialogue, [message.id])
    hoped = before.hoped_for if _awaits(before, message) else frozenset[str]()
    after = learn(before, message, given(message.text, verdict.facts, hoped))
    news = {kind for kind, fact in after.facts.items() if dialogue.facts.get(kind) != fact}
    return after, tuple(kind for kind in after.facts if kind in news & hoped)


def _spoken_in(dialogue: Dialogue, verdict: Verdict) -> Dialogue:
    """The language of his words; what is made of hashes and names is in none."""
    labels = verdict.labels
    enough = SURE_OF_CHANGE if dialogue.language else SURE_OF_LANGUAGE
    told = labels.language != UNKNOWN and labels.language_confidence >= enough
    wordless = _WORDLESS & verdict.facts.keys() and dialogue.language
    return dialogue if wordless or not told else replace(dialogue, language=labels.language)


def _awaits(dialogue: Dialogue, message: Message) -> bool:
    """Whether facts count as an answer: also where an answer is corrected by an edit."""
    corrects = dialogue.stage is Stage.COMPLETE and message.version > 0
    return dialogue.waits or corrects


def _other_matter(dialogue: Dialogue, verdict: Verdict) -> Dialogue:
    """The facts of one deposit say nothing about the withdrawal that is asked about next."""
    labels = verdict.labels
    same = not dialogue.about or labels.intent == dialogue.about or labels.intent not in NEEDED
    if dialogue.waits or same or labels.intent_confidence < TELLING:
        return dialogue
    facts = {kind: fact for kind, fact in dialogue.facts.items() if kind in _LASTING}
    return replace(
        dialogue, about="", article="", wanted=(), asked={}, facts=facts, stage=Stage.IDLE
    )


def _unsaid(dialogue: Dialogue, burst: Sequence[Judged]) -> Dialogue:
    """What a waiting answer asks and tells is not asked and told before it leaves."""
    if not burst:
        return dialogue
    actions = [action for each in burst for action in each.actions]
    facts = {fact for action in actions if isinstance(action, Ask) for fact in action.facts}
    asked = {fact: count - 1 if fact in facts else count for fact, count in dialogue.asked.items()}
    waiting = {action.article for action in actions if isinstance(action, Reply)}
    return replace(
        dialogue,
        asked={fact: count for fact, count in asked.items() if count > 0},
        told=tuple(article for article in dialogue.told if article not in waiting),
        replies=max(0, dialogue.replies - 1),
    )


def _told(dialogue: Dialogue, spoken: Spoken) -> Dialogue:
    if not spoken.said:
        return dialogue
    articles = [action.article for action in spoken.plan if isinstance(action, Reply)]
    automatic = any(isinstance(action, Reply | Ask | Inform) for action in spoken.plan)
    return replace(
        dialogue,
        told=tuple(dict.fromkeys((*dialogue.told, *articles))),
        replies=dialogue.replies + automatic,
    )


def _before(dialogue: Dialogue, burst: Sequence[Judged]) -> Dialogue:
    """Where it stood before a question that has not left yet."""
    asks = any(isinstance(action, Ask) for each in burst for action in each.actions)
    to = _BEFORE.get(dialogue.stage)
    return replace(dialogue, stage=to) if asks and to else dialogue


def _asked(dialogue: Dialogue, ask: Ask, judged: Sequence[Judged], spoken: Spoken) -> Dialogue:
    goes_on = dialogue.about and set(ask.facts) <= set(dialogue.missing)
    about = dialogue if goes_on else _about(dialogue, judged)
    if spoken.leg is Leg.PUBLIC:
        return replace(step(about, Step.INVITE), until=spoken.until)
    return replace(asking(step(about, Step.ASK), ask.facts), until=spoken.until)


def _about(dialogue: Dialogue, judged: Sequence[Judged]) -> Dialogue:
    """What is asked for follows from the newest message that made us ask."""
    verdict = next(
        each.verdict
        for each in reversed(judged)
        if any(isinstance(action, Ask) for action in each.actions)
    )
    intent, article = verdict.labels.intent, verdict.article
    told = article not in FACTS_FIRST or article in dialogue.told
    return replace(
        dialogue,
        about=intent,
        article="" if told else article,
        wanted=NEEDED.get(intent, ()),
    )


def _gives_up(action: Action) -> bool:
    """Whether nothing more is to be asked; a person who has it for another reason may find more."""
    return isinstance(action, Escalate) and action.reason.startswith(_GIVE_UP)
