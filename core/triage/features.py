"""A text as hashed n-grams: what the linear model sees, the same in training and at work.

Words give themselves, pairs with their neighbour, and their characters in runs of 2 to 5; Han and
kana give character runs of 1 to 4. Phrases of the word tables join in by concept, which is the
same in every language. A bucket is the CRC-32 of its n-gram, so it never changes.
"""

from __future__ import annotations

from itertools import groupby, pairwise
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from core.triage.reading import Reading
from core.triage.text import BREAKS, PAUSES

BITS = 17
BUCKETS = 1 << BITS
_MASK = BUCKETS - 1
_MOST_CACHED = 50_000
_LONGEST_WORD = 24
_MANY = 400
_FULL, _HALF = "\u2e80", "\uac00"

Buckets = NDArray[np.int32]


class Hasher:
    """Turns readings into buckets; remembers the words it has seen."""

    def __init__(self) -> None:
        self._known: dict[str, Buckets] = {}

    def buckets(self, reading: Reading) -> Buckets:
        """Bucket numbers of a text, with repeats; never empty."""
        return np.concatenate(self.parts(reading))

    def parts(self, reading: Reading) -> list[Buckets]:
        """The same word by word, for who joins many texts at once."""
        words = _units(reading.tokens)
        parts = [self._of_word(word) for word in dict.fromkeys(words)]
        parts.append(_hashed(_around(reading, words)))
        return parts

    def _of_word(self, word: str) -> Buckets:
        known = self._known.get(word)
        if known is None:
            if len(self._known) >= _MOST_CACHED:
                self._known.clear()
            known = self._known[word] = _hashed(_inside(word))
        return known


def _units(tokens: tuple[str, ...]) -> list[str]:
    """Tokens with runs of single Han or kana characters joined, punctuation dropped."""
    units: list[str] = []
    for single, run in groupby(tokens, _is_character):
        if single:
            units.append("".join(run))
        else:
            units += [word for word in run if word not in PAUSES and word[0] not in BREAKS]
    return units


def _is_character(token: str) -> bool:
    return len(token) == 1 and _FULL < token < _HALF and token not in PAUSES and token not in BREAKS


def _inside(word: str) -> list[str]:
    """The n-grams within a word or a run."""
    if _is_character(word[0]):
        return _runs(word, 1, 4)
    framed = f" {word[:_LONGEST_WORD]} "
    shortest = 1 if "\uac00" <= word[0] <= "\ud7a3" else 3
    return [f"={word}", *_runs(framed, shortest, 4)]


def _runs(text: str, shortest: int, longest: int) -> list[str]:
    return [
        text[start : start + size]
        for size in range(shortest, longest + 1)
        for start in range(len(text) - size + 1)
    ]


def _around(reading: Reading, words: list[str]) -> list[str]:
    """Pairs of words, the concepts met, and the shape of the message."""
    pairs = list(dict.fromkeys(f"{one}_{other}" for one, other in pairwise(words)))
    concepts = [f"\x00{concept}" for concept in sorted(reading.concepts) for _ in (0, 1)]
    shape = [f"\x01length {min(len(reading.tokens) // 8, 9)}"]
    if reading.links:
        shape.append("\x01link")
    if reading.handles:
        shape.append("\x01handle")
    if "?" in reading.raw or "？" in reading.raw or "؟" in reading.raw:
        shape.append("\x01asks")
    if "!" in reading.raw or "！" in reading.raw:
        shape.append("\x01shouts")
    return pairs + concepts + shape


def _hashed(grams: list[str]) -> Buckets:
    if len(grams) > _MANY:
        # The same thing a thousand times says it once, however loudly.
        grams = list(dict.fromkeys(grams))
    return np.fromiter(
        (crc32(gram.encode("utf-8", "surrogatepass")) & _MASK for gram in grams),
        dtype=np.int32,
        count=len(grams),
    )
