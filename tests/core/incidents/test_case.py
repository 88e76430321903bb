"""What an incident means for a conversation: a case that waits, an answer in its own words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.actions import Ignore, Inform
from core.case import Holder, Status
from core.conclude import Known, conclude
from core.incidents.ports import Word
from core.incidents.telling import informing
from core.incidents.volatility import in_mode
from core.ports import Turn
from core.reply.lint import check
from core.triage.lexicon import LANGUAGES
from core.triage.risk import Levels
from core.types import Leg, Risk, RiskLevel, Stance
from tests.conftest import NOON, a_message
from tests.contract.guard_kit import FINDING
from tests.core.incidents.kit import PHRASES, TEXTS, a_house, an_incident
from tests.core.incidents.test_match import reading

HOUSE = a_house()
NEWS = informing(an_incident(texts=TEXTS), Word.NEWS, "en", Leg.PRIVATE)


def concluded(*actions, house=HOUSE, verdict=None):
    message = a_message("my SOL withdrawal is pending")
    turn = Turn(conversation=message.conversation, version=1, fresh=(message,))
    known = Known(aided={message.key: actions} if actions else {})
    return conclude(turn, [verdict or reading()], house, NOON, known)


def test_who_is_told_has_a_case_that_waits_with_the_bot():
    result = concluded(NEWS)
    assert (result.case.status, result.case.held_by) == (Status.WAITING_USER, Holder.BOT)
    assert result.case.reason == "waits with the incident “withdrawal SOL”"
    (row,) = result.outgoing
    assert row.text.startswith(TEXTS["en"])
    assert [each.reason for each in result.decisions] == [result.case.reason]


@pytest.mark.parametrize(
    "action",
    [Ignore(reason="told before"), replace(NEWS, waits=False)],
    ids=["nothing owed", "looked up"],
)
def test_what_owes_nothing_opens_no_case(action):
    assert concluded(action).case is None


def test_in_volatility_mode_an_attempt_is_met_earlier():
    house = replace(HOUSE, levels=Levels(note=0.1, review=0.5, alert=0.9))
    risk = Risk(score=0.4, level=RiskLevel.NOTE, stance=Stance.ATTEMPT, kinds=("secret_request",))
    verdict = reading(risk=risk, findings=(FINDING,))
    calm, busy = (concluded(house=each, verdict=verdict) for each in (house, in_mode(house, 0.5)))
    assert calm.judged[0].verdict.risk.level is RiskLevel.NOTE
    assert busy.judged[0].verdict.risk.level is RiskLevel.REVIEW
    assert busy.decisions[0].act.startswith("protect")


def test_every_phrase_is_there_in_every_language_and_may_be_said():
    own = {key: texts for key, texts in PHRASES.items() if key.startswith("incident_")}
    own["handed_over_busy"] = PHRASES["handed_over_busy"]
    assert len(own) == 5
    for key, texts in own.items():
        assert set(texts) == set(LANGUAGES), key
        for language, text in texts.items():
            said = text.replace("{text}", TEXTS["en"])
            assert check(said, HOUSE.identities, leg=Leg.PUBLIC) == (), (key, language)


def test_an_inform_without_waiting_is_what_it_was():
    assert Inform(phrase="p", language="en", reason="r").waits is False
