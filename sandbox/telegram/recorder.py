"""Every request, kept for whoever wants to look."""

from __future__ import annotations

import itertools
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

# Kept calls weigh one each, and one more for every update they carried.
KEPT_WEIGHT = 50_000
SHOWN = 2_000


@dataclass(frozen=True, slots=True)
class Call:
    """One request to the Bot API; `status` 0 means that nobody was answered."""

    number: int
    method: str
    params: dict[str, Any]
    at: float
    seconds: float
    status: int
    response: Any
    fault: str = ""


class Recorder:
    """A bounded list of calls, newest last."""

    def __init__(self) -> None:
        self._calls: deque[Call] = deque()
        self._weight = 0
        self._numbers = itertools.count(1)
        self.by_method: Counter[str] = Counter()
        self.by_status: Counter[int] = Counter()

    def add(self, **call: Any) -> None:
        """Keep one call."""
        kept = Call(number=next(self._numbers), **call)
        self._calls.append(kept)
        self._weight += _weight(kept)
        while self._weight > KEPT_WEIGHT:
            self._weight -= _weight(self._calls.popleft())
        self.by_method[kept.method] += 1
        self.by_status[kept.status] += 1

    def __iter__(self) -> Iterator[Call]:
        return iter(tuple(self._calls))

    def __len__(self) -> int:
        return len(self._calls)

    def of(self, method: str) -> list[Call]:
        """The kept calls of one method, oldest first."""
        return [each for each in self._calls if each.method.lower() == method.lower()]

    def since(self, number: int = 0, method: str = "") -> list[dict[str, Any]]:
        """Calls after a number as JSON, at most the newest 2,000."""
        found = [
            asdict(each)
            for each in self._calls
            if each.number > number and method.lower() in {"", each.method.lower()}
        ]
        return found[-SHOWN:]

    def clear(self) -> None:
        """Forget all calls."""
        self._calls.clear()
        self._weight = 0
        self.by_method.clear()
        self.by_status.clear()


def _weight(call: Call) -> int:
    result = call.response.get("result") if isinstance(call.response, dict) else None
    return 1 + (len(result) if isinstance(result, list) else 0)
