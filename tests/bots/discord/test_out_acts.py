"""Moderation acts: done once, with a reason in the audit log, or refused in words."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from core.actions import Kind
from core.errors import RateLimited, Rejected
from tests.bots.discord.out_kit import a_desk

pytestmark = pytest.mark.anyio
MEMBER = "PATCH /guilds/{guild_id}/members/{user_id}"
BAN = "PUT /guilds/{guild_id}/bans/{user_id}"
DELETE = "DELETE /channels/{channel_id}/messages/{message_id}"


def act(desk, kind, target, **more):
    return desk.row("", kind=kind, target=str(target), case_id="N-7", **more)


async def test_delete(desk):
    scam = desk.sandbox.control.say(desk.bob, desk.channel, "free coins")
    row = act(desk, Kind.DELETE, scam["id"], by="mira")
    assert await desk.speaker.send(row) == scam["id"]
    assert not desk.sandbox.control.messages(desk.channel)
    assert desk.sandbox.calls.of(DELETE)[0].reason == "delete by mira, case N-7"
    assert await desk.speaker.send(row) == scam["id"]
    assert await desk.speaker.find(row) is None


@pytest.mark.parametrize(("hours", "most"), [(24, 24), (28 * 24, 28 * 24)])
async def test_restrict_is_a_timeout_of_at_most_28_days(hours, most):
    async with a_desk(restrict_hours=hours) as made:
        await made.speaker.send(act(made, Kind.RESTRICT, made.bob))
        until = made.sandbox.world.guild(made.guild).members[made.bob].timeout_until
        wait = datetime.fromisoformat(until) - datetime.now(UTC)
        assert most - 0.1 < wait.total_seconds() / 3600 < most
        assert made.sandbox.calls.of(MEMBER)[0].reason == "restrict by the desk, case N-7"


async def test_ban(desk):
    await desk.speaker.send(act(desk, Kind.BAN, desk.bob, by="amara"))
    assert desk.sandbox.world.guild(desk.guild).bans[desk.bob] == "ban by amara, case N-7"
    assert desk.bodies(BAN) == [None] or not desk.bodies(BAN)[0]


async def test_a_ban_works_on_somebody_who_left(desk):
    desk.sandbox.control.leave(desk.bob, desk.guild)
    await desk.speaker.send(act(desk, Kind.BAN, desk.bob))
    assert desk.bob in desk.sandbox.world.guild(desk.guild).bans


async def test_an_act_for_what_came_by_a_command_happens_in_its_channel(desk):
    address = f"interaction/5/{desk.ann}/{desk.channel}"
    await desk.speaker.send(act(desk, Kind.RESTRICT, desk.bob, address=address))
    assert desk.sandbox.world.guild(desk.guild).members[desk.bob].timeout_until


async def test_an_act_by_the_servers_own_address(desk):
    await desk.speaker.send(act(desk, Kind.BAN, desk.bob, address=f"guild/{desk.guild}"))
    assert desk.sandbox.world.guild(desk.guild).bans


async def test_hierarchy_is_refused_in_words(desk):
    role = desk.sandbox.control.create_role(desk.guild, "boss", position=12)
    desk.sandbox.control.give_role(desk.bob, desk.guild, int(role["id"]))
    with pytest.raises(Rejected, match="move our role above") as caught:
        await desk.speaker.send(act(desk, Kind.RESTRICT, desk.bob))
    assert not caught.value.permanent
    assert not desk.sandbox.calls.of(MEMBER)


@pytest.mark.parametrize("kind", [Kind.RESTRICT, Kind.BAN])
async def test_the_owner_is_refused_in_words(desk, kind):
    with pytest.raises(Rejected, match="owner"):
        await desk.speaker.send(act(desk, kind, desk.owner["id"]))


@pytest.mark.parametrize("kind", [Kind.RESTRICT, Kind.BAN])
async def test_a_missing_right_is_said_in_words(desk, kind):
    desk.sandbox.control.bot_permissions(desk.guild, 1 << 10 | 1 << 11)
    with pytest.raises(Rejected, match=f"lacks the right to {kind}"):
        await desk.speaker.send(act(desk, kind, desk.bob))


async def test_nobody_who_left_can_be_silenced(desk):
    desk.sandbox.control.leave(desk.bob, desk.guild)
    with pytest.raises(Rejected, match="left the server"):
        await desk.speaker.send(act(desk, Kind.RESTRICT, desk.bob))


@pytest.mark.parametrize(
    ("target", "address", "why"),
    [
        ("nobody", "", "not something on Discord"),
        ("", "", "not something on Discord"),
        ("5", "dm/5", "needs a server"),
        ("5", "channel/5", "10003"),
    ],
)
async def test_what_cannot_be_acted_on(desk, target, address, why):
    with pytest.raises(Rejected, match=why):
        await desk.speaker.send(act(desk, Kind.BAN, target, address=address))


async def test_c13_an_act_waits_like_a_word(desk):
    desk.sandbox.faults.inject("rate_limit", BAN, retry_after=600)
    with pytest.raises(RateLimited):
        await desk.speaker.send(act(desk, Kind.BAN, desk.bob))
