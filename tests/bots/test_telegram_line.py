"""Servers that answer what no Telegram would: proxies, half-open lines, nonsense."""

from __future__ import annotations

import asyncio
import json
import time
from contextlib import asynccontextmanager

import pytest
from pydantic import SecretStr

from bots.telegram.adapter import Telegram
from bots.telegram.line import Line, _proxy_for
from bots.telegram.moderators import ModeratorList
from bots.telegram.settings import read_table
from core.errors import Unavailable
from core.types import DeadLetter
from tests.bots.telegram_kit import HastyClock, a_stage, row

pytestmark = pytest.mark.anyio

ME = {"id": 7, "is_bot": True, "first_name": "Nordex", "username": "NordexBot"}
TOKEN = SecretStr("7:secret")


@asynccontextmanager
async def scripted(**answers):
    """A server that gives each method's answers in turn, the last one for ever.

    An answer is a JSON result, or a coroutine function that writes whatever it likes.
    """
    answers = {"getMe": [ME], "deleteWebhook": [True]} | answers
    heard: list[str] = []

    async def serve(reader, writer):
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                heard.append(head.decode())
                length = int(head.lower().partition(b"content-length: ")[2].split(b"\r")[0] or 0)
                await reader.readexactly(length)
                script = answers[head.split()[1].decode().rpartition("/")[2]]
                answer = script.pop(0) if len(script) > 1 else script[0]
                if callable(answer):
                    await answer(writer)
                else:
                    body = json.dumps({"ok": True, "result": answer}).encode()
                    writer.write(
                        b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body) + body
                    )
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", heard


def adapter(url: str, **table) -> Telegram:
    defaults = {"base_url": url, "poll_timeout_s": 0, "poll_margin_s": 0.4, "commands": False}
    return Telegram(read_table(defaults | table), TOKEN, clock=HastyClock())


async def trickle(writer) -> None:
    """One byte at a time, so that no read ever times out."""
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
    while True:
        writer.write(b" ")
        await writer.drain()
        await asyncio.sleep(0.05)


async def test_b3_a_poll_that_trickles_for_ever_is_given_up():
    async with scripted(getUpdates=[trickle]) as (url, _):
        started = time.perf_counter()
        with pytest.raises(Unavailable, match="did not come back"):
            await anext(adapter(url).arrivals({}))
        assert time.perf_counter() - started < 2


@pytest.mark.parametrize("me", [{}, [], {"id": "x", "username": "y"}, {"id": 7}], ids=repr)
async def test_a_server_that_does_not_know_us(me):
    async with scripted(getMe=[me]) as (url, _):
        with pytest.raises(Unavailable, match="who we are"):
            await anext(adapter(url).arrivals({}))


async def test_a_poll_that_is_no_list():
    async with scripted(getUpdates=[{"ok": "ok"}]) as (url, _):
        with pytest.raises(Unavailable, match="no list"):
            await anext(adapter(url).arrivals({}))


async def test_updates_without_a_number_are_kept_and_do_not_spin():
    async with scripted(getUpdates=[["garbage", {"message": {}}]]) as (url, heard):
        batches = adapter(url).arrivals({})
        *first, _seen = await anext(batches)
        assert [type(each) for each in first] == [DeadLetter, DeadLetter]
        assert [each.key for each in first] == [each.key for each in await anext(batches)]
        await batches.aclose()
    assert sum("getUpdates" in each for each in heard) == 2


async def test_a_doubt_that_cannot_be_settled_is_no_refusal():
    async def unauthorized(writer):
        writer.write(b"HTTP/1.1 401 Unauthorized\r\nContent-Length: 2\r\n\r\n{}")

    async def broken(writer):
        writer.write(b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 2\r\n\r\n{}")

    async with scripted(getMe=[unauthorized, broken]) as (url, _):
        with pytest.raises(Unavailable, match="not accepted this time"):
            await anext(adapter(url).arrivals({}))


async def test_the_token_is_on_the_wire_and_only_there():
    async with scripted(sendMessage=[{"message_id": 5}]) as (url, heard):
        assert await adapter(url).send(row(501)) == "501/5"
    assert heard[0].startswith("POST /bot7:secret/sendMessage")


async def test_a_proxy_of_the_settings_is_used():
    async with scripted(sendMessage=[{"message_id": 5}]) as (url, heard):
        proxied = adapter("http://api.nordex.example", proxy=url)
        assert await proxied.send(row(501)) == "501/5"
    assert heard[0].startswith("POST http://api.nordex.example/bot7:secret/sendMessage")


@pytest.mark.parametrize(
    ("environment", "url", "used"),
    [
        ({}, "https://api.telegram.org/bot", None),
        ({"https_proxy": "http://p:1"}, "https://api.telegram.org/bot", "http://p:1"),
        ({"all_proxy": "http://p:2"}, "https://api.telegram.org/bot{token}", "http://p:2"),
        ({"http_proxy": "http://p:3"}, "https://api.telegram.org/bot", None),
        ({"https_proxy": "http://p:1", "no_proxy": "*"}, "https://api.telegram.org/bot", None),
    ],
    ids=["none", "https", "all", "other scheme", "excepted"],
)
def test_the_proxy_of_the_environment(environment, url, used, monkeypatch):
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name.upper(), raising=False)
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert _proxy_for(url) == used


async def test_a_closed_line_says_so():
    with pytest.raises(Unavailable, match="closed"):
        await Line(read_table({}), TOKEN).call("getMe")


async def test_the_line_is_shared_and_closed_by_the_last():
    async with a_stage() as stage:
        tg = stage.adapter()
        batches = tg.arrivals({})
        await anext(batches)
        await tg.send(row(stage.ann))
        line = tg._line._bot
        await tg.send(row(stage.ann, "again"))
        assert tg._line._bot is line
        await batches.aclose()
        assert tg._line._bot is None
        await tg.send(row(stage.ann, "after hours"))
        assert stage.said(stage.ann) == ["Hi", "again", "after hours"]


async def test_odd_lists_of_administrators_name_nobody():
    lists = [["x", {"user": "y"}, {"user": {"id": "z"}}, {"user": {"id": 2001}}]]
    async with scripted(getChatAdministrators=lists, getChat=["nonsense"]) as (url, _):
        line = Line(read_table({"base_url": url}), TOKEN)
        moderators = ModeratorList(line, time.monotonic)
        async with line.open():
            await moderators.learn([-1001])
    assert dict(moderators) == {-1001: frozenset({2001})}
    assert len(moderators) == 1
