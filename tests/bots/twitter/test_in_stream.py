"""The filtered stream: it breaks all the time, and nothing is lost by it."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from tweepy import StreamRule

from bots.twitter.client import XClient
from bots.twitter.convert import Known
from bots.twitter.listening import Listening
from bots.twitter.rules import desired, reconcile
from bots.twitter.settings import read_secrets, read_table
from bots.twitter.stream import Stream, Wire, hear_line
from core.errors import CredentialsRefused, Unavailable
from core.types import DeadLetter, Message
from sandbox.twitter import TwitterSandbox
from tests.bots.twitter.listening_kit import (
    Desk,
    FastClock,
    adapter_of,
    listening,
    mention,
    on_clock,
    table_of,
    until,
)
from tests.conftest import NOON, FakeClock

pytestmark = pytest.mark.anyio
# Polling is so slow here that whatever arrives came through the stream.
PUSHED = {"stream": True, "mentions_every_s": 3600, "messages_every_s": 3600}


@pytest.fixture
async def sandbox():
    async with TwitterSandbox(limits=False, clock_tolerance=1e12, keep_alive=0.05) as running:
        yield running


@pytest.fixture
async def client(sandbox):
    config = read_table(table_of(sandbox))
    client = XClient(config, read_secrets(sandbox.credentials), now=FastClock(1).now)
    async with client.open():
        yield client


def known() -> Known:
    return Known(me="1001", handle="NordexSupport", now=NOON)


def opened(sandbox) -> int:
    return sandbox.control.stats()["streams_opened"]


def streams(sandbox) -> int:
    return sandbox.control.stats()["streams"]


async def test_what_matches_a_rule_is_pushed(sandbox):
    desk, adapter = Desk(), adapter_of(sandbox, **PUSHED)
    async with listening(adapter, desk):
        await until(lambda: streams(sandbox) == 1)
        post = mention(sandbox, "hello")
        await until(lambda: desk.messages)
        assert adapter.gauges()["stream_connected"] == 1
    (message,) = desk.messages.values()
    assert (message.id, message.text, message.addressed) == (post["id"], "hello", True)


async def test_stream_and_polling_bring_one_message_once(sandbox):
    desk = Desk()
    async with listening(adapter_of(sandbox, stream=True), desk):
        await until(lambda: streams(sandbox) == 1)
        mention(sandbox, "hello")
        await until(lambda: desk.twice)
    assert desk.texts == ["hello"]


async def test_a3_t6_twenty_closes_in_a_row_keep_the_budget_of_connections(sandbox, client):
    clock, times = FakeClock(), []
    stream = Stream(client, known, Listening(), clock)
    sandbox.control.close_streams(20)
    for _ in range(20):
        pause = await stream.round(_keep)
        times.append(clock.now())
        await clock.sleep(pause)
        assert stream.gauges()["stream_connects"] <= 10
    assert opened(sandbox) == 20
    quarter = timedelta(minutes=15)
    assert all(sum(at <= each < at + quarter for each in times) <= 10 for at in times)
    assert times[9] - times[0] < quarter, "what the budget allows is used"


async def test_a3_mentions_are_read_while_the_stream_flaps(sandbox):
    desk = Desk()
    sandbox.control.close_streams(20)
    adapter = on_clock(sandbox, FastClock(3_000), stream=True, mentions_every_s=300)
    async with listening(adapter, desk):
        await until(lambda: opened(sandbox) >= 3)
        mention(sandbox, "while the stream flaps")
        await until(lambda: desk.messages)
        assert opened(sandbox) < 21


async def test_t8_a_notice_of_disconnection_is_no_reason_to_hurry(sandbox):
    clock, desk = FastClock(20), Desk()
    async with listening(on_clock(sandbox, clock, **PUSHED), desk):
        await until(lambda: streams(sandbox) == 1)
        sandbox.control.disconnect_streams()
        await until(lambda: opened(sandbox) == 2)
        sandbox.control.disconnect_streams()
        await asyncio.sleep(0.05)
        assert opened(sandbox) == 2, "the second pause is longer than a second"
        await until(lambda: opened(sandbox) == 3)
    assert not desk.letters


@pytest.mark.parametrize("verb", ["cut_streams", "silence_streams"])
async def test_t10_a_torn_or_silent_socket_is_noticed(sandbox, verb):
    clock, desk = FastClock(20), Desk()
    quick = {"listening": {"stream_silence_s": 0.2}}
    async with listening(on_clock(sandbox, clock, **PUSHED, **quick), desk):
        await until(lambda: streams(sandbox) == 1)
        await asyncio.sleep(0.25)
        assert opened(sandbox) == 1, "keep-alives hold the connection"
        getattr(sandbox.control, verb)()
        await until(lambda: opened(sandbox) == 2)
        if verb == "silence_streams":
            return
        mention(sandbox, "hello again")
        await until(lambda: desk.messages)


async def test_a4_t5_a_handler_that_fails_costs_one_line_only(sandbox, client):
    def hear(line, known):
        if b"poison" in line:
            raise RuntimeError("a bug of ours")
        return hear_line(line, known)

    heard: list = []

    async def put(arrivals):
        heard.extend(arrivals)

    stream = Stream(client, known, Listening(), FastClock(20), hear)
    task = asyncio.create_task(stream.round(put))
    await until(lambda: streams(sandbox) == 1)
    mention(sandbox, "poison")
    mention(sandbox, "the next one")
    await until(lambda: any(isinstance(each, Message) for each in heard))
    assert not task.done()
    task.cancel()
    await asyncio.wait({task})
    assert [type(each) for each in heard] == [DeadLetter, Message]
    assert opened(sandbox) == 1


async def test_half_a_line_is_kept_as_a_dead_letter(sandbox):
    desk = Desk()
    async with listening(adapter_of(sandbox, **PUSHED), desk):
        await until(lambda: streams(sandbox) == 1)
        sandbox.control.tamper("stream", "malformed")
        mention(sandbox, "cut in two")
        mention(sandbox, "whole")
        await until(lambda: desk.messages)
    (letter,) = desk.letters.values()
    assert letter.id.startswith("stream/")
    assert desk.texts == ["whole"]


async def test_t7_a_rule_without_a_tag_harms_nobody(sandbox, client):
    await Wire(client, 5, _nobody).add_rules(StreamRule(value="@NordexSupport"))
    desk = Desk()
    async with listening(adapter_of(sandbox, **PUSHED), desk):
        await until(lambda: streams(sandbox) == 1)
        mention(sandbox, "one")
        mention(sandbox, "two")
        await until(lambda: len(desk.messages) == 2)
    assert opened(sandbox) == 1


async def test_t11_rules_can_be_asked_for_after_a_connection_ended(sandbox, client):
    wire = Wire(client, 5, _nobody)
    await reconcile(wire, desired("NordexSupport", {}))
    sandbox.control.close_streams(1)
    await wire.filter()
    assert len((await wire.get_rules())["data"]) == 2


async def test_t12_rules_are_tried_before_they_are_added_and_bad_ones_left_out(sandbox, client):
    wire = Wire(client, 5, _nobody)
    more = {"phishing": 'url:"nordex-help.example"', "broken": "(((", "empty": ""}
    await reconcile(wire, desired("NordexSupport", more))
    tags = {each["tag"] for each in (await wire.get_rules())["data"]}
    assert tags == {"skerry:mentions", "skerry:replies", "skerry:phishing"}
    assert any(
        "dry_run=true" in str(each).lower() or each_dry(each) for each in rule_posts(sandbox)
    )


def each_dry(call) -> bool:
    return str(call.get("query", {}).get("dry_run", "")).lower() == "true"


def rule_posts(sandbox):
    calls = sandbox.control.calls()
    return [each for each in calls if each["route"] == "POST /2/tweets/search/stream/rules"]


async def test_rules_are_compared_and_never_added_twice(sandbox, client):
    wire = Wire(client, 5, _nobody)
    await wire.add_rules(StreamRule(value="from:somebody", tag="theirs"))
    await wire.add_rules(StreamRule(value="@NordexOld", tag="skerry:mentions"))
    wanted = desired("NordexSupport", {})
    await reconcile(wire, wanted)
    first = {(each["id"], each["value"]) for each in (await wire.get_rules())["data"]}
    await reconcile(wire, wanted)
    second = {(each["id"], each["value"]) for each in (await wire.get_rules())["data"]}
    assert first == second
    assert {value for _, value in first} == {"from:somebody", *(each.value for each in wanted)}


async def test_a_stream_that_is_down_leaves_mentions_alone(sandbox):
    sandbox.control.inject("html", "GET /2/tweets/search/stream", count=None)
    desk, adapter = Desk(), adapter_of(sandbox, stream=True)
    async with listening(adapter, desk):
        await until(lambda: adapter.gauges()["sources_failing"] == 1)
        mention(sandbox, "hello")
        await until(lambda: desk.messages)
        assert adapter.gauges()["stream_connected"] == 0


async def test_a_stream_that_we_may_not_open_leaves_mentions_alone(sandbox):
    detail = "Your app permissions do not include the filtered stream."
    sandbox.control.inject(
        "status", "*search/stream*", count=None, status=403, detail=detail, type="about:blank"
    )
    desk, adapter = Desk(), adapter_of(sandbox, stream=True)
    async with listening(adapter, desk) as task:
        await until(lambda: adapter.gauges()["sources_failing"] == 1)
        mention(sandbox, "hello")
        await until(lambda: desk.messages)
        assert not task.done()


async def test_the_day_s_money_ends_the_stream(sandbox):
    desk = Desk()
    adapter = adapter_of(sandbox, **PUSHED, spend_cap_usd_per_day=0.012)
    async with listening(adapter, desk):
        await until(lambda: streams(sandbox) == 1)
        for number in range(3):
            mention(sandbox, f"number {number}")
        await until(lambda: streams(sandbox) == 0)
        assert adapter.gauges()["spend_left_usd"] == 0


async def test_refused_bearer_tokens_and_lost_lines_are_told_apart(sandbox, client):
    wire = Wire(client, 5, _nobody)
    await reconcile(wire, desired("NordexSupport", {}))
    sandbox.control.inject("status", "GET /2/tweets/search/stream", count=2, status=401)
    with pytest.raises(CredentialsRefused):
        await wire.filter()
    sandbox.control.inject("html", "GET /2/tweets/search/stream")
    with pytest.raises(Unavailable):
        await wire.filter()


async def _keep(_arrivals) -> None:
    """Stored at once."""


async def _nobody(_line) -> None:
    """Hears nothing."""
