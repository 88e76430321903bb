"""Pushing updates: the secret, the order, the retries and what ends them."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator

import pytest

from tests.sandbox import spec
from tests.sandbox.conftest import until

pytestmark = pytest.mark.anyio

SECRET = "s3cret_token"


class Receiver:
    """A webhook of our own: remembers what came and answers from a list, then 200."""

    def __init__(self) -> None:
        self.bodies, self.headers, self.answers = [], [], []
        self.delay, self.open, self.most_open = 0.0, 0, 0
        self.closing = asyncio.Event()
        self.url = ""

    async def handle(self, reader, writer):
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        headers = dict(line.lower().split(": ", 1) for line in head.split("\r\n")[1:] if line)
        self.headers.append(headers)
        self.bodies.append(json.loads(await reader.readexactly(int(headers["content-length"]))))
        self.open += 1
        self.most_open = max(self.most_open, self.open)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self.closing.wait(), self.delay)
        self.open -= 1
        status, extra, body = self.answers.pop(0) if self.answers else (200, "", "")
        writer.write(
            f"HTTP/1.1 {status} X\r\ncontent-length: {len(body)}\r\n{extra}"
            f"connection: close\r\n\r\n{body}".encode()
        )
        await writer.drain()
        writer.close()

    def texts(self):
        return [each["message"]["text"] for each in self.bodies if "message" in each]

    async def got(self, count):
        await until(lambda: len(self.bodies) >= count)
        return self.bodies


@contextlib.asynccontextmanager
async def receiving() -> AsyncIterator[Receiver]:
    receiver = Receiver()
    server = await asyncio.start_server(receiver.handle, "127.0.0.1", 0)
    receiver.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/hook"
    async with server:
        yield receiver
        receiver.closing.set()
        await asyncio.sleep(0.01)


@pytest.fixture
async def receiver(sandbox) -> AsyncIterator[Receiver]:
    sandbox.backend.hook_retry_seconds = 0.05
    async with receiving() as running:
        yield running
        sandbox.backend.close()


async def test_updates_are_pushed_with_the_secret(sandbox, bot, ann, receiver):
    sandbox.control.say(ann, ann, "before")
    assert await bot.set_webhook(receiver.url, secret_token=SECRET, max_connections=3)
    sandbox.control.say(ann, ann, "after")
    bodies = await receiver.got(2)
    assert receiver.texts() == ["before", "after"]
    assert receiver.headers[0]["x-telegram-bot-api-secret-token"] == SECRET
    assert receiver.headers[0]["content-type"] == "application/json"
    await asyncio.sleep(0.05)
    info = await bot.get_webhook_info()
    assert (info.url, info.max_connections, info.pending_update_count) == (receiver.url, 3, 0)
    if spec.available():
        assert spec.problems(bodies, ["Array of Update"], "pushed") == []


async def test_a_failure_is_tried_again_in_order_and_told(sandbox, bot, ann, receiver):
    receiver.answers = [(500, "", ""), (503, "", "")]
    await bot.set_webhook(receiver.url)
    sandbox.control.say(ann, ann, "one")
    sandbox.control.say(ann, ann, "two")
    await receiver.got(4)
    assert receiver.texts() == ["one", "one", "one", "two"]
    info = await bot.get_webhook_info()
    assert info.last_error_message == "Wrong response from the webhook: 503 X"
    assert "x-telegram-bot-api-secret-token" not in receiver.headers[0]


async def test_one_blocked_chat_does_not_hold_up_the_others(sandbox, bot, ann, owner, receiver):
    receiver.answers = [(500, "retry-after: 30\r\n", "")]
    await bot.set_webhook(receiver.url)
    sandbox.control.say(ann, ann, "stuck")
    await receiver.got(1)
    sandbox.control.say(ann, ann, "stuck behind it")
    sandbox.control.say(owner, owner, "free")
    await receiver.got(2)
    await asyncio.sleep(0.2)
    assert receiver.texts() == ["stuck", "free"]
    assert len(sandbox.updates.pending) == 2


async def test_no_more_than_the_agreed_connections(sandbox, bot, receiver):
    receiver.delay = 0.02
    await bot.set_webhook(receiver.url, max_connections=3)
    for number in range(12):
        user = sandbox.control.create_user(f"U{number}")["id"]
        sandbox.control.say(user, user, str(number))
    await receiver.got(12)
    assert 2 <= receiver.most_open <= 3


async def test_nobody_there_is_told_as_refused(sandbox, bot, ann):
    sandbox.backend.hook_retry_seconds = 30
    async with receiving() as receiver:
        url = receiver.url
    await bot.set_webhook(url)
    sandbox.control.say(ann, ann, "hello?")
    await until(lambda: sandbox.backend.hook.last_error)
    assert (await bot.get_webhook_info()).last_error_message == "Connection refused"


async def test_a_receiver_that_never_answers_times_out(sandbox, bot, ann, receiver, monkeypatch):
    import sandbox.telegram.webhook as module

    monkeypatch.setattr(module, "PUSH_TIMEOUT", 0.1)
    sandbox.backend.hook_retry_seconds = 30
    receiver.delay = 5
    async with type(sandbox)() as impatient:
        user = impatient.control.create_user("Bob")["id"]
        impatient.control.say(user, user, "hello?")
        impatient.backend.hook.url = receiver.url
        await until(lambda: impatient.backend.hook.last_error)
        assert impatient.backend.hook.last_error == "Read timeout expired"


async def test_gone_for_a_day_removes_the_webhook(sandbox, bot, ann, receiver):
    receiver.answers = [(410, "", "")] * 50
    await bot.set_webhook(receiver.url)
    sandbox.control.say(ann, ann, "hello?")
    await until(lambda: sandbox.backend.hook.last_error)
    sandbox.control.advance(23 * 3600 + 1)
    await until(lambda: not sandbox.backend.hook.url)
    assert (await bot.get_webhook_info()).url == ""


async def test_an_answer_may_be_a_method_call(sandbox, bot, ann, receiver):
    call = f'{{"method": "sendMessage", "chat_id": {ann}, "text": "at once"}}'
    json_header = "content-type: application/json\r\n"
    receiver.answers = [
        (200, json_header, call),
        (200, json_header, "not json"),
        (200, json_header, "[]"),
    ]
    await bot.set_webhook(receiver.url)
    for word in ("one", "two", "three"):
        sandbox.control.say(ann, ann, word)
    await receiver.got(3)
    await asyncio.sleep(0.05)
    assert [each.text for each in sandbox.world.bot_posts(ann)] == ["at once"]


async def test_an_update_can_be_pushed_twice(sandbox, bot, ann, receiver):
    sandbox.control.tamper("duplicate")
    await bot.set_webhook(receiver.url)
    sandbox.control.say(ann, ann, "twice")
    await receiver.got(2)
    await asyncio.sleep(0.1)
    assert receiver.texts() == ["twice", "twice"]


async def test_pending_updates_can_be_dropped_and_polling_resumes(sandbox, bot, ann, receiver):
    sandbox.control.say(ann, ann, "never seen")
    await bot.set_webhook(receiver.url, drop_pending_updates=True)
    await bot.delete_webhook()
    await asyncio.sleep(0.1)
    sandbox.control.say(ann, ann, "seen")
    assert [each.message.text for each in await bot.get_updates()] == ["seen"]
    assert receiver.bodies == []


@pytest.mark.parametrize(
    ("params", "refusal"),
    [
        ({"url": "ftp://127.0.0.1/"}, "An HTTPS URL must be provided for webhook"),
        ({"url": "nonsense"}, "An HTTPS URL must be provided for webhook"),
        ({"url": "https://desk.example/hook"}, "Failed to resolve host"),
        ({"url": "https://8.8.8.8/hook"}, "Failed to resolve host"),
        (
            {"url": "http://localhost:9/", "secret_token": "no spaces"},
            "secret token contains unallowed characters",
        ),
    ],
    ids=["scheme", "no address", "a name", "elsewhere", "secret"],
)
async def test_addresses_that_are_refused(sandbox, api, params, refusal):
    assert refusal in await api.refused("setWebhook", **params)
