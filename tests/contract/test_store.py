"""The queue half of the store's contract: put, claim, record, timers, leases."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.case import Case, Holder, Move, Status
from core.ports import Sent
from core.types import Attachment, Author, DeadLetter, Place, Reach, Secret, Urgency
from tests.conftest import NOON, a_message
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


# put


async def test_a_message_comes_back_exactly_as_it_was_put(store):
    full = a_message(
        "提现 pending ✓",
        author=Author(id="u1", handle="ann", name="Ann", bio="b", language="zh", joined_at=NOON),
        place=Place.GROUP,
        version=3,
        addressed=False,
        reply_to="0",
        reply_text="earlier",
        attachments=(Attachment(kind="photo", size=12),),
        secrets=(Secret(kind="password", start=1, end=4),),
    )
    assert await store.put([full]) == 1
    turn = await claim_one(store)
    assert turn.fresh == (full,)
    assert (turn.conversation, turn.attempts, turn.case, turn.history, turn.burst) == (
        ANN,
        0,
        None,
        (),
        (),
    )


async def test_what_was_delivered_before_is_not_new(store):
    assert await store.put(messages("1", "2")) == 2
    assert await store.put(messages("2", "3")) == 1
    turn = await claim_one(store)
    assert [each.id for each in turn.fresh] == ["1", "2", "3"]


async def test_what_was_judged_long_ago_is_still_known(store):
    await work(store, "1")
    assert await store.put(messages("1")) == 0
    assert await store.claim(after(99), limit=9, lease=1) in ((), [])


async def test_twins_in_one_batch_are_one_message(store):
    assert await store.put(messages("1", "1")) == 1


async def test_nothing_put_is_nothing_new(store):
    assert await store.put([]) == 0


async def test_an_edit_replaces_what_nobody_judged_yet(store):
    await store.put(messages("1", "2"))
    await store.put(messages("1", version=5))
    turn = await claim_one(store)
    assert [(each.id, each.version) for each in turn.fresh] == [("2", 0), ("1", 5)]


async def test_an_edit_in_the_same_batch_replaces_too(store):
    assert await store.put([*messages("1"), *messages("1", version=2)]) == 2
    assert [each.version for each in (await claim_one(store)).fresh] == [2]


async def test_an_edit_of_a_judged_message_is_judged_again(store):
    await work(store, "1")
    await store.put(messages("1", version=1, at=5))
    turn = await claim_one(store, after(5))
    assert [each.version for each in turn.fresh] == [1]
    assert turn.history == ()  # the version that was replaced is no longer what was said


async def test_an_older_version_that_comes_late_is_kept_but_not_worked(store):
    case = await open_case(store, message="9")
    await store.put(messages("1", version=2, at=5))
    await store.put(messages("1", version=1, at=6))
    assert [each.version for each in (await claim_one(store, after(9))).fresh] == [2]
    file = await store.case_file(case.id)
    assert [(line.version, line.state) for line in file.lines if line.native_id == "1"] == [
        (2, "open"),
        (1, "replaced"),
    ]


async def test_an_edit_that_comes_while_the_first_version_is_judged_is_worked_next(store):
    await store.put(messages("1"))
    first = await claim_one(store)
    await store.put(messages("1", version=1, at=1))
    assert not await store.record([a_result(first)], after(1))
    turn = await claim_one(store, after(2))
    assert [each.version for each in turn.fresh] == [1]


async def test_dead_letters_are_kept_once_and_in_nobodys_way(store):
    letter = DeadLetter(
        platform=REPLAY, account="nordex", id="x", raw="{", error="no json", received_at=NOON
    )
    assert await store.put([letter, *messages("1"), letter]) == 2
    assert await store.put([letter]) == 0
    assert (await store.totals())["dead_letters"] == 1


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


# timers


async def rung(store, seconds):
    return [(each.kind, each.case.id) for each in await store.ring(after(seconds), limit=9)]


HOUR = 3600


@pytest.mark.parametrize(
    ("case", "kind", "seconds"),
    [
        (a_case(), "case_due", 1800),
        (a_case(held_by=Holder.AGENT, agent="m", status=Status.OPEN), "case_due", 1800),
        (bots_case(), "bot_deadline", 24 * HOUR),
        (
            a_case(held_by=Holder.AGENT, agent="m", status=Status.SNOOZED, snoozed_until=after(77)),
            "snooze",
            77,
        ),
    ],
    ids=["queue", "agent", "bot", "snoozed"],
)
async def test_a_case_rings_once_when_its_time_comes(store, case: Case, kind, seconds):
    await open_case(store, case)
    assert await rung(store, seconds - 1) == []
    assert await rung(store, seconds) == [(kind, case.id)]
    assert await rung(store, seconds) == []


@pytest.mark.parametrize(
    "case",
    [
        a_case(held_by=Holder.AGENT, agent="m", status=Status.WAITING_USER),
        a_case(status=Status.RESOLVED),
        a_case(held_by=Holder.AGENT, agent="m", status=Status.SNOOZED),
    ],
    ids=["waits for the user", "resolved", "snoozed for ever"],
)
async def test_a_case_that_nobody_owes_anything_does_not_ring(store, case):
    await open_case(store, case)
    assert await rung(store, 1000 * HOUR) == []


async def test_a_timer_moves_with_its_case(store):
    case = await open_case(store)
    await store.move_case(case.id, Move.RESOLVE, "mira", after(1))
    assert await rung(store, 24 * HOUR) == []


async def from_timer(store, timer, case=None):
    """What a worker records about a timer: a turn for which no lane was claimed."""
    from core.ports import Turn, TurnResult

    turn = Turn(conversation=timer.case.conversation, version=-1, fresh=(), case=timer.case)
    return await store.record([TurnResult(turn=turn, case=case, supersede=False)], after(9999))


async def test_a_timer_whose_consequence_is_recorded_is_done(store):
    await open_case(store)
    (timer,) = await store.ring(after(1800), limit=9)
    assert not await from_timer(store, timer)
    assert await rung(store, 1000 * HOUR) == []


async def test_a_timer_whose_hearer_died_rings_again(store):
    case = await open_case(store)
    assert await rung(store, 1800) == [("case_due", case.id)]
    assert await rung(store, 1800 + 59) == []
    assert await rung(store, 1800 + 60) == [("case_due", case.id)]


async def test_recording_a_timer_leaves_the_lane_to_whoever_claimed_it(store):
    await open_case(store)
    (timer,) = await store.ring(after(1800), limit=9)
    await store.put(messages("2", at=1800))
    await claim_one(store, after(1800), lease=30)
    assert not await from_timer(store, timer)
    assert not await store.claim(after(1810), limit=9, lease=30)


async def test_a_timer_that_rang_stays_silent_when_the_case_changes_otherwise(store):
    case = await open_case(store)
    (timer,) = await store.ring(after(1800), limit=9)
    await from_timer(store, timer)
    await work(store, "2", at=1801, case=moved(case, Move.HEAR))
    assert await rung(store, 1000 * HOUR) == []


async def test_each_arming_of_a_timer_has_its_own_key(store):
    case = await open_case(store)
    (first,) = await store.ring(after(1800), limit=9)
    await store.move_case(case.id, Move.RESOLVE, "mira", after(1801))
    await store.move_case(case.id, Move.ESCALATE, "mira", after(1802))
    (second,) = await store.ring(after(9999), limit=9)
    assert first.key != second.key


async def test_timers_ring_in_order_and_no_more_than_asked_for(store):
    late = await open_case(store, a_case(BOB, due_at=after(50)), message="b")
    soon = await open_case(store, a_case(due_at=after(40)))
    (timer,) = await store.ring(after(60), limit=1)
    assert timer.case == soon
    assert await rung(store, 60) == [("case_due", late.id)]


# leases


async def test_a_named_lease_has_one_owner_at_a_time(store):
    assert await store.hold("listen", "one", NOON, seconds=6)
    assert not await store.hold("listen", "two", after(5), seconds=6)
    assert await store.hold("listen", "one", after(5), seconds=6)
    assert not await store.hold("listen", "two", after(10), seconds=6)
    assert await store.hold("listen", "two", after(11), seconds=6)
    assert not await store.hold("listen", "one", after(12), seconds=6)
    assert await store.hold("other", "one", after(12), seconds=6)


# reach


async def test_an_address_that_closes_marks_its_open_cases(store):
    case = await open_case(store)
    other = await open_case(store, a_case(BOB), message="b")
    closed = Reach(platform=REPLAY, account="nordex", address="ann", open=False, why="blocked")
    assert await store.put([closed]) == 0
    assert (await case_now(store, case.id)).unreachable == "blocked"
    assert (await case_now(store, other.id)).unreachable == ""
    await store.put([replace(closed, open=True, why="")])
    now = await case_now(store, case.id)
    assert (now.unreachable, now.version) == ("", case.version + 2)


async def test_a_move_takes_cases_and_unsent_words_along(store):
    case = await open_case(store, bots_case(), outgoing=(a_say("a1"),))
    gone = {"platform": REPLAY, "account": "nordex", "open": False}
    await store.put(
        [Reach(address="ann", moved_to="ann2", **gone), Reach(address="ann2", why="closed", **gone)]
    )
    now = await case_now(store, case.id)
    assert (now.address, now.unreachable) == ("ann2", "closed")
    await store.put([Reach(address="ann2", moved_to="ann3", **gone)])
    (row,) = await store.due([REPLAY], after(9), limit=9)
    assert row.address == "ann3"


async def test_words_composed_before_a_move_follow_it(store):
    gone = {"platform": REPLAY, "account": "nordex", "open": False}
    await store.put([Reach(address="ann", moved_to="ann2", **gone)])
    await store.put([Reach(address="ann2", moved_to="ann", **gone)])
    await store.put([Reach(address="ann", moved_to="ann4", **gone)])
    await open_case(store, bots_case(), outgoing=(a_say("a1"),))
    assert [row.address for row in await store.due([REPLAY], after(9), limit=9)] == ["ann4"]


# all of it


async def test_changes_tell_each_touched_case_once(store):
    case = await open_case(store)
    first = await store.latest_change()
    await store.put(messages("2", "3", at=1))
    assert [(c.case_id, c.kind) for c in await store.changes(first)] == [(case.id, "message")]


async def test_totals_follow(store):
    await open_case(store, bots_case(), outgoing=(a_say("a1"), a_say("a2", sequence=1)))
    await send(store)
    await send(store, Sent.FAILED, why="no")
    totals = {name: n for name, n in (await store.totals()).items() if n}
    assert totals == {"messages": 1, "verdicts": 1, "replies": 1, "case:new:queue:P1": 1}
