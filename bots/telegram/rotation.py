"""What Telegram has to show with every push: drawn from the token, so nothing has to be kept."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable

from pydantic import SecretStr

# After a change, pushes that left before it still carry the old one.
OVERLAP_S = 60.0


class Secrets:
    """The webhook's secret of the current period, and for a minute those it follows.

    `now` is the time of day in seconds, `period` how long one secret lasts. Being drawn from the
    token and the time, a secret survives restarts, and none tells anything about the token.
    """

    def __init__(self, token: SecretStr, *, period: float, now: Callable[[], float]) -> None:
        self._token, self._period, self._now = token, period, now
        self._until: dict[str, float] = {}
        self._current = ""

    def due(self) -> bool:
        """Whether Telegram has to be given a new one."""
        return self._current != self._drawn(self._number())

    def renew(self) -> str:
        """The secret to announce, accepted from now on beside those before it."""
        number = self._number()
        secret = self._drawn(number)
        if not self._current:
            # Before a restart the one before may have been announced.
            self._until[self._drawn(number - 1)] = self._now() + OVERLAP_S
        self._until[secret] = float("inf")
        return secret

    def confirm(self, secret: str) -> None:
        """Telegram took it: the others end in a minute."""
        ends = self._now() + OVERLAP_S
        self._until = {
            each: until if each == secret else min(until, ends)
            for each, until in self._until.items()
        }
        self._current = secret

    def accept(self, shown: str) -> bool:
        """Whether this is one of ours; takes as long whatever is shown."""
        now = self._now()
        self._until = {each: until for each, until in self._until.items() if until > now}
        given = shown.encode("utf-8", "surrogateescape")
        fits = [hmac.compare_digest(given, each.encode()) for each in self._until]
        return any(fits)

    def _number(self) -> int:
        return int(self._now() // self._period)

    def _drawn(self, number: int) -> str:
        key = self._token.get_secret_value().encode()
        return hmac.new(key, f"webhook {number}".encode(), hashlib.sha256).hexdigest()
