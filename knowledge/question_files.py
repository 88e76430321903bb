"""questions/<language>.jsonl: what people ask, and which article answers it, if any does."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from core.errors import ConfigError
from core.reply.asked import Asked
from core.triage.lexicon import LANGUAGES
from knowledge.reading import read_text, unknown

# An id is a file's name and an address on the help site.
ID_PATTERN = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
FIELDS = ("text", "article")
MOST_CHARACTERS = 2000


def load_questions(folder: Path) -> tuple[Asked, ...]:
    """Every line of every language, in the order of the files; raises ConfigError in one line."""
    paths = sorted(folder.glob("*.jsonl"))
    if not paths:
        raise ConfigError(f"{folder}: holds no questions: expected <language>.jsonl in it")
    return tuple(asked for path in paths for asked in read_questions(path))


def read_questions(path: Path, language: str | None = None) -> tuple[Asked, ...]:
    """The lines of one file, in the language of its name unless another is given.

    Raises ConfigError naming file, line and mend.
    """
    if language is None and path.stem not in LANGUAGES:
        raise ConfigError(f"{path}: {unknown('language', path.stem, list(LANGUAGES))}")
    language = path.stem if language is None else language
    first: dict[str, int] = {}
    found = []
    # Not splitlines: what somebody asks may hold a Unicode line separator.
    for number, line in enumerate(read_text(path).split("\n"), start=1):
        if not line.strip():
            continue
        where = f"{path}:{number}"
        asked = _asked(line, language, where)
        known = first.setdefault(asked.text.casefold(), number)
        if known != number:
            raise ConfigError(f"{where}: 'text' stands in line {known} already: keep one")
        found.append(asked)
    return tuple(found)


def _asked(line: str, language: str, where: str) -> Asked:
    fields = _fields(line, where)
    for name in fields:
        if name not in FIELDS:
            raise ConfigError(f"{where}: {unknown('field', name, list(FIELDS))}")
    for name in FIELDS:
        if name not in fields:
            raise ConfigError(f"{where}: '{name}' is missing: add it")
    text, article = fields["text"], fields["article"]
    if not isinstance(text, str) or not text.strip():
        raise ConfigError(f"{where}: 'text' has to be what somebody asks")
    if len(text) > MOST_CHARACTERS:
        raise ConfigError(f"{where}: 'text' is too long: at most {MOST_CHARACTERS} characters")
    if article is not None and not (isinstance(article, str) and ID_PATTERN.fullmatch(article)):
        raise ConfigError(f"{where}: 'article' has to be an article's id, or null where none helps")
    return Asked(text.strip(), article, language)


def _fields(line: str, where: str) -> dict[str, Any]:
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError):
        raise ConfigError(f"{where}: is not JSON: one object a line") from None
    if not isinstance(fields, dict):
        raise ConfigError(f"{where}: has to be an object with 'text' and 'article'")
    return fields
