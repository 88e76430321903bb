"""HELLO, IDENTIFY, heartbeats, RESUME, and how a session ends."""

from __future__ import annotations

import asyncio
import json
import zlib
from contextlib import asynccontextmanager

import aiohttp
import discord
import pytest
from discord.gateway import DiscordWebSocket

from tests.sandbox.discord.conftest import HEARTBEAT_SECONDS, connected, until

pytestmark = pytest.mark.anyio

HEARTBEAT, IDENTIFY, RESUME, MEMBERS, VOICE = 1, 2, 6, 8, 4
UNPRIVILEGED = discord.Intents.default()


async def test_the_library_reaches_ready_with_its_guild_and_channels(sandbox, desk, support, guild):
    assert desk.user.id == sandbox.application_id
    assert [each.id for each in desk.guilds] == [guild]
    assert desk.get_channel(support).name == "support"
    assert desk.get_guild(guild).me.guild_permissions.manage_threads
    assert [each.id for each in desk.get_guild(guild).members] != []


async def test_without_the_presence_intent_only_the_bot_is_a_cached_member(sandbox, guild, ann):
    intents = discord.Intents.all()
    intents.presences = False
    async with connected(sandbox, intents) as desk:
        assert desk.get_guild(guild).get_member(ann) is None
        assert desk.get_guild(guild).member_count == 3
        assert sorted(each.id for each in await desk.get_guild(guild).chunk()) == sorted(
            sandbox.world.guild(guild).members
        )
        assert [each.id for each in await desk.get_guild(guild).query_members("an")] == [ann]
        found = await desk.get_guild(guild).query_members(user_ids=[ann, 999])
        assert [each.id for each in found] == [ann]


async def test_heartbeats_are_acknowledged_and_remembered(sandbox, guild):
    sandbox.settings.heartbeat_seconds = HEARTBEAT_SECONDS
    async with connected(sandbox) as desk:
        connection = sandbox.hub.open[0]
        await until(lambda: len(connection.heartbeats) >= 4)
        assert desk.latency < 1
        elapsed = connection.heartbeats[-1] - connection.opened_at
        assert len(connection.heartbeats) <= elapsed / HEARTBEAT_SECONDS + 2


async def test_a_broken_line_is_resumed_and_what_was_missed_is_replayed(
    sandbox, desk, hurried, support, ann
):
    sandbox.line.cut()
    sandbox.scene.say(ann, support, "while you were away")
    await until(lambda: "while you were away" in desk.contents())
    assert len(desk.all("resumed")) == 1
    assert len(desk.all("ready")) == 1
    assert [each.resumed for each in sandbox.hub.connections] == [False, True]


async def test_op_7_makes_the_client_come_back_and_resume(sandbox, desk, hurried, support, ann):
    sandbox.line.reconnect()
    await until(lambda: desk.all("resumed"))
    sandbox.scene.say(ann, support, "still here?")
    await until(lambda: desk.contents() == ["still here?"])


async def test_op_9_that_is_resumable_resumes(sandbox, desk, hurried):
    sandbox.line.invalidate(resumable=True)
    await until(lambda: desk.all("resumed"))
    assert len(sandbox.hub.identifies) == 1


async def test_c2_after_an_invalid_session_nothing_is_replayed(
    sandbox, desk, hurried, support, ann
):
    sandbox.line.invalidate()
    sandbox.scene.say(ann, support, "lost to the gateway")
    await until(lambda: len(desk.all("ready")) == 2)
    sandbox.scene.say(ann, support, "heard")
    await until(lambda: "heard" in desk.contents())
    assert desk.contents() == ["heard"]
    channel = desk.get_channel(support)
    assert [each.content async for each in channel.history()] == ["heard", "lost to the gateway"]


async def test_a_session_that_is_too_old_cannot_be_resumed(sandbox, desk, hurried):
    sandbox.settings.session_seconds = -1
    sandbox.line.cut()
    await until(lambda: len(desk.all("ready")) == 2)
    assert desk.all("resumed") == []


async def test_a_session_whose_events_are_gone_cannot_be_resumed(
    sandbox, hurried, guild, support, ann
):
    sandbox.settings.kept_events = 2
    async with connected(sandbox) as desk:
        sandbox.line.cut()
        for number in range(4):
            sandbox.scene.say(ann, support, f"no. {number}")
        await until(lambda: len(desk.all("ready")) == 2)
        assert desk.all("resumed") == []


