"""The expert that compares wording: n-grams weighed by rarity, and a support vector machine.

Words give themselves and pairs; their characters runs of 2 to 5. A Han or kana character counts
as a word, and a stretch of them as a long word, so those scripts get character runs of 1 to 5.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.exceptions import ConvergenceWarning
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.svm import LinearSVC

from core.triage.text import TOKEN, normalise, without_addresses

# With few classes each is a crowd of ways to say it, and a soft margin reads crowds better.
_FEW_CLASSES = 8
_STRENGTHS_OF_FEW, _STRENGTHS = (0.03, 0.1, 0.3), (0.3, 1.0)
# From so many texts on, n-grams of fewer texts than this are left out.
_RARE = ((20_000, 4), (2_000, 2), (0, 1))
# Texts times classes: beyond, one strength is fitted instead of several; and coarser still.
_MUCH, _VERY_MUCH = 1_000_000, 4_000_000
# What a class scores that no training text of a fold has.
_ABSENT = -2.0

Floats = NDArray[np.float32]
Folds = Sequence[NDArray[np.int64]]
Matrix = Any


class Wording:
    """Texts as sparse rows of length one."""

    def __init__(self, texts: Sequence[str]) -> None:
        least = next(least for count, least in _RARE if len(texts) >= count)
        how = {"lowercase": False, "sublinear_tf": True, "min_df": least, "dtype": np.float32}
        self._parts = (
            TfidfVectorizer(tokenizer=TOKEN.findall, token_pattern=None, ngram_range=(1, 2), **how),
            TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), **how),
        )
        # A text without a word still has its edges, so no vocabulary is ever empty.
        plain = [_plain(text) for text in texts]
        for part in self._parts:
            part.fit(plain)

    def __call__(self, texts: Sequence[str]) -> Matrix:
        plain = [_plain(text) for text in texts]
        return sparse.hstack([part.transform(plain) for part in self._parts]).tocsr()


@dataclass(frozen=True, slots=True)
class Words:
    """A fitted expert; `held_out` are its scores of each training text by a fit without it."""

    wording: Wording
    weights: Floats
    bias: Floats
    held_out: Floats

    def scores(self, texts: Sequence[str]) -> Floats:
        """(texts, classes), above 0 for the classes that the wording speaks for."""
        return np.asarray(self.wording(texts) @ self.weights + self.bias, dtype=np.float32)


def fit_words(
    texts: Sequence[str], answers: NDArray[np.int64], folds: Folds, *, seed: int
) -> Words:
    """The strength that names held-out texts best, then a fit on everything."""
    wording = Wording(texts)
    matrix = wording(texts)
    classes = int(answers.max()) + 1
    strengths = _STRENGTHS_OF_FEW if classes <= _FEW_CLASSES else _STRENGTHS
    best, most, held_out = strengths[0], -1.0, np.zeros((len(texts), classes), dtype=np.float32)
    for strength in strengths if len(texts) * classes <= _MUCH else strengths[-1:]:
        found = np.zeros_like(held_out)
        for part in folds:
            rest = np.setdiff1d(np.arange(len(texts)), part)
            weights, bias = _fit(matrix[rest], answers[rest], classes, (strength, seed))
            found[part] = matrix[part] @ weights + bias
        right = float((found.argmax(axis=1) == answers).mean())
        if right > most:
            best, most, held_out = strength, right, found
    weights, bias = _fit(matrix, answers, classes, (best, seed))
    return Words(wording, weights, bias, held_out)


def _plain(text: str) -> str:
    return f"{normalise(without_addresses(text))} ."


def _fit(
    matrix: Matrix, answers: NDArray[np.int64], classes: int, how: tuple[float, int]
) -> tuple[Floats, Floats]:
    """One class against the rest, (grams, classes) and (classes,)."""
    weights = np.zeros((matrix.shape[1], classes), dtype=np.float32)
    bias = np.full(classes, _ABSENT, dtype=np.float32)
    met = np.unique(answers)
    if len(met) == 1:
        bias[met] = -_ABSENT
        return weights, bias
    coarse = matrix.shape[0] * classes > _VERY_MUCH
    machine = LinearSVC(C=how[0], tol=0.1 if coarse else 0.01, max_iter=300, random_state=how[1])
    with warnings.catch_warnings():
        # The last digits of a separating plane do not change who is right.
        warnings.simplefilter("ignore", ConvergenceWarning)
        machine.fit(matrix, answers)
    planes, offsets = machine.coef_, machine.intercept_
    if len(met) == 2:
        planes, offsets = np.vstack([-planes, planes]), np.concatenate([-offsets, offsets])
    weights[:, met], bias[met] = planes.T, offsets
    return weights, bias
