"""Posts a working phrase with a story, to rob whoever tries to take the money."""

from __future__ import annotations

from dataclasses import dataclass

from core.identities import Context
from core.triage.reading import read
from core.types import Finding, Leg, Message

_CODE = "seed_bait"
_KEYS = frozenset({"seed_phrase", "private_key"})


@dataclass(frozen=True, slots=True)
class Signal:
    """A phrase shown in public beside talk of the coins it holds; in private it is a victim's."""

    public: float = 0.8
    private: float = 0.35

    def __call__(self, message: Message, context: Context) -> Finding | None:  # noqa: ARG002
        if not any(secret.kind in _KEYS for secret in message.secrets):
            return None
        reading = read(message.text)
        if "seed_story" not in reading.concepts:
            return None
        story = reading.words(reading.of("seed_story")[0])
        score = self.public if message.leg is Leg.PUBLIC else self.private
        reason = f"shows a wallet's secret with a story that invites to use it: “{story}”"
        return Finding(signal=_CODE, kind=_CODE, score=score, reason=reason)
