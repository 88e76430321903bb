"""Thumbs under what we said: buttons and reactions, each counted once. Pure."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bots.telegram.buttons import Press
from bots.telegram.convert import hear
from bots.telegram.known import Heard, Known, Said
from bots.telegram.scene import Spot
from bots.telegram.toasts import NOT_OURS, NOT_YOURS, THANKS
from core.types import Message, Place
from tests.bots.test_telegram_convert import ANN, BOT, GROUP, KNOWN, SAMPLES

PRIVATE = Said(conversation=f"telegram:{BOT}:{ANN}", address=str(ANN), place=Place.DM)
PUBLIC = Said(conversation=f"telegram:{BOT}:{GROUP}/0/{ANN}", address=str(GROUP), place=Place.GROUP)
TALKATIVE = replace(KNOWN, said={f"{ANN}/60": PRIVATE, f"{GROUP}/61": PUBLIC})


def heard(sample: str, known: Known = TALKATIVE) -> Heard:
    return hear(SAMPLES[f"feedback/{sample}"], known)


def rating(sample: str) -> Message:
    message, *_ = heard(sample).arrivals
    return message


@pytest.mark.parametrize(
    ("sample", "text", "conversation", "place"),
    [
        ("thumb_up", "/rate good", PRIVATE.conversation, Place.DM),
        ("thumb_down", "/rate bad", PRIVATE.conversation, Place.DM),
        ("in_group", "/rate good", PUBLIC.conversation, Place.GROUP),
        ("rated_good", "/rate good", PRIVATE.conversation, Place.DM),
        ("rated_bad", "/rate bad", PRIVATE.conversation, Place.DM),
    ],
)
def test_a_thumb_is_a_rating_in_its_conversation(sample, text, conversation, place):
    message = rating(sample)
    assert (message.text, message.conversation, message.place) == (text, conversation, place)
    assert (message.author.id, message.addressed) == (str(ANN), True)


def test_all_that_one_says_about_one_message_has_one_name():
    samples = ("thumb_up", "thumb_down", "rated_good", "rated_bad")
    assert {rating(each).key for each in samples} == {f"telegram:{BOT}:rate:{ANN}/60/{ANN}:0"}
    assert rating("in_group").key not in {rating(each).key for each in samples}


@pytest.mark.parametrize(
    "sample",
    ["thumb_taken_back", "another_emoji", "by_another", "by_a_channel", "on_something_else"],
)
def test_reactions_that_rate_nothing(sample):
    assert heard(sample) == Heard()


def test_a_reaction_to_what_we_do_not_remember_is_nothing():
    assert heard("thumb_up", KNOWN) == Heard()


def test_a_rating_is_thanked_for_and_its_buttons_are_spent():
    assert heard("rated_good").presses == (Press("4000000101", THANKS["en"], (Spot(ANN), 60)),)


def test_a_rating_in_a_business_account():
    message, (press,) = rating("rated_in_business"), heard("rated_in_business").presses
    assert message.conversation == f"telegram:{BOT}:business/bc_000001/{ANN}"
    assert press.spent == (Spot(ANN, 0, "bc_000001"), 5)


@pytest.mark.parametrize(
    ("sample", "words"),
    [("rated_by_another", NOT_YOURS["pt"]), ("under_anothers_message", NOT_OURS["pt"])],
)
def test_b19_a_press_that_is_not_his_or_not_ours_is_refused_kindly(sample, words):
    assert heard(sample).arrivals == ()
    assert [(press.text, press.spent) for press in heard(sample).presses] == [(words, None)]
