"""What goes wrong on request, and what the library makes of it."""

from __future__ import annotations

import asyncio

import aiohttp
import discord
import pytest

from sandbox.discord.line import ODD
from tests.sandbox.discord.conftest import connected, until

pytestmark = pytest.mark.anyio

BREAKING = {"no_id", "no_channel", "no_content", "wrong_type"}
CREATE = "POST /channels/{channel_id}/messages"


@pytest.fixture
def channel(desk, support):
    return desk.get_channel(support)


def texts(sandbox, channel):
    return [each.content for each in sandbox.world.channel(channel.id).posts.values()]


@pytest.mark.parametrize("after", [False, True], ids=["before acting", "after acting"])
@pytest.mark.parametrize("kind", ["drop", "reset"])
async def test_a_line_cut_while_sending(sandbox, channel, kind, after):
    sandbox.faults.inject(kind, CREATE, after=after)
    with pytest.raises((aiohttp.ServerDisconnectedError, aiohttp.ClientOSError)):
        await channel.send("once")
    assert texts(sandbox, channel) == (["once"] if after else [])
    assert sandbox.calls.of(CREATE)[-1].status == 0
    await channel.send("again")


async def test_c4_after_a_cut_line_the_same_nonce_finds_the_message(sandbox, channel):
    sandbox.faults.inject("drop", CREATE, after=True)
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await channel.send("once", nonce="7")
    await channel.send("once", nonce="7")
    assert texts(sandbox, channel) == ["once"]


async def test_503_is_not_retried_and_502_is(sandbox, channel, hurried):
    sandbox.faults.inject("status", CREATE, status=503)
    with pytest.raises(discord.DiscordServerError) as refused:
        await channel.send("once")
    assert refused.value.status == 503
    sandbox.faults.inject("status", CREATE, status=502, count=2)
    await channel.send("twice")
    assert [each.status for each in sandbox.calls.of(CREATE)] == [503, 502, 502, 200]


async def test_a_page_instead_of_json(sandbox, channel):
    sandbox.faults.inject("html", CREATE, status=503, message="Down for maintenance")
    with pytest.raises(discord.DiscordServerError, match="maintenance"):
        await channel.send("hello")


async def test_half_a_json(sandbox, channel):
    sandbox.faults.inject("malformed", CREATE)
    with pytest.raises(ValueError, match=r"(?i)unterminated|unexpected"):
        await channel.send("hello")


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
async def test_a_delay(sandbox, channel, after):
    sandbox.faults.inject("delay", CREATE, seconds=0.05, after=after)
    await channel.send("slow")
    assert sandbox.calls.of(CREATE)[-1].seconds >= 0.05
    assert texts(sandbox, channel) == ["slow"]


async def test_silence_ends_with_a_cut_line(sandbox, channel):
    sandbox.faults.inject("silence", CREATE, seconds=0.05)
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await channel.send("hello")


async def test_a_refusal_of_any_kind(sandbox, channel):
    sandbox.faults.inject("status", CREATE, status=403, code=50007, message="Not to them")
    with pytest.raises(discord.Forbidden, match="Not to them") as refused:
        await channel.send("hello")
    assert refused.value.code == 50007


async def test_429_makes_the_library_wait(sandbox, channel, hurried):
    sandbox.faults.inject("rate_limit", CREATE, retry_after=7.5)
    await channel.send("patience")
    assert hurried == [7.5]
    assert sandbox.calls.of(CREATE)[0].response["global"] is False


async def test_c13_a_long_429_is_an_error_where_the_library_is_told_so(sandbox, support):
    async with connected(sandbox, max_ratelimit_timeout=30) as desk:
        sandbox.faults.inject("rate_limit", CREATE, retry_after=600)
        with pytest.raises(discord.RateLimited) as refused:
            await desk.get_channel(support).send("hello")
        assert refused.value.retry_after == 600


async def test_a_429_without_via_is_raised_as_a_ban(sandbox, channel):
    sandbox.faults.inject("rate_limit", CREATE, via=False)
    with pytest.raises(discord.HTTPException) as refused:
        await channel.send("hello")
    assert refused.value.status == 429


async def test_a_global_429(sandbox, channel, hurried):
    sandbox.faults.inject("rate_limit", CREATE, retry_after=2, scope="global")
    await channel.send("hello")
    assert sandbox.calls.of(CREATE)[0].response["global"] is True


async def test_rules_by_channel_time_and_chance(sandbox, desk, channel, guild):
    other = next(each for each in desk.get_guild(guild).text_channels if each != channel)
    sandbox.faults.inject("status", CREATE, status=403, channel=other.id, for_seconds=60)
    await channel.send("untouched")
    for _ in range(2):
        with pytest.raises(discord.Forbidden):
            await other.send("hit")
    sandbox.world.advance(61)
    await other.send("over")
    assert sandbox.faults.describe() == []
    sandbox.faults.inject("status", CREATE, status=403, probability=0.0)
    await other.send("never hit")
    sandbox.faults.clear()
    with pytest.raises(ValueError, match="no fault"):
        sandbox.faults.inject("gremlins")


@pytest.mark.parametrize("kind", sorted(BREAKING))
async def test_broken_events_end_the_librarys_loop(sandbox, guild, ann, hurried, kind):
    post = sandbox.scene.dm(ann, "odd")
    desk = discord.Client(intents=discord.Intents.all(), guild_ready_timeout=0.03)
    task = asyncio.create_task(desk.start(sandbox.token))
    await until(lambda: sandbox.hub.sessions)
    sandbox.line.odd(kind, post)
    with pytest.raises((KeyError, TypeError, AttributeError)):
        await asyncio.wait_for(task, 5)
    await desk.close()


@pytest.mark.parametrize("kind", sorted(set(ODD) - BREAKING))
async def test_strange_events_pass(sandbox, desk, ann, kind):
    post = sandbox.scene.dm(ann, "odd")
    sandbox.line.odd(kind, post)
    sandbox.scene.dm(ann, "even")
    await until(lambda: desk.contents()[-1:] == ["even"])


async def test_what_cannot_be_spoilt(sandbox, ann, guild):
    post = sandbox.scene.dm(ann, "odd")
    with pytest.raises(ValueError, match="no oddity"):
        sandbox.line.odd("square", post)
    with pytest.raises(ValueError, match="no tampering"):
        sandbox.line.tamper("bend")
