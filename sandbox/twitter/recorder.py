"""Every request and its answer, kept for whoever wants to look."""

from __future__ import annotations

import itertools
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

KEPT, SHOWN = 20_000, 2_000


@dataclass(frozen=True, slots=True)
class Call:
    """One request.

    `route`: method and path pattern as the specification writes them; `auth`: app | oauth1 |
    oauth2 | none; `status` 0: nobody was answered. No header is kept, so no secret is.
    """

    number: int
    route: str
    path: str
    query: dict[str, str]
    body: Any
    auth: str
    at: float
    seconds: float
    status: int
    response: Any
    fault: str = ""


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
        """The kept calls of one route, e.g. "POST /2/tweets", oldest first."""
        return [each for each in self._calls if each.route == route]

    def since(self, number: int = 0, route: str = "") -> list[dict[str, Any]]:
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
