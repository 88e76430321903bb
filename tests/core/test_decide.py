"""The policy: a table of situations, and promises for every verdict there can be."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.actions import Ask, Escalate, Ignore, Protect, Reply
from core.case import Holder, Status
from core.decide import ALWAYS_HUMAN, Matter, decide
from core.needs import NEEDED, missing_facts
from core.plan import merge, outcome
from core.settings import Policy
from core.types import Finding, Labels, Outcome, Place, Risk, RiskLevel, Stance, Urgency, Verdict
from tests.conftest import a_message
from tests.core.test_case import a_case

POLICY = Policy()
INTENTS = sorted(
    {*NEEDED, *ALWAYS_HUMAN, "fees", "how_to", "praise", "chatter", "spam", "business"}
)


def a_verdict(intent="fees", urgency=Urgency.P3, confidence=0.9, **changes) -> Verdict:
    labels = Labels(
        language="en", intent=intent, intent_confidence=confidence, intents=((intent, confidence),)
    )
    values = {"labels": labels, "urgency": urgency, "article": "a", "fit": 0.9}
    return Verdict(**(values | changes))


def attack(level=RiskLevel.ALERT, stance=Stance.ATTEMPT):
    finding = Finding(signal="giveaway", kind="giveaway", score=0.9, reason="doubles coins")
    risk = Risk(score=0.9, level=level, stance=stance, kinds=("giveaway",))
    return {"findings": (finding,), "risk": risk}


def a_matter(verdict=None, **changes) -> Matter:
    return Matter(**({"message": a_message(), "verdict": verdict or a_verdict()} | changes))


def said(matter: Matter) -> Outcome:
    return outcome(decide(matter, POLICY))


GROUP = {"place": Place.GROUP}
OVERHEARD = {"place": Place.GROUP, "addressed": False}


@pytest.mark.parametrize(
    ("matter", "wanted"),
    [
        (a_matter(), Outcome.REPLY),
        (a_matter(a_verdict(fit=0.3)), Outcome.ESCALATE),
        (a_matter(a_verdict(confidence=0.4, fit=0.7)), Outcome.ESCALATE),
        (a_matter(a_verdict(urgency=Urgency.P1)), Outcome.ESCALATE),
        (a_matter(from_staff=True), Outcome.IGNORE),
        (a_matter(a_verdict(**attack())), Outcome.PROTECT),
        (a_matter(a_verdict(**attack(RiskLevel.NOTE))), Outcome.REPLY),
        (a_matter(a_verdict("authenticity", **attack(stance=Stance.QUESTION))), Outcome.REPLY),
        (a_matter(a_verdict(secrets=("seed_phrase",))), Outcome.ESCALATE),
        (a_matter(a_verdict("crisis")), Outcome.ESCALATE),
        (a_matter(a_verdict("compliance")), Outcome.ESCALATE),
        (a_matter(a_verdict("deposit", Urgency.P1)), Outcome.ESCALATE),
        (a_matter(a_verdict("deposit", Urgency.P2, fit=0.2)), Outcome.ESCALATE),
        (a_matter(a_verdict("praise")), Outcome.IGNORE),
        (a_matter(a_verdict("spam")), Outcome.IGNORE),
        (a_matter(a_verdict("chatter")), Outcome.REPLY),
        (a_matter(a_verdict("chatter"), replies=1), Outcome.IGNORE),
        (a_matter(a_verdict("chatter"), message=a_message(**GROUP)), Outcome.IGNORE),
        (a_matter(message=a_message(**OVERHEARD)), Outcome.IGNORE),
        (
            a_matter(a_verdict("withdrawal", Urgency.P1), message=a_message(**OVERHEARD)),
            Outcome.ESCALATE,
        ),
        (a_matter(message=a_message("/human")), Outcome.ESCALATE),
        (a_matter(a_verdict(article="service-reach-a-person", fit=0.6)), Outcome.ESCALATE),
        (a_matter(message=a_message("/start")), Outcome.REPLY),
        (a_matter(age=timedelta(days=2)), Outcome.ESCALATE),
        (a_matter(replies=6), Outcome.ESCALATE),
        (a_matter(case=a_case(held_by=Holder.AGENT, status=Status.OPEN)), Outcome.ESCALATE),
        (a_matter(a_verdict("praise"), case=a_case(held_by=Holder.QUEUE)), Outcome.IGNORE),
        (a_matter(case=a_case(held_by=Holder.AGENT, status=Status.RESOLVED)), Outcome.REPLY),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_situations(matter, wanted):
    assert said(matter) is wanted


def test_a_policy_may_answer_everything_in_groups():
    matter = a_matter(message=a_message(**OVERHEARD))
    assert outcome(decide(matter, Policy(answer_in_groups="all"))) is Outcome.REPLY


@pytest.mark.parametrize(
    ("place", "level", "priority"),
    [
        (Place.GROUP, RiskLevel.ALERT, Urgency.P1),
        (Place.GROUP, RiskLevel.REVIEW, Urgency.P2),
        (Place.DM, RiskLevel.ALERT, Urgency.P3),
    ],
)
def test_an_attack_is_more_urgent_where_others_read_it(place, level, priority):
    matter = a_matter(a_verdict(**attack(level)), message=a_message(place=place))
    protect, escalate = decide(matter, POLICY)
    assert isinstance(protect, Protect)
    assert escalate.priority is priority


def test_funds_at_stake_get_first_aid_a_question_and_a_person():
    matter = a_matter(
        a_verdict("deposit", Urgency.P1, reasons=("funds stuck",)), known=frozenset({"coin"})
    )
    reply, ask, escalate = decide(matter, POLICY)
    assert reply.article == "a"
    assert ask.facts == ("txid", "network")
    assert (escalate.priority, escalate.reason) == (Urgency.P1, "funds stuck")


@pytest.mark.parametrize(
    ("confidence", "urgency", "reasons", "acts", "priority"),
    [
        (0.9, Urgency.P3, (), 2, Urgency.P0),
        (0.3, Urgency.P0, ("P0: speaks of ending a life",), 2, Urgency.P0),
        (0.6, Urgency.P0, ("reads as crisis",), 1, Urgency.P0),
        (0.4, Urgency.P3, (), 1, Urgency.P1),
    ],
)
def test_a_mere_guess_at_a_crisis_is_read_by_a_person_first(
    confidence, urgency, reasons, acts, priority
):
    verdict = replace(a_verdict("crisis", urgency, confidence), reasons=reasons)
    actions = decide(a_matter(verdict), POLICY)
    assert len(actions) == acts
    assert actions[-1].priority is priority


def test_first_aid_is_given_once():
    again = decide(a_matter(a_verdict("account_security", Urgency.P0), replies=1), POLICY)
    assert [type(action) for action in again] == [Escalate]


def test_known_facts_are_not_asked_again():
    assert missing_facts("deposit", {"txid", "network", "coin"}) == ()
    assert missing_facts("fees", ()) == ()


unit = st.floats(0, 1)
verdicts = st.builds(
    Verdict,
    labels=st.builds(Labels, intent=st.sampled_from(INTENTS), intent_confidence=unit),
    findings=st.just(attack()["findings"]),
    risk=st.builds(
        Risk,
        score=unit,
        level=st.sampled_from(RiskLevel),
        stance=st.sampled_from([None, *Stance]),
    ),
    urgency=st.sampled_from(Urgency),
    secrets=st.sampled_from([(), ("seed_phrase",)]),
    article=st.sampled_from(["", "a", "service-reach-a-person"]),
    fit=unit,
)
matters = st.builds(
    Matter,
    message=st.builds(a_message, place=st.sampled_from(Place), addressed=st.booleans()),
    verdict=verdicts,
    case=st.sampled_from([None, a_case(), a_case(held_by=Holder.QUEUE)]),
    replies=st.integers(0, 9),
    from_staff=st.booleans(),
)


@given(matters)
def test_every_message_is_decided_with_a_reason(matter):
    actions = decide(matter, POLICY)
    assert actions
    assert all(action.reason for action in actions)


@given(matters)
def test_an_attacker_never_gets_an_automatic_reply(matter):
    risk = matter.verdict.risk
    victim = matter.verdict.secrets and risk.level is RiskLevel.REVIEW
    grave = risk.level in (RiskLevel.REVIEW, RiskLevel.ALERT) and not victim
    if risk.stance is Stance.ATTEMPT and grave:
        assert not any(isinstance(each, Reply | Ask) for each in decide(matter, POLICY))


@pytest.mark.parametrize(
    ("level", "told"), [(RiskLevel.REVIEW, True), (RiskLevel.ALERT, False)], ids=["maybe", "surely"]
)
def test_who_gives_a_secret_away_is_a_victim_unless_it_surely_is_bait(level, told):
    risk = Risk(score=0.9, level=level, stance=Stance.ATTEMPT, kinds=("seed_bait",))
    finding = Finding(signal="seed_bait", kind="seed_bait", score=0.9, reason="posts a phrase")
    verdict = Verdict(risk=risk, findings=(finding,), secrets=("seed_phrase",))
    actions = decide(Matter(message=a_message("x"), verdict=verdict), POLICY)
    assert any(isinstance(each, Reply) for each in actions) is told
    assert any(isinstance(each, Protect) for each in actions) is not told


@given(matters)
def test_what_is_burning_always_reaches_a_person(matter):
    attacked = matter.verdict.risk.stance is Stance.ATTEMPT
    talk = matter.intent in {"chatter", "praise", "spam"}
    order = matter.verdict.article == "service-reach-a-person"
    if matter.verdict.urgency is Urgency.P0 and not (
        matter.from_staff or attacked or talk or order
    ):
        assert any(
            isinstance(each, Escalate) and each.priority is Urgency.P0
            for each in decide(matter, POLICY)
        )


@given(st.lists(matters.map(lambda matter: decide(matter, POLICY)), min_size=1, max_size=5))
def test_a_merged_plan_keeps_the_most_urgent_escalation(plans):
    merged = merge(plans)
    wanted = [each.priority for plan in plans for each in plan if isinstance(each, Escalate)]
    kept = [each.priority for each in merged if isinstance(each, Escalate)]
    assert kept == ([min(wanted)] if wanted else [])
    assert sum(isinstance(each, Reply) for each in merged) <= 2


def test_a_greeting_gives_way_to_an_answer():
    greeting = Reply(article="welcome", language="en", reason="hi")
    answer = Reply(article="fees", language="en", reason="fees")
    assert merge([(greeting,), (answer,)]) == (answer,)
    assert merge([(greeting,), (Ignore(reason="chatter"),)]) == (greeting,)


def test_questions_of_a_burst_become_one():
    first = Ask(facts=("txid",), language="en", reason="a")
    second = Ask(facts=("coin", "txid"), language="en", reason="b")
    assert merge([(first,), (second,)]) == (Ask(facts=("txid", "coin"), language="en", reason="b"),)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("/rate good", "rated us good"),
        (" /rate bad ", "rated us bad"),
        ("/rate", "rated us unclearly"),
        ("/rate everything twice", "rated us unclearly"),
        ("/stop", "asked us to stop"),
        ("/done", "says it is solved"),
    ],
)
def test_last_words_are_kept_and_never_answered_even_while_a_person_has_the_case(text, why):
    case = a_case(held_by=Holder.AGENT, status=Status.OPEN)
    for matter in (a_matter(message=a_message(text)), a_matter(message=a_message(text), case=case)):
        [action] = decide(matter, Policy())
        assert (type(action), action.reason) == (Ignore, why)


@pytest.mark.parametrize(
    ("command", "article"),
    [("/status", "platform-status"), ("/verify @x", "authenticity-official-channels")],
)
def test_commands_are_answered_from_their_article(command, article):
    [action] = decide(a_matter(message=a_message(command)), Policy())
    assert action.article == article


def test_a_bystanders_answer_is_left_alone_and_the_users_own_is_read_by_a_person():
    overheard = a_message(place=Place.REPLY, addressed=False)
    assert said(a_matter(message=overheard)) is Outcome.IGNORE
    assert said(a_matter(message=overheard, case=a_case(held_by=Holder.BOT))) is Outcome.ESCALATE
    resolved = a_case(held_by=Holder.BOT, status=Status.RESOLVED)
    assert said(a_matter(message=overheard, case=resolved)) is Outcome.IGNORE
