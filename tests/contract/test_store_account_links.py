"""Every store keeps which handle stands for which account, by id alone, and counts attempts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.accounts.desk import Handle
from core.accounts.links import AccountLink
from core.types import Platform
from tests.contract.store_kit import REPLAY, after

pytestmark = pytest.mark.anyio
ANN = Handle(platform=REPLAY, account="nordex", author_id="u1", name="Ann_B")
LINK = AccountLink(handle=ANN, reference="acct_4711xyz", since=after(1))


async def test_a_link_is_kept_as_it_was_made(store):
    await store.keep_link(LINK)
    assert await store.account_link(ANN) == LINK


async def test_whoever_never_linked_has_none(store):
    assert await store.account_link(ANN) is None


async def test_the_name_finds_nobody_and_keeps_nobody_out(store):
    await store.keep_link(LINK)
    assert await store.account_link(replace(ANN, name="somebody_else")) == LINK


@pytest.mark.parametrize(
    "other",
    [{"platform": Platform("other")}, {"account": "nordex2"}, {"author_id": "u2"}],
    ids=["platform", "account", "author"],
)
async def test_links_belong_to_one_author_at_one_account_of_one_platform(store, other):
    await store.keep_link(LINK)
    assert await store.account_link(replace(ANN, **other)) is None
    assert await store.drop_link(replace(ANN, **other)) is False
    assert await store.account_link(ANN) == LINK


async def test_a_newer_link_takes_the_place_of_the_old_one(store):
    await store.keep_link(replace(LINK, freeze_until=after(30)))
    newer = AccountLink(handle=replace(ANN, name="ann"), reference="acct_other", since=after(2))
    await store.keep_link(newer)
    assert await store.account_link(ANN) == newer


async def test_an_offer_to_freeze_is_part_of_the_link(store):
    offered = replace(LINK, freeze_until=after(600))
    await store.keep_link(offered)
    assert (await store.account_link(ANN)).freeze_until == after(600)


async def test_a_dropped_link_is_gone_and_dropping_again_finds_nothing(store):
    await store.keep_link(LINK)
    assert await store.drop_link(ANN) is True
    assert await store.account_link(ANN) is None
    assert await store.drop_link(ANN) is False


async def test_half_an_emoji_in_a_name_stops_nothing(store):
    await store.keep_link(replace(LINK, handle=replace(ANN, name="ann\ud83d")))
    assert (await store.account_link(ANN)).reference == LINK.reference


async def may(store, at, handle=ANN):
    return await store.may_link(handle, after(at), most=2, seconds=60)


async def test_attempts_are_counted_until_their_time_is_over(store):
    assert [await may(store, at) for at in (0, 10, 20, 59)] == [True, True, False, False]
    assert [await may(store, at) for at in (60, 61, 62)] == [True, True, False]


async def test_everybody_has_attempts_of_his_own(store):
    assert [await may(store, 0) for _ in range(3)] == [True, True, False]
    assert await may(store, 1, replace(ANN, author_id="u2"))
    assert await may(store, 1, replace(ANN, account="nordex2"))
    assert not await may(store, 1, replace(ANN, name="renamed"))


async def test_attempts_have_nothing_to_do_with_links(store):
    await store.keep_link(LINK)
    assert await may(store, 0)
    assert await store.drop_link(ANN)
    assert [await may(store, at) for at in (1, 2)] == [True, False]
