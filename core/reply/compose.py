"""From decided actions to the exact text that will be said, in CommonMark. Pure.

Nothing that a user wrote is ever repeated: what we say cannot be steered from outside.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from core.actions import Action, Article, Ask, Escalate, Ignore, Inform, Protect, Reply
from core.ports import Capabilities
from core.reply.library import Library
from core.reply.presses import buttons as buttons  # noqa: PLC0414 - a part of what is composed
from core.reply.split import length
from core.reply.spoken import FIRST_AID, NO_CLOSING, UNKNOWN, spoken_language
from core.reply.wording import primary
from core.service.wait import handed_over, promised
from core.triage.text import emails, links
from core.types import Leg, Message

# In these a warning of fraud would be out of place.
NO_SHIELD = frozenset({"crisis-help"})

Spoken = TypeVar("Spoken", Reply, Ask, Escalate, Inform)
# What is said to moderators begins so.
TO_MODERATORS = "mod_"

# An address with nothing after it that is not part of it; pointed brackets then mark its end.
_ADDRESS = re.compile(r"(?<![<(\[\w/])https://[\w\-.~/?#&=%+]*[\w/]", re.ASCII)


def compose(  # noqa: PLR0913 - what is said, to whom, from what, how much of it
    actions: Sequence[Action],
    message: Message,
    library: Library,
    capabilities: Capabilities,
    *,
    language: str = "",
    worded: Mapping[str, str] | None = None,
) -> str:
    """One text for all actions; empty when nothing is to be said.

    `language` words what carries none itself, such as a hand-over; without it the other actions,
    the author's own setting and the letters of the message decide. `worded` are other words for
    articles, by id, already looked over.
    """
    capabilities = capabilities.on(message.leg)
    voice = _Voice(
        actions=tuple(actions),
        message=message,
        library=library,
        language=spoken_language(language, actions, message),
        worded=worded or {},
        shielded=capabilities.official_note,
        pages=capabilities.links,
        links=capabilities.links,
    )
    text = ""
    for each in _shorter_and_shorter(voice, capabilities):
        text = _marked(each.text(), capabilities)
        if _fits(text, capabilities):
            return text
    # Where an answer may have parts, its longest form is said; where not, what does not fit at all
    # is a private matter.
    return library.phrase("go_private", voice.language) if capabilities.parts else text


def _shorter_and_shorter(voice: _Voice, capabilities: Capabilities) -> Iterator[_Voice]:
    """The same said more briefly each time; where an answer may have parts it stays whole."""
    yield voice
    yield replace(voice, pages=False)
    if capabilities.parts:
        # Who is answered or asked learns by itself that somebody takes over, when somebody does.
        words = tuple(action for action in voice.actions if isinstance(action, Reply | Ask))
        kept = (words[:count] for count in range(len(words), 0, -1))
        # Fake helpers come to whoever asks in public: that outweighs a list of what we need.
        yield from (replace(voice, pages=False, actions=each) for each in kept)
        yield replace(voice, pages=False, shielded=False)
        brief = replace(voice, pages=False, shielded=False, brief=True)
        yield brief
        yield from (replace(brief, actions=words[:count]) for count in range(len(words), 0, -1))


def attribution(reply: Reply, library: Library) -> str:
    """The page of the article that a reply was made of; empty where there is no such article."""
    article = library.article(reply.article, reply.language)
    return library.page(article) if article else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Voice:
    """Says a plan to one author; `pages` is whether links to help pages are added.

    `links` is whether any address may be named, `brief` sends people to a private place for it.
    """

    actions: tuple[Action, ...]
    message: Message
    library: Library
    language: str
    shielded: bool
    worded: Mapping[str, str] = field(default_factory=dict[str, str])
    pages: bool = True
    links: bool = True
    brief: bool = False

    def text(self) -> str:
        said = list(dict.fromkeys(filter(None, self._sayings())))
        if said and self._wants_shield():
            shield = "shield" if self.links else "shield_plain"
            said.append(self.library.phrase(shield, self.language))
        return "\n\n".join(said)

    @property
    def _public(self) -> bool:
        return self.message.leg is Leg.PUBLIC

    def _sayings(self) -> Iterator[str]:
        for inform in self._of(Inform):
            yield self._informed(inform)
        for reply in self._of(Reply):
            yield from self._reply(reply)
        facts = dict.fromkeys(fact for ask in self._of(Ask) for fact in ask.facts)
        if facts:
            yield self._ask(list(facts))
        if self._of(Escalate) and self._owes_a_person():
            yield self._handed_over(min(self._of(Escalate), key=lambda each: each.priority))

    def _informed(self, inform: Inform) -> str:
        text = self.library.phrase(inform.phrase, self.language, **dict(inform.values))
        nameable = self.links or _nameless(text)
        return text if nameable else self.library.phrase("go_private", self.language)

    def _of(self, kind: type[Spoken]) -> list[Spoken]:
        return [action for action in self.actions if isinstance(action, kind)]

    def _reply(self, reply: Reply) -> Iterator[str]:
        wanted = self.language if reply.language == UNKNOWN else primary(reply.language)
        article = self.library.article(reply.article, wanted)
        aid = FIRST_AID.get(reply.article, "")
        if article is None or (
            article.language != self.language and self.library.speaks(aid, self.language)
        ):
            yield self.library.phrase(aid, self.language)
        elif article.language != wanted:
            yield from self._translated(article, wanted)
        elif self._public:
            yield self._shortly(article)
        else:
            yield self.worded.get(article.id, article.body)
            yield from self._after(article)

    def _translated(self, article: Article, wanted: str) -> Iterator[str]:
        """What is written in another language only: said so, then the short form and its page."""
        notice = self.library.phrase("only_elsewhere", wanted)
        if not self._public:
            yield f"{notice}\n{article.short or article.body}"
            yield from self._after(article)
        elif self._unsayable(article):
            yield self._shortly(article)
        else:
            yield f"{notice}\n{self._shortly(article)}"

    def _shortly(self, article: Article) -> str:
        if self._unsayable(article):
            return self.library.phrase("go_private", self.language)
        page = self._page(article)
        short = self.worded.get(article.id, article.short)
        return f"{short} {page}" if page else short

    def _unsayable(self, article: Article) -> bool:
        """Whether nothing of an article can be said where others read along."""
        short = self.worded.get(article.id, article.short)
        return not article.short or self.brief or not (self.links or _nameless(short))

    def _after(self, article: Article) -> Iterator[str]:
        """Where to read on, and how to get on when it did not help."""
        lines = [self._page(article)] if article.short else []
        if article.id not in NO_CLOSING and not self._of(Escalate):
            lines.append(self.library.phrase("closing", self.language))
        yield "\n".join(filter(None, lines))

    def _page(self, article: Article) -> str:
        if not self.pages:
            return ""
        return self.library.phrase("read_more", article.language, url=self.library.page(article))

    def _ask(self, facts: Sequence[str]) -> str:
        intro = self.library.phrase("ask_private" if self._public else "ask_intro", self.language)
        points = [f"- {self.library.phrase(f'fact_{fact}', self.language)}" for fact in facts]
        return "\n".join([intro, *points])

    def _handed_over(self, escalate: Escalate) -> str:
        wait = escalate.wait or promised(escalate.priority)
        return handed_over(wait, self.language, self.library.phrase)

    def _owes_a_person(self) -> bool:
        settled = any(isinstance(action, Protect | Ignore) for action in self.actions)
        return self.message.addressed and not settled

    def _wants_shield(self) -> bool:
        solemn = any(reply.article in NO_SHIELD for reply in self._of(Reply)) or any(
            inform.phrase.startswith(TO_MODERATORS) for inform in self._of(Inform)
        )
        return self._public and self.shielded and not solemn


def _fits(text: str, capabilities: Capabilities) -> bool:
    """Whether it is short enough; what is far below the limit need not be counted: no platform
    counts more than two for a character."""
    longest = capabilities.max_length
    return 2 * len(text) <= longest or length(text, capabilities) <= longest


def _nameless(text: str) -> bool:
    """Whether a text holds no address at all, not even a bare one."""
    return not links(text) and not emails(text)


def _marked(text: str, capabilities: Capabilities) -> str:
    """Addresses in pointed brackets, so that no letter behind them becomes part of a link."""
    return _ADDRESS.sub(r"<\g<0>>", text) if capabilities.markdown else text
