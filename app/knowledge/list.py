"""`skerry knowledge list`: the articles, one a line."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from app import config
from core.errors import ConfigError
from core.triage.lexicon import LANGUAGES
from knowledge import load_facts
from knowledge.article_files import ArticleFolder, Page
from knowledge.reading import unknown
from knowledge.shelf_words import standing_of


def listing(settings: str | None, language: str | None, *, as_json: bool) -> None:
    """Print them, or one JSON object a line; raises ConfigError for a language not spoken."""
    if language is not None and language not in LANGUAGES:
        raise ConfigError(f"--language: {unknown('language', language, list(LANGUAGES))}")
    table = config.load(settings, {}).settings.knowledge
    shelved = ArticleFolder(Path(table.articles)).read(load_facts(Path(table.facts)))
    pages = [page for page in shelved.pages if language in (None, page.language)]
    if as_json:
        for page in pages:
            sys.stdout.write(json.dumps(_record(page), ensure_ascii=False) + "\n")
        return
    _print(pages)


def _record(page: Page) -> dict[str, object]:
    front = page.front
    return {
        "id": front.id,
        "language": page.language,
        "intent": front.intent,
        "title": front.title,
        "standing": standing_of(page, datetime.now(UTC).date()),
        "audience": front.audience,
        "public": front.public,
        "reviewed_at": str(front.reviewed_at or ""),
        "file": str(page.path),
    }


def _print(pages: Sequence[Page]) -> None:
    """One row an id, with its languages."""
    by_id: dict[str, list[Page]] = {}
    for page in pages:
        by_id.setdefault(page.front.id, []).append(page)
    table = Table("id", "intent", "title", "languages", "reviewed")
    for identity, own in sorted(by_id.items()):
        shown = next((page for page in own if page.language == "en"), own[0])
        days = [page.front.reviewed_at for page in own if page.front.reviewed_at]
        languages = " ".join(page.language + ("*" if page.draft else "") for page in own)
        table.add_row(
            identity,
            shown.front.intent,
            escape(shown.front.title),
            languages,
            str(min(days)) if days else "",
        )
    console = Console(width=None if sys.stdout.isatty() else 200)
    console.print(table)
    if any(page.draft for page in pages):
        console.print("* draft: not said")
