"""The numbers as both memories keep them, against one another and against the plain truth."""

from __future__ import annotations

from datetime import timedelta

import pytest

from core.actions import Ask, Escalate, Reply
from core.case import Move, move
from core.numbers.book import Behind, Scope, Side, What
from core.numbers.measures import DAY, bucket_of, hour_of
from core.service.rating import Rating
from core.types import Secret, Urgency
from tests.conftest import NOON
from tests.contract.store_kit import (
    ANN,
    BOB,
    REPLAY,
    a_case,
    a_result,
    a_say,
    after,
    bots_case,
    claim_one,
    judged,
    messages,
    send,
)

pytestmark = pytest.mark.anyio

EVER = Scope(start=hour_of(NOON) - 30 * DAY, end=hour_of(NOON) + 30 * DAY)
REPLY = Reply(article="fees", language="en", reason="asked")
ASK = Ask(facts=("txid",), language="en", reason="missing")
ESCALATE = Escalate(priority=Urgency.P1, reason="funds")


async def sums(store, scope=EVER):
    """What was counted, by measure, buckets added up."""
    found = {}
    for (measure, _), n in (await store.sums(scope)).items():
        found[measure] = found.get(measure, 0) + n
    return found


async def times(store, measure):
    return {b: n for (name, b), n in (await store.sums(EVER)).items() if name == measure}


async def turn_of(store, *ids, actions=(REPLY,), at=0.0, sent=0.0, case=None, says=True, **more):
    """A turn whose messages were written at `sent` and are judged at `at`."""
    conversation = more.pop("conversation", ANN)
    texts = messages(*ids, conversation=conversation, at=at, sent_at=after(sent), **more)
    await store.put(texts)
    turn = await claim_one(store, after(at))
    said = ()
    if says:
        key = f"{turn.fresh[-1].key}:say"
        said = (
            a_say(
                key, conversation=conversation, due_at=after(at), case_id=case.id if case else ""
            ),
        )
    result = a_result(
        turn,
        judged=tuple(judged(each, actions=actions) for each in turn.fresh),
        case=case,
        outgoing=said,
    )
    assert not await store.record([result], after(at))


async def a_bot_answer(store, **more):
    """Ann wrote 30 s before we heard of it; the bot's answer left 60 s after noon."""
    case = bots_case(updated_at=after(0))
    await turn_of(store, "1", sent=-30, case=case, **more)
    await send(store, now=after(60))
    return case


async def test_a_message_counts_once_however_often_it_is_edited(store):
    await turn_of(store, "1", says=False, secrets=(Secret(kind="seed_phrase", start=0, end=3),))
    await turn_of(store, "1", at=5, version=1, says=False)
    await turn_of(store, "2", at=9, addressed=False, says=False)
    await store.put(messages("3", version=0, at=10))
    await turn_of(store, "3", at=11, version=1, says=False)
    found = await sums(store)
    assert (found["messages"], found["addressed"], found["edits"]) == (3, 2, 1)
    assert found["secrets"] == 1


async def test_a_message_counts_in_the_hour_in_which_it_was_written(store):
    await turn_of(store, "1", sent=-7200, says=False)
    await turn_of(store, "2", sent=+7200, at=1, says=False)
    spots = await store.spots(EVER, ["messages"])
    assert [(each.at, each.n) for each in spots] == [
        (hour_of(after(-7200)), 1),
        (hour_of(after(0)), 1),
    ], "what claims to be written later than it came was written when it came"


async def test_the_bots_first_answer_is_timed_from_the_platforms_time(store):
    await a_bot_answer(store)
    assert await times(store, "first_bot") == {bucket_of(90): 1}
    found = await sums(store)
    assert (found["answered"], found["bot_answered"], found["replies_bot"]) == (1, 1, 1)
    assert "first_people" not in found


