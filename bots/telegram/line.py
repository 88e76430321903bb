"""The line to the Bot API: calls by name in, plain data out, errors as the desk's.

The token is put into the path below everything that logs, prints or raises, so that no log line,
`repr` or exception can show it.
"""

from __future__ import annotations

import json
import logging
import os
import ssl
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any
from urllib.request import getproxies, proxy_bypass

import httpx
import telegram
from pydantic import SecretStr
from telegram.error import TelegramError
from telegram.request import HTTPXRequest

from bots.telegram.errors import translate
from bots.telegram.settings import Config
from core.errors import Unavailable

# A wedged connection may block the only slot of a pool for good: polls get more than one.
POLL_CONNECTIONS, SEND_CONNECTIONS = 8, 64
CONNECT_S, WRITE_S, POOL_S = 5.0, 10.0, 5.0
# Long, because every send that is given up on is one more that a person has to look into.
READ_S = 20.0
UNREADABLE_ANSWER = "the answer is not the JSON that was promised"


class Line:
    """One bot's connections. They exist while somebody is inside `open()`."""

    def __init__(self, config: Config, token: SecretStr) -> None:
        self._config, self._token = config, token
        self._ssl: ssl.SSLContext | None = None
        self._bot: _Bot | None = None
        self._users = 0
        # Its debug lines repeat whole updates, secrets and all, before anybody has masked them.
        logging.getLogger("telegram.Bot").setLevel(logging.INFO)
        # The SDK's only switch for time spans that do not warn about their own type.
        os.environ.setdefault("PTB_TIMEDELTA", "true")

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Keep the connections up; the last one to leave closes them."""
        self._users += 1
        self._bot = self._bot or self._dial()
        try:
            yield
        finally:
            self._users -= 1
            if not self._users:
                bot, self._bot = self._bot, None
                await bot.hang_up()

    async def call(
        self,
        method: str,
        parameters: Mapping[str, Any] | None = None,
        *,
        repeatable: bool = True,
        read_timeout: float | None = None,
    ) -> Any:
        """The call's result as it stands in the answer; AdapterError when there is none.

        A call that is not `repeatable` raises MaybeSent when nobody knows whether it worked.
        """
        if self._bot is None:
            raise Unavailable("the line is closed")
        arguments = {key: value for key, value in (parameters or {}).items() if value is not None}
        try:
            return await self._bot.do_api_request(
                method, arguments, read_timeout=READ_S if read_timeout is None else read_timeout
            )
        except Exception as error:  # the SDK raises KeyError and worse on odd answers
            failure = translate(error, repeatable=repeatable)
        raise failure

    def _dial(self) -> _Bot:
        return _Bot(
            self._config,
            name=_stand_in(self._token),
            polling=self._request(POLL_CONNECTIONS),
            sending=self._request(SEND_CONNECTIONS),
        )

    def _request(self, connections: int) -> _Request:
        self._ssl = self._ssl or httpx.create_ssl_context()
        transport = httpx.AsyncHTTPTransport(
            verify=self._ssl,
            limits=httpx.Limits(max_connections=connections),
            proxy=self._config.proxy or _proxy_for(self._config.base_url),
        )
        return _Request(
            read_timeout=READ_S,
            write_timeout=WRITE_S,
            connect_timeout=CONNECT_S,
            pool_timeout=POOL_S,
            httpx_kwargs={"transport": _Sealed(transport, self._token)},
        )


class _Bot(telegram.Bot):
    """The SDK's client, used for raw calls only: what cannot be parsed must not stop the rest."""

    def __init__(self, config: Config, *, name: str, polling: _Request, sending: _Request) -> None:
        super().__init__(
            name,
            base_url=config.base_url,
            base_file_url=config.base_file_url,
            request=sending,
            get_updates_request=polling,
        )
        self._lines = (polling, sending)

    async def hang_up(self) -> None:
        for line in self._lines:
            await line.shutdown()

    @classmethod
    def _warn(cls, *_: Any, **__: Any) -> None:
        """It warns of raw calls whenever a wrapper exists."""


class _Request(HTTPXRequest):
    """Does not log the answers it cannot read: they may hold whole updates."""

    @staticmethod
    def parse_json_payload(payload: bytes) -> Any:
        try:
            return json.loads(payload.decode("utf-8", "replace"))
        except (ValueError, RecursionError):
            raise TelegramError(UNREADABLE_ANSWER) from None


class _Sealed(httpx.AsyncBaseTransport):
    """Swaps the stand-in for the token at the last moment."""

    def __init__(self, inner: httpx.AsyncBaseTransport, token: SecretStr) -> None:
        self._inner, self._token = inner, token

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        stand_in, token = _stand_in(self._token), self._token.get_secret_value()
        path = request.url.raw_path.replace(stand_in.encode(), token.encode(), 1)
        return await self._inner.handle_async_request(
            httpx.Request(
                request.method,
                request.url.copy_with(raw_path=path),
                headers=request.headers,
                stream=request.stream,
                extensions=request.extensions,
            )
        )

    async def aclose(self) -> None:
        await self._inner.aclose()


def _stand_in(token: SecretStr) -> str:
    """What everybody but the wire sees; the bot's id in it is public."""
    return f"{token.get_secret_value().partition(':')[0]}:hidden"


def _proxy_for(url: str) -> str | None:
    """The environment's proxy, which the HTTP library ignores for a transport of our own."""
    target = httpx.URL(url.partition("{")[0])
    proxies = getproxies()
    if proxy_bypass(target.host):
        return None
    return proxies.get(target.scheme) or proxies.get("all")
