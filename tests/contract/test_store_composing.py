"""Drafts, prepared answers, answers taken back: what both memories promise."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from core.canned import Canned, Deed, Step
from core.case import Move, Status
from core.composing import Box, Draft, TooLate
from core.errors import NotYours, Outdated
from core.ports import Sent
from core.types import Author, Leg, Place, Reach
from tests.contract.store_kit import (
    ANN,
    REPLAY,
    a_say,
    after,
    case_now,
    claimed,
    messages,
    send,
    settle,
    states,
)

pytestmark = pytest.mark.anyio

HOLD = timedelta(seconds=10)


def a_draft(case, text="half a sen", counter=0, *, agent="mira", box=Box.REPLY, at=10) -> Draft:
    return Draft(
        case_id=case.id, agent=agent, box=box, text=text, counter=counter, saved_at=after(at)
    )


def a_canned(name="hello", **changes) -> Canned:
    values = {"id": f"c-{name}", "name": name, "texts": {"en": "Hello {name}"}, "by": "mira"}
    return Canned(**(values | {"at": after(0)} | changes))


def an_answer(case, *texts: str, at: float = 20):
    """An agent's answer that waits ten seconds, in as many parts as texts."""
    return [
        a_say(
            f"agent:{case.id}:{case.version}:{number}",
            by="mira",
            case_id=case.id,
            sequence=number,
            text=text,
            due_at=after(at) + HOLD,
        )
        for number, text in enumerate(texts)
    ]


async def answered(store, *texts: str):
    """A case that was answered, and the keys of the answer's parts."""
    case = await claimed(store)
    rows = an_answer(case, *(texts or ("on it",)))
    await store.answer(case.id, "mira", rows)
    return case, [each.key for each in rows]


# drafts


async def test_a_draft_is_kept_and_grows_with_its_counter(store):
    case = await claimed(store)
    first = await store.save_draft(a_draft(case))
    assert (first.text, first.counter) == ("half a sen", 1)
    second = await store.save_draft(a_draft(case, "half a sentence", 1, at=11))
    assert (second.text, second.counter) == ("half a sentence", 2)
    assert await store.drafts(case.id) == [second]


async def test_an_older_tab_overwrites_nothing_and_loses_nothing(store):
    case = await claimed(store)
    for number, text in enumerate(("a", "ab", "abc")):
        await store.save_draft(a_draft(case, text, number))
    stood = await store.save_draft(a_draft(case, "other words", 1, at=15))
    assert (stood.text, stood.counter, stood.aside) == ("abc", 3, "other words")
    assert await store.drafts(case.id) == [stood]


@pytest.mark.parametrize("words", ["abc", "  ", ""])
async def test_nothing_new_is_not_set_aside(store, words):
    case = await claimed(store)
    await store.save_draft(a_draft(case, "abc"))
    await store.save_draft(a_draft(case, "abc", 1))
    assert (await store.save_draft(a_draft(case, words, 1))).aside == ""


async def test_drafts_are_apart_by_agent_and_field(store):
    case = await claimed(store)
    await store.save_draft(a_draft(case, "reply"))
    await store.save_draft(a_draft(case, "note", box=Box.NOTE, at=11))
    await store.save_draft(a_draft(case, "his", agent="tomasz", at=12))
    found = [(each.agent, each.box, each.text) for each in await store.drafts(case.id)]
    assert found == [
        ("tomasz", Box.REPLY, "his"), ("mira", Box.NOTE, "note"), ("mira", Box.REPLY, "reply"),
    ]  # fmt: skip


async def test_what_was_sent_empties_the_field_and_is_kept(store):
    case = await claimed(store)
    await store.save_draft(a_draft(case, "on i"))
    empty = await store.sent_draft(a_draft(case, "on it", 1))
    assert (empty.text, empty.sent, empty.counter) == ("", "on it", 2)
    late = await store.save_draft(a_draft(case, "on i", 1))
    assert (late.text, late.aside) == ("", "")
    unlike = await store.save_draft(a_draft(case, "and then", 1))
    assert (unlike.text, unlike.aside) == ("", "and then")


async def test_words_that_were_never_saved_can_be_sent(store):
    case = await claimed(store)
    assert (await store.sent_draft(a_draft(case, "quick"))).sent == "quick"


