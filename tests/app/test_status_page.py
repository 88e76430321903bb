"""A status page is read over a real socket: unchanged ones cheaply, dead ones in one line."""

from __future__ import annotations

import asyncio
import json
from contextlib import asynccontextmanager

import httpx
import pytest

from app.status_page import MOST_BYTES, StatusPage, page_checked
from core.errors import ConfigError, Outdated
from core.house import Room
from core.incidents.incident import Phase, Step, step
from core.settings import checked
from core.tables.incident import IncidentTable
from storage import MemoryStore
from tests.conftest import FakeClock
from tests.contract.test_store_incidents import said
from tests.core.incidents.kit import REPLAY, a_house
from tests.core.incidents.test_status_page import DELAY

pytestmark = pytest.mark.anyio
MARK = '"v1"'
ROOM = Room(platform=REPLAY, account="nordex", address="staff")
HOUSE = a_house(rooms={REPLAY: ROOM})


class Page:
    """A web server that serves one page, as it is told to."""

    def __init__(self) -> None:
        self.incidents, self.status, self.body, self.hang = [DELAY], 200, None, False
        self.asked: list[dict[str, str]] = []

    async def serve(self, reader, writer) -> None:
        try:
            await self._serve(reader, writer)
        except ConnectionError:
            return
        finally:
            writer.close()

    async def _serve(self, reader, writer) -> None:
        lines = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        headers = {n.lower(): v for n, _, v in (each.partition(": ") for each in lines[1:])}
        self.asked.append({"path": lines[0].split()[1]} | headers)
        if self.hang:
            await reader.read()  # until the other side gives up
        body = self.body or json.dumps({"incidents": self.incidents}).encode()
        status = 304 if headers.get("if-none-match") == MARK else self.status
        body = b"" if status == 304 else body
        head = f"HTTP/1.1 {status} X\r\nETag: {MARK}\r\nContent-Length: {len(body)}\r\n"
        writer.write(head.encode() + b"Connection: close\r\n\r\n" + body)
        await writer.drain()


@asynccontextmanager
async def served():
    page = Page()
    server = await asyncio.start_server(page.serve, "127.0.0.1", 0)
    page.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield page
    finally:
        server.close()


@pytest.fixture
async def page():
    async with served() as running:
        yield running


@pytest.fixture
async def watch(page):
    async with httpx.AsyncClient() as client:
        table = IncidentTable(status_page=page.url, status_timeout_s=0.3)
        yield StatusPage(
            table=table, house=lambda: HOUSE, book=MemoryStore(), clock=FakeClock(), client=client
        )


async def test_what_it_lists_is_suspected_once(page, watch):
    assert watch.state.state == "starting"
    await watch.read()
    (incident,) = await watch.book.incidents()
    assert (incident.phase, incident.title) == (Phase.SUSPECTED, "Delayed SOL withdrawals")
    assert watch.state.state == "page_read"
    await watch.read()
    assert len(await watch.book.incidents()) == 1
    (row,) = await watch.book.due([REPLAY], watch.clock.now(), limit=9)
    assert row.address == "staff"
    assert [each["path"] for each in page.asked] == ["/api/v2/incidents/unresolved.json"] * 2
    assert page.asked[1]["if-none-match"] == MARK


async def test_what_a_person_dismissed_does_not_come_back(watch):
    await watch.read()
    (incident,) = await watch.book.incidents()
    await watch.book.announce(said(step(incident, Step.DISMISS, at=watch.clock.now())))
    await watch.read()
    assert [each.phase for each in await watch.book.incidents()] == [Phase.DISMISSED]


async def test_news_of_the_page_are_told(page, watch):
    await watch.read()
    page.incidents = []
    watch._etag = ""
    await watch.read()
    (incident,) = await watch.book.incidents()
    assert incident.evidence == "the status page lists it no longer"


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"status": 503}, "answers 503"),
        ({"body": b"<html>"}, "is not what a status page serves"),
        ({"body": b"x" * (MOST_BYTES + 1)}, "sends more than 2,000,000 bytes"),
        ({"hang": True}, "does not answer within 0.3 s"),
    ],
    ids=["an error", "no JSON", "endless", "no answer"],
)
async def test_a_dead_page_is_one_line_and_the_desk_goes_on(page, watch, caplog, changes, why):
    for name, value in changes.items():
        setattr(page, name, value)
    await watch.read()
    await watch.read()
    assert (watch.state.state, why in watch.state.why) == ("page_away", True)
    assert len([each for each in caplog.records if why in each.getMessage()]) == 1
    vars(page).update(status=200, body=None, hang=False)
    await watch.read()
    assert (watch.state.state, watch.state.why) == ("page_read", "")


async def test_nobody_there_is_one_line(watch):
    dead = watch.table.model_copy(update={"status_page": "http://127.0.0.1:1"})
    watch.table = dead
    await watch.read()
    assert watch.state.why == "127.0.0.1:1 cannot be read: ConnectError"


async def test_what_somebody_changed_meanwhile_is_read_again(page, watch, monkeypatch):
    async def late(_):
        raise Outdated("changed")

    with monkeypatch.context() as busy:
        busy.setattr(watch.book, "announce", late)
        await watch.read()
    assert list(await watch.book.incidents()) == []
    await watch.read()
    assert len(await watch.book.incidents()) == 1


async def test_it_is_read_every_so_often(page, watch):
    class Tired(FakeClock):
        async def sleep(self, seconds):
            await super().sleep(seconds)
            if len(self.slept) == 2:
                raise asyncio.CancelledError

    watch.clock = Tired()
    with pytest.raises(asyncio.CancelledError):
        await watch.read_forever()
    assert (watch.clock.slept, len(page.asked)) == ([60, 60], 2)


async def test_the_doctor_looks_at_it(page):
    assert await page_checked(IncidentTable()) == ("ok", "none is read", "")
    table = IncidentTable(status_page=page.url)
    found = f"{page.url}/api/v2/incidents/unresolved.json: 1 open"
    assert await page_checked(table) == ("ok", found, "")
    page.status = 500
    state, found, mend = await page_checked(table)
    assert (state, found.endswith("answers 500"), "status_page" in mend) == ("note", True, True)


async def test_a_page_that_is_off_says_so(watch):
    off = StatusPage(
        table=IncidentTable(),
        house=watch.house,
        book=watch.book,
        clock=watch.clock,
        client=watch.client,
    )
    assert off.state.state == "off"


@pytest.mark.parametrize("address", ["status.nordex.example", "ftp://x", "javascript:1"])
def test_an_address_that_is_none_stops_the_start(address):
    with pytest.raises(ConfigError, match=r"\[incidents\] status_page: it should be an http"):
        checked(IncidentTable, {"status_page": address}, "[incidents]")
