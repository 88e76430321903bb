"""How well an operator's own label would do: thresholds, and what comes of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.triage.own import NEVER, NO, YES

_NOT_ANSWERED = -1

Answers = NDArray[np.int64]
Folds = Sequence[NDArray[np.int64]]


@dataclass(frozen=True, slots=True)
class Share:
    """A share that was counted: `hits` of `all`."""

    hits: int
    all: int

    @property
    def value(self) -> float:
        return self.hits / self.all if self.all else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Where the true share lies with 95 % probability (Wilson)."""
        if not self.all:
            return 0.0, 1.0
        z, n, p = 1.96, self.all, self.value
        middle, spread = p + z * z / (2 * n), z * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
        low, high = (middle - spread) / (1 + z * z / n), (middle + spread) / (1 + z * z / n)
        return max(0.0, low), min(1.0, high)


@dataclass(frozen=True, slots=True)
class Figures:
    """One label on texts that the fit had not seen; `threshold` above 1: it is never given."""

    label: str
    examples: int
    threshold: float
    precision: Share
    recall: Share


@dataclass(frozen=True, slots=True)
class Measured:
    """What to expect of a label; `coverage` is the share of texts that get any."""

    examples: int
    folds: int
    precision: Share
    coverage: Share
    labels: tuple[Figures, ...]

    def refusal(self, least: float) -> str:
        """Why this label must not be switched on; empty when it may."""
        if not self.precision.all:
            return "it is never sure enough to be given; more examples may help"
        if self.precision.value < least:
            return (
                f"its precision is {self.precision.value:.2f}, least_precision is {least:g}; "
                "more or clearer examples may help"
            )
        return ""


def measure(
    labels: Sequence[str],
    thresholds: Sequence[float],
    seen: tuple[NDArray[Any], Answers, Folds],
    least: float,
) -> Measured:
    """What the shares of held-out texts, their answers and folds come to at these thresholds."""
    shares, answers, folds = seen
    given = _given(shares, answers, folds, (silent(labels), least))
    named = given != _NOT_ANSWERED
    right = given == answers
    figures = tuple(
        Figures(
            label=label,
            examples=int((answers == place).sum()),
            threshold=thresholds[place],
            precision=Share(int(right[given == place].sum()), int((given == place).sum())),
            recall=Share(int(right[answers == place].sum()), int((answers == place).sum())),
        )
        for place, label in enumerate(labels)
        if place not in silent(labels)
    )
    total = Share(int(right.sum()), int(named.sum()))
    return Measured(len(answers), len(folds), total, Share(int(named.sum()), len(answers)), figures)


def silent(labels: Sequence[str]) -> frozenset[int]:
    """The label that only says that the other is not meant."""
    return frozenset({labels.index(NO)}) if set(labels) == {YES, NO} else frozenset()


def thresholds_of(
    shares: NDArray[Any], answers: Answers, silent: frozenset[int], least: float
) -> list[float]:
    """For each label the lowest share from which on it is right often enough.

    One imagined mistake is counted among few, so that three lucky hits are no proof.
    """
    named = shares.argmax(axis=1)
    found = []
    for label in range(shares.shape[1]):
        here = np.flatnonzero(named == label)
        here = here[np.argsort(-shares[here, label], kind="stable")]
        hits = np.cumsum(answers[here] == label)
        good = np.flatnonzero((hits + 1) / (np.arange(1, len(here) + 1) + 2) >= least)
        sure = len(good) and label not in silent
        found.append(float(shares[here[good[-1]], label]) if sure else NEVER)
    return found


def _given(
    shares: NDArray[Any], answers: Answers, folds: Folds, how: tuple[frozenset[int], float]
) -> Answers:
    """The label given to each text at thresholds that its fold had no part in."""
    given = np.full(len(answers), _NOT_ANSWERED)
    for part in folds:
        rest = np.setdiff1d(np.arange(len(answers)), part)
        thresholds = np.array(thresholds_of(shares[rest], answers[rest], *how))
        best = shares[part].argmax(axis=1)
        sure = shares[part, best] >= thresholds[best]
        given[part[sure]] = best[sure]
    return given
