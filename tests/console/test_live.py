"""Hints of change: who gets which, how often, and how a stream resumes and ends."""

from __future__ import annotations

import asyncio
import json
from contextlib import asynccontextmanager, suppress

import pytest

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


class Page:
    """A page's stream: what it was sent, as the hints in it; `stuck` takes nothing more."""

    def __init__(self, hub, after=None) -> None:
        self.hub, self.listener = hub, hub.join(after)
        self.raw, self.news = b"", asyncio.Event()
        self.stuck: asyncio.Event | None = None

    async def __aenter__(self):
        self.task = asyncio.create_task(self.hub.serve(self.listener, self.take))
        await asyncio.sleep(0)
        return self

    async def __aexit__(self, *_):
        self.listener.end()
        if self.stuck:
            self.stuck.set()
        with suppress(asyncio.CancelledError):
            await self.task

    async def take(self, event: bytes) -> None:
        self.raw += event
        self.news.set()
        if self.stuck:
            await self.stuck.wait()

    @property
    def hints(self) -> list[Hint]:
        return [_hint(event) for event in self.raw.decode().split("\n\n") if "hint" in event]

    async def until(self, done) -> None:
        async with asyncio.timeout(2):
            while not done(self):
                self.news.clear()
                await self.news.wait()


def _hint(event: str) -> Hint:
    lines = dict(line.split(": ", 1) for line in event.splitlines())
    data = json.loads(lines["data"])
    return Hint(
        int(lines["id"]),
        tuple(data["cases"]),
        everything=data["everything"],
        scams=tuple(data["scams"]),
    )


async def hints(hub, after, *, count):
    async with Page(hub, after) as page:
        await page.until(lambda each: len(each.hints) == count)
        return page.hints


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
    async with following(Hub(book, pace=0)) as hub:
        await until(hub, 3)
        async with Page(hub) as page:
            await asyncio.sleep(0.05)
            assert page.raw == b""
            case = book.add(a_case(9))
            await page.until(lambda each: each.hints)
            assert page.hints == [Hint(4, (case.id,))]


async def test_who_comes_before_the_first_look_hears_of_nothing_old(book):
    hub = Hub(book, pace=0)
    async with Page(hub) as page, following(hub):
        await until(hub, 3)
        case = book.add(a_case(9))
        await page.until(lambda each: each.hints)
        assert page.hints == [Hint(4, (case.id,))]


async def test_a_burst_becomes_one_hint(book):
    async with following(Hub(book, pace=0.2)) as hub:
        await until(hub, 3)
        async with Page(hub, 3) as page:
            case = book.add(a_case(10))
            await page.until(lambda each: len(each.hints) == 1)
            for _ in range(50):
                book.say(case.id)
            await page.until(lambda each: len(each.hints) == 2)
            assert page.hints == [Hint(4, (case.id,)), Hint(54, (case.id,))]


async def test_a_slow_page_gets_one_hint_for_all_it_missed(book):
    async with following(Hub(book, pace=0)) as hub:
        await until(hub, 3)
        async with Page(hub, 3) as slow, Page(hub, 3) as quick:
            slow.stuck = asyncio.Event()
            for number in range(20, 26):
                case = book.add(a_case(number))
                await quick.until(lambda each, id_=case.id: id_ in each.raw.decode())
            assert len(slow.hints) == 1
            slow.stuck.set()
            await slow.until(lambda each: len(each.hints) == 2)
            assert len(slow.hints[1].cases) == 5
            assert slow.hints[1].number == hub.head


async def test_a_page_that_was_slow_for_too_long_looks_at_everything(book, monkeypatch):
    monkeypatch.setattr(live, "REMEMBERED", 4)
    async with following(Hub(book, pace=0)) as hub:
        await until(hub, 3)
        async with Page(hub, 3) as slow:
            slow.stuck = asyncio.Event()
            book.add(a_case(20))
            await slow.until(lambda each: each.hints)
            for number in range(21, 29):
                book.add(a_case(number))
            await until(hub, 12)
            slow.stuck.set()
            await slow.until(lambda each: len(each.hints) == 2)
            assert slow.hints[1] == Hint(12, (), everything=True)


