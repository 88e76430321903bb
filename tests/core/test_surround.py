"""Which messages deserve a look around, and what it changes."""

from __future__ import annotations

from datetime import timedelta

import pytest

from core.protection import Echo, Surroundings
from core.surround import by_key, enriched, looks, suspect
from core.traces import Trace
from core.triage.campaign import surrounding
from core.triage.risk import Levels
from core.types import Finding, Risk, RiskLevel, Secret, Stance, Verdict
from tests.conftest import NOON
from tests.core.protect_kit import IMPOSTOR, SCENE, WORDS, an_asker, an_attack_text
from tests.core.test_conclude import HOUSE

LEVELS = (HOUSE.identities, Levels())
REPORT = Finding(
    signal="words", kind="fake_moderator", score=0.5, reason="tells", stance=Stance.REPORT
)
SECRET = (Secret(kind="password", start=0, end=4),)


def a_verdict(score=0.6, level=RiskLevel.REVIEW, findings=(WORDS,), **changes):
    risk = Risk(score=score, level=level, stance=Stance.ATTEMPT, kinds=("off_platform_pivot",))
    return Verdict(**({"risk": risk, "findings": findings} | changes))


QUIET = Verdict()


@pytest.mark.parametrize(
    ("message", "verdict", "worth"),
    [
        (an_attack_text(), a_verdict(), True),
        (an_attack_text(), QUIET, False),
        (an_attack_text(), Verdict(findings=(WORDS,)), True),
        (an_attack_text(), Verdict(findings=(REPORT,)), False),
        (an_attack_text(), Verdict(risk=Risk(score=0.2)), True),
        (an_attack_text(), Verdict(secrets=("password",)), True),
        (an_attack_text(scene=""), a_verdict(), True),
        (an_attack_text(scene=""), Verdict(secrets=("password",)), False),
    ],
    ids=["attack", "quiet", "finding", "report", "score", "secret", "private", "private-secret"],
)
def test_only_the_suspicious_are_looked_at(message, verdict, worth):
    assert suspect(message, verdict) is worth
    asked = looks([(message, verdict)], HOUSE.verifies, (NOON, 30.0))
    assert len(asked) == worth


def test_a_look_names_place_person_traces_and_time():
    [look] = looks([(an_attack_text(), a_verdict())], HOUSE.verifies, (NOON, 30.0))
    assert (look.scene, look.author_id) == (SCENE, "evil")
    assert {each.kind for each in look.traces} == {"handle"}
    assert look.asked_since == NOON - timedelta(minutes=30)
    assert look.seen_since == NOON - timedelta(hours=24)
    known = Surroundings(traces=look.traces)
    assert by_key([look], [Surroundings()]) == {an_attack_text().key: known}


def test_traces_seen_when_the_message_was_read_are_not_sought_again():
    seen = (Trace(kind="host", digest="1", shown="bad.example"),)
    [look] = looks([(an_attack_text(), a_verdict(traces=seen))], HOUSE.verifies, (NOON, 30.0))
    assert look.traces == seen


def an_echo(kind="handle", authors=1, scams=0, platforms=1):
    return Echo(kind=kind, shown="@x", authors=authors, scenes=1, platforms=platforms, scams=scams)


@pytest.mark.parametrize(
    ("echo", "score"),
    [
        (an_echo(scams=1), 0.9),
        (an_echo("text", scams=1), 0.8),
        (an_echo("text", authors=3), 0.7),
        (an_echo("handle", authors=3), 0.5),
        (an_echo("host", authors=9), 0.0),
        (an_echo(authors=2), 0.0),
    ],
    ids=["known", "known-text", "many-texts", "many-handles", "a-host", "few"],
)
def test_the_same_traces_in_other_hands(echo, score):
    found = surrounding(an_attack_text(), Surroundings(echoes=(an_echo(), echo)), HOUSE.identities)
    assert max((each.score for each in found), default=0.0) == score


def test_an_echo_says_how_often_and_where():
    known = Surroundings(echoes=(an_echo(authors=2, scams=1, platforms=3),))
    [finding] = surrounding(an_attack_text(), known, HOUSE.identities)
    assert finding.reason == (
        "the same handle from 2 other authors on 3 platforms, 1 of them known as scams"
    )


def test_a_stranger_who_answers_at_once_has_waited_for_it():
    answer = an_attack_text(reply_to="m1")
    [finding] = surrounding(answer, Surroundings(askers=(an_asker(),)), HOUSE.identities)
    assert finding.reason == "answers a call for help after 30 seconds"
    late = an_attack_text(reply_to="m1", sent_at=NOON + timedelta(minutes=5))
    assert surrounding(late, Surroundings(askers=(an_asker(),)), HOUSE.identities) == ()
    elsewhere = an_attack_text(reply_to="m7")
    assert surrounding(elsewhere, Surroundings(askers=(an_asker(),)), HOUSE.identities) == ()


KNOWN = Surroundings(echoes=(an_echo(scams=2),))


def test_what_surrounds_an_attempt_makes_it_surer():
    verdict = a_verdict()
    richer = enriched(an_attack_text(), verdict, KNOWN, LEVELS)
    assert richer.risk.score > 0.9
    assert richer.risk.kinds == ("off_platform_pivot", "flood")
    assert [each.signal for each in richer.findings] == ["off_platform_pivot", "campaign"]


@pytest.mark.parametrize(
    ("verdict", "known"),
    [
        (a_verdict(), None),
        (a_verdict(), Surroundings()),
        (Verdict(risk=Risk(score=0.05, stance=Stance.REPORT, level=RiskLevel.NOTE)), KNOWN),
    ],
    ids=["nothing-asked", "nothing-known", "a-report"],
)
def test_nothing_changes_where_nothing_is_known_or_nothing_was_attempted(verdict, known):
    assert enriched(an_attack_text(), verdict, known, LEVELS) is verdict


def test_a_little_suspicion_stays_little():
    verdict = Verdict(risk=Risk(score=0.02), findings=())
    soon = Surroundings(askers=(an_asker(),))
    richer = enriched(an_attack_text(reply_to="m1"), verdict, soon, LEVELS)
    assert richer.risk.level is RiskLevel.NONE
    assert richer.risk.score > verdict.risk.score


def test_evidence_never_lowers_a_risk():
    sure = a_verdict(score=0.999, level=RiskLevel.ALERT, findings=(IMPOSTOR,))
    richer = enriched(an_attack_text(), sure, KNOWN, LEVELS)
    assert richer.risk.score >= 0.999
    assert SECRET
