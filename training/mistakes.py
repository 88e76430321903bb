"""The mistakes worth reading: the surest wrong intents, and emergencies that were overlooked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.triage.assess import Brain
from core.types import Urgency, Verdict
from training.evaluate import Judged
from training.stages import questions

MOST = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """One wrong answer with its text, secrets covered, and what the desk gave as reasons."""

    where: str
    language: str
    text: str
    wanted: str
    given: str
    sure: float
    reasons: tuple[str, ...]


def confident_mistakes(judged: Sequence[Judged], brain: Brain) -> list[Mistake]:
    """Wrong intents, the surest first."""
    wrong = [each for each in judged if "intent" in each.line.labels and not each.intent_is_right]
    wrong.sort(key=lambda each: -each.record["intent_confidence"])
    return _explained(wrong[:MOST], brain, "intent")


def overlooked(judged: Sequence[Judged], brain: Brain) -> list[Mistake]:
    """Emergencies that were taken for something that can wait, the surest first."""
    missed = [
        each
        for each in judged
        if each.line.labels.get("urgency") == Urgency.P0 != each.record["urgency"]
    ]
    missed.sort(key=lambda each: -each.record["urgency_confidence"])
    return _explained(missed[:MOST], brain, "urgency")


def _explained(chosen: Sequence[Judged], brain: Brain, label: str) -> list[Mistake]:
    verdicts = brain.assess_many(questions([each.line for each in chosen]))
    return [
        Mistake(
            where=each.line.where,
            language=each.record["language"],
            text=each.record["masked_text"],
            wanted=each.line.labels[label].replace("_", " "),
            given=each.record[label].replace("_", " "),
            sure=each.record[f"{label}_confidence"],
            reasons=tuple(_reasons(verdict)),
        )
        for each, verdict in zip(chosen, verdicts, strict=True)
    ]


def _reasons(verdict: Verdict) -> Iterable[str]:
    yield from verdict.reasons
    yield from (f"{each.signal.replace('_', ' ')}: {each.reason}" for each in verdict.findings)
