"""Buttons: they outlive restarts, and exactly one press by the right person counts."""

from __future__ import annotations

import asyncio

import pytest

from bots.discord.buttons import MODERATORS, PRIVATE, components
from bots.discord.post import body, post
from core.actions import Button
from core.types import Place
from tests.bots.discord.out_kit import CALLBACK, a_desk, until

pytestmark = pytest.mark.anyio
RATING = (Button(label="👍", data="/rate good"), Button(label="👎", data="/rate bad"))
HUMAN = Button(label="Reach a person", data="/human")


async def answered_in_public(desk, buttons=(HUMAN,), **more):
    number = await desk.speaker.send(desk.row("Here is how", buttons=buttons, **more))
    return int(number)


def press(desk, user, message, data, who=None, channel=None):
    return desk.sandbox.control.press(
        user, channel or desk.channel, message, desk.custom_id(data, who)
    )


@pytest.mark.parametrize("restart", [False, True], ids=["d11", "c3 d11b after a restart"])
async def test_c3_d11_d11b_a_button_from_before_works(desk, restart):
    message = await answered_in_public(desk)
    if restart:
        await desk.restart()
    seen = await desk.answered(press(desk, desk.ann, message, "/human"))
    assert seen["acked"] == 7
    [heard] = await until(lambda: desk.heard)
    assert heard.text == "/human"
    assert heard.conversation == desk.row().conversation
    assert heard.address == f"channel/{desk.channel}"
    assert heard.place is Place.CHANNEL
    assert (heard.reply_to, heard.reply_text) == (str(message), "Here is how")
    assert heard.id.startswith("press/")


async def test_a_pressed_button_goes_off_and_the_others_stay(desk):
    message = await answered_in_public(desk)
    await desk.answered(press(desk, desk.ann, message, "/human"))
    await until(lambda: desk.heard)
    off = {
        each["label"]: each.get("disabled", False)
        for each in desk.said()[0]["components"][0]["components"]
    }
    assert off == {"Reach a person": True, "Talk in private": False}


async def test_another_users_button_is_refused_kindly(desk):
    desk.sandbox.control.set_user(desk.bob, locale="fr")
    message = await answered_in_public(desk)
    seen = await desk.answered(press(desk, desk.bob, message, "/human"))
    assert seen["acked"] == 4
    assert "quelqu'un d'autre" in seen["original"]["content"]
    assert seen["original"]["flags"] & 64
    assert not desk.heard


async def test_a_button_of_an_old_case_is_refused_kindly(desk):
    message = await answered_in_public(desk)
    desk.sandbox.control.advance(8 * 24 * 3600)
    seen = await desk.answered(press(desk, desk.ann, message, "/human"))
    assert "closed" in seen["original"]["content"]
    assert not desk.heard


async def moderators(desk):
    """Ann and Bob may moderate, and a card with a button for moderators is in the channel."""
    role = desk.sandbox.control.create_role(desk.guild, "mods", permissions=1 << 13)
    for each in (desk.ann, desk.bob):
        desk.sandbox.control.give_role(each, desk.guild, int(role["id"]))
    rows = components((Button(label="Approve", data="/approve 7"),), MODERATORS)
    return await post(desk.client, desk.channel, body("Draft", rows))


async def test_c11_two_moderators_press_and_one_counts(desk):
    card = await moderators(desk)
    both = [press(desk, each, card, "/approve 7", MODERATORS) for each in (desk.ann, desk.bob)]
    seen = [await desk.answered(each) for each in both]
    await until(lambda: desk.heard)
    await asyncio.sleep(0.05)
    [heard] = desk.heard
    assert heard.text == "/approve 7"
    assert heard.author.is_moderator
    assert sorted(each["acked"] for each in seen) == [4, 7]
    refused = next(each for each in seen if each["acked"] == 4)
    assert "faster" in refused["original"]["content"]


