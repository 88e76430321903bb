"""Somebody false answers whoever asked last, and the moderators have a room of their own."""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import replace

import pytest

from sandbox.crowd import Crowd, DiscordStage, TelegramStage, XStage
from sandbox.crowd.cast import SCAMMER, load_cast
from sandbox.discord import DiscordSandbox
from sandbox.telegram import TelegramSandbox
from sandbox.twitter import TwitterSandbox
from tests.sandbox.conftest import until

pytestmark = pytest.mark.anyio

PLACES = {
    "telegram": (TelegramSandbox, TelegramStage, "group"),
    "x": (TwitterSandbox, XStage, "public"),
    "discord": (DiscordSandbox, DiscordStage, "support"),
}
LURES = {say for _, say in load_cast().lures}
FALSE = {each.key for each in load_cast().scammers}


@contextlib.asynccontextmanager
async def a_crowd(platform, **changes):
    server, stage, _ = PLACES[platform]
    async with server() as sandbox:
        crowd = Crowd([stage(sandbox)], pace=400, seed=1, cast=replace(load_cast(), **changes))
        crowd.settle()
        yield crowd, sandbox


def a_question(platform, language="en"):
    """A story that one member tells alone, where everybody reads it."""
    cast, where = load_cast(), PLACES[platform][2]
    return next(
        each
        for each in cast.stories
        if (each.on, each.where) == (platform, where)
        and cast.people[each.who].language.startswith(language)
        and not any(step.by or step.slash or step.edit for step in each.steps)
    )


def performed(crowd, platform):
    """What is done on the stage from now on."""
    stage, seen = crowd.stages[platform], []
    before = stage.perform

    def note(turn):
        seen.append(turn)
        return before(turn)

    stage.perform = note
    return seen


@pytest.mark.parametrize("platform", PLACES)
async def test_whoever_asked_last_is_answered_by_somebody_false_once(platform):
    async with a_crowd(platform) as (crowd, _):
        await crowd.tell(a_question(platform))
        seen = performed(crowd, platform)
        crowd.lure(platform)
        [turn] = seen
        assert turn.who.key in FALSE
        assert turn.step.say in LURES
        assert turn.answers is turn.opening
        assert turn.answers is not None
        with pytest.raises(KeyError):
            crowd.lure(platform)


async def test_he_speaks_the_users_language_where_he_can():
    async with a_crowd("telegram") as (crowd, _):
        await crowd.tell(a_question("telegram", "zh"))
        seen = performed(crowd, "telegram")
        crowd.lure("telegram")
    chinese = {say for language, say in load_cast().lures if language == "zh"}
    assert [each.step.say in chinese for each in seen] == [True]


async def test_where_all_of_them_are_out_nobody_comes():
    async with a_crowd("x") as (crowd, x):
        await crowd.tell(a_question("x"))
        x.world.blocked |= {each.id for each in crowd.cast.scammers}
        seen = performed(crowd, "x")
        crowd.lure("x")
        assert seen == []


async def test_while_people_write_it_happens_by_itself():
    async with a_crowd("telegram") as (crowd, telegram):
        task = asyncio.create_task(crowd.run())
        said = telegram.control.ledger
        try:
            await until(lambda: LURES & {each["text"] for each in said(direction="in")})
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)


async def test_who_is_silenced_is_followed_by_the_next():
    first, second, *_ = load_cast().scammers
    async with a_crowd("telegram") as (crowd, telegram):
        stage = crowd.stages["telegram"]
        assert stage.lets_in(first)
        member = telegram.world.chat(stage.group).members[first.id]
        member.status = "restricted"
        assert (stage.lets_in(first), stage.lets_in(second)) == (False, True)
    async with a_crowd("discord") as (crowd, discord):
        stage = crowd.stages["discord"]
        assert stage.lets_in(first)
        names = {each.global_name: each.id for each in discord.world.users.values()}
        discord.control.time_out(names[first.name], stage.guild, 600)
        assert (stage.lets_in(first), stage.lets_in(second)) == (False, True)


async def test_the_moderators_have_a_room_that_others_do_not_see():
    async with a_crowd("telegram") as (crowd, telegram):
        stage, room = crowd.stages["telegram"], telegram.world.chat
        members = room(stage.staff_room).members
        assert {2001, 2002, 2003, 2004, telegram.world.bot.id} == set(members)
        assert not room(stage.staff_room).username
        again = TelegramStage(telegram)
        again.settle(crowd.cast)
        assert again.staff_room == stage.staff_room
    async with a_crowd("discord") as (crowd, discord):
        stage = crowd.stages["discord"]
        everybody = discord.world.channel(stage.staff_room).overwrites[stage.guild]
        assert everybody.deny
        assert stage.staff_room not in stage.channels.values()


def test_those_who_pose_resemble_the_brand_or_its_people():
    names = [each.name for each in load_cast().people.values() if each.role == SCAMMER]
    assert any("Nordex" in each for each in names)
    assert any(each in {"Tomasz Wilk", "Mira SoIberg"} for each in names)
