"""Posting under X's rules for automated accounts, through the real library."""

from __future__ import annotations

import pytest
import tweepy

from sandbox.twitter import errors

pytestmark = pytest.mark.anyio


@pytest.fixture
def asked(sandbox, ann):
    return sandbox.control.post(ann, "@NordexSupport my withdrawal is stuck")


async def refused(work, wording):
    with pytest.raises(tweepy.Forbidden) as caught:
        await work
    assert caught.value.api_codes == []
    assert caught.value.api_messages == [wording]


async def test_a_reply_stands_in_the_conversation(sandbox, client, asked):
    made = await client.create_tweet(text="We are on it.", in_reply_to_tweet_id=asked["id"])
    post = sandbox.control.our_posts()[0]
    assert post["id"] == made.data["id"]
    assert post["text"] == "@ann_a We are on it."
    assert post["conversation_id"] == asked["id"]
    assert post["referenced_tweets"] == [{"type": "replied_to", "id": asked["id"]}]
    assert [each["direction"] for each in sandbox.control.ledger()] == ["in", "out"]


async def test_t4_duplicates_are_told_by_their_wording_alone(sandbox, client, asked, bob):
    other = sandbox.control.post(bob, "@NordexSupport me too")
    made = await client.create_tweet(text="We are on it.", in_reply_to_tweet_id=asked["id"])
    again = client.create_tweet(text="We are  on it.", in_reply_to_tweet_id=other["id"])
    await refused(again, errors.DUPLICATE)
    await client.delete_tweet(made.data["id"])
    await client.create_tweet(text="We are on it.", in_reply_to_tweet_id=other["id"])


async def test_a_duplicate_is_forgotten_after_a_day(sandbox, client):
    await client.create_tweet(text="good morning")
    sandbox.control.advance(86_401)
    await client.create_tweet(text="good morning")
    sandbox.control.configure(refuse_duplicates=False)
    await client.create_tweet(text="good morning")


async def test_a7_nobody_who_did_not_summon_us_is_answered(sandbox, client, asked, ann, bob):
    stranger = sandbox.control.post(ann, "nordex is slow today")
    implicit = sandbox.control.post(bob, "same", reply_to=asked["id"])
    for target in (stranger, implicit):
        work = client.create_tweet(text="hello", in_reply_to_tweet_id=target["id"])
        await refused(work, errors.NOT_SUMMONED)
    sandbox.control.configure(implicit_summons=True)
    await client.create_tweet(text="hello", in_reply_to_tweet_id=implicit["id"])
    sandbox.control.configure(summon_rule=False)
    await client.create_tweet(text="hello you", in_reply_to_tweet_id=stranger["id"])


async def test_quoting_us_is_a_summons_and_so_is_our_own_thread(sandbox, client, ann):
    ours = await client.create_tweet(text="Maintenance at noon")
    quote = sandbox.control.post(ann, "really?", quotes=ours.data["id"])
    assert quote["entities"]["urls"][0]["expanded_url"].endswith(ours.data["id"])
    await client.create_tweet(text="Yes.", in_reply_to_tweet_id=quote["id"])
    await client.create_tweet(text="Done.", in_reply_to_tweet_id=ours.data["id"])


async def test_a12_deleted_and_hidden_targets_are_told_by_their_wording(
    sandbox, client, asked, bob
):
    other = sandbox.control.post(bob, "@NordexSupport me too")
    sandbox.control.delete(asked["id"])
    sandbox.control.block_us(bob)
    for target in (asked, other):
        work = client.create_tweet(text="hello", in_reply_to_tweet_id=target["id"])
        await refused(work, errors.TARGET_GONE)
    sandbox.control.block_us(bob, blocks=False)
    await client.create_tweet(text="hello", in_reply_to_tweet_id=other["id"])


