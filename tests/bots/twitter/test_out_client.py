"""The SDK's client over our own line, against the simulated X."""

from __future__ import annotations

import asyncio
import logging
import socket
from datetime import UTC, datetime

import pytest

from bots.twitter.client import XClient
from bots.twitter.errors import (
    CreditsExhausted,
    Duplicate,
    NotAllowed,
    SpendCapReached,
    TargetGone,
)
from bots.twitter.limits import STREAM
from core.errors import CredentialsRefused, RateLimited, Rejected, Unavailable
from tests.bots.twitter.kit import a_stage

pytestmark = pytest.mark.anyio
MENTIONS, POST = "GET /2/users/{id}/mentions", "POST /2/tweets"
RULES = "POST /2/tweets/search/stream/rules"


async def mentions(client: XClient, **how):
    return await client.get_users_mentions("1001", user_auth=True, **how)


async def test_a17_reading_is_as_the_specification_wants_it_and_comes_as_plain_data():
    async with a_stage() as stage, (client := stage.client()).open():
        post = stage.mention(text="@NordexSupport: 50% off & more?")
        stage.control.write(stage.ann, "hello")
        found = await mentions(client, max_results=100, tweet_fields=["created_at", "note_tweet"])
        assert [each["id"] for each in found["data"]] == [post]
        since = datetime(2026, 1, 1, 12, 0, tzinfo=UTC)
        await client.get_users_tweets("1001", start_time=since, user_auth=True)
        await client.search_recent_tweets("(@NordexSupport OR from:ann_w) -is:retweet")
        letters = await client.get_direct_message_events(user_auth=True)
        assert letters["data"][0]["id"]
        assert {call.status for call in stage.sandbox.calls} == {200}


async def test_methods_that_need_our_own_id_find_it():
    async with a_stage() as stage, (client := stage.client()).open():
        assert (await client.me())["username"] == "NordexSupport"
        await client.get_muted(user_auth=True)
        assert stage.calls("GET /2/users/{id}/muting")[0].path == "/2/users/1001/muting"
        assert len(stage.calls("GET /2/users/me")) == 1


@pytest.mark.parametrize("kind", ["html", "malformed", "drop", "silence"])
async def test_t1_an_answer_that_is_no_json_is_unavailable_and_the_next_call_works(kind):
    async with a_stage() as stage, (client := stage.client(answer_timeout_s=0.2)).open():
        stage.control.inject(kind, MENTIONS, count=2)  # the HTTP library asks again by itself
        with pytest.raises(Unavailable):
            await mentions(client)
        stage.control.clear_faults()
        assert (await mentions(client))["meta"]["result_count"] == 0


async def test_t2_a_429_with_a_signature_says_when_to_come_back():
    async with a_stage() as stage, (client := stage.client()).open():
        stage.control.inject("status", MENTIONS, status=429, retry_after=30)
        with pytest.raises(RateLimited) as caught:
            await mentions(client)
        assert 28 <= caught.value.retry_after <= 32


async def test_t3_a_429_without_a_reset_is_asked_again_after_60_seconds_then_120():
    async with a_stage() as stage, (client := stage.client()).open():
        stage.control.inject("status", MENTIONS, status=429, count=2)
        for calls, wait in enumerate((60, 120), start=1):
            for _ in range(3):
                with pytest.raises(RateLimited) as caught:
                    await mentions(client)
                assert caught.value.retry_after == pytest.approx(wait, abs=1)
            assert len(stage.calls(MENTIONS)) == calls
            await stage.clock.sleep(wait + 1)
        await mentions(client)


async def test_t4_a_duplicate_is_known_by_its_words():
    async with a_stage() as stage, (client := stage.client()).open():
        await client.create_tweet(text="Maintenance at noon.")
        with pytest.raises(Duplicate, match="duplicate content"):
            await client.create_tweet(text="Maintenance at noon.")


