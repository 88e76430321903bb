"""A new account, or one that has just joined, sends people elsewhere: weak evidence that adds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from core.identities import Context
from core.triage.contacts import outside
from core.triage.polarity import stance
from core.triage.reading import Reading, read
from core.types import Finding, Message, Stance

_CODE, _KIND = "newcomer", "off_platform_pivot"
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Signal:
    """Victims are new, too: who only asks, and who tells of others, is left alone."""

    young_days: int = 14
    score: float = 0.3
    both: float = 0.45

    def __call__(self, message: Message, context: Context) -> Finding | None:
        why = self._why(message, context.now)
        if not why or message.author.is_moderator:
            return None
        reading = read(message.text)
        sends = outside(reading, context.identities)
        if not sends or stance(reading) is not Stance.ATTEMPT or _asks(reading):
            return None
        score = self.both if len(why) > 1 else self.score
        reason = f"{' and '.join(why)}, and sends people to “{sends[0]}”"
        return Finding(signal=_CODE, kind=_KIND, score=score, reason=reason)

    def _why(self, message: Message, now: datetime) -> list[str]:
        author, why = message.author, []
        if author.created_at and now - author.created_at < self.young_days * _DAY:
            why.append(f"has an account of {max(0, (now - author.created_at).days)} days")
        if author.joined_at and now - author.joined_at < _DAY:
            why.append("joined within a day")
        return why


def _asks(reading: Reading) -> bool:
    return "plea" in reading.concepts
