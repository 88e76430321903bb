"""How well answers agree with labels: pure functions over arrays, shares in 0..1.

`wanted` and `given` are equally long arrays of codes; `sure` are confidences in 0..1 and `right`
whether each answer was right. A measure of nothing is 0, except a least bound on nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

BINS = 15
# Standard normal quantile of a two-sided 95 % interval.
_Z95 = 1.959964

Numbers = NDArray[Any]


def accuracy(wanted: ArrayLike, given: ArrayLike) -> float:
    """The share of answers that agree with their label."""
    right = np.asarray(wanted) == np.asarray(given)
    return float(right.mean()) if right.size else 0.0


def recall(wanted: ArrayLike, given: ArrayLike, code: Any) -> float:
    """Of the texts labelled `code`, the share that was given it."""
    labels, answers = np.asarray(wanted), np.asarray(given)
    return _share((labels == code) & (answers == code), labels == code)


def precision(wanted: ArrayLike, given: ArrayLike, code: Any) -> float:
    """Of the texts given `code`, the share that is labelled so."""
    return recall(given, wanted, code)


def f1(wanted: ArrayLike, given: ArrayLike, code: Any) -> float:
    """Harmonic mean of precision and recall of one code."""
    labels, answers = np.asarray(wanted) == code, np.asarray(given) == code
    named = labels.sum() + answers.sum()
    return float(2 * (labels & answers).sum() / named) if named else 0.0


def macro_recall(wanted: ArrayLike, given: ArrayLike) -> float:
    """The mean recall of the codes that stand in the labels, each counting the same."""
    return _mean([recall(wanted, given, code) for code in np.unique(np.asarray(wanted))])


def macro_f1(wanted: ArrayLike, given: ArrayLike) -> float:
    """The mean F1 of the codes that stand in the labels, each counting the same."""
    return _mean([f1(wanted, given, code) for code in np.unique(np.asarray(wanted))])


def confusion(wanted: Sequence[str], given: Sequence[str], codes: Sequence[str]) -> Numbers:
    """Counts, (labels, answers); what is in no code is left out."""
    place = {code: number for number, code in enumerate(codes)}
    counts = np.zeros((len(codes), len(codes)), dtype=np.int64)
    for label, answer in zip(wanted, given, strict=True):
        if label in place and answer in place:
            counts[place[label], place[answer]] += 1
    return counts


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """Answers of about the same confidence: how sure they were, and how often right."""

    low: float
    high: float
    count: int
    sure: float
    right: float


def reliability(sure: ArrayLike, right: ArrayLike, bins: int = BINS) -> list[Bin]:
    """Equally wide bins of confidence, empty ones left out."""
    confidence, hits = np.asarray(sure, dtype=float), np.asarray(right, dtype=float)
    place = np.clip((confidence * bins).astype(int), 0, bins - 1)
    return [
        Bin(
            low=float(each / bins),
            high=float((each + 1) / bins),
            count=int((place == each).sum()),
            sure=float(confidence[place == each].mean()),
            right=float(hits[place == each].mean()),
        )
        for each in np.unique(place)
    ]


def calibration_error(sure: ArrayLike, right: ArrayLike, bins: int = BINS) -> float:
    """Expected calibration error: the mean gap between confidence and accuracy, by bin size."""
    found = reliability(sure, right, bins)
    total = sum(each.count for each in found)
    return sum(each.count * abs(each.sure - each.right) for each in found) / max(1, total)


def wilson(hits: int, total: int) -> tuple[float, float]:
    """95 % score interval of a share (E. B. Wilson, 1927); (0, 1) when nothing was counted."""
    if total == 0:
        return 0.0, 1.0
    share, spread = hits / total, _Z95**2 / total
    middle = share + spread / 2
    half = _Z95 * sqrt(share * (1 - share) / total + spread / (4 * total))
    low, high = (middle - half) / (1 + spread), (middle + half) / (1 + spread)
    return max(0.0, low), min(1.0, high)


def coverage_curve(sure: ArrayLike, right: ArrayLike) -> tuple[Numbers, Numbers]:
    """(coverage, accuracy) when only the surest k texts are answered, for k = 1 … all.

    Texts of one confidence cannot be told apart, so they come in together: at each of them the
    accuracy is that of the whole group and all before it.
    """
    confidence, hits = np.asarray(sure, dtype=float), np.asarray(right, dtype=float)
    order: Numbers = np.argsort(-confidence, kind="stable")
    ranked: Numbers = confidence[order]
    total = len(confidence)
    last = np.searchsorted(-ranked, -ranked, side="right")
    answered = np.arange(1, total + 1) / max(1, total)
    return answered, np.cumsum(hits[order])[last - 1] / last if total else hits


def accuracy_at(sure: ArrayLike, right: ArrayLike, coverage: float) -> float:
    """Accuracy over the surest `coverage` of all texts."""
    answered, accurate = coverage_curve(sure, right)
    enough = accurate[answered >= coverage - 1e-9]
    return float(enough[0]) if len(enough) else 0.0


def widest_coverage(sure: ArrayLike, right: ArrayLike, least: float) -> float:
    """The largest share of texts that can be answered at an accuracy of at least `least`."""
    answered, accurate = coverage_curve(sure, right)
    fits = answered[accurate >= least]
    return float(fits.max()) if len(fits) else 0.0


def _share(hits: Numbers, among: Numbers) -> float:
    return float(hits.sum() / among.sum()) if among.any() else 0.0


def _mean(values: Sequence[float]) -> float:
    return float(np.mean(values)) if values else 0.0
