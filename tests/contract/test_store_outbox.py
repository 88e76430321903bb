"""The outbox half of the store's contract: due, settle, recover."""

from __future__ import annotations

import pytest

from core.actions import Kind
from core.case import Holder, Move, Status
from core.ports import Sent
from core.types import Platform, Reach, Urgency
from tests.conftest import NOON
from tests.contract.store_kit import (
    BOB,
    REPLAY,
    a_case,
    a_say,
    after,
    bots_case,
    case_now,
    claimed,
    open_case,
    send,
    settle,
    states,
    work,
)

pytestmark = pytest.mark.anyio


async def due(store, seconds: float = 60, limit: int = 10, platforms=(REPLAY,)):
    return [row.key for row in await store.due(platforms, after(seconds), limit=limit)]


async def lines(store, case):
    file = await store.case_file(case.id)
    return {line.key: line for line in file.lines}


def parts(*keys: str, **changes):
    return tuple(a_say(key, sequence=n, **changes) for n, key in enumerate(keys))


# due


async def test_a_row_is_handed_out_once(store):
    row = a_say("a1", reply_to="1", markdown=True, case_id=bots_case().id)
    await open_case(store, bots_case(), outgoing=(row,))
    assert list(await store.due([REPLAY], NOON, limit=9)) == [row]
    assert await due(store) == []


async def test_nothing_leaves_before_it_is_due(store):
    await work(store, "1", outgoing=(a_say("a1", due_at=after(5)),))
    assert await due(store, 4.9) == []
    assert await due(store, 5) == ["a1"]


async def test_only_the_platforms_asked_for(store):
    await work(store, "1", outgoing=(a_say("a1"),))
    assert await due(store, platforms=[Platform("other")]) == []
    assert await due(store, platforms=[]) == []
    assert await due(store, platforms=[Platform("other"), REPLAY]) == ["a1"]


async def test_parts_leave_one_after_the_other(store):
    await work(store, "1", outgoing=tuple(reversed(parts("a", "b", "c"))))
    left = []
    while keys := await due(store):
        left += keys
        assert await due(store) == []
        await store.settle([settle(key) for key in keys])
    assert left == ["a", "b", "c"]


async def test_an_answer_is_finished_before_the_next_begins(store):
    case = await claimed(store)
    await store.answer(case.id, "mira", parts("a", "b"))
    await store.answer(case.id, "mira", parts("c"))
    assert [await send(store) for _ in range(3)] == [["a"], ["b"], ["c"]]


async def test_a_part_that_is_not_due_holds_back_the_rest(store):
    rows = (a_say("a", due_at=after(100)), a_say("b", sequence=1))
    await work(store, "1", outgoing=rows)
    assert await due(store, 60) == []


async def test_conversations_do_not_wait_for_each_other(store):
    await work(store, "1", outgoing=parts("a", "b"))
    await work(store, "2", conversation=BOB, outgoing=parts("c", conversation=BOB))
    assert await due(store) == ["a", "c"]


async def test_no_more_than_asked_for_and_the_longest_due_first(store):
    await work(store, "1", outgoing=parts("a", due_at=after(2)))
    await work(store, "2", conversation=BOB, outgoing=parts("b", conversation=BOB))
    assert await due(store, limit=1) == ["b"]
    assert await due(store, limit=1) == ["a"]


async def test_the_bot_is_silent_once_a_person_holds_the_case(store):
    case = await open_case(store, bots_case(), outgoing=parts("a", "b", case_id=bots_case().id))
    await store.move_case(case.id, Move.CLAIM, "mira", after(1))
    assert await due(store) == []
    assert await states(store, case.id) == {"a": "withdrawn", "b": "withdrawn"}


async def test_what_the_bot_said_too_late_is_withdrawn_when_it_would_leave(store):
    case = await claimed(store)
    await work(store, "2", at=9, outgoing=parts("a", "b", case_id=case.id))
    assert await due(store) == []
    assert await states(store, case.id) == {"a": "withdrawn", "b": "withdrawn"}


async def test_a_persons_words_do_leave(store):
    case = await claimed(store)
    await store.answer(case.id, "mira", [a_say("hers")])
    (row,) = await store.due([REPLAY], after(60), limit=9)
    assert (row.key, row.by, row.case_id) == ("hers", "mira", case.id)


async def test_nothing_is_said_where_we_are_shut_out(store):
    case = await open_case(store, bots_case(), outgoing=parts("a", "b"))
    await store.put(
        [Reach(platform=REPLAY, account="nordex", address="ann", open=False, why="blocked")]
    )
    assert await due(store) == []
    file = await lines(store, case)
    assert (file["a"].state, file["a"].why) == ("failed", "this place is closed to us: blocked")
    assert file["b"].state == "withdrawn"
    now = await case_now(store, case.id)
    assert (now.held_by, now.status, now.unreachable) == (Holder.QUEUE, Status.NEW, "blocked")


