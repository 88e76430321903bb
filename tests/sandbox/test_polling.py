"""getUpdates: waiting, confirming, forgetting, and who may poll."""

from __future__ import annotations

import asyncio
import time

import httpx
import pytest
from telegram import Update
from telegram.error import Conflict

pytestmark = pytest.mark.anyio


def texts(updates):
    return [each["message"]["text"] for each in updates if "message" in each]


async def test_an_update_comes_again_until_it_is_confirmed(sandbox, api, ann):
    for word in ("one", "two", "three"):
        sandbox.control.say(ann, ann, word)
    first = await api.ok("getUpdates")
    again = await api.ok("getUpdates", limit=2)
    rest = await api.ok("getUpdates", offset=first[1]["update_id"] + 1)
    assert texts(first) == ["one", "two", "three"]
    assert texts(again) == ["one", "two"]
    assert texts(rest) == ["three"]
    assert await api.ok("getUpdates", offset=first[0]["update_id"]) == rest


async def test_a_waiting_poll_wakes_when_something_happens(sandbox, bot, ann):
    waiting = asyncio.create_task(bot.get_updates(timeout=20))
    await asyncio.sleep(0.1)
    started = time.perf_counter()
    sandbox.control.say(ann, ann, "wake up")
    (update,) = await waiting
    assert update.message.text == "wake up"
    assert update.effective_user.username == "ann_a"
    assert time.perf_counter() - started < 1


async def test_a_poll_without_news_ends_empty_after_its_time(sandbox, api):
    started = time.perf_counter()
    assert await api.ok("getUpdates", timeout=1) == []
    assert 0.9 < time.perf_counter() - started < 2


async def test_a_negative_offset_forgets_all_but_the_newest(sandbox, api, ann):
    for number in range(5):
        sandbox.control.say(ann, ann, str(number))
    assert texts(await api.ok("getUpdates", offset=-2)) == ["3", "4"]
    assert texts(await api.ok("getUpdates")) == ["3", "4"]


async def test_the_second_poller_ends_the_first_with_a_conflict(sandbox, bot, api, ann):
    first = asyncio.create_task(bot.get_updates(timeout=20))
    await asyncio.sleep(0.1)
    second = asyncio.create_task(api.ok("getUpdates", timeout=20))
    with pytest.raises(Conflict, match="terminated by other getUpdates request"):
        await first
    sandbox.control.say(ann, ann, "who gets me?")
    assert texts(await second) == ["who gets me?"]


async def test_a_poller_that_hung_up_is_no_conflict(sandbox, api):
    with pytest.raises(httpx.ReadTimeout):
        await api.client.post(
            f"{sandbox.base_url}{sandbox.token}/getUpdates", json={"timeout": 20}, timeout=0.2
        )
    await asyncio.sleep(0.1)
    assert sandbox.control.stats()["polling"] is False
    assert await api.ok("getUpdates", timeout=0) == []


async def test_polling_is_refused_while_a_webhook_is_set(sandbox, api):
    await api.ok("setWebhook", url="http://127.0.0.1:9/hook")
    assert await api.refused("getUpdates") == (
        "409 Conflict: can't use getUpdates method while webhook is active; "
        "use deleteWebhook to delete the webhook first"
    )
    await api.ok("deleteWebhook")
    assert await api.ok("getUpdates") == []


async def test_setting_a_webhook_ends_a_waiting_poll(sandbox, api):
    waiting = asyncio.create_task(api.refused("getUpdates", timeout=20))
    await asyncio.sleep(0.1)
    await api.ok("setWebhook", url="http://127.0.0.1:9/hook")
    assert "terminated by setWebhook request" in await waiting


async def test_the_choice_of_kinds_sticks_and_an_empty_one_restores_the_default(
    sandbox, api, ann, group
):
    await api.ok("getUpdates", allowed_updates=["callback_query", "chat_member"])
    sandbox.control.say(ann, ann, "not asked for")
    sandbox.control.leave(ann, group)
    (left,) = await api.ok("getUpdates")
    assert left["chat_member"]["new_chat_member"]["status"] == "left"
    await api.ok("getUpdates", offset=-1, allowed_updates=[])
    sandbox.control.join(ann, group)
    sandbox.control.say(ann, ann, "hello")
    updates = await api.ok("getUpdates", offset=left["update_id"] + 1)
    assert [set(each) - {"update_id"} for each in updates] == [{"message"}, {"message"}]


async def test_messages_older_than_a_day_are_dropped(sandbox, api, ann):
    sandbox.control.say(ann, ann, "old")
    sandbox.control.advance(23 * 3600)
    sandbox.control.say(ann, ann, "new")
    sandbox.control.advance(2 * 3600)
    assert texts(await api.ok("getUpdates")) == ["new"]
    assert (await api.ok("getWebhookInfo"))["pending_update_count"] == 1


async def test_a_press_is_dropped_after_150_seconds(sandbox, api, ann):
    keyboard = {"inline_keyboard": [[{"text": "A person", "callback_data": "person"}]]}
    sent = await api.ok("sendMessage", chat_id=ann, text="choose", reply_markup=keyboard)
    sandbox.control.press(ann, ann, sent["message_id"])
    assert len(await api.ok("getUpdates")) == 1
    sandbox.control.advance(151)
    assert await api.ok("getUpdates") == []


async def test_hot_polling_is_slowed_down_on_request(sandbox, api):
    sandbox.backend.throttle_polls = True
    await api.ok("getUpdates")
    waiting = asyncio.create_task(api.ok("getUpdates"))
    await asyncio.sleep(0.3)
    assert not waiting.done()
    sandbox.backend.close()
    assert await waiting == []


async def test_a_second_sandbox_does_not_take_the_first_ones_token(sandbox, api):
    answer = await api.client.get(f"{sandbox.base_url}123:wrong/getMe")
    assert (answer.status_code, answer.json()["description"]) == (401, "Unauthorized")
    answer = await api.client.get(f"{sandbox.base_url}nonsense/getMe")
    assert (answer.status_code, answer.json()["description"]) == (404, "Not Found")
    answer = await api.client.get(f"{sandbox.base_url}{sandbox.token}")
    assert answer.status_code == 404


async def test_every_update_is_readable_by_the_library(sandbox, bot, ann, owner, group):
    sandbox.updates.allow(["message", "chat_member", "message_reaction", "my_chat_member"])
    control = sandbox.control
    post = control.say(ann, group, "Hi @NordexBot, see https://nordex.example", media=["photo"])
    control.react(ann, group, post["message_id"], "👍")
    control.edit(group, post["message_id"], "changed")
    control.block(ann)
    control.say(owner, group, "news", anonymous=True, reply_to=post["message_id"])
    updates = await bot.get_updates()
    assert all(isinstance(each, Update) for each in updates)
    assert {each.update_id for each in updates} == set(
        range(updates[0].update_id, updates[0].update_id + len(updates))
    )
    assert len(updates) == 4


async def test_what_was_written_long_ago_comes_with_its_date_or_not_at_all(sandbox, api, ann):
    sandbox.control.say(ann, ann, "yesterday", age=25 * 3600)
    sandbox.control.say(ann, ann, "an hour ago", age=3600)
    (update,) = await api.ok("getUpdates")
    assert update["message"]["text"] == "an hour ago"
    assert 3590 < sandbox.world.now() - update["message"]["date"] < 3610
    sandbox.control.advance(23 * 3600 + 1)
    assert await api.ok("getUpdates") == []
