"""Things going wrong on request, seen by the real client."""

from __future__ import annotations

import asyncio
import json
import time

import httpx
import pytest
from telegram import Update
from telegram.error import (
    BadRequest,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from sandbox.telegram import oddities
from sandbox.telegram.faults import Faults
from sandbox.telegram.updates import UpdateQueue

pytestmark = pytest.mark.anyio

BREAKING = ("no_date", "no_id", "wrong_type")


@pytest.mark.parametrize(
    ("details", "error", "words"),
    [
        ({"status": 400}, BadRequest, "Bad Request"),
        ({"status": 401}, InvalidToken, "Unauthorized"),
        ({"status": 403}, Forbidden, "bot was blocked by the user"),
        ({"status": 404}, InvalidToken, "Not Found"),
        ({"status": 409}, Conflict, "terminated by other getUpdates request"),
        ({"status": 429, "retry_after": 7}, RetryAfter, "Retry in 0:00:07"),
        ({"status": 500}, NetworkError, "Internal Server Error"),
        ({"status": 502}, NetworkError, "Bad Gateway"),
        ({"status": 418, "description": "I'm a teapot"}, NetworkError, "teapot"),
    ],
    ids=lambda value: str(value["status"]) if isinstance(value, dict) else None,
)
async def test_a_status_is_answered_once_and_nothing_was_sent(
    sandbox, bot, ann, *, details, error, words
):
    sandbox.control.inject("status", "sendMessage", **details)
    with pytest.raises(error, match=words):
        await bot.send_message(ann, "one")
    assert sandbox.world.bot_posts(ann) == []
    sandbox.flood.clear()
    assert await bot.send_message(ann, "two")


async def test_an_injected_429_is_watched_over_like_a_real_one(sandbox, bot, ann):
    sandbox.control.inject("status", "sendMessage", status=429, retry_after=30)
    for _ in range(2):
        with pytest.raises(RetryAfter):
            await bot.send_message(ann, "one")
    assert len(sandbox.flood.violations) == 1
    sandbox.control.advance(31)
    assert await bot.send_message(ann, "two")


@pytest.mark.parametrize(("kind", "status"), [("html", 502), ("malformed", 200)])
async def test_answers_that_are_no_json(sandbox, bot, api, *, ann, kind, status):
    sandbox.control.inject(kind, count=2)
    with pytest.raises((NetworkError, TelegramError)):
        await bot.send_message(ann, "one")
    answer = await api.response("sendMessage", chat_id=ann, text="two")
    assert answer.status_code == status
    with pytest.raises(json.JSONDecodeError):
        answer.json()
    assert sandbox.world.bot_posts(ann) == []


@pytest.mark.parametrize(("after", "stored"), [(False, 0), (True, 1)], ids=["before", "after"])
async def test_a_dropped_connection(sandbox, bot, ann, after, stored):
    sandbox.control.inject("drop", "sendMessage", after=after)
    with pytest.raises(NetworkError) as broken:
        await bot.send_message(ann, "did this arrive?")
    assert not isinstance(broken.value, BadRequest)
    assert len(sandbox.world.bot_posts(ann)) == stored
    (call,) = sandbox.calls.of("sendMessage")
    assert (call.status, call.fault, bool(call.response)) == (0, "drop", after)


async def test_silence_after_the_effect_reads_as_a_timeout(sandbox, bot, ann):
    sandbox.control.inject("silence", "sendMessage", after=True, seconds=20)
    with pytest.raises(TimedOut):
        await bot.send_message(ann, "did this arrive?", read_timeout=0.2)
    assert len(sandbox.world.bot_posts(ann)) == 1


async def test_a_delay_only_delays(sandbox, bot, ann):
    sandbox.control.inject("delay", seconds=0.2)
    started = time.perf_counter()
    assert await bot.send_message(ann, "slow")
    assert time.perf_counter() - started >= 0.2


async def test_faults_by_chat_by_time_and_by_chance(loose_sandbox, api, ann, group):
    control = loose_sandbox.control
    control.inject("status", "sendMessage", chat=group, status=500, for_seconds=60)
    assert await api.ok("sendMessage", chat_id=ann, text="x")
    for chat in (group, "@NordexOfficial"):
        assert "500" in await api.refused("sendMessage", chat_id=chat, text="x")
    control.advance(61)
    assert await api.ok("sendMessage", chat_id=group, text="x")
    control.inject("status", "getMe", probability=0.5, count=None)
    outcomes = {(await api.response("getMe")).status_code for _ in range(30)}
    assert outcomes == {200, 500}
    assert control.stats()["faults"][0]["hits"] > 0
    control.clear_faults()
    assert await api.ok("getMe")


@pytest.mark.parametrize("verb", ["inject", "tamper"])
def test_unknown_faults_are_refused(verb):
    faults = Faults(time.time, UpdateQueue(time.time))
    with pytest.raises(ValueError, match="nonsense"):
        getattr(faults, verb)("nonsense")


async def test_batches_can_be_doubled_replayed_and_reversed(sandbox, api, ann):
    for word in ("one", "two"):
        sandbox.control.say(ann, ann, word)
    first, second = [each["update_id"] for each in await api.ok("getUpdates")]

    async def ids(**params):
        return [each["update_id"] for each in await api.ok("getUpdates", **params)]

    sandbox.control.tamper("duplicate")
    assert await ids() == [first, first, second]
    sandbox.control.tamper("reorder")
    assert await ids() == [second, first]
    sandbox.control.tamper("replay")
    assert await ids(offset=second) == [first, second]
    assert await ids(offset=second) == [second]


@pytest.mark.parametrize("kind", oddities.KINDS)
async def test_odd_updates_reach_the_client_as_they_are(loose_sandbox, api, ann, kind):
    loose_sandbox.control.odd(kind, ann)
    loose_sandbox.control.say(ann, ann, "after it")
    odd, good = await api.ok("getUpdates")
    assert good["message"]["text"] == "after it"
    assert odd.get("message", {}).get("text") == oddities.TEXTS.get(
        kind, odd.get("message", {}).get("text")
    )
    if kind in BREAKING:
        with pytest.raises((TypeError, KeyError, AttributeError)):
            Update.de_json(odd, None)
    else:
        assert Update.de_json(odd, None).update_id == odd["update_id"]


async def test_an_unknown_oddity_is_refused(loose_sandbox, ann):
    with pytest.raises(ValueError, match="no oddity 'nonsense'"):
        loose_sandbox.control.odd("nonsense", ann)


async def test_stopping_lets_everybody_who_waits_go(loose_sandbox, api, ann):
    loose_sandbox.control.inject("silence", "getMe", seconds=60)
    started = time.perf_counter()
    loose_sandbox.backend.close()
    with pytest.raises(httpx.TransportError):
        await api.response("getMe")
    assert time.perf_counter() - started < 1


async def test_a_caller_who_hangs_up_while_asking_harms_nobody(sandbox, bot, caplog):
    host, port = sandbox.url.removeprefix("http://").split(":")
    _, writer = await asyncio.open_connection(host, int(port))
    head = f"POST /bot{sandbox.token}/sendMessage HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\n"
    writer.write(f"{head}Content-Type: application/x-www-form-urlencoded\r\n\r\nchat".encode())
    await writer.drain()
    await asyncio.sleep(0.05)
    writer.close()
    assert (await bot.get_me()).id == sandbox.world.bot.id
    await asyncio.sleep(0.05)
    assert "Exception in ASGI" not in caplog.text
