"""A running sandbox, the real library as its client, and a check of all traffic."""

from __future__ import annotations

import asyncio
import json
import sys
import types
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import discord
import pytest
import yarl
from discord.gateway import DiscordWebSocket

from sandbox.discord import DiscordSandbox, Settings
from tests.sandbox.discord import spec

QUICK = {"guild_ready_timeout": 0.03, "chunk_guilds_at_startup": False, "max_messages": None}
HEARTBEAT_SECONDS = 0.05


class Desk(discord.Client):
    """Keeps what it hears; `errors` are what its handlers raised."""

    def __init__(self, intents: discord.Intents, **options: Any) -> None:
        super().__init__(intents=intents, **(QUICK | options))
        self.heard: list[tuple[str, Any]] = []
        self.errors: list[BaseException] = []
        self.tree = discord.app_commands.CommandTree(self)
        self.on_interaction_do: Any = None
        self.task: Any = None

    def dispatch(self, event: str, /, *given: Any, **more: Any) -> None:
        self.heard.append((event, given))
        super().dispatch(event, *given, **more)

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        if self.on_interaction_do is not None:
            await self.on_interaction_do(interaction)

    async def on_error(self, event_method: str, /, *given: Any, **more: Any) -> None:
        self.errors.append(sys.exc_info()[1])

    def all(self, event: str) -> list[Any]:
        """What came with each such event: one thing, or a tuple."""
        found = [given for name, given in self.heard if name == event]
        return [each[0] if len(each) == 1 else each for each in found]

    def contents(self) -> list[str]:
        return [each.content for each in self.all("message")]


class Api:
    """Raw calls, as any client without a library would make them."""

    def __init__(self, sandbox: DiscordSandbox, session: aiohttp.ClientSession) -> None:
        self.sandbox, self.session = sandbox, session

    async def call(self, method: str, path: str, body: Any = None, **how: Any) -> tuple[int, Any]:
        headers = {"Authorization": f"Bot {how.pop('token', self.sandbox.token)}"}
        url = f"{self.sandbox.api_base}{path}"
        async with self.session.request(method, url, json=body, headers=headers, **how) as answer:
            text = await answer.text()
            kind = answer.headers.get("content-type")
            return answer.status, await answer.json() if kind == "application/json" else text

    async def ok(self, method: str, path: str, body: Any = None, **how: Any) -> Any:
        status, answer = await self.call(method, path, body, **how)
        assert status < 300, answer
        return answer

    async def refused(self, method: str, path: str, body: Any = None, **how: Any) -> str:
        status, answer = await self.call(method, path, body, **how)
        assert status >= 400, answer
        return f"{status} {answer['code']}"

    async def control(self, verb: str, **given: Any) -> Any:
        async with self.session.post(f"{self.sandbox.control_url}/{verb}", json=given) as answer:
            told = await answer.json()
            assert answer.status == 200, told
            return told


async def until(condition: Callable[[], Any], seconds: float = 5.0) -> Any:
    """Wait for something that happens by itself."""
    for _ in range(int(seconds / 0.01)):
        if found := condition():
            return found
        await asyncio.sleep(0.01)
    raise AssertionError("it did not happen")


def wrong_traffic(sandbox: DiscordSandbox) -> list[str]:
    """Everything said on the wire that the description does not know."""
    good = [each for each in sandbox.calls if 200 <= each.status < 300 and not each.fault]
    return sorted({problem for each in good for problem in spec.call_problems(each)})


@pytest.fixture(autouse=True)
def one_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    """The library reads the same here whichever JSON parsers happen to be installed."""
    monkeypatch.setattr(discord.utils, "_from_json", json.loads)


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The library's pauses before a retry, told instead of waited for."""
    told: list[float] = []

    async def sleep(seconds: float, result: Any = None) -> Any:
        told.append(seconds)
        await asyncio.sleep(0)
        return result

    quick = types.SimpleNamespace(**(vars(asyncio) | {"sleep": sleep}))
    monkeypatch.setattr(discord.http, "asyncio", quick)
    monkeypatch.setattr(discord.client, "asyncio", quick)
    return told


@pytest.fixture
async def loose_sandbox(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[DiscordSandbox]:
    """For tests that send what no description allows; the library is pointed at it."""
    async with DiscordSandbox(settings=Settings()) as running:
        monkeypatch.setattr(discord.http.Route, "BASE", running.api_base)
        monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", yarl.URL(running.gateway_url))
        yield running


@pytest.fixture
async def sandbox(loose_sandbox: DiscordSandbox) -> AsyncIterator[DiscordSandbox]:
    yield loose_sandbox
    if spec.available():
        assert wrong_traffic(loose_sandbox) == []


@pytest.fixture
async def api(loose_sandbox: DiscordSandbox) -> AsyncIterator[Api]:
    async with aiohttp.ClientSession() as session:
        yield Api(loose_sandbox, session)


@asynccontextmanager
async def connected(
    sandbox: DiscordSandbox, intents: discord.Intents | None = None, **options: Any
) -> AsyncIterator[Desk]:
    """The library, logged in and ready; closed again at the end."""
    desk = Desk(intents or discord.Intents.all(), **options)
    desk.task = task = asyncio.create_task(desk.start(sandbox.token))
    try:
        ready = asyncio.create_task(until(lambda: desk.all("ready")))
        await asyncio.wait({task, ready}, return_when=asyncio.FIRST_COMPLETED)
        if task.done():
            ready.cancel()
            task.result()
        yield desk
    finally:
        await desk.close()
        await asyncio.gather(task, return_exceptions=True)
    assert desk.errors == []


@pytest.fixture
async def desk(sandbox: DiscordSandbox, support: int) -> AsyncIterator[Desk]:
    async with connected(sandbox) as running:
        yield running


@pytest.fixture
def ann(loose_sandbox: DiscordSandbox) -> int:
    return loose_sandbox.world.add_user("ann", id=501, global_name="Ann").id


@pytest.fixture
def olga(loose_sandbox: DiscordSandbox) -> int:
    return loose_sandbox.world.add_user("olga", id=502).id


@pytest.fixture
def guild(loose_sandbox: DiscordSandbox, ann: int, olga: int) -> int:
    """Olga's server with Ann and the bot in it."""
    made = loose_sandbox.membership.create_guild("Nordex", olga)
    loose_sandbox.scene.join(ann, made.id)
    return made.id


@pytest.fixture
def support(loose_sandbox: DiscordSandbox, guild: int) -> int:
    return loose_sandbox.membership.create_channel(guild, "support").id
