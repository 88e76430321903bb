"""What moderators and scammers need of the simulated Telegram: limits that end, rights, presses."""

from __future__ import annotations

import pytest
from telegram import ChatPermissions, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest

from sandbox.telegram.scene import NotPossibleError
from tests.sandbox.conftest import messages

pytestmark = pytest.mark.anyio
SILENCE = ChatPermissions.no_permissions()


async def test_the_next_message_carries_the_new_name(sandbox, bot, ann, group):
    sandbox.control.say(ann, group, "/start")
    sandbox.control.rename(ann, first_name="Nordex", last_name="Support", username="nordex_help")
    sandbox.control.say(ann, group, "/help")
    names = [(each.from_user.full_name, each.from_user.username) for each in await messages(bot)]
    assert names == [("Ann", "ann_a"), ("Nordex Support", "nordex_help")]
    with pytest.raises(NotPossibleError):
        sandbox.control.rename(ann, id="7")


async def test_what_a_silenced_member_wanted_to_say_can_be_looked_at(sandbox, bot, ann, group):
    await bot.restrict_chat_member(group, ann, SILENCE)
    with pytest.raises(NotPossibleError):
        sandbox.control.say(ann, group, "send me your seed")
    (refused,) = sandbox.control.refused()
    assert (refused["user"], refused["chat"], refused["text"]) == (ann, group, "send me your seed")
    assert "may not write" in refused["why"]
    assert sandbox.control.standing(group, ann)["status"] == "restricted"
    sandbox.control.reset()
    assert sandbox.control.refused() == []


@pytest.mark.parametrize(("act", "ended"), [("restrict", "member"), ("ban", "left")])
async def test_what_was_to_last_a_while_ends_by_itself(sandbox, bot, ann, group, act, ended):
    until = sandbox.world.now() + 3600
    if act == "restrict":
        await bot.restrict_chat_member(group, ann, SILENCE, until)
    else:
        await bot.ban_chat_member(group, ann, until)
    assert sandbox.control.standing(group, ann)["until_date"] == until
    sandbox.control.advance(3601)
    assert (await bot.get_chat_member(group, ann)).status == ended
    if act == "ban":
        sandbox.control.join(ann, group)
    sandbox.control.say(ann, group, "I am back")


async def test_a_restriction_without_an_end_stays(sandbox, bot, ann, group):
    await bot.restrict_chat_member(group, ann, SILENCE)
    sandbox.control.advance(10_000_000)
    assert (await bot.get_chat_member(group, ann)).status == "restricted"


async def test_rights_of_an_administrator(sandbox, bot, ann, group):
    me = sandbox.world.bot.id
    post = sandbox.control.say(ann, group, "buy my coin")["message_id"]
    sandbox.control.promote(me, group, can_delete_messages=False)
    with pytest.raises(BadRequest, match="can't be deleted"):
        await bot.delete_message(group, post)
    assert await bot.restrict_chat_member(group, ann, SILENCE)
    sandbox.control.promote(me, group, can_restrict_members=False)
    assert await bot.delete_message(group, post)
    with pytest.raises(BadRequest, match="Not enough rights to restrict"):
        await bot.ban_chat_member(group, ann)
    assert not (await bot.get_chat_member(group, me)).can_restrict_members
    with pytest.raises(NotPossibleError, match="can_fly"):
        sandbox.control.promote(me, group, can_fly=True)


async def test_a_stranger_to_the_chat_is_left(sandbox, owner, group):
    stranger = sandbox.control.create_user("Eve")["id"]
    assert sandbox.control.standing(group, stranger)["status"] == "left"
    assert sandbox.control.standing(group, owner)["status"] == "creator"


async def test_different_people_press_one_card_and_strangers_do_not_see_it(
    sandbox, bot, ann, owner, group
):
    keys = InlineKeyboardMarkup([[InlineKeyboardButton("Ban", callback_data="ban")]])
    card = await bot.send_message(group, "a fake helper", reply_markup=keys)
    for who in (ann, owner):
        sandbox.control.press(who, group, card.message_id)
    presses = [each.callback_query for each in await bot.get_updates() if each.callback_query]
    assert [each.from_user.id for each in presses] == [ann, owner]
    assert len({each.id for each in presses}) == 2
    stranger = sandbox.control.create_user("Eve")["id"]
    with pytest.raises(NotPossibleError):
        sandbox.control.press(stranger, group, card.message_id)
    hello = await bot.send_message(ann, "hello", reply_markup=keys)
    with pytest.raises(NotPossibleError):
        sandbox.control.press(owner, ann, hello.message_id)


async def test_a_chain_of_replies_is_a_thread_in_supergroups_alone(
    sandbox, ann, group, plain_group
):
    for chat in (group, plain_group):
        first = sandbox.scene.say(ann, chat, "one")
        second = sandbox.scene.say(ann, chat, "two", reply_to=first.id)
        third = sandbox.scene.say(ann, chat, "three", reply_to=second.id)
        root = first.id if chat == group else 0
        assert (first.thread, second.thread, third.thread) == (0, root, root)


async def test_an_answer_inside_a_topic_stays_there(sandbox, owner):
    forum = sandbox.control.create_chat("Forum", owner, forum=True)["id"]
    sandbox.control.say(owner, forum, "welcome")
    topic = sandbox.control.open_topic(forum, owner, "Deposits")["topic"]
    asked = sandbox.scene.say(owner, forum, "where is it", topic=topic)
    answer = sandbox.scene.say(owner, forum, "on its way", reply_to=asked.id)
    assert (answer.thread, answer.in_topic) == (topic, True)