async def test_a_clock_that_is_ahead_makes_no_time_below_zero(store):
    await turn_of(store, "1", sent=900, case=bots_case())
    await send(store, now=after(60))
    assert await times(store, "first_bot") == {0: 1}
    assert (await sums(store))["skewed"] == 1


async def test_a_question_is_a_first_word_but_no_answer(store):
    await a_bot_answer(store, actions=(ASK,))
    found = await sums(store)
    assert found["first_bot"] == 1
    assert "answered" not in found


async def test_people_are_timed_from_what_brought_the_case_before_them(store):
    case = a_case(updated_at=after(100), opened_at=after(100))
    await turn_of(store, "1", sent=-500, at=1, says=False, actions=())
    await turn_of(store, "2", sent=40, at=100, actions=(ESCALATE,), case=case, says=False)
    await store.move_case(case.id, Move.CLAIM, "mira", after(200))
    await store.answer(case.id, "mira", [a_say("m", due_at=after(300), case_id=case.id)])
    await send(store, now=after(400))
    assert await times(store, "first_people") == {bucket_of(20): 1}
    own = (await store.people(EVER))["mira"]
    assert own["first_people", bucket_of(20)] == 1
    assert (own["claimed", 0], own["replies_people", 0]) == (1, 1)
    found = await sums(store)
    assert (found["opened"], found["escalated"], found["kept"]) == (1, 1, 1)
    assert "bot_answered" not in found


async def test_a_promise_that_was_broken_is_found_behind_its_number(store):
    case = a_case(priority=Urgency.P0)
    await turn_of(store, "1", actions=(ESCALATE,), case=case, says=False)
    await store.move_case(case.id, Move.CLAIM, "mira", after(1))
    await store.answer(case.id, "mira", [a_say("m", due_at=after(1000), case_id=case.id)])
    assert (await sums(store))["missed"] == 1
    late = 1000 - 5 * 60
    assert await store.behind(EVER, What.MISSED) == [
        Behind(case_id=case.id, platform="replay", topic="chatter", at=after(1000), value=late)
    ]
    here = Scope(start=EVER.start, end=EVER.end, topic="fees")
    assert await store.behind(here, What.MISSED) == []


async def test_a_case_is_resolved_by_whom_it_was_with_and_counts_in_the_backlog(store):
    case = await a_bot_answer(store)
    assert (await sums(store))["backlog"] == 1
    await store.move_case(case.id, Move.RESOLVE, "mira", after(3570))
    found = await sums(store)
    assert (found["resolved_bot"], found.get("backlog", 0)) == (1, 0)
    assert await times(store, "solved_bot") == {bucket_of(3600): 1}


async def test_what_people_resolve_is_theirs_and_a_case_that_opens_again_begins_anew(store):
    case = await a_bot_answer(store)
    await store.move_case(case.id, Move.CLAIM, "mira", after(100))
    done = await store.move_case(case.id, Move.RESOLVE, "mira", after(110))
    again = move(done, Move.ESCALATE, at=after(4000))
    await turn_of(store, "2", sent=3970, at=4000, actions=(ESCALATE,), case=again, says=False)
    await store.move_case(case.id, Move.CLAIM, "mira", after(4010))
    await store.move_case(case.id, Move.RESOLVE, "mira", after(4030))
    found = await sums(store)
    assert (found["reopened"], found["resolved_people"], found["opened"]) == (1, 2, 1)
    assert await times(store, "solved_people") == {bucket_of(140): 1, bucket_of(60): 1}
    assert (found["bot_touched"], found["bot_complained"], found["bot_spoilt"]) == (1, 1, 1)
    assert (await store.people(EVER))["mira"]["resolved_people", 0] == 2


