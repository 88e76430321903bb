"""Speaking over real sockets: at most once, no faster than allowed, and never with the token."""

from __future__ import annotations

import asyncio

import pytest

from bots.telegram.limits import CAPABILITIES
from core.actions import Button
from core.errors import CredentialsRefused, MaybeSent, RateLimited, Rejected, Unavailable
from core.reply.split import split
from sandbox.telegram import Limits
from tests.bots.telegram_kit import (
    HastyClock,
    SandboxClock,
    a_stage,
    row,
    send_patiently,
)

pytestmark = pytest.mark.anyio


@pytest.fixture
async def stage():
    async with a_stage() as made:
        yield made


@pytest.fixture
async def strict():
    """A stage that refuses floods as Telegram does, and the clock both sides live by."""
    async with a_stage(limits=Limits.real()) as made:
        yield made, SandboxClock(made.sandbox)


async def test_a_reply_in_full(stage):
    asked = stage.say(stage.ann, stage.group)
    sent = await stage.adapter().send(
        row(
            stage.group,
            "**Done**, see [help](https://help.nordex.example)",
            conversation=f"telegram:7000000001:{stage.group}/0/{stage.ann}",
            markdown=True,
            reply_to=f"{stage.group}/{asked.id}",
            buttons=(Button(label="A person", data="/human"),),
        )
    )
    (post,) = stage.sandbox.world.bot_posts(stage.group)
    assert sent == f"{stage.group}/{post.id}"
    assert (post.text, post.reply_to) == ("Done, see help", asked.id)
    assert [each["type"] for each in post.entities] == ["bold", "text_link"]
    assert post.markup["inline_keyboard"][0][0]["callback_data"] == f"h:/human:{stage.ann}"


@pytest.mark.parametrize("reply_to", ["501/999", "cb:4000", "502/1", None])
async def test_an_answer_arrives_whatever_became_of_the_question(stage, reply_to):
    await stage.adapter().send(row(stage.ann, reply_to=reply_to))
    assert stage.said(stage.ann) == ["Hi"]


async def test_plain_text_is_left_alone(stage):
    await stage.adapter().send(row(stage.ann, "**not** <b>markdown</b>"))
    assert stage.said(stage.ann) == ["**not** <b>markdown</b>"]


async def test_markup_that_is_refused_goes_as_plain_text(stage):
    why = "Bad Request: can't parse entities: unexpected end tag at byte offset 7"
    stage.sandbox.faults.inject("status", "sendMessage", status=400, description=why)
    await stage.adapter().send(row(stage.ann, "**now**", markdown=True))
    assert stage.said(stage.ann) == ["now"]


async def test_a_quotation_that_is_refused_is_left_out(stage):
    why = "Bad Request: message to be replied not found"
    stage.sandbox.faults.inject("status", "sendMessage", status=400, description=why)
    await stage.adapter().send(row(stage.ann, reply_to=f"{stage.ann}/7"))
    assert stage.said(stage.ann) == ["Hi"]


async def test_a_topic_and_its_end(stage):
    forum = stage.sandbox.control.create_chat("Forum", stage.mira, forum=True)["id"]
    stage.say(stage.mira, forum, "welcome")
    topic = stage.sandbox.membership.open_topic(forum, stage.mira, "Withdrawals").id
    await stage.adapter().send(row(f"{forum}/{topic}"))
    (post,) = stage.sandbox.world.bot_posts(forum)
    assert post.thread == topic
    with pytest.raises(Rejected) as gone:
        await stage.adapter().send(row(f"{forum}/9999"))
    assert gone.value.permanent
    assert len(stage.said(forum)) == 1


async def test_b10_a_topic_of_a_closed_chat_is_not_closed_for_good(stage):
    stage.sandbox.membership.block(stage.ann)
    with pytest.raises(Rejected, match="blocked") as error:
        await stage.adapter().send(row(f"{stage.ann}/77"))
    assert not error.value.permanent


async def test_a_private_topic_that_is_gone_is_left_out(stage):
    why = "Bad Request: message thread not found"
    stage.sandbox.faults.inject("status", "sendMessage", status=400, description=why)
    await stage.adapter().send(row(f"{stage.ann}/77"))
    assert stage.said(stage.ann) == ["Hi"]


@pytest.mark.parametrize("address", ["", "ann", "501/x", "@NordexBot"])
async def test_no_address(stage, address):
    with pytest.raises(Rejected) as error:
        await stage.adapter().send(row(address))
    assert error.value.permanent
    assert len(stage.sandbox.calls) == 0


async def test_b7_a_pause_holds_for_its_chat_alone(strict):
    stage, clock = strict
    adapter = stage.adapter(clock)
    stage.sandbox.faults.inject("status", "sendMessage", status=429, retry_after=3, chat=stage.ann)
    with pytest.raises(RateLimited) as first:
        await adapter.send(row(stage.ann, "one"))
    await adapter.send(row(stage.ben))
    with pytest.raises(RateLimited) as second:
        await adapter.send(row(stage.ann, "two"))
    assert first.value.retry_after == 3
    assert 2 < second.value.retry_after <= 4.1
    assert len(stage.sandbox.calls.of("sendMessage")) == 2
    await clock.sleep(3)
    await adapter.send(row(stage.ann, "one"))
    assert stage.said(stage.ann) == ["one"]
    assert stage.sandbox.flood.violations == []


