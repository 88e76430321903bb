"""Every request, kept for whoever wants to look."""

from __future__ import annotations

import itertools
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from sandbox.discord.model import Json

KEPT = 50_000
SHOWN = 2_000


@dataclass(frozen=True, slots=True)
class Call:
    """One request. `route`: "POST /channels/{channel_id}/messages"; `status` 0: no answer."""

    number: int
    route: str
    path: str
    params: Json
    query: Json
    body: Any
    reason: str
    at: float
    seconds: float
    status: int
    response: Any
    fault: str = ""
    files: int = 0


class Recorder:
    """A bounded list of calls, newest last."""

    def __init__(self) -> None:
        self._calls: deque[Call] = deque(maxlen=KEPT)
        self._numbers = itertools.count(1)
        self.by_route: Counter[str] = Counter()
        self.by_status: Counter[int] = Counter()

    def add(self, **call: Any) -> None:
        """Keep one call."""
        kept = Call(number=next(self._numbers), **call)
        self._calls.append(kept)
        self.by_route[kept.route] += 1
        self.by_status[kept.status] += 1

    def __iter__(self) -> Iterator[Call]:
        return iter(tuple(self._calls))

    def __len__(self) -> int:
        return len(self._calls)

    def of(self, route: str) -> list[Call]:
        """The kept calls of one route, oldest first."""
        return [each for each in self._calls if each.route == route]

    def since(self, number: int = 0, route: str = "") -> list[Json]:
        """Calls after a number as JSON, at most the newest 2,000."""
        found = [
            asdict(each)
            for each in self._calls
            if each.number > number and route in {"", each.route}
        ]
        return found[-SHOWN:]

    def clear(self) -> None:
        """Forget all calls."""
        self._calls.clear()
        self.by_route.clear()
        self.by_status.clear()
