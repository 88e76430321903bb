"""Edits, files, forwards, deletions and presses."""

from __future__ import annotations

import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest

pytestmark = pytest.mark.anyio

BUTTON = {"text": "A person", "callback_data": "person"}


def keyboard(*buttons):
    return {"inline_keyboard": [[each] for each in buttons]}


async def test_edits_change_words_and_buttons(sandbox, bot, ann):
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("A", callback_data="a")]])
    sent = await bot.send_message(ann, "one", reply_markup=markup)
    changed = await bot.edit_message_text("<i>two</i>", ann, sent.message_id, parse_mode="HTML")
    assert (changed.text, changed.reply_markup) == ("two", None)
    assert changed.edit_date is not None
    with pytest.raises(BadRequest, match="Message is not modified: specified new message content"):
        await bot.edit_message_text("<i>two</i>", ann, sent.message_id, parse_mode="HTML")
    again = await bot.edit_message_reply_markup(ann, sent.message_id, reply_markup=markup)
    assert again.reply_markup == markup


@pytest.mark.parametrize(
    ("params", "refusal"),
    [
        ({"text": "x"}, "message identifier is not specified"),
        ({"chat_id": 501, "message_id": 77, "text": "x"}, "message to edit not found"),
        ({"chat_id": 501, "message_id": 1, "text": "x"}, "message can't be edited"),
        ({"chat_id": 501, "message_id": 2, "text": "x"}, "there is no text in the message to edit"),
    ],
    ids=["which", "unknown", "not ours", "a photo"],
)
async def test_edits_that_are_refused(sandbox, api, bot, *, ann, params, refusal):
    sandbox.control.say(ann, ann, "not the bot's")
    await bot.send_photo(ann, b"jpeg", caption="a photo")
    assert refusal in await api.refused("editMessageText", **params)


async def test_files_are_sent_kept_and_fetched(sandbox, bot, api, ann):
    sent = await bot.send_document(
        ann, b"a,b\n1,2", filename="report.csv", caption="<b>R</b>", parse_mode="HTML"
    )
    assert (sent.document.file_name, sent.caption) == ("report.csv", "R")
    fetched = await (await bot.get_file(sent.document.file_id)).download_as_bytearray()
    assert bytes(fetched) == b"a,b\n1,2"
    again = await bot.send_document(ann, sent.document.file_id)
    assert again.document.file_id == sent.document.file_id
    changed = await bot.edit_message_caption(ann, sent.message_id, caption="new")
    assert changed.caption == "new"
    text = await bot.send_message(ann, "no file")
    with pytest.raises(BadRequest, match="There is no caption in the message to edit"):
        await bot.edit_message_caption(ann, text.message_id, caption="x")
    assert "wrong file identifier" in await api.refused("sendPhoto", chat_id=ann, photo="nope")
    assert "invalid file_id" in await api.refused("getFile", file_id="nope")
    assert "there is no photo" in await api.refused("sendPhoto", chat_id=ann)
    long = "x" * 1025
    assert "caption is too long" in await api.refused(
        "sendPhoto", chat_id=ann, photo=sent.document.file_id, caption=long
    )


async def test_a_file_is_only_given_to_the_token(sandbox, api, bot, ann):
    sent = await bot.send_photo(ann, b"jpeg")
    path = (await bot.get_file(sent.photo[-1].file_id)).file_path
    assert (await api.client.get(path)).content == b"jpeg"
    wrong = path.replace(sandbox.token, "1:x")
    assert (await api.client.get(wrong)).status_code == 401
    assert (await api.client.get(f"{path}.gone")).status_code == 404


async def test_forwards_say_where_they_are_from(sandbox, bot, ann, group):
    said = sandbox.control.say(ann, group, "look at this")
    forward = await bot.forward_message(ann, group, said["message_id"])
    assert forward.text == "look at this"
    assert forward.forward_origin.sender_user.id == ann
    post = sandbox.control.say(ann, group, "a picture", media=["photo"])
    assert (await bot.forward_message(ann, group, post["message_id"])).photo
    with pytest.raises(BadRequest, match="Message to forward not found"):
        await bot.forward_message(ann, group, 999)


