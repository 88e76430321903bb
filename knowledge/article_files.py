"""articles/<language>/<id>.md: Markdown with YAML front matter, one file a need and language."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from operator import attrgetter
from pathlib import Path

from core.actions import Article, Audience
from core.errors import ConfigError
from core.reply.wording import fill, mistakes, variables
from core.triage.lexicon import LANGUAGES
from knowledge.front_matter import FEWEST_QUESTIONS, FrontMatter, parts, read_front
from knowledge.reading import read_text, unknown

# What one glance at a phone takes in: a public answer, and a private one.
MOST_SHORT, MOST_BODY = 240, 1200

# A file's last change and size: what tells that it has to be read again.
Stamp = tuple[int, int]


@dataclass(frozen=True)
class Page:
    """One article's file as it was read: fields and body with their variables, and the article."""

    path: Path
    language: str
    front: FrontMatter
    body: str
    facts: Mapping[str, str]

    @property
    def draft(self) -> bool:
        """Whether nobody has reviewed it yet; a draft is never said."""
        return self.front.reviewed_at is None

    @cached_property
    def article(self) -> Article:
        """The article with its variables filled in."""
        front, language = self.front, self.language
        return Article(
            id=front.id,
            language=language,
            intent=front.intent,
            title=front.title,
            body=fill(self.body, self.facts, language),
            short=fill(front.short, self.facts, language),
            asks=tuple(front.asks),
            questions=tuple(front.questions),
            audience=Audience(front.audience),
            everywhere=front.everywhere,
            valid_from=front.valid_from or date.min,
            valid_until=front.valid_until or date.max,
            reviewed_at=front.reviewed_at,
        )


@dataclass(frozen=True, slots=True)
class Shelved:
    """All files of a folder: those that can be used, and one line for each that cannot.

    A file that broke since it was last read well is in both, as it was then.
    """

    pages: tuple[Page, ...]
    broken: Mapping[Path, str]

    @property
    def articles(self) -> tuple[Article, ...]:
        """The articles that somebody has reviewed."""
        return tuple(page.article for page in self.pages if not page.draft)

    @property
    def kept(self) -> tuple[Article, ...]:
        """The articles that hold although their files are broken now."""
        return tuple(page.article for page in self.pages if page.path in self.broken)


@dataclass(slots=True)
class ArticleFolder:
    """Reads a folder again and again: only the files that changed, the others are remembered."""

    folder: Path
    _facts: Mapping[str, str] = field(default_factory=dict[str, str])
    _stamps: dict[str, Stamp] = field(default_factory=dict[str, Stamp])
    _pages: dict[str, Page] = field(default_factory=dict[str, Page])
    _broken: dict[str, str] = field(default_factory=dict[str, str])

    @property
    def broken(self) -> Mapping[Path, str]:
        """Why files could not be read, the last time."""
        return {Path(path): problem for path, problem in self._broken.items()}

    def read(self, facts: Mapping[str, str]) -> Shelved:
        """Every article of every language; raises ConfigError where there is none at all."""
        stamps = stamps_of(self.folder)
        if not stamps:
            raise ConfigError(f"{self.folder}: holds no articles: expected <language>/<id>.md")
        if facts != self._facts:
            self._facts, self._stamps = dict(facts), {}
        with _no_collecting():
            for path, stamp in stamps.items():
                if self._stamps.get(path) != stamp:
                    self._read_one(path)
        for path in [path for path in {*self._pages, *self._broken} if path not in stamps]:
            self._pages.pop(path, None)
            self._broken.pop(path, None)
        self._stamps = stamps
        pages = (self._pages[path] for path in stamps if path in self._pages)
        return Shelved(tuple(pages), self.broken)

    def _read_one(self, path: str) -> None:
        try:
            self._pages[path] = read_page(Path(path), self._facts)
            self._broken.pop(path, None)
        except ConfigError as error:
            self._broken[path] = str(error)


@contextmanager
def _no_collecting() -> Iterator[None]:
    """All that is read stays: to look for garbage in it again and again takes half the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def load_articles(folder: Path, facts: Mapping[str, str]) -> tuple[Article, ...]:
    """Every reviewed article of every language; raises ConfigError with the first mistake."""
    shelved = ArticleFolder(folder).read(facts)
    for problem in shelved.broken.values():
        raise ConfigError(problem)
    return shelved.articles


def stamps_of(folder: Path) -> dict[str, Stamp]:
    """The files of a folder of languages in their order, and when each was last changed."""
    stamps: dict[str, Stamp] = {}
    try:
        languages = sorted(each.path for each in os.scandir(folder) if each.is_dir())
        for language in languages:
            files = [each for each in os.scandir(language) if each.name.endswith(".md")]
            for each in sorted(files, key=attrgetter("name")):
                told = each.stat()
                stamps[each.path] = (told.st_mtime_ns, told.st_size)
    except OSError as error:
        where = error.filename or folder
        raise ConfigError(f"{where}: cannot be read: {error.strerror}") from None
    return stamps


def read_page(path: Path, facts: Mapping[str, str]) -> Page:
    """One file; raises ConfigError in one line that names file, field and mend."""
    return page_of(read_text(path), path, facts)


def page_of(text: str, path: Path, facts: Mapping[str, str]) -> Page:
    """What `read_page` says of a file with this text."""
    language = path.parent.name
    if language not in LANGUAGES:
        raise ConfigError(f"{path.parent}: {unknown('language', language, list(LANGUAGES))}")
    head, body = parts(text, str(path))
    front = read_front(head, str(path))
    if front.id != path.stem:
        raise ConfigError(_misnamed(path, front.id))
    page = Page(path, language, front, body, facts)
    if not page.draft:
        for problem in lacks(page):
            raise ConfigError(f"{path}: {problem}")
    return page


def lacks(page: Page) -> list[str]:
    """What has to be mended before the article may be said, one line each."""
    front, facts = page.front, page.facts
    text = f"{front.short}\n{page.body}"
    used, declared = variables(text), set(front.variables)
    found = [
        f"{unknown('variable', name, list(facts))}; see facts.toml"
        for name in sorted((used | declared) - facts.keys())
    ]
    found += [f"'variables' lacks {name}: the text uses it" for name in sorted(used - declared)]
    found += [
        f"'variables' names {name}: the text does not use it" for name in sorted(declared - used)
    ]
    found += mistakes(text, facts)
    return [*found, *_misses(page)]


def _misses(page: Page) -> list[str]:
    front, body, short = page.front, page.article.body, page.article.short
    shown = {
        f"'questions' is too short: write at least {FEWEST_QUESTIONS}": (
            len(front.questions) < FEWEST_QUESTIONS
        ),
        "has no body: write the answer below the front matter": not body,
        f"the body has {len(body)} characters: at most {MOST_BODY}": len(body) > MOST_BODY,
        f"'short' has {len(short)} characters: at most {MOST_SHORT}": len(short) > MOST_SHORT,
        "'short' is missing: a public article is said with it": front.public and not short,
        "'short' is for public answers: leave it out or set public": short and not front.public,
    }
    return [problem for problem, holds in shown.items() if holds]


def _misnamed(path: Path, identity: str) -> str:
    if path.with_name(f"{identity}.md").exists():
        return f"{path}: 'id' {identity} is taken by {identity}.md: rename one"
    return f"{path}: 'id' is {identity}: name the file {identity}.md"
