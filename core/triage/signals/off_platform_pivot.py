"""A helper who moves the victim to a private chat, messenger, e-mail, form or another handle."""

from __future__ import annotations

from dataclasses import dataclass

from core.identities import Context
from core.triage.contacts import outside
from core.triage.lexicon import Hit
from core.triage.polarity import stance
from core.triage.reading import Reading, read
from core.types import Finding, Message, Stance

_CODE = "off_platform_pivot"
_HELPER = frozenset({"offer_help", "i_am_staff", "praise_someone", "recover"})


@dataclass(frozen=True, slots=True)
class Signal:
    """Needs an invitation to write somewhere else and the offer of help that baits it."""

    named: float = 0.85
    unnamed: float = 0.62
    staff: float = 0.9
    talk: float = 0.4

    def __call__(self, message: Message, context: Context) -> Finding | None:
        reading = read(message.text)
        concepts = reading.concepts
        if "not_first" in concepts:
            return self._found(reading.of("not_first")[0], reading, self.talk, Stance.WARNING)
        if "reach_out" not in concepts:
            return None
        named = outside(reading, context.identities)
        pair = reading.pair("reach_out", "channel")
        if not (pair or named) or not concepts & _HELPER:
            return None
        anchors = pair or (reading.of("reach_out")[0],)
        about = stance(reading, *anchors)
        if about is not Stance.ATTEMPT:
            return self._found(anchors[0], reading, self.talk, about)
        if "plea" in concepts and not named:
            return None
        return self._found(anchors[0], reading, self._score(reading, named), about)

    def _score(self, reading: Reading, named: tuple[str, ...]) -> float:
        if "i_am_staff" in reading.concepts:
            return self.staff
        return self.named if named else self.unnamed

    def _found(self, hit: Hit, reading: Reading, score: float, about: Stance) -> Finding:
        words = reading.words(hit)
        reason = {
            Stance.ATTEMPT: f"offers help and wants to be written to elsewhere: “{words}”",
            Stance.WARNING: f"warns of private messages: “{words}”",
            Stance.REPORT: f"tells of somebody who wants to talk elsewhere: “{words}”",
            Stance.QUESTION: f"asks whether to write to somebody elsewhere: “{words}”",
        }[about]
        return Finding(signal=_CODE, kind=_CODE, score=score, reason=reason, stance=about)
