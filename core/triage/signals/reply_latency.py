"""A stranger answers somebody who asked us within seconds: weak evidence that adds."""

from __future__ import annotations

from dataclasses import dataclass

from core.identities import Context
from core.triage.contacts import outside
from core.triage.polarity import stance
from core.triage.reading import read
from core.types import Finding, Message, Stance

_CODE, _KIND = "reply_latency", "off_platform_pivot"
_OFFERS = frozenset({"offer_help", "reach_out", "recover", "praise_someone"})


@dataclass(frozen=True, slots=True)
class Signal:
    """Robots wait for calls for help; people who help take longer, and name no contact."""

    seconds: int = 120
    bare: float = 0.1
    offers: float = 0.4

    def __call__(self, message: Message, context: Context) -> Finding | None:
        if context.victim_at is None or message.author.is_moderator:
            return None
        took = (message.sent_at - context.victim_at).total_seconds()
        if not 0 <= took <= self.seconds:
            return None
        reading = read(message.text)
        if stance(reading) is not Stance.ATTEMPT:
            return None
        offers = reading.concepts & _OFFERS or outside(reading, context.identities)
        score = self.offers if offers else self.bare
        reason = f"answers a call for help after {took:.0f} seconds"
        return Finding(signal=_CODE, kind=_KIND, score=score, reason=reason)