async def test_a_page_that_takes_nothing_any_more_is_let_go(book, monkeypatch):
    monkeypatch.setattr(live, "SWEEP_S", 0.01)
    monkeypatch.setattr(live, "PING_S", 0.01)
    monkeypatch.setattr(live, "STALLED_S", 0.01)
    async with following(Hub(book, pace=0)) as hub:
        page = Page(hub, 0)
        page.stuck = asyncio.Event()
        async with page:
            with pytest.raises(asyncio.CancelledError):
                async with asyncio.timeout(2):
                    await page.task
        assert len(hub) == 0


async def test_every_page_gets_the_same_bytes(book):
    async with following(Hub(book, pace=0)) as hub:
        await until(hub, 3)
        async with Page(hub, 3) as one, Page(hub, 3) as other:
            book.add(a_case(9))
            for page in (one, other):
                await page.until(lambda each: each.hints)
            assert one.raw == other.raw
            assert len(hub) == 2


async def test_what_counts_only_now_is_told_without_a_number(book, monkeypatch):
    monkeypatch.setattr(live, "WOKEN_AT_ONCE", 1)
    async with following(Hub(book, pace=0)) as hub:
        await until(hub, 3)
        async with Page(hub, 3) as page, Page(hub, 3) as other:
            hub.say("together", b'{"a":1}')
            for each in (page, other):
                await each.until(lambda found: found.raw)
            assert page.raw == b'event: together\ndata: {"a":1}\n\n'
            page.stuck = asyncio.Event()
            hub.say("together", b"2")
            await page.until(lambda found: b"data: 2" in found.raw)
            hub.say("together", b"3")
            hub.say("together", b"4")
            await other.until(lambda found: b"data: 4" in found.raw)
            page.stuck.set()
            await page.until(lambda found: b"data: 4" in found.raw)
            assert page.raw == other.raw


async def test_who_missed_too_much_of_it_asks_again(book, monkeypatch):
    hub = Hub(book, pace=0)
    page = Page(hub)
    for _ in range(live.WORDS_KEPT + 1):
        hub.say("together", b"x")
    async with page:
        await page.until(lambda each: each.raw)
    assert page.raw == b"event: lost\ndata: {}\n\n"


@pytest.mark.parametrize("after", [0, 99], ids=["forgotten", "of another database"])
async def test_who_was_away_too_long_looks_at_everything(book, monkeypatch, after):
    monkeypatch.setattr(live, "REMEMBERED", 2)
    async with following(Hub(book)) as hub:
        await until(hub, 3)
        assert await hints(hub, after, count=1) == [Hint(3, (), everything=True)]


async def test_a_start_reads_no_more_of_the_past_than_is_remembered(book, monkeypatch):
    monkeypatch.setattr(live, "REMEMBERED", 2)
    asked = []
    changes = book.changes

    async def noted(after, *, limit):
        asked.append(after)
        return await changes(after, limit=limit)

    monkeypatch.setattr(book, "changes", noted)
    async with following(Hub(book)) as hub:
        await until(hub, 3)
    assert asked[0] == 1


async def test_a_book_that_fails_is_asked_again(book, monkeypatch):
    monkeypatch.setattr(live, "TROUBLE_S", 0.01)
    book.broken = True
    async with following(Hub(book)) as hub:
        await asyncio.sleep(0.05)
        assert hub.head == 0
        book.broken = False
        await until(hub, 3)


async def test_a_stream_ends_after_its_time(book, monkeypatch):
    monkeypatch.setattr(live, "SWEEP_S", 0.01)
    async with following(Hub(book, lasts=0.02)) as hub, Page(hub) as page:
        async with asyncio.timeout(2):
            await page.task
        assert page.raw == b""


async def test_closing_ends_every_stream_at_once(book):
    hub = Hub(book)
    async with Page(hub) as one, Page(hub) as other:
        hub.close()
        async with asyncio.timeout(1):
            await asyncio.gather(one.task, other.task)
    async with Page(hub, 7) as late:
        await late.task
    assert late.raw == b""


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
async def live_desk(desk, monkeypatch):
    monkeypatch.setattr(live, "SWEEP_S", 0.01)
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
    told = {"cases": [case.id], "scams": [], "everything": False}
    assert json.loads(data) == told | {"spread": live.FETCH_MS}


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
    monkeypatch.setattr(live, "PING_S", 0.02)
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
