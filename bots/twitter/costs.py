"""What the day has cost so far, in US dollars, and whether there is money left to go on reading.

X bills per thing read or said, and each thing read once per UTC day. Prices come from settings.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any

from bots.twitter.limits import (
    LISTENING,
    ME,
    MENTIONS,
    MESSAGE_CREATE,
    MESSAGES,
    MESSAGES_WITH,
    OWN_POSTS,
    POST_CREATE,
    POSTS,
    REPLY_HIDE,
    SEARCH,
    STREAM,
)
from bots.twitter.settings import Prices
from bots.twitter.weigh import links

CHECKPOINT = "spend"
# endpoint -> what its data is, and the name of its price
READS = {
    MENTIONS: ("post", "owned_read"),
    OWN_POSTS: ("post", "owned_read"),
    SEARCH: ("post", "post_read"),
    STREAM: ("post", "post_read"),
    POSTS: ("post", "post_read"),
    MESSAGES: ("message", "message_read"),
    MESSAGES_WITH: ("message", "message_read"),
    ME: ("user", "user_read"),
}
INCLUDED = {"users": ("user", "user_read"), "tweets": ("post", "post_read")}


@dataclass(frozen=True, slots=True)
class Spend:
    """What one UTC day ("2026-02-23") has cost."""

    day: str
    usd: float = 0.0


def dump(spend: Spend) -> str:
    """A checkpoint's value."""
    return json.dumps(asdict(spend))


def load(value: str) -> Spend | None:
    """What a checkpoint says; None when it cannot be read."""
    try:
        kept = json.loads(value)
        spend = Spend(day=str(kept["day"]), usd=float(kept["usd"]))
    except (ValueError, TypeError, KeyError):
        return None
    return spend if math.isfinite(spend.usd) and spend.usd >= 0 else None


class Meter:
    """Counts; `cap` in US dollars a UTC day, 0 for none."""

    def __init__(self, prices: Prices, cap: float, now: Callable[[], datetime]) -> None:
        self._prices, self._cap, self._now = prices, cap, now
        self._spend = Spend(day=self._today())
        self._paid: set[tuple[str, str]] = set()

    @property
    def spend(self) -> Spend:
        """Today's."""
        self._turn_the_day()
        return self._spend

    def restore(self, value: str) -> None:
        """Go on from a checkpoint; one of another day, or an unreadable one, counts nothing."""
        kept = load(value)
        if kept and kept.day == self.spend.day:
            self._spend = Spend(day=kept.day, usd=max(kept.usd, self._spend.usd))

    def wait(self, endpoint: str) -> float:
        """Seconds until this may be called again; 0 while there is money, or for answering."""
        if endpoint not in LISTENING or not self._cap or self.spend.usd < self._cap:
            return 0.0
        now = self._now().astimezone(UTC)
        midnight = datetime.combine(now.date() + timedelta(days=1), time.min, UTC)
        return (midnight - now).total_seconds()

    def read(self, endpoint: str, answer: Mapping[str, Any]) -> None:
        """Count what an answer, or one line of the stream, brought."""
        if endpoint not in READS:
            return
        kind, price = READS[endpoint]
        self._count(kind, price, _ids(answer.get("data")))
        included = answer.get("includes")
        if self._prices.count_included and isinstance(included, Mapping):
            for name, (what, its_price) in INCLUDED.items():
                self._count(what, its_price, _ids(included.get(name)))

    def said(self, endpoint: str, body: Mapping[str, Any]) -> None:
        """Count a call that said or did something; `body` is what was sent."""
        price = _price_of_saying(endpoint, body)
        if price:
            self._add(float(getattr(self._prices, price)))

    def gauges(self) -> dict[str, float]:
        """spent_usd, and spend_left_usd where there is a cap."""
        spent = round(self.spend.usd, 6)
        if not self._cap:
            return {"spent_usd": spent}
        return {"spent_usd": spent, "spend_left_usd": round(max(0.0, self._cap - spent), 6)}

    def _count(self, kind: str, price: str, ids: Iterable[str]) -> None:
        self._turn_the_day()
        new = {(kind, each) for each in ids} - self._paid
        self._paid |= new
        self._add(len(new) * float(getattr(self._prices, price)))

    def _add(self, usd: float) -> None:
        spend = self.spend
        # Prices have a tenth of a cent at most; rounding keeps sums of them exact.
        self._spend = Spend(day=spend.day, usd=round(spend.usd + usd, 6))

    def _turn_the_day(self) -> None:
        if self._spend.day != (today := self._today()):
            self._spend = Spend(day=today)
            self._paid.clear()

    def _today(self) -> str:
        return self._now().astimezone(UTC).date().isoformat()


def _price_of_saying(endpoint: str, body: Mapping[str, Any]) -> str:
    if endpoint == POST_CREATE:
        if links(str(body.get("text", ""))):
            return "post_with_link"
        return "summoned_reply" if body.get("reply") else "post"
    return {MESSAGE_CREATE: "message", REPLY_HIDE: "act"}.get(endpoint, "")


def _ids(data: Any) -> list[str]:
    """The ids in a list of objects, or of a single one."""
    things = data if isinstance(data, list) else [data]
    return [str(each["id"]) for each in things if isinstance(each, Mapping) and "id" in each]
