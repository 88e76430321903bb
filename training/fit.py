"""Fits one head: strength of regularisation, temperature and lean are chosen on held-out folds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import log_softmax
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import KFold

from core.triage.linear import VERSION
from training.vectors import Matrix, Vectors

_STRENGTHS = (2.0, 8.0)
_FOLDS = 4
ABSENT = -100
_LEANS = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
_TONE_SHARES = (0.0, 0.1, 0.2, 0.3)
# A message is P0 from this share of P0 on; the second stage has a measured one.
ALARM = 0.5
_ABSENT = -6.0
_NEAR_ENOUGH, _TETHER = 0.01, 1e-5

Floats = NDArray[Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """One head: `weights` is (buckets, codes); the measures are of texts it was not fitted on."""

    name: str
    codes: tuple[str, ...]
    weights: Floats
    bias: Floats
    temperature: float
    lean: Floats
    strength: float
    accuracy: float
    recall: float
    calibration: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What a head learns; `evenly` when rare codes matter as much as frequent ones.

    `check` are the labels of lines by other hands, to calibrate on; an empty label is unknown.
    """

    name: str
    codes: tuple[str, ...]
    labels: Sequence[str]
    check: Sequence[str] = ()
    evenly: bool = False

    @property
    def answers(self) -> NDArray[np.int64]:
        """The place of each label among the codes."""
        return self.places(self.labels)

    def places(self, labels: Sequence[str]) -> NDArray[np.int64]:
        """The place of each label among the codes, ABSENT where there is none."""
        place = {"": ABSENT} | {code: number for number, code in enumerate(self.codes)}
        return np.array([place[label] for label in labels], dtype=np.int64)


def fit_head(task: Task, vectors: Vectors, *, seed: int, tone: Tone | None = None) -> Fitted:
    """The head at the strength that explains held-out folds best.

    Calibrated on lines by other hands where the task brings some, else on the folds.
    """
    known = np.flatnonzero(task.answers != ABSENT)
    matrix, answers = vectors.corpus[known], task.answers[known]
    tried = [
        (strength, _held_out(matrix, answers, len(task.codes), (strength, seed)))
        for strength in _STRENGTHS
    ]
    strength, scores = min(tried, key=lambda each: _calibrate(each[1], answers)[2])
    weights, bias = _fit(matrix, answers, len(task.codes), (strength, seed))
    if tone is not None:
        scores, weights = _with_tone(scores, weights, answers, (tone, matrix))
    fresh, fresh_answers = _fresh(task, vectors, (weights, bias)) or (scores, answers)
    temperature, shift, _ = _calibrate(fresh, fresh_answers)
    logs = log_softmax((fresh + shift) / temperature, axis=1)
    lean = lean_of(logs, fresh_answers) if task.evenly else np.zeros(len(task.codes))
    folds = log_softmax((scores + shift) / temperature, axis=1)
    return Fitted(
        name=task.name,
        codes=task.codes,
        weights=weights,
        bias=bias + shift,
        temperature=temperature,
        lean=lean,
        strength=strength,
        accuracy=float(((folds + lean).argmax(axis=1) == answers).mean()),
        recall=_macro_recall((folds + lean).argmax(axis=1), answers),
        calibration=expected_error(np.exp(folds).max(axis=1), folds.argmax(axis=1) == answers),
    )


def _fresh(
    task: Task, vectors: Vectors, head: tuple[Floats, Floats]
) -> tuple[Floats, Floats] | None:
    """Scores and answers of the lines that nothing was learnt from."""
    answers = task.places(task.check)
    known = np.flatnonzero(answers != ABSENT)
    if not len(known):
        return None
    weights, bias = head
    return vectors.check[known] @ weights + bias, answers[known]


@dataclass(frozen=True, slots=True)
class Tone:
    """Sentiment learnt from public tweets, (buckets, 3): an addition to our own, never alone."""

    weights: Floats


def fit_tone(labels: Sequence[str], codes: Sequence[str], vectors: Vectors, *, seed: int) -> Tone:
    """The same three columns as our sentiment head, from other people's tweets."""
    task = Task(name="tone", codes=tuple(codes), labels=labels)
    weights, _ = _fit(vectors.public, task.answers, len(task.codes), (1.0, seed), dual=False)
    return Tone(weights)


