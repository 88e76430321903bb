"""Where somebody turns to us, others are read for a while; elsewhere the settings decide."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.discord.near import Near
from core.types import Place
from tests.bots.discord.kit import BOT, HastyClock, Listener, a_stage
from tests.conftest import NOON

MINUTE = timedelta(minutes=1)


class LateClock(HastyClock):
    """The time of day, and a jump ahead when asked."""

    ahead = timedelta()

    def now(self):
        return super().now() + self.ahead


@pytest.mark.parametrize(
    ("after", "near"), [(0, True), (29, True), (30, False), (31, False)], ids=str
)
def test_a_place_is_near_for_so_many_minutes(after, near):
    places = Near(30)
    places.note(5, NOON)
    now = NOON + after * MINUTE
    assert places.covers({4, 5}, now) is near
    assert not places.covers({4}, now)
    assert places.places(now) == (frozenset({5}) if near else frozenset())


def test_an_older_question_does_not_shorten_the_time():
    places = Near(30)
    places.note(5, NOON)
    places.note(5, NOON - 20 * MINUTE)
    assert places.covers({5}, NOON + 25 * MINUTE)


def test_nothing_is_near_without_minutes():
    places = Near(0)
    places.note(5, NOON)
    assert not places.covers({5}, NOON)


@given(st.lists(st.integers(1, 40), max_size=80))
def test_only_so_many_places_are_remembered_and_the_latest_is_one(asked):
    places = Near(30, most=8)
    for number in asked:
        places.note(number, NOON)
        assert places.covers({number}, NOON)
    assert len(places.places(NOON)) == min(8, len(set(asked)))


async def a_watched_stage(stage):
    """A second channel that the settings do not name."""
    other = int(stage.control.create_channel(stage.guild, "chatter")["id"])
    return other, {"watch_channels": [stage.channel]}


@pytest.mark.anyio
async def test_others_are_heard_where_somebody_turned_to_us():
    async with a_stage() as stage:
        other, table = await a_watched_stage(stage)
        async with Listener(stage.adapter(**table)) as desk:
            stage.say("before", stage.ben, other)
            stage.say(f"<@{BOT}> my withdrawal is stuck", channel=other)
            stage.say("write to me, I am support", stage.ben, other)
            thread = int(stage.control.open_thread(stage.ben, other, "help")["id"])
            stage.say("here, friend", stage.ben, thread)
            await desk.until(lambda one: "here, friend" in one.texts)
        heard = {each.text: each for each in desk.messages}
        assert "before" not in heard
        scam = heard["write to me, I am support"]
        assert (scam.addressed, scam.place) == (False, Place.CHANNEL)
        assert scam.scene == heard["@Nordex Helpdesk my withdrawal is stuck"].scene
        assert heard["here, friend"].place is Place.THREAD


@pytest.mark.anyio
async def test_after_the_time_others_are_left_alone():
    async with a_stage() as stage:
        other, table = await a_watched_stage(stage)
        clock = LateClock()
        async with Listener(stage.adapter(clock, watch_min=10, **table)) as desk:
            stage.say(f"<@{BOT}> help", channel=other)
            stage.say("near", stage.ben, other)
            await desk.until(lambda one: "near" in one.texts)
            clock.ahead = 11 * MINUTE
            stage.say("late", stage.ben, other)
            stage.say("done")
            await desk.until(lambda one: "done" in one.texts)
        assert "late" not in desk.texts


@pytest.mark.anyio
async def test_what_was_missed_near_a_question_is_read_after_a_gap():
    async with a_stage() as stage:
        other, table = await a_watched_stage(stage)
        async with Listener(stage.adapter(**table)) as desk:
            stage.say(f"<@{BOT}> help", channel=other)
            await desk.until(lambda one: one.texts)
            stage.line.cut(forget=True)
            stage.say("while nobody listened", stage.ben, other)
            await desk.until(lambda one: "while nobody listened" in one.texts, within=8)
        assert stage.identifies() == 2


@pytest.mark.anyio
async def test_without_message_content_it_is_said_once_that_nobody_can_be_watched(caplog):
    async with a_stage(privileged=frozenset({"members"})) as stage:
        adapter = stage.adapter(message_content=False)
        for number in range(2):
            async with Listener(adapter) as desk:
                stage.dm(f"hello {number}")
                await desk.until(lambda one, n=number: f"hello {n}" in one.texts)
    assert caplog.text.count("near a question") == 1


@pytest.mark.anyio
async def test_with_message_content_nothing_is_said_about_it(caplog):
    async with a_stage() as stage, Listener(stage.adapter()):
        pass
    assert "near a question" not in caplog.text
