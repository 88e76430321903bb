"""What was missed is read from history, once and in order, and nothing is skipped by a crash."""

from __future__ import annotations

import asyncio
import time

import discord
import pytest

from core.types import Checkpoint, Message
from tests.bots.discord.kit import BOT, HastyClock, Listener, a_stage, eventually

pytestmark = pytest.mark.anyio

HISTORY = "GET /channels/{channel_id}/messages"


@pytest.fixture
async def stage():
    async with a_stage() as made:
        yield made


async def test_d6_a_resumed_session_brings_what_was_missed_without_history(stage):
    async with Listener(stage.adapter()) as desk:
        stage.say("before")
        await desk.until(lambda desk: desk.texts)
        asked = len(stage.routes(HISTORY))
        stage.line.cut()
        for number in range(5):
            stage.say(f"meanwhile {number}")
        await desk.until(lambda desk: len(desk.texts) == 6)
        assert stage.resumes() == 1
        assert len(stage.routes(HISTORY)) == asked
    assert desk.texts == ["before", *(f"meanwhile {number}" for number in range(5))]
    assert desk.errors == []


@pytest.mark.parametrize("how", ["reconnect", "close", "cut"])
async def test_d6_every_kind_of_drop_is_resumed(stage, how):
    async with Listener(stage.adapter()) as desk:
        getattr(stage.line, how)()
        await eventually(lambda: stage.resumes() == 1)
        stage.say("still here")
        await desk.until(lambda desk: desk.texts == ["still here"])
    assert stage.identifies() == 1


async def test_d6b_c2_an_invalid_session_and_150_missed_in_a_channel_and_a_thread(stage):
    thread = stage.thread()
    wanted = {"before"}
    async with Listener(stage.adapter()) as desk:
        stage.say("before")
        await desk.until(lambda desk: desk.texts)
        stage.line.invalidate()
        for number in range(150):
            stage.say(f"channel {number}")
            stage.say(f"thread {number}", channel=thread)
            wanted |= {f"channel {number}", f"thread {number}"}
        await desk.until(lambda desk: len(desk.inbox) >= len(wanted))
        assert stage.identifies() == 2
        stage.say("after")
        await desk.until(lambda desk: "after" in desk.texts)
    assert sorted(desk.texts) == sorted(wanted | {"after"})
    assert len(set(desk.deliveries)) == len(desk.deliveries)
    assert _in(desk, f"channel/{stage.channel}") == [
        "before",
        *(f"channel {number}" for number in range(150)),
        "after",
    ]
    pages = [call for call in stage.sandbox.calls.of(HISTORY) if str(thread) in call.path]
    assert len(pages) >= 2


async def test_c2_a_fresh_process_reads_on_where_the_last_one_stopped(stage):
    async with Listener(stage.adapter()) as desk:
        stage.say("before")
        stage.dm("in private")
        await desk.until(lambda desk: len(desk.texts) == 2)
    thread = stage.thread("opened meanwhile")
    stage.say("in a new thread", channel=thread)
    stage.say("meanwhile")
    stage.dm("in private, meanwhile")
    async with Listener(stage.adapter(), desk.since) as later:
        await later.until(lambda desk: len(desk.texts) == 3)
        stage.say("now")
        await later.until(lambda desk: "now" in desk.texts)
    assert sorted(later.texts) == ["in a new thread", "in private, meanwhile", "meanwhile", "now"]
    assert {each.author.is_moderator for each in later.messages} == {False}


async def test_c2_a_thread_that_was_put_away_meanwhile_is_read(stage):
    async with Listener(stage.adapter()) as desk:
        stage.say("before")
        await desk.until(lambda desk: desk.texts)
    thread = stage.thread("short")
    stage.say("quickly settled", channel=thread)
    stage.world.channel(thread).thread.archived = True
    async with Listener(stage.adapter(), desk.since) as later:
        await later.until(lambda desk: desk.texts)
    assert later.texts == ["quickly settled"]
    assert later.messages[0].address == f"thread/{thread}"


async def test_at_the_very_first_start_the_past_stays_the_past(stage):
    stage.say("long ago")
    async with Listener(stage.adapter()) as desk:
        stage.say("today")
        await desk.until(lambda desk: desk.texts)
        await asyncio.sleep(0.1)
    assert desk.texts == ["today"]


async def test_staff_is_known_in_history_too(stage):
    async with Listener(stage.adapter()) as desk:
        stage.say("before")
        await desk.until(lambda desk: desk.texts)
    stage.control.nick(stage.mira, stage.guild, "Mira Solberg")
    stage.say("we look into it", stage.mira)
    async with Listener(stage.adapter(), desk.since) as later:
        await later.until(lambda desk: desk.texts)
    author = later.messages[0].author
    assert (author.name, author.is_moderator) == ("Mira Solberg", True)


