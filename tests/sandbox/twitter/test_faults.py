"""What goes wrong on request, and rate limits with their headers."""

from __future__ import annotations

import asyncio

import aiohttp
import pytest
import tweepy

pytestmark = pytest.mark.anyio

MENTIONS = "GET /2/users/{id}/mentions"
POST = "POST /2/tweets"


async def test_t1_an_html_error_page_is_no_exception_of_the_library(sandbox, client):
    sandbox.control.inject("html", MENTIONS)
    with pytest.raises(aiohttp.ContentTypeError):
        await client.get_users_mentions(1001, user_auth=True)
    await client.get_users_mentions(1001, user_auth=True)
    assert [each.status for each in sandbox.calls] == [503, 200]


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (401, tweepy.Unauthorized),
        (402, tweepy.HTTPException),
        (403, tweepy.Forbidden),
        (429, tweepy.TooManyRequests),
        (500, tweepy.TwitterServerError),
        (503, tweepy.TwitterServerError),
    ],
)
async def test_statuses_become_the_librarys_errors(sandbox, client, status, kind):
    sandbox.control.inject("status", MENTIONS, status=status)
    with pytest.raises(kind) as caught:
        await client.get_users_mentions(1001, user_auth=True)
    assert str(status) in str(caught.value)
    assert "x-rate-limit-reset" not in caught.value.response.headers


async def test_a2_a_429_tells_its_reset_only_when_it_is_told_to(sandbox, client):
    sandbox.control.inject("status", "GET *", status=429, retry_after=120)
    with pytest.raises(tweepy.TooManyRequests) as caught:
        await client.get_me()
    assert abs(caught.value.reset_time - sandbox.world.time() - 120) < 3
    sandbox.control.inject("status", "GET *", status=429)
    with pytest.raises(tweepy.TooManyRequests) as caught:
        await client.get_me()
    assert caught.value.reset_time is None


async def test_wordings_can_be_chosen(sandbox, client):
    sandbox.control.inject(
        "status", POST, status=403, detail="No.", title="Nope", type="about:blank"
    )
    with pytest.raises(tweepy.Forbidden) as caught:
        await client.create_tweet(text="x")
    assert caught.value.api_messages == ["No."]


@pytest.mark.parametrize("after", [False, True], ids=["before acting", "after acting"])
async def test_a10_a_connection_dropped_around_the_act(sandbox, client, after):
    sandbox.control.inject("drop", POST, after=after)
    with pytest.raises(aiohttp.ClientError):
        await client.create_tweet(text="x")
    assert len(sandbox.control.our_posts()) == int(after)
    assert sandbox.calls.of(POST)[0].status == 0
    if after:
        with pytest.raises(tweepy.Forbidden):
            await client.create_tweet(text="x")


async def test_silence_ends_with_the_connection(sandbox, client):
    sandbox.control.inject("silence", POST, seconds=0.05, after=True)
    with pytest.raises(aiohttp.ClientError):
        await client.create_tweet(text="x")
    assert len(sandbox.control.our_posts()) == 1


async def test_half_a_json_and_delays(sandbox, client):
    sandbox.control.inject("malformed", MENTIONS)
    with pytest.raises(ValueError, match="Unterminated"):
        await client.get_users_mentions(1001, user_auth=True)
    sandbox.control.inject("delay", MENTIONS, seconds=0.05)
    before = asyncio.get_running_loop().time()
    await client.get_users_mentions(1001, user_auth=True)
    assert asyncio.get_running_loop().time() - before >= 0.05


async def test_a_stream_that_takes_effect_before_its_fault_leaves_no_connection(sandbox, raw):
    body = {"add": [{"value": "nordex"}]}
    await raw("POST", "/2/tweets/search/stream/rules", body)
    route = "GET /2/tweets/search/stream"
    sandbox.control.inject("status", route, status=503, after=True)
    assert (await raw("GET", "/2/tweets/search/stream"))[0] == 503
    assert sandbox.feed.connections == []
    sandbox.control.inject("close", route)
    assert await raw("GET", "/2/tweets/search/stream") == (200, "\r\n")


async def test_faults_have_counts_durations_odds_and_an_end(sandbox, raw):
    sandbox.control.inject("status", "GET *", count=2)
    statuses = [(await raw("GET", "/2/webhooks"))[0] for _ in range(3)]
    assert statuses == [503, 503, 200]
    sandbox.control.inject("status", "GET *", for_seconds=60)
    statuses = [(await raw("GET", "/2/webhooks"))[0] for _ in range(3)]
    sandbox.control.advance(61)
    statuses.append((await raw("GET", "/2/webhooks"))[0])
    assert statuses == [503, 503, 503, 200]
    sandbox.control.inject("status", count=None, probability=0.5)
    statuses = [(await raw("GET", "/2/webhooks"))[0] for _ in range(20)]
    assert set(statuses) == {200, 503}
    assert sandbox.control.stats()["faults"][0]["hits"] == statuses.count(503)
    sandbox.control.clear_faults()
    assert (await raw("GET", "/2/webhooks"))[0] == 200


