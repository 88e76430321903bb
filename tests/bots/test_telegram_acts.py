"""Acts of moderation over real sockets; each comes to the same when done twice."""

from __future__ import annotations

import pytest

from core.actions import Kind
from core.errors import Rejected, Unavailable
from tests.bots.telegram_kit import a_stage, row

pytestmark = pytest.mark.anyio


@pytest.fixture
async def stage():
    async with a_stage() as made:
        yield made


async def test_acts_on_a_scammer(stage):
    adapter = stage.adapter()
    post = stage.say(stage.ben, stage.group, "send me your seed")
    target = f"{stage.group}/{post.id}"
    act = row(stage.group, "", kind=Kind.DELETE, target=target)
    assert await adapter.send(act) == target
    assert await adapter.send(act) == target
    assert post.id not in stage.sandbox.world.chat(stage.group).posts
    await adapter.send(row(stage.group, "", kind=Kind.RESTRICT, target=str(stage.ben)))
    assert stage.sandbox.world.chat(stage.group).status(stage.ben) == "restricted"
    await adapter.send(row(stage.group, "", kind=Kind.BAN, target=str(stage.ben)))
    assert stage.sandbox.world.chat(stage.group).status(stage.ben) == "kicked"


async def test_acts_on_somebody_behind_a_channel(stage):
    adapter = stage.adapter()
    fake = stage.sandbox.control.create_chat("Nordex Support", stage.ben, "channel", bot="")["id"]
    with pytest.raises(Rejected, match="not restricted"):
        await adapter.send(row(stage.group, "", kind=Kind.RESTRICT, target=str(fake)))
    await adapter.send(row(stage.group, "", kind=Kind.BAN, target=str(fake)))
    assert stage.sandbox.world.chat(stage.group).banned_chats == {fake}


@pytest.mark.parametrize("target", [None, "", "cb:77", "@ben"])
async def test_acts_need_something_to_act_on(stage, target):
    with pytest.raises(Rejected, match="ban: "):
        await stage.adapter().send(row(stage.group, "", kind=Kind.BAN, target=target))


async def test_a_restriction_may_be_for_good(stage):
    adapter = stage.adapter(restrict_hours=0)
    await adapter.send(row(stage.group, "", kind=Kind.RESTRICT, target=str(stage.ben)))
    assert stage.sandbox.calls.of("restrictChatMember")[0].params["until_date"] == "0"


async def test_an_act_without_an_answer_may_be_done_again(stage):
    stage.sandbox.faults.inject("drop", "banChatMember", after=True)
    adapter, act = stage.adapter(), row(stage.group, "", kind=Kind.BAN, target="502")
    with pytest.raises(Unavailable):
        await adapter.send(act)
    await adapter.send(act)
    assert stage.sandbox.world.chat(stage.group).status(stage.ben) == "kicked"


async def test_that_we_cannot_act_says_nothing_about_speaking(stage):
    forbidden = row(stage.group, "", kind=Kind.BAN, target=str(stage.mira))
    elsewhere = row(-1009, "", kind=Kind.BAN, target=str(stage.ben))
    for act in (forbidden, elsewhere):
        with pytest.raises(Rejected) as error:
            await stage.adapter().send(act)
        assert not error.value.permanent