async def test_a_mark_never_passes_what_is_not_stored_yet(stage):
    """At every batch border a crash is simulated by starting again from what is kept there."""
    async with Listener(stage.adapter()) as desk:
        stage.say("before")
        await desk.until(lambda desk: desk.texts)
    for number in range(120):
        stage.say(f"missed {number}")
    since, stored, kept = dict(desk.since), set[str](), []
    batches = stage.adapter().arrivals(dict(since))
    async for batch in batches:
        if not kept:
            stage.say("live")
        stored |= {each.text for each in batch if isinstance(each, Message)}
        since |= {each.name: each.value for each in batch if isinstance(each, Checkpoint)}
        kept.append((dict(since), set(stored)))
        if "live" in stored:
            break
    await batches.aclose()
    everything = {"live", *(f"missed {number}" for number in range(120))}
    for marks, texts in kept:
        last = int(marks[f"channel:{stage.channel}"].partition("@")[0])
        later = {post.content for post in _posts(stage) if post.id > last}
        assert everything <= texts | later
    assert stored == everything


async def test_a_gap_that_is_too_large_is_reported_and_left(stage):
    async with Listener(stage.adapter()) as desk:
        stage.say("before")
        await desk.until(lambda desk: desk.texts)
    said = [stage.say(f"missed {number}") for number in range(30)]
    adapter = stage.adapter(backfill_messages=20)
    async with Listener(adapter, desk.since) as later:
        await later.until(lambda desk: desk.dead)
        assert adapter.gauges()["gaps"] == 1
        stage.say("now")
        await later.until(lambda desk: "now" in desk.texts)
    (gap,) = later.dead
    assert gap.id == f"gap:{stage.channel}/{said[19]}"
    assert "was not read" in gap.error
    assert later.texts == [*(f"missed {number}" for number in range(20)), "now"]


async def test_a_cap_that_is_just_reached_is_no_gap(stage):
    async with Listener(stage.adapter()) as desk:
        stage.say("before")
        await desk.until(lambda desk: desk.texts)
    for number in range(20):
        stage.say(f"missed {number}")
    async with Listener(stage.adapter(backfill_messages=20), desk.since) as later:
        await later.until(lambda desk: len(desk.texts) == 20)
        await asyncio.sleep(0.1)
    assert later.dead == []


async def test_c13_a_history_that_is_refused_for_ten_minutes_keeps_nobody_waiting(stage):
    async with Listener(stage.adapter()) as desk:
        stage.say("before")
        await desk.until(lambda desk: desk.texts)
    stage.say("missed")
    stage.sandbox.faults.inject("rate_limit", HISTORY, retry_after=600, count=None)
    clock = HastyClock(haste=1000)
    async with Listener(stage.adapter(clock), desk.since) as later:
        started = time.monotonic()
        stage.say("live")
        stage.dm("private")
        await later.until(lambda desk: len(desk.texts) == 2)
        assert time.monotonic() - started < 2
        assert later.since[f"channel:{stage.channel}"] == desk.since[f"channel:{stage.channel}"]
        stage.sandbox.faults.clear()
        await later.until(lambda desk: "missed" in desk.texts)
    assert 600 in clock.slept
    assert len(set(later.deliveries)) == 3


async def test_a_history_that_fails_at_first_is_read_in_the_end(stage):
    async with Listener(stage.adapter()) as desk:
        stage.say("before")
        await desk.until(lambda desk: desk.texts)
    stage.say("missed")
    stage.sandbox.faults.inject("status", HISTORY, status=503, count=2)
    async with Listener(stage.adapter(), desk.since) as later:
        await later.until(lambda desk: desk.texts == ["missed"])
    assert later.errors == []


async def test_a_channel_we_may_not_read_is_left_alone(stage):
    hidden = int(stage.control.create_channel(stage.guild, "hidden")["id"])
    stage.control.overwrite(hidden, BOT, deny=(1 << 10) | (1 << 16))
    async with Listener(stage.adapter()) as desk:
        stage.say("hello")
        await desk.until(lambda desk: desk.texts)
    assert all(str(hidden) not in call.path for call in stage.sandbox.calls.of(HISTORY))


@pytest.mark.parametrize(("status", "gone"), [(404, True), (403, False), (400, False)])
async def test_a_history_that_is_refused_for_good(stage, status, gone):
    async with Listener(stage.adapter()) as desk:
        stage.say("before")
        await desk.until(lambda desk: desk.texts)
    stage.sandbox.faults.inject("status", HISTORY, status=status, channel=stage.channel)
    stage.say("missed")
    async with Listener(stage.adapter(), desk.since) as later:
        await eventually(lambda: len(stage.sandbox.calls.of(HISTORY)) >= 2)
        stage.say("live")
        await later.until(lambda desk: "live" in desk.texts)
    lost = {f"channel/{stage.channel}", f"thread/{stage.channel}"}
    assert {each.address for each in later.removals} == (lost if gone else set())


