"""Fits the standard encoder and the wording of texts to anybody's labels: `skerry probe`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from training.probe_fuse import Fusion, fuse
from training.probe_kernel import Kernel, fit_kernel
from training.probe_rows import Label
from training.probe_vectors import Encode
from training.probe_words import Words, fit_words

Floats = NDArray[np.float32]

SEED = 7
_FOLDS = 5
# More folds for few texts: a fit that lacks a fifth of twenty says little about one on all.
_FEW, _FOLDS_OF_FEW = 400, 10
# Weights of the experts where there are too few texts to measure them.
_USUAL_OF_WORDS, _USUAL_OF_KERNEL = 2.0, (3.0, 1.0)
# A score that is no share of 1 any more has no log: it counts as this much.
_LEAST_SHARE = 0.02


@dataclass(frozen=True, slots=True)
class Answer:
    """One text's label, and how likely it is right."""

    label: Label
    confidence: float


@dataclass(frozen=True, slots=True)
class Probe:
    """A fitted classifier of texts; without an encoder the wording decides alone."""

    labels: tuple[Label, ...]
    words: Words
    kernel: Kernel | None
    fusion: Fusion
    encode: Encode | None

    def answer(self, texts: Sequence[str]) -> list[Answer]:
        """One answer a text, in order."""
        if not texts:
            return []
        scores = [self.words.scores(texts)]
        if self.kernel is not None and self.encode is not None:
            scores += _both_ways(self.kernel.scores(self.encode(texts)))
        chosen, confidence = self.fusion.choose(self.fusion.logs(scores))
        return [
            Answer(self.labels[place], sure)
            for place, sure in zip(chosen.tolist(), confidence.tolist(), strict=True)
        ]


def fit(
    texts: Sequence[str], labels: Sequence[Label], encode: Encode | None, *, seed: int = SEED
) -> Probe:
    """Fit both experts, then weigh them on folds that neither has seen; the same every time."""
    known = tuple(sorted(set(labels), key=lambda label: (isinstance(label, str), label)))
    place = {label: number for number, label in enumerate(known)}
    answers = np.array([place[label] for label in labels], dtype=np.int64)
    folds = folds_of(answers, seed)
    words = fit_words(texts, answers, folds, seed=seed)
    held_out, usual = [words.held_out], [_USUAL_OF_WORDS]
    kernel = None
    if encode is not None:
        kernel = fit_kernel(encode(texts), answers, folds, seed=seed)
        held_out += _both_ways(kernel.held_out)
        usual += _USUAL_OF_KERNEL
    fusion = fuse(held_out, answers, usual, priors=True)
    return Probe(known, words, kernel, fusion, encode)


def _both_ways(shares: Floats) -> list[Floats]:
    """Shares and their logs: the mixture of both is calibrated at either end."""
    return [shares, np.log(np.clip(shares, _LEAST_SHARE, 1))]


def folds_of(
    answers: NDArray[np.int64], seed: int, many: int | None = None
) -> list[NDArray[np.int64]]:
    """Rows dealt out so that every class is spread as evenly as it can be."""
    if many is None:
        many = _FOLDS_OF_FEW if len(answers) < _FEW else _FOLDS
    many = min(many, len(answers))
    shuffled = np.random.default_rng(seed).permutation(len(answers))
    dealt = shuffled[np.argsort(answers[shuffled], kind="stable")]
    return [np.sort(dealt[start::many]) for start in range(many)]