@pytest.mark.parametrize("late", [False, True], ids=["after the answer", "before it left"])
async def test_a_bots_answer_is_spoilt_in_the_hour_in_which_it_was_given(store, late):
    case = bots_case()
    await turn_of(store, "1", sent=-30, case=case)
    if not late:
        await send(store, now=after(60))
    await store.move_case(case.id, Move.ESCALATE, "mira", after(2 * 3600), reason="look")
    await send(store, now=after(60))
    spots = await store.spots(EVER, ["bot_answered", "bot_touched", "bot_spoilt"])
    assert {(each.measure, each.at, each.n) for each in spots} == {
        (name, hour_of(after(60)), 1) for name in ("bot_answered", "bot_touched", "bot_spoilt")
    }
    assert [each.case_id for each in await store.behind(EVER, What.TOUCHED)] == [case.id]


async def test_a_score_counts_once_and_a_bad_one_is_a_complaint(store):
    from core.types import Leg
    from tests.contract.test_store_service import a_question

    case = bots_case(leg=Leg.PRIVATE)
    await turn_of(store, "1", sent=-30, case=case)
    await send(store, now=after(60))
    done = await store.move_case(case.id, Move.RESOLVE, "mira", after(70))
    await store.ask([a_question(done)])
    await send(store, now=after(300))
    rating = Rating(key="r1", conversation=ANN, platform=REPLAY, score=2, at=after(400))
    await store.rate(rating)
    await store.rate(rating)
    assert await times(store, "score_bot") == {2: 1}
    assert [each.value for each in await store.behind(EVER, What.SCORED)] == [2]
    await store.rate(Rating(key="r2", conversation=ANN, platform=REPLAY, score=5, at=after(9999)))
    assert await times(store, "score_bot") == {5: 1}
    assert await store.behind(EVER, What.SCORED) == []
    found = await sums(store)
    assert (found["bot_complained"], found["bot_spoilt"]) == (1, 1)
    assert [each.case_id for each in await store.behind(EVER, What.COMPLAINED)] == [case.id]


async def test_corrections_are_counted_by_what_they_change(store):
    from tests.contract.test_store_corrections import an_opinion

    case = await a_bot_answer(store)
    key = messages("1")[0].key
    await store.correct(case.id, an_opinion(key, intent="kyc"))
    await store.correct(case.id, an_opinion(key, intent="login"))
    found = await sums(store)
    assert (found["corrected_topic"], found["bot_corrected"]) == (2, 1)


async def test_sums_are_the_same_from_hours_and_from_days(store):
    for number in range(6):
        await turn_of(
            store,
            str(number),
            at=number,
            sent=-number * 40_000,
            says=False,
            conversation=f"c{number}",
        )
    whole = (await sums(store))["messages"]
    assert whole == 6
    for hours in range(1, 80, 7):
        start = EVER.end - timedelta(days=30, hours=hours)
        scope = Scope(start=start, end=EVER.end)
        rows = await store.spots(scope, ["messages"])
        assert (await sums(store, scope)).get("messages", 0) == sum(each.n for each in rows)


async def test_numbers_are_filtered_and_taken_apart(store):
    await turn_of(store, "1", says=False)
    await turn_of(store, "2", says=False, at=1, conversation=BOB)
    for scope, count in (
        (Scope(start=EVER.start, end=EVER.end, platform="replay", topic="fees"), 2),
        (Scope(start=EVER.start, end=EVER.end, topic="fees", language="en"), 2),
        (Scope(start=EVER.start, end=EVER.end, language="zh"), 0),
        (Scope(start=EVER.start, end=EVER.end, platform="other"), 0),
        (Scope(start=EVER.end, end=EVER.start), 0),
    ):
        assert (await sums(store, scope)).get("messages", 0) == count
    for side, code in ((Side.TOPIC, "fees"), (Side.LANGUAGE, "en"), (Side.PLATFORM, "replay")):
        for days in (False, True):
            found = await store.apart(EVER, "messages", side, days=days)
            assert {name: sum(e.n for e in rows) for name, rows in found.items()} == {code: 2}


async def test_there_are_numbers_from_some_moment_on(store):
    await turn_of(store, "1", says=False)
    assert (await store.begun()).tzinfo is not None
