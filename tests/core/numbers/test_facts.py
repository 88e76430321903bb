"""What each thing that happens adds, where the memories' own tests do not reach."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from core.actions import BOT, Kind, Purpose
from core.case import Holder, Status
from core.corrections import Correction, Marks
from core.numbers import events, steps, words
from core.numbers.facts import CaseFact, Heard, Said, about, complaint
from core.numbers.happening import About
from core.numbers.measures import M
from core.numbers.pulse import age
from core.ports import Turn
from core.protection import Attack, Guarding, scam_id
from core.scams import Ruling, ScamEvent, Verb
from core.types import Platform, Risk, RiskLevel, Sentiment, Urgency, Verdict
from tests.conftest import NOON, a_message
from tests.contract.store_kit import a_case, a_result, bots_case

HERE = About("replay", "fees", "en")
LATER = NOON + timedelta(minutes=10)


def names(found):
    return [each.measure.value for each in found]


def said(**changes) -> Said:
    values = {
        "by": BOT, "kind": Kind.SAY, "purpose": Purpose.ANSWER, "sequence": 0, "platform": "replay",
        "at": LATER,
    }  # fmt: skip
    return Said(**(values | changes))


def a_fact(**changes) -> CaseFact:
    return CaseFact(
        **({"case_id": "c", "conversation": "x", "about": HERE, "since": NOON} | changes)
    )


@pytest.mark.parametrize(
    ("kind", "by", "name", "bucket"),
    [
        (Kind.DELETE, BOT, "act_delete", 0),
        (Kind.BAN, "mira", "act_ban", 1),
        (Kind.LIFT, "mira", "act_lift", 1),
        (Kind.SHOW, BOT, "act_show", 0),
    ],
)
def test_acts_are_counted_by_who_did_them(kind, by, name, bucket):
    (found,) = events.acted(said(kind=kind, by=by, purpose=Purpose.ACT))
    assert (found.measure, found.bucket) == (name, bucket)


def test_what_is_no_act_is_none():
    assert events.acted(said()) == []
    assert events.acted(said(purpose=Purpose.ACT)) == []


@pytest.mark.parametrize(
    ("verb", "counted"),
    [(Verb.SCAM, ["ruled_scam"]), (Verb.NOT_SCAM, ["ruled_not_scam"]), (Verb.TAKE, [])],
)
def test_only_verdicts_say_whether_it_was_a_scammer(verb, counted):
    ruling = Ruling(scam_id="s", verb=verb, by="mira", at=NOON)
    assert names(events.ruled("replay", ruling)) == counted


@pytest.mark.parametrize(
    ("heard_at", "sent_at", "kind", "counted"),
    [
        (NOON, LATER, "warning", ["warned"]),
        (LATER, NOON, "warning", ["warned", "skewed"]),
        (None, LATER, "warning", []),
        (NOON, None, "warning", []),
        (NOON, LATER, "act", []),
    ],
)
def test_a_warning_that_left_is_timed(heard_at, sent_at, kind, counted):
    event = ScamEvent(kind=kind, at=NOON, by=BOT, sent_at=sent_at)
    assert names(events.warned("replay", heard_at, event)) == counted


def test_attacks_count_once_and_by_how_sure_they_are():
    verdicts = [Verdict(risk=Risk(level=level)) for level in (RiskLevel.ALERT, RiskLevel.REVIEW)]
    texts = [a_message("x", id=str(n), sent_at=NOON, received_at=NOON) for n in range(2)]
    attacks = tuple(
        Attack(scam_id=scam_id("replay", "s"), message=message, verdict=verdict)
        for message, verdict in zip(texts, verdicts, strict=True)
    )
    turn = Turn(conversation="x", version=1, fresh=())
    result = a_result(turn, guarding=Guarding(attacks=attacks))
    assert names(events.read(result, frozenset())) == ["scam_alert", "scam_review"]
    assert names(events.read(result, frozenset([texts[0].key]))) == ["scam_review"]


def test_a_turn_without_messages_began_nothing():
    assert events.heard(a_result(Turn(conversation="x", version=-1, fresh=()))) == Heard()


def test_a_case_that_turns_out_to_be_about_something_else_moves_in_the_backlog():
    before = a_case(intent="fees")
    _, found = steps.changed(before, replace(before, intent="kyc"), a_fact(), Heard())
    assert [(e.measure, e.about.topic, e.n) for e in found] == [
        ("backlog", "fees", -1),
        ("backlog", "kyc", 1),
    ]


def test_what_the_bot_opens_again_is_no_complaint():
    before = replace(bots_case(), status=Status.RESOLVED)
    fact = a_fact(by_bot=True, answered_at=NOON)
    after, found = steps.changed(before, bots_case(), fact, Heard(began=LATER))
    assert names(found) == ["reopened", "backlog"]
    assert (after.episode, after.complained) == (LATER, False)


def test_what_is_put_off_or_handed_back_is_neither_kept_nor_missed():
    held = replace(a_case(), status=Status.OPEN, held_by=Holder.AGENT, agent="mira")
    for status, holder in ((Status.SNOOZED, Holder.AGENT), (Status.WAITING_USER, Holder.BOT)):
        after = replace(held, status=status, held_by=holder, agent="mira")
        _, found = steps.changed(held, after, a_fact(), Heard())
        assert not {"kept", "missed"} & set(names(found))


def test_who_gives_a_case_back_or_hands_it_on():
    held = replace(a_case(), status=Status.OPEN, held_by=Holder.AGENT, agent="mira")
    queue = replace(held, held_by=Holder.QUEUE, agent=None)
    _, back = steps.changed(held, queue, a_fact(), Heard())
    assert [(e.measure, e.agent) for e in back] == [("handed_back", "mira")]
    _, on = steps.changed(held, replace(held, agent="tomasz"), a_fact(), Heard())
    assert [(e.measure, e.agent) for e in on] == [("claimed", "tomasz"), ("handed_back", "mira")]


def test_a_case_older_than_the_numbers_is_not_timed():
    fact = steps.unknown(a_case())
    after, found = words.said(fact, a_case(), said())
    assert names(found) == ["replies_bot"]
    after, found = words.said(after, a_case(), said(by="mira"))
    assert names(found) == ["replies_people"]
    closed = replace(bots_case(), status=Status.RESOLVED)
    _, found = steps.changed(bots_case(), closed, fact, Heard())
    assert "solved_bot" not in names(found)


def test_only_the_first_words_and_the_first_answer_count():
    fact, case = a_fact(replied=True), bots_case()
    fact, first = words.said(fact, case, said())
    assert names(first) == ["replies_bot", "first_bot", "answered", "bot_answered"]
    fact, part = words.said(fact, case, said(sequence=1))
    assert part == []
    fact, more = words.said(fact, case, said())
    assert names(more) == ["replies_bot"]
    fact, people = words.said(fact, case, said(by="mira"))
    assert names(people) == ["replies_people"], "nothing put the case before people"
    _, again = words.said(fact, case, said(by="mira"))
    assert names(again) == ["replies_people"]
    assert words.said(fact, case, said(purpose=Purpose.WARNING)) == (fact, [])
    assert words.said(fact, case, said(kind=Kind.BAN)) == (fact, [])


def test_a_score_that_takes_another_back_takes_it_from_whom_it_was():
    case = replace(a_case(), status=Status.RESOLVED, held_by=Holder.AGENT, agent="mira")
    fact, _ = words.rated(a_fact(), case, 5, NOON)
    later = replace(case, agent="tomasz", intent="kyc")
    _, found = words.rated(fact, later, 4, LATER)
    assert [(e.bucket, e.n, e.agent, e.at) for e in found] == [
        (5, -1, "mira", NOON),
        (4, 1, "tomasz", LATER),
    ]
    queue = replace(case, held_by=Holder.QUEUE, agent=None)
    _, (one,) = words.rated(a_fact(), queue, 4, NOON)
    assert (one.measure, one.agent) == (M.SCORE_PEOPLE, "")


def test_a_second_complaint_is_none():
    fact, found = complaint(a_fact(by_bot=True, answered_at=NOON))
    assert names(found) == ["bot_complained", "bot_spoilt"]
    assert complaint(fact) == (fact, [])
    touched = a_fact(by_bot=True, answered_at=NOON, touched=True)
    assert names(complaint(touched)[1]) == ["bot_complained"]
    assert complaint(a_fact())[1] == []


def a_correction(**changes) -> Correction:
    before = Marks(intent="fees", urgency=Urgency.P2, sentiment=Sentiment.NEUTRAL)
    return Correction(
        message_key="k", platform=Platform("replay"), text="x", language="en", before=before,
        after=replace(before, **changes), by="mira", at=LATER,
    )  # fmt: skip


def test_corrections_count_by_kind_and_spoil_an_answer_once():
    fact = a_fact(by_bot=True, answered_at=NOON)
    fact, found = words.corrected(fact, a_correction(urgency=Urgency.P1))
    assert names(found) == ["corrected_urgency"]
    fact, found = words.corrected(fact, a_correction(intent="kyc"))
    assert names(found) == ["corrected_topic", "bot_corrected"]
    assert words.corrected(fact, a_correction(intent="login"))[1][1:] == []
    assert names(words.corrected(a_fact(), a_correction(intent="kyc"))[1]) == ["corrected_topic"]


def test_what_a_case_is_about():
    assert about(a_case(intent="kyc", language="zh")) == About("replay", "kyc", "zh")


@pytest.mark.parametrize(("since", "seconds"), [(None, 0), (LATER, 0), (NOON, 600)])
def test_what_is_not_due_yet_has_not_waited(since, seconds):
    assert age(since, NOON if since == LATER else LATER) == seconds
