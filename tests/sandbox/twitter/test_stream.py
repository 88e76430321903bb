"""The filtered stream through the real library's own loop, and its rules."""

from __future__ import annotations

import asyncio
import json

import pytest
from tweepy import StreamRule

from tests.sandbox.twitter.conftest import until

pytestmark = pytest.mark.anyio

MENTIONS = "@NordexSupport -is:retweet -from:NordexSupport"


async def add(raw, *rules, **query):
    body = {"add": [{"value": value} | ({"tag": tag} if tag else {}) for value, tag in rules]}
    return await raw("POST", "/2/tweets/search/stream/rules", body, **query)


@pytest.fixture
async def rules(raw):
    await add(raw, (MENTIONS, "mentions"))


async def connected(listener, sandbox, **options):
    listener.filter(**options)
    await until(lambda: sandbox.feed.connections)


async def test_posts_that_match_arrive_with_their_rules(sandbox, listener, rules, ann, bob):
    await connected(
        listener, sandbox, tweet_fields=["created_at", "entities"], expansions=["author_id"]
    )
    said = sandbox.control.post(ann, "@NordexSupport help")
    sandbox.control.post(ann, "nothing to see")
    sandbox.control.repost(bob, said["id"])
    await until(lambda: listener.heard)
    heard = listener.heard[0]
    assert str(heard.data.id) == said["id"]
    assert heard.data.data["author_id"] == str(ann)
    assert [each.username for each in heard.includes["users"]] == ["ann_a"]
    assert [each.tag for each in heard.matching_rules] == ["mentions"]
    await until(lambda: listener.events.count("keep-alive") > 1)
    assert len(listener.heard) == 1


async def test_t7_a_rule_without_a_tag_kills_the_library(sandbox, listener, raw, ann):
    await add(raw, (MENTIONS, ""))
    await connected(listener, sandbox)
    sandbox.control.post(ann, "@NordexSupport help")
    await until(lambda: "KeyError" in listener.events)
    await until(lambda: not sandbox.feed.connections)


async def test_the_stream_looks_into_quoted_posts_too(sandbox, listener, rules, ann, bob):
    said = sandbox.control.post(ann, "@NordexSupport help")
    await connected(listener, sandbox)
    quote = sandbox.control.post(bob, "poor you", quotes=said["id"])
    await until(lambda: listener.heard)
    assert str(listener.heard[0].data.id) == quote["id"]


async def test_one_connection_at_a_time(sandbox, listener, rules, raw):
    await connected(listener, sandbox)
    status, said = await raw("GET", "/2/tweets/search/stream")
    assert (status, said["connection_issue"]) == (429, "TooManyConnections")
    listener.disconnect()
    await until(lambda: not sandbox.feed.connections)
    listener.renew()
    await connected(listener, sandbox)


async def test_a_stream_needs_rules(sandbox, raw):
    status, said = await raw("GET", "/2/tweets/search/stream")
    assert (status, said["connection_issue"]) == (409, "RuleConfigurationIssue")
    assert (await raw("GET", "/2/tweets/search/stream", backfill_minutes="2"))[0] == 403


async def test_t6_the_library_reconnects_at_once_when_the_server_closes(sandbox, listener, rules):
    await connected(listener, sandbox)
    assert sandbox.control.close_streams(4) == {"closed": 1}
    await until(lambda: listener.events.count("closed") == 4)
    await until(lambda: sandbox.feed.opened == 5)
    assert len(sandbox.feed.connections) == 1


async def test_t8_operational_disconnects_are_told_in_the_stream(sandbox, listener, rules):
    await connected(listener, sandbox)
    assert sandbox.control.disconnect_streams() == {"closed": 1}
    await until(lambda: "operational-disconnect" in listener.events)
    await until(lambda: "closed" in listener.events)


async def test_a_torn_connection_is_an_error(sandbox, listener, rules):
    await connected(listener, sandbox)
    assert sandbox.control.cut_streams() == {"closed": 1}
    await until(lambda: "connection error" in listener.events)


async def test_t10_a_half_open_socket_says_nothing_at_all(sandbox, rules, raw, ann):
    async with raw.open("GET", "/2/tweets/search/stream") as answer:
        assert await answer.content.readline() == b"\r\n"
        assert sandbox.control.silence_streams() == {"silenced": 1}
        sandbox.control.post(ann, "@NordexSupport anybody there?")
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(answer.content.readline(), 0.25)


