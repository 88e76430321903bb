"""Writing an answer: drafts that are never lost, sends that can be called back, and help.

The ports are small; the composition root fills them in and hands the console one `ComposeRoom`.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from core.attaching import Attachments
from core.canned import CannedBook
from core.case import Case
from core.casebook import CaseFile
from core.deeds import Deed
from core.errors import DeskError
from core.reply.problem import Problem
from core.reply.wording import variables
from core.triage.secrets import mask
from core.types import Leg, Platform

# A draft that nobody touched for so long is forgotten.
KEPT = timedelta(days=30)
# Characters of a draft; a form of the console is no larger.
LONGEST = 20_000
# What texts with variables may name: facts of the case, and of the exchange.
VARIABLES = frozenset(
    {
        "name", "case", "agent", "platform", "uid", "coin", "network", "amount", "txid", "address",
        "order_id", "time", "error", "help", "site",
    }
)  # fmt: skip


class TooLate(DeskError):  # noqa: N818
    """The answer is on its way or gone: what is out can only be deleted there."""


class TranslatorUnavailable(DeskError):  # noqa: N818
    """Nobody can translate this now: missing, broken, busy or too slow."""


class Box(StrEnum):
    """Which field a draft belongs to."""

    REPLY = "reply"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What an agent has written in a case and not sent; texts are masked.

    `counter` grows with every change. `aside` are the words of a tab that did not know the latest
    ones, `sent` those that were sent last, so that they can be taken back.
    """

    case_id: str
    agent: str
    box: Box = Box.REPLY
    text: str = ""
    counter: int = 0
    saved_at: datetime
    aside: str = ""
    sent: str = ""


class Drafts(Protocol):
    """Half-written words, by case, agent and field. Raises StorageUnavailable."""

    async def drafts(self, case_id: str) -> Sequence[Draft]:
        """Everybody's drafts in a case, the latest first."""
        ...

    async def save_draft(self, draft: Draft) -> Draft:
        """Keep `text`, written on top of `counter`; what stands now. A tab that does not know the
        latest counter changes nothing but `aside`. Words set aside go once they stand in the text,
        or are named as `aside`: seen and not wanted. Raises NotYours where there is no case."""
        ...

    async def sent_draft(self, draft: Draft) -> Draft:
        """The words were sent: the field is empty, and they are kept as `sent`."""
        ...

    async def drafted(self, agent: str) -> Sequence[str]:
        """The ids of the cases in which this agent has words that he did not send."""
        ...

    async def forget_drafts(self, before: datetime) -> int:
        """Drop drafts that were saved before; how many."""
        ...


class Recalls(Protocol):
    """Sends that have not left yet, and where else an author can be reached."""

    async def take_back(self, case_id: str, agent: str, key: str, at: datetime) -> Case:
        """Withdraw all parts of this agent's answer, of which `key` names one, and let the author
        wait again. Either all of it is withdrawn or nothing: raises TooLate; NotYours where it is
        nobody's or somebody else's."""
        ...

    async def private_door(self, platform: Platform, account: str, author: str) -> str:
        """The address at which the author has written to us in private; empty where he has not."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggested:
    """An article as an answer, in plain words; `language` is the one it is written in."""

    article: str
    language: str
    title: str
    text: str
    confidence: float


class Articles(Protocol):
    """Answers that the knowledge has. Pure; raises nothing."""

    def suggested(self, file: CaseFile) -> Suggested | None:
        """What fits the user's last message."""
        ...

    def article(self, identity: str, language: str) -> Suggested | None:
        """That very article."""
        ...

    def search(self, query: str, language: str) -> Sequence[Suggested]:
        """What an agent's words find, best first, in the user's language where it is written."""
        ...


class Translator(Protocol):
    """A model that translates masked texts; nothing is sent anywhere without being configured."""

    @property
    def name(self) -> str:
        """What people are told: the model's name."""
        ...

    async def translate(self, text: str, language: str) -> str:
        """The text in that language (a BCP-47 tag); raises TranslatorUnavailable."""
        ...


# A text and the leg it is for -> what is wrong with it.
Lint = Callable[[str, Leg], tuple[Problem, ...]]
# What a macro does besides speaking; raises NotYours, IllegalTransition, Refused.
Do = Callable[[Deed], Awaitable[Case]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComposeRoom:
    """What the composer is made of; `facts` are the exchange's, `undo_s` how long a send waits,
    `do` does the steps of macros, `files` keeps what agents send along."""

    drafts: Drafts
    recalls: Recalls
    canned: CannedBook
    articles: Articles
    lint: Lint
    do: Do
    facts: Callable[[], Mapping[str, str]] = field(default=dict[str, str])
    translator: Translator | None = None
    undo_s: float = 10.0
    files: Attachments | None = None


def masked(draft: Draft) -> Draft:
    """The draft as it may be kept: without secrets, and no longer than a form."""
    return replace(draft, text=mask(draft.text[:LONGEST]).text)


def stopped(text: str) -> tuple[Problem, ...]:
    """What keeps an agent's own words in the desk whatever the rules of speech say."""
    kinds = dict.fromkeys(each.kind.replace("_", " ") for each in mask(text).secrets)
    open_ = sorted(variables(text) & VARIABLES)
    secrets = [Problem("secret", each) for each in kinds]
    return (*secrets, *(Problem("variable", f"{{{each}}}") for each in open_))


def saved(known: Draft | None, draft: Draft) -> Draft:
    """What stands once `draft` arrives on top of `known`: the rule of both memories."""
    if known is None:
        return replace(draft, counter=draft.counter + 1, aside="", sent="")
    if draft.counter >= known.counter:
        seen = known.aside in (draft.aside, "") or known.aside.strip() in draft.text
        return replace(
            known,
            text=draft.text,
            counter=draft.counter + 1,
            saved_at=draft.saved_at,
            aside="" if seen else known.aside,
        )
    if draft.text == known.text or not draft.text.strip() or known.sent.startswith(draft.text):
        return known
    return replace(known, aside=draft.text, saved_at=draft.saved_at)


def gone(known: Draft | None, draft: Draft) -> Draft:
    """What stands once the words of `draft` were sent; words set aside stay."""
    counter = max(known.counter if known else 0, draft.counter) + 1
    aside = known.aside if known else ""
    return replace(draft, text="", sent=draft.text, counter=counter, aside=aside)


def heard(text: str, taken: str) -> str:
    """Words that came back, before those that were written meanwhile."""
    return "\n\n".join(each for each in (taken.strip(), text.strip()) if each)
