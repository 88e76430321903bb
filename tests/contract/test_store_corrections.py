"""Every store keeps what agents corrected, with its audit, and lets the case follow."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.case import Holder, Move, Status, due_at
from core.corrections import Opinion
from core.errors import NotYours
from core.types import Labels, Removal, Risk, RiskLevel, Sentiment, Stance, Urgency, Verdict
from tests.conftest import a_message
from tests.contract.store_kit import (
    ANN,
    BOB,
    REPLAY,
    a_case,
    a_result,
    after,
    bots_case,
    case_now,
    claim_one,
    judged,
    messages,
    open_case,
    work,
)

pytestmark = pytest.mark.anyio
VERDICT = Verdict(
    labels=Labels(language="en", intent="login"),
    urgency=Urgency.P2,
    risk=Risk(score=0.9, level=RiskLevel.REVIEW, stance=Stance.ATTEMPT, kinds=("romance",)),
)
CASE = {"priority": Urgency.P2, "intent": "login"}


def an_opinion(key="replay:nordex:1:0", **changes) -> Opinion:
    values = {
        "message_key": key,
        "intent": "login",
        "urgency": Urgency.P2,
        "sentiment": Sentiment.NEUTRAL,
        "scam": True,
        "by": "mira",
        "at": after(9),
    }
    return Opinion(**(values | changes))


async def heard(store, *ids: str, case=None, verdict=VERDICT):
    """Judged messages of a case."""
    case = case or a_case(**CASE)
    at = (case.opened_at - after(0)).total_seconds()
    await store.put(messages(*ids, conversation=case.conversation, at=at))
    turn = await claim_one(store, after(at))
    said = tuple(judged(each, verdict=verdict) for each in turn.fresh)
    assert not await store.record([a_result(turn, judged=said, case=case)], after(at))
    return case


async def test_a_correction_is_kept_with_its_text_its_labels_and_its_author(store):
    case = await heard(store, "1")
    opinion = an_opinion(intent="account_security", urgency=Urgency.P0, scam=False)
    now = await store.correct(case.id, opinion)
    (kept,) = await store.corrections()
    assert (kept.platform, kept.text, kept.language) == (REPLAY, "text 1", "en")
    assert (kept.message_key, kept.by, kept.at) == ("replay:nordex:1:0", "mira", after(9))
    assert (kept.before.intent, kept.before.stance, kept.before.risk) == (
        "login",
        Stance.ATTEMPT,
        ("romance",),
    )
    assert (kept.after.intent, kept.after.stance, kept.after.risk) == ("account_security", None, ())
    assert now == await case_now(store, case.id)
    assert (now.priority, now.intent) == (Urgency.P0, "account_security")
    assert now.due_at == due_at(Urgency.P0, after(9))


async def test_the_case_file_shows_it_and_the_audit_names_it(store):
    case = await heard(store, "1", "2")
    await store.correct(case.id, an_opinion(urgency=Urgency.P1))
    file = await store.case_file(case.id)
    one, two = [each for each in file.lines if each.kind == "message"]
    assert one.correction.after.urgency is Urgency.P1
    assert one.verdict == VERDICT
    assert two.correction is None
    trace = file.decisions[-1]
    assert (trace.act, trace.by, trace.at) == ("correct", "mira", after(9))
    assert (trace.message_key, trace.reason) == (one.key, "urgency P2 -> P1")
    change = (await store.changes(await store.latest_change() - 1))[-1]
    assert (change.case_id, change.kind) == (case.id, "case")


async def test_a_second_correction_starts_from_the_first(store):
    case = await heard(store, "1")
    await store.correct(case.id, an_opinion(intent="fees"))
    await store.correct(case.id, an_opinion(intent="kyc", by="tomasz", at=after(10)))
    first, second = await store.corrections()
    assert (first.after.intent, second.before.intent, second.by) == ("fees", "fees", "tomasz")
    (line,) = [each for each in (await store.case_file(case.id)).lines if each.kind == "message"]
    assert line.correction == second


async def test_what_changes_nothing_leaves_no_trace(store):
    case = await heard(store, "1")
    before = await store.case_file(case.id)
    seen = await store.latest_change()
    assert await store.correct(case.id, an_opinion()) == before.case
    assert await store.case_file(case.id) == before
    assert list(await store.corrections()) == []
    assert await store.latest_change() == seen


async def test_a_priority_is_lowered_as_far_as_the_other_messages_allow(store):
    urgent = replace(VERDICT, urgency=Urgency.P0)
    case = await heard(store, "1", "2", case=a_case(priority=Urgency.P0), verdict=urgent)
    await store.correct(case.id, an_opinion(urgency=Urgency.P3))
    assert (await case_now(store, case.id)).priority is Urgency.P0
    await store.correct(case.id, an_opinion("replay:nordex:2:0", urgency=Urgency.P2))
    assert (await case_now(store, case.id)).priority is Urgency.P2
    counts = (await store.feed("open", "mira")).counts
    assert (counts["P0"], counts["P2"]) == (0, 1)


async def test_what_belongs_to_an_earlier_case_holds_nothing_up(store):
    urgent = replace(VERDICT, urgency=Urgency.P0)
    over = a_case(priority=Urgency.P0, status=Status.RESOLVED)
    await heard(store, "old", case=over, verdict=urgent)
    again = a_case(priority=Urgency.P0, opened_at=after(900))
    case = await heard(store, "1", case=again, verdict=urgent)
    await store.correct(case.id, an_opinion(urgency=Urgency.P3, at=after(950)))
    assert (await case_now(store, case.id)).priority is Urgency.P3


async def test_a_turn_claimed_before_the_correction_does_not_undo_it(store):
    case = await heard(store, "1")
    await store.put(messages("2", at=2))
    turn = await claim_one(store, after(3))
    await store.correct(case.id, an_opinion(urgency=Urgency.P0))
    late = replace(turn.case, subject="stale")
    assert list(await store.record([a_result(turn, case=late)], after(4))) == [ANN]
    assert (await case_now(store, case.id)).priority is Urgency.P0


async def test_what_is_found_to_be_an_emergency_leaves_the_bots_hands(store):
    case = await heard(store, "1", case=bots_case(**CASE))
    now = await store.correct(case.id, an_opinion(urgency=Urgency.P0))
    assert (now.held_by, now.status, now.priority) == (Holder.QUEUE, Status.NEW, Urgency.P0)


@pytest.mark.parametrize("key", ["replay:nordex:other:0", "replay:nordex:3:0", "nonsense"])
async def test_only_judged_messages_of_the_case_can_be_corrected(store, key):
    case = await heard(store, "1")
    await work(store, "other", conversation=BOB)
    await store.put(messages("3", at=3))
    with pytest.raises(NotYours):
        await store.correct(case.id, an_opinion(key))
    with pytest.raises(NotYours):
        await store.correct("nowhere", an_opinion())
    assert list(await store.corrections()) == []


async def test_an_edited_message_is_not_what_the_agent_saw(store):
    case = await heard(store, "1")
    await store.put([a_message("other words", version=1, conversation=ANN, received_at=after(3))])
    with pytest.raises(NotYours):
        await store.correct(case.id, an_opinion())


async def test_a_deleted_message_takes_the_text_of_its_correction_with_it(store):
    case = await heard(store, "1", "2")
    await store.correct(case.id, an_opinion(intent="fees"))
    await store.correct(case.id, an_opinion("replay:nordex:2:0", intent="kyc"))
    await store.put([Removal(platform=REPLAY, account="nordex", id="1")])
    (left,) = await store.corrections()
    assert left.text == "text 2"
    file = await store.case_file(case.id)
    gone = next(each for each in file.lines if each.native_id == "1")
    assert (gone.correction.text, gone.correction.after.intent) == ("", "fees")
    with pytest.raises(NotYours):
        await store.correct(case.id, an_opinion(intent="api"))


async def test_a_lost_place_takes_them_all(store):
    case = await heard(store, "1")
    await store.correct(case.id, an_opinion(intent="fees"))
    await store.put([Removal(platform=REPLAY, account="nordex", address="ann")])
    assert list(await store.corrections()) == []


async def test_a_resolved_case_is_corrected_and_stays_as_it_is(store):
    case = await heard(store, "1")
    before = await store.move_case(case.id, Move.RESOLVE, "mira", after(5))
    assert await store.correct(case.id, an_opinion(urgency=Urgency.P0)) == before
    assert len(await store.corrections()) == 1


async def test_corrections_of_other_conversations_are_not_mixed(store):
    case = await heard(store, "1")
    other = a_case(BOB, opened_at=after(1), **CASE)
    await heard(store, "7", case=other)
    await store.correct(other.id, an_opinion("replay:nordex:7:0", intent="fees"))
    lines = (await store.case_file(case.id)).lines
    assert [each.correction for each in lines] == [None]
    assert (await open_case(store, a_case("replay:nordex:eve", opened_at=after(2)))).is_open
