"""Whom to warn, where, and who does it when the bot may not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.types import Leg
from core.warn import warn
from tests.conftest import NOON
from tests.core.protect_kit import ABLE, SCENE, a_guarded_house, an_asker, an_attack_text

AIMED = ("impersonator",)
ONCE = replace(ABLE, second_reply=False)


def warned(message=None, kinds=AIMED, askers=None, capabilities=ABLE):
    house = a_guarded_house(capabilities=capabilities)
    people = (an_asker(),) if askers is None else askers
    return warn(message or an_attack_text(), kinds, people, (house, NOON))


def test_in_public_under_the_question_in_his_language():
    [row] = warned(askers=(an_asker(language="de"),)).rows
    assert row.text.startswith("Vorsicht")
    assert (row.leg, row.reply_to, row.key) == (Leg.PUBLIC, "m1", f"warn:{SCENE}:u1:m1")


def test_nobody_asked_nobody_is_warned():
    assert warned(askers=()).rows == ()


def test_two_people_at_most():
    people = tuple(an_asker(conversation=f"c{n}", message_id=f"q{n}") for n in range(5))
    assert len(warned(askers=people).rows) == 2


@pytest.mark.parametrize("kind", ["giveaway", "romance", "job_task", "flood"])
def test_advertising_for_everybody_is_no_attack_on_who_asked(kind):
    assert warned(kinds=(kind,)).rows == ()
    assert len(warned(an_attack_text(reply_to="m1"), kinds=(kind,)).rows) == 1


def test_where_a_bot_speaks_once_it_writes_to_him_in_private():
    [row] = warned(askers=(an_asker(private_address="dm/u1"),), capabilities=ONCE).rows
    assert (row.address, row.leg, row.reply_to) == ("dm/u1", Leg.PRIVATE, None)
    assert "us" in row.text


def test_or_under_the_attack_if_that_called_us():
    attack = an_attack_text(addressed=True)
    [row] = warned(attack, capabilities=ONCE).rows
    assert (row.reply_to, row.conversation) == (attack.id, attack.conversation)


def test_or_a_person_does_it_with_the_words_prepared():
    result = warned(capabilities=ONCE)
    assert result.rows == ()
    [alarm] = result.alarms
    assert alarm.conversation == f"{SCENE}:u1"
    assert alarm.draft.startswith("Careful")
