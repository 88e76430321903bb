"""The line itself: where it leads, how it is lost, and that nobody's work holds it up."""

from __future__ import annotations

import asyncio
import logging
import sys
import time
from itertools import pairwise

import discord
import pytest
from discord.gateway import DiscordWebSocket

from bots.discord import build
from bots.discord.client import DeskClient, Frame, Overflow, quiet_library
from bots.discord.line import Line, Pace
from bots.discord.settings import read_table
from core.errors import RateLimited, Unavailable
from tests.bots.discord.kit import (
    FAST,
    HastyClock,
    Listener,
    a_stage,
    eventually,
    row,
    wrong_requests,
)

pytestmark = pytest.mark.anyio

BEAT_S = 0.3
# A computation that thinks of nothing else.
SPIN = "import time\nuntil = time.monotonic() + 1.6\nwhile time.monotonic() < until: pass"


@pytest.fixture
async def stage():
    async with a_stage() as made:
        yield made


async def test_two_adapters_in_one_process_each_keep_their_server(stage):
    before = discord.http.Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    async with (
        a_stage() as other,
        Listener(stage.adapter()) as here,
        Listener(other.adapter()) as there,
    ):
        stage.say("here")
        other.say("there")
        await here.until(lambda desk: desk.texts)
        await there.until(lambda desk: desk.texts)
    assert (here.texts, there.texts) == (["here"], ["there"])
    assert before == (discord.http.Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY)


async def test_the_gateway_is_the_one_that_the_api_names(stage):
    async with Listener(stage.adapter(gateway_url="")) as desk:
        stage.say("hello")
        await desk.until(lambda desk: desk.texts)
    assert stage.identifies() == 1


async def test_a_session_is_resumed_where_it_lives():
    line = Line(read_table({}), Pace(time.monotonic, asyncio.sleep), asyncio.get_running_loop())
    line.offer_gateway("wss://gateway.one.example/")
    asked = "wss://gateway.discord.gg/?v=10&encoding=json"
    assert line._led_socket(asked) == "wss://gateway.one.example/?v=10&encoding=json"
    kept = "wss://gateway-us-east1-b.discord.gg/?v=10"
    assert line._led_socket(kept) == kept


async def test_nothing_can_be_mentioned_by_accident():
    client = DeskClient(read_table({}), discord.Intents.none())
    assert client.allowed_mentions.to_dict() == {"parse": []}


async def test_c7_a_busy_triage_process_leaves_heartbeats_alone():
    async with a_stage(heartbeat_seconds=BEAT_S) as stage, Listener(stage.adapter()) as desk:
        busy = await asyncio.create_subprocess_exec(sys.executable, "-c", SPIN)
        await busy.wait()
        beats = list(stage.line.connections()[0].heartbeats)
        stage.say("still here")
        await desk.until(lambda desk: desk.texts)
    gaps = [later - earlier for earlier, later in pairwise(beats)]
    assert len(gaps) >= 4
    assert max(gaps) < 1.5 * BEAT_S


async def test_d1c_a_flood_of_long_texts_leaves_heartbeats_alone():
    async with a_stage(heartbeat_seconds=BEAT_S) as stage, Listener(stage.adapter()) as desk:
        for number in range(200):
            stage.say(f"{number} " + "<@<:a:</" * 200)
        await desk.until(lambda desk: len(desk.texts) == 200)
        await asyncio.sleep(BEAT_S)
        beats = list(stage.line.connections()[0].heartbeats)
    gaps = [later - earlier for earlier, later in pairwise(beats)]
    assert max(gaps, default=0) < 2 * BEAT_S


async def test_a_socket_that_stands_silent_is_given_up():
    async with a_stage(heartbeat_seconds=5) as stage:
        async with Listener(stage.adapter(silence_s=0.2)) as desk:
            stage.say("before")
            await desk.until(lambda desk: desk.texts)
            asked = len(stage.routes("GET /channels/{channel_id}/messages"))
            stage.line.freeze()
            stage.say("missed")
            await desk.until(lambda desk: desk.texts == ["before", "missed"])
        assert stage.resumes() >= 1
        assert stage.identifies() == 1
        assert len(stage.routes("GET /channels/{channel_id}/messages")) == asked


async def test_a_server_that_is_down_too_long_is_reported_and_read_on_later():
    async with a_stage() as stage:
        async with Listener(stage.adapter(resume_within_s=0.2)) as desk:
            stage.say("before")
            await desk.until(lambda desk: desk.texts)
            stage.line.cut()
            stage.sandbox.faults.inject("status", "GET /users/@me", status=503, for_seconds=1)
            await stage.sandbox.stop()
            await desk.until(lambda desk: desk.errors)
            await stage.sandbox.start()
            stage.say("meanwhile")
            await desk.until(lambda desk: "meanwhile" in desk.texts)
        assert all(isinstance(each, Unavailable) for each in desk.errors)
        assert desk.texts == ["before", "meanwhile"]


async def test_a_server_that_lets_in_and_closes_is_not_stormed(stage):
    clock = HastyClock()
    async with Listener(stage.adapter(clock)) as desk:
        for _ in range(8):
            seen = len(stage.line.connections())
            stage.line.close()
            await eventually(lambda seen=seen: len(stage.line.connections()) > seen)
            await eventually(lambda: stage.line.connections()[-1].session is not None)
        stage.say("in the end")
        await desk.until(lambda desk: desk.texts)
    assert stage.identifies() == 1
    assert sum(clock.slept) >= 1 + 2 + 4 + 8