async def test_b8_a_group_and_a_user_at_full_speed(strict):
    stage, clock = strict
    adapter = stage.adapter(clock, seconds_per_chat=1)
    for chat, count in ((stage.group, 25), (stage.ann, 10)):
        started = clock.now()
        for number in range(count):
            await send_patiently(adapter, clock, row(chat, str(number)))
        spent = (clock.now() - started).total_seconds()
        assert stage.said(chat) == [str(number) for number in range(count)]
        assert spent == pytest.approx({25: 64, 10: 9.5}[count], abs=1.5)
    assert stage.sandbox.flood.violations == []
    assert {call.status for call in stage.sandbox.calls} == {200}


MAYBE = {
    "silence": ("silence", {"seconds": 0.6}),
    "cut after writing": ("drop", {}),
    "500": ("status", {"status": 500}),
    "HTML 502": ("html", {}),
    "half a JSON": ("malformed", {}),
}


@pytest.mark.parametrize("after", [True, False], ids=["delivered", "lost"])
@pytest.mark.parametrize(("kind", "details"), MAYBE.values(), ids=MAYBE)
async def test_b9_nobody_knows_and_nothing_is_repeated(stage, monkeypatch, kind, details, after):
    monkeypatch.setattr("bots.telegram.line.READ_S", 0.3)
    stage.sandbox.faults.inject(kind, "sendMessage", after=after, **details)
    with pytest.raises(MaybeSent):
        await stage.adapter().send(row(stage.ann))
    await asyncio.sleep(0.5 if kind == "silence" else 0)
    assert len(stage.sandbox.calls.of("sendMessage")) == 1
    assert stage.said(stage.ann) == (["Hi"] if after else [])


async def test_b9_without_a_connection_nothing_was_sent(stage):
    adapter = stage.adapter(base_url="http://127.0.0.1:9")
    with pytest.raises(Unavailable):
        await adapter.send(row(stage.ann))


async def test_b9_an_answer_that_names_no_message(stage, monkeypatch):
    monkeypatch.setattr("sandbox.telegram.dispatch._carry_out", _says_yes)
    with pytest.raises(MaybeSent):
        await stage.adapter().send(row(stage.ann))


@pytest.mark.parametrize("state", ["blocked", "deactivated", "unknown"])
async def test_b10_a_closed_chat(stage, state):
    if state == "blocked":
        stage.sandbox.membership.block(stage.ann)
    if state == "deactivated":
        stage.sandbox.control.deactivate(stage.ann)
    with pytest.raises(Rejected) as error:
        await stage.adapter().send(row(999 if state == "unknown" else stage.ann))
    assert error.value.permanent


async def test_b10_kicked_from_the_group(stage):
    bot = stage.sandbox.world.bot.id
    stage.sandbox.membership.remove(stage.group, bot, by=stage.mira)
    with pytest.raises(Rejected) as error:
        await stage.adapter().send(row(stage.group))
    assert error.value.permanent


@pytest.mark.parametrize("part", range(3))
async def test_b14_long_texts_with_emoji_and_tags(stage, part):
    text = "Your withdrawal 😀 is **pending** <b>still</b> & waits. " * 170
    parts = split(text, CAPABILITIES)
    await stage.adapter().send(row(stage.ann, parts[part], markdown=True))
    (post,) = stage.sandbox.world.bot_posts(stage.ann)
    assert len(parts) == 3
    assert len(post.text.encode("utf-16-le")) // 2 <= 4096
    assert "<b>still</b>" in post.text
    assert {each["type"] for each in post.entities} == {"bold"}


async def test_a_text_beyond_the_limit_is_refused_and_said_so(stage):
    with pytest.raises(Rejected, match="too long"):
        await stage.adapter().send(row(stage.ann, "a" * 4097))


async def test_b16_a_group_that_moved(stage):
    old = stage.sandbox.control.create_chat("Traders", stage.mira, kind="group")["id"]
    new = stage.sandbox.membership.migrate(old).id
    adapter = stage.adapter()
    with pytest.raises(Rejected) as error:
        await adapter.send(row(old))
    assert (error.value.moved_to, error.value.permanent) == (str(new), False)
    await adapter.send(row(error.value.moved_to))
    assert stage.said(new) == ["Hi"]


async def test_b3_a_refused_token_stops_the_outbox_too(stage):
    stage.sandbox.faults.inject("status", "*", status=401, count=3)
    adapter = stage.adapter(clock=HastyClock())
    with pytest.raises(CredentialsRefused):
        await adapter.send(row(stage.ann))
    stage.sandbox.faults.inject("status", "sendMessage", status=401)
    with pytest.raises(Unavailable):
        await adapter.send(row(stage.ann))
    await adapter.send(row(stage.ann))
    assert stage.said(stage.ann) == ["Hi"]


async def _says_yes(*_):
    from sandbox.telegram.dispatch import Answer

    return Answer(200, {"ok": True, "result": True})
