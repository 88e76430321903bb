"""The head of an article: fields between two '---', read fast where they are plain."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

import yaml
from pydantic import Field

from core.actions import Audience
from core.errors import ConfigError
from core.reply.wording import SAFE_FACTS
from core.triage.labels import INTENTS
from knowledge.plain_yaml import read_plain
from knowledge.reading import Strict, shaped, unknown

FENCE = "---\n"
ID_PATTERN = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
FEWEST_QUESTIONS, MOST_QUESTIONS = 6, 12
AUDIENCES = [each.value for each in Audience]

Text = Annotated[str, Field(min_length=1)]
# libyaml is ten times as fast, and says the same.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class FrontMatter(Strict):
    """The fields of an article; one without `reviewed_at` is a draft."""

    id: Text
    intent: Text
    audience: Text = Audience.EVERYONE.value
    title: Text
    short: str = ""
    questions: Annotated[list[Text], Field(max_length=MOST_QUESTIONS)]
    asks: list[Text] = Field(default_factory=list)
    variables: list[Text] = Field(default_factory=list)
    everywhere: bool = False
    valid_from: date | None = None
    valid_until: date | None = None
    reviewed_at: date | None = None
    public: bool


def parts(text: str, where: str) -> tuple[str, str]:
    """Front matter and body; raises ConfigError."""
    _, fence, rest = text.partition(FENCE) if text.startswith(FENCE) else ("", "", "")
    head, closing, body = rest.partition(f"\n{FENCE}")
    if not (fence and closing):
        raise ConfigError(f"{where}:1: has no front matter: begin with fields between two '---'")
    return head, body.strip()


def read_front(head: str, where: str) -> FrontMatter:
    """The fields, whose names and codes are known; raises ConfigError in one line."""
    fields = read_plain(head)
    front = shaped(FrontMatter, _yaml(head, where) if fields is None else fields, where)
    check_names(front, where)
    return front


def check_names(front: FrontMatter, where: str) -> None:
    """Raise ConfigError where an id, a code or a day is none."""
    if not ID_PATTERN.fullmatch(front.id):
        raise ConfigError(f"{where}: 'id' {front.id}: use small letters, digits and single hyphens")
    if front.intent not in INTENTS:
        raise ConfigError(f"{where}: 'intent': {unknown('intent', front.intent, list(INTENTS))}")
    if front.audience not in AUDIENCES:
        told = unknown("audience", front.audience, AUDIENCES)
        raise ConfigError(f"{where}: 'audience': {told}")
    for fact in front.asks:
        if fact not in SAFE_FACTS:
            raise ConfigError(f"{where}: 'asks': {unknown('fact', fact, list(SAFE_FACTS))}")
    if front.valid_from and front.valid_until and front.valid_until < front.valid_from:
        raise ConfigError(f"{where}: 'valid_until' is before 'valid_from': turn them round")


def _yaml(head: str, where: str) -> Mapping[str, Any]:
    try:
        fields = yaml.load(head, _LOADER)  # noqa: S506 - both loaders are safe ones
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 2 if mark else 2
        problem = getattr(error, "problem", None) or "is not YAML"
        raise ConfigError(f"{where}:{line}: front matter: {problem}") from None
    except (ValueError, RecursionError):
        # PyYAML makes dates and numbers itself: 2026-02-31 is a ValueError of its own.
        raise ConfigError(f"{where}:2: front matter: holds a value that is none") from None
    if not isinstance(fields, dict):
        raise ConfigError(f"{where}:2: front matter has to be lines of 'field: value'")
    return {str(name): value for name, value in fields.items()}
