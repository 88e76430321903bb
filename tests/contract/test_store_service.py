"""Every store keeps promises, calls, endings and ratings."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from core.actions import Button, Outgoing, Purpose
from core.case import Case, Holder, Move, Status
from core.ports import Sent, Turn, TurnResult
from core.scams import Verb
from core.service.calendar import Calendar
from core.service.paging import Page, PageState
from core.service.promise import Promises
from core.service.rating import Asking, Rating
from core.types import Labels, Leg, Place, Urgency, Verdict
from storage import MemoryStore, open_store
from tests.conftest import NOON, a_message
from tests.contract.guard_kit import EVE, attacked, rule
from tests.contract.store_kit import (
    ANN,
    BOB,
    REPLAY,
    a_case,
    a_say,
    after,
    bots_case,
    case_now,
    claimed,
    judged,
    moved,
    open_case,
    send,
    settle,
    work,
)

pytestmark = pytest.mark.anyio
P0, P1, P2 = Urgency.P0, Urgency.P1, Urgency.P2


# promises


async def promises(store):
    found = await store.promises_since(NOON)
    return [(each.since, each.due_at, each.how, each.by) for each in found]


async def test_a_promise_runs_from_the_queue_to_the_answer(store):
    case = await open_case(store)
    assert await promises(store) == [(NOON, after(1800), "", "")]
    await store.move_case(case.id, Move.CLAIM, "mira", after(60))
    assert await promises(store) == [(NOON, after(1800), "", "")]
    await store.answer(case.id, "mira", [a_say("a", due_at=after(90))])
    assert await promises(store) == [(NOON, after(1800), "answered", "mira")]
    [kept] = await store.promises_since(NOON)
    assert (kept.case_id, kept.priority, kept.topic, kept.ended_at) == (
        case.id, P1, case.intent, after(90),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("how", "said"),
    [(Move.RESOLVE, "resolved"), (Move.SNOOZE, "put_off")],
)
async def test_a_promise_ends_otherwise(store, how, said):
    case = await claimed(store)
    await store.move_case(case.id, how, "mira", after(60))
    assert await promises(store) == [(NOON, after(1800), said, "mira")]


async def test_a_case_that_goes_back_to_the_bot_is_promised_nothing(store):
    case = await open_case(store, a_case(status=Status.RESOLVED))
    assert await promises(store) == []
    bots = replace(case, status=Status.WAITING_USER, held_by=Holder.BOT, version=1)
    await work(store, "2", at=1, case=bots)
    assert await promises(store) == []
    again = replace(bots, status=Status.NEW, held_by=Holder.QUEUE, version=2, updated_at=after(2))
    await work(store, "3", at=2, case=again)
    back = replace(
        again, status=Status.WAITING_USER, held_by=Holder.BOT, updated_at=after(3), version=3
    )
    await work(store, "4", at=3, case=back)
    assert await promises(store) == [(after(2), after(1800), "handed_back", "bot")]


async def test_who_waits_again_is_promised_anew_and_old_promises_are_left_out(store):
    case = await claimed(store)
    await store.answer(case.id, "mira", [a_say("a", due_at=after(90))])
    now = await case_now(store, case.id)
    heard = replace(moved(now, Move.HEAR, at=after(600)), due_at=after(2400))
    await work(store, "2", at=600, case=heard)
    running, answered = await promises(store)
    assert running == (after(600), after(2400), "", "")
    assert answered[2] == "answered"
    assert await store.promises_since(after(91)) == [(await store.promises_since(NOON))[0]]
    assert len(await store.promises_since(NOON, limit=1)) == 1


async def test_a_more_urgent_case_has_a_shorter_promise(store):
    case = await open_case(store, a_case(priority=P2))
    urgent = replace(case, priority=P1, due_at=after(100), intent="kyc", version=1)
    await work(store, "2", at=1, case=urgent)
    [promise] = await store.promises_since(NOON)
    assert (promise.priority, promise.topic, promise.due_at) == (P1, "kyc", after(100))


# what is promised comes from the settings


OURS = Promises(minutes={P0: 1, P1: 60, P2: 600, Urgency.P3: 9}, warn_share=0.5)


@pytest.fixture
async def ours(store, tmp_path):
    """The same store, with promises of our own."""
    if isinstance(store, MemoryStore):
        store.promises = OURS
        yield store
        return
    own = await open_store(f"sqlite:///{tmp_path}/ours.db", promises=OURS)
    yield own
    await own.close()


async def test_a_case_in_front_of_people_again_is_due_as_the_settings_promise(ours):
    case = await open_case(ours, bots_case())
    again = await ours.move_case(case.id, Move.ESCALATE, "mira", after(100), reason="x")
    assert again.due_at == after(3700) == (await case_now(ours, case.id)).due_at


async def test_an_answer_that_did_not_arrive_is_promised_by_the_settings(ours):
    case = await open_case(ours, bots_case(), outgoing=(a_say("a1"),))
    await send(ours, Sent.FAILED, at=after(100), why="gone")
    assert (await case_now(ours, case.id)).due_at == after(3700)


async def test_a_promise_warns_before_it_is_broken(ours):
    case = await open_case(ours, a_case(due_at=after(3600)))
    assert await ours.ring(after(1799), limit=9) == []
    [warning] = await ours.ring(after(1800), limit=9)
    assert (warning.kind, warning.case.id) == ("case_warn", case.id)
    await heard(ours, warning, 1800)
    assert await ours.ring(after(3599), limit=9) == []
    [late] = await ours.ring(after(3600), limit=9)
    assert late.kind == "case_due"
    await heard(ours, late, 3600)
    assert await ours.ring(after(99_999), limit=9) == []


async def test_a_deadline_of_the_bot_has_no_warning(ours):
    await open_case(ours, bots_case())
    assert await ours.ring(after(86_399), limit=9) == []
    assert [each.kind for each in await ours.ring(after(86_400), limit=9)] == ["bot_deadline"]


async def heard(store, timer, at):
    turn = Turn(conversation=timer.case.conversation, version=-1, fresh=(), case=timer.case)
    assert not await store.record([TurnResult(turn=turn, supersede=False)], after(at))


async def test_hours_count_in_the_store_as_well(tmp_path):
    closed = Promises(calendar=Calendar(week=(((0, 60),),) * 7))
    store = await open_store(f"sqlite:///{tmp_path}/hours.db", promises=closed)
    try:
        case = await open_case(store, bots_case())
        again = await store.move_case(case.id, Move.ESCALATE, "mira", after(1))
        assert again.due_at == NOON + timedelta(hours=12, minutes=30)
    finally:
        await store.close()


# calls


def a_page(case: Case, number=0, **changes) -> Page:
    values = {
        "case_id": case.id,
        "conversation": case.conversation,
        "run": 1,
        "number": number,
        "name": "first",
        "via": "room",
        "sent_at": after(10 + number),
        "next_at": after(300 + number),
        "token": f"digest{number}",
    }
    return Page(**(values | changes))


def a_row(page: Page) -> Outgoing:
    return a_say(page.key, conversation="room", address="staff", purpose=Purpose.REPORT)


URGENT = {"priority": P0, "due_at": after(300)}


async def pages_of(store):
    [waiting] = await store.waiting([P0])
    return [(each.number, each.state, each.why) for each in waiting.pages]


async def test_only_urgent_cases_that_nobody_has_wait_for_a_call(store):
    mine = await open_case(store, a_case(**URGENT))
    await open_case(store, a_case(BOB, priority=P1), message="b")
    bots = bots_case("replay:nordex:cyd", **URGENT)
    await open_case(store, bots, message="c")
    assert [each.case.id for each in await store.waiting([P0])] == [mine.id]
    assert len(await store.waiting([P0, P1])) == 2
    assert len(await store.waiting([P0, P1], limit=1)) == 1
    await store.move_case(mine.id, Move.CLAIM, "mira", after(5))
    assert await store.waiting([P0]) == []


async def test_a_call_is_made_once_and_leaves_a_trace(store):
    case = await open_case(store, a_case(**URGENT))
    page = a_page(case)
    assert [await store.call(page, a_row(page)), await store.call(page, a_row(page))] == [
        True,
        False,
    ]
    assert [row.key for row in await store.due([REPLAY], after(60), limit=9)] == [page.key]
    assert await pages_of(store) == [(0, PageState.SENT, "")]
    file = await store.case_file(case.id)
    assert [each.act for each in file.decisions][-1] == "page"
    assert await store.calls(NOON) == [page]
    assert await store.calls(after(11)) == []


async def test_nobody_is_called_about_what_somebody_took(store):
    case = await claimed(store, a_case(**URGENT))
    assert not await store.call(a_page(case), None)
    assert not await store.call(a_page(replace(case, id="0" * 10)), None)


@pytest.mark.parametrize("result", [Sent.FAILED, Sent.UNKNOWN])
async def test_a_row_that_does_not_arrive_is_a_call_that_failed(store, result):
    case = await open_case(store, a_case(**URGENT))
    page = a_page(case)
    await store.call(page, a_row(page))
    await store.due([REPLAY], after(60), limit=9)
    await store.settle([settle(page.key, result, why="blocked")])
    assert await pages_of(store) == [(0, PageState.FAILED, "blocked")]
    assert [each.state for each in await store.calls(NOON)] == [PageState.FAILED]


async def test_a_call_that_failed_elsewhere_is_told_once(store):
    case = await open_case(store, a_case(**URGENT))
    await store.call(a_page(case), None)
    for _ in range(2):
        await store.call_failed(a_page(case).key, "no answer", after(20))
    await store.call_failed("page:none:1:0", "no answer", after(20))
    assert await pages_of(store) == [(0, PageState.FAILED, "no answer")]
    file = await store.case_file(case.id)
    assert [each.act for each in file.decisions].count("page_failed") == 1


@pytest.mark.parametrize("by_token", [False, True])
async def test_who_looks_after_a_case_ends_all_its_calls(store, by_token):
    case = await open_case(store, a_case(**URGENT))
    for number in (0, 1):
        await store.call(a_page(case, number), None)
    which = "digest1" if by_token else case.id
    for who in ("tomasz", "mira"):
        assert (await store.acknowledge(which, who, after(30))).id == case.id
    assert {each.by for each in await store.calls(NOON)} == {"tomasz"}
    assert {state for _, state, _ in await pages_of(store)} == {PageState.ACKNOWLEDGED}
    file = await store.case_file(case.id)
    assert [each.act for each in file.decisions].count("page_acknowledged") == 1


async def test_what_nobody_was_called_about_cannot_be_taken(store):
    case = await open_case(store, a_case(**URGENT))
    assert await store.acknowledge(case.id, "mira", NOON) is None
    assert await store.acknowledge("", "mira", NOON) is None
    await store.call(a_page(case, token=""), None)
    assert await store.acknowledge("", "mira", NOON) is None


@pytest.mark.parametrize(
    ("how", "why", "by"),
    [(Move.CLAIM, "claimed", "mira"), (Move.RESOLVE, "no longer waits", "")],
)
async def test_a_case_that_leaves_the_queue_closes_its_calls(store, how, why, by):
    case = await open_case(store, a_case(**URGENT))
    await store.call(a_page(case), None)
    await store.move_case(case.id, how, "mira", after(30))
    [page] = await store.calls(NOON)
    assert (page.state, page.why, page.by) == (PageState.CLOSED, why, by)


# endings


async def test_an_ending_counts_answers_and_whether_it_was_the_first(store):
    case = await claimed(store, a_case(leg=Leg.PRIVATE))
    words = [a_say("a", due_at=after(2)), a_say("b", due_at=after(2), sequence=1)]
    await store.answer(case.id, "mira", words)
    await store.answer(case.id, "mira", [a_say("c", due_at=after(3))])
    await store.move_case(case.id, Move.RESOLVE, "mira", after(10))
    [ending] = await store.endings(NOON)
    assert (ending.case_id, ending.at, ending.by_bot) == (case.id, after(10), False)
    assert (ending.answers, ending.first, ending.reopened_at) == (2, True, None)
    await store.move_case(case.id, Move.ESCALATE, "mira", after(20))
    await store.move_case(case.id, Move.RESOLVE, "mira", after(30))
    second, first = await store.endings(NOON)
    assert (first.reopened_at, second.first, second.reopened_at) == (after(20), False, None)
    assert await store.endings(after(31)) == []
    assert len(await store.endings(NOON, limit=1)) == 1


async def test_the_bot_ends_cases_too(store):
    case = await open_case(store, bots_case(), outgoing=(a_say("a1", case_id=bots_case().id),))
    await send(store)
    await work(store, "2", at=70, case=moved(case, Move.RESOLVE, at=after(70)))
    [ending] = await store.endings(NOON)
    assert (ending.by_bot, ending.answers) == (True, 1)


# who is asked, and what they say


def a_question(case: Case, key="") -> Outgoing:
    return a_say(
        key or f"rate:{case.id}",
        conversation=case.conversation,
        case_id=case.id,
        due_at=after(200),
        purpose=Purpose.SURVEY,
        leg=Leg.PRIVATE,
        buttons=(Button(label="1", data="/rate 1"),),
    )


async def solved(store, conversation=ANN, answered=True, **changes) -> Case:
    """A case in private that the bot answered and that ended."""
    case = bots_case(conversation, **({"leg": Leg.PRIVATE} | changes))
    message = conversation[-3:]
    rows = (a_say(f"a{message}", conversation=conversation, case_id=case.id),) if answered else ()
    await open_case(store, case, message=message, outgoing=rows)
    await send(store)
    return await store.move_case(case.id, Move.RESOLVE, "mira", after(100))


FIRST = Asking(solved_after=NOON, solved_before=after(150))
AGAIN = Asking(solved_after=NOON, solved_before=after(1000), again=True)


async def ids(store, asking=FIRST):
    return [each.id for each in await store.to_ask(asking)]


async def test_who_was_helped_in_private_is_asked_once(store):
    case = await solved(store)
    assert await ids(store, replace(FIRST, solved_before=after(99))) == []
    assert await ids(store, replace(FIRST, solved_after=after(101))) == []
    assert await ids(store) == [case.id]
    for _ in range(2):
        await store.ask([a_question(case)])
    assert await ids(store) == []
    assert await send(store, now=after(300)) == [f"rate:{case.id}"]


async def test_at_most_so_many_are_asked_at_once(store):
    one, two = await solved(store), await solved(store, BOB)
    assert set(await ids(store)) == {one.id, two.id}
    assert len(await ids(store, replace(FIRST, limit=1))) == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"leg": Leg.PUBLIC},
        {"risk": "review"},
        {"intent": "crisis"},
        {"unreachable": "blocked"},
        {"answered": False},
    ],
    ids=str,
)
async def test_who_is_not_asked(store, changes):
    await solved(store, **changes)
    assert await ids(store) == []


async def test_nobody_is_asked_after_a_crisis_in_the_same_conversation(store):
    case = bots_case(leg=Leg.PRIVATE)
    crisis = Verdict(labels=Labels(language="en", intent="crisis"))
    first = a_message("x", id="0", conversation=ANN)
    await store.put([first])
    [turn] = await store.claim(NOON, limit=1, lease=9)
    row = a_say("a1", case_id=case.id)
    read = (judged(first, verdict=crisis),)
    await store.record([TurnResult(turn=turn, judged=read, case=case, outgoing=(row,))], NOON)
    await send(store)
    await store.move_case(case.id, Move.RESOLVE, "mira", after(100))
    assert await ids(store) == []


async def test_no_scammer_is_asked(store):
    case = await solved(store, author_id=EVE)
    await attacked(store)
    assert await ids(store) == []
    await rule(store, Verb.NOT_SCAM)
    assert await ids(store) == [case.id]


async def test_a_case_that_was_opened_again_is_not_asked_about(store):
    case = await solved(store)
    await store.move_case(case.id, Move.ESCALATE, "mira", after(120))
    assert await ids(store) == []
    await store.ask([a_question(case)])
    assert await send(store, now=after(300)) == []


async def test_who_said_nothing_is_reminded_once(store):
    case = await solved(store)
    await store.ask([a_question(case)])
    assert await ids(store, AGAIN) == [], "not before the question left"
    await send(store, now=after(300), at=after(300))
    assert await ids(store, replace(AGAIN, solved_before=after(299))) == []
    assert await ids(store, AGAIN) == [case.id]
    await store.ask([a_question(case, f"rate:{case.id}:again")])
    assert await ids(store, AGAIN) == []


def a_rating(score=1, key="m") -> Rating:
    return Rating(key=key, conversation=ANN, platform=REPLAY, score=score, at=after(400))


async def asked(store, **changes) -> Case:
    case = await solved(store, **changes)
    await store.ask([a_question(case)])
    await send(store, now=after(300), at=after(300))
    return case


async def test_a_score_belongs_to_the_case_that_was_asked_about(store):
    assert await store.rate(a_rating()) is None
    case = await asked(store)
    rated = await store.rate(a_rating(2))
    assert (rated.case.id, rated.before) == (case.id, 0)
    [scored] = await store.ratings(NOON)
    assert (scored.rating.score, scored.rating.case_id, scored.by_bot) == (2, case.id, True)
    assert (scored.rating.agent, scored.rating.intent) == ("bot", case.intent)
    assert await ids(store, AGAIN) == [], "who answered is not reminded"
    assert await store.ratings(after(401)) == []


async def test_the_last_score_counts_and_the_same_message_twice_is_one(store):
    await asked(store)
    before = [
        (await store.rate(a_rating(score, key))).before
        for score, key in ((2, "m1"), (2, "m1"), (5, "m2"), (5, "m2"))
    ]
    assert before == [0, 0, 2, 2]
    assert [each.rating.score for each in await store.ratings(NOON)] == [5]
    assert len(await store.ratings(NOON, limit=1)) == 1


@pytest.mark.parametrize(
    ("score", "wanted"), [(1, "text why"), (3, "text why"), (4, "")], ids=["bad", "so so", "good"]
)
async def test_a_bad_score_has_the_words_that_follow_it(store, score, wanted):
    await asked(store)
    await store.rate(a_rating(score))
    command = a_message("/rate 1", id="c", conversation=ANN, received_at=after(401))
    public = a_message("aloud", id="p", conversation=ANN, received_at=after(402), place=Place.GROUP)
    why = a_message("text why", id="why", conversation=ANN, received_at=after(403))
    late = a_message("late", id="late", conversation=ANN, received_at=after(99_999))
    await store.put([command, public, why, late])
    [scored] = await store.ratings(NOON)
    assert scored.comment == wanted


async def test_a_score_for_what_a_person_solved_names_him(store):
    case = await claimed(store, a_case(leg=Leg.PRIVATE))
    await store.answer(case.id, "mira", [a_say("a", due_at=after(2), case_id=case.id)])
    await send(store)
    done = await store.move_case(case.id, Move.RESOLVE, "mira", after(100))
    await store.ask([a_question(done)])
    await send(store, now=after(300))
    await store.rate(a_rating(5))
    [scored] = await store.ratings(NOON)
    assert (scored.rating.agent, scored.by_bot) == ("mira", False)


async def test_nothing_to_ask_is_nothing(store):
    await store.ask([])
    assert await store.endings(NOON) == []
    assert await store.promises_since(NOON) == []
    assert await store.calls(NOON) == []