async def test_an_address_that_opened_again_is_spoken_to(store):
    closed = {"platform": REPLAY, "account": "nordex", "address": "ann"}
    await store.put([Reach(open=False, **closed), Reach(open=True, **closed)])
    await work(store, "1", outgoing=parts("a"))
    assert await due(store) == ["a"]


async def test_a_send_that_nobody_settles_is_given_up_not_repeated(store):
    case = await open_case(store, bots_case(), outgoing=parts("a", case_id=bots_case().id))
    assert await due(store, 0) == ["a"]
    assert await due(store, 599) == []
    assert await states(store, case.id) == {"a": "sending"}
    assert await due(store, 600) == []
    assert await states(store, case.id) == {"a": "unknown"}
    await store.settle([settle("a", at=after(700))])
    assert await states(store, case.id) == {"a": "sent"}


# settle


async def test_a_sent_row_says_when_and_as_what(store):
    case = await open_case(store, bots_case(), outgoing=parts("a", case_id=bots_case().id))
    before = await store.latest_change()
    await send(store, now=NOON, at=after(3), remote_id="r7")
    line = (await lines(store, case))["a"]
    assert (line.kind, line.state, line.native_id, line.at, line.by) == (
        "say",
        "sent",
        "r7",
        after(3),
        "bot",
    )
    assert {c.case_id for c in await store.changes(before)} == {case.id}


async def test_another_try_is_due_later_and_counts(store):
    await work(store, "1", outgoing=parts("a"))
    await send(store, Sent.RETRY, now=NOON, why="slow down", retry_at=after(30))
    assert await due(store, 29) == []
    (row,) = await store.due([REPLAY], after(30), limit=9)
    assert row.attempts == 1


async def test_a_chat_that_moved_is_followed(store):
    case = await open_case(store, bots_case(), outgoing=parts("a", "b"))
    await send(store, Sent.RETRY, now=NOON, retry_at=after(1), moved_to="ann2", why="moved")
    (row,) = await store.due([REPLAY], after(1), limit=9)
    assert (row.key, row.address) == ("a", "ann2")
    await store.settle([settle("a")])
    (row,) = await store.due([REPLAY], after(1), limit=9)
    assert (row.key, row.address) == ("b", "ann2")
    now = await case_now(store, case.id)
    assert (now.address, now.unreachable) == ("ann2", "")


@pytest.mark.parametrize(
    ("result", "reason"),
    [
        (Sent.FAILED, "our message did not arrive: no such chat"),
        (Sent.UNKNOWN, "nobody knows whether our message arrived: no such chat"),
    ],
    ids=["failed", "unknown"],
)
async def test_what_did_not_arrive_goes_to_a_person(store, result, reason):
    case = await open_case(
        store, bots_case(priority=Urgency.P2), outgoing=parts("a", "b", case_id=bots_case().id)
    )
    await send(store, result, now=NOON, why="no such chat")
    file = await lines(store, case)
    assert (file["a"].state, file["a"].why) == (result.value, "no such chat")
    assert (file["b"].state, file["b"].why) == (
        "withdrawn",
        "an earlier part of the answer did not arrive",
    )
    now = await case_now(store, case.id)
    assert (now.status, now.held_by, now.reason, now.due_at) == (
        Status.NEW,
        Holder.QUEUE,
        reason,
        after(60 + 240 * 60),
    )
    last = (await store.case_file(case.id)).decisions[-1]
    assert (last.act, last.by, last.reason, last.evidence) == ("escalate", "outbox", reason, "a")
    assert (await store.feed("queue", "")).counts["queue"] == 1


async def test_a_case_that_people_resolved_comes_back_when_the_last_word_fails(store):
    case = await claimed(store)
    await store.answer(case.id, "mira", [a_say("hers")])
    await store.move_case(case.id, Move.RESOLVE, "mira", after(2))
    await send(store, Sent.FAILED, why="no")
    now = await case_now(store, case.id)
    assert (now.status, now.held_by) == (Status.NEW, Holder.QUEUE)


async def test_a_holder_who_waits_for_the_user_is_told_that_the_words_failed(store):
    case = await claimed(store)
    await store.answer(case.id, "mira", parts("x", "y"))
    await send(store, Sent.FAILED, why="no", reach_closed=True)
    now = await case_now(store, case.id)
    assert (now.status, now.agent, now.unreachable) == (Status.OPEN, "mira", "no")
    assert await states(store, case.id) == {"x": "failed", "y": "pending"}


async def test_a_case_at_work_stays_as_it_is_when_an_act_fails(store):
    case = await claimed(store)
    act = a_say("ban", kind=Kind.BAN, target="u1", text="")
    await store.answer(case.id, "mira", [act])
    await send(store, Sent.FAILED, why="not an admin")
    assert await case_now(store, case.id) == case
    line = (await lines(store, case))["ban"]
    assert (line.kind, line.text, line.state, line.why) == ("ban", "u1", "failed", "not an admin")


async def test_a_closed_place_is_remembered(store):
    case = await open_case(store, bots_case(), outgoing=parts("a"))
    await send(store, Sent.FAILED, now=NOON, why="blocked by the user", reach_closed=True)
    assert (await case_now(store, case.id)).unreachable == "blocked by the user"
    await work(store, "2", at=9, outgoing=parts("b"))
    assert await due(store) == []
    assert await states(store, case.id) == {"a": "failed", "b": "failed"}


