"""Calling until somebody looks after the case."""

from __future__ import annotations

import asyncio

import pytest

from core.actions import Ignore, Inform
from core.case import Move
from core.errors import StorageUnavailable, Unavailable
from core.ports import Sent
from core.service.on_call import NO_CARRIER, NO_ROOM, OnCall, digest
from core.service.paging import Chain, PageState
from core.types import Author, Place
from tests.conftest import NOON, FakeClock, a_message
from tests.contract.store_kit import REPLAY, open_case, settle
from tests.core.service.kit import a_house, a_store, step, urgent

pytestmark = pytest.mark.anyio
MIRA = Author(id="2001", handle="mira_nordex", name="Mira", is_moderator=True)


class FakeCarrier:
    """Keeps what it carried, or fails."""

    def __init__(self, failure=None):
        self.failure, self.carried = failure, []

    async def carry(self, call, text):
        if self.failure:
            raise self.failure
        self.carried.append((call, text))


class Duty:
    """A store with one emergency, and a chain."""

    def __init__(self, *steps, house=None, **carriers):
        self.store, self.clock = a_store(), FakeClock(NOON)
        self.on_call = OnCall(
            book=self.store,
            house=lambda: house or a_house(),
            clock=self.clock,
            chain=Chain(steps=steps),
            carriers=carriers,
            link=lambda token: f"https://desk.nordex.example/on-call/{token}",
        )

    async def emergency(self):
        return await open_case(self.store, urgent())

    async def pages(self):
        return sorted(await self.store.calls(NOON), key=lambda each: each.number)


async def test_the_second_is_called_when_the_first_says_nothing_and_nobody_twice():
    duty = Duty(step("first"), step("second", via="private"))
    await duty.emergency()
    assert [await duty.on_call.call(), await duty.on_call.call()] == [1, 0]
    duty.clock.advance(300)
    assert [await duty.on_call.call(), await duty.on_call.call()] == [1, 0]
    first, second = await duty.store.due([REPLAY], duty.clock.now(), limit=9)
    assert (first.address, second.address) == ("staff", "tomasz")


async def test_a_call_that_does_not_get_through_is_followed_at_once():
    broken = FakeCarrier(Unavailable("no answer"))
    fine = FakeCarrier()
    duty = Duty(step("mail", via="email", address="a@b.example"), step("room"), email=broken)
    duty.on_call.carriers = {"email": broken, "webhook": fine}
    await duty.emergency()
    assert await duty.on_call.call() == 2
    mail, room = await duty.pages()
    assert (mail.state, mail.why) == (PageState.FAILED, "no answer")
    assert room.state is PageState.SENT
    assert [each.name for each in await duty.on_call.dead()] == ["mail"]


async def test_a_send_that_fails_later_is_a_dead_pager_too():
    duty = Duty(step("first", via="private"), step("second"))
    await duty.emergency()
    await duty.on_call.call()
    [row] = await duty.store.due([REPLAY], NOON, limit=9)
    await duty.store.settle([settle(row.key, Sent.FAILED, why="blocked")])
    assert await duty.on_call.call() == 1
    assert [each.name for each in await duty.pages()] == ["first", "second"]


@pytest.mark.parametrize(
    ("wanted", "carriers", "why"),
    [
        (step("x", platform="elsewhere"), {}, NO_ROOM),
        (step("x", via="webhook", address="https://a.example"), {}, NO_CARRIER),
        (
            step("x", via="webhook", address="https://a.example"),
            {"webhook": FakeCarrier(ValueError("our own fault"))},
            "ValueError",
        ),
    ],
    ids=["no room", "no carrier", "broken"],
)
async def test_what_cannot_be_called_says_why(wanted, carriers, why):
    duty = Duty(wanted, **carriers)
    await duty.emergency()
    await duty.on_call.call()
    assert {each.why for each in await duty.pages()} == {why}
    assert await duty.on_call.call() == 0, "the chain is not tried for ever"


async def test_what_is_carried_has_a_link_of_which_only_the_digest_is_kept():
    carrier = FakeCarrier()
    duty = Duty(step("x", via="webhook", address="https://a.example"), webhook=carrier)
    case = await duty.emergency()
    await duty.on_call.call()
    [(call, text)] = carrier.carried
    token = call.link.rpartition("/")[2]
    assert call.link in text
    [page] = await duty.pages()
    assert page.token == digest(token) != token
    assert (await duty.store.acknowledge(digest(token), "mira", NOON)).id == case.id


async def test_nobody_on_call_means_no_calls():
    duty = Duty()
    await duty.emergency()
    assert await duty.on_call.call() == 0


async def test_a_case_that_was_taken_meanwhile_is_not_called_about(monkeypatch):
    duty = Duty(step())
    case = await duty.emergency()
    waiting = await duty.store.waiting(duty.on_call.chain.urgencies)
    await duty.store.move_case(case.id, Move.CLAIM, "mira", NOON)

    async def stale(*_, **__):
        return waiting

    monkeypatch.setattr(duty.store, "waiting", stale)
    assert await duty.on_call.call() == 0
    assert await duty.pages() == []


def an_order(case_id, author=MIRA):
    return a_message(f"/mod ack {case_id}", author=author, place=Place.GROUP)


async def test_a_moderators_press_ends_the_calls():
    duty = Duty(step())
    case = await duty.emergency()
    await duty.on_call.call()
    told = await duty.on_call.settle(an_order(case.id), NOON)
    assert isinstance(told, Inform)
    assert (told.phrase, dict(told.values)) == ("mod_page_acked", {"by": "Mira", "id": case.id})
    duty.clock.advance(3600)
    assert await duty.on_call.call() == 0


async def test_strangers_and_unknown_cases_end_nothing():
    duty = Duty(step())
    case = await duty.emergency()
    await duty.on_call.call()
    stranger = await duty.on_call.settle(an_order(case.id, Author(id="u9")), NOON)
    assert isinstance(stranger, Ignore)
    unknown = await duty.on_call.settle(an_order("0" * 10), NOON)
    assert unknown.phrase == "mod_page_unknown"
    assert await duty.on_call.settle(a_message("hello"), NOON) is None
    roomless = Duty(step(), house=a_house(rooms={}))
    assert (await roomless.on_call.settle(an_order("0" * 10), NOON)).language == "en"


async def test_trouble_with_the_storage_is_no_reason_to_stop(monkeypatch):
    duty, tries = Duty(step()), []

    async def waiting(*_, **__):
        tries.append(1)
        if len(tries) == 1:
            raise StorageUnavailable("full")
        if len(tries) == 3:
            raise asyncio.CancelledError
        return ()

    monkeypatch.setattr(duty.store, "waiting", waiting)
    with pytest.raises(asyncio.CancelledError):
        await duty.on_call.call_forever()
    assert len(tries) == 3