async def test_t12_booleans_in_a_query_are_written_in_words():
    async with a_stage() as stage, (client := stage.client()).open():
        rule = {"add": [{"value": "@NordexSupport -is:retweet", "tag": "mention"}]}
        answer = await client.request("POST", RULES[5:], params={"dry_run": True}, json=rule)
        assert stage.calls(RULES)[0].query == {"dry_run": "true"}
        assert (await answer.json())["meta"]["summary"]["created"] == 1
        assert stage.control.stats()["rules"] == []


async def test_t14_what_the_sdk_does_not_know_can_be_sent_all_the_same():
    async with a_stage() as stage, (client := stage.client()).open():
        body = {"text": "For those who follow us.", "share_with_followers": True}
        await client.request("POST", "/2/tweets", json=body, user_auth=True)
        assert stage.calls(POST)[0].body == body


@pytest.mark.parametrize(
    ("headers", "calls", "wait"),
    [("right", 1, 100), ("missing", 2, 60), ("past", 2, 60), ("garbage", 2, 60)],
)
async def test_a2_an_endpoint_without_budget_is_left_alone(headers, calls, wait):
    async with a_stage(rate_headers=headers) as stage, (client := stage.client()).open():
        stage.control.limit(MENTIONS, 1, 100)
        await mentions(client)
        for _ in range(5):
            with pytest.raises(RateLimited) as caught:
                await mentions(client)
        assert len(stage.calls(MENTIONS)) == calls
        assert caught.value.retry_after == pytest.approx(wait, abs=3)
        await stage.clock.sleep(103)
        await mentions(client)
        assert client.gauges()["refusals_429"] == calls - 1


@pytest.mark.parametrize("seconds", [-4_000, 4_000], ids=["late", "early"])
async def test_a_clock_that_is_off_is_corrected_by_the_answer(seconds):
    async with a_stage() as stage:
        stage.control.skew(seconds)
        client = XClient(stage.config(), stage.secrets(), now=lambda: datetime.now(UTC))
        async with client.open():
            await client.create_tweet(text="Good morning.")
            await client.create_tweet(text="Good evening.")
        assert [call.status for call in stage.calls(POST)] == [401, 201, 201]


@pytest.mark.parametrize("name", ["CONSUMER_SECRET", "ACCESS_TOKEN", "BEARER_TOKEN"])
async def test_wrong_credentials_are_refused_after_the_second_401(name):
    async with a_stage() as stage:
        secrets = stage.secrets(**{name: "wrong"})
        client = XClient(stage.config(), secrets, now=stage.clock.now)
        async with client.open():
            with pytest.raises(CredentialsRefused) as caught:
                await client.get_users_mentions("1001", user_auth=name != "BEARER_TOKEN")
        assert "wrong" not in str(caught.value)
        assert [call.status for call in stage.calls(MENTIONS)] == [401, 401]


async def test_one_401_is_not_believed():
    async with a_stage() as stage, (client := stage.client()).open():
        stage.control.inject("status", MENTIONS, status=401)
        await mentions(client)


@pytest.mark.parametrize(
    ("status", "details", "error"),
    [
        (402, {}, CreditsExhausted),
        (403, {}, CredentialsRefused),
        (403, {"type": "https://api.twitter.com/2/problems/oauth1-permissions"}, NotAllowed),
        (404, {}, TargetGone),
        (400, {"detail": "Your Post text is too long."}, Rejected),
        (302, {}, Rejected),
        (503, {}, Unavailable),
    ],
)
async def test_refusals_by_status_and_words(status, details, error):
    async with a_stage() as stage, (client := stage.client()).open():
        stage.control.inject("status", MENTIONS, status=status, **details)
        with pytest.raises(error):
            await mentions(client)
        assert client.gauges()["out_of_credits"] == float(status == 402)
        await mentions(client)
        assert client.gauges()["out_of_credits"] == 0


async def test_what_is_gone_stands_beside_what_was_found():
    async with a_stage() as stage, (client := stage.client()).open():
        post = stage.mention()
        answer = await client.get_tweets([post, 77], user_auth=True)
        assert [each["id"] for each in answer["data"]] == [post]
        assert answer["errors"][0]["resource_id"] == "77"


