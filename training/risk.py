"""`python -m training.risk --data FOLDER`: weighs the evidence of attacks and sets the levels.

Weights are fitted on the calibration lines, which other hands wrote than the training's, and on
public posts that no head has learnt from. Levels are split-conformal: set where the wanted part
of harmless messages lies above. Half of those talk about scams (reports, questions, warnings), a
quarter only sounds like one, a quarter is ordinary, public posts among them.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from app.commands.lines import progress
from app.risk_file import FILE, save_risk
from core.triage.assess import Brain
from core.triage.risk import Levels, RiskModel, Weights, seen
from training.corpus import Row, read_calibration
from training.encoder import Places, full_brain
from training.risk_card import card
from training.score import question_of

# Ordinary posts that nothing here was fitted on, and how many of each are read.
ORDINARY = (
    ("sentiment/tweeteval-val.jsonl", 1500),
    ("intents/banking77-train.jsonl", 1500),
    ("scam/janitr-valid.jsonl", 1000),
)
POSTS = "scam/janitr-valid.jsonl"
HARMLESS = frozenset({"0", "ham"})
# The part of harmless messages above each level.
NOTE, REVIEW, ALERT = 0.05, 0.01, 0.001
# Of the harmless mass: what talks about scams, and what only sounds like one.
_TALK, _NEAR_MISSES = 0.5, 0.25
SEED = 20260101
# The models' three words say nearly the same, and so few lines cannot tell which says it best: the
# rules, stance, spam and attack are held near what ranked well on our lines and on public posts.
_TETHER = 0.5
_CHEAP, _ENCODER = (0.1, 0.05, 0.3, 0.45), (0.05, 0.1, 0.2, 0.6)
# Of 55 lines in the corpus that name our addresses and no others, none is an attack: too few to
# fit a weight on, and enough to outweigh what the models make of an announcement.
_HOME = -6.0
_HELD = [1, 2, 3, 4, 6]

Numbers = NDArray[Any]


def fit(corpus: Path, data: Path | None) -> RiskModel:
    """The weighing of both stages, and the levels."""
    brain = full_brain(Places(corpus=corpus))
    rows = read_calibration(corpus)
    plain = _ordinary(data) if data else []
    fitted = [*rows, *(_posts(data) if data else [])]
    with progress("weigh the evidence", 3) as bar:
        cheap = _stage(replace(brain, second=None), fitted, _CHEAP)
        bar()
        encoder = _stage(eager(brain), fitted, _ENCODER)
        bar()
        model = RiskModel(cheap=cheap, encoder=encoder)
        levels = _levels(replace(brain, risk=model), rows, plain)
        bar()
    return replace(model, levels=levels)


def eager(brain: Brain) -> Brain:
    """The same brain, asking the encoder about everything."""
    stage = brain.second
    if stage is None:
        return brain
    fusions = tuple(replace(each, doubt=2.0) for each in stage.fusions)
    return replace(brain, second=replace(stage, fusions=fusions))


def evidence(brain: Brain, rows: Sequence[Row]) -> tuple[Numbers, Numbers]:
    """(rows, evidence) and whether each is an attack."""
    given = brain.evidence([question_of(row) for row in rows])
    told = [seen(findings, said, home=home) for findings, said, home in given]
    return np.array(told), np.array([row.attack == "yes" for row in rows])


def _stage(brain: Brain, rows: Sequence[Row], near: tuple[float, ...]) -> Weights:
    """Logistic regression with weights that never turn evidence into its opposite."""
    found, answers = evidence(brain, rows)
    signs = np.where(answers, 1.0, -1.0)
    talk = np.array([row.stance not in ("none", "attempt") for row in rows])
    counts = np.where(answers, 0.5 / answers.sum(), 0.0)
    counts = np.where(~answers & talk, 0.25 / max(1, (talk & ~answers).sum()), counts)
    counts = np.where(~answers & ~talk, 0.25 / max(1, (~talk & ~answers).sum()), counts)

    def loss(guess: Numbers) -> float:
        odds = guess[0] + found @ guess[1:]
        apart = ((guess[_HELD] - (*near, _HOME)) ** 2).sum()
        return float((counts * np.logaddexp(0, -signs * odds)).sum() + _TETHER * apart)

    bounds = [(-8, 8), (0, 3), (0, 3), (0, 3), (0, 3), (-1.5, 0), (-8, 0)]
    best = minimize(loss, np.array([0.0, *near, -1.0, _HOME]), bounds=bounds)
    names = ("bias", "rules", "stance", "spam", "attack", "talk", "home")
    return Weights(**{name: float(value) for name, value in zip(names, best.x, strict=True)})


def _levels(brain: Brain, rows: Sequence[Row], plain: Sequence[Row]) -> Levels:
    harmless = [row for row in rows if row.attack != "yes"]
    calm = [row for row in harmless if row.stance == "none"]
    parts = (
        ([row for row in harmless if row.stance != "none"], _TALK),
        ([row for row in calm if not row.intent], _NEAR_MISSES),
        ([*(row for row in calm if row.intent), *plain], 1 - _TALK - _NEAR_MISSES),
    )
    scores, counts = [], []
    for part, mass in parts:
        verdicts = brain.assess_many([question_of(row) for row in part])
        scores += [each.risk.score for each in verdicts]
        counts += [mass / max(1, len(part))] * len(part)
    note, review, alert = (
        _above(np.array(scores), np.array(counts) / sum(counts), q) for q in (NOTE, REVIEW, ALERT)
    )
    return Levels(note=note, review=review, alert=alert)


def _above(scores: Numbers, counts: Numbers, part: float) -> float:
    """The least score that no more than this part of the mass exceeds, a little above it."""
    order = np.argsort(-scores)
    mass = np.cumsum(counts[order])
    place = min(int(np.searchsorted(mass, part)), len(scores) - 1)
    return float(min(0.999, scores[order][place] + 1e-4))


def _posts(data: Path) -> list[Row]:
    """Public posts, scams among them, of the part that no head has learnt from."""
    path = data / POSTS
    if not path.exists():
        return []
    with path.open(encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    return [
        replace(_row(str(each["text"])), attack="yes" if str(each["label"]) == "1" else "no")
        for each in records
    ]


def _ordinary(data: Path) -> list[Row]:
    found: list[Row] = []
    luck = random.Random(SEED)  # noqa: S311 - a sample, not a secret
    for name, most in ORDINARY:
        path = data / name
        if not path.exists():
            continue
        with path.open(encoding="utf-8") as lines:
            records = [json.loads(line) for line in lines]
        texts = [str(each["text"]) for each in records if _harmless(name, each)]
        found += [_row(text) for text in luck.sample(texts, min(most, len(texts)))]
    return found


def _harmless(name: str, record: dict[str, Any]) -> bool:
    return not name.startswith("scam/") or str(record.get("label")) in HARMLESS


def _row(text: str) -> Row:
    return Row(
        text=text, lang="", intent="", urgency="", sentiment="", stance="none", risk="", attack="no"
    )


def main() -> None:
    """Fit, write `models/risk.toml`, print what came of it."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--corpus", type=Path, default=Path("models/corpus"))
    asked.add_argument("--data", type=Path, default=None)
    asked.add_argument("--output", type=Path, default=FILE)
    given = asked.parse_args()
    model = fit(given.corpus, given.data)
    why = "Fitted by `python -m training.risk` on models/corpus/calibration; see its docstring."
    save_risk(model, given.output, why)
    text = card(replace(full_brain(Places(corpus=given.corpus)), risk=model), given.corpus, model)
    given.output.with_suffix(".md").write_text(text, "utf-8")
    print(text)  # noqa: T201 - what a person ran it for


if __name__ == "__main__":
    main()
