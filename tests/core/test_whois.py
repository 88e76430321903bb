"""/whois: what moderators hear of somebody, and that nobody else hears anything."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from core.cards import harmless
from core.desk import Desk
from core.outbox import Deliverer
from core.scams import KnownAs, NameSeen
from core.types import Author, Platform, Sighting
from core.whois import described, whom
from storage.memory.store import MemoryStore
from tests.conftest import NOON, a_message
from tests.core.protect_kit import ROOM, a_guarded_house
from tests.core.test_protect import a_scam
from tests.fakes import REPLAY, FakeAdapter, FakeTriage

pytestmark = pytest.mark.anyio
MODERATOR = Author(id="mod1", handle="mira", is_moderator=True)
HOUSE = a_guarded_house()
UNKNOWN = HOUSE.library.phrase("mod_whois_unknown", "en")


def named(handle, name="Ann"):
    return NameSeen(handle=handle, name=name, first_at=NOON, last_at=NOON)


def told(*names, scam=None, who="u1"):
    known = KnownAs(platform=REPLAY, author_id=who, names=names, scam=scam)
    return dict(described(known, "en").values)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("/whois u1", "u1"),
        ("/WhoIs@NordexBot  @ann ", "@ann"),
        ("/whois", ""),
        ("/verify u1", None),
        ("who is u1", None),
    ],
)
def test_whom_it_is_about(text, asked):
    assert whom(text) == asked


def test_the_name_now_the_names_before_and_the_case_are_told():
    scam = a_scam()
    values = told(named("new", "Nordex Help"), named("old"), named("", "Ann"), scam=scam)
    assert values == {
        "who": "Nordex Help @\u2060new",
        "id": "u1",
        "names": "Ann @\u2060old, Ann",
        "scam": f"{scam.status.value} {scam.id}",
    }


def test_no_more_than_five_earlier_names_are_told():
    values = told(*(named(f"h{number}", "") for number in range(9)))
    assert values["names"] == ", ".join(f"@\u2060h{number}" for number in range(1, 6))


def test_what_is_not_known_is_a_dash():
    assert told(scam=None) == {"who": "-", "id": "u1", "names": "-", "scam": "-"}


def test_nothing_in_a_name_can_be_pressed():
    values = told(named("x", "[win](http://bad.example) <@1>"), who="<@1>")
    assert values["who"] == harmless("[win](http://bad.example) <@1> @x")
    assert values["id"] == harmless("<@1>") != "<@1>"
    assert "](" not in values["who"]


def test_every_value_stands_in_the_phrase():
    answer = described(KnownAs(platform=REPLAY, author_id="u1", names=(named("ann"),)), "zh")
    text = HOUSE.library.phrase(answer.phrase, answer.language, **dict(answer.values))
    assert "u1" in text
    assert "ann" in text
    assert "{" not in text


def renamed(handle, at):
    return Sighting(
        platform=REPLAY,
        account="nordex",
        address="group",
        author=Author(id="u1", handle=handle, name="Ann"),
        why="renamed",
        seen_at=NOON + timedelta(seconds=at),
    )


async def answered(clock, text, author=MODERATOR, house=HOUSE):
    """What the desk says to a command, from the inbox to the platform."""
    store = MemoryStore()
    await store.put([renamed("ann_old", 1), renamed("ann_new", 2)])
    desk = Desk(store=store, triage=FakeTriage(), clock=clock, house=house)
    await store.put([a_message(text, author=author)])
    adapter = FakeAdapter()
    await worked(desk, adapter, clock)
    return "\n".join(row.text for row in adapter.sent)


async def worked(desk, adapter, clock):
    await desk.work()
    clock.advance(60)
    deliverer = Deliverer(store=desk.store, adapters={REPLAY: adapter}, clock=clock)
    while await deliverer.deliver():
        await deliverer.drain()


@pytest.mark.parametrize("text", ["/whois u1", "/whois @Ann_Old"])
async def test_a_moderator_is_answered_from_the_memory(clock, text):
    heard = await answered(clock, text)
    assert "id u1" in heard
    assert harmless("@ann_new") in heard
    assert harmless("@ann_old") in heard


@pytest.mark.parametrize("text", ["/whois", "/whois u9"])
@pytest.mark.parametrize("rooms", [{}, {REPLAY: ROOM}, {Platform("other"): ROOM}])
async def test_about_nobody_the_desk_says_so(clock, text, rooms):
    heard = await answered(clock, text, house=replace(HOUSE, rooms=rooms))
    assert heard == UNKNOWN


async def test_a_moderator_may_ask_twice(clock):
    store, adapter = MemoryStore(), FakeAdapter()
    desk = Desk(store=store, triage=FakeTriage(), clock=clock, house=HOUSE)
    for number in ("1", "2"):
        await store.put([a_message("/whois u9", id=number, author=MODERATOR)])
        await worked(desk, adapter, clock)
    assert [row.text for row in adapter.sent] == [UNKNOWN, UNKNOWN]


async def test_others_hear_nothing(clock):
    heard = await answered(clock, "/whois u1", author=Author(id="u5"))
    assert "ann" not in heard
