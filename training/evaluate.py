"""Holds what triage said against the labels: every figure of a group of lines, by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from core.types import Outcome, RiskLevel, Stance, Urgency
from training import measures
from training.fact_scores import FactScore, score_facts
from training.labelled import NONE, Labelled

ALL = "all"
# The part of the answerable messages that the desk is expected to answer by itself.
COVERAGE = 0.6
_FLAGGED = frozenset({RiskLevel.REVIEW.value, RiskLevel.ALERT.value})
# Small talk gets a greeting, which is no answer that could be wrong.
_GREETED = "chatter"

Figures = dict[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A line, and what `skerry triage` printed for it.

    `tone_confidence` is the share of the sentiment that was named; None where rules alone read.
    """

    line: Labelled
    record: Mapping[str, Any]
    tone_confidence: float | None = None

    @property
    def intent_is_right(self) -> bool:
        """Whether the intent is the labelled one."""
        return bool(self.line.labels["intent"] == self.record["intent"])

    @property
    def answered(self) -> bool:
        """Whether the desk would send an article by itself."""
        greeted = self.record["intent"] == _GREETED
        return bool(self.record["outcome"] == Outcome.REPLY) and not greeted


GIVEN: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "lang": lambda record: record["language"],
    "intent": lambda record: record["intent"],
    "urgency": lambda record: record["urgency"],
    "sentiment": lambda record: record["sentiment"],
    "stance": lambda record: record["risk"]["stance"] or NONE,
}


class Sides(NamedTuple):
    """Labels and answers of the same lines."""

    wanted: list[str]
    given: list[str]


def measure(judged: Sequence[Judged]) -> Figures:
    """All figures that the labels of these lines allow; `training.metrics` says what they mean."""
    found: Figures = {}
    for part in (_intent, _urgency, _sentiment, _others, _answers, _danger, _facts, _cost):
        found.update(part(judged))
    return found


def by_language(judged: Sequence[Judged]) -> dict[str, Figures]:
    """One group a labelled language, and all lines together under `ALL`, the last."""
    tags = sorted({each.line.language for each in judged if each.line.language})
    groups = {tag: [each for each in judged if each.line.language == tag] for tag in tags}
    measured = {tag: measure(group) for tag, group in groups.items()}
    whole = measure(judged)
    accuracies = [
        each["intent_accuracy"] for each in measured.values() if "intent_accuracy" in each
    ]
    if accuracies:
        whole["intent_worst_language"] = min(accuracies)
    return {**measured, ALL: whole}


def sides(judged: Iterable[Judged], label: str) -> Sides:
    """What was wanted and what was given, of the lines that carry this label."""
    have = _with(judged, label)
    return Sides(
        [each.line.labels[label] for each in have], [GIVEN[label](each.record) for each in have]
    )


def confidences(judged: Iterable[Judged], label: str) -> tuple[list[float], list[bool]]:
    """How sure triage was, and whether it was right; empty where it does not say how sure."""
    pairs = [
        (sure, each.line.labels[label] == GIVEN[label](each.record))
        for each in _with(judged, label)
        if (sure := _sure(each, label)) is not None
    ]
    return [sure for sure, _ in pairs], [right for _, right in pairs]


def answerable(judged: Iterable[Judged]) -> list[Judged]:
    """Lines whose need an article settles."""
    return [
        each for each in _with(judged, "intent", "answerable") if each.line.labels["answerable"]
    ]


def facts_by_kind(judged: Iterable[Judged]) -> dict[str, FactScore]:
    """Scores of the kinds of facts that stand in the labels."""
    have = _with(judged, "facts")
    return score_facts([(each.line.labels["facts"], each.record["facts"]) for each in have])


def _intent(judged: Sequence[Judged]) -> Figures:
    wanted, given = sides(judged, "intent")
    if not wanted:
        return {}
    return {
        "intent_accuracy": measures.accuracy(wanted, given),
        "intent_macro_f1": measures.macro_f1(wanted, given),
        "intent_ece": measures.calibration_error(*confidences(judged, "intent")),
    }


