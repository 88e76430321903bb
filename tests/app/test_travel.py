"""Values arrive in another process as they left."""

from __future__ import annotations

import pickle
from dataclasses import fields
from datetime import UTC, datetime
from multiprocessing.reduction import ForkingPickler

import pytest

from app.inference.travel import TRAVELLERS, travel_light
from core.identities import Question
from core.types import Finding, Labels, Risk, Stance, Urgency, Verdict
from tests.conftest import a_message

FOUND = Finding(signal="links", kind="phishing", score=0.9, stance=Stance.ATTEMPT, reason="a form")
READ = Verdict(
    labels=Labels(intent="login", intents=(("login", 0.9),)),
    urgency=Urgency.P1,
    risk=Risk(score=0.4, kinds=("phishing",)),
    findings=(FOUND,),
    facts={"uid": ("12345678",)},
)
ASKED = Question(message=a_message("hello"), now=datetime(2026, 1, 2, tzinfo=UTC))


@pytest.mark.parametrize("value", [ASKED, READ, FOUND], ids=lambda value: type(value).__name__)
def test_a_value_arrives_as_it_left(value):
    travel_light()
    arrived = pickle.loads(ForkingPickler.dumps(value))  # noqa: S301 - our own bytes
    assert arrived == value
    assert arrived is not value


@pytest.mark.parametrize("kind", TRAVELLERS, ids=lambda kind: kind.__name__)
def test_travellers_are_all_made_of_several_fields(kind):
    assert len(fields(kind)) > 1
