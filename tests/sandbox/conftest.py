"""A running sandbox, clients for it, and a check of all traffic against the specification."""

from __future__ import annotations

import asyncio
import json
import ssl
from collections.abc import AsyncIterator, Callable
from typing import Any

import httpx
import pytest
from telegram import Bot, Message
from telegram.request import HTTPXRequest

from sandbox.telegram import TelegramSandbox
from tests.sandbox import spec

# Nothing here is encrypted, and loading certificates is half of a client's start-up time.
PLAIN = {"verify": ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)}


@pytest.fixture(autouse=True)
def timedeltas(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the library will do by itself one day, and warns about until then."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


class Api:
    """Raw calls, as any client without a library would make them."""

    def __init__(self, sandbox: TelegramSandbox, client: httpx.AsyncClient) -> None:
        self.sandbox, self.client = sandbox, client

    async def response(self, method: str, **params: Any) -> httpx.Response:
        url = f"{self.sandbox.base_url}{self.sandbox.token}/{method}"
        # Plain ASCII JSON carries even what UTF-8 cannot.
        body, kind = json.dumps(params), {"content-type": "application/json"}
        return await self.client.post(url, content=body, headers=kind)

    async def call(self, method: str, **params: Any) -> dict[str, Any]:
        return (await self.response(method, **params)).json()

    async def ok(self, method: str, **params: Any) -> Any:
        answer = await self.call(method, **params)
        assert answer["ok"], answer
        return answer["result"]

    async def refused(self, method: str, **params: Any) -> str:
        answer = await self.call(method, **params)
        assert not answer["ok"], answer
        return f"{answer['error_code']} {answer['description']}"


async def until(condition: Callable[[], Any], seconds: float = 5.0) -> None:
    """Wait for something the sandbox does by itself."""
    for _ in range(int(seconds / 0.01)):
        if condition():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it did not happen")


async def messages(bot: Bot) -> list[Message]:
    """What a poll brings, updates without a message left out."""
    return [each.effective_message for each in await bot.get_updates() if each.effective_message]


def wrong_traffic(sandbox: TelegramSandbox) -> list[str]:
    """Everything said on the wire that the specification does not know."""
    good = [each for each in sandbox.calls if each.status == 200 and not each.fault]
    return [problem for each in good for problem in spec.call_problems(each)]


@pytest.fixture
async def loose_sandbox() -> AsyncIterator[TelegramSandbox]:
    """For tests that send what no specification allows."""
    async with TelegramSandbox() as running:
        yield running


@pytest.fixture
async def sandbox(loose_sandbox: TelegramSandbox) -> AsyncIterator[TelegramSandbox]:
    yield loose_sandbox
    if spec.available():
        assert wrong_traffic(loose_sandbox) == []


@pytest.fixture
async def api(loose_sandbox: TelegramSandbox) -> AsyncIterator[Api]:
    async with httpx.AsyncClient(timeout=10, **PLAIN) as client:
        yield Api(loose_sandbox, client)


@pytest.fixture
async def bot(loose_sandbox: TelegramSandbox) -> AsyncIterator[Bot]:
    async with Bot(
        loose_sandbox.token,
        base_url=loose_sandbox.base_url,
        base_file_url=loose_sandbox.base_file_url,
        request=HTTPXRequest(httpx_kwargs=PLAIN),
        get_updates_request=HTTPXRequest(httpx_kwargs=PLAIN),
    ) as client:
        yield client


@pytest.fixture
def ann(loose_sandbox: TelegramSandbox) -> int:
    """Somebody who has opened a private chat with the bot."""
    made = loose_sandbox.world.add_user(
        "Ann", id=501, username="ann_a", language_code="en", reachable=True
    )
    return made.id


@pytest.fixture
def owner(loose_sandbox: TelegramSandbox) -> int:
    return loose_sandbox.world.add_user("Olga", id=502, username="olga_o").id


@pytest.fixture
def group(loose_sandbox: TelegramSandbox, ann: int, owner: int) -> int:
    """A supergroup of Olga's with Ann in it and the bot as administrator."""
    made = loose_sandbox.control.create_chat(
        "Nordex Official", owner, username="NordexOfficial", bot="administrator"
    )
    loose_sandbox.membership.join(ann, made["id"])
    loose_sandbox.updates.clear()
    return int(made["id"])


@pytest.fixture
def plain_group(loose_sandbox: TelegramSandbox, ann: int, owner: int) -> int:
    """A basic group in which the bot is an ordinary member."""
    made = loose_sandbox.control.create_chat("Traders", owner, "group")
    loose_sandbox.control.join(ann, made["id"])
    loose_sandbox.updates.clear()
    return int(made["id"])
