"""Every store knows who asked near a message, what it repeats, and how fast people were warned."""

from __future__ import annotations

import pytest

from core.ports import Sent
from core.protection import Echo, Surroundings
from core.scams import Verb, WarningTimes, Watched
from core.types import Author, Place, Platform, Reach
from tests.conftest import NOON, a_message
from tests.contract.guard_kit import (
    EVE,
    FILE,
    ROOM,
    a_look,
    a_scam_message,
    a_seen,
    a_trace,
    a_warning,
    an_asker,
    asked,
    attacked,
    look,
    rule,
    turn_of,
)
from tests.contract.store_kit import REPLAY, after, claim_one, settle

pytestmark = pytest.mark.anyio
OTHER = Platform("other")


async def names(store, **changes):
    return [each.author_id for each in (await look(store, **changes)).askers]


def a_dm(who="ann", at=0.0, **changes):
    values = {
        "id": f"dm{who}{at}",
        "conversation": f"replay:nordex:dm:{who}",
        "address": f"dm/{who}",
        "author": Author(id=who, name=who),
        "received_at": after(at),
    }
    return a_message("psst", **(values | changes))


# askers


async def test_an_asker_comes_back_as_he_was_kept(store):
    asker = an_asker(case_id="c1", language="de")
    await asked(store, asker)
    assert await look(store) == Surroundings(askers=(asker,))


async def test_nothing_is_known_of_a_quiet_place(store):
    await asked(store, an_asker())
    assert await look(store, scene="elsewhere") == Surroundings()
    assert await store.surroundings([]) in ((), [])


async def test_askers_of_the_same_place_and_time_but_not_the_author(store):
    await asked(
        store,
        an_asker("ann"),
        an_asker("bob", asked_at=after(-600)),
        an_asker("late", asked_at=after(-601)),
        an_asker("far", scene="another room"),
        an_asker("stranger", platform=OTHER),
        an_asker("new"),
    )
    assert await names(store) == ["ann", "bob"]


async def test_the_latest_five_the_latest_first(store):
    await asked(store, *(an_asker(f"u{n}", asked_at=after(n)) for n in range(7)))
    assert await names(store) == ["u6", "u5", "u4", "u3", "u2"]


async def test_of_one_conversation_the_newest_question_stays(store):
    await asked(store, an_asker(message_id="2", asked_at=after(20)))
    await asked(store, an_asker(message_id="1", asked_at=after(10)), at=1, number="q2")
    (asker,) = (await look(store)).askers
    assert (asker.message_id, asker.asked_at) == ("2", after(20))
    await asked(store, an_asker(message_id="3", asked_at=after(30)), at=2, number="q3")
    (asker,) = (await look(store)).askers
    assert asker.message_id == "3"


async def test_where_nobody_else_reads_nobody_is_at_risk(store):
    await asked(store, an_asker(scene=""))
    assert await names(store, scene="") == []
    assert list(await store.watched(REPLAY, NOON, limit=9)) == []


# private doors


async def test_an_asker_is_reached_where_he_wrote_to_us_last_in_private(store):
    await store.put([a_dm(at=1), a_dm(at=3, address="dm/ann2"), a_dm(at=2), a_dm("bob", at=9)])
    await asked(store, an_asker(), at=10)
    (asker,) = (await look(store)).askers
    assert asker.private_address == "dm/ann2"


@pytest.mark.parametrize(
    "changes",
    [
        {"place": Place.GROUP},
        {"platform": OTHER},
        {"account": "another"},
        {"author": Author(id="x")},
    ],
    ids=["a group", "another platform", "another account", "another author"],
)
async def test_only_his_own_private_door_to_this_account_counts(store, changes):
    await store.put([a_dm(**changes)])
    await asked(store, an_asker(), at=10)
    (asker,) = (await look(store)).askers
    assert asker.private_address == ""


async def test_a_closed_door_is_none_and_an_older_open_one_is_used(store):
    closed = Reach(platform=REPLAY, account="nordex", address="dm/ann", open=False, why="blocked")
    await store.put([a_dm(at=1, address="dm/old"), a_dm(at=2), closed])
    await asked(store, an_asker(), at=10)
    assert (await look(store)).askers[0].private_address == "dm/old"
    await store.put([Reach(platform=REPLAY, account="nordex", address="dm/ann", open=True)])
    assert (await look(store)).askers[0].private_address == "dm/ann"


