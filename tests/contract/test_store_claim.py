"""Every store hands out conversations, in order and with their past."""

from __future__ import annotations

import pytest

from tests.conftest import NOON
from tests.contract.store_kit import (
    ANN,
    BOB,
    REPLAY,
    a_case,
    a_result,
    a_say,
    after,
    claim_one,
    judged,
    messages,
    open_case,
    send,
    work,
)

pytestmark = pytest.mark.anyio


# claim


async def test_the_conversation_that_waits_longest_goes_first(store):
    await store.put(messages("2", conversation=BOB, at=2))
    await store.put(messages("1", at=1))
    turns = await store.claim(after(9), limit=1, lease=30)
    assert [turn.conversation for turn in turns] == [ANN]
    turns = await store.claim(after(9), limit=5, lease=30)
    assert [turn.conversation for turn in turns] == [BOB]


async def test_a_claimed_conversation_is_nobody_elses_until_the_lease_runs_out(store):
    await store.put(messages("1"))
    await claim_one(store, lease=30)
    assert not await store.claim(after(30), limit=9, lease=30)
    again = await claim_one(store, after(30.001))
    assert [each.id for each in again.fresh] == ["1"]


async def test_nothing_is_ready_before_it_arrived(store):
    await store.put(messages("1", at=5))
    assert not await store.claim(after(4), limit=9, lease=30)


async def test_messages_are_in_the_order_of_arrival_not_of_platform_clocks(store):
    await store.put(messages("b", sent_at=after(9)))
    await store.put(messages("a", sent_at=after(1)))
    assert [each.id for each in (await claim_one(store)).fresh] == ["b", "a"]


async def test_a_flood_is_dealt_in_portions(store):
    await store.put(messages(*map(str, range(250))))
    sizes = []
    while turns := await store.claim(after(9), limit=9, lease=30):
        sizes.append(len(turns[0].fresh))
        await store.record([a_result(turns[0])], after(9))
    assert sizes == [100, 100, 50]


async def test_history_is_what_both_sides_said_before(store):
    await work(store, "1", outgoing=(a_say("a1"),))
    await send(store, now=after(10), at=after(10), remote_id="r1")
    await work(store, "2", at=20)
    await store.put(messages("3", at=30))
    turn = await claim_one(store, after(30))
    said = [(each.ours, each.author, each.text, each.message_id) for each in turn.history]
    assert said == [
        (False, "Ann", "text 1", "1"),
        (True, "bot", "say a1", "r1"),
        (False, "Ann", "text 2", "2"),
    ]
    assert [each.at for each in turn.history] == [NOON, after(10), after(20)]


async def test_history_ends_at_twenty(store):
    await work(store, *map(str, range(30)))
    await store.put(messages("x", at=1))
    history = (await claim_one(store, after(1))).history
    assert [each.text for each in history] == [f"text {n}" for n in range(10, 30)]


async def test_history_knows_nothing_of_other_conversations(store):
    await work(store, "1", conversation=BOB)
    await store.put(messages("2", at=1))
    assert (await claim_one(store, after(1))).history == ()


async def test_a_burst_is_what_a_waiting_answer_is_for(store):
    await work(store, "1", outgoing=(a_say("a1", due_at=after(60)),))
    await store.put(messages("2", at=1))
    turn = await claim_one(store, after(1))
    assert turn.burst == (judged(messages("1")[0]),)
    await store.record([a_result(turn, outgoing=(a_say("a2", due_at=after(60)),))], after(1))
    await store.put(messages("3", at=2))
    turn = await claim_one(store, after(2))
    assert [each.message.id for each in turn.burst] == ["1", "2"]


async def test_there_is_no_burst_once_the_answer_left(store):
    await work(store, "1", outgoing=(a_say("a1"),))
    await store.due([REPLAY], NOON, limit=9)
    await store.put(messages("2", at=1))
    assert (await claim_one(store, after(1))).burst == ()


async def test_a_replaced_version_is_no_part_of_a_burst(store):
    await work(store, "1", outgoing=(a_say("a1", due_at=after(60)),))
    await store.put(messages("1", version=1, at=1))
    assert (await claim_one(store, after(1))).burst == ()


async def test_a_turn_brings_the_latest_case_of_its_conversation(store):
    await open_case(store)
    younger = a_case(opened_at=after(5), updated_at=after(5))
    await store.put(messages("2", at=5))
    turn = await claim_one(store, after(5))
    await store.record([a_result(turn, case=younger)], after(5))
    await store.put(messages("3", at=6))
    assert (await claim_one(store, after(6))).case == younger


# renew


async def test_who_is_still_at_work_keeps_what_he_claimed(store):
    await store.put(messages("1"))
    turn = await claim_one(store, lease=6)
    await store.renew([turn.conversation, "unheard of"], after(4), lease=6)
    assert not await store.claim(after(9), limit=9, lease=6)
    assert [each.id for each in (await claim_one(store, after(10.001))).fresh] == ["1"]


async def test_what_is_done_or_lost_is_not_kept(store):
    turn = await work(store, "1")
    await store.renew([turn.conversation], after(1), lease=600)
    await store.put(messages("2", at=2))
    again = await claim_one(store, after(2), lease=6)
    await store.renew([again.conversation], after(9), lease=600)
    assert [each.id for each in (await claim_one(store, after(9))).fresh] == ["2"]


async def test_new_messages_do_not_end_what_somebody_is_at_work_on(store):
    await store.put(messages("1"))
    turn = await claim_one(store, lease=6)
    await store.put(messages("2", at=1))
    await store.renew([turn.conversation], after(4), lease=6)
    assert not await store.claim(after(9), limit=9, lease=6)
