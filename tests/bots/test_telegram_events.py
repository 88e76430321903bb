"""What is no plain message: presses, news about chats, and what nobody can read."""

from __future__ import annotations

import json

import pytest

from bots.telegram.convert import hear
from bots.telegram.toasts import NOT_YOURS
from core.types import DeadLetter, Reach
from tests.bots.test_telegram_convert import ANN, BASIC, GROUP, KNOWN, SAMPLES, heard, one


@pytest.mark.parametrize(
    ("sample", "text"), [("presses/private", "/human"), ("presses/foreign_data", "vote:5")]
)
def test_a_press_says_its_data(sample, text):
    message, (press,) = one(sample), heard(sample).presses
    assert (message.text, message.addressed, press.text) == (text, True, "")
    assert message.id == f"cb:{press.id}"


def test_b19_somebody_elses_press_is_refused_in_his_language():
    assert heard("presses/anothers_in_group").arrivals == ()
    assert [press.text for press in heard("presses/anothers_in_group").presses] == [NOT_YOURS["pt"]]


@pytest.mark.parametrize("sample", ["presses/inline", "presses/game"])
def test_a_press_without_words_is_only_answered(sample):
    assert heard(sample).arrivals == ()
    assert len(heard(sample).presses) == 1


@pytest.mark.parametrize(
    ("sample", "address", "is_open", "moved_to"),
    [
        ("members/blocked", ANN, False, None),
        ("members/unblocked", ANN, True, None),
        ("members/removed", GROUP, False, None),
        ("members/silenced", GROUP, False, None),
        ("members/heard_again", GROUP, True, None),
        ("groups/migrated_to", BASIC, True, "-1002000000009"),
        ("groups/migrated_from", BASIC, True, "-1002000000009"),
    ],
)
def test_reach(sample, address, is_open, moved_to):
    reach = one(sample)
    assert isinstance(reach, Reach)
    assert (reach.address, reach.open, reach.moved_to) == (str(address), is_open, moved_to)
    assert bool(reach.why) is (not is_open or moved_to is not None)


@pytest.mark.parametrize(
    ("sample", "error"),
    [
        ("odd/no_chat", "AttributeError: "),
        ("odd/no_date", "KeyError"),
        ("odd/no_sender", "Unreadable: a message without a sender"),
        ("odd/wrong_type", "TypeError: "),
        ("odd/number_for_a_text", "Unreadable: text is not a text"),
        ("odd/unknown_chat_type", "Unreadable: an unknown kind of chat"),
    ],
)
def test_b1_what_cannot_be_read_is_a_dead_letter(sample, error):
    letter = one(sample)
    assert isinstance(letter, DeadLetter)
    assert letter.error.startswith(error)
    assert letter.id == f"update/{SAMPLES[sample][0]['update_id']}"
    assert json.loads(letter.raw) == SAMPLES[sample][0]


def test_unknown_fields_are_no_reason_to_refuse():
    assert one("odd/unknown_field").text == "hello"


@pytest.mark.parametrize("garbage", [None, 7, "update", [], {}, {"update_id": True}], ids=repr)
def test_garbage_has_a_name_that_stays(garbage):
    first, second = (hear([garbage], KNOWN).arrivals for _ in range(2))
    assert first == second
    assert all(isinstance(each, DeadLetter) for each in first)


def test_nesting_beyond_all_measure_is_kept_by_name_only():
    deep: dict = {"update_id": 5}
    for _ in range(5000):
        deep = {"update_id": 5, "message": deep}
    (letter,) = hear([deep], KNOWN).arrivals
    assert (letter.id, letter.error) == ("update/5", "RecursionError")


def test_errors_never_repeat_the_user():
    update = json.loads(json.dumps(SAMPLES["private/text"]))
    update[0]["message"]["date"] = "my seed phrase is abandon abandon"
    (letter,) = hear(update, KNOWN).arrivals
    assert "abandon" not in letter.error
