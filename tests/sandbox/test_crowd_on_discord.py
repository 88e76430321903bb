"""The crowd on Discord: channels, threads, private messages, commands, buttons, new names."""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses

import pytest

from sandbox.crowd import Crowd, DiscordStage
from sandbox.crowd.cast import DISCORD, Cast, Step, Story, load_cast
from sandbox.crowd.on_discord import FIRST_ID
from sandbox.crowd.stage import Heard, Said, Turn
from sandbox.discord import DiscordSandbox, commands
from sandbox.discord.model import MessageFlag, Post, Reference
from sandbox.discord.scene import NotPossibleError
from tests.sandbox.conftest import until

pytestmark = pytest.mark.anyio

# Somebody who changes what he never said: the crowd runs, and nothing is to be seen of it.
NOTHING = Story(who="momo", where="general", steps=(Step(edit="…"),), on=DISCORD)
SUPPORT_COMMAND = {
    "name": "support",
    "description": "Ask a question that only you and our team can see",
    "options": [{"name": "question", "description": "What happened?", "type": 3}],
}
PRESSABLE = {"type": 2, "style": 2, "label": "Talk to a person", "custom_id": "h:1", "id": 2}
GREY = PRESSABLE | {"label": "Talk to a human", "custom_id": "h:0", "id": 3, "disabled": True}
BUTTONS = [{"type": 1, "id": 1, "components": [GREY, PRESSABLE]}]


@pytest.fixture
async def server():
    async with DiscordSandbox() as sandbox:
        yield sandbox


@contextlib.asynccontextmanager
async def telling(sandbox, *stories, pace=100.0):
    """Each of the stories once, and the reactions to whatever is answered."""
    whole = load_cast()
    cast = Cast(whole.group, whole.group_username, whole.people, (NOTHING,), whole.scammers)
    crowd = Crowd([DiscordStage(sandbox)], pace=pace, seed=1, cast=cast)
    crowd.settle()
    tasks = [asyncio.create_task(each) for each in (crowd.run(), *map(crowd.tell, stories))]
    await asyncio.sleep(0)
    try:
        yield crowd.stages[DISCORD]
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def the(who, where):
    """The story of somebody on Discord."""
    stories = load_cast().stories
    return next(
        each for each in stories if (each.on, each.who, each.where) == (DISCORD, who, where)
    )


def number(who):
    return FIRST_ID + load_cast().people[who].id


def posts(sandbox, author=0):
    found = [each for channel in sandbox.world.channels.values() for each in channel.posts.values()]
    return [each for each in found if author in {0, each.author}]


def say_as_bot(sandbox, channel, text, **details):
    """What the bot would send; the API's own rules are another test's."""
    world = sandbox.world
    post = Post(
        id=world.message_snowflake(),
        channel=channel,
        author=world.bot.id,
        created_at=world.time(),
        content=text,
    )
    return sandbox.scene.publish(dataclasses.replace(post, **details))


def answering(post):
    return {"reference": Reference(message=post.id, channel=post.channel)}


async def test_all_stories_reach_the_server(server):
    commands.overwrite(server.world, 0, [SUPPORT_COMMAND])
    stories = [each for each in load_cast().stories if each.on == DISCORD]
    async with telling(server, *stories, pace=400) as stage:
        await until(lambda: len(posts(server)) >= 30)
        await until(lambda: len(server.world.interactions) == 3)
        await until(lambda: [each for each in posts(server) if each.edited_at])
        assert set(stage.channels) == {"general", "support"}
    places = [server.world.channel(each.channel) for each in posts(server)]
    assert {"general", "support", ""} <= {each.name for each in places}
    assert any(each.is_dm for each in places)
    assert any(each.thread for each in places)
    (guild,) = server.world.guilds.values()
    assert guild.name == "Nordex Official"
    asked = {each.data["options"][0]["value"] for each in server.world.interactions.values()}
    assert len(asked) == 3


async def test_a_command_that_nobody_registered_is_not_run(server):
    async with telling(server, the("josh", "support")):
        await asyncio.sleep(0.05)
    assert server.world.interactions == {}
    assert posts(server) == []


async def test_the_bot_is_mentioned_by_number(server):
    async with telling(server, the("laozhou", "general")):
        await until(lambda: posts(server))
    (post,) = posts(server)
    assert post.mentions == [server.world.bot.id]
    assert "@Nordex" not in post.content


async def test_a_member_calls_himself_support_and_asks_for_secrets(server):
    seen = []
    async with telling(server) as stage:
        server.events.member = lambda name, guild, member: seen.append((name, member.nick))
        crowd = Crowd([stage], pace=200, cast=load_cast())
        await crowd.tell(the("luca", "support"))
    assert seen == [
        ("GUILD_MEMBER_UPDATE", "Nordex Support"),
        ("GUILD_MEMBER_UPDATE", "luca 🌙"),
    ]
    asked, warned = posts(server, number("luca"))[-1], posts(server, number("tomasz"))[0]
    assert asked.reference.message == posts(server, number("ellie"))[0].id
    assert warned.reference.message == asked.id


