"""Lines of the corpus as the encoder sees them, to show an agent what a message resembles.

An arrays mapping holds, for N lines and vectors of width W:
  encoder (1,)   str      name of the encoder that made the vectors
  vectors (N, W) int8     times `scale` of the line: a vector of length one
  scale   (N,)   float32
  least   (1,)   float32  cosine below which a line is too far away to be shown
  lines   (B,)   uint8    the lines as UTF-8 JSON: [[text, language, intent, urgency], …]
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Arrays = Mapping[str, NDArray[Any]]

MOST = 2


@dataclass(frozen=True, slots=True)
class Example:
    """One labelled line."""

    text: str
    language: str
    intent: str
    urgency: str


@dataclass(frozen=True, slots=True)
class Examples:
    """Labelled lines and their vectors."""

    lines: tuple[Example, ...]
    vectors: NDArray[np.int8]
    scale: Floats
    least: float

    @classmethod
    def from_arrays(cls, arrays: Arrays, encoder: str) -> Examples:
        """Build from a mapping; ValueError when another encoder made the vectors."""
        made_by = str(arrays["encoder"][0])
        if made_by != encoder:
            raise ValueError(f"the examples were read by {made_by}, the encoder is {encoder}")
        lines = json.loads(arrays["lines"].tobytes())
        return cls(
            tuple(Example(*map(str, line)) for line in lines),
            arrays["vectors"],
            arrays["scale"],
            float(arrays["least"][0]),
        )

    def nearest(self, vector: Floats) -> list[tuple[Example, float]]:
        """The two lines nearest in meaning with their cosines, if they are near at all."""
        cosines = (self.vectors @ vector) * self.scale
        best = np.argsort(-cosines, kind="stable")[:MOST].tolist()
        found = [(self.lines[place], float(cosines[place])) for place in best]
        return [(line, cosine) for line, cosine in found if cosine >= self.least]


def packed(vectors: Floats) -> tuple[NDArray[np.int8], Floats]:
    """Vectors in eight bits, and the scale of each."""
    scale = np.abs(vectors).max(axis=1) / 127
    return np.rint(vectors / scale[:, None]).astype(np.int8), scale.astype(np.float32)
