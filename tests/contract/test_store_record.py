"""Every store makes a turn's result true, whole or not at all."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.case import Holder, Move, Status
from core.types import Urgency
from tests.conftest import NOON
from tests.contract.store_kit import (
    ANN,
    BOB,
    REPLAY,
    VERDICT,
    a_case,
    a_result,
    a_say,
    after,
    bots_case,
    case_now,
    claim_one,
    claimed,
    judged,
    messages,
    moved,
    open_case,
    send,
    states,
    work,
)

pytestmark = pytest.mark.anyio


# record


async def test_a_judged_message_is_done(store):
    case = await open_case(store)
    assert not await store.claim(after(99), limit=9, lease=1)
    (line,) = (await store.case_file(case.id)).lines
    assert (line.state, line.verdict, line.by, line.text) == ("done", VERDICT, "Ann", "text first")


async def test_nothing_is_judged_twice(store):
    await store.put(messages("1"))
    turn = await claim_one(store, lease=1)
    again = await claim_one(store, after(5))
    assert not await store.record([a_result(turn)], after(5))
    rival = replace(VERDICT, reasons=("another opinion",))
    result = a_result(again, judged=(judged(again.fresh[0], verdict=rival),), case=a_case())
    assert list(await store.record([result], after(5))) == [ANN]
    assert (await store.totals())["verdicts"] == 1
    assert (await store.feed("open", "mira")).rows == ()
    assert not await store.claim(after(99), limit=9, lease=1)


async def test_two_reports_on_one_turn_in_one_call_are_one(store):
    await store.put(messages("1"))
    turn = await claim_one(store)
    assert list(await store.record([a_result(turn), a_result(turn)], NOON)) == [ANN]


async def test_a_verdict_on_a_message_nobody_put_is_refused(store):
    await store.put(messages("1"))
    turn = await claim_one(store)
    stranger = a_result(turn, judged=(judged(messages("404")[0]),))
    assert list(await store.record([stranger], NOON)) == [ANN]
    assert [each.id for each in (await claim_one(store)).fresh] == ["1"]


async def test_one_refused_turn_does_not_touch_the_others(store):
    await store.put([*messages("1"), *messages("2", conversation=BOB)])
    ann, bob = await store.claim(NOON, limit=9, lease=30)
    stranger = a_result(ann, judged=(judged(messages("404")[0]),))
    assert list(await store.record([stranger, a_result(bob)], NOON)) == [ANN]
    assert [t.conversation for t in await store.claim(NOON, limit=9, lease=1)] == [ANN]


async def test_a_case_that_moved_meanwhile_sends_the_turn_back(store):
    case = await open_case(store)
    await store.put(messages("2", at=1))
    turn = await claim_one(store, after(1))
    await store.move_case(case.id, Move.CLAIM, "mira", after(2))
    result = a_result(turn, case=moved(case, Move.HEAR), outgoing=(a_say(),))
    assert list(await store.record([result], after(3))) == [ANN]
    assert (await case_now(store, case.id)).held_by is Holder.AGENT
    again = await claim_one(store, after(3))
    assert again.case.agent == "mira"
    assert not await store.record([a_result(again)], after(3))
    assert await states(store, case.id) == {}


async def test_a_case_that_was_opened_meanwhile_sends_the_turn_back(store):
    await store.put(messages("1"))
    turn = await claim_one(store)
    stranger = replace(turn, fresh=(), version=-1)
    await store.record([a_result(stranger, case=a_case())], NOON)
    late = a_case(opened_at=after(1))
    assert list(await store.record([a_result(turn, case=late)], after(1))) == [ANN]


async def test_a_message_that_came_meanwhile_keeps_the_lane_awake(store):
    await store.put(messages("1"))
    turn = await claim_one(store)
    await store.put(messages("2"))
    await store.record([a_result(turn)], NOON)
    assert [each.id for each in (await claim_one(store)).fresh] == ["2"]


async def test_what_was_not_judged_stays_open(store):
    await store.put(messages("1", "2"))
    turn = await claim_one(store)
    await store.record([a_result(turn, judged=(judged(turn.fresh[0]),))], NOON)
    assert [each.id for each in (await claim_one(store)).fresh] == ["2"]


async def test_another_try_comes_later_with_one_more_attempt(store):
    await store.put(messages("1"))
    turn = await claim_one(store)
    later = a_result(
        turn, retry_at=after(10), error="no memory", case=a_case(), outgoing=(a_say(),)
    )
    assert not await store.record([later], NOON)
    assert not await store.claim(after(9), limit=9, lease=1)
    again = await claim_one(store, after(10))
    assert (again.attempts, again.case, [each.id for each in again.fresh]) == (1, None, ["1"])
    assert not await store.due([REPLAY], after(99), limit=9)


async def test_a_message_that_cannot_be_read_is_dead_and_visible(store):
    await store.put(messages("1"))
    turn = await claim_one(store)
    dead = judged(turn.fresh[0], error="ValueError: no")
    case = a_case()
    await store.record([a_result(turn, judged=(dead,), case=case)], NOON)
    (line,) = (await store.case_file(case.id)).lines
    assert (line.state, line.why) == ("dead", "ValueError: no")


async def test_a_new_answer_supersedes_the_bots_unsent_one_and_nobody_elses(store):
    case = await claimed(store, outgoing=(a_say("early"),))
    await store.answer(case.id, "mira", [a_say("hers")])
    await work(store, "2", at=9, outgoing=(a_say("late"),))
    assert await states(store, case.id) == {
        "early": "withdrawn",
        "hers": "pending",
        "late": "pending",
    }


@pytest.mark.parametrize(
    ("supersede", "state"), [(True, "superseded"), (False, "pending")], ids=["yes", "no"]
)
async def test_supersede_is_a_choice(store, supersede, state):
    case = await open_case(store, bots_case(), outgoing=(a_say("old"),))
    await work(store, "2", at=9, outgoing=(a_say("new"),), supersede=supersede)
    assert await states(store, case.id) == {"old": state, "new": "pending"}


async def test_an_answer_given_again_is_not_superseded_by_itself(store):
    case = await open_case(store, bots_case(), outgoing=(a_say("same"),))
    await work(store, "2", at=9, outgoing=(a_say("same"),))
    assert await states(store, case.id) == {"same": "pending"}


async def test_an_answer_that_left_since_the_claim_is_not_given_again_in_another(store):
    await open_case(store, bots_case(), outgoing=(a_say("early"),))
    await store.put(messages("2", at=9))
    turn = await claim_one(store, after(9))
    assert [each.message.id for each in turn.burst] == ["first"]
    assert await send(store, now=after(10)) == ["early"]
    late = a_result(turn, case=turn.case, outgoing=(a_say("late"),))
    assert list(await store.record([late], after(11))) == [turn.conversation]
    again = await claim_one(store, after(12))
    assert (again.burst, again.fresh) == ((), turn.fresh)
    assert await states(store, turn.case.id) == {"early": "sent"}


async def test_decisions_are_in_the_case_file(store):
    case = await open_case(store)
    file = await store.case_file(case.id)
    assert [(each.act, each.by) for each in file.decisions] == [("ignore", "bot")]


async def test_a_case_comes_back_exactly_as_it_was_recorded(store):
    case = a_case(
        status=Status.SNOOZED,
        held_by=Holder.AGENT,
        agent="mira",
        language="zh",
        snoozed_until=after(5.000001),
        first_answer_at=after(1),
        priority=Urgency.P0,
        unreachable="blocked",
        version=7,
    )
    await open_case(store, case)
    assert await case_now(store, case.id) == case
