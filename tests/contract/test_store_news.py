"""Every store keeps an adapter's marks with what they cover, knows faces, and forgets on demand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.types import Author, Checkpoint, Finding, Platform, Removal, Sighting, Verdict
from tests.conftest import NOON
from tests.contract.store_kit import (
    BOB,
    REPLAY,
    a_result,
    a_say,
    after,
    bots_case,
    claim_one,
    judged,
    messages,
    states,
)

pytestmark = pytest.mark.anyio


def a_mark(name="since_id", value="10", **changes):
    values = {"platform": REPLAY, "account": "nordex", "name": name, "value": value}
    return Checkpoint(**(values | changes))


def a_sighting(who="u9", why="joined", **changes):
    values = {
        "platform": REPLAY,
        "account": "nordex",
        "address": "room",
        "author": Author(id=who, handle="nordex_help", name="Nordex Help", bio="here for you"),
        "why": why,
        "seen_at": after(1),
    }
    return Sighting(**(values | changes))


def gone(**changes):
    return Removal(**({"platform": REPLAY, "account": "nordex"} | changes))


async def answered(store, case, **changes):
    """A judged message of the case, and the answer to it that still waits."""
    verdict = changes.pop("verdict", Verdict())
    heard = replace(messages("1", reply_text="before")[0], **changes)
    await store.put([heard])
    turn = await claim_one(store)
    answer = a_say(f"{heard.key}:reply:0", case_id=case.id)
    said = judged(heard, verdict=verdict)
    await store.record([a_result(turn, case=case, judged=(said,), outgoing=(answer,))], NOON)
    return heard, answer


# marks


async def test_marks_come_back_by_name_and_platform(store):
    assert await store.checkpoints(REPLAY) == {}
    assert await store.put([*messages("1"), a_mark(), a_mark("dm", "7")]) == 1
    await store.put([a_mark(value="11"), a_mark(value="12"), a_mark(platform=Platform("other"))])
    assert await store.checkpoints(REPLAY) == {"since_id": "12", "dm": "7"}
    assert await store.checkpoints(Platform("other")) == {"since_id": "10"}


# faces


async def test_the_last_face_in_each_place_is_known(store):
    renamed = a_sighting(why="renamed", seen_at=after(5))
    elsewhere = a_sighting(address="hall", seen_at=after(3))
    await store.put([a_sighting(), elsewhere, renamed, a_sighting(who="u8")])
    seen = await store.sightings(REPLAY)
    assert {(each.author.id, each.address) for each in seen} == {
        ("u9", "room"),
        ("u9", "hall"),
        ("u8", "room"),
    }
    assert seen[0] == renamed
    assert await store.sightings(Platform("other")) == []


# forgetting


async def test_a_deleted_message_loses_its_words_and_its_waiting_answer(store):
    verdict = Verdict(
        findings=(Finding(signal="s", kind="spam", score=0.5, reason="says “text 1”"),),
        reasons=("says text 1",),
        facts={"uid": ("12345",)},
    )
    case = bots_case(subject="text 1")
    _, answer = await answered(store, case, verdict=verdict)
    await store.put([gone(id="1")])
    file = await store.case_file(case.id)
    line = next(each for each in file.lines if each.kind == "message")
    assert (line.text, line.state, line.why) == ("", "replaced", "the message was deleted")
    assert (line.verdict.findings, line.verdict.facts) == ((), {})
    assert "text 1" not in "".join(line.verdict.reasons)
    assert file.case.subject == ""
    assert await states(store, case.id) == {answer.key: "withdrawn"}
    assert await store.due([REPLAY], after(60), limit=5) == []


async def test_a_message_deleted_before_it_was_read_is_never_worked(store):
    await store.put(messages("1", "2"))
    await store.put([gone(id="1"), gone(id="unheard of")])
    turn = await claim_one(store)
    assert [each.id for each in turn.fresh] == ["2"]
    await store.record([a_result(turn)], after(2))
    await store.put(messages("3", at=3))
    assert [each.message_id for each in (await claim_one(store, after(4))).history] == ["2"]


async def test_an_answer_to_something_else_still_leaves(store):
    case = bots_case()
    _, answer = await answered(store, case, id="11")
    await store.put([*messages("1"), gone(id="1")])
    assert await states(store, case.id) == {answer.key: "pending"}


async def test_a_lost_place_is_forgotten_whole(store):
    await store.put([*messages("1", "2"), *messages("3", conversation=BOB, address="bob")])
    await store.put([gone(address="ann")])
    turns = await store.claim(after(2), limit=9, lease=10)
    assert [each.conversation for each in turns] == [BOB]


async def test_nothing_of_another_account_is_forgotten(store):
    await store.put(messages("1"))
    await store.put([gone(id="1", account="somebody else"), gone(id="1", platform=Platform("x"))])
    assert (await claim_one(store)).fresh[0].text == "text 1"
