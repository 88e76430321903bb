"""Reads {"text", "label"} lines: a label is a text or a whole number, and comes back as it was."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field

from app.commands.lines import reading
from core.errors import ConfigError

Label = str | int

_LONGEST_COMPLAINT = 120


@dataclass(frozen=True, slots=True)
class Rows:
    """The lines that can be used; `problems` by line number (from 1); `total` counts both."""

    texts: list[str] = field(default_factory=list[str])
    labels: list[Label] = field(default_factory=list[Label])
    problems: dict[int, str] = field(default_factory=dict[int, str])

    @property
    def total(self) -> int:
        return len(self.texts) + len(self.problems)


def read_rows(source: str) -> Rows:
    """A file or `-`; empty lines at its end are none. Raises ConfigError when it is not there."""
    with reading(source) as lines:
        return rows_of(lines)


def rows_of(lines: Iterable[str]) -> Rows:
    """The same from lines."""
    rows, empty = Rows(), 0
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            empty += 1
            continue
        for missed in range(number - empty, number):
            rows.problems[missed] = f"line {missed}: empty"
        empty = 0
        try:
            text, label = _row(json.loads(line))
        except (ValueError, TypeError, RecursionError) as error:
            rows.problems[number] = f"line {number}: {str(error)[:_LONGEST_COMPLAINT]}"
            continue
        rows.texts.append(text)
        rows.labels.append(label)
    return rows


def for_training(rows: Rows, source: str) -> Rows:
    """The rows, if one can learn from them; ConfigError names the first line that is wrong."""
    if rows.problems:
        more = f" (and {len(rows.problems) - 1} more)" if len(rows.problems) > 1 else ""
        raise ConfigError(f"{source} {next(iter(rows.problems.values()))}{more}")
    if len(set(rows.labels)) < 2:
        raise ConfigError(
            f"{source}: two labels at least are needed, {len(set(rows.labels))} found"
        )
    return rows


def _row(record: object) -> tuple[str, Label]:
    if not isinstance(record, dict):
        raise TypeError("not an object")
    text, label = record.get("text"), record.get("label")
    if not isinstance(text, str):
        raise TypeError("'text' is missing or not a string")
    if isinstance(label, bool) or not isinstance(label, str | int):
        raise TypeError("'label' is missing, or neither a string nor a whole number")
    return text, label
