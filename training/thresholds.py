"""Chooses when the cheap stage is sure alone, and from which share of P0 on a message is one.

Chosen on lines by other hands than the training's. The cheap stage keeps a message only while
that costs each head next to nothing against asking the encoder about everything.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.triage.assess import Brain
from core.triage.linear import Said
from core.triage.reading import read
from core.triage.second import SecondStage
from core.types import Urgency, Verdict
from training import measures
from training.corpus import Row
from training.score import question_of
from training.stages import remembering

_GRID = tuple(round(0.30 + 0.02 * step, 2) for step in range(35))
# What a head may lose, in its own measure, where the cheap stage decides alone.
_LOSS = 0.004
_NEVER_SURE, _NO_ALARM = 2.0, 2.0
_LEAST_PRECISION = 0.80
_SUSPECTS = (0.02, 0.03, 0.05, 0.08, 0.12)

Numbers = NDArray[Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """`doubt` by head, `suspect` and `alarm` as `core.triage.second` documents them."""

    doubt: dict[str, float]
    suspect: float
    alarm: float


def choose(brain: Brain, rows: Sequence[Row]) -> Chosen:
    """The thresholds for a brain that has both stages."""
    both, linear = brain.second, brain.model
    if both is None or linear is None:
        raise ValueError("thresholds are chosen for a brain that has both stages")
    asked = [question_of(row) for row in rows]
    eager = _always(both, alarm=_NO_ALARM)
    told = remembering(replace(brain, second=eager))
    verdicts = told.assess_many(asked)
    readings = [read(each.message.text) for each in asked]
    first = linear.read(readings)
    second = _both(told, readings, first)
    alarm = _alarm(verdicts, second, rows)
    cheap = replace(brain, second=None).assess_many(asked)
    full = replace(told, second=_always(_second(told), alarm=alarm)).assess_many(asked)
    doubt = {
        name: _doubt(name, first, (measure, cheap, full))
        for name, measure in _measures(rows).items()
    }
    return Chosen(doubt=doubt, suspect=_suspect(first, second, rows, alarm), alarm=alarm)


def _always(stage: SecondStage, *, alarm: float) -> SecondStage:
    """The same stage, asked about everything."""
    eager = tuple(replace(each, doubt=_NEVER_SURE) for each in stage.fusions)
    return replace(stage, fusions=eager, alarm=alarm)


def _second(brain: Brain) -> SecondStage:
    assert brain.second is not None  # noqa: S101 - for the type checker; `choose` has looked
    return brain.second


def _both(brain: Brain, readings: Sequence[Any], first: Sequence[Said]) -> list[Said]:
    return _second(brain).revise(readings, first)


def _alarm(verdicts: Sequence[Verdict], said: Sequence[Said], rows: Sequence[Row]) -> float:
    """The lowest threshold whose alarms, with those of the rules, are right often enough."""
    ruled = np.array([each.urgency is Urgency.P0 for each in verdicts])
    shares = np.array([each.share("urgency", Urgency.P0) for each in said])
    wanted = np.array([row.urgency == Urgency.P0 for row in rows])
    best = max(_GRID)
    for least in sorted((*_GRID, 0.1, 0.15, 0.2, 0.25), reverse=True):
        alarms = ruled | (shares >= least)
        if wanted[alarms].mean() >= _LEAST_PRECISION:
            best = least
    return float(best)


def _measures(rows: Sequence[Row]) -> dict[str, Callable[[Sequence[Verdict]], float]]:
    def intent(verdicts: Sequence[Verdict]) -> float:
        given = [each.labels.intent for each in verdicts]
        return measures.accuracy([row.intent for row in rows], given)

    def urgency(verdicts: Sequence[Verdict]) -> float:
        given = [each.urgency.value for each in verdicts]
        return measures.macro_f1([row.urgency for row in rows], given)

    def tone(verdicts: Sequence[Verdict]) -> float:
        given = [each.labels.sentiment.value for each in verdicts]
        return measures.macro_recall([row.sentiment for row in rows], given)

    return {"intent": intent, "urgency": urgency, "sentiment": tone}


def _doubt(
    name: str,
    first: Sequence[Said],
    how: tuple[Callable[[Sequence[Verdict]], float], Sequence[Verdict], Sequence[Verdict]],
) -> float:
    """The lowest confidence at which this head loses next to nothing."""
    measure, cheap, full = how
    best = measure(full)
    sure = [max(each.shares(name).values()) for each in first]
    for least in _GRID:
        mixed = [
            one if share >= least else other
            for share, one, other in zip(sure, cheap, full, strict=True)
        ]
        if measure(mixed) >= best - _LOSS:
            return least
    return _NEVER_SURE


def _suspect(
    first: Sequence[Said], second: Sequence[Said], rows: Sequence[Row], alarm: float
) -> float:
    """The highest share of P0 below which the encoder would find next to no emergency."""
    found = [
        one.share("urgency", Urgency.P0)
        for one, other, row in zip(first, second, rows, strict=True)
        if row.urgency == Urgency.P0 and other.share("urgency", Urgency.P0) >= alarm
    ]
    for least in sorted(_SUSPECTS, reverse=True):
        if np.mean(np.array(found) < least) <= 0.01:
            return least
    return min(_SUSPECTS)
