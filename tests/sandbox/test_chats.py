"""Chats and members: what the bot sees, what it may do, and to whom."""

from __future__ import annotations

import pytest
from telegram.error import BadRequest, ChatMigrated, Forbidden

from sandbox.telegram.scene import NotPossibleError
from sandbox.telegram.world import ANONYMOUS_ADMIN, CHANNEL_BOT, TELEGRAM
from tests.sandbox.conftest import messages

pytestmark = pytest.mark.anyio


async def test_the_bot_says_who_it_is(sandbox, bot):
    assert (bot.username, bot.can_read_all_group_messages) == ("NordexBot", False)
    sandbox.control.privacy(reads_all=True)
    assert (await bot.get_me()).can_read_all_group_messages
    assert await bot.log_out()
    assert await bot.close()


async def test_privacy_mode_hides_what_is_not_for_the_bot(sandbox, bot, ann, owner, plain_group):
    answer = await bot.send_message(plain_group, "I am here")
    for text in (
        "just chatting @ann_a",
        "hey @nordexbot",
        "/help",
        "/help@NordexBot",
        "/help@OtherBot",
    ):
        sandbox.control.say(ann, plain_group, text)
    sandbox.control.say(ann, plain_group, "a reply", reply_to=answer.message_id)
    sandbox.control.leave(ann, plain_group)
    seen = await messages(bot)
    assert [each.text for each in seen] == [
        "hey @nordexbot",
        "/help",
        "/help@NordexBot",
        "a reply",
        None,
    ]
    assert seen[-1].left_chat_member.id == ann


@pytest.mark.parametrize("way", ["reads_all", "administrator"])
async def test_some_bots_see_everything(sandbox, bot, ann, plain_group, way):
    if way == "reads_all":
        sandbox.control.privacy(reads_all=True)
    else:
        sandbox.control.promote(sandbox.world.bot.id, plain_group)
    sandbox.control.say(ann, plain_group, "just chatting")
    assert (await messages(bot))[-1].text == "just chatting"


async def test_a_bot_sees_nothing_of_a_group_it_is_not_in(sandbox, bot, owner):
    made = sandbox.control.create_chat("Private club", owner, bot="")
    sandbox.control.say(owner, made["id"], "nobody here")
    assert await bot.get_updates() == ()
    with pytest.raises(Forbidden, match="bot is not a member of the supergroup chat"):
        await bot.send_message(made["id"], "hello?")


async def test_blocking_is_told_and_closes_the_way(sandbox, bot, ann):
    sandbox.control.block(ann)
    (update,) = await bot.get_updates()
    assert update.my_chat_member.new_chat_member.status == "kicked"
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(ann, "hello?")
    with pytest.raises(NotPossibleError):
        sandbox.control.say(ann, ann, "hello?")
    sandbox.control.unblock(ann)
    assert (await bot.get_updates())[-1].my_chat_member.new_chat_member.status == "member"
    assert await bot.send_message(ann, "welcome back")


async def test_a_kicked_bot_is_told_and_shut_out(sandbox, bot, owner, group):
    sandbox.control.kick(group, sandbox.world.bot.id, owner)
    (update,) = await bot.get_updates()
    assert update.my_chat_member.new_chat_member.status == "kicked"
    with pytest.raises(Forbidden, match="bot was kicked from the supergroup chat"):
        await bot.send_message(group, "hello?")
    with pytest.raises(Forbidden, match="bot was kicked"):
        await bot.get_chat(group)


async def test_a_group_moves_to_a_new_id(sandbox, bot, ann, plain_group):
    moved = sandbox.control.migrate(plain_group)["chat"]
    old, new = await messages(bot)
    assert (old.chat.id, old.migrate_to_chat_id) == (plain_group, moved)
    assert (new.chat.id, new.migrate_from_chat_id) == (moved, plain_group)
    with pytest.raises(ChatMigrated) as refused:
        await bot.send_message(plain_group, "hello?")
    assert refused.value.new_chat_id == moved
    assert await bot.send_message(moved, "hello!")
    with pytest.raises(NotPossibleError):
        sandbox.control.say(ann, plain_group, "echo")
    with pytest.raises(NotPossibleError):
        sandbox.control.migrate(moved)


async def test_ids_are_counted_per_supergroup_and_together_elsewhere(
    sandbox, ann, group, plain_group
):
    say = sandbox.control.say
    first = say(ann, group, "x")["message_id"]
    assert say(ann, group, "x")["message_id"] == first + 1
    shared = say(ann, ann, "x")["message_id"]
    assert say(ann, plain_group, "x")["message_id"] == shared + 1


async def test_topics_carry_their_thread_and_general_does_not(sandbox, bot, ann, owner):
    forum = sandbox.control.create_chat("Forum", owner, forum=True, bot="administrator")["id"]
    sandbox.control.join(ann, forum)
    topic = sandbox.control.open_topic(forum, owner, "Deposits")["topic"]
    sandbox.updates.clear()
    sandbox.control.say(ann, forum, "in general")
    sandbox.control.say(ann, forum, "in deposits", topic=topic)
    general, inside = await messages(bot)
    assert (general.message_thread_id, general.is_topic_message) == (None, None)
    assert (inside.message_thread_id, inside.is_topic_message) == (topic, True)
    assert inside.reply_to_message.forum_topic_created.name == "Deposits"
    sent = await bot.send_message(forum, "hello", message_thread_id=topic)
    assert sent.is_topic_message
    for wrong in (1, 999):
        with pytest.raises(BadRequest, match="Message thread not found"):
            await bot.send_message(forum, "hello", message_thread_id=wrong)


