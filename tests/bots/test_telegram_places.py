"""Topics, business accounts, people and gaps, over real sockets."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from core.actions import Kind
from core.errors import MaybeSent, Rejected
from core.types import DeadLetter, Place, Reach, Removal, Sighting
from tests.bots.telegram_kit import Listener, SandboxClock, a_stage, row

pytestmark = pytest.mark.anyio


@pytest.fixture
async def stage():
    async with a_stage() as made:
        yield made


def sightings(desk):
    return [each for each in desk.inbox.values() if isinstance(each, Sighting)]


def news(desk):
    return [each for each in desk.inbox.values() if isinstance(each, Reach)]


# Topics


async def a_forum(stage, *, bot="member"):
    forum = stage.sandbox.control.create_chat("Forum", stage.mira, forum=True, bot=bot)["id"]
    stage.sandbox.membership.join(stage.ann, forum)
    # A topic is named by its first message, and the first of all is the general one.
    stage.say(stage.mira, forum, "welcome")
    return forum, stage.sandbox.membership.open_topic(forum, stage.mira, "Withdrawals").id


@pytest.mark.parametrize("general", [True, False], ids=["general", "topic"])
async def test_an_answer_goes_to_the_topic_of_the_question(stage, general):
    forum, topic = await a_forum(stage)
    adapter = stage.adapter()
    async with Listener(adapter) as desk:
        stage.say(stage.ann, forum, "@NordexBot hello", **({} if general else {"topic": topic}))
        await desk.until(lambda desk: desk.messages)
        asked = desk.messages[0]
        await adapter.send(row(asked.address, reply_to=asked.id, conversation=asked.conversation))
    (post,) = stage.sandbox.world.bot_posts(forum)
    assert post.thread == (0 if general else topic)
    assert asked.place is (Place.GROUP if general else Place.THREAD)
    sent = stage.sandbox.calls.of("sendMessage")[0].params
    assert ("message_thread_id" in sent) is not general


@pytest.mark.parametrize(
    ("end", "words", "permanent"),
    [("close", "the topic is closed", False), ("delete", "the topic was deleted", True)],
)
async def test_a_topic_that_ended_is_said_plainly(stage, end, words, permanent):
    forum, topic = await a_forum(stage)
    if end == "close":
        stage.sandbox.membership.close_topic(forum, stage.mira, topic)
    else:
        stage.sandbox.membership.delete_topic(forum, topic)
    with pytest.raises(Rejected) as error:
        await stage.adapter().send(row(f"{forum}/{topic}"))
    assert (str(error.value), error.value.permanent) == (words, permanent)
    assert stage.said(forum) == []


async def test_a_topic_in_a_private_chat_there_and_back(stage):
    chat = stage.sandbox.world.chat(stage.ann)
    chat.forum = True
    stage.say(stage.ann, text="before there were topics")
    topic = stage.sandbox.membership.open_topic(stage.ann, stage.ann, "Deposits").id
    adapter = stage.adapter(typing=True)
    async with Listener(adapter) as desk:
        stage.say(stage.ann, text="hello", topic=topic)
        await desk.until(lambda desk: len(desk.messages) == 2)
        await stage.until(lambda: len(stage.sandbox.calls.of("sendChatAction")) == 2)
        message = desk.messages[-1]
        await adapter.send(row(message.address, conversation=message.conversation))
    (post,) = stage.sandbox.world.bot_posts(stage.ann)
    assert (message.address, message.place) == (f"{stage.ann}/{topic}", Place.DM)
    assert post.thread == topic
    assert stage.sandbox.calls.of("sendChatAction")[1].params["message_thread_id"] == str(topic)


# Business accounts


async def test_a_customer_of_a_business_account_is_answered_for_it(stage):
    adapter = stage.adapter(typing=True)
    business = stage.sandbox.business
    async with Listener(adapter) as desk:
        link = business.connect(stage.mira)
        asked = business.say(link.id, stage.ann, "where is my deposit")
        business.say(link.id, stage.ann, "let me look", by_owner=True)
        await desk.until(lambda desk: desk.messages)
        message = desk.messages[0]
        await stage.until(lambda: stage.sandbox.calls.of("sendChatAction"))
        sent = await adapter.send(
            row(message.address, conversation=message.conversation, reply_to=message.id)
        )
        business.edit(link.id, stage.ann, asked.id, "where is my withdrawal")
        business.delete(link.id, stage.ann, [asked.id])
        await desk.until(lambda desk: any(isinstance(e, Removal) for e in desk.inbox.values()))
    (answer,) = business.answers(link.id, stage.ann)
    assert (answer.text, answer.reply_to) == ("Hi", asked.id)
    assert sent == f"business/{link.id}/{stage.ann}/{answer.id}"
    assert desk.texts == ["where is my deposit", "where is my withdrawal"]
    assert [each for each in desk.inbox.values() if isinstance(each, Removal)] == [
        Removal(platform="telegram", account=adapter.account, id=message.id)
    ]
    typing = stage.sandbox.calls.of("sendChatAction")[0].params
    assert typing["business_connection_id"] == link.id


async def test_a_business_account_that_lets_us_reply_no_longer(stage):
    adapter, business = stage.adapter(), stage.sandbox.business
    async with Listener(adapter) as desk:
        link = business.connect(stage.mira)
        business.say(link.id, stage.ann, "hello")
        await desk.until(lambda desk: desk.messages)
        address = desk.messages[0].address
        business.connect(stage.mira, can_reply=False)
        business.connect(stage.mira, enabled=False)
        await desk.until(lambda desk: len(news(desk)) == 5)
    closed = [each for each in news(desk) if each.address == address]
    assert [(each.open, bool(each.why)) for each in closed] == [(False, True), (False, True)]
    assert {each.address for each in news(desk)} == {address, f"business/{link.id}"}
    with pytest.raises(Rejected, match="no longer lets us answer") as error:
        await adapter.send(row(address))
    assert not error.value.permanent


async def test_a_day_after_the_customer_wrote_only_the_account_itself_can_write(stage):
    business = stage.sandbox.business
    link = business.connect(stage.mira)
    business.say(link.id, stage.ann, "hello")
    stage.sandbox.world.advance(24 * 3600 + 1)
    with pytest.raises(Rejected, match="24 hours") as error:
        await stage.adapter().send(row(f"business/{link.id}/{stage.ann}"))
    assert not error.value.permanent
    assert business.answers(link.id, stage.ann) == []


async def test_nothing_can_be_deleted_in_a_business_account(stage):
    link = stage.sandbox.business.connect(stage.mira)
    address = f"business/{link.id}/{stage.ann}"
    with pytest.raises(Rejected, match="nothing can be deleted"):
        await stage.adapter().send(row(address, "", kind=Kind.DELETE, target=f"{address}/1"))


# People


async def test_people_come_knock_change_their_names_and_go(stage):
    carl = stage.sandbox.world.add_user("Carl", id=503).id
    members = stage.sandbox.membership
    async with Listener(stage.adapter()) as desk:
        await desk.until(lambda desk: desk.checkpoints)
        members.ask_to_join(carl, stage.group, bio="here to help")
        members.join(carl, stage.group)
        stage.say(carl, stage.group, "hello all")
        await desk.until(lambda desk: desk.messages)
        members.rename(carl, first_name="Nordex", last_name="Support")
        stage.say(carl, stage.group, "write to me")
        await desk.until(lambda desk: len(desk.messages) == 2)
        members.leave(carl, stage.group)
        await desk.until(lambda desk: len(sightings(desk)) == 4)
    assert [(each.why, each.author.name) for each in sightings(desk)] == [
        ("asks to join", "Carl"),
        ("joined", "Carl"),
        ("renamed", "Nordex Support"),
        ("left", "Nordex Support"),
    ]
    assert {each.address for each in sightings(desk)} == {str(stage.group)}


async def test_where_we_are_no_administrator_the_announcements_tell(stage):
    plain = stage.sandbox.control.create_chat("Traders", stage.mira, kind="group")["id"]
    stage.sandbox.updates.clear()
    async with Listener(stage.adapter()) as desk:
        stage.sandbox.membership.join(stage.ann, plain)
        stage.sandbox.membership.leave(stage.ann, plain)
        await desk.until(lambda desk: len(sightings(desk)) == 2)
    assert [(each.why, each.author.id) for each in sightings(desk)] == [
        ("joined", str(stage.ann)),
        ("left", str(stage.ann)),
    ]


async def test_stop_and_start(stage):
    async with Listener(stage.adapter()) as desk:
        stage.say(stage.ann, text="/stop")
        await desk.until(news)
        stage.say(stage.ann, text="/start")
        await desk.until(lambda desk: desk.texts == ["/stop", "/start"])
        await desk.until(lambda desk: len(news(desk)) == 2)
    assert [(each.address, each.open, each.why) for each in news(desk)] == [
        (str(stage.ann), False, "asked us to stop"),
        (str(stage.ann), True, ""),
    ]


async def test_stop_in_a_group_is_one_members_wish_and_closes_nothing(stage):
    async with Listener(stage.adapter()) as desk:
        stage.say(stage.ann, stage.group, "/stop@NordexBot")
        await desk.until(lambda desk: desk.texts == ["/stop@NordexBot"])
    assert news(desk) == []


# How it is doing


@pytest.mark.parametrize("reads_all", [True, False])
async def test_gauges(reads_all):
    async with a_stage(reads_all=reads_all) as stage:
        adapter = stage.adapter(checkup_s=0.01, poll_timeout_s=0)
        assert adapter.gauges() == {"presses_late": 0}
        async with Listener(adapter) as desk:
            stage.say(stage.ann, age=90)
            await desk.until(lambda desk: desk.messages)
            await stage.until(lambda: "pending_updates" in adapter.gauges())
            gauges = adapter.gauges()
    assert gauges["reads_all_groups"] == reads_all
    assert 0 <= gauges["last_poll_s"] < 2
    assert 0 <= gauges["last_event_s"] < 2
    assert 89 <= gauges["lag_s"] <= 94
    assert gauges["pending_updates"] <= 1


async def test_a_check_up_without_an_answer_stops_nothing(stage, caplog):
    stage.sandbox.faults.inject("status", "getWebhookInfo", status=500, count=None)
    async with Listener(stage.adapter(checkup_s=0.01)) as desk:
        stage.say(stage.ann)
        await desk.until(lambda desk: desk.texts)
        await stage.until(lambda: "sees us is not known" in caplog.text)
    assert desk.errors == []


GAPS = {
    "never here": ("", False),
    "an hour": (timedelta(hours=1), False),
    "a day and a bit": (timedelta(hours=24, minutes=1), True),
    "nonsense": ("yesterday", False),
    "without a zone": ("2026-01-01T00:00:00", False),
}


@pytest.mark.parametrize(("away", "missed"), GAPS.values(), ids=GAPS)
async def test_more_than_a_day_away_is_a_gap(stage, away, missed):
    seen = (datetime.now(UTC) - away).isoformat() if isinstance(away, timedelta) else away
    batches = stage.adapter().arrivals({"seen_at": seen})
    letters = [each for each in await anext(batches) if isinstance(each, DeadLetter)]
    await batches.aclose()
    assert [each.id for each in letters] == ([f"gap:{seen}"] if missed else [])
    assert all("cannot be read any more" in each.error for each in letters)


async def test_that_we_are_here_is_written_down_every_minute(stage):
    clock = SandboxClock(stage.sandbox)
    async with Listener(stage.adapter(clock, poll_timeout_s=0)) as desk:
        await desk.until(lambda desk: "seen_at" in desk.checkpoints)
        first = desk.checkpoints["seen_at"]
        await stage.until(lambda: desk.checkpoints["seen_at"] != first)
    begun, later = map(datetime.fromisoformat, (first, desk.checkpoints["seen_at"]))
    assert timedelta(seconds=59) <= later - begun <= timedelta(seconds=75)


async def test_nobody_can_find_out_what_became_of_a_send(stage):
    with pytest.raises(MaybeSent, match="does not tell"):
        await stage.adapter().find(row(stage.ann))
    await asyncio.sleep(0)
    assert len(stage.sandbox.calls) == 0
