"""Chooses when the cheap stage is sure alone, and from which share of P0 on a message is one.

Chosen on lines by other hands than the training's. The encoder may be asked about a given part of
an ordinary day (`training/stream.py`); within that budget the thresholds are those that read best.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.triage.assess import Brain
from core.triage.labels import ALARMING, LIKELY
from core.triage.linear import Said
from core.triage.reading import read
from core.triage.second import ANSWERABLE, YES, SecondStage, sureness, suspected
from core.types import Urgency, Verdict
from training import measures
from training.corpus import Row
from training.score import question_of
from training.stages import remembering
from training.stream import weights

# The most of an ordinary day that may reach the encoder.
BUDGET = 0.52
# Alarms, of the model and the rules together, are right at least so often.
_LEAST_PRECISION = 0.75
_ALARMS = (0.04, 0.06, 0.08, 0.1, 0.12, 0.15, 0.18, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6, 0.7)
_INTENT = (0.0, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.9)
_URGENCY = (0.0, 0.4, 0.45, 0.5, 0.55, 0.6)
_TONE = (0.0, 0.4, 0.45, 0.5, 0.55)
# Below this nobody is sure whether it is an attack; above, the cheap stage may say so alone.
_ATTACK = 0.88
# From here on the help pages may well settle it: nothing is answered that one stage alone has read.
ANSWERS = 0.6
# Emergencies are few: as many as can be had, for two messages in a hundred more.
_SUSPECT = (0.03,)
_NEVER_SURE, _NO_ALARM = 2.0, 2.0

Numbers = NDArray[Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """`doubt` by head, `suspect` and `alarm` as `core.triage.second` documents them."""

    doubt: dict[str, float]
    suspect: float
    alarm: float


def choose(brain: Brain, rows: Sequence[Row], budget: float = BUDGET) -> Chosen:
    """The thresholds for a brain that has both stages; ValueError for one that has not."""
    stage, linear = brain.second, brain.model
    if stage is None or linear is None:
        raise ValueError("thresholds are chosen for a brain that has both stages")
    asked = [question_of(row) for row in rows]
    told = remembering(replace(brain, second=_always(stage, _NO_ALARM)))
    quiet = told.assess_many(asked)
    readings = [read(each.message.text) for each in asked]
    first = linear.read(readings)
    assert told.second is not None  # noqa: S101 - for the type checker
    alarm = _alarm(quiet, told.second.revise(readings, first), rows)
    full = replace(told, second=_always(told.second, alarm)).assess_many(asked)
    cheap = replace(brain, second=None).assess_many(asked)
    return _best(_Sides(rows, cheap, full, _confidences(first)), alarm, budget)


@dataclass(frozen=True, slots=True)
class _Sides:
    """The same lines as both stages read them, and how sure the cheap one was of each."""

    rows: Sequence[Row]
    cheap: Sequence[Verdict]
    full: Sequence[Verdict]
    sure: dict[str, Numbers]


def _always(stage: SecondStage, alarm: float) -> SecondStage:
    """The same stage, asked about everything."""
    eager = tuple(replace(each, doubt=_NEVER_SURE) for each in stage.fusions)
    return replace(stage, fusions=eager, alarm=alarm)


def _alarm(verdicts: Sequence[Verdict], said: Sequence[Said], rows: Sequence[Row]) -> float:
    """The lowest threshold whose alarms, with those of the rules, are right often enough."""
    ruled = np.array([each.urgency is Urgency.P0 for each in verdicts])
    shares = np.array([each.share("urgency", Urgency.P0) for each in said])
    seldom = np.array([each.labels.intent not in ALARMING for each in verdicts])
    shares = np.where(seldom & (shares < LIKELY), 0.0, shares)
    wanted = np.array([row.urgency == Urgency.P0 for row in rows])
    fine = [
        least
        for least in _ALARMS
        if (ruled | (shares >= least)).any()
        and wanted[ruled | (shares >= least)].mean() >= _LEAST_PRECISION
    ]
    return min(fine, default=max(_ALARMS))


def _confidences(said: Sequence[Said]) -> dict[str, Numbers]:
    sure = {
        name: np.array([sureness(each, name) for each in said])
        for name in ("intent", "urgency", "sentiment", "attack")
    }
    emergency = np.array([each.share("urgency", Urgency.P0) for each in said])
    alarm = said[0].alarm if said else 1.0
    thinkable = np.array([suspected(each, 0.0) for each in said], dtype=bool)
    settled = np.array([each.share(ANSWERABLE, YES) for each in said])
    return {
        **sure,
        "suspect": np.where((emergency < alarm) & thinkable, emergency, 0.0),
        "answerable": settled,
    }


def _best(sides: _Sides, alarm: float, budget: float) -> Chosen:
    """Among all thresholds that keep the budget, those that read best."""
    day = np.array(weights(sides.rows))
    pairs = _codes(sides)
    found: tuple[float, tuple[float, ...]] = (-1.0, (0.0, 0.0, 0.0, _NO_ALARM))
    for intent, urgency, tone, suspect in product(_INTENT, _URGENCY, _TONE, _SUSPECT):
        doubtful = (
            (sides.sure["intent"] < intent)
            | (sides.sure["urgency"] < urgency)
            | (sides.sure["sentiment"] < tone)
            | (sides.sure["suspect"] >= suspect)
            | (sides.sure["attack"] < _ATTACK)
            | (sides.sure["answerable"] >= ANSWERS)
        )
        if day[doubtful].sum() <= budget:
            found = max(found, (_quality(pairs, doubtful), (intent, urgency, tone, suspect)))
    intent, urgency, tone, suspect = found[1]
    doubt = {"intent": intent, "urgency": urgency, "sentiment": tone, "attack": _ATTACK}
    return Chosen(doubt=doubt, suspect=suspect, alarm=alarm)


def _codes(sides: _Sides) -> dict[str, tuple[Numbers, Numbers, Numbers]]:
    """By label: wanted, said by the cheap stage, said by both."""

    def three(wanted: list[str], cheap: list[str], full: list[str]) -> Any:
        return np.array(wanted), np.array(cheap), np.array(full)

    return {
        "intent": three(
            [row.intent for row in sides.rows],
            [each.labels.intent for each in sides.cheap],
            [each.labels.intent for each in sides.full],
        ),
        "urgency": three(
            [row.urgency for row in sides.rows],
            [each.urgency.value for each in sides.cheap],
            [each.urgency.value for each in sides.full],
        ),
        "sentiment": three(
            [row.sentiment for row in sides.rows],
            [each.labels.sentiment.value for each in sides.cheap],
            [each.labels.sentiment.value for each in sides.full],
        ),
    }


def _quality(pairs: dict[str, tuple[Numbers, Numbers, Numbers]], doubtful: Numbers) -> float:
    """Intent right, levels found, tones found, emergencies found: one number."""
    mixed = {name: np.where(doubtful, full, cheap) for name, (_, cheap, full) in pairs.items()}
    levels, tones = pairs["urgency"][0], pairs["sentiment"][0]
    return float(
        np.mean(mixed["intent"] == pairs["intent"][0])
        + 0.7 * _macro_recall(levels, mixed["urgency"])
        + 0.6 * _macro_recall(tones, mixed["sentiment"])
        + 0.5 * measures.recall(levels, mixed["urgency"], Urgency.P0.value)
    )


def _macro_recall(wanted: Numbers, given: Numbers) -> float:
    return float(np.mean([np.mean(given[wanted == code] == code) for code in np.unique(wanted)]))
