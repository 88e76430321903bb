"""The operator's own labels at work: heads that he fitted to his examples, beside the desk's own.

A head reads a text twice: its meaning, by a smooth function of the encoder's vector, and its
wording, by hashed n-grams. An arrays mapping holds, for C labels, vectors of width W, L landmarks
and R buckets:
  version   (1,)   int64
  encoder   (1,)   str      name of the encoder whose vectors it reads
  labels    (C,)   str
  threshold (C,)   float32  a label is given from this share on; above 1: never
  middle, spread (W,) float32   vectors are centred and evened out before they are compared
  landmarks (L, W) float16  evened-out vectors of examples, each of length one
  meaning   (L, C) float32, share (C,) float32   kernel values -> scores
  rows      (R,)   int32    the buckets that have weights, ascending
  wording   (R, C) float32, norm (R,) float32, bias (C,) float32   as in the linear stage
  mix       (2,)   float32  weight of the scores of wording and of meaning
  measured  (B,)   uint8    what was measured when it was fitted, as UTF-8 JSON
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.errors import EncoderUnavailable
from core.ports import Encoder
from core.triage.features import Hasher
from core.triage.reading import Reading
from core.triage.second import SecondStage
from core.triage.text import for_encoder

VERSION = 1
# Of these two labels one says that the tag is not meant: it is never given.
YES, NO = "yes", "no"
# Above any share.
NEVER = 2.0

Floats = NDArray[np.float32]
Arrays = Mapping[str, NDArray[Any]]
# name -> (label, share)
Tags = dict[str, tuple[str, float]]


@dataclass(frozen=True, slots=True)
class Meaning:
    """Scores by the encoder's vector."""

    middle: Floats
    spread: Floats
    landmarks: Floats
    weights: Floats
    share: Floats

    def scores(self, vectors: Floats) -> Floats:
        """(texts, labels): about 1 for the right label and 0 for the others."""
        flat = (vectors - self.middle) / self.spread
        flat /= np.maximum(np.linalg.norm(flat, axis=1, keepdims=True), 1e-9)
        near: Floats = np.exp(2 * (flat @ self.landmarks.T - 1))
        return near @ self.weights + self.share


@dataclass(frozen=True, slots=True)
class Wording:
    """Scores by hashed n-grams."""

    rows: NDArray[np.int32]
    weights: Floats
    norm: Floats
    bias: Floats

    def scores(self, buckets: Sequence[NDArray[np.int32]]) -> Floats:
        """(texts, labels), above 0 for the labels that the wording speaks for."""
        return np.stack([self._one(each) for each in buckets])

    def _one(self, buckets: NDArray[np.int32]) -> Floats:
        places = np.minimum(np.searchsorted(self.rows, buckets), len(self.rows) - 1)
        places = places[self.rows[places] == buckets]
        length = np.sqrt(max(float(self.norm[places].sum()), 1.0))
        scores: Floats = self.weights[places].sum(axis=0) / length + self.bias
        return scores


@dataclass(frozen=True, slots=True)
class OwnHead:
    """One set of labels of the operator's."""

    name: str
    labels: tuple[str, ...]
    threshold: tuple[float, ...]
    meaning: Meaning
    wording: Wording
    mix: tuple[float, float]

    @classmethod
    def from_arrays(cls, name: str, arrays: Arrays, encoder: str) -> OwnHead:
        """Build from a mapping; ValueError, in one line, when it does not fit this encoder."""
        made_for = str(arrays["encoder"][0])
        if int(arrays["version"][0]) != VERSION or made_for != encoder:
            raise ValueError(
                f"the label '{name}' was fitted on {made_for}, the encoder is {encoder}: "
                f"run `skerry labels fit {name}`"
            )
        landmarks = arrays["landmarks"].astype(np.float32)
        return cls(
            name=name,
            labels=tuple(map(str, arrays["labels"])),
            threshold=tuple(map(float, arrays["threshold"])),
            meaning=Meaning(
                arrays["middle"], arrays["spread"], landmarks, arrays["meaning"], arrays["share"]
            ),
            wording=Wording(arrays["rows"], arrays["wording"], arrays["norm"], arrays["bias"]),
            mix=(float(arrays["mix"][0]), float(arrays["mix"][1])),
        )

    def shares(self, buckets: Sequence[NDArray[np.int32]], vectors: Floats) -> Floats:
        """(texts, labels): how likely each label is."""
        words, sense = self.mix
        scores = words * self.wording.scores(buckets) + sense * self.meaning.scores(vectors)
        grown = np.exp(scores - scores.max(axis=1, keepdims=True))
        shares: Floats = grown / grown.sum(axis=1, keepdims=True)
        return shares

    def given(self, shares: Sequence[float]) -> tuple[str, float] | None:
        """The label to give at these shares; None when no one is sure enough."""
        best = max(range(len(shares)), key=shares.__getitem__)
        if shares[best] < self.threshold[best]:
            return None
        return self.labels[best], round(shares[best], 4)


@dataclass(frozen=True, slots=True)
class Known:
    """An encoder that has read some texts already."""

    encoder: Encoder
    vectors: Mapping[str, Floats]

    @property
    def name(self) -> str:
        return self.encoder.name

    def encode(self, texts: Sequence[str]) -> Floats:
        """The vectors that are known, else all of them anew."""
        if any(text not in self.vectors for text in texts):
            return self.encoder.encode(texts)
        return np.stack([self.vectors[text] for text in texts])


class OwnLabels:
    """All heads together. They need every message's vector, which costs some milliseconds each."""

    def __init__(self, heads: Sequence[OwnHead], encoder: Encoder) -> None:
        self.heads, self._encoder, self._hasher = tuple(heads), encoder, Hasher()

    def read(self, readings: Sequence[Reading]) -> Known | None:
        """Read all texts once, for both stages; None while the encoder cannot be asked."""
        texts = list(dict.fromkeys(for_encoder(each.raw) for each in readings))
        try:
            vectors = self._encoder.encode(texts)
        except EncoderUnavailable:
            return None
        return Known(self._encoder, dict(zip(texts, vectors, strict=True)))

    def tags(self, readings: Sequence[Reading], known: Known | None) -> list[Tags]:
        """The labels of each text; none without vectors."""
        if known is None:
            return [{} for _ in readings]
        vectors = known.encode([for_encoder(each.raw) for each in readings])
        buckets = [self._hasher.buckets(each) for each in readings]
        found: list[Tags] = [{} for _ in readings]
        for head in self.heads:
            for tags, shares in zip(found, head.shares(buckets, vectors).tolist(), strict=True):
                if given := head.given(shares):
                    tags[head.name] = given
        return found


def knowing(second: SecondStage | None, known: Known | None) -> SecondStage | None:
    """The second stage, which need not ask again for what is known."""
    return replace(second, encoder=known) if second is not None and known is not None else second


def measured(arrays: Arrays) -> dict[str, Any]:
    """What was measured when a head was fitted."""
    figures: dict[str, Any] = json.loads(arrays["measured"].tobytes())
    return figures