async def test_an_unsigned_post_is_forwarded_from_nobody(sandbox, bot, ann, owner):
    channel = sandbox.control.create_chat("News", owner, "channel", bot="administrator")["id"]
    post = sandbox.control.say(owner, channel, "news")
    forward = await bot.forward_message(ann, channel, post["message_id"])
    assert forward.forward_origin.type == "hidden_user"


async def test_busy_signs_and_reactions(sandbox, bot, api, ann, group):
    said = sandbox.control.say(ann, group, "hello")
    assert await bot.send_chat_action(ann, "typing")
    assert await bot.set_message_reaction(group, said["message_id"], "👀")
    assert await bot.set_message_reaction(group, said["message_id"], [])
    assert "wrong parameter action" in await api.refused(
        "sendChatAction", chat_id=ann, action="dancing"
    )
    with pytest.raises(BadRequest, match="Reaction_invalid"):
        await bot.set_message_reaction(group, said["message_id"], "🪿")
    assert "REACTIONS_TOO_MANY" in await api.refused(
        "setMessageReaction",
        chat_id=group,
        message_id=said["message_id"],
        reaction=[{"type": "emoji", "emoji": "👍"}, {"type": "emoji", "emoji": "👎"}],
    )
    assert "message to react not found" in await api.refused(
        "setMessageReaction", chat_id=group, message_id=999
    )


async def test_deleting(sandbox, bot, api, ann, group):
    said = [sandbox.control.say(ann, group, str(each))["message_id"] for each in range(3)]
    assert await bot.delete_message(group, said[0])
    assert await bot.delete_messages(group, [said[1], 999])
    with pytest.raises(BadRequest, match="Message to delete not found"):
        await bot.delete_message(group, said[0])
    sandbox.world.chat(group).members[sandbox.world.bot.id].status = "member"
    with pytest.raises(BadRequest, match="Message can't be deleted"):
        await bot.delete_message(group, said[2])
    assert "message identifiers are not specified" in await api.refused(
        "deleteMessages", chat_id=group, message_ids=[]
    )
    assert "too many messages" in await api.refused(
        "deleteMessages", chat_id=group, message_ids=list(range(101))
    )
    assert "must be an Array of Integer" in await api.refused(
        "deleteMessages", chat_id=group, message_ids=7
    )
    mine = await bot.send_message(ann, "too old to take back")
    sandbox.control.advance(49 * 3600)
    with pytest.raises(BadRequest, match="can't be deleted for everyone"):
        await bot.delete_message(ann, mine.message_id)


async def test_a_press_is_answered_once_and_in_time(sandbox, bot, api, ann):
    sent = await api.ok("sendMessage", chat_id=ann, text="?", reply_markup=keyboard(BUTTON))
    first = sandbox.control.press(ann, ann, sent["message_id"])["query"]
    late = sandbox.control.press(ann, ann, sent["message_id"], "person")["query"]
    updates = await bot.get_updates()
    assert [each.callback_query.data for each in updates] == ["person", "person"]
    assert updates[0].callback_query.message.text == "?"
    assert await bot.answer_callback_query(first, "coming")
    assert sandbox.control.answers()[first]["text"] == "coming"
    with pytest.raises(BadRequest, match="Query is too old"):
        await bot.answer_callback_query(first)
    assert "MESSAGE_TOO_LONG" in await api.refused(
        "answerCallbackQuery", callback_query_id=late, text="x" * 201
    )
    later = sandbox.control.press(ann, ann, sent["message_id"])["query"]
    sandbox.control.advance(151)
    with pytest.raises(BadRequest, match="Query is too old"):
        await bot.answer_callback_query(later)
