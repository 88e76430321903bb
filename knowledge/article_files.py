"""articles/<language>/<id>.md: Markdown with YAML front matter, one file a need and language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import Field

from core.actions import Article
from core.errors import ConfigError
from core.reply.wording import SAFE_FACTS, fill, variables
from core.triage.labels import INTENTS
from core.triage.lexicon import LANGUAGES
from knowledge.reading import Strict, read_text, shaped, unknown

FENCE = "---\n"
ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
# What one glance at a phone takes in: a public answer, and a private one.
MOST_SHORT, MOST_BODY = 240, 1200

Text = Annotated[str, Field(min_length=1)]


class _FrontMatter(Strict):
    id: Text
    intent: Text
    title: Text
    short: str = ""
    questions: Annotated[list[Text], Field(min_length=6, max_length=10)]
    asks: list[Text] = Field(default_factory=list)
    variables: list[Text] = Field(default_factory=list)
    reviewed_at: date
    public: bool


def load_articles(folder: Path, facts: Mapping[str, str]) -> tuple[Article, ...]:
    """Every article of every language, its variables filled in; raises ConfigError."""
    paths = sorted(folder.glob("*/*.md"))
    if not paths:
        raise ConfigError(f"{folder}: holds no articles: expected <language>/<id>.md in it")
    articles = {path: _article(path, facts) for path in paths}
    _check_ids(articles)
    return tuple(articles.values())


def _check_ids(articles: Mapping[Path, Article]) -> None:
    """One file an id and language, and the file has the id's name: so everybody finds it."""
    first: dict[tuple[str, str], Path] = {}
    for path, article in articles.items():
        known = first.setdefault((article.id, article.language), path)
        if known is not path:
            raise ConfigError(f"{path}: 'id' {article.id} is taken by {known.name}: rename one")
    for path, article in articles.items():
        if article.id != path.stem:
            raise ConfigError(f"{path}: 'id' is {article.id}: name the file {article.id}.md")


def _article(path: Path, facts: Mapping[str, str]) -> Article:
    language = path.parent.name
    if language not in LANGUAGES:
        raise ConfigError(f"{path.parent}: {unknown('language', language, list(LANGUAGES))}")
    head, body = _parts(path)
    front = shaped(_FrontMatter, _yaml(head, path), str(path))
    _check_names(front, path)
    _check_variables(front, body, facts, path)
    short, body = fill(front.short, facts), fill(body, facts)
    _check_texts(front, short, body, path)
    return Article(
        id=front.id,
        language=language,
        intent=front.intent,
        title=front.title,
        body=body,
        short=short,
        asks=tuple(front.asks),
        questions=tuple(front.questions),
    )


def _parts(path: Path) -> tuple[str, str]:
    """Front matter and body."""
    text = read_text(path)
    _, fence, rest = text.partition(FENCE) if text.startswith(FENCE) else ("", "", "")
    head, closing, body = rest.partition(f"\n{FENCE}")
    if not (fence and closing):
        raise ConfigError(f"{path}:1: has no front matter: begin with fields between two '---'")
    return head, body.strip()


def _yaml(head: str, path: Path) -> dict[str, Any]:
    try:
        fields = yaml.safe_load(head)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 2 if mark else 2
        problem = getattr(error, "problem", None) or "is not YAML"
        raise ConfigError(f"{path}:{line}: front matter: {problem}") from None
    if not isinstance(fields, dict):
        raise ConfigError(f"{path}:2: front matter has to be lines of 'field: value'")
    return {str(name): value for name, value in fields.items()}


def _check_names(front: _FrontMatter, path: Path) -> None:
    if not re.match(ID_PATTERN, front.id):
        raise ConfigError(f"{path}: 'id' {front.id}: use small letters, digits and single hyphens")
    if front.intent not in INTENTS:
        raise ConfigError(f"{path}: 'intent': {unknown('intent', front.intent, list(INTENTS))}")
    for fact in front.asks:
        if fact not in SAFE_FACTS:
            raise ConfigError(f"{path}: 'asks': {unknown('fact', fact, list(SAFE_FACTS))}")


def _check_variables(front: _FrontMatter, body: str, facts: Mapping[str, str], path: Path) -> None:
    used, declared = variables(front.short) | variables(body), set(front.variables)
    for name in sorted((used | declared) - facts.keys()):
        raise ConfigError(f"{path}: {unknown('variable', name, list(facts))}; see facts.toml")
    for name in sorted(used - declared):
        raise ConfigError(f"{path}: 'variables' lacks {name}: the text uses it")
    for name in sorted(declared - used):
        raise ConfigError(f"{path}: 'variables' names {name}: the text does not use it")


def _check_texts(front: _FrontMatter, short: str, body: str, path: Path) -> None:
    if not body:
        raise ConfigError(f"{path}: has no body: write the answer below the front matter")
    if len(body) > MOST_BODY:
        raise ConfigError(f"{path}: the body has {len(body)} characters: at most {MOST_BODY}")
    if len(short) > MOST_SHORT:
        raise ConfigError(f"{path}: 'short' has {len(short)} characters: at most {MOST_SHORT}")
    if front.public and not short:
        raise ConfigError(f"{path}: 'short' is missing: a public article is said with it")
    if short and not front.public:
        raise ConfigError(f"{path}: 'short' is for public answers: leave it out or set public")
