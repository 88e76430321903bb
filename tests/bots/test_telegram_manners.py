"""What is done beside answering, over real sockets: typing, reactions, menus, ratings."""

from __future__ import annotations

import asyncio
import json

import pytest

from bots.telegram.menu import DESCRIPTIONS, LANGUAGES, SCOPES, menus
from bots.telegram.toasts import NOT_YOURS, THANKS
from core.actions import Button, Kind
from core.types import Leg
from sandbox.telegram import Limits
from tests.bots.telegram_kit import (
    HastyClock,
    Listener,
    SandboxClock,
    a_stage,
    row,
    send_patiently,
)

pytestmark = pytest.mark.anyio

MENUS = {"commands": True, "poll_timeout_s": 0}
RATING = (Button(label="👍", data="/rate good"), Button(label="👎", data="/rate bad"))


@pytest.fixture
async def stage():
    async with a_stage() as made:
        yield made


def to(message, text="Hi", **changes):
    """An answer to what somebody wrote."""
    changes |= {"conversation": message.conversation, "leg": message.leg}
    return row(message.address, text, **changes)


# Typing


async def test_typing_shows_until_the_answer_leaves(stage):
    adapter = stage.adapter(clock=HastyClock(), typing=True)
    async with Listener(adapter) as desk:
        stage.say(stage.ann, text="where is my deposit")
        await stage.until(lambda: len(stage.sandbox.calls.of("sendChatAction")) >= 2)
        await adapter.send(to(desk.messages[0]))
        await asyncio.sleep(0)
        shown = len(stage.sandbox.calls.of("sendChatAction"))
        await asyncio.sleep(0.3)
    assert len(stage.sandbox.calls.of("sendChatAction")) == shown
    assert stage.sandbox.calls.of("sendChatAction")[0].params == {
        "chat_id": str(stage.ann),
        "action": "typing",
    }


async def test_typing_ends_by_itself(stage, monkeypatch):
    monkeypatch.setattr("bots.telegram.courtesy.TYPING_EVERY_S", 0.2)
    async with Listener(stage.adapter(clock=HastyClock(), typing=True)):
        stage.say(stage.ann, text="where is my deposit")
        await stage.until(lambda: len(stage.sandbox.calls.of("sendChatAction")) == 6)
        await asyncio.sleep(0.1)
    assert len(stage.sandbox.calls.of("sendChatAction")) == 6


@pytest.mark.parametrize("text", ["/human", "edited"])
async def test_nobody_types_for_commands_and_edits(stage, text):
    async with Listener(stage.adapter(typing=True, acknowledge="👀")) as desk:
        if text == "edited":
            stage.sandbox.faults.inject("status", "sendChatAction", status=500)
            post = stage.say(stage.ann, text="first")
            await stage.until(lambda: stage.sandbox.calls.of("sendChatAction"))
            stage.sandbox.scene.edit(stage.ann, post.id, text)
        else:
            stage.say(stage.ann, text=text)
        await desk.until(lambda desk: text in desk.texts)
        await asyncio.sleep(0.1)
    assert len(stage.sandbox.calls.of("sendChatAction")) == (text == "edited")
    assert stage.methods("setMessageReaction") == []


@pytest.mark.parametrize("table", [{"typing": False}, {"typing": True}], ids=["off", "in public"])
async def test_nobody_types_where_it_is_not_wanted(stage, table):
    chat = stage.group if table["typing"] else stage.ann
    async with Listener(stage.adapter(**table)) as desk:
        stage.say(stage.ann, chat, "@NordexBot where is my deposit")
        await desk.until(lambda desk: desk.texts)
        await asyncio.sleep(0.1)
    assert stage.methods("sendChatAction") == []


async def test_b8_typing_counts_for_the_limits():
    async with a_stage(limits=Limits.real()) as stage:
        clock = SandboxClock(stage.sandbox)
        adapter = stage.adapter(clock, typing=True, seconds_per_chat=1)
        async with Listener(adapter) as desk:
            stage.say(stage.ann, text="where is my deposit")
            await stage.until(lambda: stage.sandbox.calls.of("sendChatAction"))
            await send_patiently(adapter, clock, to(desk.messages[0]))
        assert stage.said(stage.ann) == ["Hi"]
        assert stage.sandbox.flood.violations == []
        assert {call.status for call in stage.sandbox.calls} == {200}


