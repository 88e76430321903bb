"""`skerry knowledge check`: what is the matter with the knowledge, as a table or as JSON."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from app import config
from app.brain import build_reader
from app.commands.lines import progress
from app.commands.specimen import specimen
from app.house import read_known
from core.reply.asked import Asked
from core.reply.spoken import NO_CLOSING
from core.reply.wording import SHARED_FACTS
from core.settings import KnowledgeTable, Settings
from core.understand import Reader
from knowledge import load_facts, load_identities, load_questions
from knowledge.article_files import ArticleFolder, Shelved
from knowledge.checks import (
    Finding,
    check_facts,
    check_files,
    check_languages,
    check_links,
    check_page,
    check_questions,
    links_of,
)
from knowledge.question_files import read_questions

BATCH = 32
TIMEOUT_S, AT_ONCE = 10.0, 8


@dataclass(frozen=True, slots=True)
class How:
    """The command's options."""

    settings: str | None = None
    tests: str | None = None
    as_json: bool = False
    online: bool = False
    reach: bool = True


def check(how: How) -> int:
    """Print every finding; 1 when something is wrong, notes alone are not."""
    settings = config.load(how.settings, {}).settings
    findings = list(_findings(settings, how))
    if how.as_json:
        for each in findings:
            sys.stdout.write(json.dumps(asdict(each), ensure_ascii=False) + "\n")
    else:
        _print(findings)
    return 1 if any(not each.note for each in findings) else 0


def _findings(settings: Settings, how: How) -> Iterator[Finding]:
    table = settings.knowledge
    facts = load_facts(Path(table.facts))
    shelved = ArticleFolder(Path(table.articles)).read(facts)
    asked = load_questions(Path(table.questions))
    identities = load_identities(Path(table.identities))
    today = datetime.now(UTC).date()
    yield from check_files(shelved)
    with progress("articles", len(shelved.pages)) as advance:
        for page in shelved.pages:
            yield from check_page(page, identities, today, table.stale_after_days)
            advance()
    yield from check_languages(shelved.pages)
    yield from check_links(shelved.pages, facts, identities)
    yield from check_questions(shelved.pages, asked)
    yield from check_facts(facts, shelved.pages, _phrase_files(table), SHARED_FACTS)
    if how.reach:
        yield from _unreached(settings, shelved, _tests(how, shelved, asked))
    if how.online:
        yield from _dead(shelved)


def _phrase_files(table: KnowledgeTable) -> list[Path]:
    """Files beside the facts whose texts name facts."""
    named = (getattr(table, name) for name in type(table).model_fields)
    files = [Path(each) for each in named if isinstance(each, str) and each.endswith(".toml")]
    return [each for each in files if each != Path(table.facts) and each.exists()]


def _tests(how: How, shelved: Shelved, asked: Sequence[Asked]) -> list[Asked]:
    """What is asked to see which articles are found: a file of tests, else all we have."""
    if how.tests is not None:
        return _read_tests(Path(how.tests))
    own = [
        Asked(text, page.front.id, page.language)
        for page in shelved.pages
        for text in (page.front.title, *page.front.questions)
    ]
    return [*(each for each in asked if each.article), *own]


def _read_tests(path: Path) -> list[Asked]:
    """One file, or a folder with one a language."""
    if path.is_dir():
        return list(load_questions(path))
    return list(read_questions(path, language=""))


def _unreached(settings: Settings, shelved: Shelved, tests: Sequence[Asked]) -> Iterator[Finding]:
    """Articles that no question finds first; those that a rule says need none."""
    today = datetime.now(UTC).date()
    said = {each.id for each in shelved.articles if each.said_on(today)} - NO_CLOSING
    by_article: dict[str, list[Asked]] = {identity: [] for identity in sorted(said)}
    for each in tests:
        if each.article in by_article:
            by_article[each.article].append(each)
    reader = build_reader(settings, known=read_known(settings.knowledge))
    with progress("questions", len(by_article)) as advance:
        found = _reached(reader, by_article, advance)
    for identity, questions in by_article.items():
        if identity not in found:
            told = f"none of {len(questions)} questions finds it first: add some in users' words"
            yield Finding(code="unreachable", article=identity, problem=told)


def _reached(
    reader: Reader, by_article: dict[str, list[Asked]], advance: Callable[..., None]
) -> set[str]:
    """Those that are found first: the first question of each, then the second, and so on."""
    found: set[str] = set()
    most = max(map(len, by_article.values()), default=0)
    for turn in range(most):
        open_ids = [each for each in by_article if each not in found]
        asked = [by_article[each][turn] for each in open_ids if turn < len(by_article[each])]
        for start in range(0, len(asked), BATCH):
            part = asked[start : start + BATCH]
            asks = [specimen(each.text, "check", language=each.language) for each in part]
            verdicts = reader.read(asks)
            new = {a.article for a, v in zip(part, verdicts, strict=True) if v.article == a.article}
            found |= {each for each in new if each}
            advance(len(new))
    return found


def _dead(shelved: Shelved) -> Iterator[Finding]:
    """Addresses in articles that do not answer."""
    where: dict[str, tuple[str, str]] = {}
    for page in shelved.pages:
        for address in links_of(page):
            where.setdefault(address, (page.front.id, page.language))
    with (
        progress("links", len(where)) as advance,
        httpx.Client(timeout=TIMEOUT_S, follow_redirects=True) as client,
        ThreadPoolExecutor(AT_ONCE) as threads,
    ):
        for address, problem in threads.map(lambda each: (each, _answer(client, each)), where):
            advance()
            if problem:
                article, language = where[address]
                told = f"{address}: {problem}"
                yield Finding(code="link", article=article, language=language, problem=told)


def _answer(client: httpx.Client, address: str) -> str:
    """Why an address is dead; empty when it answers. The page itself is not read."""
    try:
        with client.stream("GET", address) as answer:
            return "" if answer.is_success else f"answers {answer.status_code}"
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        return str(error) or type(error).__name__


def _print(findings: Sequence[Finding]) -> None:
    table = Table("", "what", "article", "", "what to do", show_lines=False)
    for each in findings:
        mark = "[yellow]note[/yellow]" if each.note else "[red]wrong[/red]"
        table.add_row(mark, each.code, each.article, each.language, escape(each.problem))
    console = Console(width=None if sys.stdout.isatty() else 200)
    if findings:
        console.print(table)
    counts: Any = Counter("notes" if each.note else "wrong" for each in findings)
    console.print(f"{counts['wrong']} wrong, {counts['notes']} notes")
