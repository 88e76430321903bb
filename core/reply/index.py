"""Which article a text is about, with a probability: regularised least squares on questions.

Every article is a class, its questions are the examples; one more class is what none of them
answers. The fit is exact and takes milliseconds, so that an edited article counts from the next
start.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.reply.features import around, features, of_word, words_of
from core.triage.labels import INTENTS

Numbers = NDArray[np.float64]
Floats = NDArray[np.float32]
# Row -> weight of the features that the index knows, and the energy of those it does not.
Known = tuple[dict[int, float], float]

PLACES = {intent: place for place, intent in enumerate(INTENTS)}
RIDGE = 1.5
MOST_WORDS = 20_000
# A feature that no article has still makes a text less like all of them.
STRANGER_WEIGHT, STRANGER_SHARE = 4.0, 0.3


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much a text is like each article and like none, and the share that nobody knows."""

    scores: Numbers
    elsewhere: float
    strange: float


class Index:
    """The needs of one language, ready to be searched: ids and intents, and who asks how.

    An example is a text and the number of its need; the number after the last means none.
    """

    def __init__(
        self, needs: Sequence[tuple[str, str]], examples: Sequence[tuple[str, int]]
    ) -> None:
        self.ids = tuple(identity for identity, _ in needs)
        self.intents = np.array([PLACES[intent] for _, intent in needs], dtype=np.intp)
        self.uncovered = np.setdiff1d(np.arange(len(INTENTS)), self.intents)
        read = [(found, number) for text, number in examples if (found := features(text))]
        self._rows = {
            name: row for row, name in enumerate(dict.fromkeys(n for each, _ in read for n in each))
        }
        self._rarity = self._rarities([each for each, _ in read])
        self._weights = self._fit(read)
        self._words: dict[str, Known] = {}

    def likeness(self, text: str) -> Likeness | None:
        """None when not a single feature of the text is known."""
        words = words_of(text)
        known_rows: dict[int, float] = {}
        energy = 0.0
        for word in dict.fromkeys(words):
            own, strange = self._of_word(word)
            known_rows.update(own)
            energy += strange
        rows_around, strange = self._known(around(words))
        known_rows.update(rows_around)
        if not known_rows:
            return None
        strangers = STRANGER_WEIGHT**2 * (energy + strange)
        rows = np.fromiter(known_rows.keys(), dtype=np.intp, count=len(known_rows))
        kinds = np.fromiter(known_rows.values(), dtype=np.float64, count=len(known_rows))
        values = (self._rarity[rows] * kinds).astype(np.float32)
        known = float(values @ values)
        norm = known + STRANGER_SHARE * strangers
        scores = values @ self._weights.take(rows, axis=0) / np.sqrt(norm)
        return Likeness(scores[:-1], float(scores[-1]), 1.0 - known / norm)

    def _of_word(self, word: str) -> Known:
        """What the index knows of a word by itself; remembered, since words come again."""
        known = self._words.get(word)
        if known is None:
            if len(self._words) >= MOST_WORDS:
                self._words.clear()
            known = self._words[word] = self._known(of_word(word))
        return known

    def _known(self, found: Mapping[str, float]) -> Known:
        rows: dict[int, float] = {}
        strange = 0.0
        for name, kind in found.items():
            row = self._rows.get(name)
            if row is None:
                strange += kind * kind
            else:
                rows[row] = kind
        return rows, strange

    def _rarities(self, examples: Sequence[Mapping[str, float]]) -> Numbers:
        """Inverse document frequency of every known feature."""
        counts = np.zeros(len(self._rows))
        for each in examples:
            counts[[self._rows[name] for name in each]] += 1
        rarity: Numbers = np.log((len(examples) + 1) / (counts + 0.5))
        return rarity

    def _fit(self, examples: Sequence[tuple[Mapping[str, float], int]]) -> Floats:
        """Feature x class weights: ridge regression in its dual form, one small solve.

        In single precision, where it takes half the time and half the room.
        """
        lines, values, starts = self._postings([each for each, _ in examples])
        wanted = np.zeros((len(examples), len(self.ids) + 1), dtype=np.float32)
        wanted[np.arange(len(examples)), [number for _, number in examples]] = 1.0
        kernel = _kernel(lines, values, starts)
        kernel[np.diag_indices(len(examples))] += RIDGE
        shares = np.linalg.solve(kernel, wanted)[lines] * values[:, None]
        weights: Floats = np.add.reduceat(shares, starts[:-1], axis=0)
        return weights

    def _postings(
        self, examples: Sequence[Mapping[str, float]]
    ) -> tuple[NDArray[np.intp], Floats, NDArray[np.intp]]:
        """By feature: the lines that have it and its value there, each line of length one.

        A table of lines by features would be hundreds of times as large, and nearly all zeros.
        """
        lines = np.repeat(np.arange(len(examples)), [len(each) for each in examples])
        rows = np.array([self._rows[name] for each in examples for name in each], dtype=np.intp)
        kinds = [kind for each in examples for kind in each.values()]
        values = self._rarity[rows] * np.array(kinds)
        lengths = np.sqrt(np.bincount(lines, weights=values**2, minlength=len(examples)))
        # a line may have no feature but such as every line has
        values /= np.where(lengths, lengths, 1.0)[lines]
        order = np.argsort(rows, kind="stable")
        starts = np.searchsorted(rows[order], np.arange(len(self._rows) + 1))
        return lines[order], values[order].astype(np.float32), starts


def _kernel(lines: NDArray[np.intp], values: Floats, starts: NDArray[np.intp]) -> Floats:
    """How much every two lines have in common; `starts` parts the postings by feature."""
    count = int(lines.max()) + 1
    own_lengths = np.bincount(lines, weights=values**2, minlength=count)
    kernel: Floats = np.diag(own_lengths.astype(np.float32))
    for feature in np.flatnonzero(np.diff(starts) > 1):
        own = slice(starts[feature], starts[feature + 1])
        some, shared = lines[own], values[own]
        kernel[np.ix_(some, some)] += np.outer(shared, shared) - np.diag(shared**2)
    return kernel
