"""Threats, slurs and harassment."""

from __future__ import annotations

from dataclasses import dataclass

from core.triage.reading import read
from core.types import Context, Finding, Message, Stance

_CODE = "abuse"


@dataclass(frozen=True, slots=True)
class Signal:
    """A threat weighs more than an insult; who quotes one reports it."""

    threat: float = 0.9
    insult: float = 0.6
    more: float = 0.75

    def __call__(self, message: Message, context: Context) -> Finding | None:
        reading = read(message.text)
        hits = reading.of("violence", "insult")
        if not hits or "violence" in reading.concepts and "figure" in reading.concepts:
            return None
        worst = min(hits, key=lambda hit: hit.concept != "violence")
        about = Stance.REPORT if {"told", "mine"} <= reading.concepts else Stance.ATTEMPT
        score = self.threat if worst.concept == "violence" else self.insult
        if worst.concept == "insult" and len({hit.start for hit in hits}) > 1:
            score = self.more
        kind = "threatens" if worst.concept == "violence" else "insults"
        said = "tells of abuse" if about is Stance.REPORT else kind
        reason = f"{said}: “{reading.words(worst)}”"
        return Finding(signal=_CODE, kind=_CODE, score=score, reason=reason, stance=about)
