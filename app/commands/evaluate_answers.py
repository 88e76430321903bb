"""`skerry evaluate answers`: questions with known answers in; how well the desk answers out."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import astuple
from itertools import islice
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from app import config
from app.commands.answer import BATCH, answering
from app.commands.lines import progress
from core.errors import ConfigError
from training.answers import Given, Tally, Wanted, tallies, wanted

FOLDER = Path("models/corpus/answers")
_HEADS = (
    "language", "questions", "article first", "answered", "… right", "none: silent",
    "none: unnamed", "all answers right",
)  # fmt: skip
_LEAST_WIDTH = 110


def evaluate_answers(sources: Sequence[str], settings: str | None, output: Path | None) -> int:
    """Measure and print; the exit code 0. Files are `<language>.jsonl`, or folders of them.

    Raises ConfigError when there is nothing to measure or a line cannot be used.
    """
    lines = [each for source in sources or (str(FOLDER),) for each in _read(Path(source))]
    if not lines:
        raise ConfigError("there are no questions to measure: expected <language>.jsonl")
    figures = tallies(_answered(lines, settings))
    console = Console()
    console.width = max(console.width, _LEAST_WIDTH)
    console.print(_table(figures))
    if output:
        told = {
            name: dict(zip(Tally.__slots__, astuple(each), strict=True))
            for name, each in figures.items()
        }
        output.write_text(json.dumps(told, indent=1) + "\n", "utf-8")
    return 0


def _answered(lines: Sequence[Wanted], settings: str | None) -> Iterator[tuple[Wanted, Given]]:
    answer = answering(config.load(settings, {}).settings)
    rest = iter(enumerate(lines, start=1))
    with progress("answer", len(lines)) as advance:
        while batch := list(islice(rest, BATCH)):
            asked = [(number, _line(number, each)) for number, each in batch]
            for (_, wish), record in zip(batch, answer(asked), strict=True):
                yield wish, _given(record)
            advance(len(batch))


def _line(number: int, wish: Wanted) -> str:
    return json.dumps(
        {"platform": "telegram", "place": "dm", **wish.asked}
        | {"id": str(number), "text": wish.text}
    )


def _given(record: dict[str, Any]) -> Given:
    if "error" in record:
        raise ConfigError(f"line {record['id']}: {record['error']}")
    first = record["candidates"][0][0] if record["candidates"] else None
    return Given(article=record["article"], first=first, answers=record["acts"] == "reply")


def _read(path: Path) -> Iterator[Wanted]:
    paths = sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
    for each in paths:
        try:
            text = each.read_text("utf-8")
        except OSError as error:
            raise ConfigError(f"{each}: {error.strerror}") from None
        except UnicodeDecodeError:
            raise ConfigError(f"{each}: is not UTF-8") from None
        for number, line in enumerate(text.split("\n"), start=1):
            if line.strip():
                yield _one(line, each, number)


def _one(line: str, path: Path, number: int) -> Wanted:
    try:
        return wanted(json.loads(line), path.stem)
    except (ValueError, ConfigError) as error:
        raise ConfigError(f"{path}:{number}: {error}") from None


def _table(figures: dict[str, Tally]) -> Table:
    table = Table(*_HEADS, title="Answers")
    for name, each in figures.items():
        shares = astuple(each)[1:]
        table.add_row(name, str(each.questions), *(_percent(share) for share in shares))
    return table


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.1f} %"
