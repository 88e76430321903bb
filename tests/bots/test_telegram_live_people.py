"""Hearing over real sockets: people, groups and buttons, one test a promise."""

from __future__ import annotations

import asyncio

import pytest

from core.actions import Button
from core.types import Message, Place, Reach
from tests.bots.telegram_kit import Listener, a_stage, row

pytestmark = pytest.mark.anyio


@pytest.fixture
async def stage():
    async with a_stage() as made:
        yield made


async def test_b10_blocked_and_let_in_again(stage):
    async with Listener(stage.adapter()) as desk:
        stage.sandbox.membership.block(stage.ann)
        stage.sandbox.membership.unblock(stage.ann)
        await desk.until(lambda desk: len(desk.inbox) == 2)
    news = [each for each in desk.inbox.values() if isinstance(each, Reach)]
    assert [(each.address, each.open) for each in news] == [("501", False), ("501", True)]


async def test_b11_an_album_is_one_message_and_others_do_not_wait(stage):
    album = stage.say(stage.ann, text="four pages", media=["photo"] * 4)
    stage.say(stage.ben, text="me first")
    async with Listener(stage.adapter()) as desk:
        await desk.until(lambda desk: len(desk.messages) == 2)
        assert stage.sandbox.control.stats()["pending_updates"] > 0
    assert stage.sandbox.control.stats()["pending_updates"] == 0
    assert desk.texts == ["me first", "four pages"]
    assert desk.messages[1].id == f"{stage.ann}/{album.id}"
    assert len(desk.messages[1].attachments) == 4
    assert len(desk.deliveries) == 2


async def test_b12_an_edit_is_a_new_version(stage):
    post = stage.say(stage.ann, text="my deposit")
    async with Listener(stage.adapter()) as desk:
        await desk.until(lambda desk: desk.inbox)
        stage.sandbox.scene.edit(stage.ann, post.id, "my withdrawal")
        await desk.until(lambda desk: len(desk.inbox) == 2)
    first, second = desk.messages
    assert (first.id, second.text) == (second.id, "my withdrawal")
    assert second.version > first.version == 0


async def test_b13_those_who_are_not_users(stage):
    sandbox, control = stage.sandbox, stage.sandbox.control
    news = control.create_chat("Nordex News", stage.mira, kind="channel", bot="")["id"]
    fake = control.create_chat("Nordex Support", stage.ben, kind="channel", bot="")["id"]
    control.link(news, stage.group)
    sandbox.updates.clear()
    stage.say(stage.mira, stage.group, "from the desk", anonymous=True)
    stage.say(stage.ben, stage.group, "@NordexBot refunds here", as_channel=fake)
    stage.say(stage.mira, news, "a new coin")
    stage.say(stage.mira, stage.group, "as myself")
    stage.say(stage.ann, stage.group, "as a user")
    async with Listener(stage.adapter()) as desk:
        await desk.until(lambda desk: len(desk.messages) == 4)
    assert [(each.author.is_moderator, each.addressed) for each in desk.messages] == [
        (True, False),
        (False, False),
        (True, False),
        (False, False),
    ]
    assert desk.messages[1].author.id == str(fake)


async def test_b13_moderators_come_and_go(stage):
    async with Listener(stage.adapter()) as desk:
        stage.say(stage.ann, stage.group, "not yet")
        await desk.until(lambda desk: len(desk.messages) == 1)
        stage.sandbox.membership.promote(stage.ann, stage.group)
        stage.say(stage.ann, stage.group, "now")
        await desk.until(lambda desk: len(desk.messages) == 2)
        stage.say(stage.ann, stage.group, "still")
        await desk.until(lambda desk: len(desk.messages) == 3)
    assert [each.author.is_moderator for each in desk.messages] == [False, True, True]
    assert len(stage.sandbox.calls.of("getChatAdministrators")) == 2


async def test_an_unknown_list_of_moderators_stops_nobody(stage):
    stage.sandbox.faults.inject("status", "getChatAdministrators", status=500, count=None)
    async with Listener(stage.adapter()) as desk:
        for text in ("one", "two"):
            stage.say(stage.mira, stage.group, text)
            await desk.until(lambda desk, text=text: text in desk.texts)
    assert not any(each.author.is_moderator for each in desk.messages)
    assert len(stage.sandbox.calls.of("getChatAdministrators")) == 1


async def test_b16_a_group_that_moves(stage):
    old = stage.sandbox.control.create_chat("Traders", stage.mira, kind="group")["id"]
    async with Listener(stage.adapter()) as desk:
        new = stage.sandbox.membership.migrate(old).id
        moves = [
            Reach(
                platform="telegram",
                account="7000000001",
                address=str(old),
                open=True,
                why="the group has a new id",
                moved_to=str(new),
            )
        ]
        await desk.until(lambda desk: repr(moves[0]) in desk.inbox)


async def test_b19_a_press_speaks_and_stops_spinning(stage):
    adapter = stage.adapter()
    async with Listener(adapter) as desk:
        stage.say(stage.ann, stage.group, "/help")
        await desk.until(lambda desk: desk.messages)
        question = desk.messages[0]
        sent = await adapter.send(_with_button(question))
        number = int(sent.partition("/")[2])
        theirs = stage.sandbox.scene.press(stage.ben, stage.group, number)
        own = stage.sandbox.scene.press(stage.ann, stage.group, number)
        await desk.until(lambda desk: len(desk.messages) == 2)
        await stage.until(lambda: len(stage.sandbox.scene.answers) == 2)
    press = desk.messages[1]
    assert (press.text, press.author.id, press.place) == ("/human", "501", Place.GROUP)
    assert (press.conversation, press.id) == (question.conversation, f"cb:{own}")
    answers = stage.sandbox.scene.answers
    assert answers[own].get("text", "") == ""
    assert "Person" in answers[theirs]["text"]


REFUSALS = {
    "too old": (400, "Bad Request: query is too old and response timeout expired", 0),
    "server error": (500, "Internal Server Error", 1),
}


@pytest.mark.parametrize(("status", "why", "warnings"), REFUSALS.values(), ids=REFUSALS)
async def test_b19_a_press_that_cannot_be_answered_harms_nothing(
    stage, caplog, status, why, warnings
):
    adapter = stage.adapter()
    stage.say(stage.ann)
    async with Listener(adapter) as desk:
        await desk.until(lambda desk: desk.messages)
        sent = await adapter.send(_with_button(desk.messages[0]))
        stage.sandbox.faults.inject("status", "answerCallbackQuery", status=status, description=why)
        stage.sandbox.scene.press(stage.ann, stage.ann, int(sent.partition("/")[2]))
        await desk.until(lambda desk: "/human" in desk.texts)
        await stage.until(lambda: stage.sandbox.calls.of("answerCallbackQuery"))
        await asyncio.sleep(0.05)
        assert adapter.gauges()["presses_late"] == 1 - warnings
    assert desk.errors == []
    assert sum("was not answered" in each for each in caplog.messages) == warnings


def _with_button(question: Message):
    return row(
        question.address,
        conversation=question.conversation,
        buttons=(Button(label="A person", data="/human"),),
    )
