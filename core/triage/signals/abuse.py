"""Threats, slurs and harassment."""

from __future__ import annotations

from dataclasses import dataclass

from core.identities import Context
from core.triage.reading import read
from core.types import Finding, Message, Stance

_CODE = "abuse"
_GRAVEST_FIRST = ("extort", "violence", "insult")
_DOES = {"extort": "extorts", "violence": "threatens", "insult": "insults"}


@dataclass(frozen=True, slots=True)
class Signal:
    """Threats weigh most; a customer's curse alone is a note, since he may still need help."""

    threat: float = 0.9
    insult: float = 0.4
    more: float = 0.45

    def __call__(self, message: Message, context: Context) -> Finding | None:  # noqa: ARG002
        reading = read(message.text)
        found = next((kind for kind in _GRAVEST_FIRST if kind in reading.concepts), "")
        if not found or (found == "violence" and "figure" in reading.concepts):
            return None
        hits = reading.of(found)
        about = Stance.REPORT if {"told", "mine"} <= reading.concepts else Stance.ATTEMPT
        score = self.insult if found == "insult" else self.threat
        if found == "insult" and len({hit.start for hit in hits}) > 1:
            score = self.more
        does = "tells of abuse" if about is Stance.REPORT else _DOES[found]
        reason = f"{does}: “{reading.words(hits[0])}”"
        return Finding(signal=_CODE, kind=_CODE, score=score, reason=reason, stance=about)
