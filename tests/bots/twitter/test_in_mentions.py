"""Mentions by polling: nothing lost, nothing twice, whatever happens between two pages."""

from __future__ import annotations

import asyncio
import logging
from datetime import datetime

import pytest

from core.errors import CredentialsRefused
from core.types import Place
from sandbox.twitter import TwitterSandbox
from tests.bots.twitter.listening_kit import (
    Desk,
    FastClock,
    adapter_of,
    listening,
    mention,
    on_clock,
    until,
)

pytestmark = pytest.mark.anyio


@pytest.fixture
async def sandbox():
    async with TwitterSandbox(limits=False) as running:
        yield running


async def test_a_mention_arrives_once_and_moves_the_mark(sandbox):
    desk, adapter = Desk(), adapter_of(sandbox)
    async with listening(adapter, desk):
        post = mention(sandbox, "my withdrawal is stuck")
        await until(lambda: desk.messages)
        mention(sandbox, "hello again")
        await until(lambda: len(desk.messages) == 2)
    (first, second) = desk.messages.values()
    assert (first.id, first.text) == (post["id"], "my withdrawal is stuck")
    assert first.addressed
    assert first.place is Place.MENTION
    assert desk.checkpoints["mentions"] == second.id
    assert adapter.account == sandbox.user_id
    assert desk.twice == 0


async def test_at_the_first_start_old_posts_are_nobodys_question_any_more(sandbox):
    mention(sandbox, "yesterday's question", age=86_400)
    desk = Desk()
    async with listening(adapter_of(sandbox), desk):
        mention(sandbox, "today's question")
        await until(lambda: desk.messages)
    assert desk.texts == ["today's question"]


async def test_what_came_while_we_were_away_is_read_even_if_nothing_had_come_before(sandbox):
    desk = Desk()
    async with listening(adapter_of(sandbox), desk):
        await until(lambda: "mentions_from" in desk.checkpoints)
    mention(sandbox, "anybody there?")
    sandbox.control.advance(3600)
    async with listening(adapter_of(sandbox), desk):
        await until(lambda: desk.messages)
    assert desk.texts == ["anybody there?"]


async def test_a5_kill_between_pages_of_a_backlog_brings_everything_exactly_once(sandbox):
    desk = Desk()
    async with listening(adapter_of(sandbox), desk):
        mention(sandbox, "before")
        await until(lambda: desk.messages)
    written = [mention(sandbox, f"missed {number}")["id"] for number in range(250)]
    mark = desk.checkpoints["mentions"]
    adapter = adapter_of(sandbox)
    batches = adapter.arrivals(desk.checkpoints.copy())
    stored = 0
    async for batch in batches:
        await desk.put(batch)
        stored += any(getattr(each, "text", "").startswith("missed") for each in batch)
        if stored == 1:
            break
    # The process dies here: one of three batches is on disk, its successors are not.
    await batches.aclose()
    assert desk.checkpoints["mentions"] == mark
    async with listening(adapter_of(sandbox), desk):
        await until(lambda: len(desk.messages) == 251)
        await until(lambda: desk.checkpoints["mentions"] == written[-1])
    assert {each.id for each in desk.messages.values()} >= set(written)
    assert desk.twice == 50


async def test_a5_an_answer_lost_between_two_pages_starts_the_round_again(sandbox):
    desk = Desk()
    async with listening(adapter_of(sandbox), desk):
        mention(sandbox, "before")
        await until(lambda: desk.messages)
    for number in range(250):
        mention(sandbox, f"missed {number}")
    sandbox.control.inject("html", "GET /2/users/*/mentions", count=1, probability=0.5)
    fault = sandbox.faults.rules[-1]
    async with listening(on_clock(sandbox, FastClock(20), mentions_every_s=1), desk):
        await until(lambda: len(desk.messages) == 251 and fault.hits)
    assert desk.texts[1:] == [f"missed {number}" for number in range(250)]


async def test_a6_what_the_timeline_does_not_reach_is_searched_for(sandbox):
    desk = Desk()
    async with listening(adapter_of(sandbox), desk):
        mention(sandbox, "before", age=100)
        await until(lambda: desk.messages)
    for number in range(900):
        mention(sandbox, f"missed {number}", age=90)
    async with listening(adapter_of(sandbox), desk):
        await until(lambda: len(desk.messages) == 901)
    assert any("search/recent" in str(each) for each in sandbox.control.stats()["calls"])
    assert desk.texts[1:] == [f"missed {number}" for number in range(900)]
    assert not desk.letters


async def test_a6_what_the_search_does_not_reach_either_is_reported(sandbox):
    desk, look_back = Desk(), {"first_look_back_s": 10 * 86_400}
    async with listening(adapter_of(sandbox, listening=look_back), desk):
        first = mention(sandbox, "before", age=9 * 86_400)
        await until(lambda: desk.messages)
    lost = mention(sandbox, "lost", age=8 * 86_400)["id"]
    for number in range(810):
        mention(sandbox, f"missed {number}", age=90)
    async with listening(adapter_of(sandbox), desk):
        await until(lambda: len(desk.messages) == 811)
    (letter,) = desk.letters.values()
    assert letter.id == f"gap:{first['id']}"
    written_at = datetime.fromisoformat(first["created_at"]).strftime("%Y-%m-%d %H:%M UTC")
    assert letter.error.startswith(f"Mentions between {written_at} and ")
    assert "could not be read" in letter.error
    assert lost not in {each.id for each in desk.messages.values()}


