"""Dialogues travel with turns: read at the claim, kept with the result, forgotten with messages."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.case import Holder, Move, Status
from core.caseflow import rung
from core.dialogue import Dialogue, Fact, Stage
from core.types import Author, Place, Removal
from tests.contract.store_kit import (
    ANN,
    REPLAY,
    a_result,
    a_say,
    after,
    bots_case,
    case_now,
    claim_one,
    messages,
    open_case,
    send,
    work,
)

pytestmark = pytest.mark.anyio

PERSON = "replay:nordex:u1"
POST = "replay:nordex:post:ann"


def a_talk(conversation=ANN, **changes) -> Dialogue:
    fact = Fact(values=("USDT", "USDC"), source="m1", at=after(1))
    values = {
        "conversation": conversation,
        "person": PERSON,
        "stage": Stage.ASKED,
        "language": "de",
        "about": "deposit",
        "article": "deposit-wrong-network",
        "wanted": (("txid", "address"), ("coin",)),
        "asked": {"txid": 1},
        "until": after(1800),
        "facts": {"coin": fact},
        "told": ("welcome",),
        "replies": 2,
        "updated_at": after(2),
    }
    return Dialogue(**(values | changes))


async def next_turn(store, number="m9", at=100.0, **changes):
    await store.put(messages(number, at=at, **changes))
    return await claim_one(store, after(at))


async def test_a_dialogue_comes_back_as_it_was_kept(store):
    turn = await work(store, "m1", dialogue=a_talk())
    assert turn.dialogue is None
    assert (await next_turn(store)).dialogue == a_talk()


async def test_where_nothing_is_new_nothing_is_written_and_the_latest_word_counts(store):
    await work(store, "m1", dialogue=a_talk())
    await work(store, "m2", at=10)
    assert (await next_turn(store, at=20)).dialogue == a_talk()
    turn = await claim_one(store, after(120))
    later = a_talk(stage=Stage.COMPLETE, until=None, updated_at=after(21))
    await store.record([a_result(turn, dialogue=later)], after(121))
    assert (await next_turn(store, "m10", at=130)).dialogue == later


async def test_a_refused_result_leaves_the_dialogue_alone(store):
    await work(store, "m1", dialogue=a_talk())
    turn = await next_turn(store)
    done = a_result(turn, dialogue=a_talk(stage=Stage.COMPLETE))
    assert not await store.record([done], after(101))
    again = a_result(turn, dialogue=a_talk(stage=Stage.GIVEN_UP))
    assert list(await store.record([again], after(102))) == [ANN]
    assert (await next_turn(store, "m10", at=130)).dialogue.stage is Stage.COMPLETE


async def test_a_turn_put_back_keeps_the_dialogue_for_the_next_try(store):
    await work(store, "m1", dialogue=a_talk())
    turn = await next_turn(store)
    later = replace(a_result(turn), retry_at=after(110), error="x", judged=())
    await store.record([later], after(101))
    assert (await claim_one(store, after(111))).dialogue == a_talk()


async def test_what_was_asked_in_public_is_found_in_private_and_left_behind(store):
    invited = a_talk(POST, stage=Stage.INVITED)
    await work(store, "p1", conversation=POST, dialogue=invited)
    turn = await next_turn(store)
    assert turn.dialogue == invited
    here = a_talk(updated_at=after(101))
    await store.record([a_result(turn, dialogue=here, left=POST)], after(101))
    assert (await next_turn(store, "m10", at=130)).dialogue == here
    public = await next_turn(store, "p2", at=140, conversation=POST, place=Place.GROUP)
    assert (public.dialogue.stage, public.dialogue.until) == (Stage.MOVED, None)


async def test_what_was_asked_of_others_or_in_public_is_nobodys_elses(store):
    await work(store, "p1", conversation=POST, dialogue=a_talk(POST, stage=Stage.INVITED))
    other = await next_turn(store, author=Author(id="u2"))
    assert other.dialogue is None
    public = await next_turn(store, "g1", at=110, conversation="group:ann", place=Place.GROUP)
    assert public.dialogue is None


async def test_leaving_what_is_gone_is_no_matter(store):
    await work(store, "m1", left="nowhere", dialogue=a_talk())
    assert (await next_turn(store)).dialogue == a_talk()


async def test_facts_go_with_the_message_that_told_them(store):
    await work(store, "m1", "m2", dialogue=a_talk())
    await store.put([Removal(platform=REPLAY, account="nordex", id="m2")])
    assert (await next_turn(store)).dialogue.facts
    await store.put([Removal(platform=REPLAY, account="nordex", id="m1")])
    turn = await claim_one(store, after(200))
    assert turn.dialogue.facts == {}
    assert turn.dialogue.asked == {"txid": 1}


async def test_the_case_file_has_the_facts(store):
    case = await open_case(store, bots_case(), dialogue=a_talk())
    assert (await store.case_file(case.id)).dialogue == a_talk()


async def test_the_bots_patience_ends_when_it_said_and_a_person_goes_on(store):
    case = await open_case(store, bots_case(), dialogue=a_talk())
    assert not await store.ring(after(1799), limit=5)
    [timer] = await store.ring(after(1801), limit=5)
    assert (timer.kind, timer.dialogue) == ("bot_deadline", a_talk())
    await store.record([rung(timer, after(1801))], after(1801))
    now = await case_now(store, case.id)
    assert (now.status, now.held_by) == (Status.NEW, Holder.QUEUE)
    assert "asked for txid" in now.reason
    assert (await store.case_file(case.id)).dialogue.stage is Stage.GIVEN_UP


async def test_where_nothing_is_asked_the_bot_has_its_day(store):
    await open_case(store, bots_case())
    assert not await store.ring(after(23 * 3600), limit=5)
    [timer] = await store.ring(after(25 * 3600), limit=5)
    assert timer.dialogue is None
    result = rung(timer, after(25 * 3600))
    assert result.case.status is Status.RESOLVED


async def test_history_says_which_messages_a_line_of_ours_answers(store):
    turn = await work(store, "m1", "m2", outgoing=(a_say("a1"),))
    await send(store)
    lines = (await next_turn(store)).history
    assert [each.serves for each in lines if each.ours] == [tuple(m.key for m in turn.fresh)]
    assert all(each.serves == () for each in lines if not each.ours)


async def test_many_turns_find_each_their_own(store):
    for number in range(5):
        talk = a_talk(f"c{number}", person=f"replay:nordex:p{number}", replies=number)
        await work(store, f"a{number}", conversation=f"c{number}", at=number, dialogue=talk)
    for number in range(5):
        author = Author(id=f"p{number}")
        await store.put(messages(f"b{number}", conversation=f"c{number}", at=50, author=author))
    turns = await store.claim(after(60), limit=10, lease=30)
    assert {each.conversation: each.dialogue.replies for each in turns} == {
        f"c{number}": number for number in range(5)
    }


async def test_the_last_look_before_a_send_sees_who_took_the_case(store):

    case = await open_case(store, bots_case(), outgoing=(a_say("a1"),))
    await store.move_case(case.id, Move.CLAIM, "mira", after(5))
    assert await store.due([REPLAY], after(60), limit=5) == []
    turn = await next_turn(store)
    assert turn.case.agent == "mira"
    late = replace(a_result(turn, outgoing=(a_say("a2"),)), case=turn.case)
    await store.record([late], after(101))
    assert list(await store.due([REPLAY], after(160), limit=5)) == []
