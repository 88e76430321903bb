"""Sending, reading back, changing and deleting, through the library and without it."""

from __future__ import annotations

import io

import discord
import pytest

from tests.sandbox.discord.conftest import connected, until

pytestmark = pytest.mark.anyio

NOBODY = discord.AllowedMentions.none()
CREATE = "POST /channels/{channel_id}/messages"


@pytest.fixture
def channel(desk, support):
    return desk.get_channel(support)


@pytest.fixture
def url(support):
    return f"/channels/{support}/messages"


async def test_what_somebody_writes_arrives_whole(sandbox, desk, support, ann):
    said = sandbox.scene.say(ann, support, f"hello <@{sandbox.application_id}>")
    heard = (await until(lambda: desk.all("message")))[0]
    assert (heard.id, heard.author.id, heard.channel.id) == (said.id, ann, support)
    assert heard.mentions == [desk.get_guild(heard.guild.id).me]
    assert heard.author.display_name == "Ann"
    assert abs((heard.created_at - discord.utils.utcnow()).total_seconds()) < 5


async def test_a_reply_is_a_reference_and_mentions_only_if_allowed(sandbox, desk, channel, ann):
    sandbox.scene.say(ann, channel.id, "a question")
    asked = (await until(lambda: desk.all("message")))[0]
    loud = await asked.reply("answer")
    quiet = await asked.reply("answer", allowed_mentions=NOBODY)
    assert loud.reference.resolved.content == "a question"
    assert [each.id for each in loud.mentions] == [ann]
    assert quiet.mentions == []


async def test_a_reply_to_a_deleted_message(sandbox, desk, channel, ann):
    said = sandbox.scene.say(ann, channel.id, "gone soon")
    asked = (await until(lambda: desk.all("message")))[0]
    sandbox.scene.delete(channel.id, said.id)
    with pytest.raises(discord.HTTPException) as refused:
        await asked.reply("too late")
    assert refused.value.code == 50035
    assert "MESSAGE_REFERENCE_UNKNOWN_MESSAGE" in str(sandbox.calls.of(CREATE)[-1].response)
    gentle = asked.to_reference(fail_if_not_exists=False)
    assert (await channel.send("still", reference=gentle)).reference is None


async def test_c9_everyone_is_not_notified_without_leave(sandbox, desk, channel, guild):
    role = sandbox.membership.create_role(guild, "traders")
    sandbox.membership.set_bot_permissions(guild, 1 << 3)
    text = f"@everyone <@&{role.id}>"
    loud = await channel.send(text)
    quiet = await channel.send(text, allowed_mentions=NOBODY)
    assert (loud.mention_everyone, [each.id for each in loud.role_mentions]) == (True, [role.id])
    assert (quiet.mention_everyone, quiet.role_mentions) == (False, [])


async def test_c4_the_same_nonce_is_the_same_message_for_some_minutes(sandbox, channel):
    first = await channel.send("once", nonce="outbox-1")
    again = await channel.send("once", nonce="outbox-1")
    other = await channel.send("twice", nonce="outbox-2")
    sandbox.world.advance(sandbox.settings.nonce_seconds + 1)
    late = await channel.send("once", nonce="outbox-1")
    assert first.id == again.id
    assert len({first.id, other.id, late.id}) == 3


async def test_c4_an_answer_lost_on_the_way_is_one_message(sandbox, desk, channel, hurried):
    sandbox.faults.inject("status", CREATE, status=502, count=2, after=True)
    sent = await channel.send("once")
    assert len(sandbox.calls.of(CREATE)) == 3
    assert [each.content for each in sandbox.world.channel(channel.id).posts.values()] == ["once"]
    assert hurried[:2] == [1, 3]
    assert sent.content == "once"


