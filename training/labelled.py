"""Reads labelled JSON Lines for measuring: what triage may see apart from what it should say.

A line holds `text`, may hold what `skerry triage` takes (`id`, `platform`, `place`, `author`,
`reply_to`), and any of the labels `lang`, `intent`, `urgency`, `sentiment`, `stance`,
`answerable`, `facts`, `risk`. `lang` is a label here: it is not shown to triage as a hint.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.commands.lines import reading
from core.errors import ConfigError
from core.settings import nearest
from core.triage.labels import INTENTS
from core.types import Sentiment, Stance, Urgency

NONE = "none"
# Where null says that there is nothing; elsewhere it is no label.
_MAY_BE_NULL = frozenset({"stance", "risk"})
_SHOWN = ("platform", "place", "author", "reply_to")


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """One line: `where` it stands, what triage is `asked`, and the `labels` that it carries."""

    where: str
    asked: Mapping[str, Any]
    labels: Mapping[str, Any]

    @property
    def text(self) -> str:
        return str(self.asked["text"])

    @property
    def language(self) -> str:
        """The labelled language; empty when there is none."""
        return str(self.labels.get("lang", ""))


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledFiles:
    """All lines that can be used, and what is wrong with the others, by file and line."""

    lines: list[Labelled] = field(default_factory=list[Labelled])
    problems: list[str] = field(default_factory=list[str])


def read_labelled(sources: Sequence[str]) -> LabelledFiles:
    """Files, folders of *.jsonl, or `-`; ConfigError when not a single line can be used."""
    found = LabelledFiles()
    for source in _files(sources):
        with reading(source) as lines:
            _collect(source, lines, found)
    if not found.lines:
        why = found.problems[0] if found.problems else "no lines"
        raise ConfigError(f"nothing to evaluate: {why}")
    return found


def _files(sources: Sequence[str]) -> Iterator[str]:
    for source in sources:
        folder = Path(source)
        if source == "-" or not folder.is_dir():
            yield source
            continue
        files = sorted(folder.glob("*.jsonl"))
        if not files:
            raise ConfigError(f"{source}: no .jsonl file in this folder")
        yield from map(str, files)


def _collect(source: str, lines: Iterable[str], found: LabelledFiles) -> None:
    name = "stdin" if source == "-" else source
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        where = f"{name} line {number}"
        try:
            found.lines.append(_labelled(where, json.loads(line)))
        except (ValueError, TypeError) as error:
            found.problems.append(f"{where}: {error}")


def _labelled(where: str, record: Any) -> Labelled:
    if not isinstance(record, dict):
        raise TypeError("not an object")
    if not isinstance(record.get("text"), str):
        raise TypeError("'text' is missing or not a string")
    labels = {
        name: read(record[name])
        for name, read in _LABELS.items()
        if record.get(name) is not None or (name in record and name in _MAY_BE_NULL)
    }
    if not labels:
        raise ValueError(f"no label; expected any of {', '.join(_LABELS)}")
    asked = {name: record[name] for name in _SHOWN if record.get(name)}
    return Labelled(where=where, asked={"text": record["text"], **asked}, labels=labels)


def _one_of(name: str, codes: Sequence[str]) -> Callable[[Any], str]:
    """A reader that refuses all but these codes."""

    def read(value: Any) -> str:
        if value not in codes:
            raise ValueError(f"unknown {name} {value!r}{nearest(str(value), list(codes))}")
        return str(value)

    return read


def _stance(value: Any) -> str:
    return _one_of("stance", (NONE, *(each.value for each in Stance)))(value or NONE)


def _tag(value: Any) -> str:
    tag = str(value or "").partition("-")[0].lower()
    if not tag.isalpha():
        raise ValueError(f"'lang' is not a language tag: {value!r}")
    return tag


def _yes_or_no(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError(f"'answerable' is not true or false: {value!r}")
    return value


def _facts(value: Any) -> dict[str, tuple[str, ...]]:
    """Kind -> values; one value may stand without brackets."""
    if not isinstance(value, dict):
        raise TypeError("'facts' is not an object")
    return {
        str(kind): tuple(map(str, each)) if isinstance(each, list) else (str(each),)
        for kind, each in value.items()
    }


def _kinds(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list | None):
        raise TypeError("'risk' is not a list of codes")
    return tuple(map(str, value or ()))


_LABELS: Mapping[str, Callable[[Any], Any]] = {
    "lang": _tag,
    "intent": _one_of("intent", INTENTS),
    "urgency": _one_of("urgency", [each.value for each in Urgency]),
    "sentiment": _one_of("sentiment", [each.value for each in Sentiment]),
    "stance": _stance,
    "answerable": _yes_or_no,
    "facts": _facts,
    "risk": _kinds,
}
