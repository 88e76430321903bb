"""OAuth 2.0 user tokens: two hours long, renewed once at a time, and never lost in between.

Each renewal makes the old refresh token worthless: the new one is on disk before anybody uses it.
"""

from __future__ import annotations

import asyncio
import json
import os
import tempfile
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from bots.twitter.errors import refusal, unreadable
from bots.twitter.settings import OAuth2
from core.errors import CredentialsRefused

NO_FILE = "[bots.twitter] oauth2.token_file: {path} cannot be read ({why})"
NO_TOKENS = "[bots.twitter] oauth2.token_file: {path} holds no access_token and refresh_token"
REFUSED = "X does not renew the account's token: {why}; authorise the app again"
ROUTE = "/2/oauth2/token"
# Renewed this long before the end, so that no call starts with a token that ends under way.
EARLY_S = 120.0
# Where an answer names no lifetime. Source: X docs, OAuth 2.0.
LIFETIME_S = 7_200.0

# Posts a form to a route; status and body of the answer.
Post = Callable[[str, Mapping[str, str]], Awaitable[tuple[int, bytes]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """What the file holds; `expires_at` in epoch seconds, 0 where unknown."""

    access_token: str = field(repr=False)
    refresh_token: str = field(repr=False)
    expires_at: float = 0.0


class TokenUser:
    """The account, by tokens kept in a file."""

    def __init__(self, settings: OAuth2, post: Post, now: Callable[[], datetime]) -> None:
        self._client_id, self._path = settings.client_id, Path(settings.token_file)
        self._post, self._now = post, now
        self._tokens: Tokens | None = None
        self._one_at_a_time = asyncio.Lock()

    async def authorization(self, method: str, target: str) -> str:  # noqa: ARG002
        tokens = self._tokens
        if tokens is None:
            tokens = await asyncio.to_thread(load, self._path)
        if tokens.expires_at and tokens.expires_at - EARLY_S <= self._now().timestamp():
            tokens = await self._renewed(_bearer(tokens))
        self._tokens = tokens
        return _bearer(tokens)

    async def renew(self, refused: str) -> None:
        self._tokens = await self._renewed(refused)

    def note(self, headers: Mapping[str, str]) -> None:
        """Nothing to learn."""

    async def _renewed(self, refused: str) -> Tokens:
        """New tokens, unless somebody else got some since the refused header was made."""
        async with self._one_at_a_time:
            # Another process, or an operator, may have put new tokens there.
            tokens = await asyncio.to_thread(load, self._path)
            if _bearer(tokens) == refused:
                tokens = await self._fresh(tokens)
                await asyncio.to_thread(save, self._path, tokens)
            return tokens

    async def _fresh(self, old: Tokens) -> Tokens:
        form = {
            "grant_type": "refresh_token",
            "refresh_token": old.refresh_token,
            "client_id": self._client_id,
        }
        status, body = await self._post(ROUTE, form)
        if status in (400, 401, 403):
            why = refusal(status, body, wait=0.0, speaks=False)
            raise CredentialsRefused(REFUSED.format(why=why))
        if status != 200:
            raise refusal(status, body, wait=60.0, speaks=False)
        return self._read(body, old)

    def _read(self, body: bytes, old: Tokens) -> Tokens:
        try:
            answer = json.loads(body)
            lifetime = float(answer.get("expires_in") or LIFETIME_S)
            return Tokens(
                access_token=_word(answer["access_token"]),
                refresh_token=_word(answer.get("refresh_token") or old.refresh_token),
                expires_at=self._now().timestamp() + lifetime,
            )
        except (ValueError, TypeError, KeyError, AttributeError):
            raise unreadable(200, speaks=False) from None


def load(path: Path) -> Tokens:
    """The tokens in a file; CredentialsRefused, which shows none, where there are none."""
    try:
        kept: Any = json.loads(path.read_bytes())
        return Tokens(
            access_token=_word(kept["access_token"]),
            refresh_token=_word(kept["refresh_token"]),
            expires_at=float(kept.get("expires_at") or 0),
        )
    except OSError as error:
        raise CredentialsRefused(NO_FILE.format(path=path, why=error.strerror)) from None
    except (ValueError, TypeError, KeyError):
        raise CredentialsRefused(NO_TOKENS.format(path=path)) from None


def save(path: Path, tokens: Tokens) -> None:
    """Put the tokens there whole or not at all, for our own eyes only."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")  # made as 0600
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(asdict(tokens), file)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _word(value: Any) -> str:
    if not isinstance(value, str) or not value:
        raise TypeError
    return value


def _bearer(tokens: Tokens) -> str:
    return f"Bearer {tokens.access_token}"
