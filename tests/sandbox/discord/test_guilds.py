"""Servers and who is in them: coming, going, names, roles, moderation."""

from __future__ import annotations

from datetime import timedelta

import discord
import pytest

from tests.sandbox.discord.conftest import connected, until

pytestmark = pytest.mark.anyio

REASON = "scam: asked for a seed phrase / é"


@pytest.fixture
async def member(desk, guild, ann):
    return await desk.get_guild(guild).fetch_member(ann)


async def test_joining_and_leaving(sandbox, desk, guild):
    mallory = sandbox.world.add_user("mallory").id
    sandbox.scene.join(mallory, guild)
    sandbox.scene.leave(mallory, guild)
    await until(lambda: desk.all("raw_member_remove"))
    assert [each.id for each in desk.all("member_join")] == [mallory]


async def test_c8_a_member_nobody_has_cached_takes_another_name(sandbox, guild, ann):
    intents = discord.Intents.all()
    intents.presences = False
    async with connected(sandbox, intents, enable_debug_events=True) as desk:
        sandbox.scene.nick(ann, guild, "Nordex Support")
        raw = await until(
            lambda: [x for x in desk.all("socket_raw_receive") if "MEMBER_UPDATE" in x]
        )
        assert "Nordex Support" in raw[0]
        assert desk.all("member_update") == []


async def test_cached_members_take_other_names(sandbox, desk, guild, ann, member):
    sandbox.scene.nick(ann, guild, "Nordex Support")
    before, after = (await until(lambda: desk.all("member_update")))[0]
    assert (before.nick, after.nick) == (None, "Nordex Support")
    sandbox.scene.rename(ann, "nordex_support", "Nordex Support")
    before, after = (await until(lambda: desk.all("user_update")))[0]
    assert (after.name, after.global_name) == ("nordex_support", "Nordex Support")


async def test_the_bot_renames_itself(sandbox, desk, guild):
    await desk.user.edit(username="Nordex Help")
    await until(lambda: desk.user.name == "Nordex Help")
    await desk.get_guild(guild).me.edit(nick="Help")
    assert sandbox.world.guild(guild).members[desk.user.id].nick == "Help"


async def test_timeouts_keep_their_reason(sandbox, desk, guild, ann, member):
    await member.timeout(timedelta(days=1), reason=REASON)
    assert sandbox.world.guild(guild).members[ann].timeout_until
    assert sandbox.calls.of("PATCH /guilds/{guild_id}/members/{user_id}")[-1].reason == REASON
    _before, after = (await until(lambda: desk.all("member_update")))[0]
    assert after.is_timed_out()


async def test_kick_ban_and_unban(sandbox, desk, guild, ann, member):
    place = desk.get_guild(guild)
    await member.kick(reason=REASON)
    assert ann not in sandbox.world.guild(guild).members
    with pytest.raises(discord.NotFound):
        await member.kick()
    await place.ban(discord.Object(ann), reason=REASON)
    assert (await place.fetch_ban(discord.Object(ann))).reason == REASON
    assert [each.user.id async for each in place.bans()] == [ann]
    with pytest.raises(ValueError, match="banned"):
        sandbox.scene.join(ann, guild)
    await place.unban(discord.Object(ann))
    for late in (place.fetch_ban, place.unban):
        with pytest.raises(discord.NotFound):
            await late(discord.Object(ann))
    sandbox.scene.join(ann, guild)
    await place.ban(discord.Object(ann))
    await until(lambda: len(desk.all("raw_member_remove")) == 2)


async def test_nobody_is_moderated_who_stands_higher(sandbox, desk, guild, ann, olga, member):
    role = sandbox.membership.create_role(guild, "lead", position=20)
    sandbox.membership.give_role(ann, guild, role.id)
    for act in (member.kick(), member.ban(), member.timeout(timedelta(minutes=1))):
        with pytest.raises(discord.Forbidden) as refused:
            await act
        assert refused.value.code == 50013
    owner = await desk.get_guild(guild).fetch_member(olga)
    with pytest.raises(discord.Forbidden):
        await owner.kick()


async def test_nobody_is_moderated_without_the_permission(sandbox, guild, member):
    sandbox.membership.set_bot_permissions(guild, 0)
    with pytest.raises(discord.Forbidden):
        await member.edit(nick="x")


