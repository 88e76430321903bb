"""Rate limits: headers, refusals, and that the library keeps within them."""

from __future__ import annotations

import asyncio

import pytest

from sandbox.discord import DiscordSandbox
from sandbox.discord.buckets import GLOBAL, REAL, Buckets

pytestmark = pytest.mark.anyio

CREATE = "POST /channels/{channel_id}/messages"


async def test_every_answer_tells_its_bucket(loose_sandbox, api, support):
    loose_sandbox.buckets.limits = {CREATE: (2, 5.0)}
    url = f"{loose_sandbox.api_base}/channels/{support}/messages"
    headers = {"Authorization": f"Bot {loose_sandbox.token}"}
    told = []
    for _ in range(3):
        async with api.session.post(url, json={"content": "x"}, headers=headers) as answer:
            told.append((answer.status, answer.headers, await answer.json()))
    assert [status for status, _headers, _body in told] == [200, 200, 429]
    assert [each["X-RateLimit-Remaining"] for _status, each, _body in told] == ["1", "0", "0"]
    refused, body = told[2][1], told[2][2]
    assert refused["Content-Type"] == "application/json"
    assert (refused["Via"], refused["X-RateLimit-Scope"]) == ("1.1 google", "user")
    assert 4 < body["retry_after"] <= 5
    assert float(refused["Retry-After"]) == body["retry_after"]
    assert loose_sandbox.buckets.violations == [CREATE]


async def test_the_library_keeps_within_the_limits(sandbox, desk, support):
    sandbox.buckets.limits = {CREATE: (5, 0.2)}
    channel = desk.get_channel(support)
    await asyncio.gather(*(channel.send(str(each)) for each in range(8)))
    assert sandbox.buckets.violations == []
    assert len(sandbox.world.channel(support).posts) == 8


async def test_the_global_limit_spares_interactions(loose_sandbox, api):
    loose_sandbox.buckets.overall = (1, 5.0)
    await api.ok("GET", "/users/@me")
    status, answer = await api.call("GET", "/users/@me")
    assert (status, answer["global"]) == (429, True)
    assert await api.refused("POST", "/webhooks/1/x", {}) == "404 10015"


async def test_limits_from_the_start():
    async with DiscordSandbox(limits=REAL) as sandbox:
        assert sandbox.buckets.limits == REAL
        assert sandbox.buckets.overall is None


def test_windows_begin_anew_and_places_are_counted_apart():
    now = [100.0]
    buckets = Buckets(lambda: now[0], {CREATE: (1, 5.0)}, GLOBAL)
    assert not buckets.take(CREATE, {"channel_id": 1}).retry_after
    assert not buckets.take(CREATE, {"channel_id": 2}).retry_after
    assert buckets.take(CREATE, {"channel_id": 1}).retry_after == 5
    now[0] += 5
    assert not buckets.take(CREATE, {"channel_id": 1}).retry_after
    buckets.clear()
    assert buckets.violations == []
