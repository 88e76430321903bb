"""Shared fixtures: a clock the test owns and messages made of defaults."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import settings

from core.types import Author, Message, Place, Platform

# In CI every run tries the same examples; elsewhere each run explores new ones.
settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.load_profile("repeatable" if os.environ.get("CI") else "default")

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


class FakeClock:
    """Time that passes only when somebody sleeps."""

    def __init__(self, start: datetime = NOON) -> None:
        self.time, self.slept = start, []

    def now(self) -> datetime:
        return self.time

    def advance(self, seconds: float) -> datetime:
        self.time += timedelta(seconds=seconds)
        return self.time

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.advance(seconds)


def a_message(text: str = "hello", **changes) -> Message:
    """A direct message from Ann; any field can be changed."""
    values = {
        "platform": Platform("replay"),
        "account": "nordex",
        "id": "1",
        "conversation": "replay:nordex:ann",
        "address": "ann",
        "author": Author(id="u1", handle="ann", name="Ann"),
        "place": Place.DM,
        "text": text,
        "sent_at": NOON,
        "received_at": NOON,
    }
    return Message(**(values | changes))


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()