@pytest.mark.parametrize("kind", ["public", "private"])
async def test_threads_that_cannot_be_listed_leave_the_channel_readable(stage, kind):
    async with Listener(stage.adapter()) as desk:
        stage.say("before")
        await desk.until(lambda desk: desk.texts)
    stage.say("missed")
    (route,) = {each for each in stage.routes() if each.endswith(f"threads/archived/{kind}")}
    stage.sandbox.faults.inject("status", route, status=403)
    async with Listener(stage.adapter(), desk.since) as later:
        await later.until(lambda desk: desk.texts == ["missed"])


async def test_a_forum_is_read_by_its_threads(stage):
    forum = int(stage.control.create_channel(stage.guild, "questions", "forum")["id"])
    async with Listener(stage.adapter()) as desk:
        stage.say("before")
        await desk.until(lambda desk: desk.texts)
    thread = int(stage.control.open_thread(stage.ann, forum, "Deposit missing")["id"])
    stage.say("since Monday", channel=thread)
    stage.world.channel(thread).thread.archived = True
    async with Listener(stage.adapter(), desk.since) as later:
        await later.until(lambda desk: desk.texts)
    assert later.texts == ["since Monday"]
    assert all(f"/{forum}/" not in call.path for call in stage.sandbox.calls.of(HISTORY))


async def test_threads_that_were_put_away_need_not_be_read(stage):
    async with Listener(stage.adapter()) as desk:
        stage.say("before")
        await desk.until(lambda desk: desk.texts)
    thread = stage.thread("short")
    stage.say("quickly settled", channel=thread)
    stage.world.channel(thread).thread.archived = True
    table = {"backfill_threads": 0, "private_threads": False}
    async with Listener(stage.adapter(**table), desk.since) as later:
        stage.say("now")
        await later.until(lambda desk: desk.texts)
    assert later.texts == ["now"]
    assert not [route for route in stage.routes() if "private" in route][1:]


async def test_people_who_left_are_plain_users_in_history(stage):
    async with Listener(stage.adapter()) as desk:
        stage.say("before")
        await desk.until(lambda desk: desk.texts)
    stage.say("goodbye", stage.mira)
    stage.control.leave(stage.mira, stage.guild)
    async with Listener(stage.adapter(), desk.since) as later:
        await later.until(lambda desk: desk.texts)
    assert (later.texts, later.messages[0].author.is_moderator) == (["goodbye"], False)


async def test_a_broken_message_in_history_is_a_dead_letter(stage):
    async with Listener(stage.adapter()) as desk:
        stage.say("before")
        await desk.until(lambda desk: desk.texts)
    for text in ("one", "two", "three"):
        stage.say(text)
    broken = [{"id": None}, {"id": "7", "author": 5}, "words"]
    adapter = stage.adapter()
    real = discord.http.HTTPClient.logs_from

    async def logs_from(self, *args, **kwargs):
        return [*broken, *await real(self, *args, **kwargs)]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(discord.http.HTTPClient, "logs_from", logs_from)
        async with Listener(adapter, desk.since) as later:
            await later.until(lambda desk: len(desk.inbox) == 6)
    assert later.texts == ["one", "two", "three"]
    assert len(later.dead) == 3


async def test_only_watched_channels_are_heard_unless_we_are_asked(stage):
    other = int(stage.control.create_channel(stage.guild, "off-topic")["id"])
    table = {"watch_channels": [stage.channel]}
    async with Listener(stage.adapter(**table)) as desk:
        stage.say("idle talk", channel=other)
        stage.say(f"<@{BOT}> a question", channel=other)
        stage.say("a scam", channel=stage.channel)
        await desk.until(lambda desk: len(desk.texts) == 2)
    assert sorted(desk.texts) == ["@Nordex Helpdesk a question", "a scam"]
    assert all(str(other) not in call.path for call in stage.sandbox.calls.of(HISTORY))


async def test_in_support_channels_everything_is_meant_for_us(stage):
    async with Listener(stage.adapter(support_channels=[stage.channel])) as desk:
        thread = stage.thread()
        stage.say("my deposit is missing")
        stage.say("and my card", channel=thread)
        await desk.until(lambda desk: len(desk.texts) == 2)
    assert all(each.addressed for each in desk.messages)


async def test_a_server_that_invites_us_later_is_read_from_then_on(stage):
    async with Listener(stage.adapter()) as desk:
        made = stage.control.create_guild("Nordex Spain", stage.owner)
        channel = int(made["channels"][0])
        await desk.until(lambda desk: f"channel:{channel}" in desk.since)
        stage.say("hola", stage.owner, channel)
        await desk.until(lambda desk: desk.texts)
    assert desk.texts == ["hola"]


def _in(desk, address: str) -> list[str]:
    found = [each for each in desk.messages if each.address == address]
    return [each.text for each in found]


def _posts(stage):
    return list(stage.world.channel(stage.channel).posts.values())
