"""A running sandbox, the real library pointed at it, and a check of all traffic."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from typing import Any

import aiohttp
import pytest
from oauthlib.oauth1 import Client as Signer
from tweepy.asynchronous import AsyncClient, AsyncStreamingClient
from yarl import URL

from sandbox.twitter import TwitterSandbox
from sandbox.twitter.push import HALF_AN_EVENT
from tests.sandbox.twitter import spec

STREAMED = "/components/schemas/FilteredStreamingTweetResponse"
TWEET, MESSAGE = "/components/schemas/Tweet", "/components/schemas/DmEvent"
REAL_HOST = "https://api.twitter.com"


class Redirected:
    """A session whose requests to the library's built-in host go to the sandbox."""

    def __init__(self, base_url: str) -> None:
        self.base_url, self.headers = base_url, {}
        self.session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=10))

    def request(self, method: str, url: Any, **options: Any) -> Any:
        there = self.base_url + str(url).removeprefix(REAL_HOST)
        return self.session.request(method, URL(there, encoded=True), **options)

    @property
    def closed(self) -> bool:
        return self.session.closed

    async def close(self) -> None:
        await self.session.close()


class Raw:
    """Requests without a library; `auth`: app | oauth1 | a bearer token | none."""

    def __init__(self, sandbox: TwitterSandbox, session: aiohttp.ClientSession) -> None:
        self.sandbox, self.session = sandbox, session

    async def __call__(
        self, method: str, path: str, body: Any = None, auth: str = "app", **query: Any
    ) -> tuple[int, Any]:
        async with self.open(method, path, body, auth, **query) as answer:
            text = await answer.text()
            self.headers = answer.headers
            return answer.status, json.loads(text) if text.startswith(("{", "[")) else text

    def open(
        self, method: str, path: str, body: Any = None, auth: str = "app", **query: Any
    ) -> Any:
        url = URL(REAL_HOST + path).with_query(query)
        headers = self.headers_for(method, str(url), auth)
        there = URL(self.sandbox.base_url + str(url).removeprefix(REAL_HOST), encoded=True)
        return self.session.request(method, there, json=body, headers=headers)

    def headers_for(self, method: str, url: str, auth: str) -> dict[str, str]:
        if auth == "none":
            return {}
        if auth == "oauth1":
            return self.signer().sign(url, method)[1]
        token = self.sandbox.credentials["BEARER_TOKEN"] if auth == "app" else auth
        return {"Authorization": f"Bearer {token}"}

    def signer(self, **changes: str) -> Signer:
        keys = self.sandbox.credentials | changes
        return Signer(
            keys["CONSUMER_KEY"],
            keys["CONSUMER_SECRET"],
            keys["ACCESS_TOKEN"],
            keys["ACCESS_TOKEN_SECRET"],
        )


async def until(condition: Callable[[], Any], seconds: float = 5.0) -> None:
    """Wait for something the sandbox does by itself."""
    for _ in range(int(seconds / 0.01)):
        if condition():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it did not happen")


def wrong_traffic(sandbox: TwitterSandbox) -> list[str]:
    """Everything said on the wire that the specification does not know."""
    checked = [
        each for each in sandbox.calls if each.status and not each.fault and each.status != 404
    ]
    streamed = [spec.problems(each, STREAMED) for each in sandbox.control.streamed()]
    found = [spec.call_problems(each) for each in checked] + streamed + wrong_pushes(sandbox)
    return [problem for each in found for problem in each]


def wrong_pushes(sandbox: TwitterSandbox) -> list[list[str]]:
    """The envelope is newer than the specification; the posts and messages inside are in it."""
    bodies = [each["body"] for each in sandbox.control.deliveries()]
    events = [json.loads(each)["data"] for each in bodies if each != HALF_AN_EVENT.decode()]
    return [
        spec.problems(each["payload"], MESSAGE if each["event_type"].startswith("dm.") else TWEET)
        for each in events
    ]


@pytest.fixture
async def loose_sandbox() -> AsyncIterator[TwitterSandbox]:
    """For tests that send what no specification allows."""
    async with TwitterSandbox(keep_alive=0.1, search_delay=0) as running:
        yield running


@pytest.fixture
async def sandbox(loose_sandbox: TwitterSandbox) -> AsyncIterator[TwitterSandbox]:
    yield loose_sandbox
    if spec.available():
        assert wrong_traffic(loose_sandbox) == []


@pytest.fixture
async def raw(loose_sandbox: TwitterSandbox) -> AsyncIterator[Raw]:
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=10)) as session:
        yield Raw(loose_sandbox, session)


@pytest.fixture
async def client(loose_sandbox: TwitterSandbox) -> AsyncIterator[AsyncClient]:
    keys = loose_sandbox.credentials
    made = AsyncClient(
        keys["BEARER_TOKEN"],
        keys["CONSUMER_KEY"],
        keys["CONSUMER_SECRET"],
        keys["ACCESS_TOKEN"],
        keys["ACCESS_TOKEN_SECRET"],
    )
    made.session = Redirected(loose_sandbox.base_url)
    yield made
    await made.session.close()


class Listener(AsyncStreamingClient):
    """The library's stream client, keeping what it hears."""

    def __init__(self, sandbox: TwitterSandbox) -> None:
        super().__init__(sandbox.credentials["BEARER_TOKEN"])
        self.sandbox = sandbox
        self.heard: list[Any] = []
        self.events: list[str] = []
        self.renew()

    def renew(self) -> None:
        self.session = Redirected(self.sandbox.base_url)

    async def on_response(self, response: Any) -> None:
        self.heard.append(response)

    async def on_keep_alive(self) -> None:
        self.events.append("keep-alive")

    async def on_closed(self, resp: Any) -> None:
        self.events.append("closed")

    async def on_connect(self) -> None:
        self.events.append("connect")

    async def on_exception(self, exception: Exception) -> None:
        self.events.append(type(exception).__name__)

    async def on_connection_error(self) -> None:
        self.events.append("connection error")

    async def on_request_error(self, status_code: int) -> None:
        self.events.append(f"status {status_code}")

    async def on_errors(self, errors: Any) -> None:
        self.events += [each["title"] for each in errors]


@pytest.fixture
async def listener(loose_sandbox: TwitterSandbox) -> AsyncIterator[Listener]:
    made = Listener(loose_sandbox)
    yield made
    made.disconnect()
    if made.task:
        await asyncio.wait([made.task])
    await made.session.close()


@pytest.fixture
def ann(loose_sandbox: TwitterSandbox) -> int:
    return loose_sandbox.world.add_user("Ann", "ann_a", id=501).id


@pytest.fixture
def bob(loose_sandbox: TwitterSandbox) -> int:
    return loose_sandbox.world.add_user("Bob", "bob_b", id=502).id
