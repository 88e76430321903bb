"""An article as the text of its file, and a form as an article."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import yaml

from core.errors import ConfigError
from core.reply.wording import SAFE_FACTS, variables
from core.shelf import FIELDS, Writing
from knowledge.front_matter import FENCE, FrontMatter, parts, read_front
from knowledge.plain_yaml import read_plain

# Fields of words stand in one line, texts one a line.
_WORDS = frozenset({"asks", "variables"})
_UNSEEN_BREAKS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff]")
WIDTH = 100
_WORD = re.compile(r"(?!(?:y|n|yes|no|on|off|true|false|null)$)[a-z][a-z0-9_]*")
_DAY_MEND = "has to be a day such as 2026-01-15"


def file_text(front: Mapping[str, Any], body: str) -> str:
    """Front matter and body; fields that are empty are left out, but for questions and public."""
    lines = [line for name, value in front.items() for line in _lines(name, value)]
    return "\n".join([FENCE.rstrip(), *lines, FENCE.rstrip(), body.strip(), ""])


def fields_of(writing: Writing, reviewed_at: date | None) -> dict[str, Any]:
    """The front matter of a form, in the order of the file; raises ConfigError for a wrong day."""
    short, body = _one_line(writing.short), writing.body
    used = variables(short) | variables(body)
    asked = re.split(r"[\s,]+", writing.asks.strip()) if writing.asks.strip() else []
    return {
        "id": writing.id,
        "intent": writing.intent,
        "audience": writing.audience if writing.audience != "everyone" else "",
        "title": _one_line(writing.title),
        "short": short,
        "questions": [_one_line(each) for each in writing.questions.split("\n") if each.strip()],
        "asks": sorted(asked, key=lambda fact: (fact not in SAFE_FACTS, asked.index(fact))),
        "variables": sorted(used),
        "everywhere": writing.everywhere == "yes" or "",
        "valid_from": _day("valid_from", writing.valid_from),
        "valid_until": _day("valid_until", writing.valid_until),
        "reviewed_at": reviewed_at or "",
        "public": writing.public == "yes",
    }


def writing_of(front: FrontMatter, language: str, body: str) -> Writing:
    """The form of an article."""
    return Writing(
        id=front.id,
        language=language,
        intent=front.intent,
        audience=front.audience,
        title=front.title,
        short=front.short,
        body=body,
        questions="\n".join(front.questions),
        asks=" ".join(front.asks),
        valid_from=str(front.valid_from or ""),
        valid_until=str(front.valid_until or ""),
        everywhere="yes" if front.everywhere else "",
        public="yes" if front.public else "",
    )


def reviewed_at(text: str) -> date | None:
    """When the article in a file's text was last read over; None for a draft or a broken text."""
    try:
        return read_front(parts(text, "")[0], "").reviewed_at
    except ConfigError:
        return None


def salvaged(text: str, language: str, identity: str) -> Writing:
    """The form of a file that cannot be read: what can still be told apart stands in its place."""
    try:
        head, body = parts(text, "")
        found = yaml.safe_load(head)
    except (ConfigError, yaml.YAMLError, ValueError, RecursionError):
        return Writing(id=identity, language=language, body=text)
    given = found if isinstance(found, dict) else {}
    values = {name: _form(given[name]) for name in FIELDS if given.get(name)}
    questions = given.get("questions")
    if isinstance(questions, list):
        values["questions"] = "\n".join(map(str, questions))
    return Writing(id=identity, language=language, **{**values, "body": body})


def _form(value: Any) -> str:
    if isinstance(value, list):
        return " ".join(map(str, value))
    return "yes" if value is True else str(value)


def _lines(name: str, value: Any) -> list[str]:
    if isinstance(value, bool):
        return [f"{name}: {'true' if value else 'false'}"]
    if isinstance(value, list):
        return _list(name, value)
    if not value:
        return []
    if name == "short":
        return _wrapped(name, value)
    return [f"{name}: {value if isinstance(value, date) else _scalar(value)}"]


def _wrapped(name: str, text: str) -> list[str]:
    """A long text over several lines, as YAML itself breaks them."""
    written: str = yaml.safe_dump({name: text}, allow_unicode=True, width=WIDTH)
    return written.rstrip("\n").split("\n")


def _list(name: str, items: Sequence[str]) -> list[str]:
    if name in _WORDS:
        return [f"{name}: [{', '.join(map(_word, items))}]"] if items else []
    return [f"{name}:", *(f"  - {_scalar(each)}" for each in items)] if items else [f"{name}: []"]


def _word(text: str) -> str:
    return text if _WORD.fullmatch(text) else _quoted(text)


def _scalar(text: str) -> str:
    """A text as YAML reads it back: bare where it can be, in quotes where it must."""
    if read_plain(f"a: {text}") == {"a": text} and not text.startswith("'"):
        return text
    return _quoted(text)


def _quoted(text: str) -> str:
    if _UNSEEN_BREAKS.search(text):
        quoted = yaml.safe_dump(text, default_style='"', allow_unicode=False, width=10**9)
        return str(quoted).strip()
    return "'" + text.replace("'", "''") + "'"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _day(name: str, text: str) -> date | str:
    if not text.strip():
        return ""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise ConfigError(f"'{name}' {_DAY_MEND}") from None
