"""The team's memory: roster, whereabouts, cases given by the desk and by each other."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from core.case import Holder, Move, Status
from core.errors import NotYours
from core.team.assign import Fit
from core.team.book import ASSIGNER, Assignment, Fate, HandOver, Holding, Mode
from core.team.presence import Availability, Card, Choice, Doing, Spot
from core.team.shift import Member
from core.types import Urgency
from tests.contract.store_kit import (
    ANN,
    BOB,
    a_case,
    a_say,
    after,
    bots_case,
    case_now,
    claimed,
    messages,
    open_case,
    states,
    work,
)

pytestmark = pytest.mark.anyio

MEMBER = Member(
    agent="mira",
    zone="Europe/Oslo",
    week=("09:00-17:00",) * 5 + ("", ""),
    skills=frozenset({"kyc", "deposit"}),
    languages=frozenset({"en", "zh"}),
    most=5,
)


def given(case, **changes) -> Assignment:
    values = {
        "case_id": case.id,
        "agent": "mira",
        "mode": Mode.ASSIGN,
        "fit": Fit.BOTH,
        "load": 1,
        "most": 5,
        "at": after(10),
        "until": after(310),
    }
    return Assignment(**(values | changes))


def handing(case, taker="tomasz", **changes) -> HandOver:
    values = {"giver": "mira", "words": "he sent the hash", "by": "mira", "at": after(20)}
    return HandOver(case_id=case.id, taker=taker, **(values | changes))


async def acts(store, case) -> list[tuple[str, str]]:
    return [(each.act, each.by) for each in (await store.case_file(case.id)).decisions]


# the roster


async def test_an_entry_is_kept_whole_and_its_change_is_audited(store):
    assert list(await store.members()) == []
    await store.keep_member(MEMBER, "lead", after(0))
    assert list(await store.members()) == [MEMBER]
    await store.keep_member(replace(MEMBER, most=3, skills=frozenset()), "lead", after(5))
    (member,) = await store.members()
    assert (member.most, member.skills) == (3, frozenset())
    if hasattr(store, "trail"):
        trail = await store.trail("roster:mira")
        assert [(each.by, each.act) for each in trail] == [("lead", "roster:mira")] * 2


async def test_a_choice_outlives_a_new_plan_and_needs_none(store):
    choice = Choice(value=Availability.BUSY, at=after(3))
    await store.choose("tomasz", choice)
    await store.choose("mira", choice)
    await store.keep_member(MEMBER, "lead", after(5))
    mira, tomasz = await store.members()
    assert mira == replace(MEMBER, choice=choice)
    assert tomasz == Member(agent="tomasz", choice=choice)
    await store.choose("mira", None)
    assert (await store.members())[0] == MEMBER


# the board


def a_card(agent="mira", console="one", at=0.0, **spots: Doing) -> Card:
    return Card(
        agent=agent,
        console=console,
        at=after(at),
        active_at=after(at - 1),
        spots={
            case: Spot(agent=agent, doing=doing, since=after(-5)) for case, doing in spots.items()
        },
    )


async def test_cards_replace_those_of_the_same_console_and_old_ones_go(store):
    await store.post([])
    await store.post([a_card(c1=Doing.WRITING, c2=Doing.IDLE), a_card(console="two")])
    newer = a_card(at=30, c3=Doing.VIEWING)
    await store.post([newer])
    assert list(await store.cards(after(0))) == [newer, a_card(console="two")]
    assert list(await store.cards(after(1))) == [newer]
    late = a_card("ann", at=timedelta(hours=2).total_seconds())
    await store.post([late])
    assert list(await store.cards(after(0))) == [late]


async def test_the_bot_is_at_work_where_it_reads_and_where_its_words_wait(store):
    read = await open_case(store, a_case(ANN))
    says = await open_case(
        store, bots_case(BOB), message="b", outgoing=(a_say("b1", conversation=BOB),)
    )
    assert await store.bot_at_work(after(1)) == {}
    await store.put(messages("again", at=2))
    assert len(await store.claim(after(2), limit=9, lease=30)) == 1
    assert (await store.bot_at_work(after(3)))[read.id] is Doing.WORKING
    assert says.id not in await store.bot_at_work(after(3))


async def test_an_answer_that_waits_to_leave_shows_until_a_person_takes_over(store):
    case = bots_case()
    await open_case(store, case, outgoing=(a_say("a1", case_id=case.id),))
    assert await store.bot_at_work(after(1)) == {case.id: Doing.REPLYING}
    await store.move_case(case.id, Move.CLAIM, "mira", after(2))
    assert await store.bot_at_work(after(3)) == {}


# cases that the desk gives out


async def test_the_queue_has_what_waits_for_anybody_most_urgent_first(store):
    late = await open_case(store, a_case(ANN, due_at=after(90)))
    urgent = await open_case(store, a_case(BOB, priority=Urgency.P0), message="b")
    await open_case(store, bots_case("replay:nordex:bot"), message="c")
    await claimed(store, a_case("replay:nordex:held"), message="d")
    assert [case.id for case in await store.queue(limit=9)] == [urgent.id, late.id]
    assert [case.id for case in await store.queue(limit=1)] == [urgent.id]


async def test_who_holds_how_many(store):
    await claimed(store, a_case(ANN))
    second = await claimed(store, a_case(BOB), message="b")
    await store.move_case(second.id, Move.SNOOZE, "mira", after(5))
    await open_case(store, a_case("replay:nordex:queue"), message="c")
    assert sorted(await store.holdings(), key=lambda each: each.status) == [
        Holding(agent="mira", priority=Urgency.P1, status=Status.OPEN, count=1),
        Holding(agent="mira", priority=Urgency.P1, status=Status.SNOOZED, count=1),
    ]


async def test_a_case_that_is_given_is_held_and_says_why(store):
    case = await open_case(store, outgoing=(a_say("a1", case_id=a_case().id),))
    assignment = given(case)
    assert await store.give(assignment)
    now = await case_now(store, case.id)
    assert (now.held_by, now.agent, now.status) == (Holder.AGENT, "mira", Status.OPEN)
    assert now.due_at == case.due_at
    decision = (await store.case_file(case.id)).decisions[-1]
    assert (decision.act, decision.by, decision.at) == ("assign", ASSIGNER, after(10))
    assert "mira" in decision.reason
    assert (await states(store, case.id))["a1"] == "withdrawn"
    (dealt,) = await store.assignments(after(0))
    assert (dealt.assignment, dealt.case) == (assignment, now)


async def test_a_case_that_is_offered_stays_where_it_is(store):
    case = await open_case(store)
    assert await store.give(given(case, mode=Mode.OFFER))
    assert await case_now(store, case.id) == case
    assert (await acts(store, case))[-1] == ("offer", ASSIGNER)
    assert (await store.changes(0))[-1].case_id == case.id
    assert not await store.give(given(case, agent="tomasz", at=after(11)))


async def test_what_does_not_wait_is_not_given(store):
    held = await claimed(store, a_case(ANN), agent="tomasz")
    bots = await open_case(store, bots_case(BOB), message="b")
    gone = await open_case(store, a_case("replay:nordex:gone"), message="c")
    await store.move_case(gone.id, Move.RESOLVE, "tomasz", after(5))
    for case in (held, bots, gone, a_case("replay:nordex:none")):
        assert not await store.give(given(case))
    assert list(await store.assignments(after(0))) == []


@pytest.mark.parametrize("mode", Mode)
async def test_what_lapses_goes_back_once(store, mode):
    case = await open_case(store)
    assignment = given(case, mode=mode)
    await store.give(assignment)
    assert await store.end(assignment, Fate.LAPSED, after(400))
    now = await case_now(store, case.id)
    assert (now.held_by, now.agent) == (Holder.QUEUE, None)
    decision = (await store.case_file(case.id)).decisions[-1]
    assert (decision.act, decision.reason) == ("lapse", "mira did not react within 5 min")
    assert not await store.end(assignment, Fate.LAPSED, after(500))
    (dealt,) = await store.assignments(after(400))
    assert (dealt.assignment.fate, dealt.assignment.ended_at) == (Fate.LAPSED, after(400))
    assert list(await store.assignments(after(401))) == []
    assert await store.give(replace(assignment, agent="tomasz", at=after(410)))


@pytest.mark.parametrize("fate", [Fate.TAKEN, Fate.RETURNED])
async def test_what_was_taken_or_given_back_is_only_noted(store, fate):
    case = await open_case(store)
    assignment = given(case)
    await store.give(assignment)
    before = await acts(store, case)
    assert await store.end(assignment, fate, after(60))
    assert await acts(store, case) == before
    assert (await case_now(store, case.id)).agent == "mira"


@pytest.mark.parametrize("how", [Move.RELEASE, Move.RESOLVE])
async def test_what_moved_meanwhile_is_not_put_back(store, how):
    case = await open_case(store)
    assignment = given(case)
    await store.give(assignment)
    moved = await store.move_case(case.id, how, "mira", after(20))
    if how is Move.RELEASE:
        moved = await store.move_case(case.id, Move.CLAIM, "tomasz", after(30))
    assert await store.end(assignment, Fate.LAPSED, after(400))
    assert await case_now(store, case.id) == moved


# cases that people give each other


async def test_somebodys_open_cases_most_urgent_first(store):
    one = await claimed(store, a_case(ANN))
    two = await claimed(store, a_case(BOB, priority=Urgency.P0), message="b")
    done = await claimed(store, a_case("replay:nordex:done"), message="c")
    await store.move_case(done.id, Move.RESOLVE, "mira", after(5))
    await claimed(store, a_case("replay:nordex:his"), agent="tomasz", message="d")
    assert [case.id for case in await store.held_by("mira")] == [two.id, one.id]


async def test_a_case_goes_to_a_colleague_with_a_note(store):
    case = await claimed(store)
    after_it = await store.hand_over(handing(case))
    assert (after_it.agent, after_it.status) == ("tomasz", Status.OPEN)
    assert await case_now(store, case.id) == after_it
    file = await store.case_file(case.id)
    assert [(line.by, line.text) for line in file.lines if line.kind == "note"] == [
        ("mira", "he sent the hash")
    ]
    decision = file.decisions[-1]
    assert (decision.act, decision.reason) == ("hand_over", "mira to tomasz")


async def test_a_case_goes_to_the_queue_without_a_word(store):
    case = await claimed(store)
    after_it = await store.hand_over(handing(case, taker="", words=""))
    assert (after_it.held_by, after_it.agent) == (Holder.QUEUE, None)
    file = await store.case_file(case.id)
    assert [line for line in file.lines if line.kind == "note"] == []
    assert file.decisions[-1].reason == "mira to the queue"


async def test_a_lead_hands_over_for_somebody_who_left(store):
    case = await claimed(store)
    await store.hand_over(handing(case, by="lead"))
    assert (await acts(store, case))[-1] == ("hand_over", "lead")


async def test_only_what_somebody_holds_can_be_handed_over(store):
    case = await claimed(store, agent="tomasz")
    waiting = await open_case(store, a_case(BOB), message="b")
    for each in (case, waiting, a_case("replay:nordex:none")):
        with pytest.raises(NotYours):
            await store.hand_over(handing(each))
    assert await case_now(store, case.id) == case


async def test_what_goes_on_in_another_case_is_neither_given_nor_handed_over(store):
    from core.deeds import Merge

    survivor = await claimed(store, a_case(ANN))
    other = await open_case(store, a_case(BOB), message="b")
    await store.do(Merge(case_id=survivor.id, by="mira", at=after(5), other=other.id))
    assert not await store.give(given(other))
    with pytest.raises(NotYours):
        await store.hand_over(handing(other))


async def test_a_given_case_counts_as_any_that_is_held(store):
    case = await open_case(store)
    await store.give(given(case))
    totals = await store.totals()
    assert totals["agent:mira"] == 1
    await work(store, "more", at=30)
    assert (await case_now(store, case.id)).agent == "mira"
