"""Threads: on messages, private, archived, in forums."""

from __future__ import annotations

import discord
import pytest

from tests.sandbox.discord.conftest import until

pytestmark = pytest.mark.anyio

PUBLIC = discord.ChannelType.public_thread


@pytest.fixture
def channel(desk, support):
    return desk.get_channel(support)


async def test_a_thread_on_a_message_has_its_number_and_there_is_only_one(
    sandbox, desk, channel, ann
):
    said = sandbox.scene.say(ann, channel.id, "help")
    message = await channel.fetch_message(said.id)
    thread = await message.create_thread(name="Case 7", auto_archive_duration=60)
    assert (thread.id, thread.parent_id, thread.type) == (said.id, channel.id, PUBLIC)
    assert (await channel.fetch_message(said.id)).thread.id == thread.id
    with pytest.raises(discord.HTTPException) as refused:
        await message.create_thread(name="Case 8")
    assert refused.value.code == 160004
    assert [each.type async for each in thread.history()] == [
        discord.MessageType.thread_starter_message
    ]


async def test_a_private_thread_is_for_its_members(sandbox, desk, channel, ann, olga):
    thread = await channel.create_thread(name="Case 9", invitable=False)
    with pytest.raises(ValueError, match="may not write"):
        sandbox.scene.say(ann, thread.id, "let me in")
    await thread.add_user(discord.Object(ann))
    sandbox.scene.say(ann, thread.id, "thank you")
    await until(lambda: "thank you" in desk.contents())
    assert desk.all("message")[-1].channel.id == thread.id
    assert sorted(each.id for each in await thread.fetch_members()) == sorted([ann, desk.user.id])
    assert (await thread.fetch_member(ann)).id == ann
    await thread.remove_user(discord.Object(ann))
    with pytest.raises(discord.NotFound):
        await thread.fetch_member(ann)
    with pytest.raises(discord.NotFound):
        await thread.add_user(discord.Object(999))


async def test_whoever_is_mentioned_in_a_private_thread_joins_it(sandbox, desk, channel, ann):
    thread = await channel.create_thread(name="Case 9")
    await thread.send(f"<@{ann}> please", allowed_mentions=discord.AllowedMentions(users=True))
    assert ann in sandbox.world.channel(thread.id).thread.members


async def test_archived_and_locked_threads(sandbox, desk, channel, ann):
    thread = await channel.create_thread(name="Case 9", type=PUBLIC)
    sent = await thread.send("solved?")
    await thread.edit(archived=True, locked=True, name="Case 9, solved")
    with pytest.raises(discord.HTTPException) as refused:
        await sent.edit(content="solved!")
    assert refused.value.code == 50083
    with pytest.raises(discord.HTTPException) as refused:
        await thread.add_user(discord.Object(ann))
    assert refused.value.code == 50083
    found = [each async for each in channel.archived_threads()]
    assert [(each.name, each.locked) for each in found] == [("Case 9, solved", True)]
    with pytest.raises(discord.HTTPException) as refused:
        await thread.edit(name="again")
    assert refused.value.code == 50083
    await thread.send("one more thing")
    assert sandbox.world.channel(thread.id).thread.archived is False


async def test_a_locked_thread_is_for_who_manages_threads(sandbox, channel, guild):
    thread = await channel.create_thread(name="Case 9", type=PUBLIC)
    await thread.edit(locked=True)
    sandbox.membership.set_bot_permissions(guild, 0)
    with pytest.raises(discord.HTTPException) as refused:
        await thread.send("hello")
    assert refused.value.code == 160005


async def test_archived_private_threads_are_listed_twice(sandbox, desk, channel):
    made = [await channel.create_thread(name=each) for each in ("one", "two", "three")]
    for each in made:
        await each.edit(archived=True)
    every = [each.name async for each in channel.archived_threads(private=True, limit=None)]
    joined = [
        each.name async for each in channel.archived_threads(private=True, joined=True, limit=2)
    ]
    assert every == [*joined, "one"] == ["three", "two", "one"]


