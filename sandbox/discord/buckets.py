"""Rate limits: a bucket per route and major parameter, and one for everything."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from sandbox.discord.model import Json

# Route -> (calls, seconds). The platform publishes none and changes them; these are what its
# answers have long said. Elsewhere, and wherever a sandbox does not ask for them, OTHERWISE.
REAL: dict[str, tuple[int, float]] = {
    "POST /channels/{channel_id}/messages": (5, 5.0),
    "PATCH /channels/{channel_id}/messages/{message_id}": (5, 5.0),
    "DELETE /channels/{channel_id}/messages/{message_id}": (5, 1.0),
    "GET /channels/{channel_id}/messages": (5, 5.0),
    "POST /channels/{channel_id}/typing": (5, 5.0),
    "PUT /channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}/@me": (1, 0.25),
    "POST /users/@me/channels": (10, 10.0),
    "PATCH /guilds/{guild_id}/members/{user_id}": (10, 10.0),
    "POST /channels/{channel_id}/threads": (10, 10.0),
}
OTHERWISE = (1_000, 1.0)
GLOBAL = (50, 1.0)
EXEMPT = ("POST /interactions/", "POST /webhooks/", "PATCH /webhooks/", "GET /webhooks/")
MAJOR = ("channel_id", "guild_id", "webhook_id", "webhook_token")


@dataclass(slots=True)
class Window:
    """A fixed window of one bucket."""

    ends_at: float = 0.0
    used: int = 0


@dataclass(slots=True)
class Verdict:
    """What the limits say to one call; `retry_after` above 0 refuses it."""

    headers: dict[str, str]
    retry_after: float = 0.0
    scope: str = "user"


@dataclass(slots=True)
class Buckets:
    """All windows. `limits`: (calls, seconds) by route; `overall`: the global one, None: none."""

    clock: Callable[[], float]
    limits: Mapping[str, tuple[int, float]] = field(default_factory=dict)
    overall: tuple[int, float] | None = None
    violations: list[str] = field(default_factory=list)
    _windows: dict[str, Window] = field(default_factory=dict)

    def take(self, route: str, params: Json) -> Verdict:
        """Count one call."""
        exempt = route.startswith(EXEMPT)
        if self.overall is not None and not exempt:
            left, reset = self._use("global", self.overall)
            if left < 0:
                self.violations.append(route)
                return Verdict({"X-RateLimit-Global": "true"}, max(reset, 0.001), "global")
        limit = self.limits.get(route, OTHERWISE)
        major = "+".join(str(params[each]) for each in MAJOR if each in params)
        left, reset = self._use(f"{route} {major}", limit)
        verdict = Verdict(self._headers(route, limit, left, reset))
        if left < 0:
            self.violations.append(route)
            verdict.retry_after = max(reset, 0.001)
        return verdict

    def _use(self, key: str, limit: tuple[int, float]) -> tuple[int, float]:
        now = self.clock()
        window = self._windows.setdefault(key, Window())
        if now >= window.ends_at:
            window.ends_at, window.used = now + limit[1], 0
        window.used += 1
        return limit[0] - window.used, window.ends_at - now

    def _headers(
        self, route: str, limit: tuple[int, float], left: int, reset: float
    ) -> dict[str, str]:
        return {
            "X-RateLimit-Bucket": hashlib.sha256(route.encode()).hexdigest()[:32],
            "X-RateLimit-Limit": str(limit[0]),
            "X-RateLimit-Remaining": str(max(left, 0)),
            "X-RateLimit-Reset": f"{self.clock() + reset:.3f}",
            "X-RateLimit-Reset-After": f"{reset:.3f}",
        }

    def clear(self) -> None:
        """Forget what was used and who went too far."""
        self._windows.clear()
        self.violations.clear()


def refusal(retry_after: float, scope: str) -> tuple[Json, dict[str, str]]:
    """Body and headers of a 429."""
    body: Json = {
        "message": "You are being rate limited.",
        "retry_after": round(retry_after, 3),
        "global": scope == "global",
    }
    headers = {"Retry-After": f"{retry_after:.3f}", "X-RateLimit-Scope": scope}
    return body, headers | ({"X-RateLimit-Global": "true"} if scope == "global" else {})
