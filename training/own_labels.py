"""Fits an operator's own label to his examples, and measures it before anybody relies on it.

Two experts, as in `training.probe`: meaning (the encoder's vectors) and wording (the n-grams of the
linear stage), weighed on folds that neither has seen. Thresholds too are measured on folds that
had no part in choosing them.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_limits

from core.errors import ConfigError
from core.triage.own import NO, VERSION, YES
from core.triage.reading import read
from core.triage.secrets import mask
from core.triage.text import for_encoder
from training.own_measures import Measured, measure, silent, thresholds_of
from training.probe import folds_of
from training.probe_fuse import fuse
from training.probe_kernel import Kernel, fit_kernel
from training.vectors import Vectors

FEWEST = 8
SEED = 7
_STRENGTHS = (1.0, 10.0)
# Weights of wording and meaning where there are too few texts to measure them.
_USUAL = (1.0, 5.0)

Floats = NDArray[np.float32]
Answers = NDArray[np.int64]
Folds = Sequence[NDArray[np.int64]]
Encode = Callable[[Sequence[str]], Floats]


@dataclass(frozen=True, slots=True)
class Lines:
    """Labelled texts, secrets covered, each once."""

    texts: tuple[str, ...]
    labels: tuple[str, ...]

    @property
    def counts(self) -> Counter[str]:
        return Counter(self.labels)


@dataclass(frozen=True, slots=True)
class Fitted:
    """A head's arrays as `core.triage.own` documents them, and what was measured."""

    arrays: dict[str, NDArray[Any]]
    measured: Measured


@dataclass(frozen=True, slots=True)
class _Wording:
    """Linear weights on n-grams; `held_out` are the scores by fits without each text."""

    weights: Floats
    bias: Floats
    held_out: Floats


def read_examples(path: Path) -> Lines:
    """Lines of {"text", "label"}; ConfigError when they are too few or cannot be read."""
    try:
        written = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: {getattr(error, 'strerror', None) or error}") from None
    found: dict[str, str] = {}
    for number, line in enumerate(written, start=1):
        if line.strip():
            text, label = _pair(line, f"{path} line {number}")
            found[text] = label
    lines = Lines(tuple(found), tuple(found.values()))
    _check(lines, path)
    return lines


def fit(lines: Lines, encode: Encode, encoder: str, least: float) -> Fitted:
    """Fit and measure; the same every time. `encoder` is the name kept beside the weights."""
    names, answers = np.unique(np.asarray(lines.labels), return_inverse=True)
    folds = folds_of(answers, SEED)
    meaning = fit_kernel(
        encode([for_encoder(read(text).raw) for text in lines.texts]), answers, folds, seed=SEED
    )
    vectors = Vectors.of(lines.texts)
    rows = np.flatnonzero(vectors.idf > 0)
    wording = _fit_wording(vectors.corpus[:, rows], answers, folds)
    fusion = fuse([wording.held_out, meaning.held_out], answers, _USUAL)
    shares = np.exp(fusion.logs([wording.held_out, meaning.held_out]))
    labels = tuple(map(str, names))
    thresholds = thresholds_of(shares, answers, silent(labels), least)
    measured = measure(labels, thresholds, (shares, answers, folds), least)
    about = {
        "version": np.array([VERSION]),
        "encoder": np.array([encoder]),
        "labels": np.array(labels),
        "threshold": np.array(thresholds, dtype=np.float32),
        "mix": np.asarray(fusion.weights, dtype=np.float32),
        "measured": np.frombuffer(json.dumps(asdict(measured)).encode(), dtype=np.uint8),
    }
    words = _words_of(wording, rows, vectors.idf[rows])
    return Fitted({**about, **words, **_meaning_of(meaning)}, measured)


def _pair(line: str, where: str) -> tuple[str, str]:
    try:
        record = json.loads(line)
        text, label = record["text"], record["label"]
    except (ValueError, TypeError, KeyError):
        raise ConfigError(f'{where}: not of the form {{"text": "…", "label": "…"}}') from None
    if isinstance(label, bool):
        label = YES if label else NO
    if not (isinstance(text, str) and text.strip() and isinstance(label, str) and label.strip()):
        raise ConfigError(f"{where}: 'text' and 'label' must be texts that are not empty")
    return mask(text.strip()).text, label.strip()


def _check(lines: Lines, path: Path) -> None:
    counts = lines.counts
    if len(counts) < 2:
        raise ConfigError(
            f"{path}: examples of at least two labels are needed, also of what is not meant "
            f'("label": "{NO}")'
        )
    few = {label: count for label, count in counts.items() if count < FEWEST}
    if few:
        told = ", ".join(f"'{label}' has {count}" for label, count in sorted(few.items()))
        raise ConfigError(f"{path}: {told} examples; at least {FEWEST} of each label are needed")


def _fit_wording(matrix: Any, answers: Answers, folds: Folds) -> _Wording:
    """The strength that explains held-out folds best, then a fit on everything."""
    best, least, held_out = _STRENGTHS[0], np.inf, np.zeros((len(answers), 0), dtype=np.float32)
    for strength in _STRENGTHS:
        found = np.zeros((len(answers), int(answers.max()) + 1), dtype=np.float32)
        for part in folds:
            rest = np.setdiff1d(np.arange(len(answers)), part)
            weights, bias = _logistic(matrix[rest], answers[rest], strength)
            found[part] = matrix[part] @ weights + bias
        grown = np.exp(found - found.max(axis=1, keepdims=True))
        shares = grown[np.arange(len(answers)), answers] / grown.sum(axis=1)
        loss = float(-np.log(shares).mean())
        if loss < least:
            best, least, held_out = strength, loss, found
    return _Wording(*_logistic(matrix, answers, best), held_out)


def _logistic(matrix: Any, answers: Answers, strength: float) -> tuple[Floats, Floats]:
    """(grams, labels) and (labels,): one score a label."""
    machine = LogisticRegression(C=strength, class_weight="balanced", max_iter=500)
    # Threads cost more than they bring on so few rows, and change the last digits.
    with threadpool_limits(1):
        machine.fit(matrix, answers)
    planes, offsets = machine.coef_, machine.intercept_
    if len(planes) == 1:
        planes, offsets = np.vstack([-planes, planes]) / 2, np.concatenate([-offsets, offsets]) / 2
    return planes.T.astype(np.float32), offsets.astype(np.float32)


def _words_of(wording: _Wording, rows: NDArray[np.int64], idf: Floats) -> dict[str, NDArray[Any]]:
    return {
        "rows": rows.astype(np.int32),
        "wording": wording.weights * idf[:, None],
        "norm": idf**2,
        "bias": wording.bias,
    }


def _meaning_of(kernel: Kernel) -> dict[str, NDArray[Any]]:
    return {
        "middle": kernel.scale.middle.astype(np.float32),
        "spread": kernel.scale.spread.astype(np.float32),
        "landmarks": kernel.landmarks.astype(np.float16),
        "meaning": np.asarray(kernel.weights, dtype=np.float32),
        "share": np.asarray(kernel.share, dtype=np.float32),
    }
