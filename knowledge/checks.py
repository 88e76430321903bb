"""What is the matter with the knowledge, file by file and between files. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from core.identities import Identities
from core.reply.asked import Asked
from core.reply.wording import variables
from core.shelf import Standing
from knowledge.alike import alike
from knowledge.article_files import Page, Shelved, lacks
from knowledge.shelf_words import missing, standing_of, unsafe

NOBODY = "(none)"
_LINK = re.compile(r"https?://[^\s<>\"'()\[\]，。；、）]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing: `code` groups them; a `note` is told but is not wrong."""

    code: str
    article: str = ""
    language: str = ""
    problem: str
    note: bool = False


def check_files(shelved: Shelved) -> Iterator[Finding]:
    """Files that cannot be read."""
    for path, problem in shelved.broken.items():
        said = problem.removeprefix(f"{path}: ")
        yield Finding(code="broken", article=path.stem, language=path.parent.name, problem=said)


def check_page(
    page: Page, identities: Identities, today: date, stale_days: int
) -> Iterator[Finding]:
    """What can be told of one article alone."""
    for code, problem, note in _of_page(page, identities, today, stale_days):
        yield Finding(
            code=code, article=page.front.id, language=page.language, problem=problem, note=note
        )


def check_languages(pages: Sequence[Page]) -> Iterator[Finding]:
    """Languages in which an article that has to be everywhere is not said."""
    for identity, language in missing(pages):
        told = "is not there, and has to be in every language"
        yield Finding(code="missing", article=identity, language=language, problem=told)


def check_links(
    pages: Sequence[Page], facts: Mapping[str, str], identities: Identities
) -> Iterator[Finding]:
    """Addresses that are not the exchange's, and pages of the help site that no article is."""
    known = {(page.language, page.front.id) for page in pages}
    for name in ("site", "help"):
        if not _ours(facts[name], identities):
            told = f"'{name}' is {facts[name]}, which is on no domain of identities.toml"
            yield Finding(code="link", problem=f"facts.toml: {told}")
    for page in pages:
        for address in links_of(page):
            told = _wrong_link(address, facts["help"], identities, known)
            if told:
                yield Finding(
                    code="link",
                    article=page.front.id,
                    language=page.language,
                    problem=f"{address}: {told}",
                )


def links_of(page: Page) -> list[str]:
    """The addresses that an article names, with their scheme."""
    text = f"{page.article.short}\n{page.article.body}"
    return list(dict.fromkeys(found.rstrip(".,;:!?") for found in _LINK.findall(text)))


def check_questions(pages: Sequence[Page], asked: Sequence[Asked]) -> Iterator[Finding]:
    """Questions that lead nowhere, and such as lead to several articles."""
    ids = {page.front.id for page in pages}
    for each in asked:
        if each.article is not None and each.article not in ids:
            told = f"no article is called so, but '{each.text}' leads to it"
            yield Finding(
                code="question", article=each.article, language=each.language, problem=told
            )
    for language in sorted({page.language for page in pages}):
        yield from _duplicates(language, pages, asked)


def check_facts(
    facts: Mapping[str, str], pages: Iterable[Page], others: Iterable[Path], shared: Iterable[str]
) -> Iterator[Finding]:
    """Facts that no text uses; `others` are the files of phrases."""
    used = set(shared)
    for page in pages:
        used |= variables(page.front.short) | variables(page.body)
    for path in others:
        used |= variables(path.read_text(encoding="utf-8"))
    for name in facts:
        if name not in used:
            told = f"facts.toml: no text uses {{{name}}}: remove it, or use it"
            yield Finding(code="variable", problem=told)


def _of_page(
    page: Page, identities: Identities, today: date, stale_days: int
) -> Iterator[tuple[str, str, bool]]:
    if page.draft:
        for problem in ("is not reviewed yet, and not said", *lacks(page)):
            yield "draft", problem, True
    for problem in unsafe(page.article, identities):
        yield "lint", str(problem), page.draft
    reviewed = page.front.reviewed_at
    if reviewed and (today - reviewed).days > stale_days:
        yield "stale", f"was last reviewed on {reviewed}: read it over and review it anew", False
    if standing_of(page, today) is Standing.OVER:
        yield "stale", f"is valid until {page.article.valid_until}: renew it, or remove it", False


def _duplicates(language: str, pages: Sequence[Page], asked: Sequence[Asked]) -> Iterator[Finding]:
    own = [page for page in pages if page.language == language]
    rows = [(text, page.front.id) for page in own for text in page.front.questions]
    rows += [(each.text, each.article or NOBODY) for each in asked if each.language == language]
    for pair in alike([text for text, _ in rows], [owner for _, owner in rows]):
        (one, first), (other, second) = rows[pair.one], rows[pair.other]
        told = f"'{one}' and '{other}' ({second}) are {pair.share:.0%} the same: keep one"
        yield Finding(code="duplicate", article=first, language=language, problem=told)


def _wrong_link(
    address: str, help_site: str, identities: Identities, known: set[tuple[str, str]]
) -> str:
    if not _ours(address, identities):
        return "is on no domain of identities.toml"
    if not address.startswith(f"{help_site}/"):
        return ""
    parts = address.removeprefix(f"{help_site}/").strip("/").split("/")
    if len(parts) == 2 and (parts[0], parts[1]) not in known:
        return "no article is there"
    return ""


def _ours(address: str, identities: Identities) -> bool:
    try:
        host = (urlsplit(address).hostname or "").lower()
    except ValueError:
        return False
    return any(host == each or host.endswith(f".{each}") for each in identities.domains)
