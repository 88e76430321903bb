"""`make bench-quality`: how well labels are told, beside what others publish on the same sets.

Each public set is learnt and measured by what `skerry probe` runs, on lines that are held out; the
desk's own evaluation corpus is read by the whole triage, as `skerry evaluate` does.
"""

from __future__ import annotations

import argparse
import json
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table

from app.commands.evaluate import Means, Wishes, evaluate_files
from app.commands.lines import progress
from bench.quality_sets import SETS, Set
from training.measures import calibration_error
from training.probe import fit, folds_of
from training.probe_rows import Label
from training.probe_vectors import encoding, standard

CORPUS = Path("models/corpus/evaluation")
_HELD_OUT_OF, _SEED = 10, 0
_WIDTH = 120


@dataclass(frozen=True, slots=True)
class Lines:
    """Texts, labels, and languages where lines tell them."""

    texts: list[str]
    labels: list[Label]
    groups: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What one set gave; shares of 1, seconds for everything."""

    figure: float
    calibration: float
    learnt: int
    measured: int
    seconds: float


def main() -> None:
    """Print the table; sets that are not there are named and left out."""
    asked = argparse.ArgumentParser(prog="python -m bench.quality", description=__doc__)
    asked.add_argument("--data", type=Path, required=True, help="folder of the public sets")
    asked.add_argument("--only", default="", help="sets whose name holds this word")
    options = asked.parse_args()
    out = Console(width=_WIDTH)
    out.print(f"encoder: {standard()[1]}")
    chosen = [each for each in SETS if options.only.lower() in each.name.lower()]
    table = Table("set", "metric", "Skerry", "ECE", "learnt", "measured", "s", "published")
    absent = []
    for each in chosen:
        if missing := _missing(each, options.data):
            absent.append(f"{each.name}: left out, {missing} is not there")
            continue
        table.add_row(each.name, each.metric, *_cells(run(each, options.data)), each.published)
    out.print(table)
    for line in absent:
        out.print(line)
    out.print("Measured on held-out lines; the published figures are of the sets' test parts.")
    _desk()


def run(which: Set, folder: Path) -> Result:
    """Learn the set and measure it, with the encoder that is here."""
    started = time.perf_counter()
    learn, test = _parts(which, folder)
    encoder, _ = standard()
    count = len(learn.texts) + len(test.texts)
    with progress(which.name, count) as advance, encoding(encoder, advance) as encode:
        answers = fit(learn.texts, learn.labels, encode).answer(test.texts)
    given = [each.label for each in answers]
    right = [one == other for one, other in zip(test.labels, given, strict=True)]
    return Result(
        figure=which.measure(test.labels, given, test.groups),
        calibration=calibration_error([each.confidence for each in answers], right),
        learnt=len(learn.texts),
        measured=len(test.texts),
        seconds=time.perf_counter() - started,
    )


def _missing(which: Set, folder: Path) -> str:
    names = [name for name in (which.train, which.test) if name]
    return next((name for name in names if not (folder / name).is_file()), "")


def _parts(which: Set, folder: Path) -> tuple[Lines, Lines]:
    """What is learnt and what is measured; the same cut every time."""
    everything = _lines(folder / which.train)
    if which.test:
        return everything, _lines(folder / which.test)
    places = {label: number for number, label in enumerate(sorted(set(everything.labels), key=str))}
    answers = np.array([places[label] for label in everything.labels])
    test = folds_of(answers, _SEED, _HELD_OUT_OF)[0]
    return _some(everything, np.setdiff1d(np.arange(len(answers)), test)), _some(everything, test)


def _lines(path: Path) -> Lines:
    records = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    return Lines(
        [each["text"] for each in records],
        [each["label"] for each in records],
        [each.get("lang", "") for each in records],
    )


def _some(lines: Lines, places: NDArray[np.int64]) -> Lines:
    chosen = places.tolist()
    return Lines(
        [lines.texts[place] for place in chosen],
        [lines.labels[place] for place in chosen],
        [lines.groups[place] for place in chosen],
    )


def _cells(result: Result) -> tuple[str, ...]:
    return (
        f"{100 * result.figure:.2f}",
        f"{result.calibration:.3f}",
        f"{result.learnt:,}",
        f"{result.measured:,}",
        f"{result.seconds:.0f}",
    )


def _desk() -> None:
    """The exchange messages that the whole triage was neither taught nor tuned on."""
    if CORPUS.is_dir():
        evaluate_files([str(CORPUS)], Wishes(), Means())


if __name__ == "__main__":
    main()