@pytest.mark.parametrize(
    ("who", "allowed"),
    [
        ("everyone", True),
        ("mentionedUsers", True),
        ("following", False),
        ("subscribers", False),
        ("verified", False),
    ],
)
async def test_authors_decide_who_may_answer(sandbox, client, asked, who, allowed):
    sandbox.control.reply_settings(asked["id"], who)
    work = client.create_tweet(text="hello", in_reply_to_tweet_id=asked["id"])
    if allowed:
        assert (await work).data["id"]
    else:
        await refused(work, errors.RESTRICTED)
    with pytest.raises(ValueError, match="reply_settings is one of"):
        sandbox.control.reply_settings(asked["id"], "friends")


@pytest.mark.parametrize(
    ("text", "wording"),
    [
        ("a" * 280, ""),
        ("a" * 281, errors.TOO_LONG),
        ("漢" * 140, ""),
        ("漢" * 141, errors.TOO_LONG),
        ("a" * 256 + " https://example.com/" + "long" * 40, ""),
        ("a" * 257 + " https://example.com/x", errors.TOO_LONG),
        ("$BTC is up", ""),
        ("$BTC and $btc", ""),
        ("$BTC vs $ETH", errors.CASHTAGS.format(most=1)),
    ],
)
async def test_a9_length_and_cashtags_are_counted(sandbox, client, text, wording):
    if wording:
        await refused(client.create_tweet(text=text), wording)
    else:
        assert (await client.create_tweet(text=text)).data["id"]


async def test_only_a_premium_account_posts_long(sandbox, client):
    sandbox.world.us.premium = True
    await client.create_tweet(text="word " * 200)
    assert sandbox.control.our_posts()[0]["note_tweet"]["text"].startswith("word word")


async def test_quotes_are_for_enterprises(sandbox, client, asked):
    work = client.create_tweet(text="look", quote_tweet_id=asked["id"])
    await refused(work, errors.QUOTES)
    sandbox.control.configure(quotes_allowed=True)
    made = await client.create_tweet(text="look", quote_tweet_id=asked["id"])
    quoted = sandbox.control.our_posts()[0]["referenced_tweets"]
    assert made.data["id"]
    assert quoted == [{"type": "quoted", "id": asked["id"]}]


async def test_only_our_own_posts_can_be_deleted(sandbox, client, asked):
    made = await client.create_tweet(text="oops")
    assert (await client.delete_tweet(made.data["id"])).data == {"deleted": True}
    assert (await client.delete_tweet(made.data["id"])).data == {"deleted": False}
    with pytest.raises(tweepy.Forbidden):
        await client.delete_tweet(asked["id"])


async def test_replies_below_our_posts_can_be_hidden(sandbox, client, ann, asked):
    ours = await client.create_tweet(text="Maintenance at noon")
    spam = sandbox.control.post(ann, "win BTC", reply_to=ours.data["id"])
    assert (await client.hide_reply(spam["id"])).data == {"hidden": True}
    assert sandbox.world.post(int(spam["id"])).hidden
    assert (await client.unhide_reply(spam["id"])).data == {"hidden": False}
    with pytest.raises(tweepy.Forbidden):
        await client.hide_reply(asked["id"])
    with pytest.raises(tweepy.NotFound):
        await client.hide_reply("12")


@pytest.mark.parametrize(
    ("body", "word"),
    [
        ({"text": "x", "colour": "red"}, "$.colour"),
        ({"text": 7}, "$.text: int found, str expected"),
        ({"text": "x", "reply": {}}, "$.reply.in_reply_to_tweet_id: is missing"),
        ({"text": "x", "reply": {"in_reply_to_tweet_id": 5}}, "does not match"),
        ({"text": "x", "reply": []}, "is not an object"),
        ({"text": "x", "media": {"media_ids": "5"}}, "is not an array"),
        ({"text": "x", "media": {"media_ids": ["a"]}}, "$.media.media_ids[0]"),
        ({"text": "x", "nullcast": 1}, "int found, bool expected"),
        ({"text": " "}, "$.text"),
        ({"text": "\ud800"}, "not valid UTF-8"),
        ({"text": "x", "reply_settings": "friends"}, "$.reply_settings"),
        (["text"], "is not an object"),
    ],
    ids=str,
)
async def test_bodies_are_read_strictly(loose_sandbox, raw, body, word):
    status, said = await raw("POST", "/2/tweets", body, auth="oauth1")
    assert status == 400
    assert word in said["errors"][0]["message"]
    assert loose_sandbox.control.our_posts() == []


