"""The expert that compares meanings: kernel ridge regression on encoder vectors.

Each class is learnt as a smooth function of the vector: 1 on its own texts, 0 on others. A
Gaussian kernel separates what a flat cut through the vectors cannot: with few and with many
classes it beat logistic and support vector heads on the same vectors by one to two points.
Beyond `LANDMARKS` texts the kernel is spanned by a sample of them (Nystroem).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import linalg

LANDMARKS = 6144
# Texts times landmarks: what is held in memory, 0.8 GB.
_MOST_NUMBERS = 200_000_000
_RIDGES = (0.03, 0.1, 0.3, 1.0)
_WIDTH = 1.0
# Keeps the kernel of near-duplicates invertible in single precision.
_JITTER = 3e-4
_BLOCK = 8192

Floats = NDArray[np.float32]
Folds = Sequence[NDArray[np.int64]]


@dataclass(frozen=True, slots=True)
class Scale:
    """Every dimension centred and evenly spread, then each vector of length one."""

    middle: Floats
    spread: Floats

    @classmethod
    def of(cls, vectors: Floats) -> Scale:
        return cls(vectors.mean(axis=0), vectors.std(axis=0) + np.float32(1e-6))

    def __call__(self, vectors: Floats) -> Floats:
        flat = (vectors - self.middle) / self.spread
        length = np.linalg.norm(flat, axis=1, keepdims=True)
        return np.asarray(flat / np.maximum(length, 1e-9), dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Kernel:
    """A fitted expert; `held_out` are its scores of each training text by a fit without it."""

    scale: Scale
    landmarks: Floats
    weights: NDArray[Any]
    share: Floats
    held_out: Floats

    def scores(self, vectors: Floats) -> Floats:
        """(texts, classes), about 1 for the right class and 0 for the others."""
        found = [
            _kernel(self.scale(vectors[start : start + _BLOCK]), self.landmarks) @ self.weights
            for start in range(0, len(vectors), _BLOCK)
        ]
        return np.asarray(np.concatenate(found) + self.share, dtype=np.float32)


def fit_kernel(vectors: Floats, answers: NDArray[np.int64], folds: Folds, *, seed: int) -> Kernel:
    """The ridge that explains held-out folds best, then a fit on everything."""
    scale = Scale.of(vectors)
    even = scale(vectors)
    many = min(LANDMARKS, max(1, _MOST_NUMBERS // len(even)))
    chosen = np.random.default_rng(seed).permutation(len(even))[:many]
    landmarks = even[np.sort(chosen)]
    root = _inverse_root(landmarks)
    features = np.empty((len(even), len(landmarks)), dtype=np.float32)
    for start in range(0, len(even), _BLOCK):
        features[start : start + _BLOCK] = _kernel(even[start : start + _BLOCK], landmarks) @ root
    wanted = np.eye(int(answers.max()) + 1, dtype=np.float32)[answers]
    share = wanted.mean(axis=0)
    weights, held_out = _ridge(features, wanted - share, folds)
    return Kernel(scale, landmarks, root @ weights, share, held_out + share)


def _kernel(one: Floats, other: Floats) -> Floats:
    """exp(-width * squared distance) of vectors of length one."""
    found = one @ other.T
    found -= 1
    found *= 2 * _WIDTH
    np.exp(found, out=found)
    return found


def _inverse_root(landmarks: Floats) -> Floats:
    """R with K R = F such that F F' is the kernel; K that of `landmarks`."""
    between = _kernel(landmarks, landmarks)
    between[np.diag_indices_from(between)] += _JITTER
    lower = linalg.cholesky(between, lower=True, overwrite_a=True, check_finite=False)
    identity = np.eye(len(lower), dtype=np.float32)
    return np.asarray(linalg.solve_triangular(lower, identity, lower=True, check_finite=False).T)


def _ridge(features: Floats, wanted: Floats, folds: Folds) -> tuple[Floats, Floats]:
    """Weights of the best ridge on all rows, and its scores of every row when held out."""
    squares = [features[part].T @ features[part] for part in folds]
    sides = [features[part].T @ wanted[part] for part in folds]
    square, side = np.sum(squares, axis=0), np.sum(sides, axis=0)
    best, least, held_out = _RIDGES[0], np.inf, wanted
    for ridge in _RIDGES:
        found = np.zeros_like(wanted)
        for part, its_square, its_side in zip(folds, squares, sides, strict=True):
            found[part] = features[part] @ _solve(square - its_square, side - its_side, ridge)
        loss = float(np.square(found - wanted).sum())
        if loss < least:
            best, least, held_out = ridge, loss, found
    return _solve(square, side, best), held_out


def _solve(square: Floats, side: Floats, ridge: float) -> Floats:
    square = square.copy()
    square[np.diag_indices_from(square)] += ridge
    return np.asarray(
        linalg.solve(square, side, assume_a="pos", overwrite_a=True, check_finite=False)
    )