async def test_c6_ungranted_intents_close_with_4014(sandbox, guild):
    sandbox.settings.privileged = frozenset({"members"})
    with pytest.raises(discord.PrivilegedIntentsRequired):
        async with connected(sandbox):
            pass
    assert sandbox.hub.connections[0].close_code == 4014
    assert len(sandbox.hub.identifies) == 0


async def test_a_wrong_token_is_refused_at_login_and_at_the_gateway(sandbox, api, guild):
    assert await api.refused("GET", "/users/@me", token="wrong") == "401 0"
    desk = discord.Client(intents=UNPRIVILEGED)
    with pytest.raises(discord.LoginFailure):
        await desk.start("wrong")
    await desk.close()
    assert await _closed_with(sandbox, {"op": IDENTIFY, "d": {"token": "wrong"}}) == 4004


async def test_the_token_is_reset_when_the_days_identifies_are_used_up(sandbox, api):
    sandbox.settings.identifies_a_day = 1
    identify = {"op": IDENTIFY, "d": {"token": sandbox.token, "intents": 0}}
    assert (await api.ok("GET", "/gateway/bot"))["session_start_limit"]["remaining"] == 1
    await _answers(sandbox, identify, count=2)
    assert (await api.ok("GET", "/gateway/bot"))["session_start_limit"]["remaining"] == 0
    before = sandbox.token
    assert await _closed_with(sandbox, identify) == 4004
    assert sandbox.token != before


async def test_identifies_may_not_follow_each_other_too_fast(sandbox):
    sandbox.settings.identify_gap_seconds = 5
    identify = {"op": IDENTIFY, "d": {"token": sandbox.token, "intents": 0}}
    assert (await _answers(sandbox, identify, count=2))[-1]["t"] == "READY"
    assert (await _answers(sandbox, identify, count=2))[-1] == _invalid()
    sandbox.world.advance(6)
    assert (await _answers(sandbox, identify, count=2))[-1]["t"] == "READY"


def _invalid():
    return {"op": 9, "d": False, "s": None, "t": None}


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("{", 4002),
        ({"no": "op"}, 4002),
        ({"op": 99, "d": None}, 4003),
        ({"op": MEMBERS, "d": {}}, 4003),
        ({"op": IDENTIFY, "d": {"token": "?", "intents": 1 << 30}}, 4004),
        ({"op": RESUME, "d": {"token": "?"}}, 4004),
    ],
    ids=["no JSON", "no op", "before IDENTIFY", "members", "token", "resume"],
)
async def test_what_the_protocol_forbids_closes_the_connection(sandbox, said, code):
    assert await _closed_with(sandbox, said) == code


@pytest.mark.parametrize(
    ("then", "code"),
    [
        ({"op": 99, "d": None}, 4001),
        ({"op": IDENTIFY, "d": {"token": "TOKEN", "intents": 0}}, 4005),
    ],
    ids=["unknown op", "second IDENTIFY"],
)
async def test_what_an_identified_client_may_not_say(sandbox, then, code):
    then = json.loads(json.dumps(then).replace("TOKEN", sandbox.token))
    identify = {"op": IDENTIFY, "d": {"token": sandbox.token, "intents": 0}}
    assert await _closed_with(sandbox, identify, {"op": VOICE, "d": {}}, then) == code


async def test_intents_that_do_not_exist_are_refused(sandbox):
    said = {"op": IDENTIFY, "d": {"token": sandbox.token, "intents": 1 << 40}}
    assert await _closed_with(sandbox, said) == 4013


async def test_a_close_code_can_be_ordered_for_the_next_identify(sandbox):
    sandbox.line.refuse(4011)
    said = {"op": IDENTIFY, "d": {"token": sandbox.token, "intents": 0}}
    assert await _closed_with(sandbox, said) == 4011


async def test_zlib_stream_is_one_stream(sandbox, guild):
    stream = zlib.decompressobj()
    identify = {"op": IDENTIFY, "d": {"token": sandbox.token, "intents": 1}}
    async with line(f"{sandbox.gateway_url}?compress=zlib-stream") as socket:
        await socket.send_json(identify)
        packed = [await socket.receive_bytes() for _ in range(3)]
    assert all(each.endswith(b"\x00\x00\xff\xff") for each in packed)
    told = [json.loads(stream.decompress(each)) for each in packed]
    assert [each["t"] for each in told] == [None, "READY", "GUILD_CREATE"]


