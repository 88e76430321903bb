"""The client library's HTTP half, led to another server by settings and kept from rushing.

The library holds its address in a class attribute that every client of the process shares. Only
what goes through one client is led elsewhere here, so others keep theirs. What the library does
not allow: images are still named by its own content addresses, which the desk never fetches.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import HTTPClient, Route
from discord.webhook.async_ import AsyncWebhookAdapter, async_context

from bots.discord.settings import Config

# One whole call, sending and answer; the library's own default would be five minutes.
CALL_S = 30.0
# The library reconnects without any pause as long as it is let in: free tries a minute, then waits.
FREE_CONNECTS, WINDOW_S, LONGEST_PAUSE_S = 3, 60.0, 30.0

Sleep = Callable[[float], Awaitable[None]]
Tick = Callable[[], float]


class Pace:
    """Lets connections through: the first few of a minute at once, further ones ever later."""

    def __init__(self, tick: Tick, sleep: Sleep) -> None:
        self._tick, self._sleep = tick, sleep
        self._made: deque[float] = deque()

    async def turn(self) -> None:
        """Wait until one more connection may be tried."""
        now = self._tick()
        while self._made and self._made[0] <= now - WINDOW_S:
            self._made.popleft()
        too_many = len(self._made) - FREE_CONNECTS
        if too_many >= 0:
            await self._sleep(min(2.0**too_many, LONGEST_PAUSE_S))
        self._made.append(self._tick())


class Line(HTTPClient):
    """One client's calls and connections."""

    def __init__(self, config: Config, pace: Pace, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__(
            loop, proxy=config.proxy or None, max_ratelimit_timeout=config.longest_wait_s
        )
        self._base, self._gateway = config.api_base, config.gateway_url
        self._pace = pace

    async def request(self, route: Route, **kwargs: Any) -> Any:
        kwargs.setdefault("timeout", aiohttp.ClientTimeout(total=CALL_S))
        return await super().request(_led(route, self._base), **kwargs)

    async def ws_connect(self, url: str, *, compress: int = 0) -> aiohttp.ClientWebSocketResponse:
        await self._pace.turn()
        return await super().ws_connect(self._led_socket(url), compress=compress)

    def offer_gateway(self, url: str) -> None:
        """What the API named as its gateway; the settings' own address wins."""
        self._gateway = self._gateway or url

    def _led_socket(self, url: str) -> str:
        """Resuming goes where the session lives, unless the settings name one address for all."""
        asked = yarl.URL(url)
        if not self._gateway or asked.host != DiscordWebSocket.DEFAULT_GATEWAY.host:
            return url
        return str(yarl.URL(self._gateway).with_query(asked.query))


class Webhooks(AsyncWebhookAdapter):
    """Answers to interactions, which the library sends past its HTTP half."""

    def __init__(self, base: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._base = base

    async def request(self, route: Route, session: aiohttp.ClientSession, **kwargs: Any) -> Any:
        return await super().request(_led(route, self._base), session, **kwargs)


def lead_webhooks(base: str) -> None:
    """From here on, in this task and those it starts, answers to interactions go to `base`."""
    async_context.set(Webhooks(base))


def _led(route: Route, base: str) -> Route:
    if route.url.startswith(Route.BASE):
        route.url = base + route.url.removeprefix(Route.BASE)
    return route
