"""Verdicts and their reasons as the JSON records of the contract."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from console.reasons import sentence
from console.words import texts
from core.triage.explain import Reason
from core.types import Message, Verdict

_IN_ENGLISH = texts("en")


def reasons_of(reasons: Iterable[Reason]) -> list[dict[str, Any]]:
    """Reasons as JSON records: which label, of which kind, and in words."""
    return [
        {
            "label": each.label,
            "kind": each.kind,
            "code": each.code,
            "text": sentence(_IN_ENGLISH, each),
        }
        for each in reasons
    ]


def record_of(message: Message, verdict: Verdict) -> dict[str, Any]:
    """A verdict as the contract's JSON record, without `id`, `outcome`, `reply` and `ms`."""
    labels, risk = verdict.labels, verdict.risk
    return {
        "language": labels.language,
        "intent": labels.intent,
        "intent_confidence": round(labels.intent_confidence, 4),
        "intents": [[code, round(share, 4)] for code, share in labels.intents[:3]],
        "urgency": verdict.urgency.value,
        "urgency_confidence": round(labels.urgency_confidence, 4),
        "sentiment": labels.sentiment.value,
        "sentiment_score": round(labels.sentiment_score, 4),
        "risk": {
            "score": round(risk.score, 4),
            "level": risk.level.value,
            "stance": risk.stance.value if risk.stance else None,
            "kinds": list(risk.kinds),
        },
        "findings": [
            {"signal": each.signal, "score": round(each.score, 4), "reason": each.reason}
            for each in verdict.findings
        ],
        "facts": {kind: list(values) for kind, values in verdict.facts.items()},
        "secrets": [
            {"kind": each.kind, "start": each.start, "end": each.end} for each in message.secrets
        ],
        "masked_text": message.text,
        "tags": {name: [label, share] for name, (label, share) in verdict.tags.items()},
        "stage": verdict.stage,
    }
