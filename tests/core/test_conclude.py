"""From a turn to everything that becomes true: one answer, one case, one trace."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from core.actions import BOT, Escalate, Reply
from core.case import Holder, Status
from core.conclude import UNREAD, House, conclude, park
from core.identities import Identities
from core.ports import Judged, Turn
from core.reply.library import Library
from core.reply.wording import DIALOGUE, MODERATORS, PROTECTION
from core.settings import DeskTable, Policy
from core.types import (
    Author,
    Finding,
    Place,
    Risk,
    RiskLevel,
    Secret,
    Stance,
    Urgency,
    Utterance,
    Verdict,
)
from knowledge import load_articles, load_facts, load_identities, load_phrases
from tests.conftest import NOON, a_message
from tests.core.test_case import a_case
from tests.fakes import CAPABILITIES, REPLAY, a_reading

KNOWLEDGE = Path(__file__).parents[2] / "knowledge"
PHRASES = {
    **load_phrases(KNOWLEDGE / "phrases.toml"),
    **load_phrases(KNOWLEDGE / "protection.toml", PROTECTION),
    **load_phrases(KNOWLEDGE / "moderators.toml", MODERATORS),
    **load_phrases(KNOWLEDGE / "dialogue.toml", DIALOGUE),
}


def a_house(**changes) -> House:
    facts = load_facts(KNOWLEDGE / "facts.toml")
    articles = load_articles(KNOWLEDGE / "articles", facts)
    values = {
        "policy": Policy(),
        "desk": DeskTable(),
        "library": Library(articles, PHRASES, facts),
        "identities": load_identities(KNOWLEDGE / "identities.toml"),
        "capabilities": {REPLAY: CAPABILITIES},
    }
    return House(**(values | changes))


HOUSE = a_house()
FEES = "what are your trading fees?"


def a_turn(*messages, **changes) -> Turn:
    fresh = messages or (a_message(FEES),)
    return Turn(**({"conversation": fresh[0].conversation, "version": 1, "fresh": fresh} | changes))


def concluded(turn, *verdicts, house=HOUSE):
    return conclude(turn, verdicts or [a_reading() for _ in turn.fresh], house, NOON)


def said(text, ours=True, author=BOT):
    return Utterance(ours=ours, author=author, text=text, at=NOON)


def test_a_sure_question_is_answered_after_the_hold():
    result = concluded(a_turn())
    [row] = result.outgoing
    assert row.due_at == NOON + timedelta(seconds=1.5)
    assert (row.reply_to, row.by, row.markdown) == ("1", BOT, True)
    assert [button.data for button in row.buttons] == ["/done", "/human"]
    assert (result.case.status, result.case.held_by) == (Status.WAITING_USER, Holder.BOT)
    assert row.case_id == result.case.id
    [trace] = result.decisions
    assert trace.act == "reply:fees-trading-tiers"
    assert trace.evidence == "https://help.nordex.example/en/fees-trading-tiers"
    assert "0.95" in trace.reason


def test_platforms_without_buttons_get_none():
    plain = a_house(capabilities={REPLAY: replace(CAPABILITIES, buttons=False)})
    [row] = concluded(a_turn(), house=plain).outgoing
    assert row.buttons == ()


def test_a_burst_gets_one_answer_and_an_edit_replaces_what_it_corrects():
    first = a_message("hi", id="1")
    wrong = a_message("what are the feas", id="2")
    right = replace(wrong, text=FEES, version=1)
    burst = (
        Judged(message=first, verdict=a_reading("chatter"), actions=(greeting(),)),
        Judged(message=wrong, verdict=a_reading("complaint"), actions=(a_person(),)),
    )
    result = concluded(a_turn(right, burst=burst))
    assert len(result.outgoing) == 1
    assert result.case.held_by is Holder.BOT


def greeting():
    return Reply(article="welcome", language="en", reason="hi")


def a_person():
    return Escalate(priority=Urgency.P2, reason="unhappy")


def test_an_answer_that_did_not_help_is_not_said_again():
    once = concluded(a_turn()).outgoing[0].text
    again = concluded(a_turn(history=(said(FEES, ours=False, author="Ann"), said(once))))
    assert again.outgoing[0].text != once
    assert again.case.held_by is Holder.QUEUE
    assert again.case.reason == "the same answer did not settle it"


def test_an_edit_that_changes_nothing_says_nothing():
    once = concluded(a_turn()).outgoing[0].text
    edited = a_turn(a_message(FEES, version=5), history=(said(once),))
    assert concluded(edited).outgoing == ()


def test_a_person_is_handed_a_case_and_the_user_is_told_once():
    complaint = a_reading("complaint")
    first = concluded(a_turn(a_message("you are the worst")), complaint)
    assert first.case.held_by is Holder.QUEUE
    assert len(first.outgoing) == 1
    second = concluded(a_turn(a_message("hello??"), case=first.case), complaint)
    assert second.outgoing == ()


def test_a_hand_over_that_a_burst_replaces_is_said_all_the_same():
    complaint = a_reading("complaint")
    angry = a_message("you are the worst")
    first = concluded(a_turn(angry), complaint)
    waiting = (Judged(message=angry, verdict=complaint, actions=first.judged[0].actions),)
    more = a_turn(a_message("hello??", id="2"), case=first.case, burst=waiting)
    assert concluded(more, complaint).outgoing[0].text == first.outgoing[0].text


def test_nothing_is_said_to_an_attacker_and_nothing_to_the_room():
    finding = Finding(signal="giveaway", kind="giveaway", score=0.9, reason="doubles coins")
    risk = Risk(score=0.9, level=RiskLevel.ALERT, stance=Stance.ATTEMPT, kinds=("giveaway",))
    attack = a_reading("spam", findings=(finding,), risk=risk)
    result = concluded(a_turn(a_message("double it", place=Place.GROUP)), attack)
    assert result.outgoing == ()
    assert [each.act for each in result.decisions] == ["protect:giveaway", "escalate:P1"]
    assert result.decisions[0].evidence == "doubles coins"
    stuck = a_reading("withdrawal", urgency=Urgency.P1)
    overheard = a_message("my withdrawal is stuck", place=Place.GROUP, addressed=False)
    assert concluded(a_turn(overheard), stuck).outgoing == ()


def test_a_posted_secret_is_urgent_and_answered():
    secret = Secret(kind="seed_phrase", start=0, end=9)
    message = a_message("[seed phrase removed]", secrets=(secret,))
    verdict = a_reading("chatter", secrets=("seed_phrase",), urgency=Urgency.P0)
    result = concluded(a_turn(message), verdict)
    assert result.case.priority is Urgency.P0
    assert result.outgoing


def test_missing_facts_are_asked_for_and_known_ones_are_not():
    verdict = a_reading("deposit", urgency=Urgency.P1, facts={"txid": ("0xab",)})
    [asked] = [each for each in concluded(a_turn(), verdict).decisions if "ask" in each.act]
    assert asked.act == "ask:network,coin"


def test_talk_is_ignored_and_opens_nothing():
    result = concluded(a_turn(history=(said("hi"),)), a_reading("praise"))
    assert (result.case, result.outgoing, result.decisions[0].act) == (None, (), "ignore")


@pytest.mark.parametrize("author", [Author(id="m", is_moderator=True), Author(id="2001")])
def test_staff_are_not_answered(author):
    own = Identities(accounts=(replace_account(),))
    house = a_house(identities=own)
    result = concluded(a_turn(a_message(FEES, author=author)), house=house)
    assert result.case is None


def replace_account():
    from core.identities import Account

    return Account(platform="replay", id="2001")


def test_a_reading_that_fails_is_tried_again_and_at_last_given_to_a_person():
    failure = ValueError("bad weights\nin line 2")
    first = concluded(a_turn(), failure)
    assert (first.retry_at, first.error) == (
        NOON + timedelta(seconds=0.2),
        "ValueError: bad weights",
    )
    both = a_turn(a_message(FEES), a_message("more", id="2"), attempts=4)
    last = concluded(both, failure, a_reading("praise"))
    assert last.retry_at is None
    assert [bool(each.error) for each in last.judged] == [True, False]
    assert last.case.held_by is Holder.QUEUE
    assert last.case.reason.startswith(UNREAD)


def test_a_turn_that_cannot_be_worked_is_parked_as_a_case():
    result = park(a_turn(), KeyError("x"), NOON)
    assert result.judged[0].error
    assert result.case.priority is Urgency.P1
    assert not result.supersede


def test_the_lint_stops_what_must_not_be_said():
    trap = Library(
        [replace(HOUSE.library.article("fees-trading-tiers", "en"), body="Send us your password.")],
        load_phrases(KNOWLEDGE / "phrases.toml"),
        load_facts(KNOWLEDGE / "facts.toml"),
    )
    result = concluded(a_turn(), house=a_house(library=trap))
    assert result.case.held_by is Holder.QUEUE
    assert result.case.reason.startswith("lint stopped: ")
    assert "password" not in result.outgoing[0].text


def test_an_unreadable_verdict_is_still_a_verdict():
    assert isinstance(park(a_turn(), ValueError(), NOON).judged[0].verdict, Verdict)


def test_cases_move_on_without_a_new_author():
    bot_case = a_case(status=Status.WAITING_USER, held_by=Holder.BOT)
    assert concluded(a_turn(case=bot_case)).case.id == bot_case.id
