"""The SDK's client over our own line.

The SDK builds routes and bodies; everything below is ours, because its own transport retries
without end, raises what nobody catches, and writes credentials into its log.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import datetime
from typing import Any

import aiohttp
from tweepy.asynchronous import AsyncClient

from bots.twitter.auth import encoded
from bots.twitter.budget import Budget
from bots.twitter.costs import Meter
from bots.twitter.errors import partial, unreadable
from bots.twitter.limits import endpoint
from bots.twitter.line import Answer, Call, Json, Line
from bots.twitter.settings import Config, Secrets
from core.errors import Unavailable

NOBODY = "X did not say who we are"


class XClient(AsyncClient):  # type: ignore[misc]  # the SDK has no types
    """Every method of the SDK's client; each raises the desk's errors only, and returns dicts.

    `user_auth=True` acts as the account, `False` as the app. Connections exist inside `open()`.
    """

    def __init__(
        self,
        config: Config,
        secrets: Secrets,
        *,
        now: Callable[[], datetime],
        tick: Callable[[], float] | None = None,
    ) -> None:
        # The SDK never learns the credentials: it would log and show them.
        super().__init__(return_type=dict, wait_on_rate_limit=False)
        self._config, self._line = config, Line(config, secrets, now=now, tick=tick)
        self._me: Json = {}

    @property
    def budget(self) -> Budget:
        """What each endpoint still allows."""
        return self._line.budget

    @property
    def meter(self) -> Meter:
        """What the day has cost."""
        return self._line.meter

    def open(self) -> AbstractAsyncContextManager[None]:
        """Keep the connections up; the last one to leave closes them."""
        return self._line.open()

    def gauges(self) -> dict[str, float]:
        """Health figures by name."""
        return self._line.gauges()

    async def request(
        self,
        method: str,
        route: str,
        params: Mapping[str, Any] | None = None,
        json: Json | None = None,
        user_auth: bool = False,  # noqa: FBT001, FBT002  # the SDK's signature
    ) -> Answer:
        """One call, at most once; AdapterError when there is no good answer to it."""
        call = _call(method, encoded(route, params), json, user_auth=user_auth)
        answer = await self._line.ask(call)
        try:
            said = await answer.json()
        except (ValueError, TypeError, RecursionError):
            raise unreadable(answer.status, speaks=call.speaks) from None
        if method == "GET":
            self.meter.read(call.name, said)
        elif problem := partial(said):
            raise problem
        else:
            self.meter.said(call.name, json or {})
        return answer

    @asynccontextmanager
    async def stream(
        self, route: str, params: Mapping[str, Any] | None = None, *, silence_s: float
    ) -> AsyncIterator[aiohttp.StreamReader]:
        """An endless answer, as the app; AdapterError after `silence_s` without a byte.

        Hand each post that comes to `meter.read(limits.STREAM, post)`.
        """
        timeout = aiohttp.ClientTimeout(
            total=None, sock_connect=self._config.connect_timeout_s, sock_read=silence_s
        )
        call = _call("GET", encoded(route, params), None, user_auth=False)
        async with self._line.opened(call, timeout) as response:
            yield response.content

    async def me(self) -> Json:
        """Our own account: id, username, name; asked once."""
        if not self._me:
            data = (await self.get_me(user_auth=True)).get("data")
            if not isinstance(data, dict) or not data.get("id"):
                raise Unavailable(NOBODY)
            self._me = data
        return self._me

    async def _get_authenticating_user_id(self, *, oauth_1: bool = False) -> str:  # noqa: ARG002
        """The SDK would read it off a token that it does not have."""
        return str((await self.me())["id"])


def _call(method: str, target: str, body: Json | None, *, user_auth: bool) -> Call:
    name = endpoint(method, target.partition("?")[0])
    return Call(method=method, target=target, name=name, as_user=user_auth, body=body)
