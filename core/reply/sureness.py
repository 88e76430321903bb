"""How sure the desk is that an article answers: a few kinds of evidence, weighed once. Pure.

The weights are fitted on questions that were held out of everything else (`training/retrieval.py`),
so that of the answers at 0.9 and above nine in ten are right.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import astuple, dataclass
from math import exp, log

from core.types import Labels

# Where nothing is asked of anybody, and where the desk must not answer anyhow.
_NOTHING_ASKED = ("chatter", "praise", "spam")
_LEAST, _MOST = 1e-4, 40.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What speaks for the article that came first.

    `meant` and `none` are log-odds and log-share by meaning, `ahead` the lead over the second,
    `intended` and `idle` the shares of its intent and of intents that ask for nothing, `answerable`
    the chance that help pages settle such a message.
    """

    meant: float
    none: float
    ahead: float
    intended: float
    idle: float
    answerable: float


@dataclass(frozen=True, slots=True)
class Sureness:
    """A weight for each kind of evidence, by its name, and what is added."""

    weights: Mapping[str, float]
    bias: float

    def of(self, evidence: Evidence) -> float:
        """The chance that the article is the right one, 0..1."""
        known = zip(type(evidence).__slots__, astuple(evidence), strict=True)
        total = self.bias + sum(self.weights.get(name, 0.0) * value for name, value in known)
        return 1.0 / (1.0 + exp(-max(-_MOST, min(_MOST, total))))


def evidence(chances: tuple[float, float, float], intent: str, labels: Labels) -> Evidence:
    """From the best chance by meaning, the second and that of none."""
    first, second, none = chances
    shares = dict(labels.intents) or {labels.intent: labels.intent_confidence}
    return Evidence(
        meant=log((first + _LEAST) / (1.0 - first + _LEAST)),
        none=log(none + _LEAST),
        ahead=first - second,
        intended=shares.get(intent, 0.0),
        idle=sum(shares.get(each, 0.0) for each in _NOTHING_ASKED),
        answerable=0.5 if labels.answerable is None else labels.answerable,
    )
