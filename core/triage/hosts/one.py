"""The same sum as the scorer's for a single host, where arrays would cost more than they save."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from itertools import groupby
from operator import itemgetter

from core.triage.hosts.grams import (
    BITS,
    END,
    FACTORS,
    SIZES,
    SPREAD,
    START,
    WORD_FACTORS,
    WORD_SALT,
)
from core.triage.hosts.names import borrowed
from core.triage.hosts.shape import BINS, LURE, NAME, OFFSETS, anywhere
from core.triage.hosts.suffixes import Place

# Of n-grams and of shapes.
Weights = tuple[Sequence[float], Sequence[float]]
_MASK, _SHIFT = 0xFFFFFFFF, 32 - BITS
_SPREAD, _SALT = int(SPREAD), int(WORD_SALT)
_WORTH = [
    [(byte + 1) * int(factor) & _MASK for byte in range(256)] for factor in FACTORS[: max(SIZES)]
]
_PLACES: list[int] = WORD_FACTORS.tolist()
_EDGES = [(name, edges, int(start)) for (name, edges), start in zip(BINS, OFFSETS, strict=True)]
_LETTERS = re.compile("[a-z]+")
_WORDS = re.compile(rb"[a-z]+")
_VOWELS, _DIGITS = re.compile("[aeiouy]"), re.compile("[0-9]")
_CONSONANTS = re.compile("[b-df-hj-np-tv-xz]+")


def sum_of(host: str, place: Place, weights: Weights, *, foreign: bool) -> float:
    """What the model makes of one host."""
    grams, shapes = weights
    columns = gram_columns(host.encode("utf-8", "replace"))
    total: float = sum(map(grams.__getitem__, columns)) / max(len(columns), 1) ** 0.5
    return total + sum(map(shapes.__getitem__, shape_columns(host, place, foreign=foreign)))


def gram_columns(host: bytes) -> list[int]:
    """The columns of a host's n-grams and words."""
    first, second, third, fourth, fifth = _WORTH
    data = START + host + END
    codes = []
    size = len(data)
    for at in range(size - 2):
        code = first[data[at]] + second[data[at + 1]] + third[data[at + 2]]
        codes.append(code & _MASK)
        if at + 3 < size:
            code += fourth[data[at + 3]]
            codes.append(code & _MASK)
            if at + 4 < size:
                codes.append((code + fifth[data[at + 4]]) & _MASK)
    for found in _WORDS.finditer(host):
        code = sum(map(int.__mul__, found[0], _PLACES)) & _MASK
        codes.append(code ^ _SALT)
    return [((code ^ (code >> 15)) * _SPREAD & _MASK) >> _SHIFT for code in codes]


def shape_columns(host: str, place: Place, *, foreign: bool) -> list[int]:
    """The column of each feature's bin."""
    values = _values(host.encode("utf-8", "replace").decode("latin-1"), place)
    values["foreign"] = foreign
    return [start + bisect_right(edges, values[name]) for name, edges, start in _EDGES]


def _values(host: str, place: Place) -> dict[str, float]:
    body = host[: max(place.suffix - 1, 0)]
    words = _LETTERS.findall(body)
    letters = max(sum(map(len, words)), 1)
    names, baits, whole = _found(body, words)
    rest = len(host) - place.suffix
    return {
        "shared": place.shared,
        "depth": body.count("."),
        "length": len(body),
        "own_length": max(place.suffix - 1 - place.name, 0),
        "below_length": max(place.name - 1, 0),
        "digits": len(_DIGITS.findall(body)),
        "hyphens": body.count("-"),
        "vowels": len(_VOWELS.findall(body)) / letters,
        "consonants": max(map(len, _CONSONANTS.findall(body)), default=0),
        "names": len(names),
        "name_words": whole,
        "name_share": sum(names) / letters,
        "lures": len(baits),
        "lure_share": sum(baits) / letters,
        "name_and_lure": bool((names or whole) and baits),
        "covered": (sum(names) + sum(baits)) / letters,
        "words": len(words),
        "longest_word": max(map(len, words), default=0),
        "com": rest == 3 and host.endswith("m"),
        "suffix_length": rest,
        "shared_lured": bool(place.shared and baits),
        "www_like": place.name > 0,
    }


def _found(body: str, words: list[str]) -> tuple[list[int], list[int], int]:
    """Lengths of the names and of the lures that start somewhere; how many words are names."""
    lengths: dict[int, list[int]] = {NAME: [], LURE: []}
    for word in longest_words(body):
        lengths[anywhere()[word]].append(len(word))
    return lengths[NAME], lengths[LURE], sum(word in borrowed() for word in words)


def longest_words(body: str) -> list[str]:
    """At each place where a name or a lure starts, the longest one."""
    found: list[str] = _pattern().findall(body)
    return found


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(f"(?=({_tree(sorted(anywhere()))}))")


def _tree(words: list[str]) -> str:
    """A pattern for any of these words, the longest first, that reads each letter once."""
    parts = []
    for letter, group in groupby(filter(None, words), key=itemgetter(0)):
        parts.append(letter + _tree([word[1:] for word in group]))
    joined = f"(?:{'|'.join(parts)})" if len(parts) > 1 else "".join(parts)
    return f"(?:{joined})?" if parts and "" in words else joined
