"""Acts of moderation over real sockets; each comes to the same when done twice."""

from __future__ import annotations

import pytest

from core.actions import Kind
from core.errors import Rejected, Unavailable
from sandbox.telegram.scene import NotPossibleError
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


async def test_a_restriction_is_lifted(stage):
    adapter, chat = stage.adapter(), stage.sandbox.world.chat(stage.group)
    await adapter.send(row(stage.group, "", kind=Kind.RESTRICT, target=str(stage.ben)))
    with pytest.raises(NotPossibleError):
        stage.say(stage.ben, stage.group, "let me speak")
    lift = row(stage.group, "", kind=Kind.LIFT, target=str(stage.ben))
    assert await adapter.send(lift) == str(stage.ben)
    assert chat.status(stage.ben) == "member"
    stage.say(stage.ben, stage.group, "thank you")
    assert await adapter.send(lift) == str(stage.ben)
    assert stage.methods("restrictChatMember", "unbanChatMember") == ["restrictChatMember"] * 2


async def test_a_ban_is_lifted_and_a_member_is_not_put_out_by_that(stage):
    adapter, chat = stage.adapter(), stage.sandbox.world.chat(stage.group)
    await adapter.send(row(stage.group, "", kind=Kind.BAN, target=str(stage.ben)))
    lift = row(stage.group, "", kind=Kind.LIFT, target=str(stage.ben))
    await adapter.send(lift)
    assert chat.status(stage.ben) == "left"
    stage.sandbox.membership.join(stage.ben, stage.group)
    await adapter.send(lift)
    assert chat.status(stage.ben) == "member"
    unban = stage.sandbox.calls.of("unbanChatMember")
    assert [each.params["only_if_banned"] for each in unban] == ["true"]


async def test_a_channels_ban_is_lifted(stage):
    adapter = stage.adapter()
    fake = stage.sandbox.control.create_chat("Nordex Support", stage.ben, "channel", bot="")["id"]
    for kind in (Kind.BAN, Kind.LIFT):
        await adapter.send(row(stage.group, "", kind=kind, target=str(fake)))
    assert stage.sandbox.world.chat(stage.group).banned_chats == set()


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


REFUSALS = {
    "no right to delete": (Kind.DELETE, {"can_delete_messages": False}, "has no right to do this"),
    "no right to restrict": (
        Kind.RESTRICT,
        {"can_restrict_members": False},
        "has no right to do this",
    ),
    "no right to ban": (Kind.BAN, {"can_restrict_members": False}, "has no right to do this"),
    "no right to lift": (Kind.LIFT, {"can_restrict_members": False}, "has no right to do this"),
}


@pytest.mark.parametrize(("kind", "rights", "words"), REFUSALS.values(), ids=REFUSALS)
async def test_a_missing_right_is_one_clear_line(stage, kind, rights, words):
    me = stage.sandbox.world.bot.id
    if kind is Kind.LIFT:
        await stage.adapter().send(row(stage.group, "", kind=Kind.RESTRICT, target=str(stage.ben)))
    stage.sandbox.control.promote(me, stage.group, **rights)
    post = stage.say(stage.ann, stage.group, "send me your seed")
    target = f"{stage.group}/{post.id}" if kind is Kind.DELETE else str(stage.ben)
    await _refused(stage, row(stage.group, "", kind=kind, target=target), words)


@pytest.mark.parametrize("kind", [Kind.RESTRICT, Kind.BAN])
async def test_another_administrator_is_out_of_reach(stage, kind):
    stage.sandbox.membership.promote(stage.ben, stage.group)
    for target in (stage.ben, stage.mira):
        act = row(stage.group, "", kind=kind, target=str(target))
        await _refused(stage, act, "this is an administrator of the group")


async def test_what_is_too_old_to_be_deleted_is_said_plainly(stage):
    post = stage.say(stage.ben, stage.group, "old words")
    why = "Bad Request: message can't be deleted for everyone"
    stage.sandbox.faults.inject("status", "deleteMessage", status=400, description=why)
    act = row(stage.group, "", kind=Kind.DELETE, target=f"{stage.group}/{post.id}")
    await _refused(stage, act, "more than 48 hours old")


@pytest.mark.parametrize("kind", [Kind.RESTRICT, Kind.LIFT, Kind.BAN])
async def test_a_basic_group_and_a_stranger(stage, kind):
    basic = stage.sandbox.control.create_chat("Traders", stage.mira, "group")["id"]
    stage.sandbox.control.promote(stage.sandbox.world.bot.id, basic)
    stranger = row(stage.group, "", kind=kind, target="31337")
    await _refused(stage, stranger, "nobody with this id")
    if kind is Kind.RESTRICT:
        await _refused(stage, row(basic, "", kind=kind, target=str(stage.mira)), "basic group")


async def test_a_group_we_were_put_out_of(stage):
    stage.sandbox.membership.remove(stage.group, stage.sandbox.world.bot.id, by=stage.mira)
    act = row(stage.group, "", kind=Kind.BAN, target=str(stage.ben))
    await _refused(stage, act, "not in this chat any more")


async def _refused(stage, act, words) -> None:
    with pytest.raises(Rejected, match=words) as error:
        await stage.adapter().send(act)
    assert not error.value.permanent
    assert "\n" not in str(error.value)
