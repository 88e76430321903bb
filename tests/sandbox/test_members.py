"""Members: who they are, what the bot may do to them, and what people may not."""

from __future__ import annotations

import pytest
from telegram import BotCommand, BotCommandScopeChat, ChatPermissions
from telegram.error import BadRequest, Forbidden

from sandbox.telegram.scene import NotPossibleError
from tests.sandbox.conftest import messages

pytestmark = pytest.mark.anyio


async def test_asking_about_chats_and_members(sandbox, bot, ann, owner, group):
    chat = await bot.get_chat("@NordexOfficial")
    assert (chat.id, chat.title, chat.type) == (group, "Nordex Official", "supergroup")
    assert (await bot.get_chat(ann)).username == "ann_a"
    assert await bot.get_chat_member_count(group) == 3
    assert await bot.get_chat_member_count(ann) == 2
    assert (await bot.get_chat_member(group, owner)).status == "creator"
    assert (await bot.get_chat_member(ann, ann)).status == "member"
    stranger = sandbox.control.create_user("Eve")["id"]
    assert (await bot.get_chat_member(group, stranger)).status == "left"
    with pytest.raises(BadRequest, match="Invalid user_id specified"):
        await bot.get_chat_member(group, 31337)
    other = sandbox.control.create_user("Helper", is_bot=True)["id"]
    sandbox.control.promote(other, group, "Robot")
    admins = await bot.get_chat_administrators(group)
    assert {each.user.id for each in admins} == {owner, sandbox.world.bot.id}
    with pytest.raises(BadRequest, match="no administrators in the private chat"):
        await bot.get_chat_administrators(ann)


async def test_restricting_silences_and_full_rights_free(sandbox, bot, ann, group):
    until = sandbox.world.now() + 3600
    assert await bot.restrict_chat_member(group, ann, ChatPermissions.no_permissions(), until)
    member = await bot.get_chat_member(group, ann)
    assert (member.status, member.can_send_messages) == ("restricted", False)
    with pytest.raises(NotPossibleError):
        sandbox.control.say(ann, group, "mmmh")
    assert await bot.restrict_chat_member(group, ann, ChatPermissions.all_permissions())
    assert (await bot.get_chat_member(group, ann)).status == "member"


async def test_banning_removes_words_and_person(sandbox, bot, ann, group):
    sandbox.control.say(ann, group, "buy my coin")
    assert await bot.ban_chat_member(group, ann)
    assert (await bot.get_chat_member(group, ann)).status == "kicked"
    assert not [
        each
        for each in sandbox.world.chat(group).posts.values()
        if each.sender == ann and each.text
    ]
    last = (await messages(bot))[-1]
    assert (last.left_chat_member.id, last.from_user.id) == (ann, sandbox.world.bot.id)
    with pytest.raises(NotPossibleError):
        sandbox.control.join(ann, group)
    assert await bot.unban_chat_member(group, ann, only_if_banned=True)
    sandbox.control.join(ann, group)
    assert await bot.unban_chat_member(group, ann, only_if_banned=True)
    assert (await bot.get_chat_member(group, ann)).status == "member"
    assert await bot.unban_chat_member(group, ann)
    assert (await bot.get_chat_member(group, ann)).status == "left"


