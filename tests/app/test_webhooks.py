"""Webhooks end to end: what happens is told to a receiver on this machine, signed and in order."""

from __future__ import annotations

import asyncio
import json
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from datetime import timedelta

import httpx
import pytest
from aiohttp import web

from app.webhooks.desk import Courier, build_webhooks
from app.webhooks.post import Outcome, Poster
from app.webhooks.teller import Teller
from core.case import Move
from core.errors import StorageUnavailable
from core.incidents.incident import Incident, Source
from core.incidents.ports import Announcement
from core.incidents.watch import decision
from core.ports import Decision
from core.tables.api import ApiTable
from core.webhooks.kinds import Event, Webhook, new_secret
from storage import MemoryStore
from tests.conftest import NOON, FakeClock
from tests.contract.store_kit import a_case, after, messages, open_case
from tests.core.test_webhooks import signed_with

pytestmark = pytest.mark.anyio
TABLE = ApiTable(inside_hosts=("127.0.0.1",))
TRACE = Decision(message_key="", act="webhook:add", reason="", by="amara", at=NOON)


def a_webhook(url: str = "http://127.0.0.1:1/in", identity: str = "w1", **changes) -> Webhook:
    values = {
        "id": identity,
        "url": url,
        "events": frozenset(Event),
        "secret": new_secret(),
        "made_at": NOON,
        "made_by": "amara",
    }
    return Webhook(**(values | changes))


class Receiver:
    """Answers with the given statuses, the last one for good, and keeps what it was sent."""

    def __init__(self, *statuses: int) -> None:
        self.statuses, self.heard = list(statuses) or [204], []

    async def hear(self, request: web.Request) -> web.Response:
        self.heard.append((dict(request.headers), await request.read()))
        status = self.statuses.pop(0) if len(self.statuses) > 1 else self.statuses[0]
        return web.Response(status=status, headers={"Location": "http://127.0.0.1:1/"})

    @property
    def events(self) -> list[str]:
        return [json.loads(body)["type"] for _, body in self.heard]


@asynccontextmanager
async def receiving(*statuses: int):
    receiver, app = Receiver(*statuses), web.Application()
    app.router.add_post("/in", receiver.hear)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    receiver.url = f"http://127.0.0.1:{site._server.sockets[0].getsockname()[1]}/in"
    try:
        yield receiver
    finally:
        await runner.cleanup()


@asynccontextmanager
async def parts(store, clock, table=TABLE):
    store.patience = 0.01
    async with AsyncExitStack() as stack:
        built = await build_webhooks(store, clock, table, stack)
        yield built.teller, built.courier


async def test_a_story_arrives_in_order_signed_and_once():
    store, clock = MemoryStore(), FakeClock()
    async with receiving() as receiver, parts(store, clock) as (teller, courier):
        hook = a_webhook(receiver.url)
        await store.put_webhook(hook, TRACE)
        await teller.tell()
        case = await open_case(store, a_case(opened_at=after(1)))
        await teller.tell()
        await store.move_case(case.id, Move.CLAIM, "mira", after(2))
        await store.put(messages("second", at=5))
        await teller.tell()
        await store.move_case(case.id, Move.RESOLVE, "mira", after(6))
        await teller.tell()
        while await courier.carry():
            pass
    assert receiver.events == ["case.opened", "message.received", "case.assigned", "case.resolved"]
    given, body = receiver.heard[0]
    lower = {name.lower(): value for name, value in given.items()}
    assert lower["webhook-signature"] == signed_with(hook.secret, lower, body)
    assert len({headers["webhook-id"] for headers, _ in receiver.heard}) == 4


async def test_after_a_crash_nothing_is_missing_and_nothing_is_queued_twice():
    store, clock = MemoryStore(), FakeClock()
    async with parts(store, clock) as (teller, _):
        await store.put_webhook(a_webhook(), TRACE)
        await teller.tell()
        await open_case(store, a_case(opened_at=after(1)))
        await teller.tell()
        mark = await store.webhook_mark("changes")
        store._marks["changes"] = mark - 1
        store._told.clear()
        await Teller(store=store, clock=clock).tell()
    page = await store.deliveries("w1", before=None, limit=10)
    assert [each.event for each in page.deliveries] == [Event.CASE_OPENED]


