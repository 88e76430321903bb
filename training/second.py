"""Makes the second stage: tunes the encoder, then weighs its heads against the cheap stage.

The weighing (fusion, calibration, thresholds) is fitted on `models/corpus/calibration`, which
other hands wrote than the lines that the encoder and the linear stage learn from: confidence in
one's own authors is no confidence.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import log_softmax

from core.triage.labels import INTENTS
from core.triage.linear import LinearModel, Said
from core.triage.reading import read
from core.triage.second import VERSION
from core.triage.secrets import mask
from core.triage.text import for_encoder
from core.types import Sentiment, Stance, Urgency
from models.encoder.pack import Floats
from models.encoder.runtime import E5
from training.corpus import Row
from training.fit import lean_of
from training.tune import ABSENT, Learnt, Lesson, Plan, Question

TONES = tuple(tone.value for tone in Sentiment)
LEVELS = tuple(level.value for level in Urgency)
STANCES = ("none", *(stance.value for stance in Stance))
ANSWERABLE = ATTACK = ("no", "yes")
# How often public scams are read: they are other people's.
_TIMES = 1
QUESTIONS = (
    Question("intent", INTENTS, 1.0),
    Question("urgency", LEVELS, 0.7),
    Question("sentiment", TONES, 0.6),
    Question("stance", STANCES, 0.4),
    Question("answerable", ANSWERABLE, 0.4),
    Question("attack", ATTACK, 0.7),
)
_EVENLY = frozenset({"urgency", "sentiment"})
_TETHER = 2e-3


def plain(text: str) -> str:
    """A raw text as the encoder will meet it: secrets covered, addresses by stand-ins."""
    return for_encoder(read(mask(text).text).raw)


@dataclass(frozen=True, slots=True)
class Public:
    """Other people's texts: up to `most` tweets with their tone, and scams."""

    tweets: Sequence[tuple[str, str]] = ()
    most: int = 0
    scams: Sequence[Row] = ()


def lessons(rows: Sequence[Row], public: Public, plan: Plan) -> list[Lesson]:
    """Our lines, each `plan.epochs` times, public scams and tweets once."""
    ours = Lesson([plain(row.text) for row in rows], answers(rows), plan.epochs)
    scams = [Lesson([plain(each.text) for each in public.scams], answers(public.scams), _TIMES)]
    luck = random.Random(plan.seed)  # noqa: S311 - a sample, not a secret
    chosen = luck.sample(list(public.tweets), min(public.most, len(public.tweets)))
    theirs = np.full((len(chosen), len(QUESTIONS)), ABSENT, dtype=np.int64)
    theirs[:, _column("sentiment")] = [TONES.index(tone) for _, tone in chosen]
    tones = [Lesson([plain(text) for text, _ in chosen], theirs, 1)]
    return [ours, *(scams if public.scams else []), *(tones if chosen else [])]


def answers(rows: Sequence[Row]) -> NDArray[np.int64]:
    """(rows, questions): the place of each label among its codes."""

    def place(row: Row, question: Question) -> int:
        label = getattr(row, question.name)
        return question.codes.index(label) if label else ABSENT

    return np.array([[place(row, each) for each in QUESTIONS] for row in rows], dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Weighed:
    """One head's place in the fusion."""

    cheap: float
    own: float
    shift: Floats
    lean: Floats


def weigh(
    learnt: Learnt, encoder: E5, linear: LinearModel, rows: Sequence[Row]
) -> dict[str, NDArray[Any]]:
    """The arrays that `core.triage.second` documents, fitted on rows that nobody learnt from."""
    readings = [read(mask(row.text).text) for row in rows]
    said = linear.read(readings)
    vectors = encoder.encode([for_encoder(each.raw) for each in readings])
    labels = answers(rows)
    weighed = [
        _weigh(question, learnt, vectors, (said, labels[:, column]))
        for column, question in enumerate(QUESTIONS)
    ]
    parts = [learnt.heads[each.name] for each in QUESTIONS]
    return {
        "version": np.array([VERSION]),
        "encoder": np.array([encoder.name]),
        "heads": np.array([f"{each.name}={','.join(each.codes)}" for each in QUESTIONS]),
        "weights": np.concatenate([weight for weight, _ in parts], axis=1).astype(np.float32),
        "bias": np.concatenate([bias for _, bias in parts]).astype(np.float32),
        "cheap": np.array([each.cheap for each in weighed], dtype=np.float32),
        "own": np.array([each.own for each in weighed], dtype=np.float32),
        "shift": np.concatenate([each.shift for each in weighed]).astype(np.float32),
        "lean": np.concatenate([each.lean for each in weighed]).astype(np.float32),
    }


def _weigh(
    question: Question,
    learnt: Learnt,
    vectors: Floats,
    told: tuple[Sequence[Said], NDArray[np.int64]],
) -> Weighed:
    said, labels = told
    known = labels != ABSENT
    weight, bias = learnt.heads[question.name]
    own = log_softmax(vectors @ weight + bias, axis=1)
    cheap = np.log(np.maximum([list(each.shares(question.name).values()) for each in said], 1e-5))
    # Of attacks the words alone know next to nothing that the encoder does not know better.
    trusted = 0.0 if question.name == "attack" else 5.0
    best = _fuse((cheap[known], own[known]), labels[known], trusted)
    logs = log_softmax(best.cheap * cheap + best.own * own + best.shift, axis=1)
    if question.name not in _EVENLY:
        return best
    lean = lean_of(logs[known], labels[known])
    return Weighed(best.cheap, best.own, best.shift, lean)


def _fuse(both: tuple[Floats, Floats], labels: NDArray[np.int64], trusted: float) -> Weighed:
    """The weights and shifts that explain the labels best; shifts are held near zero.

    The cheap stage weighs at most as much as it is `trusted`.
    """
    cheap, own = both
    codes, each = cheap.shape[1], np.arange(len(labels))

    def loss(guess: Floats) -> tuple[float, Floats]:
        logs = log_softmax(guess[0] * cheap + guess[1] * own + guess[2:], axis=1)
        wrong = np.exp(logs)
        wrong[each, labels] -= 1
        slopes = [(wrong * cheap).sum(1).mean(), (wrong * own).sum(1).mean()]
        shifts = wrong.mean(axis=0) + 2 * _TETHER * guess[2:]
        missed = -logs[each, labels].mean() + _TETHER * (guess[2:] ** 2).sum()
        return float(missed), np.concatenate([slopes, shifts])

    start = np.concatenate([[min(0.5, trusted), 0.5], np.zeros(codes)])
    bounds = [(0, trusted), (0, 5)] + [(-3, 3)] * codes
    best = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds)
    none = np.zeros(codes, dtype=np.float32)
    return Weighed(float(best.x[0]), float(best.x[1]), best.x[2:], none)


def _column(name: str) -> int:
    return [each.name for each in QUESTIONS].index(name)
