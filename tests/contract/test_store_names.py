"""Every store knows under which names somebody was seen, by id and by each handle he bore."""

from __future__ import annotations

import pytest

from core.scams import MOST_NAMES, NameSeen
from core.types import Author, Platform, Sighting
from tests.contract.guard_kit import EVE, FILE, a_scam_message, attacked
from tests.contract.store_kit import REPLAY, after

pytestmark = pytest.mark.anyio
OTHER = Platform("other")


def seen(handle="ann", name="Ann", at=0.0, who="u1", **changes):
    values = {
        "platform": REPLAY,
        "account": "nordex",
        "address": "room",
        "author": Author(id=who, handle=handle, name=name),
        "why": "renamed",
        "seen_at": after(at),
    }
    return Sighting(**(values | changes))


def name(handle, shown, first, last):
    return NameSeen(handle=handle, name=shown, first_at=after(first), last_at=after(last))


async def known(store, query, platform=REPLAY):
    found = await store.known_as(platform, query)
    return found and found.author_id


async def test_every_name_is_kept_with_its_time_the_latest_first(store):
    await store.put([seen(at=1), seen("ann_2", "Ann", at=3)])
    await store.put([seen(at=5, address="hall"), seen("ann_2", "Support", at=4), seen(at=0)])
    found = await store.known_as(REPLAY, "u1")
    assert (found.platform, found.author_id, found.scam) == (REPLAY, "u1", None)
    assert found.names == (
        name("ann", "Ann", 0, 5),
        name("ann_2", "Support", 4, 4),
        name("ann_2", "Ann", 3, 3),
    )


async def test_names_of_one_moment_come_in_one_order(store):
    await store.put([seen(each, each, at=1) for each in ("c", "a", "b")])
    assert [each.handle for each in (await store.known_as(REPLAY, "u1")).names] == ["a", "b", "c"]


async def test_one_name_seen_by_two_of_our_accounts_is_one(store):
    await store.put([seen(at=1), seen(at=2, account="nordex2")])
    assert (await store.known_as(REPLAY, "u1")).names == (name("ann", "Ann", 1, 2),)


@pytest.mark.parametrize(
    "query", ["u1", " u1 ", "ann", "@ann", "@ANN", " @Ann ", "@straße", "STRASSE", "@ann_old"]
)
async def test_somebody_is_found_by_id_and_by_each_handle(store, query):
    await store.put([seen("ann_old", at=1), seen("Straße", at=2), seen(at=3), seen("b", who="u2")])
    assert await known(store, query) == "u1"


@pytest.mark.parametrize("query", ["", "@", "  ", "U1", "an", "ann%", "Ann Lee"])
async def test_nobody_is_guessed(store, query):
    await store.put([seen(name="Ann Lee"), seen("", "Nameless Handle", who="u2")])
    assert await known(store, query) is None


async def test_whoever_bore_a_handle_last_has_it_and_an_id_comes_first(store):
    await store.put([seen(at=9, who="u2"), seen(at=1), seen("u2", at=12)])
    assert await known(store, "@ann") == "u2"
    assert await known(store, "u2") == "u2"
    await store.put([seen(at=9, who="u0")])
    assert await known(store, "ann") == "u0"


async def test_names_belong_to_one_platform(store):
    await store.put([seen(platform=OTHER)])
    assert await known(store, "u1") is None
    assert await known(store, "ann", OTHER) == "u1"


async def test_who_shows_no_name_is_not_kept(store):
    await store.put([seen("", "")])
    assert await known(store, "u1") is None


async def test_only_the_latest_names_are_told(store):
    await store.put([seen(f"ann_{number}", at=number) for number in range(MOST_NAMES + 5)])
    names = (await store.known_as(REPLAY, "u1")).names
    assert [each.handle for each in names] == [f"ann_{n}" for n in range(MOST_NAMES + 4, 4, -1)]


async def test_attackers_are_known_by_the_names_they_attacked_under(store):
    await attacked(store)
    renamed = Author(id=EVE, handle="quiet_eve", name="Eve")
    await attacked(store, a_scam_message(id="e2", author=renamed, received_at=after(9)))
    for query in (EVE, f"@nordex_{EVE}", "quiet_eve"):
        found = await store.known_as(REPLAY, query)
        assert found.scam.id == FILE
        assert [each.handle for each in found.names] == ["quiet_eve", f"nordex_{EVE}"]


async def test_a_nameless_attacker_is_known_by_his_case(store):
    await attacked(store, a_scam_message(author=Author(id=EVE)))
    found = await store.known_as(REPLAY, EVE)
    assert (found.names, found.scam.id) == ((), FILE)


async def test_half_an_emoji_in_a_name_stops_nothing(store):
    await store.put([seen(name="Ann \ud83d")])
    assert await known(store, "ann") == "u1"
