"""Hosts as hashed character n-grams, all of them at once: one row of bytes, no loop over hosts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

BITS = 18
SIZES = (3, 4, 5)
START, END = b"\x01", b"\x02"
# Words that are looked for anywhere have so many letters; shorter ones are found by chance.
SHORTEST_WORD, LONGEST_WORD = 4, 14
SPREAD = np.uint32(0x2C1B3C6D)
FACTORS = np.cumprod(np.full(16, 0x9E3779B1, np.uint32), dtype=np.uint32)
WORD_FACTORS = np.cumprod(np.full(256, 0x01000193, np.uint32), dtype=np.uint32)
WORD_SALT = np.uint32(0x51ED270B)

Ints = NDArray[np.int64]
Words = NDArray[np.uint32]


class Spans(NamedTuple):
    """Runs of letters: the host each is in, where it starts, how long it is, its hash."""

    row: Ints
    start: Ints
    length: Ints
    code: Words


class Hits(NamedTuple):
    """Words that start somewhere, the longest at each place: byte, host, length, kind."""

    at: Ints
    row: Ints
    size: Ints
    kind: Ints


@dataclass(frozen=True)
class Bytes:
    """Hosts one after another, each between two marks; `row` tells whose a byte is."""

    flat: NDArray[np.uint8]
    starts: Ints
    lengths: Ints

    @classmethod
    def of(cls, hosts: Sequence[str]) -> Bytes:
        """At least one host."""
        joined = [START + host.encode("utf-8", "replace") + END for host in hosts]
        lengths = np.fromiter(map(len, joined), np.int64, len(joined))
        starts = np.cumsum(lengths) - lengths
        return cls(np.frombuffer(b"".join(joined), np.uint8), starts, lengths)

    @cached_property
    def row(self) -> Ints:
        return np.repeat(np.arange(len(self.lengths)), self.lengths)

    @cached_property
    def left(self) -> Ints:
        """How many bytes of its host stand from each byte on."""
        return np.repeat(self.starts + self.lengths, self.lengths) - np.arange(len(self.flat))

    @cached_property
    def wide(self) -> Words:
        """What each byte is worth in a hash, and some more beyond the last."""
        wide = np.ones(len(self.flat) + LONGEST_WORD, np.uint32)
        wide[: len(self.flat)] += self.flat
        return wide

    def rolled(self, most: int) -> Iterator[tuple[int, Words]]:
        """For each size up to `most`, a hash of that many bytes from each byte on."""
        count, wide = len(self.flat), self.wide
        total = np.zeros(count, np.uint32)
        for size in range(1, most + 1):
            total = total + wide[size - 1 : size - 1 + count] * FACTORS[size - 1]
            yield size, total

    @cached_property
    def spans(self) -> Spans:
        flat = self.flat
        inside = (flat >= ord("a")) & (flat <= ord("z"))
        edges = np.diff(inside.astype(np.int8), prepend=0, append=0)
        starts, ends = np.flatnonzero(edges == 1), np.flatnonzero(edges == -1)
        lengths = ends - starts
        if not len(starts):
            return Spans(starts, starts, lengths, np.zeros(0, np.uint32))
        within = np.flatnonzero(inside)
        place = np.arange(len(within)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        worth = flat[within].astype(np.uint32) * WORD_FACTORS[np.minimum(place, 255)]
        firsts = np.cumsum(lengths) - lengths
        code = np.add.reduceat(worth, firsts, dtype=np.uint32)
        return Spans(self.row[starts], starts, lengths, code)


def mixed(codes: Words) -> Words:
    """Codes spread over all 32 bits."""
    spread: Words = (codes ^ (codes >> np.uint32(15))) * SPREAD
    return spread


def bucket(codes: Words) -> Words:
    """The column of each code."""
    column: Words = mixed(codes) >> np.uint32(32 - BITS)
    return column


def word_bucket(codes: Words) -> Words:
    """The column of each whole run of letters, kept apart from n-grams."""
    return bucket(codes ^ WORD_SALT)


@dataclass(frozen=True, slots=True, eq=False)
class Dictionary:
    """Words of several kinds, to be found in hosts by their hashes.

    `anywhere` holds, by length, the sorted hashes, the kind of each, and which upper halves there
    are at all; `begins` the upper halves of what words begin with; `whole` the sorted hashes of
    words as runs of letters, and the kind of each.
    """

    anywhere: dict[int, tuple[Words, Ints, NDArray[np.bool_]]]
    begins: NDArray[np.bool_]
    whole: tuple[Words, Ints]

    @classmethod
    def of(cls, anywhere: Mapping[str, int], whole: Mapping[str, int]) -> Dictionary:
        """Words with their kind: those looked for anywhere, and those that count as whole words."""
        known = sorted(filter(str.isalpha, whole))
        codes = np.array([Bytes.of([word]).spans.code[0] for word in known], np.uint32)
        by_size = {}
        for size in sorted(set(map(len, anywhere)) & set(range(SHORTEST_WORD, LONGEST_WORD + 1))):
            of_size = sorted(word for word in anywhere if len(word) == size)
            found = _codes_of(of_size, size)
            by_size[size] = (
                *_sorted(found, [anywhere[word] for word in of_size]),
                _halves(found),
            )
        begun = sorted({word[:SHORTEST_WORD] for word in anywhere})
        begins = _halves(_codes_of(begun, SHORTEST_WORD))
        return cls(by_size, begins, _sorted(codes, [whole[word] for word in known]))

    def longest(self, read: Bytes, codes: Words) -> Hits:
        """The longest word at each place where one starts, in order.

        `codes` are the rolled hashes of the shortest words: most places are out by these.
        """
        places = np.flatnonzero(self.begins[mixed(codes) >> np.uint32(16)])
        rolled = codes[places]
        sizes, kinds = np.zeros(len(places), np.int64), np.zeros(len(places), np.int64)
        for size in range(SHORTEST_WORD, max(self.anywhere) + 1):
            if size > SHORTEST_WORD:
                rolled = rolled + read.wide[places + (size - 1)] * FACTORS[size - 1]
            if size in self.anywhere:
                known, kind, seen = self.anywhere[size]
                maybe = np.flatnonzero(seen[mixed(rolled) >> np.uint32(16)])
                found, at = _among(rolled[maybe], known)
                sizes[maybe[found]], kinds[maybe[found]] = size, kind[at[found]]
        some = np.flatnonzero(sizes)
        at = places[some]
        return Hits(at, read.row[at], sizes[some], kinds[some])

    def wholes(self, codes: Words) -> Ints:
        """The kind of each run of letters; 0: none."""
        found, at = _among(codes, self.whole[0])
        kinds: Ints = np.where(found, self.whole[1][at], 0)
        return kinds


def _sorted(codes: Words, kinds: Sequence[int]) -> tuple[Words, Ints]:
    order = np.argsort(codes)
    return codes[order], np.array(kinds, np.int64)[order]


def _halves(codes: Words) -> NDArray[np.bool_]:
    """Which upper halves there are among mixed codes."""
    seen = np.zeros(1 << 16, np.bool_)
    seen[mixed(codes) >> np.uint32(16)] = True
    return seen


def _codes_of(names: Sequence[str], size: int) -> Words:
    together = Bytes.of(names)
    codes = next(codes for each, codes in together.rolled(size) if each == size)
    return codes[together.starts + 1]


def _among(codes: Words, known: Words) -> tuple[NDArray[np.bool_], Ints]:
    at = np.minimum(np.searchsorted(known, codes), len(known) - 1)
    return known[at] == codes, at
