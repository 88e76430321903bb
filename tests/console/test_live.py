"""Hints of change: who gets which, how often, and how a stream resumes and ends."""

from __future__ import annotations

import asyncio
import json
from contextlib import asynccontextmanager, suppress

import pytest
from fastapi import routing

from console import close_streams, live
from console.live import Hint, Hub
from tests.console.fakes import FakeBook, a_case

pytestmark = pytest.mark.anyio


@asynccontextmanager
async def following(hub):
    task = asyncio.create_task(hub.follow())
    try:
        yield hub
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def hints(hub, after, *, count):
    found = []
    async for hint in hub.listen(after):
        found.append(hint)
        if len(found) == count:
            break
    return found


async def until(hub, head):
    async with asyncio.timeout(2):
        while hub.head < head:  # noqa: ASYNC110 - the hub wakes listeners, not tests
            await asyncio.sleep(0.005)


@pytest.fixture
def book() -> FakeBook:
    book = FakeBook(wait=0.02)
    for number in range(3):
        book.add(a_case(number))
    return book


async def test_a_listener_gets_what_came_since(book):
    async with following(Hub(book)) as hub:
        await until(hub, 3)
        ids = list(book.files)
        assert await hints(hub, 1, count=1) == [Hint(3, (ids[1], ids[2]))]


async def test_a_new_listener_waits_for_news(book):
    async with following(Hub(book, calm=0)) as hub:
        await until(hub, 3)
        waiting = asyncio.create_task(hints(hub, None, count=1))
        await asyncio.sleep(0.05)
        assert not waiting.done()
        case = book.add(a_case(9))
        async with asyncio.timeout(2):
            assert await waiting == [Hint(4, (case.id,))]


async def test_a_burst_becomes_one_hint(book):
    async with following(Hub(book, calm=0.2)) as hub:
        await until(hub, 3)
        listening = asyncio.create_task(hints(hub, 3, count=2))
        case = book.add(a_case(10))
        await asyncio.sleep(0.05)
        for _ in range(50):
            book.say(case.id)
        async with asyncio.timeout(2):
            first, second = await listening
    assert first == Hint(4, (case.id,))
    assert second == Hint(54, (case.id,))


@pytest.mark.parametrize("after", [0, 99], ids=["forgotten", "of another database"])
async def test_who_was_away_too_long_looks_at_everything(book, monkeypatch, after):
    monkeypatch.setattr(live, "REMEMBERED", 2)
    async with following(Hub(book)) as hub:
        await until(hub, 3)
        assert await hints(hub, after, count=1) == [Hint(3, (), everything=True)]


async def test_a_book_that_fails_is_asked_again(book, monkeypatch):
    monkeypatch.setattr(live, "TROUBLE_S", 0.01)
    book.broken = True
    async with following(Hub(book)) as hub:
        await asyncio.sleep(0.05)
        assert hub.head == 0
        book.broken = False
        await until(hub, 3)


async def test_a_stream_ends_after_its_time(book):
    hub = Hub(book, lasts=0.02)
    assert [hint async for hint in hub.listen()] == []


async def test_closing_ends_every_stream_at_once(book):
    hub = Hub(book)
    waiting = [asyncio.create_task(hints(hub, None, count=1)) for _ in range(3)]
    await asyncio.sleep(0.01)
    hub.close()
    async with asyncio.timeout(1):
        assert await asyncio.gather(*waiting) == [[], [], []]
    assert [hint async for hint in hub.listen(7)] == []


