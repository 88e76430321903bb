"""What each of the two stages says alone, to see what the encoder buys and what it costs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.commands.triage import to_message
from core.identities import Question
from core.ports import Encoder
from core.triage.assess import Brain
from core.triage.linear import Said
from core.triage.reading import Reading, read
from core.triage.second import ANSWERABLE, ENCODER, YES, SecondStage, sureness, suspected
from core.types import Urgency, Verdict
from training.labelled import Labelled

_BATCH = 256
_NOW = datetime(2026, 1, 1, tzinfo=UTC)
# No share reaches it: the cheap stage is never sure.
_NEVER_SURE = 2.0
# Where the cheap stage may be overlooking an emergency it is less sure than anywhere else.
_SUSPICIOUS = -1.0

Numbers = NDArray[Any]


@dataclass(slots=True)
class Remembering:
    """An encoder that reads each text once."""

    encoder: Encoder
    known: dict[str, NDArray[np.float32]] = field(default_factory=dict[str, NDArray[np.float32]])

    @property
    def name(self) -> str:
        return self.encoder.name

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """As the encoder does; raises what it raises."""
        fresh = list(dict.fromkeys(text for text in texts if text not in self.known))
        if fresh:
            self.known.update(zip(fresh, self.encoder.encode(fresh), strict=True))
        return np.stack([self.known[text] for text in texts])


@dataclass(frozen=True, slots=True, kw_only=True)
class Cascade:
    """What comes of it when more and more of the least sure messages reach the encoder.

    `share` of the messages reach it, `intent` is then the accuracy of all, `p0` the recall of
    emergencies (None where none is labelled); `now` is the share at the thresholds in force.
    """

    share: Numbers
    intent: Numbers
    p0: Numbers | None
    now: float


def questions(lines: Sequence[Labelled]) -> list[Question]:
    """The lines as the desk would have received them."""
    return [
        Question(message=to_message(dict(each.asked), number, _NOW), now=_NOW)
        for number, each in enumerate(lines, start=1)
    ]


def remembering(brain: Brain) -> Brain:
    """The same brain, whose encoder reads each text once however often it is asked."""
    if brain.second is None:
        return brain
    return replace(brain, second=replace(brain.second, encoder=Remembering(brain.second.encoder)))


def tone_confidences(brain: Brain, asked: Sequence[Question]) -> list[float | None]:
    """The share of the sentiment that is named; None without a model."""
    if brain.model is None:
        return [None] * len(asked)
    readings = read_all([each.message.text for each in asked])
    said = brain.model.read(readings)
    if brain.second is not None:
        said = _revised(brain.second, readings, said)
    return [each.share("sentiment", each.named("sentiment")) for each in said]


def cascade(brain: Brain, lines: Sequence[Labelled], asked: Sequence[Question]) -> Cascade | None:
    """The trade-off over lines labelled with an intent; None where no encoder can be asked."""
    if brain.model is None or brain.second is None:
        return None
    chosen = [each for each, line in zip(asked, lines, strict=True) if "intent" in line.labels]
    labelled = [line for line in lines if "intent" in line.labels]
    eager = tuple(replace(each, doubt=_NEVER_SURE) for each in brain.second.fusions)
    both = _verdicts(replace(brain, second=replace(brain.second, fusions=eager)), chosen)
    if all(each.stage != ENCODER for each in both):
        return None
    cheap = _verdicts(replace(brain, second=None), chosen)
    said = brain.model.read(read_all([each.message.text for each in chosen]))
    order = np.argsort([margin(brain.second, each) for each in said], kind="stable")
    emergency = np.array([line.labels.get("urgency") == Urgency.P0 for line in labelled])[order]
    intents = (_intent_right(cheap, labelled)[order], _intent_right(both, labelled)[order])
    alarms = (_alarm(cheap)[order][emergency], _alarm(both)[order][emergency])
    ranks = np.arange(len(order))[emergency]
    taken = np.arange(len(order) + 1)
    return Cascade(
        share=taken / len(order),
        intent=_mixed(*intents),
        p0=_mixed(*alarms)[np.searchsorted(ranks, taken)] if emergency.any() else None,
        now=float(np.mean([brain.second.doubts(each) for each in said])),
    )


def margin(second: SecondStage, said: Said) -> float:
    """How far the cheap stage is above its thresholds; below 0 it asks the encoder."""
    if suspected(said, second.suspect):
        return _SUSPICIOUS
    margins = [sureness(said, each.head.name) - each.doubt for each in second.fusions]
    if ANSWERABLE in said.heads:
        margins.append(second.answers - said.share(ANSWERABLE, YES))
    return min(margins, default=0.0)


def read_all(texts: Sequence[str]) -> list[Reading]:
    """Each text as the stages see it."""
    return [read(text) for text in texts]


def _revised(second: SecondStage, readings: Sequence[Reading], said: Sequence[Said]) -> list[Said]:
    return [
        each
        for start in range(0, len(said), _BATCH)
        for each in second.revise(readings[start : start + _BATCH], said[start : start + _BATCH])
    ]


def _verdicts(brain: Brain, asked: Sequence[Question]) -> list[Verdict]:
    return [
        verdict
        for start in range(0, len(asked), _BATCH)
        for verdict in brain.assess_many(asked[start : start + _BATCH])
    ]


def _intent_right(verdicts: Sequence[Verdict], lines: Sequence[Labelled]) -> Numbers:
    return np.array(
        [
            verdict.labels.intent == line.labels["intent"]
            for verdict, line in zip(verdicts, lines, strict=True)
        ]
    )


def _alarm(verdicts: Sequence[Verdict]) -> Numbers:
    return np.array([verdict.urgency is Urgency.P0 for verdict in verdicts])


def _mixed(cheap: Numbers, both: Numbers) -> Numbers:
    """The share of hits when the first k answers are of both stages, for k = 0 … all."""
    gained = np.concatenate([[0], np.cumsum(both.astype(int) - cheap.astype(int))])
    mixed: Numbers = (cheap.sum() + gained) / max(1, len(cheap))
    return mixed
