"""The pages about programs: tokens, webhooks, and what everybody did."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from core.ports import Decision
from core.webhooks.kinds import Event, Fate, Grip, Happening, News, Sending
from tests.conftest import NOON
from tests.console.api.conftest import Desk as ApiDesk
from tests.console.conftest import Desk
from tests.contract.store_kit import after

pytestmark = pytest.mark.anyio
URL = "https://hooks.nordex.example/in"
TOKEN = re.compile(r"skerry_[a-z2-7]{10}_[\w-]{43}")
SECRET = re.compile(r"whsec_[\w+/=]+")


@pytest.fixture
async def pages(clock):
    """The console over the reference memory, people of every role in it."""
    behind = ApiDesk(clock)
    await behind.people()
    desk = Desk.__new__(Desk)
    desk.app, desk.door, desk.clock, desk.url = (
        behind.app,
        behind.store,
        clock,
        "http://desk.example",
    )
    desk.store = behind.store
    return desk


@pytest.fixture
async def admin(pages):
    async with pages.agent("admin") as agent:
        yield agent


@pytest.mark.parametrize("role", ["viewer", "moderator", "agent", "lead"])
@pytest.mark.parametrize("path", ["/tokens", "/webhooks", "/audit", "/webhooks/wh_x"])
async def test_only_who_manages_or_audits_sees_the_pages(pages, role, path):
    async with pages.agent(role) as agent:
        allowed = path == "/audit" and role == "lead"
        assert (await agent.get(path)).status_code == (200 if allowed else 403)
        if not allowed:
            assert f'href="{path}"' not in (await agent.get("/")).text


async def test_a_token_is_shown_once_and_works_until_it_is_revoked(pages, admin):
    await admin.get("/tokens")
    made = await admin.send(
        "/tokens", name="crm <b>", owner="agent", scopes=["read:cases", "triage"], days="90"
    )
    shown = TOKEN.search(made.text)[0]
    listed = (await admin.get("/tokens")).text
    assert shown not in listed
    assert "crm &lt;b&gt;" in listed
    (token,) = await pages.store.tokens()
    assert (token.agent, token.made_by, token.expires_at) == (
        "agent",
        "admin",
        NOON + timedelta(days=90),
    )
    bearer = {"Authorization": f"Bearer {shown}"}
    async with pages.client(headers=bearer) as client:
        assert (await client.get("/api/v1/cases")).status_code == 200
        assert (await admin.send(f"/tokens/{token.id}/revoke")).status_code == 303
        assert (await client.get("/api/v1/cases")).status_code == 401
    assert "revoked" in (await admin.get("/tokens?done=revoked")).text


@pytest.mark.parametrize(
    ("fields", "status", "words"),
    [
        ({"owner": "nobody", "scopes": "triage"}, 422, "somebody who may sign in"),
        ({"owner": "agent"}, 422, "at least one"),
        ({"owner": "viewer", "scopes": "send:replies"}, 422, "role does not allow"),
        ({"owner": "agent", "scopes": "triage", "days": "7"}, 400, ""),
        ({"owner": "agent", "scopes": "everything"}, 400, ""),
    ],
)
async def test_a_token_that_cannot_be_is_not_made(pages, admin, fields, status, words):
    await admin.get("/tokens")
    answer = await admin.send("/tokens", name="x", **fields)
    assert (answer.status_code, words in answer.text) == (status, True)
    assert list(await pages.store.tokens()) == []


async def test_what_is_not_there_is_not_found(admin):
    await admin.get("/tokens")
    for path in (
        "/tokens/x/revoke",
        "/webhooks/x/rotate",
        "/webhooks/x/drop",
        "/webhooks/x/replay/1",
    ):
        assert (await admin.send(path)).status_code == 404
    assert (await admin.get("/webhooks/x")).status_code == 404


async def add_webhook(pages, admin) -> str:
    await admin.get("/webhooks")
    made = await admin.send("/webhooks", url=URL, events=["case.opened"])
    assert SECRET.search(made.text)
    (hook,) = await pages.store.webhooks()
    return hook.id


async def test_a_webhook_is_added_switched_turned_and_dropped(pages, admin):
    identity = await add_webhook(pages, admin)
    assert not SECRET.search((await admin.get("/webhooks")).text)
    await admin.send(f"/webhooks/{identity}/switch", on="no")
    assert "switched off" in (await admin.get("/webhooks?done=changed")).text
    await admin.send(f"/webhooks/{identity}/switch", on="yes")
    turned = await admin.send(f"/webhooks/{identity}/rotate")
    (hook,) = await pages.store.webhooks()
    assert SECRET.search(turned.text)[0] == hook.secret
    assert hook.old_secret
    await admin.send(f"/webhooks/{identity}/drop")
    assert list(await pages.store.webhooks()) == []


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"url": "https://127.0.0.1/", "events": "case.opened"}, "127.0.0.1 is inside a network"),
        ({"url": "hooks", "events": "case.opened"}, "Write the whole address"),
        ({"url": "http://hooks.nordex.example/", "events": "case.opened"}, "begin with https://"),
        ({"url": f"{URL}#x", "events": "case.opened"}, "everything after #"),
        ({"url": URL}, "at least one event"),
    ],
    ids=["inside", "not whole", "not https", "with a place in it", "no event"],
)
async def test_a_webhook_that_cannot_be_is_not_added(pages, admin, fields, words):
    await admin.get("/webhooks")
    answer = await admin.send("/webhooks", **fields)
    assert (answer.status_code, words in answer.text) == (422, True)
    assert list(await pages.store.webhooks()) == []


async def test_why_an_address_is_refused_is_said_in_the_readers_language(admin):
    await admin.send("/language", code="zh", back="/webhooks")
    await admin.get("/webhooks")
    answer = await admin.send("/webhooks", url="https://127.0.0.1/", events="case.opened")
    assert (answer.status_code, "127.0.0.1 位于内部网络" in answer.text) == (422, True)


async def test_what_a_webhook_was_told_is_listed_and_told_again(pages, admin):
    identity = await add_webhook(pages, admin)
    happenings = tuple(
        Happening(id=f"evt_{n}", event=Event.CASE_OPENED, lane=str(n), body="{}", at=after(0))
        for n in range(60)
    )
    await pages.store.tell_webhooks(News(cursor="x", mark=1, at=after(0), happenings=happenings))
    for each in await pages.store.due_deliveries(Grip(now=after(1), limit=99, lease_s=1)):
        fate = Fate(number=each.number, state=Sending.FAILED, at=after(2), why="answered <500>")
        await pages.store.settle_delivery(fate)
    first = (await admin.get(f"/webhooks/{identity}")).text
    assert "answered &lt;500&gt;" in first
    older = re.search(r'href="(/webhooks/\w+\?before=\d+)"', first)[1]
    assert "evt_0" in (await admin.get(older)).text
    for number, status in ((60, 303), (60, 404), (0, 404), (10**20, 404)):
        answer = await admin.send(f"/webhooks/{identity}/replay/{number}")
        assert answer.status_code == status


async def test_somebody_elses_change_of_a_webhook_is_not_written_over(pages, admin):
    identity = await add_webhook(pages, admin)

    async def lost(*_):
        return False

    pages.store.put_webhook = lost
    answer = await admin.send(f"/webhooks/{identity}/switch", on="no")
    assert answer.status_code == 409


async def test_what_everybody_did_is_found_page_by_page(pages, admin):
    for number in range(60):
        decision = Decision(
            message_key="",
            act="settings:change" if number % 2 else "incident:open",
            reason=f"<line {number}>",
            by="lead" if number else "bot",
            at=after(number),
        )
        await pages.store.audit(decision)
    await pages.store.seal_acts(after(99), limit=100)
    first = (await admin.get("/audit")).text
    assert "&lt;line 59&gt;" in first
    assert (await pages.store.chain_head()).digest in first
    older = re.search(r'href="(/audit\?[^"]+before=\d+)"', first)[1].replace("&amp;", "&")
    assert "&lt;line 1&gt;" in (await admin.get(older)).text
    assert "line 0&gt;" not in (await admin.get(older)).text
    assert "&lt;line 0&gt;" in (await admin.get("/audit?by=bot")).text
    late = (await admin.get("/audit?act=incident:&since=2026-01-01T12:00:50")).text
    assert "line 58&gt;" in late
    assert "line 57&gt;" not in late
    assert "line 40&gt;" not in late
    assert "Nothing was done" in (await admin.get("/audit?case=none&since=soon")).text


async def test_nothing_was_sealed_at_first_and_no_page_without_the_door(pages, admin):
    assert "Nothing was sealed" in (await admin.get("/audit")).text
    from dataclasses import replace

    pages.app.state.services = replace(pages.app.state.services, api=None)
    for path in ("/tokens", "/webhooks", "/audit"):
        assert (await admin.get(path)).status_code == 404
        assert f'href="{path}"' not in (await admin.get("/")).text
