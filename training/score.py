"""Measures the whole first stage, rules and weights together, on texts it has not seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np

from core.identities import Question
from core.triage.assess import Brain
from core.triage.secrets import mask
from core.types import Author, Message, Place, Platform, RiskLevel, Stance, Urgency, Verdict
from training import measures
from training.corpus import Row

_NOW = datetime(2026, 1, 1, tzinfo=UTC)
_FLAGGED = frozenset({RiskLevel.REVIEW, RiskLevel.ALERT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """Shares, 0..1; `caught` and `false_alarms` count attempts and others at review or alert."""

    rows: int
    intent: float
    intent_f1: float
    calibration: float
    urgency: float
    p0: float
    sentiment: float
    caught: float
    false_alarms: float


def judge(brain: Brain, rows: Sequence[Row]) -> Scores:
    """How often the verdicts agree with the labels."""
    verdicts = brain.assess_many([question_of(row) for row in rows])
    intents = [verdict.labels.intent for verdict in verdicts]
    right = np.array([row.intent == intent for row, intent in zip(rows, intents, strict=True)])
    sure = np.array([verdict.labels.intent_confidence for verdict in verdicts])
    tones = [verdict.labels.sentiment.value for verdict in verdicts]
    levels = [verdict.urgency.value for verdict in verdicts]
    wanted = [row.urgency for row in rows]
    return Scores(
        rows=len(rows),
        intent=float(right.mean()),
        intent_f1=measures.macro_f1([row.intent for row in rows], intents),
        calibration=measures.calibration_error(sure, right),
        urgency=measures.macro_recall(wanted, levels),
        p0=measures.recall(wanted, levels, Urgency.P0),
        sentiment=measures.macro_recall([row.sentiment for row in rows], tones),
        caught=_flagged(rows, verdicts, attempt=True),
        false_alarms=_flagged(rows, verdicts, attempt=False),
    )


def question_of(row: Row) -> Question:
    """The line as the desk would have received it, in a private chat."""
    masked = mask(row.text)
    message = Message(
        platform=Platform("evaluation"),
        account="",
        id="",
        conversation="",
        address="",
        author=Author(id="author"),
        place=Place.DM,
        text=masked.text,
        secrets=masked.secrets,
        sent_at=_NOW,
        received_at=_NOW,
    )
    return Question(message=message, now=_NOW)


def _flagged(rows: Sequence[Row], verdicts: Sequence[Verdict], *, attempt: bool) -> float:
    levels = [
        verdict.risk.level in _FLAGGED
        for row, verdict in zip(rows, verdicts, strict=True)
        if (row.stance == Stance.ATTEMPT) is attempt
    ]
    return float(np.mean(levels)) if levels else 0.0