@pytest.mark.parametrize(
    ("body", "code", "field"),
    [
        ({"content": "x" * 2001}, 50035, "content"),
        ({}, 50006, None),
        ({"content": ""}, 50006, None),
        ({"content": 7}, 50035, "content"),
        ({"content": "x", "nonce": "n" * 26}, 50035, "nonce"),
        ({"embeds": [{"title": "t" * 257}]}, 50035, "embeds"),
        ({"embeds": [{"description": "d" * 4097}]}, 50035, "embeds"),
        ({"embeds": [{"description": "d" * 3001}] * 2}, 50035, "embeds"),
        ({"embeds": [{"title": "t"}] * 11}, 50035, "embeds"),
        ({"embeds": [{"fields": [{"name": "n", "value": "v"}] * 26}]}, 50035, "embeds"),
        ({"embeds": [{"fields": [{"name": "n", "value": "v" * 1025}]}]}, 50035, "embeds"),
        ({"content": "x", "components": [{"type": 2}]}, 50035, "components"),
        ({"content": "x", "components": [{"type": 1, "components": []}]}, 50035, "components"),
        ({"content": "x", "message_reference": {"message_id": "1"}}, 50035, "message_reference"),
    ],
    ids=lambda value: str(value)[:40],
)
async def test_what_the_platform_refuses(loose_sandbox, api, url, body, code, field):
    status, answer = await api.call("POST", url, body)
    assert (status, answer["code"]) == (400, code)
    assert field is None or field in answer["errors"]
    assert loose_sandbox.world.channels[int(url.split("/")[2])].posts == {}


@pytest.mark.parametrize(
    "buttons",
    [
        [{"type": 2, "custom_id": "x" * 101}],
        [{"type": 2, "custom_id": "x", "label": "l" * 81}],
        [{"type": 2, "custom_id": "x"}, {"type": 2, "custom_id": "x"}],
        [{"type": 2, "custom_id": str(each)} for each in range(6)],
    ],
    ids=["long id", "long label", "same id", "six in a row"],
)
async def test_buttons_have_limits(api, url, buttons):
    body = {"content": "x", "components": [{"type": 1, "components": buttons}]}
    assert await api.refused("POST", url, body) == "400 50035"


async def test_layouts_have_limits_of_their_own(api, url):
    v2 = {"flags": 1 << 15}
    text = {"type": 10, "content": "t" * 2001}
    assert (
        await api.refused("POST", url, v2 | {"content": "x", "components": [text]}) == "400 50035"
    )
    assert await api.refused("POST", url, v2 | {"components": [text] * 2}) == "400 50035"
    assert await api.refused("POST", url, v2 | {"components": [{"type": 14}] * 41}) == "400 50035"
    assert (await api.ok("POST", url, v2 | {"components": [text]}))["flags"] == 1 << 15


async def test_automatic_moderation_and_the_link_filter(loose_sandbox, api, url):
    loose_sandbox.settings.blocked_words = ("airdrop",)
    loose_sandbox.settings.harmful_hosts = ("n0rdex.example",)
    assert await api.refused("POST", url, {"content": "free AirDrop"}) == "400 200000"
    assert await api.refused("POST", url, {"content": "https://n0rdex.example/x"}) == "400 240000"


async def test_embeds_buttons_and_files_go_along(sandbox, channel):
    view = discord.ui.View()
    view.add_item(discord.ui.Button(label="A person", custom_id="person"))
    file = discord.File(io.BytesIO(b"12345"), "log.txt")
    embed = discord.Embed(title="Status", description="All is well").add_field(name="a", value="b")
    sent = await channel.send("hello", embed=embed, view=view, file=file, suppress_embeds=False)
    assert sent.embeds[0].fields[0].value == "b"
    assert sent.components[0].children[0].custom_id == "person"
    assert (sent.attachments[0].filename, sent.attachments[0].size) == ("log.txt", 5)
    assert sandbox.calls.of(CREATE)[-1].files == 1