async def test_incidents_scores_and_scammers_are_told():
    from core.protection import ScamStatus
    from tests.core.test_webhook_news import SCAM

    class File:
        scam = replace(SCAM, status=ScamStatus.CONFIRMED, decided_at=after(9))

    store, clock = MemoryStore(), FakeClock()

    async def scam_file(_):
        return File

    store.scam_file = scam_file
    async with parts(store, clock) as (teller, _):
        await store.put_webhook(a_webhook(), TRACE)
        await teller.tell()
        incident = Incident(
            id="i1",
            title="Withdrawals wait",
            source=Source.PERSON,
            topics=("withdrawal",),
            opened_at=NOON,
            updated_at=NOON,
            since=NOON,
        )
        trace = decision(incident, "open", ("x", "mira"), NOON)
        await store.announce(Announcement(incident=incident, trace=trace))
        await _rated(store)
        store._log.append(replace(store._log[-1], number=len(store._log) + 1, kind="scam"))
        clock.advance(10)
        await teller.tell()
        clock.advance(10)
        await teller.tell()
    told = [e.event for e in (await store.deliveries("w1", before=None, limit=20)).deliveries]
    for event in (Event.INCIDENT_CHANGED, Event.RATING_GIVEN, Event.SCAM_CONFIRMED):
        assert told.count(event) == 1


async def _rated(store):
    from core.service.books import Scored
    from core.service.rating import Rating

    case = await open_case(store, a_case(opened_at=after(1)))
    scored = Scored(
        rating=Rating(
            key="k",
            conversation=case.conversation,
            platform=case.platform,
            score=5,
            at=after(3),
            case_id=case.id,
        ),
        by_bot=True,
    )

    async def ratings(since, *, limit=1000):
        return [scored] if scored.rating.at >= since else []

    store.ratings = ratings


async def test_nobody_is_told_twice_by_two_desks():
    store, clock = MemoryStore(), FakeClock()
    async with parts(store, clock) as (teller, courier):
        await store.put_webhook(a_webhook(), TRACE)
        assert not await teller.tell()
        other = Teller(store=store, clock=clock, owner="other")
        await open_case(store, a_case(opened_at=after(1)))
        assert not await other.tell()
        assert await teller.tell()
        stranger = replace_owner(courier)
        assert not await stranger.carry() or not await courier.carry()


def replace_owner(courier: Courier) -> Courier:
    return Courier(
        store=courier.store,
        clock=courier.clock,
        poster=courier.poster,
        table=courier.table,
        owner="other",
    )


async def test_without_webhooks_nothing_is_read_or_carried():
    store, clock = MemoryStore(), FakeClock()
    async with parts(store, clock) as (teller, courier):
        assert not await teller.tell()
        assert not await courier.carry()
        await store.put_webhook(a_webhook(off_why="by_hand"), TRACE)
        assert not await teller.tell()
        assert courier.parts() == ()


async def one_case(store, teller):
    await teller.tell()
    await open_case(store, a_case(opened_at=after(1)))
    await teller.tell()


async def test_what_is_not_taken_comes_again_later_and_others_wait_their_turn():
    store, clock = MemoryStore(), FakeClock()
    async with receiving(500, 204) as receiver, parts(store, clock) as (teller, courier):
        await store.put_webhook(a_webhook(receiver.url), TRACE)
        await one_case(store, teller)
        assert await courier.carry() == 1
        assert await courier.carry() == 0
        clock.advance(6)
        assert await courier.carry() == 1
    assert receiver.events == ["case.opened"] * 2
    ids = {headers["webhook-id"] for headers, _ in receiver.heard}
    assert len(ids) == 1
    (sent,) = (await store.deliveries("w1", before=None, limit=5)).deliveries
    assert (sent.state, sent.attempts, sent.answer) == ("sent", 2, 204)