async def test_nonsense_faults_are_refused(sandbox):
    for wrong in (
        lambda: sandbox.control.inject("explode"),
        lambda: sandbox.control.tamper("moon", "duplicate"),
        lambda: sandbox.control.tamper("stream", "explode"),
        lambda: sandbox.control.configure(colour="red"),
        lambda: sandbox.control.configure(rate_headers="wild"),
    ):
        with pytest.raises(ValueError, match=r"no fault|tamper|no setting|rate_headers"):
            wrong()


async def test_pages_can_be_doubled_turned_and_torn(loose_sandbox, raw, ann):
    control = loose_sandbox.control
    ids = [control.post(ann, f"@NordexSupport {n}")["id"] for n in range(2)]
    for how in ("duplicate", "reorder", "malformed"):
        control.tamper("timeline", how)
    pages = [(await raw("GET", "/2/users/1001/mentions"))[1]["data"] for _ in range(4)]
    shown = [[each["id"] for each in page] for page in pages]
    assert shown[0] == [ids[1], ids[0], ids[1]]
    assert shown[1] == ids
    assert pages[2][0] == {"id": ids[1], "text": None}
    assert shown[3] == ids[::-1]


async def test_pages_of_messages_too(loose_sandbox, raw, ann):
    said = loose_sandbox.control.write(ann, "hi")["id"]
    loose_sandbox.control.tamper("dms", "malformed")
    pages = [(await raw("GET", "/2/dm_events", auth="oauth1"))[1]["data"] for _ in range(2)]
    assert pages[0] == [{"id": said, "text": None}]
    assert pages[1][0]["text"] == "hi"


async def test_budgets_are_counted_per_caller_and_told_in_headers(sandbox, raw):
    sandbox.control.limit(MENTIONS, 2)
    statuses, left = [], []
    for auth in ("app", "app", "app", "oauth1"):
        statuses.append((await raw("GET", "/2/users/1001/mentions", auth=auth))[0])
        left.append(raw.headers["x-rate-limit-remaining"])
    assert (statuses, left) == ([200, 200, 429, 200], ["1", "0", "0", "1"])
    assert len(sandbox.control.stats()["violations"]) == 1
    sandbox.control.advance(901)
    assert (await raw("GET", "/2/users/1001/mentions"))[0] == 200


async def test_a_days_budget_has_headers_of_its_own(sandbox, client):
    for number in range(100):
        await client.create_tweet(text=f"no. {number}")
    with pytest.raises(tweepy.TooManyRequests) as caught:
        await client.create_tweet(text="one more")
    headers = caught.value.response.headers
    assert headers["x-rate-limit-remaining"] == "0"
    assert headers["x-user-limit-24hour-remaining"] == "9900"


@pytest.mark.parametrize(
    ("mode", "limit", "left", "reset"),
    [
        ("missing", None, None, None),
        ("past", "300", "300", -3_600),
        ("garbage", "300", "299", "soon"),
    ],
)
async def test_rate_headers_can_be_wrong(sandbox, raw, mode, limit, left, reset):
    sandbox.control.configure(rate_headers=mode)
    await raw("GET", "/2/users/1001/mentions", auth="oauth1")
    shown = raw.headers.get("x-rate-limit-reset")
    assert raw.headers.get("x-rate-limit-limit") == limit
    assert raw.headers.get("x-rate-limit-remaining") == left
    if isinstance(reset, int):
        assert abs(int(shown) - sandbox.world.time() - reset) < 3
    else:
        assert shown == reset


async def test_limits_can_be_switched_off(sandbox, raw):
    sandbox.control.configure(limits=False)
    for _ in range(20):
        assert (await raw("GET", "/2/dm_events", auth="oauth1"))[0] == 200
    assert "x-rate-limit-limit" not in raw.headers


async def test_the_servers_clock_stands_in_every_answer(sandbox, raw):
    sandbox.control.skew(-86_400)
    await raw("GET", "/2/webhooks")
    from email.utils import parsedate_to_datetime

    told = parsedate_to_datetime(raw.headers["date"]).timestamp()
    assert abs(told - sandbox.world.time()) < 3
