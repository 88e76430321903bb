"""X's share of protection: renames, what others answered, what was hidden by mistake."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

import bots.twitter.names as module
from bots.twitter.adapter import Twitter
from bots.twitter.names import Names
from core.actions import Kind
from core.types import Author, Platform
from tests.bots.twitter.kit import a_stage, answer_to
from tests.conftest import NOON, a_message

pytestmark = pytest.mark.anyio


def by(handle, name="Ann", identity="501"):
    author = Author(id=identity, handle=handle, name=name)
    return a_message(platform=Platform("twitter"), author=author)


def test_a_rename_is_news_and_a_first_sight_is_none():
    names = Names()
    assert list(names.news([by("ann_w")])) == []
    assert list(names.news([by("ann_w")])) == []
    [seen] = names.news([by("NordexSupp0rt")])
    assert (seen.author.handle, seen.why, seen.seen_at) == ("NordexSupp0rt", "renamed", NOON)
    [again] = names.news([by("NordexSupp0rt", name="Nordex")])
    assert again.author.name == "Nordex"


def test_who_came_without_a_name_is_not_renamed():
    names = Names()
    assert list(names.news([by("ann_w"), by("", ""), by("ann_w")])) == []


def test_the_memory_is_bounded(monkeypatch):
    monkeypatch.setattr(module, "MOST", 3)
    names = Names()
    assert list(names.news(by("x", identity=str(number)) for number in range(9))) == []
    assert len(names.known) == 3


async def test_what_was_hidden_by_mistake_is_shown_again():
    async with a_stage() as stage:
        ours = stage.control.post("1001", "Scheduled maintenance tonight")["id"]
        reply = stage.mention(stage.ben, "@NordexSupport thanks for telling", reply_to=ours)
        speaker = stage.speaker()
        hide = answer_to(reply, stage.ben, kind=Kind.DELETE, target=reply, text="")
        await speaker.send(hide)
        assert stage.sandbox.world.post(int(reply)).hidden
        await speaker.send(replace(hide, key="show", kind=Kind.SHOW))
        assert not stage.sandbox.world.post(int(reply)).hidden


async def test_looking_into_a_scene_brings_what_others_answered_and_not_our_own_words():
    async with a_stage() as stage:
        post = stage.mention()
        stage.control.post(stage.ben, "DM @NordexHelp_ now", reply_to=post)
        await stage.speaker().send(answer_to(post, stage.ann))
        stage.sandbox.world.advance(13)
        adapter = Twitter(stage.config(), stage.secrets(), clock=stage.clock)
        since = stage.clock.now() - timedelta(minutes=5)
        found = await adapter.look(f"post:{post}", since)
        assert "DM @NordexHelp_ now" in [each.text for each in found]
        assert all(each.author.id in (stage.ann, stage.ben) for each in found)
        assert {each.scene for each in found} == {f"post:{post}"}
        answer = next(each for each in found if each.author.id == stage.ben)
        assert (answer.addressed, answer.reply_to) == (False, post)