async def test_history_pages_both_ways(sandbox, desk, channel, ann):
    said = [sandbox.scene.say(ann, channel.id, str(each)).id for each in range(250)]
    after = discord.Object(said[9])
    found = [each.id async for each in channel.history(after=after, limit=None, oldest_first=True)]
    assert found == said[10:]
    newest = [each.id async for each in channel.history(limit=120)]
    assert newest == said[:-121:-1]
    around = [each.id async for each in channel.history(around=discord.Object(said[50]), limit=5)]
    assert sorted(around) == said[48:53]
    assert len([each async for each in channel.history()]) == 100


async def test_history_refuses_a_page_that_is_too_large(api, url):
    assert await api.refused("GET", f"{url}?limit=101") == "400 50035"


async def test_edits_and_deletes_of_uncached_messages_arrive_raw(sandbox, desk, channel, ann):
    said = sandbox.scene.say(ann, channel.id, "before")
    sandbox.scene.edit(channel.id, said.id, "after")
    sandbox.scene.delete(channel.id, said.id)
    gone = (await until(lambda: desk.all("raw_message_delete")))[0]
    edited = desk.all("raw_message_edit")[0]
    assert (gone.message_id, gone.channel_id) == (said.id, channel.id)
    assert (edited.message.content, edited.message.edited_at is not None) == ("after", True)


async def test_the_bot_edits_and_deletes_its_own(sandbox, channel):
    sent = await channel.send("first")
    edited = await sent.edit(content="second")
    assert (edited.content, (await channel.fetch_message(sent.id)).content) == ("second", "second")
    await sent.delete()
    with pytest.raises(discord.NotFound) as gone:
        await channel.fetch_message(sent.id)
    assert gone.value.code == 10008


async def test_of_others_the_bot_deletes_but_never_edits(sandbox, desk, channel, ann):
    said = sandbox.scene.say(ann, channel.id, "a scam")
    message = await channel.fetch_message(said.id)
    with pytest.raises(discord.Forbidden) as refused:
        await message.edit(content="nicer")
    assert refused.value.code == 50005
    await message.delete()
    assert said.id not in sandbox.world.channel(channel.id).posts
    doomed = [sandbox.scene.say(ann, channel.id, each) for each in "ab"]
    await channel.delete_messages([discord.Object(each.id) for each in doomed])
    assert sandbox.world.channel(channel.id).posts == {}


async def test_reactions_come_and_go(sandbox, desk, channel, ann):
    sent = await channel.send("was this helpful?")
    sandbox.scene.react(ann, channel.id, sent.id, "👍")
    heard = (await until(lambda: desk.all("raw_reaction_add")))[0]
    assert (str(heard.emoji), heard.user_id, heard.member.id) == ("👍", ann, ann)
    await sent.add_reaction("👀")
    found = (await channel.fetch_message(sent.id)).reactions
    assert [(str(each.emoji), each.count, each.me) for each in found] == [
        ("👍", 1, False),
        ("👀", 1, True),
    ]
    assert [each.id async for each in found[0].users()] == [ann]
    await sent.remove_reaction("👀", discord.Object(sandbox.application_id))
    await sent.remove_reaction("👍", discord.Object(ann))
    assert sandbox.world.post(channel.id, sent.id).reactions == {}
    with pytest.raises(discord.HTTPException, match="Unknown Emoji"):
        await sent.add_reaction("thumb")
    with pytest.raises(discord.NotFound):
        await sent.remove_reaction("👀", discord.Object(sandbox.application_id))


async def test_typing_is_counted(sandbox, channel):
    async with channel.typing():
        pass
    assert sandbox.backend.typing == [channel.id]


async def test_a_private_conversation(sandbox, desk, ann):
    sandbox.scene.dm(ann, "hello in private")
    heard = (await until(lambda: desk.all("message")))[0]
    assert (heard.guild, heard.author.id) == (None, ann)
    user = await desk.fetch_user(ann)
    sent = await user.send("and back")
    assert sent.channel.id == heard.channel.id
    assert [each.content async for each in sent.channel.history()] == [
        "and back",
        "hello in private",
    ]


