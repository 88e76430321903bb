"""Every store tells answers from warnings, reports and acts, and lets only answers be stopped."""

from __future__ import annotations

import pytest

from core.actions import Button, Kind
from core.case import Holder, Move
from core.ports import Sent
from core.protection import Alarm
from core.types import Place, Reach, Removal
from tests.conftest import NOON, a_message
from tests.contract.guard_kit import (
    EVES,
    a_report,
    a_scam_message,
    a_warning,
    an_act,
    guarded,
    turn_of,
)
from tests.contract.store_kit import (
    ANN,
    BOB,
    REPLAY,
    a_case,
    a_result,
    a_say,
    after,
    bots_case,
    case_now,
    claim_one,
    claimed,
    messages,
    open_case,
    send,
    settle,
    states,
    work,
)

pytestmark = pytest.mark.anyio
OTHERS = [a_warning("w"), a_report("r", conversation=ANN), an_act(key="d", conversation=ANN)]
IDS = ["warning", "report", "act"]


async def due(store, seconds=60.0):
    return [row.key for row in await store.due([REPLAY], after(seconds), limit=20)]


@pytest.mark.parametrize("row", OTHERS, ids=IDS)
async def test_a_row_comes_out_as_it_went_in(store, row):
    buttons = (Button(label="Ban", data="/mod ban 1", danger=True),)
    row = a_say("x", purpose=row.purpose, kind=row.kind, replaces="77", buttons=buttons)
    await work(store, "1", outgoing=(row,))
    assert list(await store.due([REPLAY], NOON, limit=9)) == [row]


@pytest.mark.parametrize("row", OTHERS, ids=IDS)
async def test_a_newer_burst_supersedes_answers_only(store, row):
    case = await open_case(store, outgoing=(a_say("answer"), row))
    await store.put(messages("2", at=2))
    turn = await claim_one(store, after(2))
    assert [each.message.id for each in turn.burst] == ["first"]
    await store.record([a_result(turn, outgoing=(a_say("newer"),))], after(2))
    known = await states(store, case.id)
    assert (known["answer"], known[row.key], known["newer"]) == ("superseded", "pending", "pending")


@pytest.mark.parametrize("row", OTHERS, ids=IDS)
async def test_what_only_warns_reports_or_acts_leaves_no_burst(store, row):
    await work(store, "1", outgoing=(row,))
    await store.put(messages("2", at=2))
    assert (await claim_one(store, after(2))).burst == ()


@pytest.mark.parametrize("row", OTHERS, ids=IDS)
async def test_a_person_who_takes_the_case_stops_answers_only(store, row):
    case = await open_case(store, bots_case(), outgoing=(a_say("answer"), row))
    await store.move_case(case.id, Move.CLAIM, "mira", after(1))
    assert await states(store, case.id) == {"answer": "withdrawn", row.key: "pending"}
    assert await due(store) == [row.key]


@pytest.mark.parametrize("row", OTHERS, ids=IDS)
async def test_an_agents_words_and_a_held_case_do_not_withdraw_them(store, row):
    case = await claimed(store, outgoing=(row,))
    await store.answer(case.id, "mira", [a_say("hers")])
    assert set(await due(store)) == {"hers", row.key}


@pytest.mark.parametrize("row", OTHERS, ids=IDS)
@pytest.mark.parametrize("result", [Sent.FAILED, Sent.UNKNOWN])
async def test_when_it_fails_the_case_stays_and_the_audit_knows(store, row, result):
    case = await open_case(store, bots_case(), outgoing=(row,))
    assert await send(store, result, why="no rights") == [row.key]
    file = await store.case_file(case.id)
    assert (file.case.held_by, file.case.version) == (Holder.BOT, case.version)
    trace = file.decisions[-1]
    assert (trace.act, trace.by, trace.evidence) == (f"{row.purpose}_{result}", "outbox", row.key)
    assert "no rights" in trace.reason


@pytest.mark.parametrize("row", OTHERS, ids=IDS)
async def test_its_failure_does_not_cut_the_answer_queued_beside_it(store, row):
    case = await open_case(store, outgoing=(row, a_say("answer", sequence=1)))
    await store.due([REPLAY], NOON, limit=20)
    await store.settle([settle(row.key, Sent.FAILED)])
    assert (await states(store, case.id))["answer"] != "withdrawn"


async def test_a_failed_answer_does_not_cut_what_was_queued_beside_it(store):
    rows = (a_say("answer"), a_say("rest", sequence=1), *OTHERS)
    case = await open_case(store, outgoing=rows)
    await store.due([REPLAY], NOON, limit=20)
    await store.settle([settle("answer", Sent.FAILED)])
    known = await states(store, case.id)
    assert known["rest"] == "withdrawn"
    assert not {known["w"], known["r"], known["d"]} & {"withdrawn"}


async def test_warnings_reports_and_acts_do_not_wait_for_answers(store):
    await work(store, "1", outgoing=(a_say("answer"), *OTHERS, an_act(Kind.BAN, conversation=ANN)))
    assert set(await due(store)) == {"answer", "w", "r", "d", "act:ban"}


async def test_warnings_in_one_conversation_keep_their_order(store):
    await work(store, "1", outgoing=(a_warning("w1"), a_warning("w2")))
    assert await due(store) == ["w1"]
    assert await due(store) == []
    await store.settle([settle("w1")])
    assert await due(store) == ["w2"]


async def test_an_answer_that_is_tried_again_holds_back_no_warning(store):
    await work(store, "1", outgoing=(a_say("answer"),))
    await send(store, Sent.RETRY, retry_at=after(900))
    await work(store, "2", at=61, outgoing=(a_warning("w"),), supersede=False)
    assert await due(store, 62) == ["w"]