async def test_whoever_is_answered_in_a_channel_gives_the_fact_and_thanks_there(server):
    story = the("dana", "support")
    async with telling(server, story) as stage:
        await until(lambda: len(posts(server, number("dana"))) == 2)
        support = stage.channels["support"]
        say_as_bot(server, support, "to nobody in particular")
        question = posts(server, number("dana"))[0]
        say_as_bot(server, support, "What is the order number?", **answering(question))
        await until(lambda: story.asked in [each.content for each in posts(server)])
        fact = posts(server, number("dana"))[-1]
        say_as_bot(server, support, "It is cancelled.", **answering(fact))
        await until(lambda: story.then[0] in [each.content for each in posts(server)])
    assert posts(server, number("dana"))[-1].reference is not None


async def test_in_a_thread_of_ones_own_everything_the_bot_says_is_meant(server):
    story = the("lucia", "thread")
    async with telling(server, story):
        await until(lambda: len(posts(server, number("lucia"))) == 2)
        thread = server.world.channel(posts(server)[0].channel)
        assert thread.name == story.steps[0].say
        say_as_bot(server, thread.id, "Please wait a day.")
        await until(lambda: story.then[0] in [each.content for each in thread.posts.values()])
    assert posts(server, number("lucia"))[-1].reference is None


async def test_a_button_that_is_offered_is_pressed_once(server):
    story = the("tasha", "private")
    async with telling(server, story):
        await until(lambda: posts(server))
        channel = posts(server)[0].channel
        say_as_bot(server, channel, "One moment.", components=BUTTONS)
        await until(lambda: server.world.interactions)
        (press,) = server.world.interactions.values()
        assert (press.user, press.data["custom_id"]) == (number("tasha"), "h:1")
        say_as_bot(server, channel, "A colleague comes.", components=BUTTONS)
        await until(lambda: story.then[0] in [each.content for each in posts(server)])
    assert len(server.world.interactions) == 1


async def test_an_answer_for_one_alone_is_heard_when_its_words_are_there(server):
    commands.overwrite(server.world, 0, [SUPPORT_COMMAND])
    josh = number("josh")
    async with telling(server, the("josh", "support")) as stage:
        support = stage.channels["support"]
        await until(lambda: server.world.interactions)
        flags = int(MessageFlag.LOADING | MessageFlag.EPHEMERAL)
        waiting = say_as_bot(server, support, "", only_for=josh, flags=flags, components=BUTTONS)
        await asyncio.sleep(0.25)
        assert len(server.world.interactions) == 1
        waiting.content, waiting.flags = "We have it.", int(MessageFlag.EPHEMERAL)
        await until(lambda: len(server.world.interactions) == 2)
        heard = Heard(to="josh", said=Said(support, waiting.id), text="We have it.")
        with pytest.raises(NotPossibleError, match="only one sees"):
            stage.answer(load_cast().people["josh"], heard, "thanks")


async def test_banned_scammers_are_followed_by_others_and_kicked_ones_come_back(server):
    cast = load_cast()
    first, second, *_ = cast.scammers
    async with telling(server) as stage:
        assert stage.lets_in(first)
        account = next(
            each.id for each in server.world.users.values() if each.global_name == first.name
        )
        server.scene.leave(account, stage.guild)
        assert stage.lets_in(first)
        server.membership.ban(account, stage.guild)
        assert not stage.lets_in(first)
        crowd = Crowd([stage], pace=400, cast=cast)
        await crowd.tell(the("rohit", "support"))
    helper = posts(server)[-1].author
    assert server.world.user(helper).global_name == second.name


async def test_who_left_the_server_can_neither_write_nor_rename_himself(server):
    cast = load_cast()
    async with telling(server) as stage:
        luca = cast.people["luca"]
        server.scene.leave(number("luca"), stage.guild)
        for where, step in (("support", Step(rename="x")), ("private", Step(say="x"))):
            with pytest.raises(NotPossibleError):
                stage.perform(Turn(who=luca, where=where, step=step))
        assert stage.perform(Turn(who=luca, where="support", step=Step(edit="x"))) is None


async def test_settling_twice_changes_nothing(server):
    cast = load_cast()
    stage = DiscordStage(server)
    stage.settle(cast)
    before = (len(server.world.users), len(server.world.guilds), dict(stage.channels))
    stage.settle(cast)
    assert before == (len(server.world.users), len(server.world.guilds), stage.channels)
    moderators = server.world.guild(stage.guild).members[number("tomasz")].roles
    assert len(moderators) == 1
