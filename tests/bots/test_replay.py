"""The file platform: the folder to copy for a new one."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

import bots
from bots.replay.convert import to_arrival
from core.actions import Outgoing
from core.errors import ConfigError
from core.types import DeadLetter, Message, Place, Platform
from tests.conftest import NOON


def test_a_line_of_text_is_enough():
    message = to_arrival('{"text": "hi"}', 7, NOON)
    assert (message.key, message.text, message.place) == ("replay:file:7:0", "hi", Place.DM)
    assert message.author.id == "user-7"


def test_everything_a_line_can_say():
    line = {
        "id": "a",
        "text": "is it you?",
        "conversation": "c",
        "place": "group",
        "at": "2026-01-01T00:00",
        "author": {"id": 5, "handle": "ann", "name": "Ann", "bio": "fan"},
        "reply_to": "send me your phrase",
    }
    message = to_arrival(json.dumps(line), 1, NOON)
    assert (message.conversation, message.author.id, message.author.bio) == (
        "replay:file:c",
        "5",
        "fan",
    )
    assert message.sent_at.isoformat() == "2026-01-01T00:00:00+00:00"
    assert message.reply_text == "send me your phrase"


@pytest.mark.parametrize(
    "line",
    ["{", "[]", '"x"', "{}", '{"text": "x", "place": "moon"}', '{"text": "x", "at": "soon"}'],
)
def test_what_cannot_be_read_is_kept_as_a_dead_letter(line):
    letter = to_arrival(line, 3, NOON)
    assert isinstance(letter, DeadLetter)
    assert letter.error.startswith("line 3: ")


def test_an_author_may_be_a_mere_name():
    assert to_arrival('{"text": "x", "author": "bob"}', 1, NOON).author.handle == "bob"
    assert to_arrival('{"text": "x", "author": {"handle": "bob"}}', 1, NOON).author.id == "bob"
    assert to_arrival('{"text": "x", "at": "2026-01-01T00:00+02:00"}', 1, NOON).sent_at.hour == 0


def test_nul_and_half_surrogates_do_not_survive():
    assert to_arrival('{"text": "a\\u0000b\\ud800c"}', 1, NOON).text == "a�b�c"


@given(st.text(max_size=300))
def test_any_line_is_a_message_a_dead_letter_or_nothing(line):
    assert isinstance(to_arrival(line, 1, NOON), Message | DeadLetter | None)


@pytest.mark.anyio
async def test_batches_come_in_order_and_sends_are_kept(tmp_path):
    path = tmp_path / "in.jsonl"
    path.write_text("\n".join([*(json.dumps({"text": str(n)}) for n in range(5)), "", "broken"]))
    adapter = bots.build("replay", {"path": str(path), "batch": 2}, {})
    heard = [each async for batch in adapter.arrivals({}) for each in batch]
    assert [each.text for each in heard[:5]] == list("01234")
    assert isinstance(heard[5], DeadLetter)
    row = Outgoing(
        key="k",
        platform=Platform("replay"),
        account="file",
        conversation="c",
        address="a",
        due_at=NOON,
    )
    assert await adapter.send(row) == "1"
    assert adapter.sent == [row]


@pytest.mark.anyio
async def test_a_whole_number_of_batches_leaves_no_empty_one(tmp_path):
    path = tmp_path / "in.jsonl"
    path.write_text('{"text": "a"}\n{"text": "b"}')
    adapter = bots.build("replay", {"path": str(path), "batch": 2}, {})
    assert [len(batch) async for batch in adapter.arrivals({})] == [2]


@pytest.mark.parametrize(
    ("name", "table", "line"),
    [
        ("replay", {"path": "nowhere"}, "there is no file 'nowhere'"),
        ("replay", {"pth": "x"}, "unknown key 'bots.replay.pth'"),
        ("repaly", {}, "unknown platform '[bots.repaly]': did you mean 'replay'?"),
    ],
)
def test_a_wrong_table_is_named(name, table, line):
    with pytest.raises(ConfigError) as caught:
        bots.build(name, table, {})
    assert line in str(caught.value)
