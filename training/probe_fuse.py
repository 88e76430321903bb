"""Joins experts into one probability for each class, on texts that they have not seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import log_softmax

# How much the logs of rare classes are raised when one class has to be named.
_LEANS = (0.0, 0.25, 0.5, 0.75, 1.0, 1.25)
# Twenty rows are too few to measure weights: the usual ones count as this many texts.
_TETHER = 0.3

Floats = NDArray[np.float32]
Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Fusion:
    """`weights` has one number an expert, temperature included; `prior` and `lean` one a class."""

    weights: Numbers
    prior: Numbers
    lean: Numbers

    def logs(self, scores: Sequence[Floats]) -> Numbers:
        """Logs of calibrated probabilities, (texts, classes)."""
        return _logs(self.weights, scores, self.prior)

    def choose(self, logs: Numbers) -> tuple[NDArray[np.int64], Numbers]:
        """The class to name for each text, and how likely it is right."""
        chosen = (logs + self.lean).argmax(axis=1)
        return chosen, np.exp(logs[np.arange(len(logs)), chosen])


def fuse(
    scores: Sequence[Floats],
    answers: NDArray[np.int64],
    usual: Sequence[float],
    *,
    priors: bool = False,
) -> Fusion:
    """Weights that make the held-out answers likeliest, and the lean that names them best.

    With `priors` the frequency of a class counts as one more expert, where it helps. The lean
    serves accuracy and macro recall alike: a rare class counts as much as a frequent one as long
    as that does not cost more right answers than it wins.
    """
    rarity = np.log(np.bincount(answers, minlength=scores[0].shape[1]) / len(answers))
    start = np.concatenate([np.log(usual), [0.0]])
    rows = np.arange(len(answers))

    def loss(found: Numbers) -> float:
        logs = _logs(np.exp(found[:-1]), scores, found[-1] * rarity)
        pull = _TETHER / len(answers) * float(np.square(found - start).sum())
        return pull - float(logs[rows, answers].mean())

    bounds = [(-6.0, 5.0)] * len(usual) + [(-2.0, 2.0) if priors else (0.0, 0.0)]
    found = minimize(loss, start, method="L-BFGS-B", bounds=bounds).x
    weights, prior = np.exp(found[:-1]), found[-1] * rarity
    logs = _logs(weights, scores, prior)
    leans = [-lean * rarity for lean in _LEANS]
    return Fusion(weights, prior, max(leans, key=lambda lean: _merit(logs + lean, answers)))


def _logs(weights: Numbers, scores: Sequence[Floats], prior: Numbers) -> Numbers:
    joined = sum(weight * each for weight, each in zip(weights, scores, strict=True))
    return np.asarray(log_softmax(joined + prior, axis=1), dtype=np.float64)


def _merit(logs: Numbers, answers: NDArray[np.int64]) -> float:
    right = logs.argmax(axis=1) == answers
    counts = np.bincount(answers)
    met = counts > 0
    recalls = np.bincount(answers, weights=right)[met] / counts[met]
    return float(right.mean() + recalls.mean())
