"""The page about service, and the link by which somebody on call answers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.case import Move
from core.service.on_call import digest
from core.service.promise import STANDARD
from core.service.room import ServiceRoom
from core.types import Leg
from storage import MemoryStore
from tests.contract.store_kit import a_case as stored_case
from tests.contract.store_kit import a_say, after, open_case, send
from tests.contract.test_store_service import a_page, a_question, a_rating
from tests.core.service.kit import urgent

pytestmark = pytest.mark.anyio


@pytest.fixture
async def store(desk):
    """A memory in which something happened, behind the page."""
    store = MemoryStore()
    room = ServiceRoom(book=store, clock=desk.clock, promises=lambda: STANDARD)
    desk.app.state.services = replace(desk.app.state.services, service=room)
    return store


async def a_complaint(store):
    """A case that was solved badly, and what its author said."""
    case = await open_case(store, stored_case(leg=Leg.PRIVATE))
    await store.move_case(case.id, Move.CLAIM, "mira", after(1))
    await store.answer(case.id, "mira", [a_say("a", due_at=after(2), case_id=case.id)])
    done = await store.move_case(case.id, Move.RESOLVE, "mira", after(3))
    await store.ask([a_question(done)])
    await send(store, now=after(300))
    await store.rate(a_rating(1))
    return case


async def test_the_page_shows_promises_endings_and_scores(store, mira):
    from tests.conftest import a_message

    case = await a_complaint(store)
    why = a_message("too <slow>", id="9", conversation=case.conversation, received_at=after(500))
    await store.put([why])
    page = (await mira.get("/service?days=30")).text
    assert "Kept" in page
    assert "<svg" in page
    assert "100\u202f%" in page
    assert "too &lt;slow&gt;" in page
    assert f"/case/{case.id}" in page
    assert "At first contact" in page
    assert "Nobody was called." in page


async def test_the_page_speaks_chinese_and_says_when_nothing_happened(store, mira):
    page = (await mira.get("/service?days=5", headers={"accept-language": "zh"})).text
    assert "承诺" in page
    assert "还没有人评价。" in page
    assert 'aria-current="true">7 天' in page


async def test_the_page_shows_who_was_called(store, mira):
    case = await open_case(store, urgent())
    await store.call(a_page(case), None)
    await store.call_failed(a_page(case).key, "no <answer>", after(20))
    page = (await mira.get("/service")).text
    assert "did not get through" in page
    assert "no &lt;answer&gt;" in page


async def test_a_link_in_a_call_takes_the_case_by_a_button(store, desk):
    case = await open_case(store, urgent())
    await store.call(a_page(case, token=digest("secret")), None)
    async with desk.client() as client:
        shown = await client.get("/on-call/secret")
        assert "I look after it" in shown.text
        assert case.id not in shown.text
        assert [each.by for each in await store.calls(after(0))] == [""], "a preview takes nothing"
        done = await client.post("/on-call/secret", data={"sure": "yes"})
        assert (done.status_code, case.id in done.text) == (200, True)
    [page] = await store.calls(after(0))
    assert page.by == "the link in a call"


@pytest.mark.parametrize(
    ("token", "data", "headers", "status"),
    [
        ("wrong", {"sure": "yes"}, {}, 404),
        ("secret", {}, {}, 404),
        ("secret", {"sure": "yes"}, {"sec-fetch-site": "cross-site"}, 403),
    ],
    ids=["no such link", "not pressed", "another site"],
)
async def test_what_is_no_press_takes_nothing(store, desk, token, data, headers, status):
    case = await open_case(store, urgent())
    await store.call(a_page(case, token=digest("secret")), None)
    async with desk.client() as client:
        answer = await client.post(f"/on-call/{token}", data=data, headers=headers)
    assert answer.status_code == status
    assert [each.by for each in await store.calls(after(0))] == [""]


async def test_without_the_port_there_is_no_page(desk, mira):
    assert (await mira.get("/service")).status_code == 404
    assert "/service" not in (await mira.get("/")).text
    async with desk.client() as client:
        assert (await client.get("/on-call/x")).status_code == 404
        assert (await client.post("/on-call/x", data={"sure": "yes"})).status_code == 404