async def test_events_can_be_doubled_held_back_and_torn(sandbox, rules, raw, ann):
    async with raw.open("GET", "/2/tweets/search/stream") as answer:
        await until(lambda: sandbox.feed.connections)
        for how in ("duplicate", "reorder"):
            sandbox.control.tamper("stream", how)
        ids = [sandbox.control.post(ann, f"@NordexSupport {n}")["id"] for n in range(3)]
        sandbox.control.tamper("stream", "malformed")
        sandbox.control.post(ann, "@NordexSupport broken")
        lines = []
        while len(lines) < 5:
            line = (await answer.content.readline()).strip()
            lines += [line] if line else []
    heard = [json.loads(each)["data"]["id"] for each in lines[:4]]
    assert heard == [ids[0], ids[0], ids[2], ids[1]]
    with pytest.raises(ValueError, match="Unterminated"):
        json.loads(lines[4])


async def test_fifty_connections_in_fifteen_minutes(sandbox, rules, raw):
    sandbox.control.close_streams(50)
    answers = [await raw("GET", "/2/tweets/search/stream") for _ in range(51)]
    assert [status for status, _ in answers] == [200] * 50 + [429]
    assert "connection_issue" not in answers[-1][1]


async def test_rules_are_kept_reconciled_and_deleted(sandbox, listener):
    made = await listener.add_rules([StreamRule(MENTIONS, "mentions"), StreamRule("to:ann_a")])
    assert [each.tag for each in made.data] == ["mentions", None]
    assert made.meta["summary"]["created"] == 2
    kept = await listener.get_rules()
    assert [each.value for each in kept.data] == [MENTIONS, "to:ann_a"]
    again = await listener.add_rules(StreamRule(MENTIONS, "other tag"))
    assert again.errors[0]["title"] == "DuplicateRule"
    assert again.errors[0]["id"] == kept.data[0].id
    gone = await listener.delete_rules([kept.data[0].id, 12])
    assert gone.meta["summary"] == {"deleted": 1, "not_deleted": 1}
    only = await listener.get_rules(ids=[kept.data[1].id])
    assert len(only.data) == 1


async def test_t12_a_dry_run_changes_nothing(sandbox, listener):
    with pytest.raises(TypeError):
        await listener.add_rules(StreamRule("nordex"), dry_run=True)
    made = await listener.add_rules(StreamRule("nordex"), dry_run="true")
    assert made.meta["summary"]["created"] == 1
    assert (await listener.get_rules()).data is None
    await listener.add_rules(StreamRule("nordex"))
    kept = (await listener.get_rules()).data[0].id
    await listener.delete_rules(kept, dry_run="true")
    assert len((await listener.get_rules()).data) == 1


async def test_bad_rules_are_named_and_the_good_kept(sandbox, raw):
    status, said = await add(raw, ("is:reply", "a"), ("nordex", "b"), ("nordex", "c"))
    assert status == 201
    assert [each["title"] for each in said["errors"]] == ["UnprocessableEntity", "DuplicateRule"]
    assert said["meta"]["summary"] == {"created": 1, "not_created": 2, "valid": 2, "invalid": 1}
    by_value = {"delete": {"values": ["nordex", "unknown"]}}
    _, gone = await raw("POST", "/2/tweets/search/stream/rules", by_value)
    assert gone["meta"]["summary"] == {"deleted": 1, "not_deleted": 1}


async def test_there_is_an_end_to_rules(sandbox, raw):
    sandbox.control.configure(most_rules=2)
    assert (await add(raw, ("a", ""), ("b", "")))[0] == 201
    status, said = await add(raw, ("c", ""))
    assert (status, said["title"]) == (422, "RulesCap")


async def test_one_change_at_a_time(loose_sandbox, raw):
    body = {"add": [], "delete": {"ids": []}}
    assert (await raw("POST", "/2/tweets/search/stream/rules", body))[0] == 400
    assert (await add(raw, ("a", ""), dry_run="maybe"))[0] == 400


async def test_t11_after_a_disconnect_the_library_has_no_session_left(sandbox, listener, rules):
    await connected(listener, sandbox)
    listener.disconnect()
    await asyncio.wait([listener.task])
    with pytest.raises(RuntimeError, match="Session is closed"):
        await listener.get_rules()


async def test_a_refused_stream_is_a_status(sandbox, listener, rules):
    sandbox.control.inject("status", "GET /2/tweets/search/stream", status=503)
    listener.filter()
    await until(lambda: "status 503" in listener.events)