async def test_c11_a_button_that_is_off_counts_no_more_after_a_restart(desk):
    card = await moderators(desk)
    await desk.answered(press(desk, desk.ann, card, "/approve 7", MODERATORS))
    await until(lambda: desk.heard)
    # Somebody's program has not noticed yet that the button is off.
    row = desk.sandbox.world.post(desk.channel, card).components[0]
    late = dict(row["components"][0]) | {"disabled": False, "custom_id": "skerry:m:/approve 8"}
    row["components"].append(late)
    await desk.restart()
    seen = await desk.answered(press(desk, desk.bob, card, "/approve 8", MODERATORS))
    assert "faster" in seen["original"]["content"]
    assert len(desk.heard) == 1


async def test_moderators_buttons_are_not_for_members(desk):
    rows = components((Button(label="Approve", data="/approve 7"),), MODERATORS)
    card = await post(desk.client, desk.channel, body("Draft", rows))
    seen = await desk.answered(press(desk, desk.ann, card, "/approve 7", MODERATORS))
    assert "Only moderators" in seen["original"]["content"]
    assert not desk.heard


@pytest.mark.parametrize("data", ["/rate good", "/rate bad"])
async def test_one_rating_counts_and_is_thanked_for(desk, data):
    message = await answered_in_public(desk, RATING)
    made = press(desk, desk.ann, message, data)
    seen = await desk.answered(made)
    [heard] = await until(lambda: desk.heard)
    assert heard.text == data
    buttons = desk.said()[0]["components"][0]["components"]
    assert [each.get("disabled") for each in buttons[:2]] == [True, True]
    assert seen["acked"] == 7
    seen = await until(lambda: desk.sandbox.control.interaction(int(made["id"]))["followups"])
    assert "Thank you" in seen[0]["content"]


async def test_talk_in_private_opens_one_thread_and_asks_again_there(desk):
    asked = desk.sandbox.control.say(desk.ann, desk.channel, f"<@{desk.me}> where is my money?")
    message = await answered_in_public(desk, reply_to=asked["id"])
    for _ in range(2):
        seen = await desk.answered(press(desk, desk.ann, message, PRIVATE))
        assert seen["acked"] == 5
        number = int(seen["id"])
        await until(lambda n=number: not desk.sandbox.control.interaction(n)["thinking"])
    [thread] = desk.sandbox.world.threads_of(desk.guild)
    told = desk.sandbox.control.interaction(number)["original"]["content"]
    assert f"<#{thread.id}>" in told
    assert thread.name == f"ann · {desk.ann}"
    assert desk.ann in thread.thread.members
    assert not thread.thread.invitable
    [hello] = desk.said(thread.id)
    assert "Nordex Helpdesk" in hello["content"]
    [heard] = desk.heard
    assert heard.text == "where is my money?"
    assert heard.conversation == desk.talk("thread", thread.id)
    assert heard.address == f"thread/{thread.id}"
    assert heard.place is Place.DM
    await desk.speaker.send(
        desk.row("In full", key="row-2", address=heard.address, conversation=heard.conversation)
    )
    assert desk.said(thread.id)[-1]["content"] == "In full"


@pytest.mark.parametrize("above", ["nothing", "deleted", "another's"])
async def test_talk_in_private_without_the_question(desk, above):
    asked = desk.sandbox.control.say(desk.bob, desk.channel, "bob asks")
    reply_to = None if above == "nothing" else asked["id"]
    message = await answered_in_public(desk, reply_to=reply_to)
    if above == "deleted":
        desk.sandbox.control.delete(desk.channel, int(asked["id"]))
    press(desk, desk.ann, message, PRIVATE)
    [heard] = await until(lambda: desk.heard)
    assert heard.text == "/start"


async def test_talk_in_private_where_no_thread_can_be_opened(desk):
    desk.sandbox.control.bot_permissions(desk.guild, 1 << 10 | 1 << 11 | 1 << 16)
    message = await answered_in_public(desk)
    made = press(desk, desk.ann, message, PRIVATE)
    number = int(made["id"])
    await desk.answered(made)
    await until(lambda: not desk.sandbox.control.interaction(number)["thinking"])
    assert "/support" in desk.sandbox.control.interaction(number)["original"]["content"]
    assert not desk.heard


