"""What goes wrong, on request: by route, count, probability and duration."""

from __future__ import annotations

import random
from collections import deque
from collections.abc import Callable
from dataclasses import asdict, dataclass
from fnmatch import fnmatchcase
from typing import Any

from sandbox.twitter.errors import PROBLEMS, TITLES

KINDS = frozenset({"status", "html", "malformed", "delay", "silence", "drop", "close"})
TAMPERS = frozenset({"duplicate", "reorder", "malformed"})
PLACES = frozenset({"timeline", "dms", "stream", "webhook"})
TYPES = {402: "credits", 403: "client-forbidden"}
DETAILS = {
    402: "Your enrolled account does not have any credits to fulfill this request.",
    403: "This request must be made using an approved developer account.",
}


@dataclass(slots=True, kw_only=True)
class Fault:
    """One rule.

    `kind`: status (a JSON error) | html (an error page) | malformed (half a JSON) | delay |
    silence (half-open: no answer for `seconds`, then the connection is cut) | drop (cut at once) |
    close (a stream that ends right after its 200). `route`: "POST /2/tweets", "GET *", "*".
    `after`: let the call take effect first. `count` calls are hit (None: all of them) with
    `probability`, until `until` on the sandbox's clock. `retry_after` (of a 429): seconds until
    the reset that the headers tell; 0 leaves the headers out.
    """

    kind: str
    route: str = "*"
    count: int | None = 1
    probability: float = 1.0
    until: float | None = None
    after: bool = False
    status: int = 503
    detail: str = ""
    title: str = ""
    type: str = ""
    retry_after: int = 0
    seconds: float = 1.0
    hits: int = 0

    def body(self) -> dict[str, Any]:
        """The JSON error to answer with."""
        title = self.title or TITLES.get(self.status, "Error")
        known = TYPES.get(self.status, "")
        return {
            "title": title,
            "detail": self.detail or DETAILS.get(self.status, title),
            "type": self.type or (f"{PROBLEMS}{known}" if known else "about:blank"),
            "status": self.status,
        }


class Faults:
    """The rules in force, and the spoiled deliveries still to come."""

    def __init__(self, clock: Callable[[], float], seed: int = 0) -> None:
        self.clock = clock
        self.rules: list[Fault] = []
        self.tampers: dict[str, deque[str]] = {place: deque() for place in PLACES}
        self._dice = random.Random(seed)

    def inject(self, kind: str, route: str = "*", **details: Any) -> Fault:
        """Add a rule; see Fault for the details, plus `for_seconds` instead of `until`."""
        if kind not in KINDS:
            raise ValueError(f"no fault {kind!r}: one of {', '.join(sorted(KINDS))}")
        seconds = details.pop("for_seconds", None)
        if seconds is not None:
            details = {"count": None} | details | {"until": self.clock() + float(seconds)}
        fault = Fault(kind=kind, route=route, **details)
        self.rules.append(fault)
        return fault

    def tamper(self, place: str, how: str, count: int = 1) -> None:
        """Spoil the next deliveries at timeline | dms | stream | webhook.

        `how`: duplicate (twice) | reorder (after the next one; a page upside down) | malformed.
        """
        if place not in PLACES or how not in TAMPERS:
            raise ValueError(f"tamper {sorted(PLACES)} with {sorted(TAMPERS)}")
        self.tampers[place].extend([how] * count)

    def spoils(self, place: str) -> str:
        """How the next delivery is spoiled, used up; "" when it is not."""
        waiting = self.tampers[place]
        return waiting.popleft() if waiting else ""

    def clear(self) -> None:
        """Everything works again."""
        self.rules.clear()
        for waiting in self.tampers.values():
            waiting.clear()

    def take(self, route: str) -> Fault | None:
        """The rule that strikes this call, its count used up by one."""
        now = self.clock()
        self.rules = [
            each
            for each in self.rules
            if each.count != 0 and (each.until is None or each.until > now)
        ]
        for fault in self.rules:
            if fnmatchcase(route, fault.route) and self._dice.random() < fault.probability:
                fault.hits += 1
                fault.count = None if fault.count is None else fault.count - 1
                return fault
        return None

    def describe(self) -> list[dict[str, Any]]:
        """The rules as JSON."""
        return [asdict(each) for each in self.rules]
