"""A text as hashed n-grams: what the linear model sees, the same in training and at work.

Words give themselves, pairs with their neighbour, and their characters in runs of 2 to 5; Han and
kana give character runs of 1 to 4. Phrases of the word tables join in by concept, which is the
same in every language. A bucket is the CRC-32 of its n-gram, so it never changes.
"""

from __future__ import annotations

from itertools import pairwise
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from core.triage.reading import Reading
from core.triage.text import BREAKS, PAUSES

BITS = 17
BUCKETS = 1 << BITS
_MASK = BUCKETS - 1
_MOST_CACHED = 50_000
LONGEST_WORD = 24
_MANY = 400
_FULL, _HALF = "\u2e80", "\uac00"
_MARKS = PAUSES | BREAKS

Buckets = NDArray[np.int32]


class Hasher:
    """Turns readings into buckets; remembers the words it has seen."""

    def __init__(self) -> None:
        self._known: dict[str, Buckets] = {}

    def buckets(self, reading: Reading) -> Buckets:
        """Bucket numbers of a text, with repeats; never empty."""
        words = units(reading.tokens)
        parts = [self._of_word(word) for word in dict.fromkeys(words)]
        parts.append(np.array(around(reading, words), np.int32))
        return np.concatenate(parts)

    def _of_word(self, word: str) -> Buckets:
        known = self._known.get(word)
        if known is None:
            if len(self._known) >= _MOST_CACHED:
                self._known.clear()
            known = self._known[word] = np.array(inside(word), np.int32)
        return known


def units(tokens: tuple[str, ...]) -> list[str]:
    """Tokens with runs of single Han or kana characters joined, punctuation dropped."""
    found: list[str] = []
    run = ""
    for token in tokens:
        if token in _MARKS or token[0] in BREAKS:
            spoken = ""
        elif len(token) == 1 and _FULL < token < _HALF:
            run += token
            continue
        else:
            spoken = token
        if run:
            found.append(run)
            run = ""
        if spoken:
            found.append(spoken)
    if run:
        found.append(run)
    return found


def is_character(token: str) -> bool:
    """Whether this is a Han or kana character by itself."""
    return len(token) == 1 and _FULL < token < _HALF and token not in _MARKS


def inside(word: str) -> list[int]:
    """The buckets of the n-grams within a word or a run."""
    return _hashed(_grams(word))


def around(reading: Reading, words: list[str]) -> list[int]:
    """The buckets of what is more than a word: see `_around`."""
    return _hashed(_around(reading, words))


def _grams(word: str) -> list[str]:
    if is_character(word[0]):
        return _runs(word, 1, 4)
    framed = f" {word[:LONGEST_WORD]} "
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


def _hashed(grams: list[str]) -> list[int]:
    if len(grams) > _MANY:
        # The same thing a thousand times says it once, however loudly.
        grams = list(dict.fromkeys(grams))
    # No n-gram holds a new line; encoding all at once is faster by far.
    raw = "\n".join(grams).encode("utf-8", "surrogatepass").split(b"\n")
    return [code & _MASK for code in map(crc32, raw)]