async def test_c5_closed_private_messages(sandbox, desk, ann, guild):
    user = await desk.fetch_user(ann)
    sandbox.world.user(ann).closed = True
    with pytest.raises(discord.Forbidden) as closed:
        await user.send("psst")
    assert closed.value.code == 50007
    sandbox.scene.leave(ann, guild)
    with pytest.raises(discord.Forbidden) as stranger:
        await user.send("psst")
    assert stranger.value.code == 50278
    with pytest.raises(ValueError, match="shares no guild"):
        sandbox.scene.dm(ann, "hello")


async def test_too_many_private_channels_at_once(loose_sandbox, api, guild):
    loose_sandbox.settings.dm_opens = 1
    first, second = (loose_sandbox.world.add_user(each).id for each in "ab")
    open_dm = ("POST", "/users/@me/channels")
    await api.ok(*open_dm, {"recipient_id": first})
    await api.ok(*open_dm, {"recipient_id": first})
    assert await api.refused(*open_dm, {"recipient_id": second}) == "400 40003"
    assert await api.refused(*open_dm, {"recipient_id": 1}) == "400 50033"
    assert await api.refused(*open_dm, {"recipient_id": "nobody"}) == "400 50035"


async def test_an_older_gateway_announced_private_channels(sandbox, desk, ann):
    sandbox.settings.announces_dms = True
    sandbox.scene.dm(ann, "hello")
    await until(lambda: desk.contents() == ["hello"])
    assert sandbox.hub.dispatched["CHANNEL_CREATE"] == 2
    await desk.fetch_user(ann)


async def test_c12_without_the_content_intent_only_mentions_dms_and_own_are_read(
    sandbox, support, ann
):
    sandbox.settings.privileged = frozenset()
    async with connected(sandbox, discord.Intents.default()) as desk:
        said = sandbox.scene.say(ann, support, "a secret")
        sandbox.scene.say(ann, support, "a secret answer", reply_to=said.id)
        sandbox.scene.say(ann, support, f"<@{desk.user.id}> help")
        sandbox.scene.dm(ann, "in private")
        await desk.get_channel(support).send("own")
        await until(lambda: len(desk.contents()) == 5)
        assert desk.contents() == ["", "", f"<@{desk.user.id}> help", "in private", "own"]
        assert desk.all("message")[1].reference.resolved.content == ""
        read = [each.content async for each in desk.get_channel(support).history()]
        assert read == ["own", f"<@{desk.user.id}> help", "", ""]


async def test_missing_access_and_missing_permissions(sandbox, desk, channel, guild):
    everybody = guild
    sandbox.membership.overwrite(channel.id, everybody, deny=1 << 11)
    sandbox.membership.set_bot_permissions(guild, 0)
    with pytest.raises(discord.Forbidden) as refused:
        await channel.send("hello")
    assert refused.value.code == 50013
    sandbox.membership.overwrite(channel.id, everybody, deny=1 << 10)
    with pytest.raises(discord.Forbidden) as refused:
        await channel.send("hello")
    assert refused.value.code == 50001


async def test_a_clock_that_is_wrong_makes_wrong_numbers(sandbox, desk, support, ann):
    sandbox.settings.skew_seconds = -3600
    first = sandbox.scene.say(ann, support, "an hour ago?")
    second = sandbox.scene.say(ann, support, "me too")
    assert first.id < second.id or first.id >> 22 == second.id >> 22
    heard = (await until(lambda: desk.all("message")))[0]
    assert 3500 < (discord.utils.utcnow() - heard.created_at).total_seconds() < 3700


async def test_what_is_nowhere_is_not_found(loose_sandbox, api, support):
    assert await api.refused("GET", "/nowhere") == "404 0"
    assert await api.refused("GET", "/channels/1") == "404 10003"
    assert await api.refused("GET", "/guilds/1") == "404 10004"
    assert await api.refused("GET", "/users/1") == "404 10013"
    assert await api.refused("PATCH", f"/channels/{support}/messages/1", {}) == "404 10008"
