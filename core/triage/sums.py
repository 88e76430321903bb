"""The weights of the linear stage, summed up once for each word that comes again."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.triage.features import BUCKETS, LONGEST_WORD, around, inside, is_character, units
from core.triage.reading import Reading

# So many words are remembered by the sum of their rows; the n-grams of others are added one by one.
MOST_WORDS = 50_000
# Longer runs of Han or kana are half a sentence: they hardly come again, and are not kept.
_LONGEST_RUN = 4

Floats = NDArray[np.float32]


class Table(NamedTuple):
    """Which buckets have weights, those weights, (buckets, columns), and the buckets' norms."""

    rows: NDArray[np.int32]
    weights: NDArray[np.int8]
    norms: Floats


class Sums:
    """Adds up the rows of all n-grams of a text, and their norms.

    Whole numbers of two bytes: a text asks for rows all over the table, and most of the time is
    spent on waiting for them.
    """

    def __init__(self, table: Table, most: int = MOST_WORDS) -> None:
        # Behind the buckets stand the sums of words; pages nobody has written to cost nothing.
        self._rows = np.zeros((BUCKETS + most, table.weights.shape[1]), dtype=np.int16)
        self._rows[table.rows] = table.weights
        self._norms = np.zeros(BUCKETS + most, dtype=np.float32)
        self._norms[table.rows] = table.norms
        self._known: dict[str, int] = {}
        self._most = most

    @property
    def known(self) -> frozenset[str]:
        """The words that are remembered."""
        return frozenset(self._known)

    def of(self, readings: Sequence[Reading]) -> tuple[NDArray[np.int64], Floats]:
        """(texts, columns) and (texts,); at least one text."""
        if len(self._known) >= self._most:
            self._known.clear()
        found = [self._places(reading) for reading in readings]
        counts = np.fromiter(map(len, found), np.intp, len(found))
        places = np.fromiter(chain.from_iterable(found), np.intp, int(counts.sum()))
        starts = np.cumsum(counts) - counts
        rows, norms = self._rows.take(places, axis=0), self._norms.take(places)
        sums: NDArray[np.int64] = np.add.reduceat(rows, starts, axis=0, dtype=np.int64)
        return sums, np.add.reduceat(norms, starts)

    def _places(self, reading: Reading) -> list[int]:
        """The rows that make up a text."""
        words = units(reading.tokens)
        places = around(reading, words)
        for word in dict.fromkeys(words):
            place = self._known.get(word)
            if place is not None:
                places.append(place)
            else:
                places += self._anew(word)
        return places

    def _anew(self, word: str) -> list[int]:
        """The rows of a word's n-grams, or the one row that sums them up from now on."""
        buckets, place = inside(word), len(self._known)
        if place >= self._most or not _comes_again(word):
            return buckets
        self._known[word] = place = BUCKETS + place
        self._rows[place] = self._rows.take(buckets, axis=0).sum(axis=0)
        self._norms[place] = self._norms.take(buckets).sum()
        return [place]


def _comes_again(word: str) -> bool:
    """Whether a word may be one of a language; numbers, hashes and sentences are not."""
    if is_character(word[0]):
        return len(word) <= _LONGEST_RUN
    return len(word) <= LONGEST_WORD and not word.isdecimal()