async def test_acts_that_are_refused(sandbox, bot, api, *, ann, owner, group, plain_group):
    boss = sandbox.control.create_user("Boss")["id"]
    sandbox.control.promote(boss, group)
    with pytest.raises(BadRequest, match="Can't remove chat owner"):
        await bot.ban_chat_member(group, owner)
    with pytest.raises(BadRequest, match="User is an administrator of the chat"):
        await bot.ban_chat_member(group, boss)
    with pytest.raises(BadRequest, match="Can't restrict self"):
        await bot.ban_chat_member(group, sandbox.world.bot.id)
    with pytest.raises(BadRequest, match="Participant_id_invalid"):
        await bot.ban_chat_member(group, 31337)
    with pytest.raises(BadRequest, match="can't be changed in private chats"):
        await bot.ban_chat_member(ann, ann)
    with pytest.raises(BadRequest, match="Not enough rights to restrict"):
        await bot.ban_chat_member(plain_group, ann)
    with pytest.raises(BadRequest, match="available only for supergroups"):
        await bot.restrict_chat_member(plain_group, ann, ChatPermissions())
    sandbox.control.promote(sandbox.world.bot.id, plain_group)
    with pytest.raises(BadRequest, match="available for supergroup and channel chats only"):
        await bot.unban_chat_member(plain_group, ann)
    assert await bot.ban_chat_member(plain_group, ann, until_date=5, revoke_messages=True)
    assert "can't parse chat permissions" in await api.refused(
        "restrictChatMember", chat_id=group, user_id=ann, permissions={"can_fly": True}
    )
    assert "can't parse permissions JSON object" in await api.refused(
        "restrictChatMember", chat_id=group, user_id=ann, permissions="{"
    )


async def test_a_restricted_bot_may_not_write(sandbox, bot, owner, plain_group):
    sandbox.world.chat(plain_group).members[sandbox.world.bot.id].status = "restricted"
    with pytest.raises(BadRequest, match="Not enough rights to send text messages"):
        await bot.send_message(plain_group, "hello")


async def test_leaving(sandbox, bot, ann, group):
    assert await bot.leave_chat(group)
    (update,) = await bot.get_updates()
    assert update.my_chat_member.new_chat_member.status == "left"
    with pytest.raises(Forbidden, match="bot is not a member of the supergroup chat"):
        await bot.send_message(group, "hello")
    with pytest.raises(BadRequest, match="can't be changed in private chats"):
        await bot.leave_chat(ann)


async def test_menus_by_scope_and_language(sandbox, bot, api, ann):
    menu = [BotCommand("start", "Begin"), BotCommand("human", "A person")]
    assert await bot.set_my_commands(menu, language_code="en")
    assert await bot.set_my_commands(menu[:1], scope=BotCommandScopeChat(ann))
    assert await bot.get_my_commands(language_code="en") == tuple(menu)
    assert await bot.get_my_commands() == ()
    assert len(await bot.get_my_commands(scope=BotCommandScopeChat(ann))) == 1
    assert await bot.delete_my_commands(language_code="en")
    assert await bot.get_my_commands(language_code="en") == ()


@pytest.mark.parametrize(
    ("params", "refusal"),
    [
        ({}, "can't parse commands JSON object"),
        ({"commands": [{"command": "Start!", "description": "x"}]}, "BOT_COMMAND_INVALID"),
        ({"commands": [{"command": "start"}]}, "BOT_COMMAND_DESCRIPTION_INVALID"),
        (
            {"commands": [{"command": "a", "description": "x"}] * 101},
            "BOT_COMMANDS_TOO_MUCH",
        ),
        ({"commands": [], "scope": {"type": "moon"}}, "can't parse BotCommandScope"),
        ({"commands": [], "language_code": "eng"}, "invalid language code specified"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
async def test_menus_that_are_refused(sandbox, api, params, refusal):
    assert refusal in await api.refused("setMyCommands", **params)


async def test_people_cannot_write_where_they_are_not(sandbox, ann, owner, group):
    stranger = sandbox.control.create_user("Eve")["id"]
    for user, chat in ((stranger, group), (stranger, ann)):
        with pytest.raises(NotPossibleError):
            sandbox.control.say(user, chat, "hello")
    with pytest.raises(NotPossibleError):
        sandbox.membership.found(owner, "private", "x")


async def test_only_offered_buttons_can_be_pressed(sandbox, bot, ann):
    sent = await bot.send_message(ann, "no buttons")
    with pytest.raises(NotPossibleError):
        sandbox.control.press(ann, ann, sent.message_id)