async def test_a_closed_topic_is_closed_to_members(sandbox, bot, ann, owner):
    forum = sandbox.control.create_chat("Forum", owner, forum=True)["id"]
    sandbox.control.join(ann, forum)
    topic = sandbox.control.open_topic(forum, owner, "Old news")["topic"]
    sandbox.control.close_topic(forum, owner, topic)
    assert (await messages(bot))[-1].forum_topic_closed is not None
    with pytest.raises(BadRequest, match="Topic_closed"):
        await bot.send_message(forum, "hello", message_thread_id=topic)
    with pytest.raises(NotPossibleError):
        sandbox.control.say(ann, forum, "hello", topic=topic)
    sandbox.control.promote(sandbox.world.bot.id, forum)
    assert await bot.send_message(forum, "hello", message_thread_id=topic)
    with pytest.raises(NotPossibleError):
        sandbox.control.close_topic(forum, owner, 999)


async def test_only_forums_have_topics(sandbox, owner, group):
    with pytest.raises(NotPossibleError):
        sandbox.control.open_topic(group, owner, "Deposits")


async def test_channel_posts_come_into_the_discussion_group(sandbox, bot, ann, owner, group):
    channel = sandbox.control.create_chat("News", owner, "channel", bot="administrator")["id"]
    sandbox.control.link(channel, group)
    sandbox.updates.clear()
    sandbox.control.say(owner, channel, "Maintenance at noon", media=["photo"])
    post, copy = await messages(bot)
    assert (post.chat.id, post.from_user, post.sender_chat.id) == (channel, None, channel)
    assert (copy.chat.id, copy.from_user.id, copy.is_automatic_forward) == (group, TELEGRAM, True)
    assert (copy.forward_origin.chat.id, copy.caption) == (channel, "Maintenance at noon")
    sandbox.control.say(ann, group, "how long?", reply_to=copy.message_id, thread=copy.message_id)
    comment = (await messages(bot))[-1]
    assert comment.message_thread_id == copy.message_id
    answer = await bot.send_message(group, "an hour", message_thread_id=copy.message_id)
    assert answer.message_thread_id == copy.message_id
    sandbox.control.edit(channel, post.message_id, "Maintenance at one")
    assert (await bot.get_updates())[-1].edited_channel_post.caption == "Maintenance at one"
    assert (await bot.get_chat(channel)).linked_chat_id == group


async def test_senders_behind_masks(sandbox, bot, ann, owner, group):
    channel = sandbox.control.create_chat("Ann's channel", ann, "channel", bot="")["id"]
    sandbox.control.promote(owner, group, "Lead", anonymous=True)
    sandbox.updates.clear()
    sandbox.control.say(owner, group, "as the group", anonymous=True)
    sandbox.control.say(ann, group, "as a channel", as_channel=channel)
    admin, mask = await messages(bot)
    assert (admin.from_user.id, admin.sender_chat.id) == (ANONYMOUS_ADMIN, group)
    assert admin.author_signature == "Lead"
    assert (mask.from_user.id, mask.sender_chat.id) == (CHANNEL_BOT, channel)
    assert await bot.ban_chat_sender_chat(group, channel)
    with pytest.raises(NotPossibleError):
        sandbox.control.say(ann, group, "again", as_channel=channel)
    assert await bot.unban_chat_sender_chat(group, channel)
    sandbox.control.say(ann, group, "again", as_channel=channel)
    with pytest.raises(BadRequest, match="Participant_id_invalid"):
        await bot.ban_chat_sender_chat(group, -5)


async def test_a_channel_takes_posts_from_administrators_only(sandbox, bot, owner):
    channel = sandbox.control.create_chat("News", owner, "channel")["id"]
    with pytest.raises(BadRequest, match="Need administrator rights in the channel chat"):
        await bot.send_message(channel, "news")


async def test_an_album_is_several_messages_and_one_caption(sandbox, bot, ann):
    sandbox.control.say(ann, ann, "look", media=["photo", "photo", "document"])
    parts = await messages(bot)
    assert len(parts) == 3
    assert len({each.media_group_id for each in parts}) == 1
    assert [each.caption for each in parts] == ["look", None, None]
    assert [bool(each.photo) for each in parts] == [True, True, False]


@pytest.mark.parametrize("kind", ["photo", "document", "sticker", "voice"])
async def test_attachments(sandbox, bot, ann, kind):
    sandbox.control.say(ann, ann, media=[kind], file_name="proof.pdf")
    (message,) = await messages(bot)
    media = getattr(message, kind)
    file = await bot.get_file(media[-1] if kind == "photo" else media)
    assert file.file_path.endswith(".pdf")
    assert len(await file.download_as_bytearray()) > 60


async def test_edits_are_told_and_deletions_are_not(sandbox, bot, ann):
    said = sandbox.control.say(ann, ann, "helo")
    sandbox.control.edit(ann, said["message_id"], "hello /start")
    sandbox.control.delete(ann, said["message_id"])
    _, second = await bot.get_updates()
    assert second.edited_message.text == "hello /start"
    assert second.edited_message.edit_date is not None
    assert second.edited_message.entities[0].type == "bot_command"
    assert sandbox.control.ledger()[-1]["kind"] == "delete"
