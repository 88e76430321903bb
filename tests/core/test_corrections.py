"""Corrections: what agents see, what an opinion makes of it, and what the case does."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.case import Holder, Status, due_at
from core.corrections import (
    Correction,
    Marks,
    Opinion,
    codes_of,
    corrected,
    correction_of,
    following,
    marks_of,
    newest,
    traced,
)
from core.types import Labels, Platform, Risk, RiskLevel, Sentiment, Stance, Urgency, Verdict
from tests.conftest import NOON, a_message
from tests.contract.store_kit import a_case, bots_case

P0, P1, P2, P3 = Urgency
MARKS = Marks(intent="login", urgency=P2, sentiment=Sentiment.NEUTRAL)
REPORT = replace(MARKS, stance=Stance.REPORT, risk=("romance",))
ATTEMPT = replace(MARKS, stance=Stance.ATTEMPT, risk=("giveaway",))
URGENCIES = st.sampled_from(Urgency)


def an_opinion(**changes) -> Opinion:
    values = {
        "message_key": "k",
        "intent": "login",
        "urgency": P2,
        "sentiment": Sentiment.NEUTRAL,
        "scam": False,
        "by": "mira",
        "at": NOON,
    }
    return Opinion(**(values | changes))


def a_correction(before=MARKS, after=MARKS, **changes) -> Correction:
    values = {
        "message_key": "k",
        "platform": Platform("replay"),
        "text": "hello",
        "language": "en",
        "before": before,
        "after": after,
        "by": "mira",
        "at": NOON,
    }
    return Correction(**(values | changes))


def from_to(was: Urgency, now: Urgency) -> Correction:
    return a_correction(replace(MARKS, urgency=was), replace(MARKS, urgency=now))


@pytest.mark.parametrize(
    ("level", "stance", "seen"),
    [
        (RiskLevel.ALERT, Stance.ATTEMPT, Stance.ATTEMPT),
        (RiskLevel.REVIEW, None, Stance.ATTEMPT),
        (RiskLevel.NOTE, Stance.ATTEMPT, None),
        (RiskLevel.NOTE, Stance.REPORT, Stance.REPORT),
        (RiskLevel.NONE, None, None),
    ],
    ids=["attack", "attack without stance", "too faint to be shown", "report", "nothing"],
)
def test_marks_are_what_agents_see(level, stance, seen):
    risk = Risk(score=0.5, level=level, stance=stance, kinds=("romance",))
    labels = Labels(intent="fees", urgency=P3, sentiment=Sentiment.POSITIVE)
    marks = marks_of(Verdict(labels=labels, urgency=P1, risk=risk))
    kinds = ("romance",) if seen else ()
    assert marks == Marks(
        intent="fees", urgency=P1, sentiment=Sentiment.POSITIVE, stance=seen, risk=kinds
    )


@pytest.mark.parametrize(
    ("before", "scam", "stance", "risk"),
    [
        (MARKS, False, None, ()),
        (MARKS, True, Stance.ATTEMPT, ()),
        (REPORT, False, Stance.REPORT, ("romance",)),
        (REPORT, True, Stance.ATTEMPT, ("romance",)),
        (ATTEMPT, True, Stance.ATTEMPT, ("giveaway",)),
        (ATTEMPT, False, None, ()),
    ],
)
def test_a_scam_or_none(before, scam, stance, risk):
    after = corrected(before, an_opinion(scam=scam))
    assert (after.stance, after.risk) == (stance, risk)


def test_only_differences_are_told():
    after = Marks(intent="fees", urgency=P0, sentiment=Sentiment.NEGATIVE, stance=Stance.ATTEMPT)
    correction = a_correction(after=after)
    assert correction.changes == (
        ("intent", "login", "fees"),
        ("urgency", "P2", "P0"),
        ("sentiment", "neutral", "negative"),
        ("scam", "no", "yes"),
    )
    assert a_correction().changes == ()
    decision = traced(correction)
    assert decision.reason == (
        "intent login -> fees; urgency P2 -> P0; sentiment neutral -> negative; scam no -> yes"
    )
    assert dict(codes_of(after)) == {name: now for name, _, now in correction.changes}


def test_an_opinion_is_held_against_the_last_word():
    message = a_message("masked words")
    verdict = Verdict(labels=Labels(language="de", intent="kyc"), urgency=P1)
    first = correction_of(message, verdict, None, an_opinion(intent="fees"))
    assert (first.text, first.language, first.before.intent) == ("masked words", "de", "kyc")
    second = correction_of(message, verdict, first, an_opinion(intent="api"))
    assert (second.before, second.after.intent) == (first.after, "api")


def test_the_newest_word_on_each_message_counts():
    one, two = a_correction(), a_correction(message_key="other")
    three = a_correction(after=REPORT)
    assert newest([one, two, three]) == [three, two]


@pytest.mark.parametrize(
    ("priority", "was", "now", "others", "then"),
    [
        pytest.param(P2, P2, P0, (), P0, id="raised"),
        pytest.param(P0, P2, P1, (), P0, id="the case was more urgent"),
        pytest.param(P0, P0, P3, (), P3, id="a person lowers P0"),
        pytest.param(P0, P0, P3, (P1, P2), P1, id="as far as the others allow"),
        pytest.param(P0, P0, P3, (P0,), P0, id="another one is as urgent"),
        pytest.param(P1, P2, P3, (), P1, id="something else made it urgent"),
        pytest.param(P3, P1, P2, (P1,), P3, id="lowering never raises"),
        pytest.param(P3, P1, P1, (), P3, id="the same"),
    ],
)
def test_priority_follows(priority, was, now, others, then):
    case = a_case(priority=priority)
    after = following(case, from_to(was, now), others)
    assert after.priority is then
    assert (after is case) is (then is priority)
    assert after.version == case.version + (then is not priority)
    assert after.due_at == (case.due_at if then is priority else due_at(then, NOON))


@given(URGENCIES, URGENCIES, URGENCIES, st.lists(URGENCIES, max_size=3))
def test_a_case_is_never_less_urgent_than_what_was_just_said(priority, was, now, others):
    after = following(a_case(priority=priority), from_to(was, now), others).priority
    raised = now < was
    assert after <= priority if raised else after >= priority
    assert not raised or after <= now
    assert raised or after <= max(priority, min([now, *others]))


@pytest.mark.parametrize(
    ("known", "then"), [("login", "fees"), ("kyc", "kyc")], ids=["named after it", "by another"]
)
def test_a_case_named_after_the_message_is_renamed(known, then):
    case = a_case(intent=known)
    after = following(case, a_correction(after=replace(MARKS, intent="fees")), ())
    assert after.intent == then
    assert (after is case) is (known == then)


def test_a_resolved_case_stays_as_it_is():
    case = a_case(status=Status.RESOLVED)
    assert following(case, from_to(P2, P0), ()) is case


@pytest.mark.parametrize(
    ("now", "holder"), [(P0, Holder.QUEUE), (P1, Holder.BOT)], ids=["emergency", "urgent"]
)
def test_an_emergency_is_no_longer_the_bots(now, holder):
    case = bots_case(priority=P2)
    after = following(case, from_to(P2, now), ())
    assert (after.held_by, after.priority, after.version) == (holder, now, case.version + 1)
    assert (after.reason == "an agent found it urgent") is (holder is Holder.QUEUE)


def test_a_bots_case_that_was_an_emergency_already_only_changes_its_name():
    case = bots_case(priority=P0, intent="login")
    after = following(case, a_correction(after=replace(MARKS, intent="fees")), ())
    assert (after.held_by, after.intent) == (Holder.QUEUE, "fees")