async def test_two_failures_in_one_case_add_up(store):
    case = await open_case(store, bots_case(), outgoing=parts("a", case_id=bots_case().id))
    act = a_say("d", kind=Kind.DELETE, conversation=BOB, case_id=case.id, target="9")
    await work(store, "b", conversation=BOB, outgoing=(act,))
    keys = await due(store)
    assert sorted(keys) == ["a", "d"]
    await store.settle([settle(key, Sent.FAILED, why=key) for key in keys])
    now = await case_now(store, case.id)
    assert (now.version, now.held_by) == (case.version + 2, Holder.QUEUE)


async def test_a_failure_without_a_case_has_nobody_to_tell(store):
    await work(store, "1", outgoing=parts("a"))
    await send(store, Sent.FAILED, why="no")
    assert (await store.feed("open", "")).rows == ()


@pytest.mark.parametrize("result", list(Sent), ids=str)
async def test_the_first_word_about_a_send_counts(store, result):
    case = await open_case(store, bots_case(), outgoing=parts("a", case_id=bots_case().id))
    await due(store)
    first = settle("a", remote_id="r1")
    await store.settle([first, settle("a", result, why="late")])
    await store.settle([settle("a", result, why="later")])
    assert await states(store, case.id) == {"a": "sent"}
    assert (await store.totals())["replies"] == 1


async def test_a_send_given_up_is_never_tried_again(store):
    case = await open_case(store, bots_case(), outgoing=parts("a", case_id=bots_case().id))
    await send(store, Sent.UNKNOWN, why="timeout")
    await store.settle([settle("a", Sent.RETRY, retry_at=NOON)])
    assert await states(store, case.id) == {"a": "unknown"}
    assert await due(store) == []


async def test_what_is_not_being_sent_cannot_be_settled(store):
    case = await open_case(store, bots_case(), outgoing=parts("a", case_id=bots_case().id))
    await store.settle([settle("a", Sent.FAILED), settle("nobody")])
    await store.settle([])
    assert await states(store, case.id) == {"a": "pending"}


# stranded


async def test_after_a_crash_what_was_being_sent_can_be_looked_up_and_settled(store):
    case = await open_case(store, bots_case(), outgoing=parts("a", "b", case_id=bots_case().id))
    await due(store)
    assert await store.stranded(Platform("other")) == []
    assert [each.key for each in await store.stranded(REPLAY)] == ["a"]
    await store.settle([settle("a", Sent.UNKNOWN, why="the desk stopped")])
    assert await store.stranded(REPLAY) == []
    file = await lines(store, case)
    assert (file["a"].state, file["a"].why) == ("unknown", "the desk stopped")
    assert file["b"].state == "withdrawn"
    assert (await case_now(store, case.id)).held_by is Holder.QUEUE
    assert await due(store) == []


async def test_a_resolved_case_of_an_agents_keeps_the_bot_silent(store):
    mine = a_case(status=Status.RESOLVED, held_by=Holder.AGENT, agent="mira")
    case = await open_case(store, mine, outgoing=parts("a", case_id=mine.id))
    assert await due(store) == []
    assert await states(store, case.id) == {"a": "withdrawn"}


# who stood still


async def again(store, key="a"):
    """A row that was taken, given back by somebody else, and taken once more by him."""
    mine = bots_case()
    case = await open_case(store, mine, outgoing=parts(key, case_id=mine.id))
    assert await due(store) == [key]
    await store.settle([settle(key, Sent.RETRY, retry_at=after(61), attempt=0)])
    assert await due(store, 62) == [key]
    return case


@pytest.mark.parametrize("result", [Sent.RETRY, Sent.FAILED, Sent.UNKNOWN])
async def test_who_stood_still_does_not_undo_what_another_one_is_sending(store, result):
    case = await again(store)
    await store.settle([settle("a", result, retry_at=after(63), attempt=0)])
    assert await states(store, case.id) == {"a": "sending"}
    assert await due(store, 99) == []
    await store.settle([settle("a", attempt=1, remote_id="r")])
    assert await states(store, case.id) == {"a": "sent"}


async def test_who_stood_still_may_say_that_it_arrived(store):
    case = await again(store)
    await store.settle([settle("a", attempt=0, remote_id="r")])
    assert await states(store, case.id) == {"a": "sent"}
    await store.settle([settle("a", Sent.RETRY, retry_at=after(63), attempt=1)])
    assert await due(store, 99) == []


async def test_a_late_word_about_what_was_given_up_is_welcome(store):
    case = await again(store)
    await store.settle([settle("a", Sent.UNKNOWN, attempt=1)])
    await store.settle([settle("a", Sent.RETRY, retry_at=after(63), attempt=0)])
    assert await states(store, case.id) == {"a": "unknown"}
    await store.settle([settle("a", attempt=0, remote_id="r")])
    assert await states(store, case.id) == {"a": "sent"}
