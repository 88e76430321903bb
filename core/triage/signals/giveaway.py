"""Promises to send back more than it gets: doubling, send-to-receive."""

from __future__ import annotations

import re
from dataclasses import dataclass

from core.identities import Context
from core.triage.frames import CONTACT, LINK, Frame, first
from core.triage.polarity import stance
from core.triage.reading import Reading, read
from core.types import Finding, Message, Stance

_CODE = "giveaway"
_MULTIPLES = frozenset({2.0, 3.0, 5.0, 10.0})
_AT_MOST = 5
_PROMISE = re.compile(
    r"(\d{1,6}(?:[.,]\d{1,4})?)\s?(?:usdt|usdc|btc|eth|bnb|sol|trx|xrp|ton|u|usd|\$|€)?\b"
    r"[^\d\n]{1,24}?(\d{1,7}(?:[.,]\d{1,4})?)",
    re.IGNORECASE,
)

_FRAMES = (
    Frame(
        code=_CODE,
        anchor="double",
        does="promises to multiply what is sent",
        any_of=frozenset({"give", LINK, CONTACT}),
        unless=frozenset({"hypothetical", "about.fees"}),
        support={LINK: 0.4, "invest": 0.3, "give": 0.3, "drop": 0.2},
    ),
)


@dataclass(frozen=True, slots=True)
class Signal:
    """The first of its frames that is met speaks."""

    score: float = 0.62
    multiplied: float = 0.75
    talk: float = 0.4

    def __call__(self, message: Message, context: Context) -> Finding | None:
        reading = read(message.text)
        found = first(_FRAMES, reading, context.identities, (self.score, self.talk))
        return found or self._multiplied(reading)

    def _multiplied(self, reading: Reading) -> Finding | None:
        """Two amounts in one breath, the second a small multiple of the first."""
        if "give" not in reading.concepts or "mine" in reading.concepts:
            return None
        for one, other in _PROMISE.findall(reading.raw)[:_AT_MOST]:
            first_amount, second = _number(one), _number(other)
            if first_amount and second / first_amount in _MULTIPLES:
                about = stance(reading, reading.of("give")[0])
                attempt = about is Stance.ATTEMPT
                return Finding(
                    signal=_CODE,
                    kind=_CODE,
                    score=self.multiplied if attempt else self.talk,
                    reason=f"wants {one} and promises {other}",
                    stance=about,
                )
        return None


def _number(written: str) -> float:
    return float(written.replace(",", ".")) if written.count(",") + written.count(".") < 2 else 0.0