async def test_a_door_that_moved_is_followed(store):
    moved = Reach(
        platform=REPLAY, account="nordex", address="dm/ann", open=False, moved_to="dm/new"
    )
    await store.put([a_dm(), moved])
    await asked(store, an_asker(), at=10)
    assert (await look(store)).askers[0].private_address == "dm/new"


async def test_the_author_himself_has_a_door_too(store):
    await store.put([a_dm("new")])
    assert (await look(store)).private_address == "dm/new"
    assert (await look(store, who="other")).private_address == ""


# echoes


async def seen(store, *rows, at=0.0, number="s1"):
    message = a_scam_message(id=number, who="reporter", received_at=after(at))
    assert not await turn_of(store, message, seen=rows)


async def test_echoes_count_other_authors_scenes_and_platforms(store):
    await seen(
        store,
        a_seen("a", 1),
        a_seen("a", 2),
        a_seen("b", 1, scene="another room"),
        a_seen("c", 1, platform=OTHER, scene=""),
        a_seen("new", 1),
        a_seen("d", 1, traces=(a_trace("other.example"),)),
        a_seen("e", 1, traces=(a_trace(kind="handle"),)),
        a_seen("f", 1, at=after(-601)),
    )
    assert (await look(store)).echoes == (
        Echo(kind="host", shown="bad.example", authors=3, scenes=2, platforms=2, scams=0),
    )


async def test_an_author_of_the_same_id_elsewhere_is_another_author(store):
    await seen(store, a_seen("new", 1, platform=OTHER))
    (echo,) = (await look(store)).echoes
    assert echo.authors == 1


async def test_each_trace_has_its_own_echo_in_order(store):
    await seen(store, a_seen("a", 1, traces=(a_trace("one.example"), a_trace("two.example"))))
    traces = (a_trace("two.example"), a_trace("none.example"), a_trace("one.example"))
    found = (await look(store, traces=traces)).echoes
    assert [each.shown for each in found] == ["two.example", "one.example"]


async def test_a_message_is_counted_once_however_often_it_is_recorded(store):
    await seen(store, a_seen("a", 1))
    await seen(store, a_seen("a", 1, scene="later"), at=5, number="s2")
    (echo,) = (await look(store)).echoes
    assert (echo.authors, echo.scenes) == (1, 1)


async def test_a_scammers_trace_is_known_however_old_it_is(store):
    await attacked(store)
    (echo,) = (await look(store, seen_since=after(500))).echoes
    assert (echo.authors, echo.scams) == (0, 1)


async def test_what_was_seen_before_is_flagged_by_the_attack(store):
    message = a_scam_message()
    await seen(store, a_seen(EVE, message_key=message.key))
    assert (await look(store)).echoes[0].scams == 0
    await attacked(store, message)
    assert (await look(store)).echoes[0].scams == 1
    await seen(store, a_seen(EVE, message_key=message.key), at=5, number="s2")
    assert (await look(store)).echoes[0].scams == 1


async def test_seen_as_a_scam_counts_unless_people_know_better(store):
    await seen(store, a_seen("mallory", scam=True))
    assert (await look(store)).echoes[0].scams == 1
    await attacked(store)
    await rule(store, Verb.NOT_SCAM)
    await seen(store, a_seen(EVE, 9, scam=True), at=9, number="s9")
    assert (await look(store)).echoes[0].scams == 1


async def test_a_trace_shows_no_more_than_a_line(store):
    await attacked(store, traces=(a_trace("x" * 99),))
    (trace,) = (await store.scam_file(FILE)).traces
    assert trace.shown == "x" * 60


# many looks