async def test_b7_typing_waits_for_nobody(stage):
    """Where there is no room for it, it is simply left out; a refusal holds the chat."""
    stage.sandbox.faults.inject("status", "sendChatAction", status=429, retry_after=30)
    async with Listener(stage.adapter(typing=True)) as desk:
        stage.say(stage.ann, text="one")
        await stage.until(lambda: stage.sandbox.calls.of("sendChatAction"))
        await asyncio.sleep(0.05)
        stage.say(stage.ann, text="two")
        await desk.until(lambda desk: len(desk.texts) == 2)
        await asyncio.sleep(0.1)
    assert len(stage.sandbox.calls.of("sendChatAction")) == 1


async def test_nobody_types_for_what_was_written_while_we_were_away(stage):
    stage.say(stage.ann, text="an hour ago", age=3600)
    adapter = stage.adapter(typing=True)
    async with Listener(adapter) as desk:
        await desk.until(lambda desk: desk.texts)
        stage.say(stage.ben, text="just now")
        await stage.until(lambda: stage.sandbox.calls.of("sendChatAction"))
    (call,) = stage.sandbox.calls.of("sendChatAction")
    assert call.params["chat_id"] == str(stage.ben)


async def test_a_burst_is_typed_for_once(stage):
    async with Listener(stage.adapter(typing=True)) as desk:
        for text in ("where", "is", "my deposit"):
            stage.say(stage.ann, text=text)
            await desk.until(lambda desk, text=text: text in desk.texts)
        await stage.until(lambda: stage.sandbox.calls.of("sendChatAction"))
        await asyncio.sleep(0.1)
        assert len(stage.sandbox.calls.of("sendChatAction")) == 1
        await desk.adapter.send(to(desk.messages[0]))
        stage.say(stage.ann, text="thank you")
        await stage.until(lambda: len(stage.sandbox.calls.of("sendChatAction")) == 2)


# Reactions


async def test_addressed_messages_in_groups_are_acknowledged(stage):
    async with Listener(stage.adapter(acknowledge="👀")) as desk:
        stage.say(stage.ann, stage.group, "just talking")
        asked = stage.say(stage.ann, stage.group, "@NordexBot my deposit")
        await desk.until(lambda desk: len(desk.texts) == 2)
        await stage.until(lambda: stage.sandbox.calls.of("setMessageReaction"))
    (call,) = stage.sandbox.calls.of("setMessageReaction")
    assert (call.params["chat_id"], call.params["message_id"]) == (
        str(stage.group),
        str(asked.id),
    )
    assert json.loads(call.params["reaction"]) == [{"type": "emoji", "emoji": "👀"}]


async def test_a_reaction_that_is_refused_harms_nothing(stage):
    why = "Bad Request: REACTION_INVALID"
    stage.sandbox.faults.inject("status", "setMessageReaction", status=400, description=why)
    async with Listener(stage.adapter(acknowledge="👀")) as desk:
        for text in ("@NordexBot one", "@NordexBot two"):
            stage.say(stage.ann, stage.group, text)
        await stage.until(lambda: len(stage.sandbox.calls.of("setMessageReaction")) == 2)
    assert desk.errors == []


@pytest.mark.parametrize("leg", list(Leg))
async def test_a_thumb_under_our_answer_is_a_rating_once(stage, leg):
    adapter = stage.adapter()
    chat = stage.ann if leg is Leg.PRIVATE else stage.group
    async with Listener(adapter) as desk:
        stage.say(stage.ann, chat, "@NordexBot where is my deposit")
        await desk.until(lambda desk: desk.messages)
        question = desk.messages[0]
        number = int((await adapter.send(to(question))).partition("/")[2])
        stage.sandbox.scene.react(stage.ben, chat, number, "👎")
        for emoji in ("👍", "👎", "🔥", ""):
            stage.sandbox.scene.react(stage.ann, chat, number, emoji)
        await desk.until(lambda desk: len(desk.messages) == 2)
        await asyncio.sleep(0.1)
    rating = desk.messages[1]
    assert (rating.text, rating.author.id) == ("/rate good", str(stage.ann))
    assert (rating.conversation, rating.place) == (question.conversation, question.place)
    assert len(desk.messages) == 2