@pytest.mark.parametrize(
    ("path", "query", "word"),
    [
        ("/2/users/me", {"colour": "red"}, "[colour] is not one of"),
        ("/2/users/1001/mentions", {"max_results": "4"}, "is not between 5 and 100"),
        ("/2/users/1001/mentions", {"max_results": "ten"}, "is not between 5 and 100"),
        ("/2/users/1001/mentions", {"since_id": "abc"}, "does not match"),
        ("/2/users/1001/mentions", {"tweet.fields": "text,aura"}, "[aura] is not one of"),
        ("/2/users/1001/mentions", {"start_time": "yesterday"}, "RFC3339"),
        ("/2/users/1001/mentions", {"pagination_token": "zz"}, "is not a valid token"),
        ("/2/users/me2/mentions", {}, "path parameter"),
        ("/2/tweets", {}, "can not be empty"),
        ("/2/tweets", {"ids": ",".join(["1"] * 101)}, "is not between 1 and 100"),
        ("/2/tweets/search/recent", {"query": "a" * 513}, "longer than 512"),
        ("/2/tweets/search/recent", {"query": "is:reply"}, "conjunction-required"),
        ("/2/tweets/search/recent", {"query": "point_radius:1"}, "invalid operator"),
        ("/2/tweets/search/recent", {"query": "-(a OR b) c"}, "cannot be negated"),
        ("/2/tweets/search/recent", {"query": "(a OR b"}, "missing )"),
        ("/2/tweets/search/recent", {"query": "a)"}, "no viable alternative"),
        ("/2/tweets/search/recent", {"query": "a OR"}, "missing operand"),
        ("/2/tweets/search/recent", {"query": "a AND b"}, "side by side"),
        ("/2/tweets/search/recent", {"query": " "}, "empty"),
        ("/2/tweets/search/recent", {"query": "a", "since_id": "5"}, "last 7 days"),
        ("/2/tweets/search/recent", {"query": "a", "start_time": "2020-01-01T00:00:00Z"}, "7 days"),
    ],
)
async def test_queries_are_read_strictly(loose_sandbox, raw, path, query, word):
    status, said = await raw("GET", path, auth="oauth1", **query)
    assert (status, said["title"]) == (400, "Invalid Request")
    assert word in said["errors"][0]["message"]


async def test_where_nothing_is_there_is_nothing(loose_sandbox, raw):
    assert (await raw("GET", "/2/nonsense"))[0] == 404
    assert (await raw("PATCH", "/2/tweets"))[0] == 404
    assert (await raw("GET", "/2/users/500/mentions"))[0] == 404
    assert (await raw("DELETE", "/2/tweets/5", {"a": 1}, auth="oauth1"))[0] == 400
    async with raw.session.post(
        loose_sandbox.base_url + "/2/tweets",
        data=b"text=x",
        headers=raw.headers_for("POST", "https://api.twitter.com/2/tweets", "oauth1"),
    ) as answer:
        assert answer.status == 415


async def test_a_lenient_sandbox_overlooks_what_it_does_not_know(loose_sandbox, raw):
    loose_sandbox.control.configure(strict=False)
    assert (await raw("GET", "/2/users/me", auth="oauth1", colour="red"))[0] == 200
    body = {"text": "x", "colour": "red"}
    assert (await raw("POST", "/2/tweets", body, auth="oauth1"))[0] == 201
