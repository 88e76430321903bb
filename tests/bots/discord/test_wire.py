"""One strange message must not end a session, whichever JSON parser is installed."""

from __future__ import annotations

import json

import discord
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.discord.wire import Forgiving, forgive
from tests.bots.discord.kit import Listener, a_stage
from tests.bots.discord.out_kit import a_desk

HALF = "half \ud83d of a pair"


def strict_reader(text):
    """As parsers behave that insist on what UTF-8 can hold."""
    found = json.loads(text)
    json.dumps(found, ensure_ascii=False).encode()
    return found


def strict_writer(value):
    text = json.dumps(value, ensure_ascii=False)
    try:
        text.encode()
    except UnicodeEncodeError:
        raise TypeError("str is not valid UTF-8: surrogates not allowed") from None
    return text


@pytest.fixture(params=["strict", "lenient"])
def parser(request, monkeypatch):
    """The library with one parser or the other, before we have touched it."""
    strict = request.param == "strict"
    monkeypatch.setattr(discord.utils, "_from_json", strict_reader if strict else json.loads)
    monkeypatch.setattr(discord.utils, "_to_json", strict_writer if strict else json.dumps)
    return request.param


def test_what_is_refused_is_read_thoroughly(parser):
    forgive()
    text = json.dumps({"content": HALF})
    assert discord.utils._from_json(text) == {"content": HALF}
    assert json.loads(discord.utils._to_json({"content": HALF})) == {"content": HALF}


def test_forgiving_twice_is_forgiving_once(parser):
    forgive()
    steps = discord.utils._from_json, discord.utils._to_json
    forgive()
    assert (discord.utils._from_json, discord.utils._to_json) == steps
    assert not isinstance(steps[0].fast, Forgiving)


def test_what_is_no_json_is_refused_all_the_same(parser):
    forgive()
    with pytest.raises(ValueError, match="Expecting"):
        discord.utils._from_json("{no")


@given(st.recursive(st.none() | st.text(max_size=9), st.lists, max_leaves=6))
def test_everything_comes_back_as_it_went(value):
    read = Forgiving(strict_reader, json.loads)
    write = Forgiving(strict_writer, json.dumps)
    assert read(write(value)) == value


@pytest.mark.anyio
async def test_half_a_character_is_read_live_and_from_history(parser):
    async with a_stage() as stage:
        early = stage.say("early")
        async with Listener(stage.adapter()) as desk:
            stage.say("first")
            await desk.until(lambda one: "first" in one.texts)
        stage.world.post(stage.channel, stage.say("missed")).content = HALF
        async with Listener(stage.adapter(), desk.since) as later:
            stage.control.odd("surrogate_text", stage.ann)
            stage.say("after all that")
            await later.until(lambda one: "after all that" in one.texts)
        assert early
        assert "half \ufffd of a pair" in later.texts
        assert not later.errors
        assert stage.identifies() == 2


@pytest.mark.anyio
async def test_half_a_character_can_be_said(parser):
    async with a_desk() as desk:
        await desk.speaker.send(desk.row("half of \ud83d"))
        assert len(desk.said()) == 1