async def test_connections_are_spread_out_and_forgotten_after_a_minute():
    now, slept = [0.0], []

    async def sleep(seconds):
        slept.append(seconds)
        now[0] += seconds

    pace = Pace(lambda: now[0], sleep)
    for _ in range(9):
        await pace.turn()
    assert slept == [1, 2, 4, 8, 16, 30]
    now[0] += 100
    await pace.turn()
    assert len(slept) == 6


async def test_c13_a_refusal_for_ten_minutes_frees_the_caller(stage):
    stage.sandbox.faults.inject(
        "rate_limit", "POST /channels/{channel_id}/messages", retry_after=600
    )
    adapter = stage.adapter()
    async with Listener(adapter):
        started = time.monotonic()
        with pytest.raises(RateLimited) as caught:
            await adapter.send(row(f"channel/{stage.channel}"))
    assert caught.value.retry_after == 600
    assert time.monotonic() - started < 2


async def test_sending_alone_needs_no_gateway(stage):
    addresses = {"api_base": stage.sandbox.api_base, "gateway_url": stage.sandbox.gateway_url}
    adapter = build(addresses, {"TOKEN": stage.sandbox.token})
    sent = await adapter.send(row(f"channel/{stage.channel}", "hello"))
    assert [post["id"] for post in stage.control.bot_messages()] == [sent]
    assert await adapter.find(row(f"channel/{stage.channel}", "hello")) == sent
    assert stage.identifies() == 0
    assert adapter.gauges()["sessions"] == 0


async def test_c14_all_our_requests_are_as_the_platform_describes_them(stage):
    adapter = stage.adapter(backfill_messages=2)
    async with Listener(adapter) as desk:
        stage.thread()
        stage.dm("hello")
        await desk.until(lambda desk: desk.texts)
    for number in range(5):
        stage.say(f"missed {number}")
    async with Listener(adapter, desk.since) as later:
        await later.until(lambda desk: desk.dead)
    assert len(stage.sandbox.calls) > 10
    assert wrong_requests(stage.sandbox) == []


async def test_gauges_tell_how_the_line_is():
    async with a_stage(heartbeat_seconds=0.1) as stage:
        adapter = stage.adapter()
        assert set(adapter.gauges()) == {"sessions", "message_content", "members", "gaps"}
        async with Listener(adapter):
            await asyncio.sleep(0.25)
            gauges = adapter.gauges()
    assert gauges["sessions"] == 1
    assert 0 < gauges["latency_s"] < 1
    # Nothing happened but heartbeats, and they are signs of life.
    assert 0 <= gauges["last_event_s"] < 0.25
    assert (gauges["waiting"], gauges["down_s"]) == (0, 0)


async def test_what_cannot_be_stored_in_time_is_read_again_from_history(stage, monkeypatch):
    monkeypatch.setattr("bots.discord.client.MOST_WAITING", 5)
    async with Listener(stage.adapter()) as desk:
        for number in range(30):
            stage.say(f"flood {number}")
        await desk.until(lambda desk: len(set(desk.texts)) == 30)
    assert "stored" in str(desk.errors[0])


def test_a_full_queue_says_so_once(monkeypatch):
    monkeypatch.setattr("bots.discord.client.MOST_WAITING", 2)
    client = DeskClient(read_table({}), discord.Intents.none())
    for _ in range(5):
        client.put(Frame("MESSAGE_CREATE", {}))
    waiting = [client.queue.get_nowait() for _ in range(client.queue.qsize())]
    assert [type(each) for each in waiting] == [Frame, Frame, Overflow]


async def test_a_payload_that_breaks_the_library_ends_nothing(stage, caplog):
    async with Listener(stage.adapter()) as desk:
        stage.sandbox.hub.dispatch("GUILD_MEMBER_UPDATE", {"guild_id": "x", "secret": "words"})
        stage.say("after that")
        await desk.until(lambda desk: desk.texts)
    assert desk.errors == []
    assert "GUILD_MEMBER_UPDATE" in caplog.text
    assert "words" not in caplog.text


async def test_broken_json_costs_a_session_but_no_message(stage):
    async with Listener(stage.adapter()) as desk:
        stage.say("before")
        await desk.until(lambda desk: desk.texts)
        stage.line.tamper("broken_json")
        stage.say("broken on the way")
        await desk.until(lambda desk: "broken on the way" in desk.texts)
    assert [type(each) for each in desk.errors] in ([], [Unavailable])


async def test_no_log_line_repeats_what_was_said_or_the_token(stage, caplog):
    caplog.set_level(logging.DEBUG)
    async with Listener(stage.adapter()) as desk:
        stage.say("twelve words that nobody must see")
        await desk.until(lambda desk: desk.texts)
    assert "nobody must see" not in caplog.text
    assert stage.sandbox.token not in caplog.text
    assert stage.sandbox.token not in repr(desk.adapter.__dict__)


def test_the_library_says_nothing_of_voices():
    quiet_library()
    assert not discord.VoiceClient.warn_nacl


async def test_a_handler_that_fails_is_named_without_its_words(caplog):
    client = DeskClient(read_table(FAST), discord.Intents.none())
    client.on_interaction = _failing
    await client._run_event(client.on_interaction, "on_interaction")
    assert "on_interaction" in caplog.text
    assert "private words" not in caplog.text


async def _failing() -> None:
    raise ValueError("private words")
