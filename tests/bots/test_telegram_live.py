"""Hearing over real sockets: the adapter against a simulated Telegram, one test a promise."""

from __future__ import annotations

import asyncio
import time

import pytest

from core.errors import CredentialsRefused, Unavailable
from tests.bots.telegram_kit import HastyClock, Listener, a_stage

pytestmark = pytest.mark.anyio


@pytest.fixture
async def stage():
    async with a_stage() as made:
        yield made


async def test_the_first_batch_comes_at_once_and_says_who_we_are(stage):
    adapter = stage.adapter()
    assert adapter.account == ""
    batches = adapter.arrivals({})
    (seen,) = await anext(batches)
    assert (seen.name, seen.account) == ("seen_at", adapter.account)
    assert adapter.account == str(stage.sandbox.world.bot.id)
    await batches.aclose()
    assert stage.methods("getMe", "deleteWebhook", "getUpdates") == [
        "getMe",
        "deleteWebhook",
        "getUpdates",
    ]


@pytest.mark.parametrize("reads_all", [True, False])
async def test_privacy_mode_is_pointed_out(reads_all, caplog):
    caplog.set_level("INFO", logger="bots.telegram")
    async with a_stage(reads_all=reads_all) as stage:
        batches = stage.adapter().arrivals({})
        await anext(batches)
        await batches.aclose()
    assert any("privacy mode" in each for each in caplog.messages) is not reads_all


async def test_every_poll_names_all_kinds_of_updates(stage):
    async with Listener(stage.adapter()) as desk:
        stage.say(stage.ann)
        await desk.until(lambda desk: desk.texts == ["hello"])
    polls = stage.sandbox.calls.of("getUpdates")
    assert len(polls) >= 2
    assert all("chat_member" in poll.params["allowed_updates"] for poll in polls)


async def test_b1_a_poison_update_between_two_good_ones(stage):
    stage.say(stage.ann, text="one")
    stage.sandbox.control.odd("wrong_type", stage.ann)
    stage.say(stage.ann, text="two")
    async with Listener(stage.adapter()) as desk:
        await desk.until(lambda desk: len(desk.inbox) == 3)
        await asyncio.sleep(0.5)
    assert desk.texts == ["one", "two"]
    assert len(desk.dead) == 1
    assert len(desk.deliveries) == 3
    assert len(stage.sandbox.calls.of("getUpdates")) < 5


async def test_b1_every_oddity_at_once(stage):
    kinds = ("no_chat", "huge_text", "nul_text", "surrogate_text", "unknown_kind", "empty")
    for kind in kinds:
        stage.sandbox.control.odd(kind, stage.ann)
    stage.say(stage.ann, text="after all that")
    async with Listener(stage.adapter()) as desk:
        await desk.until(lambda desk: "after all that" in desk.texts)
    assert len(desk.dead) == 1
    assert max(map(len, desk.texts)) > 2_000_000
    assert "my withdrawal \ufffd is pending \ufffd" in desk.texts


async def test_b2_what_was_fetched_and_not_stored_comes_again(stage):
    stage.say(stage.ann, text="do not lose me")
    killed = stage.adapter().arrivals({})
    lost, _ = await anext(killed)
    async with Listener(stage.adapter()) as desk:
        await desk.until(lambda desk: desk.inbox)
    assert desk.messages == [desk.inbox[lost.key]]
    await killed.aclose()


async def test_b2_the_same_adapter_asks_again_for_what_was_not_stored(stage):
    adapter = stage.adapter()
    stage.say(stage.ann, text="storage is full")
    first = adapter.arrivals({})
    before, _ = await anext(first)
    await first.aclose()
    async with Listener(adapter) as desk:
        await desk.until(lambda desk: desk.inbox)
    assert [before.key] == list(desk.inbox)


async def test_a_clean_restart_brings_nothing_twice(stage):
    stage.say(stage.ann)
    async with Listener(stage.adapter()) as desk:
        await desk.until(lambda desk: desk.inbox)
        await asyncio.sleep(0.1)
    assert stage.sandbox.control.stats()["pending_updates"] == 0
    assert stage.sandbox.calls.of("getUpdates")[-1].params["timeout"] == "0"
    left = [task.get_coro().cr_code.co_filename for task in asyncio.all_tasks()]
    assert [file for file in left if "/bots/telegram/" in file or "telegram_kit" in file] == []


async def test_leaving_is_quick_when_the_server_is_gone(stage, monkeypatch):
    monkeypatch.setattr("bots.telegram.polling.FAREWELL_S", 0.2)
    async with Listener(stage.adapter()) as desk:
        await desk.until(lambda desk: stage.sandbox.calls.of("getUpdates"))
        stage.say(stage.ann)
        await desk.until(lambda desk: desk.inbox)
        stage.sandbox.faults.inject("silence", "getUpdates", seconds=9, count=None)
        started = time.perf_counter()
    assert time.perf_counter() - started < 1


FAULTS = {
    "401": ("status", {"status": 401}),
    "404": ("status", {"status": 404}),
    "500": ("status", {"status": 500}),
    "HTML 502": ("html", {}),
    "half a JSON": ("malformed", {}),
    "cut": ("drop", {}),
    "429": ("status", {"status": 429, "retry_after": 1}),
}


@pytest.mark.parametrize(("kind", "details"), FAULTS.values(), ids=FAULTS)
@pytest.mark.parametrize("method", ["getUpdates", "getMe"])
async def test_b3_one_slip_passes(stage, kind, details, method):
    stage.sandbox.faults.inject(kind, method, **details)
    async with Listener(stage.adapter(clock=HastyClock())) as desk:
        stage.say(stage.ann)
        await desk.until(lambda desk: desk.texts == ["hello"])
    assert len(desk.errors) == 1
    assert not isinstance(desk.errors[0], CredentialsRefused)


async def test_b3_a_token_that_is_really_refused(stage):
    stage.sandbox.faults.inject("status", "*", status=401, count=None)
    async with Listener(stage.adapter(clock=HastyClock())) as desk:
        await desk.until(lambda desk: desk.errors)
    assert [type(error) for error in desk.errors] == [CredentialsRefused]
    assert stage.methods("getMe") == ["getMe"] * 3


async def test_b3_a_silent_server_is_given_up(stage):
    stage.sandbox.faults.inject("silence", "getUpdates", seconds=5)
    adapter = stage.adapter(poll_timeout_s=0, poll_margin_s=0.3)
    async with Listener(adapter) as desk:
        stage.say(stage.ann)
        await desk.until(lambda desk: desk.texts == ["hello"], within=2)
    assert [type(error) for error in desk.errors] == [Unavailable]


async def test_b5_another_poller_is_noticed_and_nothing_doubles(stage):
    async with Listener(stage.adapter()) as one, Listener(stage.adapter()) as two:
        await one.until(lambda one: one.errors)
        stage.say(stage.ann)
        await asyncio.sleep(0.5)
    assert all("another program" in str(error) for error in one.errors + two.errors)
    assert one.inbox.keys() | two.inbox.keys() == {f"telegram:7000000001:{stage.ann}/1:0"}
