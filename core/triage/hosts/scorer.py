"""How likely a host is phishing, by the letters it is made of: one linear model, many hosts."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.triage.hosts.grams import (
    SHORTEST_WORD,
    SIZES,
    Bytes,
    Hits,
    Ints,
    Words,
    bucket,
    word_bucket,
)
from core.triage.hosts.letters import plain_letters
from core.triage.hosts.one import Weights, longest_words, sum_of
from core.triage.hosts.shape import anywhere, shape, words_in
from core.triage.hosts.suffixes import Place, suffixes

Floats = NDArray[np.float32]
Shares = NDArray[np.float64]
_AT_ONCE = 8192
# So few hosts are read one by one: arrays would cost more than they save.
_FEW = 12


@dataclass(frozen=True, slots=True)
class Columns:
    """What the model sees of hosts: rows and columns of n-grams and words, bins of shapes.

    `words`: the longest name or lure at each place where one starts, host by host.
    """

    rows: Ints
    grams: Words
    shapes: NDArray[np.int64]
    words: list[list[str]]


class Scored(NamedTuple):
    """One probability a host, and the names and lures in it."""

    shares: Shares
    words: list[list[str]]


@dataclass(frozen=True, slots=True, eq=False)
class Scorer:
    """The fitted model; `levels` are the scores from which on note, review and alert begin.

    `slope` and `offset` make a probability of a sum, among as many phishing hosts as others.
    """

    grams: Floats
    shapes: Floats
    slope: float
    offset: float
    levels: tuple[float, float, float]
    plain: Weights

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]]) -> Scorer:
        """From what `training.hosts` writes: n-gram weights in eight bits and their scale."""
        slope, offset = arrays["calibration"].tolist()
        note, review, alert = arrays["levels"].tolist()
        grams = arrays["grams"].astype(np.float32) * np.float32(arrays["scale"])
        shapes = arrays["shapes"].astype(np.float32)
        return cls(
            grams=grams,
            shapes=shapes,
            slope=slope,
            offset=offset,
            levels=(note, review, alert),
            plain=(array("f", grams.tobytes()), array("f", shapes.tobytes())),
        )

    def scores(self, hosts: Sequence[str], places: Sequence[Place] | None = None) -> Shares:
        """One probability each; `places` are the hosts' own, where they are known already."""
        places = places if places is not None else list(map(suffixes().place, hosts))
        return self.read(hosts, places).shares

    def read(self, hosts: Sequence[str], places: Sequence[Place]) -> Scored:
        """The same with the words that phishing is made of; `places` are the hosts' own."""
        parts, words = [np.zeros(0, np.float32)], []
        for at in range(0, len(hosts), _AT_ONCE):
            sums, found = self._sums(hosts[at : at + _AT_ONCE], places[at : at + _AT_ONCE])
            parts.append(sums)
            words += found
        sums = np.concatenate(parts)
        shares: Shares = 1 / (1 + np.exp(-(self.slope * sums.astype(np.float64) + self.offset)))
        return Scored(shares, words)

    def _sums(
        self, hosts: Sequence[str], places: Sequence[Place]
    ) -> tuple[Floats, list[list[str]]]:
        if len(hosts) <= _FEW:
            alone = np.array(list(map(self._sum, hosts, places)), np.float32)
            return alone, [longest_words(plain_letters(host)) for host in hosts]
        seen = columns(hosts, places)
        counts = np.bincount(seen.rows, minlength=len(hosts))
        sums = np.bincount(seen.rows, self.grams[seen.grams], minlength=len(hosts))
        weighed: Floats = (
            sums / np.sqrt(np.maximum(counts, 1)) + self.shapes[seen.shapes].sum(axis=1)
        ).astype(np.float32)
        return weighed, seen.words

    def _sum(self, host: str, place: Place) -> float:
        if host.isascii():
            return sum_of(host, place, self.plain, foreign=False)
        return sum_of(*_plain(host), self.plain, foreign=True)


def columns(hosts: Sequence[str], places: Sequence[Place]) -> Columns:
    """What the model sees; at least one host."""
    foreign = [not host.isascii() for host in hosts]
    if any(foreign):
        plain = [
            _plain(host) if odd else (host, place)
            for host, place, odd in zip(hosts, places, foreign, strict=True)
        ]
        hosts, places = [host for host, _ in plain], [place for _, place in plain]
    read = Bytes.of(hosts)
    rows, grams, codes = [], [], {}
    for size, rolled in read.rolled(max(SIZES)):
        codes[size] = rolled
        if size in SIZES:
            whole = np.flatnonzero(read.left >= size)
            rows.append(read.row[whole])
            grams.append(bucket(rolled[whole]))
    rows.append(read.spans.row)
    grams.append(word_bucket(read.spans.code))
    hits = words_in(read, codes[SHORTEST_WORD])
    return Columns(
        np.concatenate(rows),
        np.concatenate(grams),
        shape(read, places, foreign, hits),
        _words(read, hits),
    )


def _words(read: Bytes, hits: Hits) -> list[list[str]]:
    """The words themselves; what only hashes like one is none."""
    found: list[list[str]] = [[] for _ in read.lengths]
    text, known = read.flat.tobytes().decode("latin-1"), anywhere()
    ends = (hits.at + hits.size).tolist()
    for row, at, end in zip(hits.row.tolist(), hits.at.tolist(), ends, strict=True):
        found[row] += [word] if (word := text[at:end]) in known else []
    return found


def _plain(host: str) -> tuple[str, Place]:
    """A host in Latin letters, and its place counted in bytes: some letters may stay."""
    plain = plain_letters(host)
    name, suffix, shared = suffixes().place(plain)
    before = [len(plain[:at].encode("utf-8", "replace")) for at in (name, suffix)]
    return plain, Place(before[0], before[1], shared)
