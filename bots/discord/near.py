"""Where somebody has turned to us lately: what others write there is worth reading for a while."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from datetime import datetime, timedelta

# Channels that are remembered; the one asked in longest ago goes first.
MOST_PLACES = 1_000


class Near:
    """Channels and threads with a fresh question, for `minutes` after it."""

    def __init__(self, minutes: float = 0, most: int = MOST_PLACES) -> None:
        self._span, self._most = timedelta(minutes=minutes), most
        self._until: OrderedDict[int, datetime] = OrderedDict()

    def note(self, place: int, asked_at: datetime) -> None:
        """Somebody turned to us there; an older question does not shorten the time."""
        until = asked_at + self._span
        before = self._until.pop(place, until)
        self._until[place] = max(before, until)
        if len(self._until) > self._most:
            self._until.popitem(last=False)

    def covers(self, places: Iterable[int], now: datetime) -> bool:
        """Whether one of these is near a question now."""
        return any(self._covers(each, now) for each in places)

    def places(self, now: datetime) -> frozenset[int]:
        """All that are near one now; the others are forgotten."""
        for each in [place for place in self._until if not self._covers(place, now)]:
            del self._until[each]
        return frozenset(self._until)

    def _covers(self, place: int, now: datetime) -> bool:
        return place in self._until and now < self._until[place]
