"""Holds a link that imitates an official site, or looks like phishing."""

from __future__ import annotations

from dataclasses import dataclass

from core.identities import Context
from core.triage.hosts import Host, judge
from core.triage.polarity import about_a_name
from core.triage.reading import Reading, read
from core.types import Finding, Message, Stance

_CODE = "phishing_link"
_AT_MOST = 20
# What makes a stranger's link more than a link.
_BAIT = frozenset(
    {"validate", "connect", "drop", "double", "offer_help", "seed", "fee_first", "your"}
)


@dataclass(frozen=True, slots=True)
class Signal:
    """Judges the worst link of a message, and believes it more beside bait."""

    least: float = 0.28
    talk: float = 0.4

    def __call__(self, message: Message, context: Context) -> Finding | None:
        reading = read(message.text)
        if not reading.links:
            return None
        links = reading.links[:_AT_MOST]
        worst = max(
            (judge(link, context.identities) for link in links), key=lambda each: each.score
        )
        if worst.score < self.least:
            return None
        about = about_a_name(reading)
        score = self._score(worst, reading) if about is Stance.ATTEMPT else self.talk
        return Finding(signal=_CODE, kind=_CODE, score=score, reason=worst.reason, stance=about)

    def _score(self, worst: Host, reading: Reading) -> float:
        bait = len(reading.concepts & _BAIT)
        return 1 - (1 - worst.score) * 0.8 ** min(bait, 3)
