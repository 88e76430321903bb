"""Holds a link that imitates an official site, stands on a list, or looks like phishing."""

from __future__ import annotations

from dataclasses import dataclass

from core.identities import Context
from core.triage.hosts import Host, plain_judge
from core.triage.hosts.judge import LISTED, MOST_LINKS
from core.triage.polarity import about_a_name
from core.triage.reading import Reading, read
from core.types import Finding, Message, RiskLevel, Stance

_CODE = "phishing_link"
# What makes a stranger's link more than a link.
_BAIT = frozenset(
    {"validate", "connect", "drop", "double", "offer_help", "seed", "fee_first", "your"}
)


@dataclass(frozen=True, slots=True)
class Signal:
    """Judges the worst link of a message, and believes it more beside bait.

    `share`: how many strangers' links are phishing before one looks at them; a host's own score
    is told as if half of them were.
    """

    least: float = 0.28
    talk: float = 0.4
    share: float = 0.25

    def __call__(self, message: Message, context: Context) -> Finding | None:
        reading = read(message.text)
        if not reading.links:
            return None
        judge = context.hosts or plain_judge(context.identities)
        judged = judge.judge_many(reading.links[:MOST_LINKS])
        worst = max(judged, key=lambda each: each.score)
        if worst.level is RiskLevel.NONE or (score := self._score(worst, reading)) < self.least:
            return None
        about = about_a_name(reading)
        score = score if about is Stance.ATTEMPT else self.talk
        return Finding(signal=_CODE, kind=_CODE, score=score, reason=worst.reason, stance=about)

    def _score(self, worst: Host, reading: Reading) -> float:
        score = worst.score
        if worst.by_wording:
            odds = score / max(1 - score, 1e-6) * self.share / (1 - self.share)
            score = odds / (1 + odds)
        if worst.verdict == LISTED:
            return score
        return 1 - (1 - score) * 0.8 ** min(len(reading.concepts & _BAIT), 3)
