"""`skerry evaluate`: labelled messages in; figures, report and gate out."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from app import config
from app.brain import build_brain
from app.commands.lines import progress, to_json, writing
from app.commands.triage import answers_of
from core.errors import ConfigError
from core.settings import Settings
from core.triage.assess import Brain
from training.evaluate import ALL, Figures, Judged, by_language, facts_by_kind
from training.gate import MARGIN, failures, read_gate, record
from training.labelled import Labelled, read_labelled
from training.metrics import TABLES, WORST_LANGUAGE, Metric
from training.mistakes import confident_mistakes, overlooked
from training.report import Evaluation, render
from training.stages import cascade, questions, remembering, tone_confidences

FAILED = 1
# Tables in a pipe are never narrower than this: figures that are cut off help nobody.
_LEAST_WIDTH = 100
_MOST_COMPLAINTS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What to make of the figures besides printing them: files to write, a gate to hold."""

    report: Path | None = None
    json: Path | None = None
    gate: Path | None = None
    record: bool = False
    margin: float = MARGIN


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """With what to read: as for `skerry triage`."""

    settings: str | None = None
    identities: str | None = None
    workers: int = 1


@dataclass(frozen=True, slots=True)
class Measured:
    """The brain that read, what it said, and every figure by language."""

    brain: Brain
    judged: list[Judged]
    figures: dict[str, Figures]
    problems: list[str] = field(default_factory=list[str])


def evaluate_files(sources: Sequence[str], wishes: Wishes, means: Means) -> int:
    """Measure and print; the exit code: 1 when a line was bad or a figure fails the gate.

    Raises ConfigError when there is nothing to measure or a file cannot be used.
    """
    _check(wishes)
    bounds = [] if wishes.gate is None or wishes.record else read_gate(wishes.gate)
    measured = measure_files(sources, means)
    whole = measured.figures[ALL]
    _print(measured)
    _write(wishes, sources, measured)
    if wishes.record and wishes.gate is not None:
        record(wishes.gate, whole, wishes.margin)
    failed = failures(bounds, whole)
    _complain(measured.problems[:_MOST_COMPLAINTS])
    _complain(failed)
    return FAILED if failed or measured.problems else 0


def gate_failures(sources: Sequence[str], gate: Path, means: Means) -> list[str]:
    """What `--gate` would complain about, one line a figure; nothing is printed or written."""
    bounds = read_gate(gate)
    return failures(bounds, measure_files(sources, means).figures[ALL])


def _check(wishes: Wishes) -> None:
    """Say what cannot be written before minutes of reading, not after."""
    if wishes.record and wishes.gate is None:
        raise ConfigError("--record needs --gate FILE, the file to write")
    for path in (wishes.report, wishes.json, wishes.gate if wishes.record else None):
        if path is not None and not path.parent.is_dir():
            raise ConfigError(f"{path}: there is no folder {path.parent}")


def measure_files(sources: Sequence[str], means: Means) -> Measured:
    """Read every labelled line and hold the answers against the labels; ConfigError like above."""
    settings = config.load(means.settings, {}).settings
    files = read_labelled(sources)
    brain = remembering(build_brain(settings, identities=means.identities))
    problems = list(files.problems)
    answered = []
    for line, answer in zip(files.lines, _read(files.lines, settings, means), strict=True):
        if "error" in answer:
            problems.append(f"{line.where}: {answer['error']}")
        else:
            answered.append((line, answer))
    if not answered:
        raise ConfigError(f"nothing to evaluate: {problems[0]}")
    tones = tone_confidences(brain, questions([line for line, _ in answered]))
    judged = [
        Judged(line=line, record=answer, tone_confidence=tone)
        for (line, answer), tone in zip(answered, tones, strict=True)
    ]
    return Measured(brain, judged, by_language(judged), problems)


def _read(
    lines: Sequence[Labelled], settings: Settings, means: Means
) -> Iterator[Mapping[str, Any]]:
    """What `skerry triage` answers to each line, labels unseen."""
    texts = (to_json(dict(each.asked)) for each in lines)
    with progress("evaluate", len(lines)) as advance:
        for answers in answers_of(texts, settings, means.identities, means.workers):
            yield from answers
            advance(len(answers))


def _print(measured: Measured) -> None:
    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = max(console.width, _LEAST_WIDTH)
    for title, metrics in TABLES.items():
        shown = [each for each in metrics if each.name in measured.figures[ALL]]
        if shown:
            console.print(_table(title, shown, measured.figures))
    worst = measured.figures[ALL].get(WORST_LANGUAGE.name)
    if worst is not None:
        console.print(f"{WORST_LANGUAGE.title}: {WORST_LANGUAGE.text(worst)} %")
    console.print(f"Read by {_model(measured)}.")


def _table(title: str, metrics: Sequence[Metric], figures: Mapping[str, Figures]) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold")
    table.add_column("lang.")
    table.add_column("lines", justify="right")
    for each in metrics:
        table.add_column(each.heading, justify="right", no_wrap=True)
    for tag, row in figures.items():
        cells = [each.text(row.get(each.name)) for each in metrics]
        style = "bold" if tag == ALL else ""
        table.add_row(tag, f"{row['lines']:.0f}", *cells, style=style, end_section=False)
    return table


def _model(measured: Measured) -> str:
    """Which stages read, in words."""
    brain = measured.brain
    cheap = brain.model.name if brain.model else "rules alone"
    if brain.second is None:
        return f"{cheap}, without an encoder"
    return f"{cheap} and {brain.second.encoder.name}"


def _write(wishes: Wishes, sources: Sequence[str], measured: Measured) -> None:
    if wishes.json is not None:
        with writing(str(wishes.json)) as out:
            out.write(json.dumps(_record(sources, measured), ensure_ascii=False, indent=1) + "\n")
    if wishes.report is not None:
        with writing(str(wishes.report)) as out:
            out.write(render(_evaluation(sources, measured)))


def _record(sources: Sequence[str], measured: Measured) -> dict[str, Any]:
    kinds = facts_by_kind(measured.judged)
    return {
        "sources": list(sources),
        "model": _model(measured),
        "figures": measured.figures,
        "facts": {
            kind: {**asdict(each), "precision": each.precision, "recall": each.recall}
            for kind, each in kinds.items()
        },
        "problems": measured.problems,
    }


def _evaluation(sources: Sequence[str], measured: Measured) -> Evaluation:
    lines = [each.line for each in measured.judged]
    return Evaluation(
        judged=measured.judged,
        figures=measured.figures,
        facts=facts_by_kind(measured.judged),
        cascade=cascade(measured.brain, lines, questions(lines)),
        mistakes=confident_mistakes(measured.judged, measured.brain),
        overlooked=overlooked(measured.judged, measured.brain),
        problems=measured.problems,
        sources=sources,
        model=_model(measured),
        at=datetime.now(UTC),
    )


def _complain(lines: Sequence[str]) -> None:
    console = Console(stderr=True, highlight=False, soft_wrap=True)
    for line in lines:
        console.print(line, markup=False)
