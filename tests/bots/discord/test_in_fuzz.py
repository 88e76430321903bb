"""Promises about any event at all: reading never fails, and never names the wrong person.

`SKERRY_FUZZ=100000` tries that many instead of a thousand.
"""

from __future__ import annotations

import copy
import os

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bots.discord.backfill import Page
from bots.discord.client import Frame
from bots.discord.convert import hear
from bots.discord.ears import Ears
from core.types import Checkpoint, DeadLetter, Message, Removal, Sighting
from tests.bots.discord.test_in_convert import (
    ANN,
    BEN,
    BOT,
    CASE,
    CHANNEL,
    GUILD,
    KNOWN,
    SAMPLES,
    THREAD,
    THREADS,
)

EXAMPLES = int(os.environ.get("SKERRY_FUZZ", "1000"))
calm = {"deadline": None, "suppress_health_check": list(HealthCheck)}
often = settings(max_examples=EXAMPLES, **calm)
sometimes = settings(max_examples=max(1, EXAMPLES // 10), **calm)
IDS = [ANN, BEN, str(BOT), str(CHANNEL), str(THREAD), str(CASE), str(GUILD), "0", "-1", str(2**64)]
junk = st.one_of(
    st.none(),
    st.booleans(),
    st.sampled_from(IDS),
    st.sampled_from([int(each) for each in IDS]),
    st.integers(),
    st.floats(),
    st.text(max_size=8),
    st.sampled_from([f"<@{BOT}>", "<@&1>", "\ud800", "\x00", "<:a:1>", "2025-11-17T11:00:00Z"]),
    st.lists(st.integers(), max_size=2),
    st.dictionaries(st.text(max_size=4), st.integers(), max_size=2),
)


@st.composite
def broken_events(draw):
    """A sample in which some values were replaced or taken away."""
    sample = copy.deepcopy(SAMPLES[draw(st.sampled_from(sorted(SAMPLES)))])
    for _ in range(draw(st.integers(0, 4))):
        places = list(_places(sample["data"]))
        if not places:
            break
        holder, key = places[draw(st.integers(0, len(places) - 1))]
        if isinstance(holder, dict) and draw(st.booleans()):
            del holder[key]
        else:
            holder[key] = draw(junk)
    return sample["event"], sample["data"]


@often
@given(broken_events())
def test_reading_never_fails_and_names_the_right_person(event):
    name, data = event
    for arrival in hear(name, data, KNOWN):
        assert isinstance(arrival, Message | DeadLetter | Removal | Sighting)
        assert arrival.account == str(BOT)
        if isinstance(arrival, Message):
            truth = _truth(data)
            assert (arrival.author.id, arrival.conversation, arrival.address) == truth
            (arrival.text + arrival.reply_text + arrival.author.name).encode()
            assert arrival.author.id != str(BOT)
        if isinstance(arrival, Sighting):
            assert arrival.author.id == str(int((data.get("user") or data)["id"]))


@sometimes
@given(st.lists(broken_events(), max_size=4))
def test_ears_take_whatever_comes_and_marks_only_grow(events):
    ears, last = Ears({}, lambda: KNOWN), dict[str, int]()
    for name, data in events:
        for each in ears.take(Frame(name, data)):
            if isinstance(each, Checkpoint):
                mark = int(each.value.partition("@")[0])
                assert mark > last.get(each.name, 0)
                last[each.name] = mark
    page = Page(channel=CHANNEL, guild=GUILD, messages=tuple(data for _, data in events), done=True)
    assert all(each.account == str(BOT) for each in ears.take(page))


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(["MESSAGE_CREATE", "MESSAGE_UPDATE", "GUILD_MEMBER_ADD", "TELEPATHY"]), junk)
def test_anything_else_at_all(name, anything):
    assert all(each.account == str(BOT) for each in hear(name, anything, KNOWN))


def _places(value):
    """Every (holder, key) inside."""
    pairs = enumerate(value) if isinstance(value, list) else value.items()
    for key, inner in pairs:
        yield value, key
        if isinstance(inner, list | dict):
            yield from _places(inner)


def _truth(data) -> tuple[str, str, str]:
    """Author, conversation and address, read as plainly as possible and by other means."""
    author, channel = int(data["author"]["id"]), int(data["channel_id"])
    if data.get("guild_id") is None:
        return str(author), f"discord:{BOT}:dm:{author}", f"dm/{author}"
    if channel in THREADS:
        return str(author), f"discord:{BOT}:thread:{channel}", f"thread/{channel}"
    conversation = f"discord:{BOT}:channel:{channel}:{author}"
    return str(author), conversation, f"channel/{channel}"