# Ratings by button


async def test_b19_a_rating_is_thanked_for_once_and_its_buttons_go(stage):
    adapter = stage.adapter()
    async with Listener(adapter) as desk:
        stage.say(stage.ben, text="hello")
        await desk.until(lambda desk: desk.messages)
        sent = await adapter.send(to(desk.messages[0], buttons=RATING))
        post = stage.sandbox.world.bot_posts(stage.ben)[0]
        presses = [stage.sandbox.scene.press(stage.ben, stage.ben, post.id) for _ in range(2)]
        await desk.until(lambda desk: len(desk.messages) == 2)
        await stage.until(lambda: len(stage.sandbox.scene.answers) == 2 and not post.markup)
    assert desk.messages[1].text == "/rate good"
    assert desk.messages[1].reply_to == sent
    assert len(desk.messages) == 2
    assert {stage.sandbox.scene.answers[each]["text"] for each in presses} == {THANKS["de"]}
    assert stage.said(stage.ben) == ["Hi"]


async def test_b19_a_rating_by_another_is_refused_in_his_language(stage):
    adapter = stage.adapter()
    async with Listener(adapter) as desk:
        stage.say(stage.ann, stage.group, "@NordexBot hello")
        await desk.until(lambda desk: desk.messages)
        await adapter.send(to(desk.messages[0], buttons=RATING))
        (post,) = stage.sandbox.world.bot_posts(stage.group)
        query = stage.sandbox.scene.press(stage.ben, stage.group, post.id)
        await stage.until(lambda: query in stage.sandbox.scene.answers)
        await asyncio.sleep(0.05)
    assert stage.sandbox.scene.answers[query]["text"] == NOT_YOURS["de"]
    assert len(desk.messages) == 1
    assert post.markup


async def test_b19_buttons_that_cannot_be_taken_away_now_stay(stage):
    adapter = stage.adapter(seconds_per_chat=60)
    async with Listener(adapter) as desk:
        stage.say(stage.ann)
        await desk.until(lambda desk: desk.messages)
        await adapter.send(to(desk.messages[0], buttons=RATING))
        (post,) = stage.sandbox.world.bot_posts(stage.ann)
        stage.sandbox.scene.press(stage.ann, stage.ann, post.id)
        await stage.until(lambda: stage.sandbox.scene.answers)
        await desk.until(lambda desk: len(desk.messages) == 2)
    assert post.markup
    assert stage.methods("editMessageReplyMarkup") == []


async def test_a_press_lost_in_an_outage_works_when_repeated(stage):
    adapter = stage.adapter()
    async with Listener(adapter) as desk:
        stage.say(stage.ann)
        await desk.until(lambda desk: desk.messages)
        await adapter.send(to(desk.messages[0], buttons=RATING))
    (post,) = stage.sandbox.world.bot_posts(stage.ann)
    stage.sandbox.scene.press(stage.ann, stage.ann, post.id)
    stage.sandbox.world.advance(151)
    async with Listener(stage.adapter()) as desk:
        await asyncio.sleep(0.1)
        assert desk.messages == []
        stage.sandbox.scene.press(stage.ann, stage.ann, post.id)
        await desk.until(lambda desk: desk.texts == ["/rate good"])


# Menus


def test_b17_every_command_has_a_name_in_every_language():
    assert len(LANGUAGES) == 14
    assert {name for names in SCOPES.values() for name in names} == set(DESCRIPTIONS)
    for texts in DESCRIPTIONS.values():
        assert tuple(texts) == LANGUAGES
        assert all(3 < len(text) <= 256 for text in texts.values())
    assert len(menus()) == 3 * 15


