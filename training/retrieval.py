"""Fits how sure the desk is that an article answers, and the layer that ships with the knowledge.

    python -m training.retrieval

Every question is judged by a layer that was fitted without it (folds), every line of the
calibration corpus that asks for nothing counts as one that no article answers. Writes
`models/retrieval.toml` and `models/encoder/articles.npz`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from app.brain import build_reader
from app.commands.lines import progress
from app.knowledge.retrieval import SHIPPED, SURENESS, key_of, save, vectors_of
from app.knowledge.retrieval_fit import fit_dense
from core.reply.asked import Asked
from core.reply.library import Library
from core.reply.sureness import Evidence, Sureness
from core.settings import Settings
from core.types import Labels
from core.understand import Reader
from training.corpus import Row, read_calibration
from training.score import question_of

FOLDS = 3
CORPUS = Path("models/corpus")
_IDLE = frozenset({"chatter", "praise", "spam"})
_FLAT = Sureness({}, 0.0)
_UNKNOWN = dict.fromkeys(("intent", "urgency", "sentiment", "stance", "risk"), "")


def main() -> None:
    """Fit both and write them."""
    reader = build_reader(Settings())
    asked, second = reader.library.asked, reader.brain.second
    if second is None:
        raise SystemExit("retrieval is fitted with the encoder, and there is none")
    with progress("read questions", len(asked)) as bar:
        vectors = vectors_of([each.text for each in asked], second.encoder, bar)
    dense = fit_dense(asked, vectors, second.encoder.name)
    save(dense, key_of(asked, second.encoder.name), SHIPPED)
    seen, right = _held_out(reader, vectors)
    knowing = Reader(reader.brain, reader.library.understanding(dense, _FLAT))
    idle, wrong = _idle(knowing)
    sureness = fit_sureness([*seen, *idle], [*right, *wrong])
    write(sureness, SURENESS, f"{len(seen)} questions held out, {len(idle)} lines that ask nothing")


def fit_sureness(seen: Sequence[Evidence], right: Sequence[bool]) -> Sureness:
    """Weights by logistic regression; raises ValueError when all are right or all wrong."""
    rows = np.array([astuple(each) for each in seen])
    spread = np.maximum(rows.std(axis=0), 1e-6)
    fit = LogisticRegression(C=1.0, max_iter=1000).fit(rows / spread, right)
    weights = dict(zip(Evidence.__slots__, (fit.coef_[0] / spread).tolist(), strict=True))
    return Sureness(weights, float(fit.intercept_[0]))


def write(sureness: Sureness, path: Path, why: str) -> None:
    """The file that `app/knowledge/retrieval.py` reads; `why` stands on top."""
    lines = [
        f"# How sure the desk is of an article; fitted on {why}.",
        f"bias = {sureness.bias:.4f}",
    ]
    lines += ["", "[weights]", *(f"{k} = {v:.4f}" for k, v in sureness.weights.items())]
    path.write_text("\n".join(lines) + "\n", "utf-8")


def _held_out(reader: Reader, vectors: NDArray[np.float32]) -> tuple[list[Evidence], list[bool]]:
    """The evidence for every question from a library that does not know it."""
    asked = reader.library.asked
    labels = _labels(reader, [each.text for each in asked])
    fold = np.random.default_rng(1).integers(0, FOLDS, len(asked))
    seen: list[Evidence] = []
    right: list[bool] = []
    with progress("hold out", FOLDS) as bar:
        for number in range(FOLDS):
            kept, held = np.flatnonzero(fold != number), np.flatnonzero(fold == number)
            library = _without(reader.library, [asked[each] for each in kept], vectors[kept])
            for place in held:
                found = library.find(asked[place].text, labels[place], vectors[place])
                if found is not None and found.evidence is not None:
                    seen.append(found.evidence)
                    right.append(found.article == asked[place].article)
            bar()
    return seen, right


def _without(library: Library, asked: Sequence[Asked], vectors: NDArray[np.float32]) -> Library:
    bare = library.knowing(asked)
    return bare.understanding(fit_dense(asked, vectors, "held out"), _FLAT)


def _idle(reader: Reader) -> tuple[list[Evidence], list[bool]]:
    rows = [row for row in read_calibration(CORPUS) if row.intent in _IDLE]
    seen: list[Evidence] = []
    for row, labels in zip(rows, _labels(reader, [row.text for row in rows]), strict=True):
        found = reader.find(row.text, labels)
        if found is not None and found.evidence is not None:
            seen.append(found.evidence)
    return seen, [False] * len(seen)


def _labels(reader: Reader, texts: Sequence[str]) -> list[Labels]:
    rows = [Row(text=text, lang="", **_UNKNOWN) for text in texts]
    return [each.labels for each in reader.brain.assess_many([question_of(row) for row in rows])]


if __name__ == "__main__":
    main()
