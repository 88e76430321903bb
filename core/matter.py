"""One judged message with all that deciding may look at, and the actions it can lead to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TypeGuard, TypeVar

from core.actions import Action, Ask, Escalate, Inform, Reply
from core.case import Case, Holder
from core.commands import command
from core.dialogue import MOST_ASKED, Dialogue, Stage, may_ask
from core.needs import missing_facts
from core.settings import Policy
from core.types import Leg, Message, Urgency, Verdict
from core.wishes import mocked, wish

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """A message and its verdict, and what is known around them.

    `known` are the facts already on the table; `replies` how often the bot has spoken in this
    conversation lately; `age` how long ago the message was written; `from_staff` when the author
    is one of the exchange's own; `aided` what an aide found out (core/aides.py); `dialogue` is
    what the bot is finding out, with this message's facts in it, and `brought` those of them that
    were waited for.
    """

    message: Message
    verdict: Verdict
    case: Case | None = None
    known: frozenset[str] = frozenset()
    replies: int = 0
    age: timedelta = timedelta()
    stale_after: timedelta = timedelta(hours=24)
    from_staff: bool = False
    aided: tuple[Action, ...] = ()
    dialogue: Dialogue = field(default_factory=lambda: Dialogue(conversation=""))
    brought: tuple[str, ...] = ()

    @property
    def language(self) -> str:
        """Its own; an answer to a question of ours is in the language that was spoken so far."""
        told = self.dialogue.language if self.dialogue.waits else ""
        return told or self.verdict.labels.language

    @property
    def intent(self) -> str:
        return self.verdict.labels.intent

    @property
    def wish(self) -> str:
        """The words in which the author asks for a person; empty when he does not."""
        read = self.verdict.wish
        return read if self._as_read(read) else wish(self.message.text, self.language)

    @property
    def mocks(self) -> tuple[str, bool]:
        """The words that mock us, and whether they do whatever else is said."""
        read = self.verdict.mocks
        return read if self._as_read(read) else mocked(self.message.text, self.language)

    def _as_read(self, read: T | None) -> TypeGuard[T]:
        """Whether triage has looked, and in the language that this is spoken in."""
        return read is not None and self.language == self.verdict.labels.language

    @property
    def private(self) -> bool:
        return self.message.leg is Leg.PRIVATE

    @property
    def order(self) -> str | None:
        """The command that is meant for us: groups have other bots."""
        return command(self.message.text) if self.message.addressed else None

    @property
    def beside(self) -> bool:
        """Whether what an aide brought is only said along with what the rules decide."""
        return all(isinstance(each, Inform) and each.beside for each in self.aided)

    @property
    def with_people(self) -> bool:
        """Whether the case is a person's, or about to be taken by one."""
        case = self.case
        return case is not None and case.is_open and case.held_by is not Holder.BOT

    @property
    def with_agent(self) -> bool:
        """Whether one person holds the case."""
        return self.with_people and self.case is not None and self.case.held_by is Holder.AGENT

    @property
    def unasked(self) -> tuple[str, ...]:
        """What its intent needs, is not known, and was not asked for yet; in public, who was told
        to write to us in private is not told again."""
        if not self.private and self.dialogue.stage is Stage.INVITED:
            return ()
        missing = missing_facts(self.intent, (*self.known, *self.dialogue.facts))
        return tuple(fact for fact in missing if may_ask(self.dialogue, fact))

    @property
    def to_ask_again(self) -> tuple[str, ...]:
        """What may be asked for once more, because the answer could not be read."""
        if self.dialogue.stage is not Stage.ASKED or not self.private:
            return ()
        return tuple(f for f in self.dialogue.missing if may_ask(self.dialogue, f, MOST_ASKED))


Rule = Callable[[Matter, Policy], tuple[Action, ...] | None]


def reply(matter: Matter, article: str, reason: str, confidence: float = 1.0) -> Reply:
    """An answer from an article, in the author's language."""
    return Reply(article=article, language=matter.language, reason=reason, confidence=confidence)


def ask(matter: Matter, facts: tuple[str, ...], why: str = "missing") -> Ask:
    """A question for safe facts."""
    return Ask(facts=facts, language=matter.language, reason=f"{why}: {', '.join(facts)}")


def escalate(matter: Matter, reason: str, *, at_least: Urgency = Urgency.P3) -> Escalate:
    """A person's, as urgent as the message is."""
    return Escalate(priority=min(matter.verdict.urgency, at_least), reason=reason)


def why_urgent(matter: Matter, otherwise: str) -> str:
    """The first reason of triage, in words for a person."""
    return matter.verdict.reasons[0] if matter.verdict.reasons else otherwise
