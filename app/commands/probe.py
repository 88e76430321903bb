"""`skerry probe`: learns anybody's labels from one file and measures them on another."""

from __future__ import annotations

import time
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table

from app import config
from app.commands.lines import progress, to_json, writing
from core.errors import ConfigError
from training.measures import accuracy, calibration_error, macro_f1, macro_recall
from training.probe import Answer, Probe, fit
from training.probe_rows import Rows, for_training, read_rows
from training.probe_vectors import Standard, encoding, standard

_TOLD_PROBLEMS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """How well the answers agree with the labels; shares of 1."""

    accuracy: float
    recall: float
    f1: float
    calibration: float


def probe_files(train: str, test: str, output: str | None, settings: str | None = None) -> int:
    """Fit, answer, measure and print; the exit code: 1 when a test line could not be read.

    Raises ConfigError when a training line is wrong, or nothing is left to learn or to measure.
    """
    if train == test == "-":
        raise ConfigError("--train and --test cannot both be stdin")
    learnt = for_training(read_rows(train), _name(train))
    asked = read_rows(test)
    if not asked.texts:
        raise ConfigError(f"{_name(test)}: {next(iter(asked.problems.values()), 'no lines')}")
    started = time.perf_counter()
    count = len(learnt.texts) + len(asked.texts)
    with progress("probe", count) as advance, encoding(_standard(settings), advance) as encode:
        probe = fit(learnt.texts, learnt.labels, encode)
        answers = probe.answer(asked.texts)
    if output is not None:
        _write(output, asked, answers)
    tables = Console(stderr=output == "-", highlight=False)
    tables.print(_table(figures(asked, answers)))
    tables.print(_told(learnt, asked, probe, time.perf_counter() - started))
    _complain(asked)
    return 1 if asked.problems else 0


def figures(asked: Rows, answers: list[Answer]) -> Figures:
    """What the contract wants printed."""
    place = {label: number for number, label in enumerate(dict.fromkeys(asked.labels))}
    wanted = [place[label] for label in asked.labels]
    given = [place.get(each.label, -1) for each in answers]
    right = [one == other for one, other in zip(wanted, given, strict=True)]
    return Figures(
        accuracy=accuracy(wanted, given),
        recall=macro_recall(wanted, given),
        f1=macro_f1(wanted, given),
        calibration=calibration_error([each.confidence for each in answers], right),
    )


def _standard(settings: str | None) -> Standard | None:
    """The encoder that settings allow and that is here; without one, a line says so."""
    table = config.load(settings, {}).settings.triage.encoder
    if table.use == "off":
        return None
    encoder, name = standard(table.weights)
    if encoder is None:
        _errors().print(f"skerry: without an encoder ({name}); wording alone decides", markup=False)
    return encoder


def _write(output: str, asked: Rows, answers: list[Answer]) -> None:
    each = iter(answers)
    with writing(output) as out:
        for number in range(1, asked.total + 1):
            if number in asked.problems:
                out.write(to_json({"error": asked.problems[number]}) + "\n")
                continue
            answer = next(each)
            record = {"label": answer.label, "confidence": round(answer.confidence, 4)}
            out.write(to_json(record) + "\n")


def _table(found: Figures) -> Table:
    table = Table("measure", "value")
    table.columns[1].justify = "right"
    table.add_row("accuracy", f"{100 * found.accuracy:.2f} %")
    table.add_row("macro recall", f"{100 * found.recall:.2f} %")
    table.add_row("macro-F1", f"{100 * found.f1:.2f} %")
    table.add_row("ECE", f"{found.calibration:.4f}")
    return table


def _told(learnt: Rows, asked: Rows, probe: Probe, seconds: float) -> str:
    how = "wording alone" if probe.kernel is None else "encoder and wording"
    return (
        f"{how}, {len(probe.labels)} labels, {len(learnt.texts):,} lines learnt, "
        f"{len(asked.texts):,} measured, {seconds:.0f} s"
    )


def _complain(asked: Rows) -> None:
    for problem in list(asked.problems.values())[:_TOLD_PROBLEMS]:
        _errors().print(problem, markup=False)


def _errors() -> Console:
    return Console(stderr=True, highlight=False, soft_wrap=True)


def _name(source: str) -> str:
    return "stdin" if source == "-" else source
