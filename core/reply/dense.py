"""Which article a text is about by its meaning: one linear layer on the encoder's vectors.

Vectors of questions in one language lie near those in another, so that a question finds an article
that was never written in its language. Fitted outside (`app/knowledge/retrieval_fit.py`), applied
here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

VERSION = 1

Floats = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Meaning:
    """How likely each article is what is meant, and that none is; together one."""

    chances: Floats
    none: float

    @classmethod
    def of(cls, scores: Floats) -> Meaning:
        """From log-shares, the last one that of none, whatever they have in common."""
        shares = np.exp(scores - scores.max())
        shares /= shares.sum()
        return cls(shares[:-1], float(shares[-1]))


@dataclass(frozen=True, slots=True)
class Dense:
    """A column for each id in `ids`, and a last one for "no article"."""

    encoder: str
    ids: tuple[str, ...]
    weights: Floats
    bias: Floats

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, Floats]) -> Dense:
        """Build from `version`, `encoder`, `ids`, `weights` (width, ids + 1), `bias`.

        Raises ValueError for another version or shapes that do not fit.
        """
        ids = tuple(str(each) for each in arrays["ids"])
        weights, bias = arrays["weights"].astype(np.float32), arrays["bias"].astype(np.float32)
        if int(arrays["version"][0]) != VERSION or weights.shape[1:] != bias.shape:
            raise ValueError("the article weights are of another version")
        if len(bias) != len(ids) + 1:
            raise ValueError("the article weights name other articles than they hold")
        return cls(str(arrays["encoder"][0]), ids, weights, bias)

    def arrays(self) -> dict[str, Floats]:
        """What `from_arrays` reads."""
        return {
            "version": np.array([VERSION]),
            "encoder": np.array([self.encoder]),
            "ids": np.array(self.ids),
            "weights": self.weights.astype(np.float16),
            "bias": self.bias.astype(np.float32),
        }

    def scores(self, vector: Floats) -> Floats:
        """What one vector of length one is about: log-shares but for what all have in common."""
        found: Floats = (vector @ self.weights + self.bias).astype(np.float64)
        return found

    def meaning(self, vector: Floats) -> Meaning:
        """The same as shares."""
        return Meaning.of(self.scores(vector))