async def test_a_draft_survives_whatever_becomes_of_its_case(store):
    case = await claimed(store)
    kept = await store.save_draft(a_draft(case))
    for how in (Move.RELEASE, Move.CLAIM, Move.RESOLVE, Move.ESCALATE):
        await store.move_case(case.id, how, "mira", after(30))
        assert await store.drafts(case.id) == [kept]


async def test_where_somebody_has_words_and_where_not(store):
    case = await claimed(store)
    assert await store.drafted("mira") == []
    await store.save_draft(a_draft(case))
    await store.save_draft(a_draft(case, box=Box.NOTE))
    assert await store.drafted("mira") == [case.id]
    assert await store.drafted("tomasz") == []
    for box in Box:
        await store.sent_draft(a_draft(case, box=box, counter=1))
    assert await store.drafted("mira") == []


async def test_old_drafts_are_forgotten_and_young_ones_are_not(store):
    case = await claimed(store)
    await store.save_draft(a_draft(case, at=10))
    young = await store.save_draft(a_draft(case, agent="tomasz", at=20))
    assert await store.forget_drafts(after(20)) == 1
    assert await store.drafts(case.id) == [young]


async def test_a_draft_needs_a_case(store):
    case = await claimed(store)
    with pytest.raises(NotYours):
        await store.save_draft(replace(a_draft(case), case_id="none"))


# taking back


async def test_an_answer_that_waits_can_be_taken_back(store):
    case, keys = await answered(store, "one", "two")
    back = await store.take_back(case.id, "mira", keys[1], after(25))
    assert (back.status, back.agent, back.first_answer_at) == (Status.OPEN, "mira", None)
    assert back.due_at == case.due_at
    assert await case_now(store, case.id) == back
    assert await states(store, case.id) == dict.fromkeys(keys, "withdrawn")
    assert await send(store) == []
    acts = [each for each in (await store.case_file(case.id)).decisions if each.by == "mira"]
    assert (acts[-1].act, acts[-1].evidence) == ("take_back", keys[1])


async def test_until_it_is_due_nobody_sends_it(store):
    _, keys = await answered(store)
    assert await store.due([REPLAY], after(29), limit=9) == []
    assert await send(store, now=after(30)) == keys


@pytest.mark.parametrize("result", [Sent.SENT, Sent.FAILED, Sent.UNKNOWN])
async def test_what_has_left_is_not_taken_back(store, result):
    case, keys = await answered(store, "one", "two")
    await store.due([REPLAY], after(30), limit=1)
    for _ in range(2):  # on its way, then settled
        with pytest.raises(TooLate):
            await store.take_back(case.id, "mira", keys[1], after(31))
        await store.settle([settle(keys[0], result)])
    assert (await states(store, case.id))[keys[1]] == "pending"


async def test_what_is_tried_again_can_be_taken_back(store):
    case, keys = await answered(store)
    await store.due([REPLAY], after(30), limit=1)
    await store.settle([settle(keys[0], Sent.RETRY, retry_at=after(99))])
    assert (await store.take_back(case.id, "mira", keys[0], after(40))).status is Status.OPEN


async def test_somebody_elses_answer_and_no_answer_stay(store):
    case, keys = await answered(store)
    for agent, key in (("tomasz", keys[0]), ("mira", "none")):
        with pytest.raises(NotYours):
            await store.take_back(case.id, agent, key, after(25))
    assert await states(store, case.id) == {keys[0]: "pending"}


async def test_a_case_that_moved_on_keeps_its_place(store):
    case, keys = await answered(store)
    await store.move_case(case.id, Move.RESOLVE, "mira", after(22))
    back = await store.take_back(case.id, "mira", keys[0], after(25))
    assert back.status is Status.RESOLVED
    assert await states(store, case.id) == {keys[0]: "withdrawn"}


async def test_the_promise_runs_on_as_if_nothing_had_been_said(store):
    case = await claimed(store)
    before = await store.promises_since(after(0))
    rows = an_answer(case, "on it")
    await store.answer(case.id, "mira", rows)
    (kept,) = await store.promises_since(after(0))
    assert kept.how == "answered"
    await store.take_back(case.id, "mira", rows[0].key, after(25))
    assert await store.promises_since(after(0)) == before


