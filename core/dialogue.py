"""What the bot is finding out in a conversation, and the only ways that can go on. Pure.

A dialogue has a stage: what was asked, and what came of it. Who holds the case is the case's
matter (core/case.py); the two are never mixed.

  idle ── ASK ──▶ asked ── ASK ──▶ asked_again      once more, where the answer could not be read
    │ INVITE        │ COMPLETE        │ COMPLETE
    ▼               ▼                 ▼
  invited         complete          complete        all facts are here
    │ ASK (he came) · FOLLOW (he came elsewhere) ──▶ moved
    └ GIVE_UP from wherever something is awaited ──▶ given_up: a person goes on
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from core.types import Leg, Message


class Stage(StrEnum):
    """Where the finding out stands."""

    IDLE = "idle"
    INVITED = "invited"
    ASKED = "asked"
    ASKED_AGAIN = "asked_again"
    COMPLETE = "complete"
    GIVEN_UP = "given_up"
    MOVED = "moved"


class Step(StrEnum):
    """What can happen to it."""

    ASK = "ask"
    INVITE = "invite"
    COMPLETE = "complete"
    GIVE_UP = "give_up"
    FOLLOW = "follow"


S, P = Stage, Step

# (stage, step) -> stage. What is not here does not happen: the dialogue stays as it is.
STEPS: dict[tuple[Stage, Step], Stage] = {
    (S.IDLE, P.ASK): S.ASKED,
    (S.IDLE, P.INVITE): S.INVITED,
    (S.INVITED, P.ASK): S.ASKED,
    (S.INVITED, P.COMPLETE): S.COMPLETE,
    (S.INVITED, P.GIVE_UP): S.GIVEN_UP,
    (S.INVITED, P.FOLLOW): S.MOVED,
    (S.ASKED, P.ASK): S.ASKED_AGAIN,
    (S.ASKED, P.COMPLETE): S.COMPLETE,
    (S.ASKED, P.GIVE_UP): S.GIVEN_UP,
    (S.ASKED_AGAIN, P.COMPLETE): S.COMPLETE,
    (S.ASKED_AGAIN, P.GIVE_UP): S.GIVEN_UP,
    # another matter, of which nothing was asked before
    (S.COMPLETE, P.ASK): S.ASKED,
    (S.COMPLETE, P.INVITE): S.INVITED,
    (S.GIVEN_UP, P.ASK): S.ASKED,
    (S.GIVEN_UP, P.INVITE): S.INVITED,
    # he who went on in private may ask in public again
    (S.MOVED, P.ASK): S.ASKED,
    (S.MOVED, P.INVITE): S.INVITED,
}
NEVER = datetime.min.replace(tzinfo=UTC)
WAITING = frozenset({S.INVITED, S.ASKED, S.ASKED_AGAIN})
# How often one fact is asked for: once more only where the answer could not be read.
MOST_ASKED = 2


@dataclass(frozen=True, slots=True)
class Fact:
    """What somebody told, as it was written, and the message it stands in."""

    values: tuple[str, ...]
    source: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialogue:
    """One conversation's: asked for what, how often, until when; what came of it, and from where.

    `person` is the author wherever he writes on that account; `language` is that of his last
    words, since a hash or a number has none; `asked` counts by fact; `told` are the articles said
    so far, `replies` how many automatic answers there were.
    """

    conversation: str
    person: str = ""
    stage: Stage = Stage.IDLE
    language: str = ""
    about: str = ""
    article: str = ""
    wanted: tuple[tuple[str, ...], ...] = ()
    asked: Mapping[str, int] = field(default_factory=dict[str, int])
    until: datetime | None = None
    facts: Mapping[str, Fact] = field(default_factory=dict[str, Fact])
    told: tuple[str, ...] = ()
    replies: int = 0
    updated_at: datetime | None = None

    @property
    def waits(self) -> bool:
        """Whether an answer of the author's is awaited."""
        return self.stage in WAITING

    @property
    def missing(self) -> tuple[str, ...]:
        """What is still wanted: the first of each group of which nothing is known."""
        return tuple(group[0] for group in self.wanted if not self.facts.keys() & set(group))

    @property
    def hoped_for(self) -> frozenset[str]:
        """Every fact that would bring it further."""
        groups = (group for group in self.wanted if not self.facts.keys() & set(group))
        return frozenset(fact for group in groups for fact in group)


def person_of(message: Message) -> str:
    """The same in public and in private: who writes, on which of our accounts."""
    return f"{message.platform}:{message.account}:{message.author.id}"


def step(dialogue: Dialogue, how: Step) -> Dialogue:
    """The dialogue one step on; the same where the table knows no such step."""
    to = STEPS.get((dialogue.stage, how))
    if to is None:
        return dialogue
    after = replace(dialogue, stage=to)
    return after if after.waits else replace(after, until=None)


def going_on(message: Message, known: Iterable[Dialogue]) -> Dialogue | None:
    """Which of its author's dialogues a message goes on with: its conversation's own; in private
    also what he was asked for in public, where that is newer."""
    here = [each for each in known if each.conversation == message.conversation]
    if message.leg is Leg.PRIVATE:
        here += [each for each in known if each.stage is Stage.INVITED]
    return max(here, key=lambda each: (each.waits, each.updated_at or NEVER), default=None)


def current(known: Dialogue | None, message: Message, now: datetime, kept: timedelta) -> Dialogue:
    """The dialogue as it goes on now: a new one where there was none, or too long ago."""
    fresh = Dialogue(conversation=message.conversation, person=person_of(message))
    if known is None or known.updated_at is None or now - known.updated_at > kept:
        return fresh
    if known.conversation != message.conversation:
        # What was asked for in public is answered in private: nothing has been said here yet.
        return replace(known, conversation=message.conversation, told=(), replies=0)
    return known


def asking(dialogue: Dialogue, facts: Iterable[str]) -> Dialogue:
    """These were asked for once more than before."""
    counts = {fact: dialogue.asked.get(fact, 0) + 1 for fact in facts}
    return replace(dialogue, asked={**dialogue.asked, **counts})


def may_ask(dialogue: Dialogue, fact: str, most: int = 1) -> bool:
    """Whether a fact that is not known may be asked for without asking too often."""
    return fact not in dialogue.facts and dialogue.asked.get(fact, 0) < most


def learn(dialogue: Dialogue, message: Message, found: Mapping[str, tuple[str, ...]]) -> Dialogue:
    """The dialogue with what a message tells; what its earlier version told is no longer so."""
    kept = {kind: fact for kind, fact in dialogue.facts.items() if fact.source != message.id}
    told = {
        kind: Fact(values=values, source=message.id, at=message.received_at)
        for kind, values in found.items()
    }
    facts = {**kept, **told}
    return dialogue if facts == dialogue.facts else replace(dialogue, facts=facts)


def unlearn(dialogue: Dialogue, sources: Iterable[str]) -> Dialogue:
    """The dialogue without what stood in messages that are gone."""
    gone = set(sources)
    facts = {kind: fact for kind, fact in dialogue.facts.items() if fact.source not in gone}
    return dialogue if len(facts) == len(dialogue.facts) else replace(dialogue, facts=facts)
