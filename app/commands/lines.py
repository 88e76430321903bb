"""JSON Lines in and out: same order, one line per line, progress on a terminal only."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from core.errors import ConfigError


@contextmanager
def reading(source: str) -> Iterator[TextIO]:
    """The input, `-` being stdin; undecodable bytes become U+FFFD instead of an end."""
    if source == "-":
        sys.stdin.reconfigure(errors="replace")  # type: ignore[union-attr]
        yield sys.stdin
        return
    try:
        lines = Path(source).open(encoding="utf-8", errors="replace")  # noqa: SIM115 - closed below
    except OSError as error:
        raise ConfigError(f"{source}: {error.strerror}") from None
    with lines:  # what fails while lines are worked is no fault of the file
        yield lines


@contextmanager
def writing(target: str) -> Iterator[TextIO]:
    """The output, `-` being stdout."""
    if target == "-":
        yield sys.stdout
        return
    try:
        lines = Path(target).open("w", encoding="utf-8")  # noqa: SIM115 - closed below
    except OSError as error:
        raise ConfigError(f"{target}: {error.strerror}") from None
    with lines:
        yield lines


@contextmanager
def progress(what: str, total: int | None) -> Iterator[Any]:
    """A callable that advances the bar; silent when stderr is not a terminal."""
    console = Console(stderr=True)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, disable=not console.is_terminal) as bar:
        task = bar.add_task(what, total=total)
        yield lambda count=1: bar.advance(task, count)


def count_lines(source: str) -> int | None:
    """How many lines a file has; None for a stream."""
    if source == "-":
        return None
    try:
        with Path(source).open("rb") as lines:
            return sum(1 for _ in lines)
    except OSError:
        return None


def to_json(record: dict[str, Any]) -> str:
    """One line; lone surrogates are escaped rather than refused."""
    text = json.dumps(record, ensure_ascii=False)
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