async def test_a6_a_gap_with_more_than_we_read_is_reported(sandbox):
    desk = Desk()
    async with listening(adapter_of(sandbox), desk):
        mention(sandbox, "before", age=100)
        await until(lambda: desk.messages)
    for number in range(1_050):
        mention(sandbox, f"missed {number}", age=90)
    async with listening(adapter_of(sandbox, listening={"gap_pages": 2}), desk):
        await until(lambda: len(desk.messages) == 1_001)
    (letter,) = desk.letters.values()
    assert "more than 200" in letter.error


@pytest.mark.parametrize("fault", ["html", "malformed", "status"])
async def test_a1_an_error_page_for_mentions_is_survived(sandbox, fault):
    desk, adapter = Desk(), on_clock(sandbox, FastClock(20), mentions_every_s=1)
    async with listening(adapter, desk) as task:
        sandbox.control.inject(fault, "GET /2/users/*/mentions", count=1)
        await until(lambda: adapter.gauges()["sources_failing"] == 1)
        mention(sandbox, "are you there?")
        await until(lambda: desk.messages)
        await until(lambda: adapter.gauges()["sources_failing"] == 0)
        assert not task.done()


async def test_refused_credentials_end_the_adapter(sandbox):
    desk, adapter = Desk(), adapter_of(sandbox)
    async with listening(adapter, desk) as task:
        sandbox.control.revoke()
        await until(task.done)
        with pytest.raises(CredentialsRefused):
            task.result()
        task.exception()


async def test_a16_an_edit_is_one_message_in_two_versions(sandbox):
    desk = Desk()
    async with listening(adapter_of(sandbox), desk):
        post = mention(sandbox, "order 778")
        await until(lambda: desk.messages)
        sandbox.control.edit(post["id"], "@NordexSupport order 779")
        await until(lambda: len(desk.messages) == 2)
    old, new = desk.messages.values()
    assert (new.id, new.version, new.text) == (old.id, 1, "order 779")
    assert new.conversation == old.conversation


async def test_a15_a_long_post_is_read_whole(sandbox):
    desk = Desk()
    ann = sandbox.control.create_user("Ann", "ann", premium=True)["id"]
    async with listening(adapter_of(sandbox), desk):
        mention(sandbox, "stuck since Monday. " * 40 + "Order 778.", user=ann)
        await until(lambda: desk.messages)
    assert desk.texts[0].endswith("Order 778.")
    assert len(desk.texts[0]) > 700


async def test_a7_only_who_types_our_name_addresses_us(sandbox):
    ann = sandbox.control.create_user("Ann", "ann")["id"]
    bob = sandbox.control.create_user("Bob", "bob")["id"]
    desk = Desk()
    async with listening(adapter_of(sandbox), desk):
        post = mention(sandbox, "my funds are gone", user=ann)
        sandbox.control.post(bob, "write me, I can help", reply_to=post["id"])
        await until(lambda: len(desk.messages) == 2)
    ours, bobs = desk.messages.values()
    assert (ours.addressed, bobs.addressed) == (True, False)
    assert bobs.place is Place.REPLY
    assert bobs.reply_text == "@NordexSupport my funds are gone"


async def test_who_says_stop_is_not_spoken_to_any_more(sandbox):
    ann = sandbox.control.create_user("Ann", "ann")["id"]
    desk = Desk()
    async with listening(adapter_of(sandbox), desk):
        mention(sandbox, "STOP", user=ann)
        await until(lambda: desk.others)
    (news,) = desk.others
    assert (news.address, news.open, news.why) == (f"post/{ann}", False, "asked us to stop")


async def test_gauges_tell_how_it_is_going(sandbox, caplog):
    caplog.set_level(logging.INFO)
    desk, adapter = Desk(), adapter_of(sandbox)
    assert adapter.gauges()["lag_s"] == 0
    async with listening(adapter, desk):
        mention(sandbox, "hello", age=60)
        await until(lambda: desk.messages)
        figures = adapter.gauges()
    assert 60 <= figures["lag_s"] < 70
    assert figures["last_event_s"] < 5
    assert figures["spent_usd"] > 0
    assert figures["sources_failing"] == 0
    assert figures["encrypted_chats_readable"] == 0
    assert "encrypted chats" in caplog.text
    assert '"usd"' in desk.checkpoints["spend"]


async def test_an_impatient_poll_is_spread_over_what_the_window_still_allows():
    mentions, counted = "GET /2/users/{id}/mentions", "GET /2/users/:id/mentions"
    async with TwitterSandbox() as sandbox:
        sandbox.control.limit(mentions, 40)
        adapter, desk = adapter_of(sandbox, mentions_every_s=0.01, messages_every_s=0.01), Desk()
        async with listening(adapter, desk):
            await until(lambda: len(sandbox.calls.of(mentions)) >= 20)
            await asyncio.sleep(0.3)
            assert len(sandbox.calls.of(mentions)) <= 21
            assert len(sandbox.calls.of("GET /2/dm_events")) <= 9
            # 900 s for what is left of 40 calls
            assert adapter._client.budget.pace(counted) == pytest.approx(45, abs=3)
        assert adapter._client.budget.pace("GET /2/never/called") == 0
