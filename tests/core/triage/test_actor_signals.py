"""Signals about who writes: description, age, haste. Each is weak alone, and silent on victims."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from core.triage.claims import claimed_role, says_staff
from core.types import Author, Stance
from tests.conftest import NOON, a_message
from tests.core.triage.cases import ALL, CONTEXT, NORDEX, look

DAY = timedelta(days=1)
PIVOT = "message @fast_fix_team on whatsapp"


def author(**changes):
    return Author(**({"id": "9", "handle": "ann", "name": "Ann"} | changes))


@pytest.mark.parametrize(
    "bio",
    [
        "Official Nordex support agent",
        "24/7 | Nordex Helpdesk | DM me",
        "работаю: поддержка Nordex",
        "Nordex 客服",
    ],
)
def test_descriptions_that_claim_a_role_with_us(bio):
    assert claimed_role(bio, NORDEX)
    found = look("impersonator", author=author(bio=bio))
    assert found.score == 0.75
    assert "describes himself" in found.reason


@pytest.mark.parametrize(
    "bio",
    [
        "",
        "Nordex user since 2019",
        "I hate Nordex support",
        "support group for dads. Nordex",
        "dev",
    ],
)
def test_descriptions_that_do_not(bio):
    bio = bio.replace("I hate Nordex support", "Nordex hater, their support sucks")
    assert claimed_role(bio, NORDEX) == ""
    assert look("impersonator", author=author(bio=bio)) is None


def test_without_a_brand_no_role_is_ours():
    assert claimed_role("Nordex support", replace(NORDEX, brand="")) == ""


def test_a_description_that_claims_to_be_staff():
    bio = "I am from the support team"
    assert says_staff(bio)
    found = look("fake_moderator", author=author(bio=bio))
    assert (found.score, found.stance) == (0.6, Stance.ATTEMPT)
    assert look("fake_moderator", author=author(bio="gardener")) is None
    assert look("fake_moderator", author=author()) is None
    assert look("fake_moderator", author=author(bio=bio, is_moderator=True)) is None


@pytest.mark.parametrize(
    ("days", "member", "text", "score"),
    [
        pytest.param(2, None, PIVOT, 0.3, id="young"),
        pytest.param(None, 0.5, PIVOT, 0.3, id="just joined"),
        pytest.param(-1, 0.1, PIVOT, 0.45, id="both, clock ahead"),
        pytest.param(400, 300, PIVOT, None, id="old"),
        pytest.param(None, None, PIVOT, None, id="nobody knows"),
        pytest.param(2, 0.1, "my withdrawal is stuck", None, id="a victim"),
        pytest.param(2, 0.1, "someone told me to write to @fast_fix", None, id="a report"),
        pytest.param(2, 0.1, "please help me, my mail is ann@mail.example", None, id="a plea"),
    ],
)
def test_newcomers(days, member, text, score):
    who = author(
        created_at=None if days is None else NOON - days * DAY,
        joined_at=None if member is None else NOON - member * DAY,
    )
    found = look("newcomer", text, author=who)
    assert (found.score if found else None) == score
    assert look("newcomer", text, author=replace(who, is_moderator=True)) is None


@pytest.mark.parametrize(
    ("seconds", "text", "score"),
    [
        pytest.param(4, "hello there", 0.1, id="anything"),
        pytest.param(4, PIVOT, 0.4, id="a contact"),
        pytest.param(4, "our agent can help you", 0.4, id="an offer"),
        pytest.param(119, "hello there", 0.1, id="just in time"),
        pytest.param(121, PIVOT, None, id="later"),
        pytest.param(-1, PIVOT, None, id="before"),
        pytest.param(4, "beware, they will dm you, its a scam", None, id="a warning"),
    ],
)
def test_answers_within_seconds(seconds, text, score):
    context = replace(CONTEXT, victim_at=NOON - timedelta(seconds=seconds))
    found = ALL["reply_latency"](a_message(text), context)
    assert (found.score if found else None) == score


def test_haste_needs_a_victim_and_a_stranger():
    context = replace(CONTEXT, victim_at=NOON)
    assert look("reply_latency", PIVOT) is None
    assert ALL["reply_latency"](a_message(PIVOT, author=author(is_moderator=True)), context) is None