async def test_zstd_stream_is_one_stream(sandbox, guild):
    zstandard = pytest.importorskip("zstandard")
    stream = zstandard.ZstdDecompressor().decompressobj()
    async with line(f"{sandbox.gateway_url}?compress=zstd-stream") as socket:
        await socket.send_json({"op": IDENTIFY, "d": {"token": sandbox.token, "intents": 1}})
        packed = [await socket.receive_bytes() for _ in range(3)]
    told = [json.loads(stream.decompress(each)) for each in packed]
    assert [each["t"] for each in told] == [None, "READY", "GUILD_CREATE"]


async def test_a_normal_close_ends_the_session(sandbox):
    identify = {"op": IDENTIFY, "d": {"token": sandbox.token, "intents": 0}}
    await _answers(sandbox, identify, count=2)
    await until(lambda: not sandbox.hub.open)
    assert sandbox.hub.sessions == {}


async def test_half_open_sockets_are_noticed_by_the_library(sandbox, guild, hurried, ann, support):
    sandbox.settings.heartbeat_seconds = HEARTBEAT_SECONDS
    async with connected(sandbox, heartbeat_timeout=0.2) as desk:
        sandbox.line.freeze()
        sandbox.scene.say(ann, support, "into the void")
        await until(lambda: "into the void" in desk.contents())
        assert desk.all("resumed")


async def test_a_frozen_socket_passes_everything_once_it_thaws(sandbox, desk, support, ann):
    sandbox.line.freeze(answers_close=False)
    sandbox.scene.say(ann, support, "later")
    await asyncio.sleep(0.05)
    assert desk.contents() == []
    sandbox.line.thaw()
    await until(lambda: desk.contents() == ["later"])


async def test_a_dead_socket_does_not_even_answer_a_close(sandbox):
    async with line(sandbox.gateway_url) as socket:
        await socket.receive_json()
        sandbox.line.freeze(answers_close=False)
        await socket.send_json({"op": HEARTBEAT, "d": None})
        await asyncio.sleep(0.03)
        connection = sandbox.hub.open[0]
        assert connection.heartbeats == []
        sandbox.line.thaw()
        assert (await socket.receive_json())["op"] == 11
        assert len(connection.heartbeats) == 1


async def test_missing_acknowledgements(sandbox, guild):
    sandbox.settings.heartbeat_seconds = HEARTBEAT_SECONDS
    async with connected(sandbox, heartbeat_timeout=0.2) as desk:
        sandbox.line.mute_acks()
        await until(lambda: desk.all("resumed"))
        assert sandbox.hub.connections[0].close_code == 4000


async def test_events_can_be_held_back(sandbox, desk, support, ann):
    sandbox.hub.delay_seconds = 0.1
    sandbox.scene.say(ann, support, "slow")
    await asyncio.sleep(0.03)
    assert desk.contents() == []
    await until(lambda: desk.contents() == ["slow"])


@pytest.mark.parametrize(
    ("how", "heard"),
    [
        ("drop", ["two", "three"]),
        ("duplicate", ["one", "one", "two", "three"]),
        ("reorder", ["two", "one", "three"]),
    ],
    ids=str,
)
async def test_events_can_be_lost_doubled_and_swapped(sandbox, desk, support, ann, how, heard):
    sandbox.line.tamper(how)
    for text in ("one", "two", "three"):
        sandbox.scene.say(ann, support, text)
    await until(lambda: len(desk.contents()) >= len(heard))
    assert desk.contents() == heard


async def test_a_half_payload_ends_the_librarys_connection(sandbox, guild, support, ann):
    async with connected(sandbox) as desk:
        sandbox.line.tamper("broken_json")
        sandbox.scene.say(ann, support, "whole")
        await until(desk.task.done)
        assert desk.contents() == ["whole"]
        assert isinstance(desk.task.exception(), ValueError)


async def test_the_next_gateway_is_this_one(sandbox, desk):
    assert str(desk.ws.gateway) == sandbox.gateway_url
    assert isinstance(desk.ws, DiscordWebSocket)


@asynccontextmanager
async def line(url):
    async with aiohttp.ClientSession() as session, session.ws_connect(url) as socket:
        yield socket


async def _answers(sandbox, *said, count):
    async with line(sandbox.gateway_url) as socket:
        for each in said:
            await socket.send_json(each)
        return [await socket.receive_json() for _ in range(count)]


async def _closed_with(sandbox, *said):
    async with line(sandbox.gateway_url) as socket:
        for each in said:
            await socket.send_str(each if isinstance(each, str) else json.dumps(each))
        async for _ in socket:
            pass
        return socket.close_code
