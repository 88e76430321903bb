"""What the console says of an article: how it stands, how it looks, what stops it. Pure."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from datetime import date

from markdown_it import MarkdownIt

from core.actions import Article, Audience
from core.identities import Identities
from core.reply.lint import check
from core.shelf import Standing, Trouble
from core.triage.lexicon import LANGUAGES
from core.types import Leg
from knowledge.article_files import Page, lacks

# What the audit says of a change; the whole text that stood there is kept beside it.
MOST_REASON = 600


def _markdown() -> MarkdownIt:
    """CommonMark in which nothing is live: foreign HTML is text, links are words, no images."""
    made = MarkdownIt("commonmark", {"html": False}).disable("image")
    made.add_render_rule("link_open", lambda *_: "<u>")
    made.add_render_rule("link_close", lambda *_: "</u>")
    return made


_MARKDOWN = _markdown()


def html_of(body: str) -> str:
    """An article's body as HTML in which nothing leads anywhere and nothing is loaded."""
    return str(_MARKDOWN.render(body))


def standing_of(page: Page, today: date) -> Standing:
    """Whether the desk says it today, and why not."""
    if page.draft:
        return Standing.DRAFT
    if today < page.article.valid_from:
        return Standing.LATER
    if today > page.article.valid_until:
        return Standing.OVER
    return Standing.SAID if page.article.audience is Audience.EVERYONE else Standing.PEOPLE


def stopped(page: Page, identities: Identities) -> Iterator[str]:
    """Everything that keeps an article from being said, one line each."""
    yield from lacks(page)
    yield from unsafe(page.article, identities)


def unsafe(article: Article, identities: Identities) -> Iterator[Trouble]:
    """What the lint says of an article's texts."""
    texts = {
        "title": (article.title, Leg.PUBLIC),
        "short": (article.short, Leg.PUBLIC),
        "body": (article.body, Leg.PRIVATE),
    }
    for part, (text, leg) in texts.items():
        for problem in check(text, identities, leg=leg) if text else ():
            yield Trouble(part, problem)


def missing(pages: Iterable[Page]) -> list[tuple[str, str]]:
    """(id, language) where an article that is to be everywhere is not, or is a draft yet."""
    languages: dict[str, set[str]] = {}
    everywhere = set()
    for page in pages:
        if not page.draft:
            languages.setdefault(page.front.id, set()).add(page.language)
        if page.front.everywhere:
            everywhere.add(page.front.id)
    return [
        (identity, language)
        for identity in sorted(everywhere)
        for language in LANGUAGES
        if language not in languages.get(identity, ())
    ]


def changed_words(before: str, after: str) -> str:
    """The lines that changed, for the audit; long ones are cut."""
    told = difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=0)
    lines = [
        line for line in told if not line.startswith(("---", "+++", "@@")) and line[1:].strip()
    ]
    text = "; ".join(lines)
    return text if len(text) <= MOST_REASON else text[: MOST_REASON - 1] + "…"
