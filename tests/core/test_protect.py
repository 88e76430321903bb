"""An attack: who is warned, what is done, who is told, and what never happens."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from core.actions import Ignore, Kind, Purpose, Reply
from core.ports import Judged
from core.protect import independent, protect
from core.protection import Echo, ScamCase, ScamStatus, Surroundings
from core.tables.protect import PlaceRules, ProtectTable
from core.types import Author, Finding, Leg, Place, RiskLevel, Secret, Stance, Verdict
from tests.conftest import NOON, a_message
from tests.core.protect_kit import (
    ABLE,
    ATTACKER,
    FAKE,
    IMPOSTOR,
    ON,
    SCENE,
    WORDS,
    a_guarded_house,
    a_judgement,
    an_asker,
    an_attack_text,
    around,
)
from tests.fakes import REPLAY


def shielded(judged=None, known=None, house=None):
    judged = judged or a_judgement()
    surroundings = {judged.message.key: around() if known is None else known}
    return protect([judged], surroundings, (house or a_guarded_house(), NOON), "case1")


def of(shield, purpose):
    return [row for row in shield.rows if row.purpose is purpose]


def test_a_look_alike_is_stopped_the_victim_warned_and_moderators_told():
    shield = shielded()
    [warning] = of(shield, Purpose.WARNING)
    assert (warning.conversation, warning.reply_to, warning.leg) == (
        f"{SCENE}:u1",
        "m1",
        Leg.PUBLIC,
    )
    acts = {(row.kind, row.target) for row in of(shield, Purpose.ACT)}
    assert acts == {(Kind.DELETE, "m2"), (Kind.RESTRICT, "evil")}
    [card] = of(shield, Purpose.REPORT)
    assert ATTACKER in card.text
    [attack] = shield.guarding.attacks
    assert (attack.scam_id, attack.dry_run, attack.warned) == (ATTACKER, False, (warning.key,))
    [seen] = shield.guarding.seen
    assert seen.scam


def test_in_a_dry_run_nobody_is_touched_and_moderators_read_what_would_be_done():
    shield = shielded(house=a_guarded_house(ProtectTable()))
    assert of(shield, Purpose.ACT) == []
    [card] = of(shield, Purpose.REPORT)
    assert "delete, restrict" in card.text
    [attack] = shield.guarding.attacks
    assert attack.dry_run
    assert attack.would == ("delete", "restrict")


def test_switched_off_it_keeps_a_file_and_does_nothing_else():
    shield = shielded(house=a_guarded_house(ProtectTable(mode="off")))
    assert of(shield, Purpose.ACT) == of(shield, Purpose.WARNING) == []
    assert shield.guarding.attacks


def test_what_cannot_be_undone_needs_two_kinds_of_evidence():
    two_words = (WORDS, replace(WORDS, signal="fake_moderator"))
    shield = shielded(a_judgement(findings=two_words))
    assert [row.kind for row in of(shield, Purpose.ACT)] == [Kind.RESTRICT]


def test_nobody_is_ever_banned_by_default():
    for level in (RiskLevel.REVIEW, RiskLevel.ALERT):
        shield = shielded(a_judgement(level=level))
        assert Kind.BAN not in {row.kind for row in of(shield, Purpose.ACT)}


@pytest.mark.parametrize(
    ("findings", "kinds"),
    [
        ((), 0),
        ((IMPOSTOR,), 1),
        ((IMPOSTOR, replace(IMPOSTOR, signal="lookalike_mention")), 1),
        ((IMPOSTOR, WORDS), 2),
        ((IMPOSTOR, replace(WORDS, score=0.3)), 1),
        ((IMPOSTOR, replace(WORDS, stance=Stance.REPORT)), 1),
    ],
    ids=["none", "who", "who-twice", "who-words", "weak", "talk"],
)
def test_evidence_of_one_kind_counts_once(findings, kinds):
    assert independent(findings) == kinds


def test_at_review_level_nothing_is_done_unless_the_policy_says_so():
    assert of(shielded(a_judgement(level=RiskLevel.REVIEW)), Purpose.ACT) == []
    house = a_guarded_house(ProtectTable(mode="on", review=("delete",)))
    acts = of(shielded(a_judgement(level=RiskLevel.REVIEW), house=house), Purpose.ACT)
    assert [row.kind for row in acts] == [Kind.DELETE]


def test_a_platform_has_its_own_rules():
    own = ProtectTable(mode="on", platforms={REPLAY: PlaceRules(alert=("restrict",), warn=False)})
    shield = shielded(house=a_guarded_house(own))
    assert [row.kind for row in of(shield, Purpose.ACT)] == [Kind.RESTRICT]
    assert of(shield, Purpose.WARNING) == []


def test_who_was_cleared_by_a_person_is_not_touched_by_the_desk():
    cleared = a_scam(status=ScamStatus.DISMISSED)
    shield = shielded(known=around(scam=cleared))
    assert of(shield, Purpose.ACT) == []


def test_moderators_are_told_once_and_again_when_it_gets_worse():
    known = around(scam=a_scam(level=RiskLevel.REVIEW))
    assert of(shielded(a_judgement(level=RiskLevel.REVIEW), known), Purpose.REPORT) == []
    assert len(of(shielded(known=known), Purpose.REPORT)) == 1
    assert of(shielded(known=around(scam=a_scam())), Purpose.REPORT) == []


def test_without_a_room_nobody_is_told():
    assert of(shielded(house=a_guarded_house(rooms={})), Purpose.REPORT) == []


def test_in_private_there_is_nothing_to_delete():
    message = an_attack_text(place=Place.DM, scene="")
    assert of(shielded(a_judgement(message), Surroundings()), Purpose.ACT) == []


def test_where_a_bot_cannot_delete_it_does_not_try():
    house = a_guarded_house(capabilities=replace(ABLE, deletes_anywhere=False))
    assert [row.kind for row in of(shielded(house=house), Purpose.ACT)] == [Kind.RESTRICT]


def a_secret_in_public(**changes):
    values = {
        "id": "m3",
        "place": Place.GROUP,
        "scene": SCENE,
        "conversation": f"{SCENE}:u1",
        "secrets": (Secret(kind="seed_phrase", start=0, end=5),),
    }
    message = a_message("[seed phrase removed]", **(values | changes))
    verdict = Verdict(secrets=tuple(each.kind for each in message.secrets))
    return Judged(message=message, verdict=verdict, actions=(Ignore(reason="test"),))


@pytest.mark.parametrize(
    ("judged", "table", "deleted"),
    [
        (a_secret_in_public(), ProtectTable(), True),
        (a_secret_in_public(), ProtectTable(remove_secrets=False), False),
        (a_secret_in_public(scene=""), ProtectTable(), False),
        (a_secret_in_public(secrets=()), ProtectTable(), False),
    ],
    ids=["public", "not-wanted", "private", "no-secret"],
)
def test_a_secret_that_others_can_read_is_taken_away(judged, table, deleted):
    shield = shielded(judged, Surroundings(), a_guarded_house(table))
    assert [row.kind for row in of(shield, Purpose.ACT)] == ([Kind.DELETE] if deleted else [])


def a_question(**changes):
    values = {"id": "m1", "place": Place.GROUP, "scene": SCENE, "conversation": f"{SCENE}:u1"}
    message = a_message("my withdrawal is stuck", **(values | changes))
    reply = Reply(article="withdrawal-pending", language="en", reason="test")
    return Judged(message=message, verdict=Verdict(), actions=(reply,))


def test_who_asks_in_public_may_become_a_victim():
    judged = a_question()
    shield = protect([judged], {}, (a_guarded_house(), NOON), "case1")
    [asker] = shield.guarding.askers
    assert (asker.scene, asker.author_id, asker.message_id) == (SCENE, "u1", "m1")
    assert (asker.case_id, asker.asked_at) == ("case1", NOON)
    assert shield.guarding.seen == ()


@pytest.mark.parametrize(
    "judged",
    [
        a_question(scene=""),
        a_question(addressed=False),
        replace(a_question(), actions=(Ignore(reason="talk"),)),
        a_judgement(an_attack_text(addressed=True)),
    ],
    ids=["private", "overheard", "chatter", "attacker"],
)
def test_nobody_else_does(judged):
    assert protect([judged], {}, (a_guarded_house(), NOON)).guarding.askers == ()


def test_echoes_and_names_stand_in_the_surroundings():
    echo = Echo(kind="handle", shown="@x", authors=1, scenes=1, platforms=1, scams=1)
    assert Surroundings(echoes=(echo,)).echoes[0].scams == 1


def a_scam(**changes):
    values = {
        "id": ATTACKER,
        "platform": REPLAY,
        "account": "nordex",
        "author_id": FAKE.id,
        "handle": FAKE.handle,
        "name": FAKE.name,
        "opened_at": NOON,
        "last_at": NOON + timedelta(minutes=1),
        "level": RiskLevel.ALERT,
        "score": 0.98,
    }
    return ScamCase(**(values | changes))


def test_a_card_makes_nothing_of_a_hostile_text():
    nasty = an_attack_text(
        "@everyone **free** [click](https://bad.example/x) `code`\u202e <@123> " + "a" * 500,
        author=Author(id="evil", handle="x", name="*bold* <b>"),
    )
    finding = Finding(signal="impersonator", kind="impersonator", score=0.9, reason="**loud**")
    [card] = of(shielded(a_judgement(nasty, findings=(finding, WORDS))), Purpose.REPORT)
    assert "@everyone" not in card.text
    assert "](https" not in card.text
    assert "bad.example" not in card.text
    assert "\u202e" not in card.text
    assert "**loud**" not in card.text
    assert len(card.text) < 1500


def test_the_card_offers_what_the_platform_can():
    [card] = of(shielded(house=a_guarded_house(ON)), Purpose.REPORT)
    assert [button.data.split()[1] for button in card.buttons] == [
        "delete",
        "restrict",
        "ban",
        "not_scam",
        "take",
    ]
    assert [button.label for button in card.buttons if button.danger] == ["Ban"]
    bare = a_guarded_house(capabilities=replace(ABLE, acts=frozenset()))
    [card] = of(shielded(house=bare), Purpose.REPORT)
    assert [button.data.split()[1] for button in card.buttons] == ["not_scam", "take"]


def test_an_asker_is_who_was_answered():
    other = an_asker(conversation=f"{SCENE}:u9", author_id="u9", message_id="m9")
    message = an_attack_text(reply_to="m1")
    [warning] = of(shielded(a_judgement(message), around(other, an_asker())), Purpose.WARNING)
    assert warning.conversation == f"{SCENE}:u1"
