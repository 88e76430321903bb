"""Writing inside the desk: articles as answers, the hold before a send, drafts kept for a month."""

from __future__ import annotations

import logging
from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Protocol

from console.services import Compose, Services
from core.actions import Article, Outgoing
from core.attaching import Attachments
from core.canned import CannedBook
from core.case import Case
from core.casebook import CaseFile
from core.composing import (
    KEPT,
    ComposeRoom,
    Drafts,
    Recalls,
    Suggested,
    Translator,
    stopped,
)
from core.deeds import Deed
from core.desk import Desk
from core.errors import StorageUnavailable, UnsafeText
from core.house import House
from core.ports import Clock
from core.reply.lint import check
from core.reply.plain import plain
from core.reply.problem import Problem
from core.settings import Settings
from core.types import Labels, Leg
from knowledge import load_facts

log = logging.getLogger(__name__)

SWEEP_S = 3600.0
MOST_FOUND = 6
# An article in whose title or questions every word stands is shown even where nothing is sure.
NAMED = 0.01


class Memory(Drafts, Recalls, CannedBook, Attachments, Protocol):
    """What the store has to be."""

    async def do(self, deed: Deed) -> Case:
        """See `core.casework.Casework`."""
        ...


@dataclass(frozen=True, slots=True)
class ArticleWords:
    """`Articles` over the house now in force."""

    house: Callable[[], House]

    def suggested(self, file: CaseFile) -> Suggested | None:
        """What triage found for the last message that it read."""
        heard = [line for line in file.lines if line.kind == "message" and line.verdict]
        verdict = heard[-1].verdict if heard else None
        if verdict is None or not verdict.article:
            return None
        found = self.house().library.article(verdict.article, verdict.labels.language)
        return _answer(found, verdict.fit) if found else None

    def article(self, identity: str, language: str) -> Suggested | None:
        """The article in that language, else in English."""
        found = self.house().library.article(identity, language)
        return _answer(found, 0.0) if found else None

    def search(self, query: str, language: str) -> Sequence[Suggested]:
        """By words, in the user's language and in English; titles count too."""
        library = self.house().library
        chances: dict[str, float] = {}
        for code in dict.fromkeys((language, "en")):
            found = library.find(query, Labels(language=code))
            for identity, chance in found.candidates if found else ():
                chances[identity] = max(chance, chances.get(identity, 0.0))
        for article in library.articles:
            if _names(article, query):
                chances.setdefault(article.id, NAMED)
        best = sorted(chances, key=lambda each: (-chances[each], each))[:MOST_FOUND]
        articles = [(library.article(each, language), chances[each]) for each in best]
        return [_answer(article, chance) for article, chance in articles if article]


@dataclass(frozen=True, slots=True)
class Composing:
    """The running part: drafts that nobody touched for a month are forgotten."""

    room: ComposeRoom
    clock: Clock
    hold: timedelta

    async def sweep_forever(self) -> None:
        """Sweep until cancelled."""
        while True:
            try:
                await self.room.drafts.forget_drafts(self.clock.now() - KEPT)
            except StorageUnavailable as error:
                log.error("storage: %s; old drafts stay until it is back", error)
            await self.clock.sleep(SWEEP_S)

    def coroutines(self) -> list[Coroutine[Any, Any, None]]:
        """What runs as long as the desk does."""
        return [self.sweep_forever()]

    def shown(self, seen: Services) -> Services:
        """The console's services with a composer; agents' words wait before they leave."""
        return replace(seen, composing=self.room, compose=careful(seen.compose, self.hold))


def build_composing(
    desk: Desk, memory: Memory, settings: Settings, translator: Translator | None = None
) -> Composing:
    """Wire writing into a desk."""
    facts = _Facts(Path(settings.knowledge.facts))
    room = ComposeRoom(
        drafts=memory,
        recalls=memory,
        canned=memory,
        articles=ArticleWords(lambda: desk.house),
        lint=lambda text, leg: linted(desk.house, text, leg),
        do=memory.do,
        facts=facts,
        translator=translator,
        undo_s=settings.console.undo_seconds,
        files=memory,
    )
    hold = timedelta(seconds=settings.console.undo_seconds)
    return Composing(room=room, clock=desk.clock, hold=hold)


def linted(house: House, text: str, leg: Leg) -> tuple[Problem, ...]:
    """What is wrong with a text whoever it is said to."""
    return check(text, house.identities, leg=leg)


def careful(compose: Compose, hold: timedelta) -> Compose:
    """The same that lets no secret and no open variable out, and lets what it composes wait."""

    def composed(case: Case, text: str, agent: str, now: datetime) -> tuple[Outgoing, ...]:
        problems: tuple[str, ...] = stopped(text)
        try:
            rows = compose(case, text, agent, now)
        except UnsafeText as unsafe:
            raise UnsafeText((*problems, *unsafe.problems)) from None
        if problems:
            raise UnsafeText(problems)
        return tuple(replace(each, due_at=each.due_at + hold) for each in rows)

    return composed


@dataclass(slots=True)
class _Facts:
    """The exchange's facts, read once."""

    path: Path
    _known: Mapping[str, str] | None = field(default=None, init=False)

    def __call__(self) -> Mapping[str, str]:
        if self._known is None:
            self._known = load_facts(self.path)
        return self._known


def _answer(article: Article, confidence: float) -> Suggested:
    return Suggested(
        article=article.id,
        language=article.language,
        title=article.title,
        text=plain(article.body),
        confidence=confidence,
    )


def _names(article: Article, query: str) -> bool:
    """Whether every word asked for stands in its title, id or questions."""
    told = " ".join((article.title, article.id.replace("-", " "), *article.questions)).casefold()
    words = query.casefold().split()
    return bool(words) and all(each in told for each in words)
