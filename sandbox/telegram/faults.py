"""What goes wrong, on request: by method, count, probability, duration and chat."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from sandbox.telegram.updates import UpdateQueue

KINDS = frozenset({"status", "html", "malformed", "delay", "silence", "drop"})
TAMPERS = frozenset({"duplicate", "replay", "reorder"})
WORDINGS = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden: bot was blocked by the user",
    404: "Not Found",
    409: "Conflict: terminated by other getUpdates request; "
    "make sure that only one bot instance is running",
    429: "Too Many Requests: retry after {retry_after}",
    500: "Internal Server Error",
    502: "Bad Gateway",
}


@dataclass(slots=True, kw_only=True)
class Fault:
    """One rule.

    `kind`: status (a JSON error) | html (an error page) | malformed (half a JSON) | delay |
    silence (no answer for `seconds`, then the connection is cut) | drop (cut at once).
    `after`: let the call take effect first. `count` calls are hit (None: all of them) with
    `probability`, until `until` on the sandbox's clock, only in `chat` when it is not 0.
    """

    kind: str
    method: str = "*"
    count: int | None = 1
    probability: float = 1.0
    until: float | None = None
    chat: int = 0
    after: bool = False
    status: int = 500
    description: str = ""
    retry_after: int = 0
    seconds: float = 1.0
    hits: int = 0

    def wording(self) -> str:
        """The description to answer with."""
        template = self.description or WORDINGS.get(self.status, "Internal Server Error")
        return template.replace("{retry_after}", str(self.retry_after))


class Faults:
    """The rules in force."""

    def __init__(self, clock: Callable[[], float], updates: UpdateQueue, seed: int = 0) -> None:
        self.clock, self.updates = clock, updates
        self.rules: list[Fault] = []
        self._dice = random.Random(seed)

    def inject(self, kind: str, method: str = "*", **details: Any) -> Fault:
        """Add a rule; see Fault for the details, plus `for_seconds` instead of `until`."""
        if kind not in KINDS:
            raise ValueError(f"no fault {kind!r}: one of {', '.join(sorted(KINDS))}")
        seconds = details.pop("for_seconds", None)
        if seconds is not None:
            details = {"count": None} | details | {"until": self.clock() + float(seconds)}
        fault = Fault(kind=kind, method=method, **details)
        self.rules.append(fault)
        return fault

    def tamper(self, how: str, count: int = 1) -> None:
        """Spoil the next batches of updates: duplicate | replay (a confirmed one) | reorder."""
        if how not in TAMPERS:
            raise ValueError(f"no tampering {how!r}: one of {', '.join(sorted(TAMPERS))}")
        self.updates.tampers.extend([how] * count)

    def clear(self) -> None:
        """Everything works again."""
        self.rules.clear()
        self.updates.tampers.clear()

    def take(self, method: str, chat: int) -> Fault | None:
        """The rule that strikes this call, its count used up by one."""
        now = self.clock()
        self.rules = [
            each
            for each in self.rules
            if each.count != 0 and (each.until is None or each.until > now)
        ]
        for fault in self.rules:
            if self._strikes(fault, method, chat):
                fault.hits += 1
                fault.count = None if fault.count is None else fault.count - 1
                return fault
        return None

    def _strikes(self, fault: Fault, method: str, chat: int) -> bool:
        if fault.method not in {"*", method} or fault.chat not in {0, chat}:
            return False
        return fault.probability >= 1 or self._dice.random() < fault.probability

    def describe(self) -> list[dict[str, Any]]:
        """The rules as JSON."""
        return [asdict(each) for each in self.rules]
