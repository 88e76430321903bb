"""Moderation acts: done once, with a reason in the audit log, or refused in words."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bots.discord.acts import reason_of
from bots.discord.limits import CAPABILITIES
from bots.discord.scene import PLATFORM
from core.actions import Kind, Outgoing, Purpose
from core.errors import RateLimited, Rejected, Unavailable
from core.protection import scam_id
from tests.bots.discord.out_kit import a_desk
from tests.conftest import NOON

pytestmark = pytest.mark.anyio
MEMBER = "PATCH /guilds/{guild_id}/members/{user_id}"
BAN = "PUT /guilds/{guild_id}/bans/{user_id}"
UNBAN = "DELETE /guilds/{guild_id}/bans/{user_id}"
FETCH = "GET /guilds/{guild_id}/members/{user_id}"
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


# Taking back


def standing(desk, user=0):
    return desk.sandbox.control.standing(user or desk.bob, desk.guild)


async def test_lift_ends_a_ban(desk):
    desk.sandbox.control.ban(desk.bob, desk.guild, "scam")
    await desk.speaker.send(act(desk, Kind.LIFT, desk.bob, by="mira"))
    assert standing(desk) == {"member": None, "timed_out": False, "banned": False, "reason": None}
    assert desk.sandbox.calls.of(UNBAN)[0].reason == "lift by mira, case N-7"
    assert not desk.sandbox.calls.of(MEMBER)


async def test_lift_ends_a_time_out(desk):
    await desk.speaker.send(act(desk, Kind.RESTRICT, desk.bob))
    assert standing(desk)["timed_out"]
    row = act(desk, Kind.LIFT, desk.bob)
    assert await desk.speaker.send(row) == str(desk.bob)
    assert not standing(desk)["timed_out"]
    assert desk.sandbox.calls.of(MEMBER)[-1].reason == "lift by the desk, case N-7"
    assert await desk.speaker.send(row) == str(desk.bob)


async def test_lift_of_nothing_is_done(desk):
    desk.sandbox.control.leave(desk.bob, desk.guild)
    assert await desk.speaker.send(act(desk, Kind.LIFT, desk.bob)) == str(desk.bob)


async def test_lift_of_a_time_out_needs_no_right_to_ban(desk):
    await desk.speaker.send(act(desk, Kind.RESTRICT, desk.bob))
    desk.sandbox.control.bot_permissions(desk.guild, 1 << 10 | 1 << 11 | 1 << 40)
    await desk.speaker.send(act(desk, Kind.LIFT, desk.bob))
    assert not standing(desk)["timed_out"]


async def test_lift_of_a_ban_without_the_right_is_said_in_words(desk):
    desk.sandbox.control.ban(desk.bob, desk.guild)
    desk.sandbox.control.bot_permissions(desk.guild, 1 << 10 | 1 << 11 | 1 << 40)
    with pytest.raises(Rejected, match="lacks the right to lift"):
        await desk.speaker.send(act(desk, Kind.LIFT, desk.bob))
    assert standing(desk)["banned"]


async def test_lift_over_somebody_above_us_is_refused_in_words(desk):
    role = desk.sandbox.control.create_role(desk.guild, "boss", position=12)
    desk.sandbox.control.give_role(desk.bob, desk.guild, int(role["id"]))
    with pytest.raises(Rejected, match="move our role above"):
        await desk.speaker.send(act(desk, Kind.LIFT, desk.bob))


@pytest.mark.parametrize(
    ("route", "kind"), [(BAN, Kind.BAN), (UNBAN, Kind.LIFT), (FETCH, Kind.RESTRICT)], ids=str
)
async def test_an_act_on_a_broken_line_can_be_tried_again(desk, route, kind):
    desk.sandbox.faults.inject("html", route, status=503)
    with pytest.raises(Unavailable):
        await desk.speaker.send(act(desk, kind, desk.bob))
    await desk.speaker.send(act(desk, kind, desk.bob))


async def test_a_post_cannot_be_shown_again(desk):
    with pytest.raises(Rejected, match="not something on Discord"):
        await desk.speaker.send(act(desk, Kind.SHOW, "5"))
    assert not desk.sandbox.world.guild(desk.guild).bans


async def test_a_ban_deletes_nothing_that_was_written(desk):
    said = desk.sandbox.control.say(desk.bob, desk.channel, "hello")
    await desk.speaker.send(act(desk, Kind.BAN, desk.bob))
    assert [each["id"] for each in desk.sandbox.control.messages(desk.channel)] == [said["id"]]
    assert desk.sandbox.calls.of(BAN)[0].query["delete_message_seconds"] == "0"


@pytest.mark.parametrize(
    ("kind", "key", "by", "reason"),
    [
        (Kind.BAN, "discord:1:2:0:ban", "bot", "ban by the desk, case {own}"),
        (Kind.RESTRICT, "discord:1:2:0:restrict", "bot", "restrict by the desk, case {own}"),
        (Kind.LIFT, "mod:ab12cd34ef:3:lift:5", "55", "lift by moderator 55, case ab12cd34ef"),
        (Kind.DELETE, "mod:ab12cd34ef:3:delete:5", "mira", "delete by mira, case ab12cd34ef"),
        # It may be a victim's own message that is taken away.
        (Kind.DELETE, "discord:1:2:0:delete", "bot", "delete by the desk"),
    ],
    ids=str,
)
def test_the_audit_log_names_case_and_person(kind, key, by, reason):
    row = Outgoing(
        key=key,
        platform=PLATFORM,
        account="1",
        conversation="c",
        address="channel/2",
        due_at=NOON,
        kind=kind,
        by=by,
        target="5",
        purpose=Purpose.ACT,
    )
    assert reason_of(row) == reason.format(own=scam_id(PLATFORM, "5"))


def test_what_the_desk_may_do_here():
    assert CAPABILITIES.acts == {Kind.DELETE, Kind.RESTRICT, Kind.BAN, Kind.LIFT}
    assert CAPABILITIES.private("5") == "dm/5"
