"""From decided actions to the exact text that will be said, in CommonMark. Pure.

Nothing that a user wrote is ever repeated: what we say cannot be steered from outside.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from core.actions import Action, Article, Ask, Button, Escalate, Ignore, Inform, Protect, Reply
from core.case import DUE_MINUTES
from core.commands import HUMAN
from core.ports import Capabilities
from core.reply.library import Library, script_language
from core.reply.split import length
from core.reply.wording import primary
from core.triage.text import emails, links
from core.types import Leg, Message, Urgency

# First aid that is said in the author's own language even where its article is not yet written.
FIRST_AID = {
    "security-secret-posted": "secret_removed",
    "account-freeze-now": "freeze",
    "crisis-help": "crisis",
}
# Nobody is asked whether these helped.
NO_CLOSING = frozenset({"welcome", "privacy", "service-reach-a-person", *FIRST_AID})
# In these a warning of fraud would be out of place.
NO_SHIELD = frozenset({"crisis-help"})
UNKNOWN = "und"

Spoken = TypeVar("Spoken", Reply, Ask, Escalate, Inform)
# What is said to moderators begins so.
TO_MODERATORS = "mod_"

# An address with nothing after it that is not part of it; pointed brackets then mark its end.
_ADDRESS = re.compile(r"(?<![<(\[\w/])https://[\w\-.~/?#&=%+]*[\w/]", re.ASCII)


def compose(
    actions: Sequence[Action],
    message: Message,
    library: Library,
    capabilities: Capabilities,
    *,
    language: str = "",
) -> str:
    """One text for all actions; empty when nothing is to be said.

    `language` words what carries none itself, such as a hand-over; without it the other actions,
    the author's own setting and the letters of the message decide.
    """
    capabilities = capabilities.on(message.leg)
    voice = _Voice(
        actions=tuple(actions),
        message=message,
        library=library,
        language=_language(language, actions, message),
        shielded=capabilities.official_note,
        pages=capabilities.links,
        links=capabilities.links,
    )
    text = ""
    for each in _shorter_and_shorter(voice, capabilities):
        text = _marked(each.text(), capabilities)
        if length(text, capabilities) <= capabilities.max_length:
            break
    return text


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


def buttons(
    actions: Sequence[Action], message: Message, library: Library, *, language: str = ""
) -> tuple[Button, ...]:
    """A way to a person under everything the desk says by itself; none once a person has it."""
    automatic = any(isinstance(action, Reply | Ask) for action in actions)
    if not automatic or any(isinstance(action, Escalate) for action in actions):
        return ()
    label = library.phrase("person_button", _language(language, actions, message))
    return (Button(label=label, data=HUMAN),)


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
            yield self._handed_over(min(each.priority for each in self._of(Escalate)))

    def _informed(self, inform: Inform) -> str:
        text = self.library.phrase(inform.phrase, self.language, **dict(inform.values))
        nameable = self.links or _nameless(text)
        return text if nameable else self.library.phrase("go_private", self.language)

    def _of(self, kind: type[Spoken]) -> list[Spoken]:
        return [action for action in self.actions if isinstance(action, kind)]

    def _reply(self, reply: Reply) -> Iterator[str]:
        article = self.library.article(reply.article, reply.language)
        aid = FIRST_AID.get(reply.article, "")
        if article is None or (
            article.language != self.language and self.library.speaks(aid, self.language)
        ):
            yield self.library.phrase(aid, self.language)
        elif self._public:
            yield self._shortly(article)
        else:
            yield article.body
            yield from self._after(article)

    def _shortly(self, article: Article) -> str:
        if not article.short or self.brief or not (self.links or _nameless(article.short)):
            return self.library.phrase("go_private", self.language)
        page = self._page(article)
        return f"{article.short} {page}" if page else article.short

    def _after(self, article: Article) -> Iterator[str]:
        """Where to read on, and how to get on when it did not help."""
        lines = [self._page(article)] if article.short else []
        if article.id not in NO_CLOSING and not self._of(Escalate):
            lines.append(self.library.phrase("closing", article.language))
        yield "\n".join(filter(None, lines))

    def _page(self, article: Article) -> str:
        if not self.pages:
            return ""
        return self.library.phrase("read_more", article.language, url=self.library.page(article))

    def _ask(self, facts: Sequence[str]) -> str:
        intro = self.library.phrase("ask_private" if self._public else "ask_intro", self.language)
        points = [f"- {self.library.phrase(f'fact_{fact}', self.language)}" for fact in facts]
        return "\n".join([intro, *points])

    def _handed_over(self, priority: Urgency) -> str:
        wait = self.library.phrase(f"wait_{DUE_MINUTES[priority]}", self.language)
        return self.library.phrase("handed_over", self.language, wait=wait)

    def _owes_a_person(self) -> bool:
        settled = any(isinstance(action, Protect | Ignore) for action in self.actions)
        return self.message.addressed and not settled

    def _wants_shield(self) -> bool:
        solemn = any(reply.article in NO_SHIELD for reply in self._of(Reply)) or any(
            inform.phrase.startswith(TO_MODERATORS) for inform in self._of(Inform)
        )
        return self._public and self.shielded and not solemn


def _nameless(text: str) -> bool:
    """Whether a text holds no address at all, not even a bare one."""
    return not links(text) and not emails(text)


def _language(asked: str, actions: Sequence[Action], message: Message) -> str:
    told = [
        asked,
        *(action.language for action in actions if isinstance(action, Reply | Ask | Inform)),
    ]
    told += [message.author.language, script_language(message.text)]
    return next((primary(code) for code in told if code and code != UNKNOWN), "en")


def _marked(text: str, capabilities: Capabilities) -> str:
    """Addresses in pointed brackets, so that no letter behind them becomes part of a link."""
    return _ADDRESS.sub(r"<\g<0>>", text) if capabilities.markdown else text
