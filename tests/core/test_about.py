"""What the desk is at work on, as log lines name it, and whose words must not be in them."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from core.about import about, digest, fields, subjects, words
from core.ports import Judged, Turn
from core.types import Utterance, Verdict
from tests.conftest import NOON, a_message
from tests.contract.store_kit import a_say

MESSAGE = a_message("hello", id="77")
SAID = Utterance(ours=False, author="ann", text="said before", at=NOON)
BURST = Judged(message=a_message("in the burst", id="76"), verdict=Verdict())
TURN = Turn(conversation="c", version=1, fresh=(MESSAGE,), burst=(BURST,), history=(SAID,))


def test_what_is_worked_on_ends_with_the_work():
    assert subjects() == ()
    with about(MESSAGE):
        with about(TURN, MESSAGE):
            assert subjects() == (TURN, MESSAGE)
        assert subjects() == (MESSAGE,)
    assert subjects() == ()


@pytest.mark.anyio
async def test_tasks_do_not_mix():
    async def work(subject):
        with about(subject):
            await asyncio.sleep(0)
            return subjects()

    assert await asyncio.gather(work(MESSAGE), work(TURN)) == [(MESSAGE,), (TURN,)]


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        ((), {}),
        ((MESSAGE, TURN), {}),
        (
            (MESSAGE,),
            {
                "message": MESSAGE.key,
                "platform": MESSAGE.platform,
                "conversation": digest(MESSAGE.conversation),
            },
        ),
        (
            (replace(TURN, fresh=(MESSAGE,)),),
            {
                "message": MESSAGE.key,
                "platform": MESSAGE.platform,
                "conversation": digest(MESSAGE.conversation),
            },
        ),
        ((replace(TURN, fresh=()),), {"conversation": digest("c")}),
    ],
    ids=["none", "several", "message", "turn", "turn without messages"],
)
def test_lines_name_it(subject, expected):
    assert fields(subject) == expected


def test_a_send_is_named_by_its_key():
    assert fields((a_say("s"),))["message"] == a_say("s").key


def test_a_digest_is_short_the_same_and_no_address():
    assert digest("a:b") == digest("a:b") != digest("a:c")
    assert len(digest("a:b")) == 12
    assert digest("\ud800")


def test_words_are_everybodys():
    assert set(words(TURN)) >= {"hello", "in the burst", "said before"}
    assert set(words(replace(MESSAGE, reply_text="quoted"))) >= {"hello", "quoted"}
    assert list(words(replace(a_say("s"), text="ours"))) == ["ours"]
