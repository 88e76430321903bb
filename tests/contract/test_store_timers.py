"""Every store rings, leases, follows moved addresses and counts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.case import Case, Holder, Move, Status
from core.ports import Sent
from core.types import Reach
from storage.engine.whose import me
from tests.conftest import NOON
from tests.contract.store_kit import (
    BOB,
    REPLAY,
    a_case,
    a_say,
    after,
    bots_case,
    case_now,
    claim_one,
    messages,
    moved,
    open_case,
    send,
    work,
)

pytestmark = pytest.mark.anyio


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
    shares = {name: totals.pop(name) for name in list(totals) if name.startswith("open:")}
    assert totals == {"messages": 1, "verdicts": 1, "replies": 1, "case:new:queue:P1": 1}
    assert set(shares.values()) == {1}, "by platform, topic and language"


async def test_a_lease_is_vacant_where_nobody_alive_had_it(store):
    assert await store.vacant("deliver:replay", "another:1")
    await store.hold("deliver:replay", me(), after(0), seconds=9)
    assert await store.vacant("deliver:replay", me())
    assert not await store.vacant("deliver:replay", "another:1")
    await store.hold("deliver:replay", me(), after(0), seconds=0)
    assert not await store.vacant("deliver:replay", "another:1"), "who gave it back still lives"
