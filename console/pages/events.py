"""The stream that wakes open pages."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Header
from fastapi.sse import EventSourceResponse, ServerSentEvent

from console.live import Hint
from console.visit import Reader, hub_of

RETRY_MS = 1000

router = APIRouter()


@router.get("/events", response_class=EventSourceResponse)
async def events(
    visit: Reader, after: str = "", last_event_id: Annotated[str, Header()] = ""
) -> AsyncIterator[ServerSentEvent]:
    """Hints since Last-Event-ID; the framework adds a comment every 15 s of silence."""
    start = last_event_id or after
    yield ServerSentEvent(comment="listening", retry=RETRY_MS)
    async for hint in hub_of(visit.request).listen(_number(start)):
        yield _event(hint)


def _number(text: str) -> int | None:
    """A change's number; foreign input is no number at all."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def _event(hint: Hint) -> ServerSentEvent:
    data = {"cases": hint.cases, "scams": hint.scams, "everything": hint.everything}
    return ServerSentEvent(event="hint", id=str(hint.number), data=data)