async def test_where_nobody_listens_surely_nothing_was_sent():
    async with a_stage() as stage:
        with socket.socket() as reserved:
            reserved.bind(("127.0.0.1", 0))
            url = f"http://127.0.0.1:{reserved.getsockname()[1]}"
            client = stage.client(base_url=url)
            async with client.open():
                with pytest.raises(Unavailable, match="could not be reached"):
                    await client.create_tweet(text="Anybody?")


async def test_connections_live_as_long_as_somebody_is_inside():
    async with a_stage() as stage:
        client = stage.client()
        with pytest.raises(Unavailable, match="closed"):
            await mentions(client)
        async with client.open():
            async with client.open():
                await mentions(client)
            await mentions(client)
        with pytest.raises(Unavailable, match="closed"):
            await mentions(client)


async def test_no_log_line_and_no_repr_shows_a_credential(caplog):
    caplog.set_level(logging.DEBUG)
    async with a_stage() as stage:
        secrets, client = stage.secrets(), stage.client()
        async with client.open():
            await mentions(client)
            await client.search_recent_tweets("@NordexSupport")
            with pytest.raises(Rejected):
                await client.create_tweet(text="$BTC $ETH")
        seen = caplog.text + repr(client) + repr(vars(client)) + repr(secrets)
        held = stage.sandbox.credentials.values()
        assert [each for each in held if each in seen] == []
        assert "oauth_signature=" not in seen


async def test_the_spending_cap_stops_reading_but_never_answering():
    async with a_stage() as stage, (client := stage.client(spend_cap_usd_per_day=0.025)).open():
        for n in range(30):
            stage.mention(text=f"@NordexSupport {n}")
        await mentions(client, max_results=30)
        assert client.gauges()["spend_left_usd"] == 0
        for call in (mentions(client), client.search_recent_tweets("@NordexSupport")):
            with pytest.raises(SpendCapReached) as caught:
                await call
        assert 0 < caught.value.retry_after <= 86_400
        with pytest.raises(SpendCapReached):
            async with client.stream(STREAM[4:], silence_s=1):
                pass
        await client.create_tweet(text="Still here.")
        await client.get_users_tweets("1001", user_auth=True)
        assert client.gauges()["spent_usd"] == pytest.approx(0.03 + 0.015 + 0.001)


async def test_a_stream_hands_out_lines_and_ends_with_an_error_when_it_falls_silent():
    async with a_stage(keep_alive=0.05) as stage, (client := stage.client()).open():
        rule = {"add": [{"value": "@NordexSupport", "tag": "mention"}]}
        await client.request("POST", RULES[5:], json=rule)
        heard: list[bytes] = []

        async def hear():
            async with client.stream(STREAM[4:], {"tweet.fields": "author_id"}, silence_s=0.2) as s:
                stage.mention()
                async for line in s:
                    heard.append(line.strip())
                    if line.strip():
                        stage.control.silence_streams()

        with pytest.raises(Unavailable):
            await hear()
        assert b"NordexSupport" in b"".join(heard)


async def test_a_stream_that_may_not_be_opened_says_why():
    async with a_stage() as stage, (client := stage.client()).open():
        with pytest.raises(Rejected, match="rules"):
            async with client.stream(STREAM[4:], silence_s=1):
                pass


async def test_health_figures():
    async with a_stage() as stage, (client := stage.client()).open():
        assert client.gauges() == {
            "budget_left": 1.0,
            "refusals_429": 0.0,
            "out_of_credits": 0.0,
            "spent_usd": 0.0,
        }
        stage.control.limit(MENTIONS, 4, 100)
        await mentions(client)
        assert client.gauges()["budget_left"] == 0.75
        assert client.gauges()["last_answer_s"] < 5
        await asyncio.gather(mentions(client), mentions(client), mentions(client))
        assert client.gauges()["budget_left"] == 0.0
        assert stage.sandbox.limits.violations == []
