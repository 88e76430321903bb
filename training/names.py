"""Weighs the features of names, and measures the weights on families they were not fitted on."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from core.identities import Identities
from core.triage.likeness.features import AGAINST, FEATURES, Evidence
from core.triage.likeness.judge import gathered
from core.triage.likeness.registry import registry_of
from training.names_made import Made, impostors, near_misses, ordinary, registries

# An ordinary name is rare to resemble anything: those that do stand for many.
_NEAR, _WEIGHTS = 4.0, {"ordinary": 20.0}
_RIDGE, _ROUNDS, _BIAS = 1.0, 3, -6.0
# The share of ordinary names, and of near misses, that may lie above each level.
# What each feature would weigh if no names were there to tell: the fit starts from and stays near.
BELIEVED = {
    "same": 10.0, "same_brand": 8.0, "same_short": 7.0, "decorated": 10.0, "decorated_brand": 7.0,
    "edit1": 9.0, "edit2": 7.0, "near": 3.0, "brand_role": 10.0, "brand_weak_role": 8.0,
    "near_brand_role": 9.0, "person_and_brand": 10.0, "person_and_role": 8.0, "near_brand": 7.0,
    "disguised": 4.0, "badge": 2.0, "harmless": 10.0, "ordinary_brand": 2.5,
}  # fmt: skip
LEVELS = {"alert": (0.001, 0.005), "review": (0.01, 0.05)}
# However few ordinary names resemble anything, less than this is no reason to act, or to look.
LEAST = {"alert": 0.7, "review": 0.3}
_HANDLE = re.compile(r"(?<![\w@])@([A-Za-z0-9_]{3,32})\b")
_TEXTS = ("sentiment/*.jsonl", "scam/*.jsonl")
# The brand alone, decorated or with a slip, is for a person to judge: it stays below an alert.
CAPPED = {"decorated_brand": 6.6, "near_brand": 6.6}
Vectors = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Actor:
    """A made-up or ordinary actor with the features of every way to read him."""

    family: str
    poses: bool
    readings: Vectors


@dataclass(frozen=True, slots=True)
class Weighed:
    """A bias and one weight a feature, in the order of FEATURES."""

    bias: float
    weights: Vectors

    def score(self, actor: Actor) -> float:
        """That he poses, by the reading that says most; 0 where there is none."""
        if not len(actor.readings):
            return 0.0
        logit = self.bias + float((actor.readings @ self.weights).max())
        return float(1 / (1 + np.exp(-logit)))


def handles_in(folder: Path) -> list[str]:
    """Handles that people mention in public texts: ordinary ones, for all that is known."""
    found: dict[str, None] = {}
    for path in chain.from_iterable(sorted(folder.glob(each)) for each in _TEXTS):
        for line in path.read_text(encoding="utf-8").splitlines():
            found.update(dict.fromkeys(_HANDLE.findall(str(json.loads(line).get("text", "")))))
    return list(found)


def actors(seed: int, handles: Sequence[str]) -> list[Actor]:
    """Everybody to learn from or to measure on, before all registries of one seed."""
    found: list[Actor] = []
    for number, identities in enumerate(registries(seed)):
        made = chain(impostors(identities, seed), near_misses(identities, seed))
        found += [_actor(each) for each in made]
        people = chain(ordinary(seed + number, len(handles)), ((each, "") for each in handles))
        found += [_actor(Made(identities, *each, poses=False, family=ORDINARY)) for each in people]
    return found


ORDINARY = "ordinary"


def fit(everybody: Sequence[Actor]) -> Weighed:
    """Logistic regression; no weight may take the sign that its feature's meaning forbids.

    Who has nothing to weigh scores 0 whatever the bias: it is set, not fitted. An actor counts by
    his most telling reading, which the weights decide: some rounds settle it.
    """
    told = [each for each in everybody if len(each.readings)]
    signs = np.array([-1.0 if feature in AGAINST else 1.0 for feature in FEATURES])
    weighed = Weighed(_BIAS, signs * -_BIAS)
    for _ in range(_ROUNDS):
        chosen = np.array(
            [each.readings[(each.readings @ weighed.weights).argmax()] for each in told]
        )
        weighed = _fitted(chosen * signs, told, signs)
    return weighed


def _fitted(vectors: Vectors, told: Sequence[Actor], signs: Vectors) -> Weighed:
    poses = np.array([each.poses for each in told], dtype=float)
    counts = np.array([_WEIGHTS.get(each.family, 1.0 if each.poses else _NEAR) for each in told])

    def loss(parameters: Vectors) -> tuple[float, Vectors]:
        bias, weights = parameters[0], parameters[1:]
        logits = bias + vectors @ weights
        wrong = counts * (1 / (1 + np.exp(-logits)) - poses)
        cost = float(counts @ (np.logaddexp(0, logits) - poses * logits))
        away = weights - believed
        slope = vectors.T @ wrong + 2 * _RIDGE * away
        return cost + _RIDGE * float(away @ away), np.concatenate([[wrong.sum()], slope])

    believed = np.array([BELIEVED[feature] for feature in FEATURES])
    start = np.concatenate([[_BIAS], np.full(vectors.shape[1], -_BIAS)])
    bounds = [(_BIAS, _BIAS), *((0.0, CAPPED.get(feature, 16.0)) for feature in FEATURES)]
    solved = minimize(loss, start, jac=True, bounds=bounds, method="L-BFGS-B")
    return Weighed(float(solved.x[0]), solved.x[1:] * signs)


def thresholds(weighed: Weighed, held_out: Iterable[Actor]) -> dict[str, float]:
    """Split-conformal: at most these shares of people who were held out lie above."""
    innocent = [each for each in held_out if not each.poses]
    names = [weighed.score(each) for each in innocent if each.family == ORDINARY]
    near = [weighed.score(each) for each in innocent if each.family != ORDINARY]
    return {
        level: max(LEAST[level], _quantile(names, of_names), _quantile(near, of_near))
        for level, (of_names, of_near) in LEVELS.items()
    }


def by_family(weighed: Weighed, everybody: Iterable[Actor], least: float) -> dict[str, float]:
    """The share of each family that scores at least so much."""
    scores: dict[str, list[float]] = defaultdict(list)
    for each in everybody:
        scores[each.family].append(weighed.score(each))
    return {
        family: sum(score >= least for score in found) / len(found)
        for family, found in sorted(scores.items())
    }


def leave_family_out(everybody: Sequence[Actor], least: float) -> dict[str, float]:
    """The recall of each family of impostors by weights that never saw one of it."""
    families = sorted({each.family for each in everybody if each.poses})
    recall = {}
    for family in families:
        weighed = fit([each for each in everybody if each.family != family])
        inside = [each for each in everybody if each.family == family]
        recall[family] = by_family(weighed, inside, least)[family]
    return recall


def _actor(made: Made) -> Actor:
    return Actor(made.family, made.poses, _vectors(made.identities, made.handle, made.name))


def _vectors(identities: Identities, handle: str, name: str) -> Vectors:
    found = gathered(handle, name, registry_of(identities))
    return np.array(list(_rows(found)), dtype=float).reshape(len(found), len(FEATURES))


def _rows(found: Iterable[Evidence]) -> Iterator[list[float]]:
    for each in found:
        yield [each.values.get(feature, 0.0) for feature in FEATURES]


def _quantile(scores: Sequence[float], above: float) -> float:
    """The smallest threshold with at most that share of scores, and of one more, at or above."""
    ranked = sorted(scores, reverse=True)
    allowed = int(above * (len(ranked) + 1))
    return float(np.nextafter(ranked[allowed], 1.0)) if allowed < len(ranked) else 0.0