@pytest.mark.parametrize(
    ("row", "closes"), list(zip(OTHERS, [True, False, False], strict=True)), ids=IDS
)
async def test_only_what_people_read_closes_their_door(store, row, closes):
    await work(store, "1", outgoing=(row,))
    await send(store, Sent.FAILED, reach_closed=True, why="blocked")
    await work(store, "2", at=70, outgoing=(a_say("late", address=row.address),))
    assert await due(store, 80) == ([] if closes else ["late"])


@pytest.mark.parametrize(
    ("row", "leaves"), list(zip(OTHERS, [False, True, True], strict=True)), ids=IDS
)
async def test_a_closed_door_stops_words_to_people_not_acts(store, row, leaves):
    news = Reach(platform=REPLAY, account="nordex", address=row.address, open=False, why="blocked")
    await store.put([news])
    await work(store, "1", outgoing=(row,))
    assert await due(store) == ([row.key] if leaves else [])


async def test_a_place_that_moved_is_followed_by_acts_too(store):
    await work(store, "1", outgoing=(an_act(),))
    moved = Reach(platform=REPLAY, account="nordex", address="room", open=False, moved_to="new")
    await store.put([moved])
    (row,) = await store.due([REPLAY], after(60), limit=9)
    assert row.address == "new"


async def test_a_warning_counts_as_said_reports_and_acts_do_not(store):
    await work(store, "1", outgoing=(a_say("answer"), *OTHERS))
    await send(store)
    await store.put(messages("2", at=70))
    turn = await claim_one(store, after(70))
    assert [each.text for each in turn.history if each.ours] == ["say answer", "say w"]
    assert (await store.totals())["replies"] == 2


async def test_a_row_for_another_conversation_is_made_once_and_its_case_hears_of_it(store):
    ann = await open_case(store, bots_case())
    message, again = a_scam_message(), a_scam_message(id="e2")
    warning = a_warning("warn:ann:1", case_id=ann.id)
    assert not await turn_of(store, message, outgoing=(warning, a_report()))
    known = await store.latest_change()
    assert not await turn_of(store, again, outgoing=(warning, a_report(text="another")))
    assert set(await due(store)) == {"warn:ann:1", "card:1"}
    assert await due(store) == []
    changes = [(each.case_id, each.kind) for each in await store.changes(known)]
    assert (ann.id, "outbox") in changes


async def test_a_refused_turn_sends_nothing_anywhere(store):
    case = await open_case(store, a_case(EVES))
    await store.put([a_scam_message()])
    turn = await claim_one(store, after(60))
    await store.move_case(case.id, Move.CLAIM, "mira", after(2))
    result = guarded(turn, case=turn.case, outgoing=(a_warning(), a_report(), an_act()))
    assert list(await store.record([result], after(3))) == [EVES]
    assert await due(store) == []


async def test_a_removed_message_takes_its_answer_with_it_but_no_act_on_its_author(store):
    message = a_scam_message()
    rows = (
        a_say(f"{message.key}:reply:0", conversation=EVES, address="room"),
        an_act(Kind.RESTRICT, key=f"{message.key}:restrict"),
    )
    await turn_of(store, message, outgoing=rows)
    await store.put([Removal(platform=REPLAY, account="nordex", id=message.id)])
    assert await due(store) == [f"{message.key}:restrict"]


# alarms

ALARM = Alarm(key="alarm:ann:1", conversation=ANN, reason="warn him", draft="That was not us.")


async def test_a_victim_only_a_person_can_warn_is_put_in_front_of_one_once(store):
    ann = await open_case(store, bots_case())
    await turn_of(store, a_scam_message(), alarms=(ALARM,))
    await turn_of(store, a_scam_message(id="e2"), alarms=(ALARM,))
    file = await store.case_file(ann.id)
    assert (file.case.held_by, file.case.reason) == (Holder.QUEUE, "warn him")
    assert [(line.by, line.text) for line in file.lines if line.kind == "note"] == [
        ("bot", "That was not us.")
    ]
    trace = file.decisions[-1]
    assert (trace.act, trace.by, trace.evidence) == ("escalate", "bot", ALARM.key)


async def test_whoever_is_at_work_on_the_case_gets_the_words_and_keeps_it(store):
    case = await claimed(store)
    await turn_of(store, a_scam_message(), alarms=(ALARM,))
    file = await store.case_file(case.id)
    assert (file.case.held_by, file.case.version) == (Holder.AGENT, case.version)
    assert [line.text for line in file.lines if line.kind == "note"] == [ALARM.draft]


async def test_nobody_is_alarmed_where_no_case_is_open(store):
    case = await open_case(store)
    await store.move_case(case.id, Move.RESOLVE, "mira", after(1))
    await turn_of(store, a_scam_message(), alarms=(ALARM,))
    await turn_of(
        store,
        a_message("hm", id="b", conversation=BOB, place=Place.DM, received_at=after(2)),
        alarms=(Alarm(key="x", conversation="replay:nordex:nobody", reason="r", draft="d"),),
    )
    assert not (await case_now(store, case.id)).is_open


async def test_two_victims_in_one_turn_and_one_named_twice(store):
    ann = await open_case(store, bots_case())
    bob = await open_case(store, bots_case(BOB), message="b")
    second = Alarm(key="alarm:bob", conversation=BOB, reason="warn her", draft="Not us.")
    await turn_of(store, a_scam_message(), alarms=(ALARM, second, ALARM))
    for case, words in ((ann, "warn him"), (bob, "warn her")):
        file = await store.case_file(case.id)
        assert file.case.reason == words
        assert len([line for line in file.lines if line.kind == "note"]) == 1