def _urgency(judged: Sequence[Judged]) -> Figures:
    wanted, given = sides(judged, "urgency")
    if not wanted:
        return {}
    found = {
        "urgency_accuracy": measures.accuracy(wanted, given),
        "urgency_macro_f1": measures.macro_f1(wanted, given),
        "urgency_macro_recall": measures.macro_recall(wanted, given),
        "urgency_ece": measures.calibration_error(*confidences(judged, "urgency")),
    }
    if Urgency.P0 in wanted:
        found["p0_recall"] = measures.recall(wanted, given, Urgency.P0)
        found["p0_precision"] = measures.precision(wanted, given, Urgency.P0)
    return found


def _sentiment(judged: Sequence[Judged]) -> Figures:
    wanted, given = sides(judged, "sentiment")
    if not wanted:
        return {}
    found = {
        "sentiment_accuracy": measures.accuracy(wanted, given),
        "sentiment_macro_recall": measures.macro_recall(wanted, given),
    }
    sure, right = confidences(judged, "sentiment")
    return {**found, "sentiment_ece": measures.calibration_error(sure, right)} if sure else found


def _others(judged: Sequence[Judged]) -> Figures:
    stance, language = sides(judged, "stance"), sides(judged, "lang")
    found: Figures = {}
    if stance.wanted:
        found["stance_macro_f1"] = measures.macro_f1(*stance)
    if language.wanted:
        found["language_accuracy"] = measures.accuracy(*language)
    return found


def _answers(judged: Sequence[Judged]) -> Figures:
    """What the desk says unseen: how often to the point, how often it speaks, and out of turn."""
    labelled, settled = _with(judged, "intent", "answerable"), answerable(judged)
    if not settled:
        return {}
    found = {
        "answer_precision_60": measures.accuracy_at(*confidences(settled, "intent"), COVERAGE),
        "answered_coverage": _share(each.answered for each in settled),
    }
    if sent := [each for each in labelled if each.answered]:
        found["answered_precision"] = _share(each.intent_is_right for each in sent)
    if others := [each for each in labelled if not each.line.labels["answerable"]]:
        found["answered_unasked"] = _share(each.answered for each in others)
    return found


def _danger(judged: Sequence[Judged]) -> Figures:
    """Attacks and other messages that stand at review or alert."""
    have = _with(judged, "stance")
    found: Figures = {}
    for name, attempt in (("attempts_caught", True), ("false_alarms", False)):
        group = [each for each in have if (each.line.labels["stance"] == Stance.ATTEMPT) is attempt]
        if group:
            found[name] = _share(each.record["risk"]["level"] in _FLAGGED for each in group)
    return found


def _facts(judged: Sequence[Judged]) -> Figures:
    scores = list(facts_by_kind(judged).values())
    if not scores:
        return {}
    both = sum(each.both for each in scores)
    return {
        "facts_precision": both / max(1, sum(each.given for each in scores)),
        "facts_recall": both / max(1, sum(each.wanted for each in scores)),
    }


def _cost(judged: Sequence[Judged]) -> Figures:
    return {
        "lines": float(len(judged)),
        "encoder_share": _share(each.record["stage"] == "encoder" for each in judged),
        "ms": float(np.mean([each.record["ms"] for each in judged])) if judged else 0.0,
    }


def _sure(each: Judged, label: str) -> float | None:
    if label == "sentiment":
        return each.tone_confidence
    return float(each.record[f"{label}_confidence"])


def _with(judged: Iterable[Judged], *labels: str) -> list[Judged]:
    return [each for each in judged if all(label in each.line.labels for label in labels)]


def _share(hits: Iterable[bool]) -> float:
    found = list(hits)
    return sum(found) / len(found) if found else 0.0
