"""Texts as sparse vectors, built from the very features that the linear stage uses at work."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from core.triage.features import BUCKETS, Hasher
from core.triage.reading import read

# A bucket met in fewer texts than this says more about its author than about its topic.
_LEAST, _LEAST_PUBLIC = 2, 5

Matrix = Any


@dataclass(frozen=True, slots=True)
class Vectors:
    """One row a text; `idf` is 0 where a bucket is too rare to use.

    `corpus` is learnt from, `public` beside it, `check` is what nothing is learnt from.
    """

    corpus: Matrix
    public: Matrix
    check: Matrix
    idf: NDArray[np.float32]

    @classmethod
    def of(
        cls, texts: Sequence[str], public: Sequence[str] = (), check: Sequence[str] = ()
    ) -> Vectors:
        """Count, weigh by rarity in the corpus, and scale each text to length one."""
        hasher = Hasher()
        counts, more = _counts(texts, hasher), _counts(public, hasher)
        seen = np.asarray((counts > 0).sum(axis=0)).ravel()
        seen_public = np.asarray((more > 0).sum(axis=0)).ravel()
        idf = np.log((1 + len(texts)) / (1 + seen)) + 1
        idf[(seen < _LEAST) & (seen_public < _LEAST_PUBLIC)] = 0
        rest = _scaled(_counts(check, hasher), idf)
        return cls(_scaled(counts, idf), _scaled(more, idf), rest, idf.astype(np.float32))


def _counts(texts: Sequence[str], hasher: Hasher) -> Matrix:
    found = [hasher.buckets(read(text)) for text in texts]
    ends = np.cumsum([0] + [len(each) for each in found])
    columns = np.concatenate(found) if found else np.zeros(0, dtype=np.int32)
    ones = np.ones(len(columns), dtype=np.float64)
    matrix = sparse.csr_matrix((ones, columns, ends), shape=(len(texts), BUCKETS))
    matrix.sum_duplicates()
    return matrix


def _scaled(counts: Matrix, idf: NDArray[Any]) -> Matrix:
    """The same length as at work: the root of the summed idf² of every n-gram, repeats included."""
    length = np.sqrt(np.maximum(counts @ (idf**2), 1.0))
    return (sparse.diags(1 / length) @ counts @ sparse.diags(idf)).tocsr()
