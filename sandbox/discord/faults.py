"""What goes wrong with requests, on demand: by route, count, probability, duration, channel."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import asdict, dataclass

from sandbox.discord.model import Json

KINDS = frozenset(
    {"status", "html", "malformed", "delay", "silence", "drop", "reset", "rate_limit"}
)
WORDINGS = {
    401: "401: Unauthorized",
    403: "403: Forbidden",
    404: "404: Not Found",
    500: "500: Internal Server Error",
    502: "502: Bad Gateway",
    503: "503: Service Unavailable",
}


@dataclass(slots=True, kw_only=True)
class Fault:
    """One rule.

    `kind`: status (a JSON error with `code` and `message`) | html (an error page) | malformed
    (half a JSON) | delay | silence (no answer for `seconds`, then the line is cut) | drop (cut at
    once) | reset (cut with a TCP reset) | rate_limit (429). `after`: let the call take effect
    first. `count` calls are hit (None: all of them) with `probability`, until `until` on the
    sandbox's clock, only in `channel` when it is not 0. A 429 says `retry_after`, `scope` (user,
    global, shared) and has a Via header unless `via` is off.
    """

    kind: str
    route: str = "*"
    count: int | None = 1
    probability: float = 1.0
    until: float | None = None
    channel: int = 0
    after: bool = False
    status: int = 500
    code: int = 0
    message: str = ""
    retry_after: float = 1.0
    scope: str = "user"
    via: bool = True
    seconds: float = 1.0
    hits: int = 0

    def wording(self) -> str:
        """The sentence to answer with."""
        return self.message or WORDINGS.get(self.status, WORDINGS[500])


class Faults:
    """The rules in force."""

    def __init__(self, clock: Callable[[], float], seed: int = 0) -> None:
        self.clock = clock
        self.rules: list[Fault] = []
        self._dice = random.Random(seed)

    def inject(self, kind: str, route: str = "*", **details: object) -> Fault:
        """Add a rule; see Fault for the details, plus `for_seconds` instead of `until`."""
        if kind not in KINDS:
            raise ValueError(f"no fault {kind!r}: one of {', '.join(sorted(KINDS))}")
        seconds = details.pop("for_seconds", None)
        if isinstance(seconds, int | float):
            details = {"count": None} | details | {"until": self.clock() + seconds}
        fault = Fault(kind=kind, route=route, **details)  # type: ignore[arg-type]
        self.rules.append(fault)
        return fault

    def clear(self) -> None:
        """Everything works again."""
        self.rules.clear()

    def take(self, route: str, channel: int) -> Fault | None:
        """The rule that strikes this call, its count used up by one."""
        now = self.clock()
        self.rules = [
            each
            for each in self.rules
            if each.count != 0 and (each.until is None or each.until > now)
        ]
        for fault in self.rules:
            if self._strikes(fault, route, channel):
                fault.hits += 1
                fault.count = None if fault.count is None else fault.count - 1
                return fault
        return None

    def _strikes(self, fault: Fault, route: str, channel: int) -> bool:
        if fault.route not in {"*", route} or fault.channel not in {0, channel}:
            return False
        return fault.probability >= 1 or self._dice.random() < fault.probability

    def describe(self) -> list[Json]:
        """The rules as JSON."""
        return [asdict(each) for each in self.rules]