async def test_an_earlier_answer_stays_the_first(store):
    case, _ = await answered(store)
    await send(store, now=after(30))
    first = (await case_now(store, case.id)).first_answer_at
    again = an_answer(await case_now(store, case.id), "and", at=40)
    await store.answer(case.id, "mira", again)
    back = await store.take_back(case.id, "mira", again[0].key, after(45))
    assert back.first_answer_at == first == after(20) + HOLD


async def test_either_sent_or_taken_back_never_both(store):
    """The race: the deliverer's hand and the agent's reach for the same row."""
    case = await claimed(store)
    for turn in range(24):
        rows = an_answer(await case_now(store, case.id), "one", "two", at=20)
        await store.answer(case.id, "mira", rows)
        key = rows[0].key
        calls = [
            store.due([REPLAY], after(30), limit=5),
            store.take_back(case.id, "mira", key, after(30)),
        ]
        ordered = calls if turn % 2 else calls[::-1]
        results = await asyncio.gather(*ordered, return_exceptions=True)
        taken, back = results if turn % 2 else results[::-1]
        fate = (await states(store, case.id))[key]
        if isinstance(back, TooLate):
            assert ([each.key for each in taken], fate) == ([key], "sending")
            await store.settle([settle(key, Sent.SENT)])
            assert await send(store, now=after(30)) == [rows[1].key]
        else:
            assert (list(taken), fate) == ([], "withdrawn")


# private doors


async def test_who_wrote_in_private_can_be_written_to_there(store):
    dm = {"conversation": "replay:nordex:dm", "address": "dm/ann", "place": Place.DM}
    await store.put(messages("p1", author=Author(id="u1"), **dm))
    assert await store.private_door(REPLAY, "nordex", "u1") == "dm/ann"
    assert await store.private_door(REPLAY, "nordex", "u2") == ""
    assert await store.private_door(REPLAY, "other", "u1") == ""
    shut = Reach(platform=REPLAY, account="nordex", address="dm/ann", open=False, why="blocked")
    await store.put([shut])
    assert await store.private_door(REPLAY, "nordex", "u1") == ""


async def test_writing_in_public_opens_no_door(store):
    await store.put(messages("m1", conversation=ANN, place=Place.GROUP, author=Author(id="u1")))
    assert await store.private_door(REPLAY, "nordex", "u1") == ""


# prepared answers


async def test_a_prepared_answer_is_kept_with_every_version(store):
    first = await store.keep_canned(a_canned(leg=Leg.PRIVATE, steps=(Step(Deed.RESOLVE, "ok"),)))
    assert first.version == 1
    second = await store.keep_canned(replace(first, texts={"en": "Hi", "zh": "你好"}, at=after(5)))
    assert second.version == 2
    assert await store.canned("mira") == [second]
    assert await store.canned_versions("c-hello") == [second, first]
    assert await store.canned_versions("none") == []


async def test_nobody_overwrites_what_he_has_not_seen(store):
    first = await store.keep_canned(a_canned())
    await store.keep_canned(first)
    for stale in (first, a_canned()):
        with pytest.raises(Outdated):
            await store.keep_canned(stale)
    with pytest.raises(Outdated):
        await store.keep_canned(a_canned("new", version=4))


async def test_private_ones_are_their_owners(store):
    await store.keep_canned(a_canned("zebra"))
    await store.keep_canned(a_canned("mine", owner="mira"))
    await store.keep_canned(a_canned("mine", owner="tomasz", id="c-his"))
    assert [each.name for each in await store.canned("mira")] == ["mine", "zebra"]
    assert [each.id for each in await store.canned("tomasz")] == ["c-his", "c-zebra"]
    assert [each.name for each in await store.canned("li")] == ["zebra"]


@pytest.mark.parametrize(("owner", "other"), [("", ""), ("mira", "mira"), ("", "mira")])
async def test_two_of_one_name_would_not_be_told_apart(store, owner, other):
    await store.keep_canned(a_canned(owner=owner))
    with pytest.raises(NotYours):
        await store.keep_canned(a_canned(id="c-other", owner=other))


async def test_a_dropped_one_is_gone_and_its_name_is_free(store):
    first = await store.keep_canned(a_canned())
    gone = await store.keep_canned(replace(first, dropped=True))
    assert await store.canned("mira") == []
    assert await store.canned_versions("c-hello") == [gone, first]
    await store.keep_canned(a_canned(id="c-new"))
    assert [each.id for each in await store.canned("mira")] == ["c-new"]
