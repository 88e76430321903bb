"""`skerry knowledge import`: other help centres' articles as drafts that a person reviews."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from app import config
from app.brain import CHEAP_ALONE, build_brain
from app.commands.lines import progress
from app.commands.specimen import specimen
from core.errors import ConfigError
from core.settings import Settings
from core.triage.assess import Brain
from core.triage.lexicon import LANGUAGES
from core.types import Labels
from knowledge.article_text import file_text
from knowledge.importing import Foreign, identities_of, language_of, read_source
from knowledge.reading import unknown
from knowledge.writing import replace_file

FALLBACK = "en"
# What the model reads of an article: what it is about stands at its beginning.
MOST_READ = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What one foreign article becomes; `problem` is why nothing is written."""

    where: str
    path: str = ""
    title: str = ""
    intent: str = ""
    characters: int = 0
    problem: str = ""


def bring(
    source: str, settings: str | None, *, language: str | None, write: bool, as_json: bool
) -> int:
    """Say what would be written, or write it; 1 where an article cannot be taken."""
    if language is not None and language not in LANGUAGES:
        raise ConfigError(f"--language: {unknown('language', language, list(LANGUAGES))}")
    table = config.load(settings, {}).settings
    foreign = list(read_source(Path(source)))
    drafts = []
    with progress("articles", len(foreign)) as advance:
        for draft, text in _drafts(foreign, table, language):
            if write and not draft.problem:
                replace_file(Path(draft.path), text)
            drafts.append(draft)
            advance()
    if as_json:
        for each in drafts:
            sys.stdout.write(json.dumps(asdict(each), ensure_ascii=False) + "\n")
    else:
        _print(drafts, written=write)
    return 1 if any(each.problem for each in drafts) else 0


def _drafts(
    foreign: list[Foreign], settings: Settings, language: str | None
) -> Iterator[tuple[Draft, str]]:
    """Each article with the text of its file; what is there already is never written over."""
    brain = build_brain(settings, second=CHEAP_ALONE)
    taken: set[Path] = set()
    for each, identity in zip(foreign, identities_of(foreign), strict=True):
        labels = _labels(brain, each)
        code = language_of(each.locale) or language or _read_language(each, labels)
        path = Path(settings.knowledge.articles) / code / f"{identity}.md"
        problem = _problem(each, code, path, taken)
        taken.add(path)
        draft = Draft(
            where=each.where,
            path=str(path) if not problem else "",
            title=each.title,
            intent=labels.intent,
            characters=len(each.body),
            problem=problem,
        )
        yield draft, _text(each, identity, labels.intent)


def _read_language(foreign: Foreign, labels: Labels) -> str:
    """The language that the text is in; none where the export names one that is not spoken."""
    return "" if foreign.locale else language_of(labels.language)


def _problem(foreign: Foreign, language: str, path: Path, taken: set[Path]) -> str:
    if not language:
        told = f"'{foreign.locale}' is a language that" if foreign.locale else "its language"
        return f"{told} is not spoken here: give --language, or leave it out"
    if not foreign.body:
        return "has no text"
    if not foreign.title:
        return "has no title"
    if path in taken:
        return f"{path.stem} comes twice: rename one"
    return f"{path} is there already: rename or remove it" if path.exists() else ""


def _text(foreign: Foreign, identity: str, intent: str) -> str:
    """A draft: without a day of review it is not said, whatever it lacks."""
    front = {
        "id": identity,
        "intent": intent,
        "title": foreign.title,
        "questions": [],
        "public": False,
    }
    return file_text(front, foreign.body)


def _labels(brain: Brain, foreign: Foreign) -> Labels:
    text = f"{foreign.title}\n{foreign.body}"[:MOST_READ]
    return brain.assess(specimen(text, "import")).labels


def _print(drafts: list[Draft], *, written: bool) -> None:
    table = Table("from", "to", "title", "intent", "what to do")
    for each in drafts:
        table.add_row(
            escape(each.where), each.path, escape(each.title), each.intent, escape(each.problem)
        )
    console = Console(width=None if sys.stdout.isatty() else 200)
    console.print(table)
    count = sum(not each.problem for each in drafts)
    if written:
        console.print(f"{count} drafts written; review them on the console, under Articles")
    else:
        console.print(f"{count} drafts would be written: add --write")