async def test_a_webhook_that_fails_for_days_is_switched_off_and_the_console_says_so():
    store, clock = MemoryStore(), FakeClock()
    async with receiving(500) as receiver, parts(store, clock) as (teller, courier):
        await store.put_webhook(a_webhook(receiver.url), TRACE)
        await one_case(store, teller)
        for _ in range(20):
            await courier.carry()
            clock.advance(timedelta(hours=21).total_seconds())
        (part,) = courier.parts()
    assert (part.name, part.state, part.detail) == ("webhooks", "webhook_off", receiver.url)
    (hook,) = await store.webhooks()
    assert hook.off_why == "failing"


async def test_old_deliveries_are_forgotten():
    store, clock = MemoryStore(), FakeClock()
    async with receiving() as receiver, parts(store, clock) as (teller, courier):
        await store.put_webhook(a_webhook(receiver.url), TRACE)
        await one_case(store, teller)
        await courier.carry()
        clock.advance(timedelta(days=TABLE.keep_days, hours=1).total_seconds())
        await courier.carry()
    assert (await store.deliveries("w1", before=None, limit=5)).deliveries == ()


@pytest.mark.parametrize("which", ["teller", "courier"])
async def test_a_database_that_is_gone_is_waited_for(which):
    store, clock = MemoryStore(), FakeClock()
    calls = []

    async def webhooks():
        calls.append(1)
        if len(calls) > 2:
            raise asyncio.CancelledError
        raise StorageUnavailable("disk full")

    store.webhooks = webhooks
    async with parts(store, clock) as (teller, courier):
        forever = teller.tell_forever if which == "teller" else courier.carry_forever
        with pytest.raises(asyncio.CancelledError):
            await forever()
    assert len(clock.slept) == 2


async def posted(url: str, table=TABLE, found=("93.184.216.34",)) -> Outcome:
    async def resolve(host, port):
        if found is None:
            raise OSError("unknown")
        return found

    async with httpx.AsyncClient(trust_env=False) as client:
        poster = Poster(client=client, table=table, resolve=resolve)
        return await poster.post(url, b"{}", {})


@pytest.mark.parametrize(
    ("url", "found", "why"),
    [
        ("https://hooks.nordex.example/in", ["10.0.0.7"], "inside a network"),
        ("https://hooks.nordex.example/in", ["93.184.216.34", "127.0.0.1"], "inside a network"),
        ("https://hooks.nordex.example/in", ["::1"], "inside a network"),
        ("https://hooks.nordex.example/in", ["169.254.169.254"], "inside a network"),
        ("https://hooks.nordex.example/in", None, "not known"),
        ("https://hooks.nordex.example/in", [], "not known"),
        ("https://169.254.169.254/latest/meta-data", [], "inside a network"),
        ("http://hooks.nordex.example/in", [], "https://"),
    ],
)
async def test_no_call_leaves_for_a_place_inside(url, found, why):
    outcome = await posted(url, found=found)
    assert why in outcome.why
    assert outcome.status == 0


async def test_the_address_that_was_looked_at_is_the_one_that_is_called():
    async with receiving() as receiver:
        port = httpx.URL(receiver.url).port
        table = ApiTable(inside_hosts=("hooks.internal",))
        outcome = await posted(f"http://hooks.internal:{port}/in", table, ["127.0.0.1"])
    assert outcome == Outcome(status=204)
    assert receiver.heard[0][0]["Host"] == f"hooks.internal:{port}"


async def test_redirects_are_not_followed():
    async with receiving(302) as receiver:
        outcome = await posted(receiver.url, found=["127.0.0.1"])
    assert (outcome.status, "redirects are not followed" in outcome.why) == (302, True)
    assert len(receiver.heard) == 1


async def test_whoever_does_not_answer_is_given_up_in_time():
    async def silent(reader, writer):
        await reader.read()
        writer.close()
        await writer.wait_closed()

    server = await asyncio.start_server(silent, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        table = ApiTable(inside_hosts=("127.0.0.1",), webhook_timeout_s=0.05)
        outcome = await posted(f"http://127.0.0.1:{port}/in", table, ["127.0.0.1"])
    assert "no answer within" in outcome.why
    closed = await posted(f"http://127.0.0.1:{port}/in", found=["127.0.0.1"])
    assert "no connection" in closed.why


async def test_this_machine_knows_its_own_name():
    from app.webhooks.post import resolve

    assert set(await resolve("localhost", 80)) <= {"127.0.0.1", "::1"}
