"""An adapter as the desk runs it: a clock that was an hour wrong holds no send up."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bots.twitter import build
from bots.twitter.adapter import SystemClock
from bots.twitter.limits import POST_CREATE
from bots.twitter.settings import CREDENTIALS

pytestmark = pytest.mark.anyio


async def test_a_clock_that_is_set_right_makes_nobody_wait_an_hour(monkeypatch):
    ahead = timedelta()
    monkeypatch.setattr(SystemClock, "now", lambda _: datetime.now(UTC) + ahead)
    secrets = {name: f"1-{name.lower()}" for name in CREDENTIALS}
    adapter = build({"seconds_between_posts": 0}, secrets)
    ahead = timedelta(hours=1)
    async with adapter._speaker._limiter.turn(POST_CREATE):
        adapter._client.budget.note("GET /2/users/me", 429, {})
    ahead = timedelta()
    async with adapter._speaker._limiter.turn(POST_CREATE):
        pass
    assert adapter._client.budget.wait("GET /2/users/me") <= 60
