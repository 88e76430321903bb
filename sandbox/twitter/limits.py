"""Rate limits: fixed windows on the sandbox's clock, told in headers as well as X tells them."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sandbox.twitter.settings import Settings

WINDOW, DAY = 900.0, 86_400.0
PREFIXES = {WINDOW: "x-rate-limit-", DAY: "x-user-limit-24hour-"}


@dataclass(frozen=True, slots=True)
class Budget:
    """How many calls fit into a window: per user and per app; `day`: per user and 24 hours."""

    user: int = 0
    app: int = 0
    day: int = 0


@dataclass(slots=True)
class Window:
    """One caller's use of one route."""

    ends: float
    used: int = 0


@dataclass(frozen=True, slots=True)
class Violation:
    """A call over its limit."""

    route: str
    caller: str
    at: float


class Limiter:
    """Counts calls and says no."""

    def __init__(self, clock: Callable[[], float], settings: Settings) -> None:
        self.clock, self.settings = clock, settings
        self.overrides: dict[str, tuple[int, float]] = {}
        self.violations: list[Violation] = []
        self._windows: dict[tuple[str, str, float], Window] = {}

    def take(self, route: str, caller: str, budget: Budget) -> tuple[bool, dict[str, str]]:
        """Whether the call fits (one that does not costs nothing), and the headers to send."""
        if not self.settings.limits:
            return True, {}
        spans = self._spans(route, caller, budget)
        windows = {span: self._window(route, caller, span) for span in spans}
        fits = all(windows[span].used < most for span, most in spans.items())
        if fits:
            for window in windows.values():
                window.used += 1
        else:
            self.violations.append(Violation(route, caller, self.clock()))
        headers: dict[str, str] = {}
        for span, most in spans.items():
            headers |= self._headers(PREFIXES.get(span, PREFIXES[WINDOW]), most, windows[span])
        return fits, headers

    def _spans(self, route: str, caller: str, budget: Budget) -> Mapping[float, int]:
        if route in self.overrides:
            most, seconds = self.overrides[route]
            return {seconds: most}
        most = budget.app if caller == "app" else budget.user
        spans = {WINDOW: most, DAY: budget.day if caller != "app" else 0}
        return {span: allowed for span, allowed in spans.items() if allowed}

    def _window(self, route: str, caller: str, span: float) -> Window:
        now = self.clock()
        window = self._windows.get((route, caller, span))
        if window is None or window.ends <= now:
            window = self._windows[route, caller, span] = Window(now + span)
        return window

    def _headers(self, prefix: str, most: int, window: Window) -> dict[str, str]:
        left, reset = most - window.used, str(math.ceil(window.ends))
        if self.settings.rate_headers == "missing":
            return {}
        if self.settings.rate_headers == "past":
            left, reset = most, str(int(self.clock() - 3_600))
        if self.settings.rate_headers == "garbage":
            reset = "soon"
        return {
            f"{prefix}limit": str(most),
            f"{prefix}remaining": str(left),
            f"{prefix}reset": reset,
        }

    def override(self, route: str, most: int, seconds: float = WINDOW) -> None:
        """Another budget for one route."""
        self.overrides[route] = (most, seconds)
        self.forget(route)

    def forget(self, route: str = "") -> None:
        """Start all windows anew, or one route's."""
        self._windows = {
            key: each for key, each in self._windows.items() if route not in {"", key[0]}
        }

    def clear(self) -> None:
        """Full budgets, the documented limits, no violations."""
        self.overrides.clear()
        self.violations.clear()
        self.forget()
