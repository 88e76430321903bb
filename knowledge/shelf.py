"""The folder of articles as the console edits it: checked, atomic, every change audited."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from core.errors import ConfigError, UnsafeText
from core.ports import Decision
from core.shelf import Entry, Look, Opened, Overview, Standing, Version, Writing
from core.triage.lexicon import LANGUAGES
from knowledge.article_files import ArticleFolder, Page, Shelved, page_of
from knowledge.article_text import fields_of, file_text, reviewed_at, salvaged, writing_of
from knowledge.front_matter import ID_PATTERN
from knowledge.identity_file import load_identities
from knowledge.reading import read_text, unknown
from knowledge.shelf_words import changed_words, html_of, missing, standing_of, stopped
from knowledge.word_files import load_facts
from knowledge.writing import digest, replace_file

Audit = Callable[[Decision], Awaitable[None]]
Trail = Callable[[str], Awaitable[Sequence[Decision]]]

STALE = "somebody changed the article since you opened it: look at it again, then repeat"
SAME = "nothing would change"
GONE = "that version is not kept any more"
PREFIX = "knowledge:"
FALLBACK = "en"


@dataclass(frozen=True, slots=True)
class Places:
    """The files that articles are read with."""

    articles: Path
    facts: Path
    identities: Path
    stale_after_days: int = 365


class FileShelf:
    """Articles in their files. `audit` keeps each change before it happens with the text that
    stood there, `trail` reads those back, `changed` tells the running desk to look."""

    def __init__(
        self, places: Places, audit: Audit, trail: Trail, changed: Callable[[], None]
    ) -> None:
        self._places, self._audit, self._trail, self._changed = places, audit, trail, changed
        self._folder = ArticleFolder(places.articles)
        self._one_at_a_time = asyncio.Lock()

    async def overview(self, today: date) -> Overview:
        """Every article, by id and language."""
        async with self._one_at_a_time:
            return await asyncio.to_thread(self._overview, today)

    async def open(self, language: str, identity: str, today: date) -> Opened:
        """The article, or a form for one that is not there."""
        path = self._path(language, identity)
        decisions = await self._trail(_act(language, identity, ""))
        opened = await asyncio.to_thread(self._open, path, today)
        versions = [_version(each) for each in decisions]
        return Opened(
            entry=opened.entry,
            writing=opened.writing,
            look=opened.look,
            digest=opened.digest,
            versions=tuple(each for each in versions if each.text),
        )

    async def look(self, writing: Writing) -> Look:
        """How it would look; a form that makes no article says why."""
        return await asyncio.to_thread(self._look, writing)

    async def save(self, writing: Writing, seen: str, by: str, at: datetime) -> None:
        """Write it; one that was reviewed stays so, and has to be fit to be said."""
        path = self._path(writing.language, writing.id)
        await self._write(_Change(path, writing, seen, "save"), by, at)

    async def review(self, writing: Writing, seen: str, by: str, at: datetime) -> None:
        """Write it as read over today."""
        path = self._path(writing.language, writing.id)
        await self._write(_Change(path, writing, seen, "review", at.date()), by, at)

    async def restore(self, language: str, identity: str, name: str, by: str, at: datetime) -> None:
        """Put the text of a version back."""
        path = self._path(language, identity)
        decisions = await self._trail(_act(language, identity, ""))
        text = next((each.evidence for each in decisions if digest(each.evidence) == name), "")
        if not text:
            raise ConfigError(GONE)
        await self._write(_Change(path, text, None, "restore"), by, at)

    async def _write(self, change: _Change, by: str, at: datetime) -> None:
        async with self._one_at_a_time:
            before, after = await asyncio.to_thread(self._tried, change)
            path = change.path
            await self._audit(
                Decision(
                    message_key="",
                    act=_act(path.parent.name, path.stem, change.verb if before else "new"),
                    reason=changed_words(before, after),
                    by=by,
                    at=at,
                    evidence=before,
                )
            )
            await asyncio.to_thread(replace_file, path, after)
        self._changed()

    def _tried(self, change: _Change) -> tuple[str, str]:
        """The file before and after; raises where the result could not be used."""
        before = read_text(change.path) if change.path.exists() else ""
        if change.seen is not None and change.seen != (digest(before) if before else ""):
            raise ConfigError(STALE)
        after = change.text(before)
        if after == before:
            raise ConfigError(SAME)
        page = self._page(after, change.path)
        problems = () if page.draft else self._problems(page)
        if problems:
            raise UnsafeText(problems)
        return before, after

    def _overview(self, today: date) -> Overview:
        shelved = self._shelved()
        entries = [self._entry(page, shelved, today) for page in shelved.pages]
        read = {page.path for page in shelved.pages}
        entries += [
            Entry(id=path.stem, language=path.parent.name, problem=problem)
            for path, problem in shelved.broken.items()
            if path not in read
        ]
        entries.sort(key=lambda each: (each.id, each.language))
        return Overview(entries=entries, missing=missing(shelved.pages))

    def _open(self, path: Path, today: date) -> Opened:
        if not path.exists():
            blank = self._blank(path.parent.name, path.stem)
            entry = Entry(id=path.stem, language=path.parent.name, standing=Standing.DRAFT)
            return Opened(entry=entry, writing=blank, look=Look())
        text = read_text(path)
        try:
            page = self._page(text, path)
        except ConfigError as error:
            told = str(error).removeprefix(f"{path}: ")
            entry = Entry(id=path.stem, language=path.parent.name, problem=told)
            return Opened(
                entry=entry,
                writing=salvaged(text, path.parent.name, path.stem),
                look=Look(problems=(told,)),
                digest=digest(text),
            )
        return Opened(
            entry=self._entry(page, Shelved((), {}), today),
            writing=writing_of(page.front, page.language, page.body),
            look=self._seen(page),
            digest=digest(text),
        )

    def _look(self, writing: Writing) -> Look:
        path = self._path(writing.language, writing.id)
        try:
            return self._seen(self._page(file_text(fields_of(writing, None), writing.body), path))
        except ConfigError as error:
            return Look(problems=(str(error).removeprefix(f"{path}: "),))

    def _seen(self, page: Page) -> Look:
        article = page.article
        return Look(html=html_of(article.body), short=article.short, problems=self._problems(page))

    def _problems(self, page: Page) -> tuple[str, ...]:
        return tuple(stopped(page, load_identities(self._places.identities)))

    def _entry(self, page: Page, shelved: Shelved, today: date) -> Entry:
        reviewed = page.front.reviewed_at
        return Entry(
            id=page.front.id,
            language=page.language,
            title=page.front.title,
            intent=page.front.intent,
            standing=standing_of(page, today),
            reviewed_at=reviewed,
            stale=reviewed is not None and (today - reviewed).days > self._places.stale_after_days,
            everywhere=page.front.everywhere,
            problem=shelved.broken.get(page.path, ""),
        )

    def _blank(self, language: str, identity: str) -> Writing:
        """A form for a language that the article lacks: codes are as elsewhere, words are not."""
        of_id = {p.language: p for p in self._shelved().pages if p.front.id == identity}
        model = of_id.get(FALLBACK) or next(iter(of_id.values()), None)
        if model is None:
            return Writing(id=identity, language=language)
        front = writing_of(model.front, language, "")
        kept = ("intent", "audience", "asks", "valid_from", "valid_until", "everywhere", "public")
        return Writing(
            id=identity, language=language, **{name: getattr(front, name) for name in kept}
        )

    def _shelved(self) -> Shelved:
        return self._folder.read(load_facts(self._places.facts))

    def _page(self, text: str, path: Path) -> Page:
        return page_of(text, path, load_facts(self._places.facts))

    def _path(self, language: str, identity: str) -> Path:
        """The file of an article; raises ConfigError for what could name another file."""
        if language not in LANGUAGES:
            raise ConfigError(unknown("language", language, list(LANGUAGES)))
        if not ID_PATTERN.fullmatch(identity):
            raise ConfigError(f"'id' {identity}: use small letters, digits and single hyphens")
        return self._places.articles / language / f"{identity}.md"


@dataclass(frozen=True, slots=True)
class _Change:
    """What is to be written: a form or a whole text, over what the editor saw."""

    path: Path
    what: Writing | str
    seen: str | None
    verb: str
    reviewed: date | None = None

    def text(self, before: str) -> str:
        """What the file will hold; a form keeps the day on which it was last read over."""
        if isinstance(self.what, str):
            return self.what
        reviewed = self.reviewed or reviewed_at(before)
        return file_text(fields_of(self.what, reviewed), self.what.body)


def _version(decision: Decision) -> Version:
    return Version(
        name=digest(decision.evidence),
        verb=decision.act.rpartition(":")[2],
        by=decision.by,
        at=decision.at,
        reason=decision.reason,
        text=decision.evidence,
    )


def _act(language: str, identity: str, verb: str) -> str:
    return f"{PREFIX}{language}/{identity}:{verb}"