class Stream:
    """One open request to /events, read as a browser would."""

    def __init__(self, desk, client, path="/events", **headers) -> None:
        cookie = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
        given = {"cookie": cookie, "host": "desk.example"} | headers
        route, _, query = path.partition("?")
        self.scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": "GET",
            "scheme": "http",
            "path": route,
            "raw_path": route.encode(),
            "query_string": query.encode(),
            "headers": [
                (name.replace("_", "-").encode(), text.encode()) for name, text in given.items()
            ],
            "server": ("desk.example", 80),
            "client": ("127.0.0.1", 1),
            "app": desk.app,
        }
        self.app, self.body, self.start = desk.app, b"", None
        self.gone, self.news = asyncio.Event(), asyncio.Event()

    async def __aenter__(self):
        self.task = asyncio.create_task(self.app(self.scope, self.receive, self.send))
        return self

    async def __aexit__(self, *_):
        self.gone.set()
        async with asyncio.timeout(2):
            await self.task

    async def receive(self):
        if not self.body and self.start is None:
            self.start = {}
            return {"type": "http.request", "body": b"", "more_body": False}
        await self.gone.wait()
        return {"type": "http.disconnect"}

    async def send(self, message):
        if message["type"] == "http.response.start":
            headers = {name.decode(): text.decode() for name, text in message["headers"]}
            self.start = {"status": message["status"], **headers}
        self.body += message.get("body", b"")
        self.news.set()

    async def until(self, words: str) -> str:
        async with asyncio.timeout(3):
            while words not in self.body.decode():
                self.news.clear()
                await self.news.wait()
        return self.body.decode()


@pytest.fixture
async def live_desk(desk):
    desk.book.add(a_case(1))
    desk.book.add(a_case(2))
    async with desk.app.router.lifespan_context(desk.app):
        await until(desk.app.state.hub, 2)
        yield desk


async def test_the_stream_tells_what_changed(live_desk, mira):
    async with Stream(live_desk, mira.client) as stream:
        text = await stream.until(": listening")
        assert stream.start["status"] == 200
        assert stream.start["content-type"].startswith("text/event-stream")
        assert "no-cache" in stream.start["cache-control"]
        assert "retry: 1000" in text
        case = live_desk.book.add(a_case(3))
        text = await stream.until("id: 3")
    event = text.partition("event: hint\n")[2]
    data = event.partition("data: ")[2].partition("\n")[0]
    assert json.loads(data) == {"cases": [case.id], "scams": [], "everything": False}


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/events", {"last_event_id": "1"}),
        ("/events?after=1", {}),
        ("/events?after=99", {"last_event_id": "1"}),
    ],
    ids=["header", "address", "the header wins"],
)
async def test_a_stream_resumes_where_it_broke_off(live_desk, mira, path, headers):
    second = list(live_desk.book.files)[1]
    async with Stream(live_desk, mira.client, path, **headers) as stream:
        text = await stream.until("id: 2")
    assert f'["{second}"]' in text
    assert text.count("event: hint") == 1


@pytest.mark.parametrize("number", ["-1", "x", "1e3", "٣", "9" * 30], ids=ascii)
async def test_a_number_that_is_none_means_from_now_on(live_desk, mira, number):
    from urllib.parse import quote

    async with Stream(live_desk, mira.client, f"/events?after={quote(number)}") as stream:
        await stream.until(": listening")
        live_desk.book.add(a_case(3))
        text = await stream.until("id: 3")
    assert text.count("event: hint") == 1
    assert '"everything":false' in text.replace(" ", "")


async def test_silence_is_filled_with_comments(live_desk, mira, monkeypatch):
    monkeypatch.setattr(routing, "_PING_INTERVAL", 0.02)
    async with Stream(live_desk, mira.client) as stream:
        await stream.until(": ping")
    assert "id:" not in stream.body.decode()


async def test_the_stream_ends_when_the_server_stops(live_desk, mira):
    async with Stream(live_desk, mira.client) as stream:
        await stream.until(": listening")
        close_streams(live_desk.app)
        async with asyncio.timeout(1):
            await stream.task


async def test_strangers_hear_nothing(live_desk):
    async with live_desk.client() as client:
        answer = await client.get("/events")
        assert answer.status_code == 401
        assert "set-cookie" not in answer.headers


async def test_a_page_knows_where_its_stream_starts(live_desk, mira):
    assert 'data-head="2"' in (await mira.get("/")).text