async def test_an_administrator_is_not_timed_out(sandbox, guild, ann, member):
    role = sandbox.membership.create_role(guild, "admin", allowed=1 << 3)
    sandbox.membership.give_role(ann, guild, role.id)
    with pytest.raises(discord.Forbidden):
        await member.timeout(timedelta(minutes=1))


async def test_roles_are_given_and_taken(sandbox, desk, guild, ann, member):
    sandbox.membership.set_bot_permissions(guild, 1 << 28)
    role = sandbox.membership.create_role(guild, "case 7")
    await until(lambda: desk.get_guild(guild).get_role(role.id))
    held = sandbox.world.guild(guild).members[ann].roles
    await member.add_roles(discord.Object(role.id))
    assert sandbox.world.guild(guild).members[ann].roles == [role.id]
    await member.remove_roles(discord.Object(role.id))
    assert sandbox.world.guild(guild).members[ann].roles == held == []
    await member.edit(roles=[discord.Object(role.id)])
    assert sandbox.world.guild(guild).members[ann].roles == [role.id]
    with pytest.raises(discord.NotFound):
        await member.add_roles(discord.Object(1))


async def test_the_server_as_rest_tells_it(sandbox, desk, guild, support):
    found = await desk.fetch_guild(guild)
    assert (found.name, found.approximate_member_count) == ("Nordex", 3)
    assert support in [each.id for each in await found.fetch_channels()]
    assert {each.name for each in await found.fetch_roles()} == {"@everyone", "Nordex Helpdesk"}
    assert len([each async for each in found.fetch_members(limit=None)]) == 3
    assert [each.id async for each in desk.fetch_guilds()] == [guild]
    assert (await desk.fetch_channel(support)).name == "support"
    assert (await desk.application_info()).flags.gateway_message_content


async def test_without_the_members_intent_only_the_bots_own_changes_are_told(
    sandbox, guild, support, ann
):
    async with connected(sandbox, discord.Intents.default()) as desk:
        sandbox.scene.nick(ann, guild, "Annie")
        thread = await desk.get_channel(support).create_thread(name="Case 7")
        await thread.add_user(discord.Object(ann))
        sandbox.scene.nick(desk.user.id, guild, "Help")
        await until(lambda: desk.get_guild(guild).me.nick == "Help")
        told = [each for each in desk.all("socket_event_type") if "MEMBER" in each]
        assert told == ["GUILD_MEMBER_UPDATE"]


async def test_members_are_not_listed_without_the_intent(loose_sandbox, api, guild):
    loose_sandbox.settings.privileged = frozenset()
    assert await api.refused("GET", f"/guilds/{guild}/members") == "403 50001"
    assert await api.refused("GET", f"/guilds/{guild}/members/999") == "404 10007"


async def test_c15_a_server_that_removes_the_bot(sandbox, desk, guild, support):
    sandbox.scene.remove_bot(guild)
    gone = (await until(lambda: desk.all("guild_remove")))[0]
    assert gone.id == guild
    with pytest.raises(discord.Forbidden) as refused:
        await desk.get_partial_messageable(support).send("anybody?")
    assert refused.value.code == 50001
    with pytest.raises(discord.Forbidden):
        await desk.fetch_guild(guild)
    sandbox.membership.invite_bot(guild)
    await until(lambda: desk.get_guild(guild))
    await desk.get_guild(guild).leave()
    assert sandbox.world.own_guilds() == []


async def test_a_server_without_the_bot_is_silent(sandbox, desk, olga, ann):
    other = sandbox.membership.create_guild("Elsewhere", olga, bot=False)
    sandbox.scene.join(ann, other.id)
    sandbox.scene.nick(ann, other.id, "hidden")
    sandbox.membership.create_role(other.id, "hidden")
    sandbox.scene.say(ann, other.channels[0], "hidden")
    sandbox.scene.leave(ann, other.id)
    sandbox.scene.say(ann, desk.guilds[0].text_channels[0].id, "seen")
    await until(lambda: desk.contents() == ["seen"])
    assert desk.all("member_join") == desk.all("member_update") == []


async def test_channels_are_made_changed_and_deleted(sandbox, desk, guild, support):
    with pytest.raises(discord.Forbidden):
        await desk.get_channel(support).edit(name="help")
    sandbox.membership.set_bot_permissions(guild, 1 << 3)
    changed = await desk.get_channel(support).edit(name="help", topic="Ask here")
    assert (changed.name, changed.topic) == ("help", "Ask here")
    await desk.get_channel(support).delete()
    await until(lambda: desk.get_channel(support) is None)
