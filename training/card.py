"""The model card: what the weights are made of, what was measured, what they cannot do."""

from __future__ import annotations

from dataclasses import dataclass

from training.fit import Fitted
from training.score import Scores

_CARD = """\
# Linear stage of triage

One matrix over hashed n-grams and word-table concepts (`core/triage/features.py`), read by
`core/triage/linear.py`. It answers five questions about every message: intent, urgency,
sentiment, stance, kind of risk. Rules stand beside it (`core/triage/urgency.py`,
`core/triage/signals/`) and may raise what it says; it decides nothing alone that is irreversible.

Weights: `weights.npz`, {size:.1f} MB, SHA-256 `{digest}`. Written by `skerry train`, deterministic.

## Data
{rows} lines in {languages} languages, written for this project about an invented exchange, no
message of a real person among them: {table}.
{public}
Temperature and lean were fitted on `models/corpus/calibration`, by another hand. The evaluation
lines in `models/corpus/evaluation` were written by yet another, who knew the taxonomy and nothing
else. Nothing is trained or chosen on them.

## Measured on texts that the fitting did not see
Four folds of the corpus, the matrix alone:

| head | codes | C | accuracy | macro recall | calibration error |
|---|---|---|---|---|---|
{heads}

Evaluation lines, the whole first stage (matrix and rules) as it runs:

| language | lines | intent accuracy | intent macro-F1 | ECE | urgency macro recall | P0 recall | \
sentiment macro recall | attempts at review or alert | others at review or alert |
|---|---|---|---|---|---|---|---|---|---|
{heldout}

## What it cannot do
- It counts words. Irony, threats between the lines and requests spread over several messages are
  beyond it; unsure verdicts are for the second stage or for a person.
- The word tables were extended while reading the oldest part of the corpus, and hands repeat
  themselves, so the folds say little; the evaluation table is the honest one. With some sixty lines
  a language its figures are uncertain by ten points.
- Languages outside the fourteen get rules and whatever n-grams they share.
- Public sets of spam and scam posts were tried as an auxiliary head and left out: on support
  texts they ranked attempts at an AUC of 0.75 alone and added 0.001 to our own 0.93.
"""
_PUBLIC = """\
Sentiment also leans on {count} public tweets (SemEval-2017 task 4A, used for research; UMSAB,
Apache-2.0), hashed and mixed into its columns; the texts are not part of this project."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What was fitted on how much, how well it does, and where it lies."""

    rows: dict[str, int]
    public_rows: int
    heads: tuple[Fitted, ...]
    heldout: dict[str, Scores]
    size: int
    digest: str
    folder: str

    def __str__(self) -> str:
        return f"{card(self)}\nWritten to {self.folder}."


def card(report: Report) -> str:
    """The card as CommonMark."""
    counts = ", ".join(f"{tag} {count}" for tag, count in sorted(report.rows.items()))
    public = _PUBLIC.format(count=f"{report.public_rows:,}") if report.public_rows else ""
    return _CARD.format(
        size=report.size / 1e6,
        digest=report.digest,
        rows=f"{sum(report.rows.values()):,}",
        languages=len(report.rows),
        table=counts,
        public=public or "No public set was used.",
        heads="\n".join(map(_head, report.heads)),
        heldout="\n".join(_line(tag, each) for tag, each in report.heldout.items())
        or "| none yet | | | | | | | | | |",
    )


def _head(head: Fitted) -> str:
    return (
        f"| {head.name} | {len(head.codes)} | {head.strength:g} | {head.accuracy:.3f} "
        f"| {head.recall:.3f} | {head.calibration:.3f} |"
    )


def _line(tag: str, each: Scores) -> str:
    measured = (
        each.intent, each.intent_f1, each.calibration, each.urgency, each.p0, each.sentiment,
        each.caught, each.false_alarms,
    )  # fmt: skip
    return f"| {tag} | {each.rows} | " + " | ".join(f"{value:.3f}" for value in measured) + " |"
