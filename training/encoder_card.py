"""The model card of the second stage: what it is made of, what was measured, what it cannot do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.commands.evaluate import Means, measure_files
from training.evaluate import ALL, Figures
from training.metrics import METRICS
from training.thresholds import ANSWERS, Chosen

EVALUATION = "evaluation"
_COLUMNS = (
    "intent_accuracy", "intent_ece", "p0_recall", "p0_precision", "urgency_macro_f1",
    "sentiment_macro_recall", "stance_macro_f1", "language_accuracy", "answer_precision_60",
    "encoder_share",
)  # fmt: skip

_CARD = """\
# Second stage of triage

Words of multilingual-e5-small (MIT) and eight layers of 384 numbers that were begun with eight of
its twelve and tuned whole, run in eight bits by onnxruntime; on its vectors stand six linear heads
(intent, urgency, sentiment, stance, answerability, attack), each weighed against the same head of
the linear stage, but for attack, where that is not trusted. It reads what the linear stage is not
sure of, and whatever the desk may answer by itself. `core/triage/second.py` says how,
`models/encoder/` runs it, `docs/decisions/0014-our-own-layers.md` how the layers were made.

Files: `layers.npz` ({layers:.1f} MB), `heads.npz` ({heads:.2f} MB), with their SHA-256 beside
them. Layers by `python -m training.whole` (four teachers, one student, a GPU), heads weighed by
`skerry train`; the public words come with a package and are not part of this repository.

## Data
The corpus of `models/corpus` ({rows:,} lines by many hands in 14 languages, eight times over), the
questions of the knowledge (8,640), and 64,000 public tweets for the tone (SemEval-2017 task 4A,
used for research; UMSAB, Apache-2.0); for the attack head also Janitr's posts (train and
calibration parts, MIT), tg-spam's samples (MIT) and the UCI SMS collection (CC BY 4.0); BANKING77
(CC BY 4.0) and CLINC150 (CC BY 3.0) only shape the vectors. None of those texts is part of this
project.
Fusion, calibration and thresholds were fitted on `models/corpus/calibration` (and `calibration-
scam` for stance and attack), written by other hands. The figures below are of
`models/corpus/evaluation`, by two more hands (e1, e2) who knew the taxonomy and nothing else.
Nothing was fitted on it. Totals were looked at, and once the list of confused intents on e1:
figures of speech and trading emergencies in the corpus were mended after that, and only then was
e2 written.

## Thresholds
The linear stage decides alone where its best share is at least {doubt}; a share of P0 between
{suspect:.2f} and its own alarm is doubt where an intent that emergencies have is thinkable, and so
is a share of answerable from {answers:.2f} on, one of spam from 0.02 on, and any address that is
not ours. A share of P0 of {alarm:.2f} or more is an alarm.
Chosen on the calibration lines (`training/thresholds.py` says how).

## Measured on texts that neither training nor calibration saw
| language | lines | {headings} |
|---|---|{rules}
{table}

Per cent, except ECE. `skerry evaluate models/corpus/evaluation --report report.html` draws them.

## What it cannot do
- It reads one message at a time, without the picture, the thread or the account behind it.
- The evaluation lines are one writer's idea of what people write, some sixty a language: a figure
  of one language is uncertain by ten points, the whole by two or three.
- All its exchange texts are invented. Expect less on the first days of real traffic, and let
  agents' corrections (`skerry train --with-corrections`) close the gap.
- Emergencies hidden between the lines, irony and code words stay hard; rules stand beside it, and
  what neither notices reaches a person as slowly as any other message.
- Outside the fourteen languages it shares what the public model learnt there; nobody measured it.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What a card tells besides the figures."""

    rows: int
    chosen: Chosen
    folder: Path


def measured(folder: Path) -> dict[str, Figures]:
    """The figures of the brain that ships, on the evaluation lines below `folder`."""
    return measure_files([str(folder / EVALUATION)], Means()).figures


def card(made: Made, figures: Mapping[str, Figures]) -> str:
    """The card as Markdown."""
    doubts = ", ".join(f"{name} {least:.2f}" for name, least in made.chosen.doubt.items())
    return _CARD.format(
        layers=(made.folder / "layers.npz").stat().st_size / 1e6,
        heads=(made.folder / "heads.npz").stat().st_size / 1e6,
        rows=made.rows,
        doubt=doubts,
        suspect=made.chosen.suspect,
        answers=ANSWERS,
        alarm=made.chosen.alarm,
        headings=" | ".join(METRICS[name].title for name in _COLUMNS),
        rules="---|" * len(_COLUMNS),
        table="\n".join(_row(tag, figures[tag]) for tag in _ordered(figures)),
    )


def _ordered(figures: Mapping[str, Figures]) -> Sequence[str]:
    return [*sorted(tag for tag in figures if tag != ALL), ALL]


def _row(tag: str, figures: Figures) -> str:
    cells = [METRICS[name].text(figures.get(name)) for name in _COLUMNS]
    return f"| {tag} | {figures['lines']:.0f} | {' | '.join(cells)} |"