def test_who_is_it_is_only_offered_to_administrators_and_in_the_staffs_room():
    for table in (menus(), menus("-1001/5")):
        offered = [whose["scope"] for whose, menu in table if "whois" in str(menu)]
        kinds = {each["type"] for each in offered}
        assert kinds - {"chat"} == {"all_chat_administrators"}
        assert {each["chat_id"] for each in offered if "chat_id" in each} <= {-1001}
    assert {"type": "chat", "chat_id": -1001} in [whose["scope"] for whose, _ in menus("-1001/5")]
    assert all("scamcheck" in str(menu) and "verify" in str(menu) for _, menu in menus("-1001"))


async def test_the_staffs_room_has_a_menu_of_its_own(stage):
    adapter = stage.adapter(HastyClock(), staff_group=stage.group, **MENUS)
    async with Listener(adapter) as desk:
        await desk.until(lambda desk: "menus" in desk.checkpoints)
    shown = stage.sandbox.backend.commands
    room = repr(sorted({"type": "chat", "chat_id": stage.group}.items()))
    assert [each["command"] for each in shown[room, "de"]] == ["whois", "verify", "scamcheck"]


async def test_b17_menus_are_set_once_per_language_and_scope(stage):
    adapter = stage.adapter(HastyClock(), **MENUS)
    async with Listener(adapter) as desk:
        await desk.until(lambda desk: "menus" in desk.checkpoints)
    shown = stage.sandbox.backend.commands
    assert len(stage.methods("setMyCommands")) == len(shown) == 45
    private = repr([("type", "all_private_chats")])
    assert {language for scope, language in shown if scope == private} == {"", *LANGUAGES}
    german = {each["command"]: each["description"] for each in shown[private, "de"]}
    assert german["human"] == "Mit einem Menschen sprechen"
    assert set(german) == set(SCOPES["all_private_chats"])
    async with Listener(stage.adapter(HastyClock(), **MENUS)) as again:
        again.checkpoints |= desk.checkpoints
        await stage.until(lambda: len(stage.methods("getMe")) == 2)
        await asyncio.sleep(0.05)


async def test_b17_only_the_menu_that_changed_is_set_again(stage):
    for expected in (45, 46):
        async with Listener(stage.adapter(HastyClock(), **MENUS)) as desk:
            await desk.until(lambda desk: "menus" in desk.checkpoints)
        assert len(stage.methods("setMyCommands")) == expected
        shown = stage.sandbox.backend.commands
        shown[next(iter(shown))] = [{"command": "old", "description": "gone by now"}]


@pytest.mark.parametrize(("status", "count"), [(429, 2), (500, 1)], ids=["too fast", "broken"])
async def test_b17_menus_that_cannot_be_set_stop_nothing(stage, caplog, status, count):
    wait = {"retry_after": 1} if status == 429 else {}
    stage.sandbox.faults.inject("status", "setMyCommands", status=status, count=count, **wait)
    adapter = stage.adapter(HastyClock(), **MENUS)
    async with Listener(adapter) as desk:
        stage.say(stage.ann)
        await desk.until(lambda desk: desk.texts)
        if status == 429:
            await desk.until(lambda desk: "menus" in desk.checkpoints)
        else:
            await stage.until(lambda: "not up to date" in caplog.text)
    assert desk.errors == []
    assert ("menus" in desk.checkpoints) is (status == 429)


async def test_acts_do_not_end_typing(stage):
    adapter = stage.adapter(clock=HastyClock(), typing=True)
    async with Listener(adapter) as desk:
        stage.say(stage.ann, text="where is my deposit")
        await desk.until(lambda desk: desk.messages)
        post = stage.say(stage.ben, stage.group, "spam")
        target = f"{stage.group}/{post.id}"
        await adapter.send(row(stage.group, "", kind=Kind.DELETE, target=target))
        await stage.until(lambda: len(stage.sandbox.calls.of("sendChatAction")) >= 2)
