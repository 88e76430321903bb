"""Business accounts, people who knock or change their names, and topics that end."""

from __future__ import annotations

import pytest

from sandbox.telegram.scene import NotPossibleError

pytestmark = pytest.mark.anyio

ALL = ["chat_join_request", "business_connection", "business_message", "message"]
ALL += ["edited_business_message", "deleted_business_messages", "message_reaction"]


async def test_a_customer_writes_to_an_account_and_the_bot_answers_for_it(sandbox, bot, ann, owner):
    link = sandbox.control.business(owner)["connection"]
    asked = sandbox.control.business_say(link, ann, "hello")
    connection = await bot.get_business_connection(link)
    assert (connection.user.id, connection.rights.can_reply) == (owner, True)
    assert await bot.send_chat_action(ann, "typing", business_connection_id=link)
    sent = await bot.send_message(ann, "yes?", business_connection_id=link)
    assert sent.business_connection_id == link
    assert (sent.from_user.id, sent.sender_business_bot.id) == (owner, bot.id)
    await bot.edit_message_reply_markup(
        ann,
        sent.message_id,
        business_connection_id=link,
        reply_markup={"inline_keyboard": [[{"text": "a", "callback_data": "b"}]]},
    )
    assert [each.text for each in sandbox.business.answers(link, ann)] == ["yes?"]
    updates = await bot.get_updates()
    assert updates[0].business_connection.is_enabled
    assert updates[1].business_message.message_id == asked["message_id"]


async def test_what_happens_to_messages_of_an_account_is_told(sandbox, bot, ann, owner):
    business = sandbox.business
    link = business.connect(owner)
    posts = [business.say(link.id, ann, text) for text in ("one", "two")]
    business.edit(link.id, ann, posts[0].id, "one and a half")
    business.delete(link.id, ann, [each.id for each in posts])
    *_, edited, deleted = await bot.get_updates()
    assert edited.edited_business_message.text == "one and a half"
    assert deleted.deleted_business_messages.message_ids == tuple(each.id for each in posts)


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"can_reply": False}, "400 Bad Request: not enough rights to send messages on behalf"),
        ({"enabled": False}, "400 Bad Request: BUSINESS_CONNECTION_INVALID"),
    ],
)
async def test_an_account_decides_what_the_bot_may_do(sandbox, api, ann, owner, change, refusal):
    link = sandbox.control.business(owner)["connection"]
    sandbox.control.business_say(link, ann, "hello")
    assert sandbox.control.business(owner, **change)["connection"] == link
    call = {"chat_id": ann, "text": "Hi", "business_connection_id": link}
    assert (await api.refused("sendMessage", **call)).startswith(refusal)


async def test_after_a_day_of_silence_a_customer_cannot_be_written_to(sandbox, api, ann, owner):
    link = sandbox.control.business(owner)["connection"]
    sandbox.control.business_say(link, ann, "hello")
    sandbox.world.advance(86_401)
    call = {"chat_id": ann, "text": "Hi", "business_connection_id": link}
    assert "BUSINESS_PEER_USAGE_MISSING" in await api.refused("sendMessage", **call)


async def test_unknown_accounts(sandbox, api, ann):
    unknown = {"business_connection_id": "bc9"}
    assert "INVALID" in await api.refused("getBusinessConnection", **unknown)
    assert "INVALID" in await api.refused("sendMessage", chat_id=ann, text="Hi", **unknown)
    with pytest.raises(NotPossibleError):
        sandbox.business.say("bc9", ann, "hello")


async def test_people_knock_and_change_their_names(sandbox, bot, owner, group):
    eve = sandbox.world.add_user("Eve").id
    sandbox.control.ask_to_join(eve, group, "nordex support")
    sandbox.control.rename(eve, first_name="Nordex", username="nordex_help")
    (update,) = await bot.get_updates(allowed_updates=ALL)
    assert update.chat_join_request.bio == "nordex support"
    assert update.chat_join_request.from_user.first_name == "Eve"
    assert sandbox.world.user(eve).username == "nordex_help"
    with pytest.raises(NotPossibleError):
        sandbox.control.rename(eve, shoe_size="44")
    with pytest.raises(NotPossibleError):
        sandbox.control.ask_to_join(owner, group)


async def test_a_bot_that_is_no_administrator_hears_no_knocking(sandbox, bot, plain_group):
    sandbox.control.ask_to_join(sandbox.world.add_user("Eve").id, plain_group)
    assert await bot.get_updates(allowed_updates=ALL) == ()


async def test_reactions_tell_what_was_there_before(sandbox, bot, ann):
    await bot.get_updates(allowed_updates=ALL)
    sent = await bot.send_message(ann, "Hi")
    for emoji in ("👍", "👎"):
        sandbox.control.react(ann, ann, sent.message_id, emoji)
    first, second = [each.message_reaction for each in await bot.get_updates()]
    assert [each.emoji for each in first.new_reaction] == ["👍"]
    assert [each.emoji for each in second.old_reaction] == ["👍"]


async def test_a_deleted_topic_is_gone_with_all_that_was_said(sandbox, api, owner, ann):
    forum = sandbox.control.create_chat("Forum", owner, forum=True)["id"]
    # A topic is named by its first message, and the first of all is the general one.
    sandbox.control.say(owner, forum, "welcome")
    topic = sandbox.control.open_topic(forum, owner, "Deposits")["topic"]
    said = sandbox.control.say(owner, forum, "hello", topic=topic)["message_id"]
    sandbox.control.delete_topic(forum, topic)
    call = {"chat_id": forum, "text": "Hi", "message_thread_id": topic}
    assert "thread not found" in await api.refused("sendMessage", **call)
    assert said not in sandbox.world.chat(forum).posts
    with pytest.raises(NotPossibleError):
        sandbox.control.delete_topic(forum, topic)


async def test_nothing_of_it_outlives_a_reset(sandbox, ann, owner):
    link = sandbox.control.business(owner)["connection"]
    sandbox.control.business_say(link, ann, "hello")
    sandbox.control.reset()
    assert sandbox.business.links == {}
    assert sandbox.scene.reactions == {}
