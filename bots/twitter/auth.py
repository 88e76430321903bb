"""Who we are towards X: OAuth 1.0a signatures for the user, the bearer token for the app."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Protocol
from urllib.parse import quote, urlencode

from oauthlib.oauth1 import Client as OAuth1

from bots.twitter.budget import server_time
from bots.twitter.settings import Secrets

# Signatures are always made for this host, whatever server the calls go to (see base_url).
SIGNED_HOST = "https://api.twitter.com"
# X refuses signatures whose time is minutes off; a smaller difference may be the network's.
TOLERATED_SKEW_S = 30.0


class Identity(Protocol):
    """One way to say who calls."""

    async def authorization(self, method: str, target: str) -> str:
        """The header for a call; `target` is the encoded route with its query."""
        ...

    async def renew(self, refused: str) -> None:
        """A call with this header got 401; make the next header better, if that is possible."""
        ...

    def note(self, headers: Mapping[str, str]) -> None:
        """Learn from the headers of an answer."""
        ...


class User:
    """The account, by OAuth 1.0a; its tokens do not expire."""

    def __init__(self, secrets: Secrets, now: Callable[[], datetime]) -> None:
        self._secrets, self._now = secrets, now
        self._told_skew_s = self._skew_s = 0.0
        # Its debug lines hold signatures.
        logging.getLogger("oauthlib").setLevel(logging.INFO)

    async def authorization(self, method: str, target: str) -> str:
        own = self._secrets
        client = OAuth1(
            own.consumer_key.get_secret_value(),
            own.consumer_secret.get_secret_value(),
            own.access_token.get_secret_value(),
            own.access_token_secret.get_secret_value(),
            timestamp=str(int(self._now().timestamp() + self._skew_s)),
        )
        _, headers, _ = client.sign(SIGNED_HOST + target, method)
        return str(headers["Authorization"])

    async def renew(self, refused: str) -> None:  # noqa: ARG002
        """Our time is the only thing that could be wrong: from now on it is theirs."""
        if abs(self._told_skew_s) > TOLERATED_SKEW_S:
            self._skew_s = self._told_skew_s

    def note(self, headers: Mapping[str, str]) -> None:
        theirs = server_time(headers)
        if theirs is not None:
            self._told_skew_s = (theirs - self._now()).total_seconds()


class App:
    """The app itself, by its bearer token: search and stream."""

    def __init__(self, secrets: Secrets) -> None:
        self._secrets = secrets

    async def authorization(self, method: str, target: str) -> str:  # noqa: ARG002
        return f"Bearer {self._secrets.bearer_token.get_secret_value()}"

    async def renew(self, refused: str) -> None:
        """An app's token is renewed by hand only."""

    def note(self, headers: Mapping[str, str]) -> None:
        """Nothing to learn."""


def encoded(route: str, params: Mapping[str, Any] | None) -> str:
    """The route with its query, encoded as signatures want it, which all servers understand."""
    items = sorted(
        (key, _text(value)) for key, value in (params or {}).items() if value is not None
    )
    query = urlencode(items, quote_via=quote, safe="")
    return f"{route}?{query}" if query else route


def _text(value: Any) -> str:
    """Booleans in lower case; the SDK hands them on, and its HTTP library refuses them."""
    return str(value).lower() if isinstance(value, bool) else str(value)
