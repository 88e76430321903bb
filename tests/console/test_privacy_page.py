"""The page about a person's data: for leads, in two signals, and said in the audit."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.access import Role
from core.audit import Wish
from core.privacy.rights import EXPORTED, Identity, LegalHold, Scope
from core.privacy.room import PrivacyRoom
from core.tables.privacy import PrivacyTable
from core.types import Author, Platform
from storage import MemoryStore
from tests.conftest import NOON, a_message
from tests.console.door_kit import a_desk, admit

pytestmark = pytest.mark.anyio

ANN = "replay:u1"


class Pocket:
    """A ledger in memory."""

    def __init__(self):
        self.kept = []

    def key(self):
        return b"a key of these tests"

    def remember(self, erased):
        self.kept.append(erased)

    def remembered(self):
        return self.kept


@pytest.fixture
async def store():
    store = MemoryStore()
    await store.put([a_message("a quokka", author=Author(id="u1", name="<b>Ann</b>"))])
    return store


@pytest.fixture
def desk(clock, store):
    desk = a_desk(clock)
    admit(desk, "tomasz", Role.AGENT)
    admit(desk, "amara", Role.LEAD)
    room = PrivacyRoom(book=store, ledger=Pocket(), clock=clock, table=PrivacyTable())
    desk.app.state.services = replace(desk.app.state.services, privacy=room)
    return desk


@pytest.fixture
async def amara(desk):
    async with desk.agent("amara") as agent:
        await agent.get("/privacy")
        yield agent


async def test_only_leads_see_it_and_only_where_there_is_a_room(desk, amara):
    async with desk.agent("tomasz") as tomasz:
        assert (await tomasz.get("/privacy")).status_code == 403
        assert 'href="/privacy"' not in (await tomasz.get("/")).text
    page = (await amara.get("/privacy")).text
    assert "Legal holds in force" in page
    assert 'href="/privacy"' in page
    desk.app.state.services = replace(desk.app.state.services, privacy=None)
    assert (await amara.get("/privacy")).status_code == 404


async def test_a_person_is_erased_after_two_signals(desk, amara, store, clock):
    page = (await amara.get(f"/privacy?who={ANN}")).text
    assert "Erase this person" in page
    wrong = await amara.send("/privacy/erase", who=ANN, sure="replay:u2")
    assert (wrong.status_code, "Nothing was erased" in wrong.text) == (422, True)
    assert await store.erasures() == []
    done = await amara.send("/privacy/erase", who=ANN, sure=ANN)
    assert done.status_code == 303
    assert "queued" in (await amara.get(done.headers["location"])).text
    (asked,) = await store.erasures()
    assert (asked.identities, asked.by) == ((Identity(Platform("replay"), "u1"),), "amara")
    assert f"Erasure {asked.number}:" in (await amara.get(f"/privacy?who={ANN}")).text


async def test_an_old_sign_in_is_not_enough(desk, amara, store, clock):
    clock.advance(3600)
    stale = await amara.send("/privacy/erase", who=ANN, sure=ANN)
    assert (stale.status_code, "Sign in again" in stale.text) == (403, True)
    assert "Sign in again" in (await amara.get(f"/privacy?who={ANN}")).text
    assert await store.erasures() == []


async def test_a_hold_is_set_said_and_lifted(desk, amara, store):
    nothing = await amara.send("/privacy/hold", scope="person", subject=ANN, reason=" ", who=ANN)
    assert nothing.status_code == 422
    await amara.send("/privacy/hold", scope="person", subject=ANN, reason="<i>court</i>", who=ANN)
    page = (await amara.get(f"/privacy?who={ANN}&done=hold")).text
    assert "Legal hold 1 covers" in page
    assert "<i>court" not in page
    stopped = await amara.send("/privacy/erase", who=ANN, sure=ANN)
    assert (stopped.status_code, "court" in stopped.text) == (409, True)
    assert (await amara.send("/privacy/lift", number="1", reason="")).status_code == 422
    assert (await amara.send("/privacy/lift", number="1", reason="over")).status_code == 303
    assert (await amara.send("/privacy/lift", number="1", reason="over")).status_code == 404
    assert "None." in (await amara.get("/privacy")).text


async def test_holds_are_for_cases_and_conversations_too(amara, store):
    await amara.send("/privacy/hold", scope="case", subject="c1", reason="court")
    (held,) = await store.legal_holds()
    assert (held.scope, held.subject, held.by) == (Scope.CASE, "c1", "amara")
    assert isinstance(held, LegalHold)
    assert held.at == NOON


@pytest.mark.parametrize(("form", "kind"), [("json", "application/json"), ("html", "text/html")])
async def test_everything_is_downloaded_and_that_is_in_the_audit(amara, store, form, kind):
    answer = await amara.send("/privacy/export", who=ANN, form=form)
    assert answer.headers["content-type"].startswith(kind)
    assert answer.headers["content-disposition"] == f'attachment; filename="person.{form}"'
    assert "a quokka" in answer.text
    assert ("<b>Ann</b>" in answer.text) == (form == "json")
    (told,) = (await store.acts(Wish(act=EXPORTED))).acts
    assert (told.decision.by, told.decision.reason) == ("amara", "1 records")


@pytest.mark.parametrize("who", ["nobody", ":7", "replay:"])
async def test_what_is_no_account_is_refused(amara, who):
    assert (await amara.get(f"/privacy?who={who}")).status_code == 422
