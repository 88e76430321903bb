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
_TETHER = 2.0

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Fusion:
    """`weights` has one number an expert, temperature included; `lean` one a class."""

    weights: NDArray[np.float64]
    lean: NDArray[np.float64]

    def logs(self, scores: Sequence[Floats]) -> NDArray[np.float64]:
        """Logs of calibrated probabilities, (texts, classes)."""
        return _logs(self.weights, scores)

    def choose(self, logs: NDArray[np.float64]) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """The class to name for each text, and how likely it is right."""
        chosen = (logs + self.lean).argmax(axis=1)
        return chosen, np.exp(logs[np.arange(len(logs)), chosen])


def fuse(
    scores: Sequence[Floats], answers: NDArray[np.int64], usual: Sequence[float]
) -> Fusion:
    """Weights that make the held-out answers likeliest, and the lean that names them best.

    The lean serves accuracy and macro recall alike: a rare class counts as much as a frequent one
    as long as that does not cost more right answers than it wins.
    """
    start = np.log(np.asarray(usual))

    def loss(logs_of_weights: NDArray[np.float64]) -> float:
        logs = _logs(np.exp(logs_of_weights), scores)
        pull = _TETHER / len(answers) * float(np.square(logs_of_weights - start).sum())
        return pull - float(logs[np.arange(len(answers)), answers].mean())

    weights = np.exp(minimize(loss, start, method="L-BFGS-B", bounds=[(-6.0, 5.0)] * len(start)).x)
    logs = _logs(weights, scores)
    share = np.bincount(answers, minlength=logs.shape[1]) / len(answers)
    tried = [-lean * np.log(share) for lean in _LEANS]
    return Fusion(weights, max(tried, key=lambda lean: _merit(logs + lean, answers)))


def _logs(weights: NDArray[np.float64], scores: Sequence[Floats]) -> NDArray[np.float64]:
    joined = sum(weight * each for weight, each in zip(weights, scores, strict=True))
    return np.asarray(log_softmax(joined, axis=1), dtype=np.float64)


def _merit(logs: NDArray[np.float64], answers: NDArray[np.int64]) -> float:
    right = logs.argmax(axis=1) == answers
    counts = np.bincount(answers)
    met = counts > 0
    recalls = np.bincount(answers, weights=right)[met] / counts[met]
    return float(right.mean() + recalls.mean())
