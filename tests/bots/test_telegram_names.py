"""Names as they show: first met, changed, and a moderator's that changes nothing."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from bots.telegram import ears
from bots.telegram.convert import hear
from core.types import Message, Sighting
from tests.bots.telegram_kit import Listener, a_stage
from tests.bots.test_telegram_convert import ANN, BEN, GROUP, KNOWN, MIRA, SAMPLES

pytestmark = pytest.mark.anyio


@pytest.fixture
async def stage():
    async with a_stage(reads_all=True) as made:
        yield made


def sightings(desk, who=None):
    seen = [each for each in desk.inbox.values() if isinstance(each, Sighting)]
    return [
        (each.why, each.author.name, each.author.handle)
        for each in seen
        if who is None or each.author.id == str(who)
    ]


def met(sample, **known):
    """The sightings that a sample comes to."""
    arrivals = hear(SAMPLES[sample], replace(KNOWN, **known)).arrivals
    return [each for each in arrivals if isinstance(each, Sighting)]


@pytest.mark.parametrize(
    ("sample", "author"),
    [
        ("groups/chat", ANN),
        ("groups/moderator", MIRA),
        ("groups/basic_group", BEN),
        ("groups/channel_sender", -1003000000666),
        ("presses/own_in_group", ANN),
    ],
)
def test_whoever_is_met_in_a_group_is_seen_once(sample, author):
    (seen,) = met(sample)
    assert (seen.why, seen.author.id) == ("seen", str(author))
    assert met(sample, faces={author: (seen.author.handle, seen.author.name)}) == []


@pytest.mark.parametrize(
    "sample",
    ["private/text", "groups/anonymous_admin", "groups/another_bot", "groups/auto_forward"],
)
def test_who_is_nobody_to_be_seen(sample):
    assert met(sample) == []


def test_the_groups_own_name_is_nobodys_to_change():
    assert met("groups/anonymous_admin", faces={GROUP: ("", "Other")}) == []


@pytest.mark.parametrize("sample", ["groups/chat", "presses/own_in_group", "groups/command"])
def test_every_kind_of_update_shows_a_new_name(sample):
    (seen,) = met(sample, faces={ANN: ("", "Ann before")})
    assert (seen.why, seen.author.id) == ("renamed", str(ANN))


def test_an_edit_shows_a_new_name():
    (seen,) = met("edits/text", faces={ANN: ("", "Ann before")})
    assert seen.why == "renamed"


def test_the_parts_of_an_album_show_a_name_once():
    update = json.loads(json.dumps(SAMPLES["private/album"]))
    for part in update:
        part["message"]["chat"] = SAMPLES["groups/chat"][0]["message"]["chat"]
    arrivals = hear(update, KNOWN).arrivals
    assert [type(each) for each in arrivals] == [Message, Sighting]


async def test_a_member_who_takes_another_name_is_noticed_by_his_next_words(stage):
    control = stage.sandbox.control
    async with Listener(stage.adapter()) as desk:
        stage.say(stage.ben, stage.group, "hello")
        await desk.until(lambda desk: len(desk.messages) == 1)
        control.rename(stage.ben, first_name="Nordex", last_name="Support", username="nordex_help")
        stage.say(stage.ben, stage.group, "write to me")
        await desk.until(lambda desk: len(desk.messages) == 2)
        stage.say(stage.ben, stage.group, "well?")
        await desk.until(lambda desk: len(desk.messages) == 3)
    assert sightings(desk, stage.ben) == [
        ("seen", "Ben", ""),
        ("renamed", "Nordex Support", "nordex_help"),
    ]
    assert [each.author.name for each in desk.messages] == ["Ben", *["Nordex Support"] * 2]


async def test_a_moderator_who_renames_himself_is_one_still(stage):
    async with Listener(stage.adapter()) as desk:
        stage.say(stage.mira, stage.group, "hello")
        await desk.until(lambda desk: len(desk.messages) == 1)
        stage.sandbox.control.rename(stage.mira, first_name="Mira S.", username="mira_new")
        stage.say(stage.mira, stage.group, "it is me")
        await desk.until(lambda desk: len(desk.messages) == 2)
    assert all(each.author.is_moderator for each in desk.messages)
    assert sightings(desk) == [("seen", "Mira", "mira_nordex"), ("renamed", "Mira S.", "mira_new")]


async def test_who_takes_a_moderators_name_is_none(stage):
    stage.sandbox.control.rename(stage.ben, first_name="Mira", username="mira_nordex_")
    async with Listener(stage.adapter()) as desk:
        stage.say(stage.ben, stage.group, "hello")
        await desk.until(lambda desk: desk.messages)
    assert not desk.messages[0].author.is_moderator


async def test_who_joined_is_not_seen_again_by_his_first_words(stage):
    carl = stage.sandbox.world.add_user("Carl").id
    async with Listener(stage.adapter()) as desk:
        await desk.until(lambda desk: desk.checkpoints)
        stage.sandbox.membership.join(carl, stage.group)
        stage.say(carl, stage.group, "hello all")
        await desk.until(lambda desk: desk.messages)
    assert [why for why, *_ in sightings(desk)] == ["joined"]


async def test_only_so_many_names_are_remembered(stage, monkeypatch):
    monkeypatch.setattr(ears, "MOST", 1)
    async with Listener(stage.adapter()) as desk:
        for number, who in enumerate((stage.ann, stage.ben, stage.ann), 1):
            stage.say(who, stage.group, f"hello {number}", age=9 - number)
            await desk.until(lambda desk, number=number: len(desk.messages) == number)
    assert [name for _, name, _ in sightings(desk)] == ["Ann", "Ben", "Ann"]
    assert {why for why, *_ in sightings(desk)} == {"seen"}
