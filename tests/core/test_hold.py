"""Links of newcomers: what has to wait for a person, and what never does."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from core.actions import Escalate, Ignore, Kind, Purpose
from core.hold import held
from core.ports import Judged
from core.protect import protect
from core.protection import ScamStatus, Surroundings
from core.tables.protect import PlaceRules, ProtectTable
from core.triage.hosts import HostJudge
from core.types import Author, Secret, Urgency, Verdict
from core.verify import Means
from tests.conftest import NOON
from tests.core.protect_kit import ABLE, ROOM, a_guarded_house, a_judgement, an_attack_text
from tests.core.test_protect import a_scam
from tests.fakes import REPLAY

NEW = Author(id="u7", handle="lee", name="Lee", joined_at=NOON - timedelta(hours=1))
OLD = replace(NEW, joined_at=NOON - timedelta(hours=25))
TABLE = ProtectTable(mode="on", hold_newcomers_links=True)
LINK = "have a look at https://free-coins.example/claim"
KEY = "replay:nordex:m2:0"


def a_house(allowed=("example.org",), **changes):
    house = a_guarded_house(**({"table": TABLE} | changes))
    judge = HostJudge(house.identities, allowed=frozenset(allowed)).judge
    return replace(house, means=Means(house.identities, judge, lambda _: None))


def a_post(text=LINK, author=NEW, **changes):
    return an_attack_text(text, author=author, **changes)


def judged(message=None):
    actions = (Ignore(reason="chatter"),)
    return Judged(message=message or a_post(), verdict=Verdict(), actions=actions)


def rows(each, house=None, known=None):
    around = {each.message.key: known} if known else {}
    return protect([each], around, (house or a_house(), NOON)).rows


@pytest.mark.parametrize(
    "text",
    [
        LINK,
        "free-coins.example",
        "look: free-coins[.]example/x",
        "https://www.example.org and https://free-coins.example",
        "ours is https://help.nordex.example, mine https://nordex-help.example",
    ],
)
def test_an_unknown_link_of_a_newcomer_waits(text):
    assert held(a_post(text), a_house(), NOON)


@pytest.mark.parametrize(
    "text",
    [
        "no link here",
        "https://help.nordex.example/fees",
        "https://www.example.org/page",
        "https://help.nordex.example and example.org",
    ],
)
def test_our_own_and_well_known_sites_never_wait(text):
    assert not held(a_post(text), a_house(), NOON)


UNABLE = replace(ABLE, acts=frozenset({Kind.BAN}))
FREE = {
    "he has been here for longer": (a_post(author=OLD), {}),
    "he joined exactly so long ago": (
        a_post(author=replace(NEW, joined_at=NOON - timedelta(hours=24))),
        {},
    ),
    "nobody knows when he joined": (a_post(author=replace(NEW, joined_at=None)), {}),
    "he is a moderator": (a_post(author=replace(NEW, is_moderator=True)), {}),
    "nobody else reads it": (a_post(scene=""), {}),
    "the operator does not want it": (a_post(), {"table": ProtectTable(mode="on")}),
    "protection is off": (a_post(), {"table": TABLE.model_copy(update={"mode": "off"})}),
    "nobody counts as a newcomer": (
        a_post(),
        {"table": TABLE.model_copy(update={"newcomer_h": 0})},
    ),
    "the platform deletes nothing": (a_post(), {"capabilities": UNABLE}),
    "not what others wrote there": (
        a_post(),
        {"capabilities": replace(ABLE, deletes_anywhere=False)},
    ),
}


@pytest.mark.parametrize(("message", "changes"), FREE.values(), ids=FREE)
def test_nobody_else_waits(message, changes):
    house = a_house(**changes)
    assert not held(message, house, NOON)
    assert rows(judged(message), house) == ()


def test_our_own_people_do_not_wait():
    house = a_house()
    mira = next(each for each in house.identities.accounts if each.id and each.role)
    author = replace(NEW, id=mira.id)
    house = replace(house, capabilities={mira.platform: ABLE})
    assert held(a_post(platform=mira.platform), house, NOON)
    assert not held(a_post(platform=mira.platform, author=author), house, NOON)


def test_it_is_taken_away_and_the_moderators_read_it():
    gone, card = rows(judged(a_post("<@1> [free](https://free-coins.example/claim)")))
    assert (gone.kind, gone.purpose, gone.target) == (Kind.DELETE, Purpose.ACT, "m2")
    assert gone.key == f"{KEY}:hold"
    assert (card.purpose, card.key, card.buttons) == (Purpose.REPORT, f"hold:{KEY}", ())
    assert (card.address, card.conversation) == (ROOM.address, f"room:{REPLAY}:{ROOM.address}")
    for part in ("Lee", "lee", "id u7", "claim", "Taken away"):
        assert part in card.text
    assert "free-coins.example" not in card.text
    assert "](" not in card.text
    assert "<@1>" not in card.text


def test_in_a_dry_run_the_moderators_only_read_what_would_be():
    [card] = rows(judged(), a_house(table=TABLE.model_copy(update={"mode": "dry_run"})))
    assert card.purpose is Purpose.REPORT
    assert "Dry run" in card.text
    assert "Taken away" not in card.text


def test_one_platform_may_only_rehearse():
    place = {REPLAY: PlaceRules(mode="dry_run")}
    [card] = rows(judged(), a_house(table=TABLE.model_copy(update={"platforms": place})))
    assert "Dry run" in card.text


def test_what_is_gone_for_its_secret_is_not_deleted_twice():
    message = a_post(secrets=(Secret(kind="seed_phrase", start=0, end=4),))
    gone, card = rows(judged(message))
    assert gone.key == f"{KEY}:delete"
    assert "Taken away" in card.text


def test_without_moderators_who_look_nothing_waits():
    assert rows(judged(), replace(a_house(), rooms={})) == ()


def test_whoever_was_cleared_by_a_moderator_does_not_wait():
    cleared = Surroundings(scam=replace(a_scam(), status=ScamStatus.DISMISSED))
    accused = Surroundings(scam=replace(a_scam(), status=ScamStatus.OPEN))
    assert rows(judged(), known=cleared) == ()
    assert len(rows(judged(), known=accused)) == 2


def test_an_attack_goes_the_way_of_attacks():
    attack = a_judgement(a_post())
    assert not [row for row in rows(attack) if "hold" in row.key]


def test_a_newcomers_question_is_answered_as_ever():
    each = replace(judged(), actions=(Escalate(priority=Urgency.P2, reason="asks"),))
    assert [row.purpose for row in rows(each)] == [Purpose.ACT, Purpose.REPORT]


def test_an_edit_that_brings_the_link_waits_as_well():
    gone, card = rows(judged(a_post(version=1)))
    assert (gone.key, card.key) == (f"{KEY[:-1]}1:hold", f"hold:{KEY[:-1]}1")