async def test_archived_threads_are_paged_by_time(sandbox, desk, channel):
    for name in ("one", "two", "three"):
        thread = await channel.create_thread(name=name, type=PUBLIC)
        await thread.edit(archived=True)
        sandbox.world.advance(60)
    newest = await anext(channel.archived_threads(limit=1))
    older = [each.name async for each in channel.archived_threads(before=newest.archive_timestamp)]
    assert (newest.name, older) == ("three", ["two", "one"])


async def test_active_threads_are_listed_and_come_with_the_guild(
    sandbox, desk, channel, guild, ann
):
    said = sandbox.scene.say(ann, channel.id, "help")
    opened = sandbox.scene.open_thread(ann, channel.id, "by Ann", message=said.id)
    free = sandbox.scene.open_thread(ann, channel.id, "free")
    own = await channel.create_thread(name="private")
    found = await desk.get_guild(guild).active_threads()
    assert [each.id for each in found] == [own.id, free.id, opened.id]
    await until(lambda: len(desk.all("thread_create")) == 3)
    await found[1].join()
    assert desk.user.id in sandbox.world.channel(free.id).thread.members
    await found[1].leave()
    assert desk.user.id not in sandbox.world.channel(free.id).thread.members


async def test_a_private_thread_that_somebody_asks_the_bot_into(sandbox, desk, channel, ann, olga):
    opened = sandbox.scene.open_thread(ann, channel.id, "between us", private=True)
    await until(lambda: desk.all("thread_join"))
    sandbox.scene.say(ann, opened.id, "help")
    await until(lambda: desk.contents() == ["help"])
    with pytest.raises(ValueError, match="may not write"):
        sandbox.scene.say(sandbox.world.add_user("eve").id, opened.id, "me too")


async def test_a_forum_post_is_a_thread_with_a_first_message(sandbox, desk, guild):
    made = sandbox.membership.create_channel(guild, "questions", "forum")
    forum = await until(lambda: desk.get_channel(made.id))
    thread, message = await forum.create_thread(name="How long?", content="Two days")
    assert (thread.id, message.content) == (message.id, "Two days")
    with pytest.raises(ValueError, match="may not write"):
        sandbox.scene.say(sandbox.world.add_user("stranger").id, forum.id, "me too")


async def test_threads_go_with_their_channel(sandbox, desk, channel):
    thread = await channel.create_thread(name="one")
    await channel.create_thread(name="two", type=PUBLIC)
    await thread.delete()
    await until(lambda: desk.all("thread_delete"))
    sandbox.membership.delete_channel(sandbox.world.channel(channel.id))
    await until(lambda: desk.all("guild_channel_delete"))
    assert sandbox.world.threads_of(channel.guild.id) == []


@pytest.mark.parametrize(
    ("path", "body", "code"),
    [
        ("/channels/{0}/threads", {"name": ""}, 50035),
        ("/channels/{0}/threads", {"name": "x" * 101}, 50035),
        ("/channels/{0}/threads", {"name": "x", "type": 0}, 50035),
        ("/channels/{0}/threads", {"name": "x", "auto_archive_duration": 7}, 50035),
    ],
    ids=["no name", "long name", "type", "archive"],
)
async def test_what_no_thread_may_be(api, support, path, body, code):
    assert await api.refused("POST", path.format(support), body) == f"400 {code}"


async def test_where_no_thread_can_be(loose_sandbox, api, guild, ann, support):
    private, _fresh = loose_sandbox.world.dm_with(ann)
    name = {"name": "x"}
    assert await api.refused("POST", f"/channels/{private.id}/threads", name) == "400 50024"
    forum = loose_sandbox.membership.create_channel(guild, "questions", "forum").id
    assert await api.refused("POST", f"/channels/{forum}/threads", name) == "400 50035"
    assert await api.refused("POST", f"/channels/{forum}/messages", {"content": "x"}) == "400 50008"
    thread = loose_sandbox.scene.open_thread(ann, support, "free")
    said = loose_sandbox.scene.say(ann, thread.id, "in here")
    path = f"/channels/{thread.id}/messages/{said.id}/threads"
    assert await api.refused("POST", path, name) == "400 50024"
    assert await api.refused("GET", f"/channels/{support}/thread-members") == "400 50024"
