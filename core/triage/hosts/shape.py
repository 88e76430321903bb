"""How hosts are built, in numbers: lengths, digits, borrowed names, who shares the ending."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.triage.hosts.grams import (
    LONGEST_WORD,
    SHORTEST_WORD,
    Bytes,
    Dictionary,
    Hits,
    Ints,
    Words,
)
from core.triage.hosts.names import borrowed, lures
from core.triage.hosts.suffixes import Place

Floats = NDArray[np.float32]
# Each feature, and from where on it falls into the next of its bins.
BINS: tuple[tuple[str, tuple[float, ...]], ...] = (
    ("shared", (0.5,)),
    ("depth", (1, 2, 3)),
    ("length", (5, 7, 9, 11, 13, 15, 18, 22, 28)),
    ("own_length", (4, 6, 8, 10, 12, 15, 19, 24)),
    ("below_length", (1, 4, 8, 13)),
    ("digits", (1, 2, 3, 5)),
    ("hyphens", (1, 2, 3)),
    ("vowels", (0.1, 0.2, 0.27, 0.33, 0.4, 0.48)),
    ("consonants", (2, 3, 4, 5, 6)),
    ("names", (1, 2, 3)),
    ("name_words", (1, 2)),
    ("name_share", (0.01, 0.3, 0.5, 0.7, 0.95)),
    ("lures", (1, 2, 3)),
    ("lure_share", (0.01, 0.3, 0.5, 0.7, 0.95)),
    ("name_and_lure", (0.5,)),
    ("covered", (0.3, 0.5, 0.7, 0.9, 0.99)),
    ("foreign", (0.5,)),
    ("words", (1, 2, 3, 4, 6)),
    ("longest_word", (4, 6, 8, 10, 12, 15, 18)),
    ("com", (0.5,)),
    ("suffix_length", (3, 4, 5, 7, 9)),
    ("shared_lured", (0.5,)),
    ("www_like", (0.5,)),
)
WIDTH = sum(len(edges) + 1 for _, edges in BINS)
OFFSETS = np.cumsum([0, *(len(edges) + 1 for _, edges in BINS[:-1])])
# For each feature the bin of 0, 1, 2 and so on: edges reach no further than this.
_COUNTED = [np.searchsorted(edges, np.arange(256.0), side="right") for _, edges in BINS]
_VOWELS = np.isin(np.arange(256), np.frombuffer(b"aeiouy", np.uint8))
_LETTERS = (np.arange(256) >= ord("a")) & (np.arange(256) <= ord("z"))
NAME, LURE = 1, 2


def shape(
    read: Bytes, places: Sequence[Place], foreign: Sequence[bool], hits: Hits
) -> NDArray[np.int64]:
    """(hosts, features): the column of each feature's bin, to be looked up in one row of weights.

    `hits` are the words in `read`; `foreign` hosts were not written in ASCII.
    """
    values = _values(read, places, hits) | {"foreign": np.asarray(foreign)}
    columns = np.empty((len(places), len(BINS)), np.int64)
    for number, (name, edges) in enumerate(BINS):
        columns[:, number] = _binned(np.asarray(values[name]), number, edges)
    columns += OFFSETS
    return columns


def _binned(values: NDArray[Any], number: int, edges: tuple[float, ...]) -> NDArray[np.int64]:
    """How many edges each value has reached; counts are looked up, for they are small."""
    if values.dtype.kind == "f":
        return np.searchsorted(edges, values, side="right")
    return _COUNTED[number].take(values.astype(np.int64), mode="clip")


@cache
def anywhere() -> dict[str, int]:
    """What is looked for in hosts: names that are borrowed and words that lure, by their kind."""
    found = {word: LURE for word in lures() if SHORTEST_WORD <= len(word) <= LONGEST_WORD}
    names = [name for name in borrowed() if SHORTEST_WORD < len(name) <= LONGEST_WORD]
    return found | dict.fromkeys(names, NAME)


@cache
def _table() -> Dictionary:
    return Dictionary.of(anywhere(), dict.fromkeys(borrowed(), NAME))


def words_in(read: Bytes, codes: Words) -> Hits:
    """Names and lures that start somewhere; `codes` as `Dictionary.longest` wants them."""
    return _table().longest(read, codes)


def _values(read: Bytes, places: Sequence[Place], hits: Hits) -> dict[str, NDArray[Any]]:
    flat = np.fromiter(chain.from_iterable(places), np.int64, 3 * len(places))
    name, suffix, shared = flat.reshape(-1, 3).T
    host = read.lengths - 2
    body = np.maximum(suffix - 1, 0)
    own = np.maximum(suffix - 1 - name, 0)
    inside = np.arange(len(read.flat)) - np.repeat(read.starts + 1, read.lengths) < np.repeat(
        body, read.lengths
    )
    letters = _count(read, _LETTERS[read.flat] & inside)
    found = _found(read, hits, body)
    names, baits = found[NAME], found[LURE]
    whole = _whole_names(read, body)
    words, longest = _words(read, body)
    some = np.maximum(letters, 1)
    return {
        "shared": shared,
        "depth": _count(read, (read.flat == ord(".")) & inside),
        "length": body,
        "own_length": own,
        "below_length": np.maximum(name - 1, 0),
        "digits": _count(read, (read.flat >= ord("0")) & (read.flat <= ord("9")) & inside),
        "hyphens": _count(read, (read.flat == ord("-")) & inside),
        "vowels": _count(read, _VOWELS[read.flat] & inside) / some,
        "consonants": _longest(read, _LETTERS[read.flat] & ~_VOWELS[read.flat] & inside),
        "names": names[0],
        "name_words": whole,
        "name_share": names[1] / some,
        "lures": baits[0],
        "lure_share": baits[1] / some,
        "name_and_lure": (names[0] + whole > 0) & (baits[0] > 0),
        "covered": (names[1] + baits[1]) / some,
        "words": words,
        "longest_word": longest,
        "com": (host - suffix == 3) & (read.flat[read.starts + read.lengths - 2] == ord("m")),
        "suffix_length": host - suffix,
        "shared_lured": (shared > 0) & (baits[0] > 0),
        "www_like": name > 0,
    }


def _count(read: Bytes, marked: NDArray[np.bool_]) -> Ints:
    return np.add.reduceat(marked, read.starts, dtype=np.int64)


def _longest(read: Bytes, marked: NDArray[np.bool_]) -> Ints:
    edges = np.diff(marked.astype(np.int8), prepend=0, append=0)
    starts, ends = np.flatnonzero(edges == 1), np.flatnonzero(edges == -1)
    longest = np.zeros(len(read.lengths), np.int64)
    np.maximum.at(longest, read.row[starts], ends - starts)
    return longest


def _words(read: Bytes, body: Ints) -> tuple[Ints, Ints]:
    """How many runs of letters stand before the suffix, and how long the longest is."""
    spans = read.spans
    before = spans.start - read.starts[spans.row] - 1 < body[spans.row]
    rows = spans.row[before]
    longest = np.zeros(len(body), np.int64)
    np.maximum.at(longest, rows, spans.length[before])
    return np.bincount(rows, minlength=len(body)), longest


def _found(read: Bytes, hits: Hits, body: Ints) -> dict[int, tuple[Ints, Ints]]:
    """Of each kind, how many words start before the suffix of each host; their length together."""
    before = hits.at - read.starts[hits.row] - 1 + hits.size <= body[hits.row]
    many, found = len(body), {}
    for each in (NAME, LURE):
        chosen = before & (hits.kind == each)
        rows = hits.row[chosen]
        length = np.bincount(rows, hits.size[chosen], minlength=many).astype(np.int64)
        found[each] = (np.bincount(rows, minlength=many), length)
    return found


def _whole_names(read: Bytes, body: Ints) -> Ints:
    spans = read.spans
    before = spans.start - read.starts[spans.row] - 1 < body[spans.row]
    rows = spans.row[before & (_table().wholes(spans.code) == NAME)]
    return np.bincount(rows, minlength=len(body))
