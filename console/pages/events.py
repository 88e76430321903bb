"""The stream that wakes open pages."""

from __future__ import annotations

import asyncio
from typing import Annotated

from fastapi import APIRouter, Depends, Header, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from console.live import Hub, Listener
from console.visit import Visit, hub_of, reading
from core.access import Permission

RETRY_MS = 1000
GREETING = f": listening\nretry: {RETRY_MS}\n\n".encode()
HEADERS = {
    "Content-Type": "text/event-stream",
    "Cache-Control": "no-cache, no-store",
    # proxies that gather what they pass on would hold every event back
    "X-Accel-Buffering": "no",
}
# Where in a request's scope the page leaves what goes on once it has been answered.
GOES_ON = "console.goes_on"
# What whoever carries the answer still looks at; the rest is the page's.
SERVERS_OWN = {"type", "method", "path", "headers", "http_version", "client", "server", "asgi"}

router = APIRouter()


class Streams:
    """Carries streams on outside of everything that is needed for a page only.

    What routes, checks and hardens an answer keeps some thirty objects alive for as long as the
    answer lasts. A stream lasts minutes and there are thousands, so the page begins its answer as
    any other, and what goes on starts after all of that has returned.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        begun: list[tuple[Hub, int | None]] = []
        scope[GOES_ON] = begun
        await self.app(scope, receive, send)
        if begun:
            kept = {name: scope[name] for name in SERVERS_OWN & scope.keys()}
            scope.clear()  # which makes it small as well; to delete from it would not
            scope.update(kept)
            await _go_on(*begun.pop(), receive, send)


class EventStream(Response):
    """The beginning of an answer that goes on."""

    def __init__(self, hub: Hub, after: int | None) -> None:
        super().__init__(headers=HEADERS)
        del self.headers["content-length"]
        self._hub, self._after = hub, after

    async def __call__(self, scope: Scope, _receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
        await _send(send, GREETING)
        scope[GOES_ON].append((self._hub, self._after))


async def _go_on(hub: Hub, after: int | None, receive: Receive, send: Send) -> None:
    """Send events until the page is gone or the stream's time is over."""
    listener = hub.join(after)
    gone = asyncio.ensure_future(_until_gone(receive, listener))
    try:
        await hub.serve(listener, lambda event: _send(send, event))
    finally:
        gone.cancel()
    await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _until_gone(receive: Receive, listener: Listener) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    listener.end()


async def _send(send: Send, body: bytes) -> None:
    await send({"type": "http.response.body", "body": body, "more_body": True})


@router.get("/events", response_class=EventStream)
async def events(
    visit: Annotated[Visit, Depends(reading(Permission.READ))],
    after: str = "",
    last_event_id: Annotated[str, Header()] = "",
) -> Response:
    """Hints since Last-Event-ID, or since `after`."""
    return EventStream(hub_of(visit.request), _number(last_event_id or after))


def _number(text: str) -> int | None:
    """A change's number; foreign input is no number at all."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None
