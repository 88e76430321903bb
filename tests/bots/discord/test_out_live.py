"""The outbound half through the whole adapter, as the desk has it."""

from __future__ import annotations

import asyncio

import pytest

from bots.discord.limits import CAPABILITIES
from core.errors import MaybeSent
from core.reply.split import split
from core.types import Leg
from tests.bots.discord.kit import Listener, a_stage, row
from tests.bots.discord.out_kit import COMMANDS, until

pytestmark = pytest.mark.anyio


async def asked(stage, desk):
    """Ann asks by command; the interaction's number and what the desk got."""
    made = stage.control.slash(stage.ann, stage.channel, "support", {"question": "no deposit"})
    await desk.until(lambda one: "no deposit" in one.texts)
    return int(made["id"]), next(each for each in desk.messages if each.text == "no deposit")


async def test_c1_a_command_is_answered_through_the_adapter():
    async with a_stage() as stage:
        adapter = stage.adapter()
        async with Listener(adapter) as desk:
            number, message = await asked(stage, desk)
            assert stage.control.interaction(number)["thinking"]
            await adapter.send(row(message.address, "Here it is", leg=Leg.PRIVATE))
            original = stage.control.interaction(number)["original"]
            assert original["content"] == "Here it is"


async def test_c3_c1_after_a_restart_commands_stay_and_answers_find_their_way():
    async with a_stage() as stage:
        async with Listener(stage.adapter()) as desk:
            _, message = await asked(stage, desk)
            await desk.until(lambda one: "commands" in one.since)
            since = dict(desk.since)
        adapter = stage.adapter()
        async with Listener(adapter, since):
            await adapter.send(row(message.address, "Here it is", leg=Leg.PRIVATE))
        assert len(stage.sandbox.calls.of(COMMANDS)) == 1
        said = stage.control.messages(stage.world.dms[stage.ann])
        assert [each["content"] for each in said] == ["Here it is"]


async def test_c4_a_desk_killed_in_mid_send_finds_what_it_said():
    async with a_stage() as stage:
        said = row(f"channel/{stage.channel}", "Once", reply_to=str(stage.say("help")))
        route = "POST /channels/{channel_id}/messages"
        stage.sandbox.faults.inject("silence", route, after=True, seconds=1)
        dying = asyncio.create_task(stage.adapter().send(said))
        await until(lambda: len(stage.control.messages(stage.channel)) == 2)
        dying.cancel()
        with pytest.raises(asyncio.CancelledError):
            await dying
        adapter = stage.adapter()
        number = await adapter.find(said)
        assert await adapter.send(said) == number
        assert len(stage.control.messages(stage.channel)) == 2


async def test_what_only_the_user_sees_cannot_be_looked_up():
    async with a_stage() as stage:
        with pytest.raises(MaybeSent):
            await stage.adapter().find(row("interaction/1/2/3"))


@pytest.mark.parametrize("sign", ["_", "<", "😀", "a "])
async def test_long_answers_are_split_as_discord_counts(sign):
    parts = split(sign * 3000, CAPABILITIES)
    async with a_stage() as stage:
        adapter = stage.adapter()
        for number, part in enumerate(parts):
            here = row(f"channel/{stage.channel}", part, key=f"r{number}", markdown=True)
            await adapter.send(here)
        said = [each["content"] for each in stage.control.messages(stage.channel)]
    assert len(said) == len(parts)
    assert all(len(each) <= 2000 for each in said)
