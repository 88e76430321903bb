"""Volatility mode: attacks are met earlier, and no quick answer is promised."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.actions import Escalate
from core.incidents.ports import Mode
from core.incidents.volatility import BUSY, guarded, in_mode
from core.reply.compose import compose
from core.triage.risk import Levels
from core.types import Risk, RiskLevel, Stance, Urgency, Verdict
from tests.conftest import a_message
from tests.contract.store_kit import after
from tests.core.incidents.kit import a_house
from tests.fakes import CAPABILITIES

CALM = a_house(levels=Levels(note=0.1, review=0.5, alert=0.9))


def said(house):
    escalate = Escalate(priority=Urgency.P1, reason="x")
    return compose((escalate,), a_message("help"), house.library, CAPABILITIES, language="en")


def test_in_volatility_the_levels_are_reached_at_lower_odds_and_no_time_is_promised():
    busy = in_mode(CALM, 0.5)
    assert busy.strictness == 0.5
    assert busy.limits.review == pytest.approx(1 / 3)
    assert busy.limits.note < CALM.levels.note
    assert busy.limits.alert < CALM.levels.alert
    assert "we cannot honestly say how long" in said(busy)
    assert "within" in said(CALM)
    assert "within" not in said(busy)


def test_and_back_again():
    busy = in_mode(CALM, 0.5)
    calm = in_mode(busy, 1.0)
    assert calm.limits == CALM.levels
    assert said(calm) == said(CALM)


def test_nothing_is_exchanged_where_nothing_changes():
    busy = in_mode(CALM, 0.5)
    assert in_mode(CALM, 1.0) is CALM
    assert in_mode(busy, 0.5) is busy
    assert busy.library.instead == BUSY


def test_a_library_that_came_new_is_made_busy_again():
    renewed = replace(in_mode(CALM, 0.5), library=a_house().library)
    assert "within" not in said(in_mode(renewed, 0.5))


@pytest.mark.parametrize(
    ("score", "level", "stance", "after_it"),
    [
        (0.4, RiskLevel.NOTE, Stance.ATTEMPT, RiskLevel.REVIEW),
        (0.85, RiskLevel.REVIEW, Stance.ATTEMPT, RiskLevel.ALERT),
        (0.06, RiskLevel.NONE, Stance.ATTEMPT, RiskLevel.NOTE),
        (0.2, RiskLevel.NOTE, Stance.ATTEMPT, RiskLevel.NOTE),
        (0.2, RiskLevel.ALERT, Stance.ATTEMPT, RiskLevel.ALERT),
        (0.85, RiskLevel.NOTE, Stance.REPORT, RiskLevel.NOTE),
        (0.85, RiskLevel.NONE, None, RiskLevel.NONE),
    ],
    ids=["to review", "to alert", "to note", "stays", "never lowered", "a report", "no attempt"],
)
def test_an_attempt_weighs_more(score, level, stance, after_it):
    verdict = Verdict(risk=Risk(score=score, level=level, stance=stance))
    assert guarded(verdict, in_mode(CALM, 0.5)).risk.level is after_it
    assert guarded(verdict, CALM) is verdict


HOUR = after(3600)


@pytest.mark.parametrize(
    ("mode", "automatic", "on"),
    [
        (Mode(), False, False),
        (Mode(), True, True),
        (Mode(value="on"), False, True),
        (Mode(value="off"), True, False),
        (Mode(value="on", until=HOUR), False, False),
        (Mode(value="off", until=HOUR), True, True),
        (Mode(value="on", until=after(3601)), False, True),
    ],
    ids=["calm", "by itself", "by hand", "off by hand", "on ran out", "off ran out", "still on"],
)
def test_a_persons_switch_counts_until_it_runs_out(mode, automatic, on):
    assert mode.is_on(HOUR, automatic=automatic) is on
