"""The linear stage at work: one matrix, no training library, a few thousand texts a second.

A weights mapping holds, for a model of R used buckets and C columns:
  version  (1,)   int64      of the features it was fitted on
  languages (L,)  str        tags it was fitted on
  name     (1,)   str        shown with every verdict
  heads    (H,)   str        "name=code,code,…" in column order
  rows     (R,)   int32      the buckets that have weights
  weights  (R, C) int8       idf-weighted, times `scale`
  scale    (C,)   float32
  norm     (R,)   float32    idf² of each bucket: the length of a text is the root of their sum
  bias     (C,)   float32
  lean     (C,)   float32    added to the logs of the shares when one code has to be named
  temperature (H,) float32   scores are divided by it before the softmax
  alarm    (1,)   float32    from this share of P0 on a message is P0
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp
from operator import mul
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.triage.reading import Reading, read
from core.triage.sums import Sums, Table

VERSION = 1
CHEAP = "cheap"

Arrays = Mapping[str, NDArray[Any]]
Shares = dict[str, dict[str, float]]
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Head:
    """One question put to the text, and where its answers stand in the matrix."""

    name: str
    codes: tuple[str, ...]
    start: int
    temperature: float
    favour: tuple[float, ...]

    def named(self, row: Sequence[float]) -> str:
        """The code to name: the likeliest, rare ones favoured as far as that pays."""
        favoured = list(map(mul, row[self.columns], self.favour))
        return self.codes[favoured.index(max(favoured))]

    @property
    def columns(self) -> slice:
        return slice(self.start, self.start + len(self.codes))


@dataclass(frozen=True, slots=True)
class Said:
    """What the models said about one text: the probability of every code, head by head.

    A share of P0 of `alarm` or more is P0; `stage` is the one that spoke last.
    """

    row: list[float]
    heads: Mapping[str, Head]
    alarm: float = 0.5
    stage: str = CHEAP

    def shares(self, name: str) -> dict[str, float]:
        """All codes of one head."""
        head = self.heads[name]
        return dict(zip(head.codes, self.row[head.columns], strict=True))

    def share(self, name: str, code: str) -> float:
        """One code of one head."""
        head = self.heads[name]
        return self.row[head.start + head.codes.index(code)]

    def named(self, name: str) -> str:
        """The code that a head names."""
        return self.heads[name].named(self.row)


@dataclass(frozen=True, slots=True)
class About:
    """What a model says of itself; `alarm` is the share of P0 from which on a message is P0."""

    name: str
    languages: frozenset[str]
    alarm: float


class LinearModel:
    """All heads at once: intent, urgency, sentiment, stance, risk."""

    def __init__(self, arrays: Arrays, heads: tuple[Head, ...], about: About) -> None:
        self._sums = Sums(Table(arrays["rows"], arrays["weights"], arrays["norm"]))
        self._scale, self._bias = (arrays[each].astype(np.float32) for each in ("scale", "bias"))
        self.heads = heads
        self.name, self.languages, self._alarm = about.name, about.languages, about.alarm
        self._by_name = {head.name: head for head in heads}
        self._starts = np.array([head.start for head in heads], np.intp)
        self._sizes = np.array([len(head.codes) for head in heads], np.intp)
        cooled = np.array([head.temperature for head in heads], np.float32)
        self._temperatures = np.repeat(cooled, self._sizes)

    @classmethod
    def from_arrays(cls, arrays: Arrays) -> LinearModel:
        """Build from a weights mapping; ValueError when it was fitted for other features."""
        if int(arrays["version"][0]) != VERSION:
            raise ValueError(
                f"weights are of version {arrays['version'][0]}, this build reads {VERSION}: "
                "run `skerry train`"
            )
        heads = read_heads(
            [str(line) for line in arrays["heads"]], arrays["temperature"], arrays["lean"].tolist()
        )
        about = About(
            name=str(arrays["name"][0]),
            languages=frozenset(map(str, arrays["languages"])),
            alarm=float(arrays["alarm"][0]),
        )
        return cls(arrays, heads, about)

    def predict(self, texts: Sequence[str]) -> list[Shares]:
        """For each text, for each head, the probability of every code."""
        return [
            {head.name: said.shares(head.name) for head in self.heads}
            for said in self.read([read(text) for text in texts])
        ]

    def read(self, readings: Sequence[Reading]) -> list[Said]:
        """The same for texts already read."""
        if not readings:
            return []
        rows = self._shares(self.scores(readings)).tolist()
        return [Said(row, self._by_name, self._alarm) for row in rows]

    def scores(self, readings: Sequence[Reading]) -> Floats:
        """Raw scores, one row a text, before temperature and softmax."""
        sums, norms = self._sums.of(readings)
        lengths = np.sqrt(np.maximum(norms, 1))[:, None]
        scores: Floats = (sums * self._scale / lengths + self._bias).astype(np.float32)
        return scores

    def _shares(self, scores: Floats) -> Floats:
        """All heads at once; they stand side by side."""
        cooled = scores / self._temperatures
        tops = np.maximum.reduceat(cooled, self._starts, axis=1)
        grown = np.exp(cooled - np.repeat(tops, self._sizes, axis=1))
        totals = np.add.reduceat(grown, self._starts, axis=1)
        shares: Floats = grown / np.repeat(totals, self._sizes, axis=1)
        return shares


def read_heads(
    lines: Sequence[str], temperatures: NDArray[Any], lean: Sequence[float]
) -> tuple[Head, ...]:
    """Heads from "name=code,code,…" lines, in column order."""
    heads: list[Head] = []
    start = 0
    for line, temperature in zip(lines, temperatures, strict=True):
        name, _, codes = line.partition("=")
        known = tuple(codes.split(","))
        end = start + len(known)
        favour = tuple(map(exp, lean[start:end]))
        heads.append(Head(name, known, start, float(temperature), favour))
        start = end
    return tuple(heads)
