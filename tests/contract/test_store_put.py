"""Every store takes in what arrives, once."""

from __future__ import annotations

import pytest

from core.types import Attachment, Author, DeadLetter, Place, Secret
from tests.conftest import NOON, a_message
from tests.contract.store_kit import (
    ANN,
    REPLAY,
    a_result,
    after,
    claim_one,
    messages,
    open_case,
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