def pack(
    heads: Sequence[Fitted], vectors: Vectors, languages: Mapping[str, int]
) -> dict[str, NDArray[Any]]:
    """The arrays that `core.triage.linear` documents."""
    rows = np.flatnonzero(vectors.idf).astype(np.int32)
    idf = vectors.idf[rows]
    columns = np.concatenate([head.weights for head in heads], axis=1)[rows] * idf[:, None]
    scale = np.maximum(np.abs(columns).max(axis=0), 1e-9) / 127
    return {
        "version": np.array([VERSION]),
        "name": np.array([f"linear-{VERSION}"]),
        "languages": np.array(sorted(languages)),
        "heads": np.array([f"{head.name}={','.join(head.codes)}" for head in heads]),
        "rows": rows,
        "weights": np.round(columns / scale).astype(np.int8),
        "scale": scale.astype(np.float32),
        "norm": (idf**2).astype(np.float32),
        "bias": np.concatenate([head.bias for head in heads]).astype(np.float32),
        "lean": np.concatenate([head.lean for head in heads]).astype(np.float32),
        "alarm": np.array([ALARM], dtype=np.float32),
        "temperature": np.array([head.temperature for head in heads], dtype=np.float32),
    }


def expected_error(confidence: Floats, right: Floats, bins: int = 15) -> float:
    """Expected calibration error over equally wide bins."""
    place = np.minimum((np.asarray(confidence) * bins).astype(int), bins - 1)
    gaps = [
        (place == each).mean() * abs(confidence[place == each].mean() - right[place == each].mean())
        for each in np.unique(place)
    ]
    return float(sum(gaps))


def _held_out(matrix: Matrix, answers: Floats, codes: int, how: tuple[float, int]) -> Floats:
    """Scores of every text by a head that has not seen it."""
    scores = np.zeros((len(answers), codes))
    folds = KFold(_FOLDS, shuffle=True, random_state=how[1])
    for learn, test in folds.split(answers):
        weights, bias = _fit(matrix[learn], answers[learn], codes, how)
        scores[test] = matrix[test] @ weights + bias
    return scores


def _fit(
    matrix: Matrix, answers: Floats, codes: int, how: tuple[float, int], *, dual: bool = True
) -> tuple[Floats, Floats]:
    """One against the rest for each code; a code that nobody wrote stays far below the others."""
    weights, bias = np.zeros((matrix.shape[1], codes)), np.full(codes, _ABSENT)
    for code in range(codes):
        mine = answers == code
        if mine.any() and not mine.all():
            head = LogisticRegression(
                C=how[0],
                solver="liblinear",
                dual=dual,
                class_weight="balanced",
                random_state=how[1],
                max_iter=300,
                tol=1e-3 if dual else 1e-2,
            ).fit(matrix, mine)
            weights[:, code], bias[code] = head.coef_[0], head.intercept_[0]
    return weights, bias


def _calibrate(scores: Floats, answers: Floats) -> tuple[float, Floats, float]:
    """Temperature, shift of each code, and the loss they leave."""
    codes, each = scores.shape[1], np.arange(len(answers))

    def loss(guess: Floats) -> tuple[float, Floats]:
        logits = (scores + guess[1:]) / np.exp(guess[0])
        logs = log_softmax(logits, axis=1)
        wrong = np.exp(logs)
        wrong[each, answers] -= 1
        by_shift = wrong.mean(axis=0) / np.exp(guess[0]) + 2 * _TETHER * guess[1:]
        by_heat = -(wrong * logits).sum(axis=1).mean()
        missed = -logs[each, answers].mean() + _TETHER * (guess[1:] ** 2).sum()
        return float(missed), np.concatenate([[by_heat], by_shift])

    best = minimize(loss, np.zeros(codes + 1), jac=True, method="L-BFGS-B")
    return float(np.exp(best.x[0])), best.x[1:], float(best.fun)


def lean_of(logs: Floats, answers: Floats) -> Floats:
    """How far to favour rare codes when one is named: the least that nearly maxes macro recall."""
    share = np.bincount(answers, minlength=logs.shape[1]) / len(answers)
    against = -np.log(np.maximum(share, 1e-3))
    against -= against.min()
    recalls = {lean: _macro_recall((logs + lean * against).argmax(1), answers) for lean in _LEANS}
    enough = max(recalls.values()) - _NEAR_ENOUGH
    return min(lean for lean, recall in recalls.items() if recall >= enough) * against


def _with_tone(
    scores: Floats, weights: Floats, answers: Floats, public: tuple[Tone, Matrix]
) -> tuple[Floats, Floats]:
    tone, matrix = public
    theirs = matrix @ tone.weights
    shares = [(scores + share * theirs, share) for share in _TONE_SHARES]
    best, share = max(shares, key=lambda each: _macro_recall(each[0].argmax(1), answers))
    return best, weights + share * tone.weights


def _macro_recall(chosen: Floats, answers: Floats) -> float:
    recalls = [(chosen[answers == code] == code).mean() for code in np.unique(answers)]
    return float(np.mean(recalls))
