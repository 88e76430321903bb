"""The HTTP below the SDK: one call out, one answer back, errors as the desk's.

Credentials exist only in the header of a request on its way; nothing here logs or shows one.
"""

from __future__ import annotations

import json
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import aiohttp
from yarl import URL

from bots.twitter.auth import App, Identity, User
from bots.twitter.budget import Budget
from bots.twitter.costs import Meter
from bots.twitter.errors import CreditsExhausted, SpendCapReached, lost, refusal
from bots.twitter.limits import SPEAKING, STREAM
from bots.twitter.oauth2 import TokenUser
from bots.twitter.settings import Config, Secrets
from core.errors import AdapterError, RateLimited, Unavailable

CLOSED = "the line is closed"
AGENT = "skerry"

Json = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call as it goes out; `target` is the encoded route with its query."""

    method: str
    target: str
    name: str
    as_user: bool
    body: Json | None = field(default=None, repr=False)

    @property
    def speaks(self) -> bool:
        return self.name in SPEAKING


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back; the SDK asks for `json()` as it would a response."""

    status: int
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)

    async def json(self) -> Json:
        """The answer as plain data; an empty one is an empty object."""
        parsed = json.loads(self.body) if self.body.strip() else {}
        if not isinstance(parsed, dict):
            raise TypeError(type(parsed).__name__)
        return parsed


class Line:
    """One account's connections. They exist while somebody is inside `open()`."""

    def __init__(
        self,
        config: Config,
        secrets: Secrets,
        *,
        now: Callable[[], datetime],
        tick: Callable[[], float] | None = None,
    ) -> None:
        self.budget = Budget(tick or (lambda: now().timestamp()))
        self.meter = Meter(config.prices, config.spend_cap_usd_per_day, now)
        self._config = config
        self._app: Identity = App(secrets)
        self._user: Identity = (
            TokenUser(config.oauth2, self._post_form, now)
            if config.oauth2.client_id
            else User(secrets, now)
        )
        self._session: aiohttp.ClientSession | None = None
        self._users = 0
        self._answered_at: float | None = None
        self._out_of_credits = False

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Keep the connections up; the last one to leave closes them."""
        self._users += 1
        self._session = self._session or aiohttp.ClientSession(
            cookie_jar=aiohttp.DummyCookieJar(), headers={"User-Agent": AGENT}
        )
        try:
            yield
        finally:
            self._users -= 1
            if not self._users:
                session, self._session = self._session, None
                await session.close()

    async def ask(self, call: Call) -> Answer:
        """The whole 2xx answer; AdapterError when there is none."""
        timeout = aiohttp.ClientTimeout(
            total=self._config.answer_timeout_s, sock_connect=self._config.connect_timeout_s
        )
        async with self.opened(call, timeout) as response:
            body = await response.read()
            return Answer(status=response.status, headers=response.headers, body=body)

    @asynccontextmanager
    async def opened(
        self, call: Call, timeout: aiohttp.ClientTimeout
    ) -> AsyncIterator[aiohttp.ClientResponse]:
        """A 2xx answer's head, its body still to be read; errors in reading it are the desk's."""
        self._may(call)
        response = await self._answered(call, timeout)
        try:
            if not 200 <= response.status < 300:
                raise self._refusal(call, response.status, await response.read())
            self._out_of_credits = False
            yield response
        except (aiohttp.ClientError, TimeoutError) as error:
            raise lost(error, speaks=call.speaks) from None
        finally:
            # What is left of an endless answer must not be waited for.
            response.close() if call.name == STREAM else response.release()

    def gauges(self) -> dict[str, float]:
        """budget_left (0..1), refusals_429, last_answer_s, out_of_credits, and the meter's."""
        figures = {
            "budget_left": self.budget.share_left(),
            "refusals_429": float(self.budget.refusals),
            "out_of_credits": float(self._out_of_credits),
            **self.meter.gauges(),
        }
        if self._answered_at is not None:
            figures["last_answer_s"] = time.monotonic() - self._answered_at
        return figures

    def _may(self, call: Call) -> None:
        """Nothing leaves that we know to be refused."""
        if wait := self.meter.wait(call.name):
            raise SpendCapReached(wait)
        if wait := self.budget.wait(call.name):
            raise RateLimited(wait)

    async def _answered(self, call: Call, timeout: aiohttp.ClientTimeout) -> aiohttp.ClientResponse:
        """The answer; a 401 is asked about once more, for nothing was done."""
        identity = self._user if call.as_user else self._app
        authorization = await identity.authorization(call.method, call.target)
        response = await self._exchange(call, authorization, timeout)
        identity.note(response.headers)
        if response.status == 401:
            response.release()
            await identity.renew(authorization)
            authorization = await identity.authorization(call.method, call.target)
            response = await self._exchange(call, authorization, timeout)
        return response

    async def _exchange(
        self, call: Call, authorization: str, timeout: aiohttp.ClientTimeout
    ) -> aiohttp.ClientResponse:
        self.budget.spend(call.name)
        try:
            response = await self._http.request(
                call.method,
                self._url(call.target),
                json=call.body,
                headers={"Authorization": authorization},
                timeout=timeout,
                allow_redirects=False,
                proxy=self._config.proxy or None,
            )
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise lost(error, speaks=call.speaks) from None
        self._answered_at = time.monotonic()
        self.budget.note(call.name, response.status, response.headers)
        return response

    def _refusal(self, call: Call, status: int, body: bytes) -> AdapterError:
        error = refusal(status, body, wait=self.budget.wait(call.name), speaks=call.speaks)
        self._out_of_credits = isinstance(error, CreditsExhausted)
        return error

    async def _post_form(self, route: str, form: Mapping[str, str]) -> tuple[int, bytes]:
        """A form, without credentials in its head: the renewal of tokens."""
        timeout = aiohttp.ClientTimeout(total=self._config.answer_timeout_s)
        proxy = self._config.proxy or None
        try:
            async with self._http.post(
                self._url(route), data=dict(form), timeout=timeout, proxy=proxy
            ) as response:
                return response.status, await response.read()
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise lost(error, speaks=False) from None

    @property
    def _http(self) -> aiohttp.ClientSession:
        if self._session is None:
            raise Unavailable(CLOSED)
        return self._session

    def _url(self, target: str) -> URL:
        return URL(self._config.base_url + target, encoded=True)