async def test_many_looks_are_answered_in_order(store):
    await asked(store, *(an_asker(f"u{n}", scene=f"room{n}") for n in range(70)))
    await seen(store, *(a_seen("a", n, traces=(a_trace(f"{n}.example"),)) for n in range(70)))
    await attacked(store)
    looks = [
        a_look(f"x{n}", scene=f"room{n}", traces=(a_trace(f"{n}.example"),)) for n in range(70)
    ]
    found = await store.surroundings([*looks, a_look(EVE, traces=())])
    assert [[a.author_id for a in each.askers] for each in found[:70]] == [
        [f"u{n}"] for n in range(70)
    ]
    assert [[e.shown for e in each.echoes] for each in found[:70]] == [
        [f"{n}.example"] for n in range(70)
    ]
    assert [each.scam.id if each.scam else "" for each in found] == [""] * 70 + [FILE]


# watch


async def test_scenes_are_watched_while_somebody_asked_lately(store):
    await asked(
        store,
        an_asker("ann", asked_at=after(1)),
        an_asker("bob", asked_at=after(5)),
        an_asker("ann", conversation="replay:nordex:ann2", asked_at=after(2)),
        an_asker("cid", scene="b room", asked_at=after(9)),
        an_asker("old", scene="quiet", asked_at=after(-1)),
        an_asker("stranger", scene="far", platform=OTHER, asked_at=after(9)),
    )
    assert list(await store.watched(REPLAY, NOON, limit=9)) == [
        Watched(scene="b room", asked_at=after(9), askers=1),
        Watched(scene=ROOM, asked_at=after(5), askers=2),
    ]
    assert [each.scene for each in await store.watched(REPLAY, NOON, limit=1)] == ["b room"]


# how fast


async def warned(store, number, *waits, result=Sent.SENT):
    """An attack at `number` minutes whose warnings left so many seconds later."""
    at = 60.0 * number
    rows = tuple(
        a_warning(f"w{number}:{n}", conversation=f"c{number}:{n}") for n, _ in enumerate(waits)
    )
    message = a_scam_message(id=f"e{number}", received_at=after(at))
    await attacked(store, message, outgoing=rows, warned=tuple(row.key for row in rows))
    await store.due([REPLAY], after(at), limit=99)
    await store.settle(
        [
            settle(row.key, result, at=after(at + wait))
            for row, wait in zip(rows, waits, strict=True)
        ]
    )


async def test_nobody_was_warned_yet(store):
    await attacked(store)
    assert await store.warning_times(NOON) == WarningTimes()


async def test_the_first_warning_of_each_attack_is_what_counts(store):
    await warned(store, 1, 3.0, 1.5)
    await warned(store, 2, 2.5)
    await warned(store, 3, 9.0, result=Sent.FAILED)
    assert await store.warning_times(NOON) == WarningTimes(
        count=2, median_s=2.0, p95_s=2.5, worst_s=2.5
    )
    assert (await store.warning_times(after(61))).count == 1


async def test_the_slowest_are_not_hidden(store):
    for number in range(1, 21):
        await warned(store, number, float(number))
    times = await store.warning_times(NOON)
    assert (times.count, times.median_s, times.p95_s, times.worst_s) == (20, 10.5, 19.0, 20.0)


async def test_who_was_warned_before_the_attack_did_not_wait_less_than_nothing(store):
    await warned(store, 1, 2.0)
    message = a_scam_message(who="mallory", id="m1", received_at=after(500))
    row = a_warning("w1:0")
    await attacked(store, message, outgoing=(row,), warned=(row.key,))
    assert (await store.warning_times(NOON)).count == 1


# forgetting


async def test_what_nobody_judged_is_forgotten_in_time(store):
    await seen(store, a_seen("a", 1), a_seen("b", 1, at=after(100)))
    await attacked(store)
    await asked(store, an_asker(), an_asker("bob", asked_at=after(100)), at=20)
    assert await store.forget_traces(after(50)) == 1
    (echo,) = (await look(store)).echoes
    assert (echo.authors, echo.scams) == (2, 1)
    assert await names(store) == ["bob"]
    assert await store.forget_traces(after(50)) == 0


async def test_a_turn_with_nothing_to_protect_writes_nothing(store):
    await store.put([a_dm()])
    turn = await claim_one(store)
    assert turn.fresh
    assert await look(store) == Surroundings()