async def test_talk_in_private_from_a_public_thread_goes_beside_it(desk):
    public = int(desk.sandbox.control.open_thread(desk.ann, desk.channel, "deposit?")["id"])
    await until(lambda: desk.client.get_channel(public))
    rows = components((Button(label="x", data=PRIVATE),), "0")
    message = await post(desk.client, public, body("Here is how", rows))
    press(desk, desk.ann, message, PRIVATE, "0", public)
    await until(lambda: desk.heard)
    threads = desk.sandbox.world.threads_of(desk.guild)
    assert [each.parent for each in threads] == [desk.channel, desk.channel]


async def test_a_solved_thread_is_put_away_and_comes_back(desk):
    message = await answered_in_public(desk)
    press(desk, desk.ann, message, PRIVATE)
    await until(lambda: desk.heard)
    [thread] = desk.sandbox.world.threads_of(desk.guild)
    hello = int(desk.said(thread.id)[0]["id"])
    press(desk, desk.ann, hello, "/done", channel=thread.id)
    await until(lambda: thread.thread.archived)
    assert desk.heard[-1].text == "/done"
    assert desk.heard[-1].conversation == desk.talk("thread", thread.id)
    row = desk.row("One more thing", key="row-3", address=f"thread/{thread.id}")
    await desk.speaker.send(row)
    assert not thread.thread.archived


async def test_a_button_for_facts_opens_a_form(desk):
    message = await answered_in_public(desk, (Button(label="Details", data="/form"),))
    seen = await desk.answered(press(desk, desk.ann, message, "/form"))
    assert seen["acked"] == 9
    sent = desk.sandbox.control.submit(int(seen["id"]), {"txid": "0xab", "order": "77001"})
    await desk.answered(sent)
    [heard] = await until(lambda: desk.heard)
    assert heard.text == "Order number: 77001\nTransaction ID: 0xab"


async def test_d9_a_press_whose_answer_is_lost_still_counts(desk):
    message = await answered_in_public(desk)
    desk.sandbox.faults.inject("drop", CALLBACK)
    press(desk, desk.ann, message, "/human")
    [heard] = await until(lambda: desk.heard)
    assert heard.text == "/human"


async def test_in_a_thread_anybody_there_may_press():
    async with a_desk() as made:
        public = int(made.sandbox.control.open_thread(made.ann, made.channel, "deposit?")["id"])
        await until(lambda: made.client.get_channel(public))
        row = made.row(
            buttons=(HUMAN,), address=f"thread/{public}", conversation=made.talk("thread", public)
        )
        message = int(await made.speaker.send(row))
        press(made, made.bob, message, "/human", "0", public)
        [heard] = await until(lambda: made.heard)
        assert heard.place is Place.THREAD


async def test_two_presses_at_once_open_one_thread(desk):
    message = await answered_in_public(desk)
    made = [press(desk, desk.ann, message, PRIVATE) for _ in range(2)]
    for each in made:
        number = int(each["id"])
        await until(lambda n=number: desk.sandbox.control.interaction(n)["original"])
        await until(lambda n=number: not desk.sandbox.control.interaction(n)["thinking"])
    assert len(desk.sandbox.world.threads_of(desk.guild)) == 1
    assert len(desk.heard) == 1


async def test_who_left_his_thread_is_brought_back(desk):
    message = await answered_in_public(desk)
    press(desk, desk.ann, message, PRIVATE)
    await until(lambda: desk.heard)
    [thread] = desk.sandbox.world.threads_of(desk.guild)
    del thread.thread.members[desk.ann]
    press(desk, desk.ann, message, PRIVATE)
    await until(lambda: desk.ann in thread.thread.members)


async def test_a_thread_that_cannot_be_put_away_is_told_to_the_operator(desk, caplog):
    message = await answered_in_public(desk)
    press(desk, desk.ann, message, PRIVATE)
    await until(lambda: desk.heard)
    [thread] = desk.sandbox.world.threads_of(desk.guild)
    hello = int(desk.said(thread.id)[0]["id"])
    desk.sandbox.faults.inject("status", "PATCH /channels/{channel_id}", status=403, code=50013)
    press(desk, desk.ann, hello, "/done", channel=thread.id)
    await until(lambda: "not archived" in caplog.text)
    assert not thread.thread.archived
