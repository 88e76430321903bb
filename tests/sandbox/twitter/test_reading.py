"""Mentions, own posts, look-ups and search, through the real library."""

from __future__ import annotations

import pytest

from sandbox.twitter.model import EVERYONE

pytestmark = pytest.mark.anyio

FIELDS = [
    "author_id",
    "conversation_id",
    "created_at",
    "display_text_range",
    "edit_controls",
    "edit_history_tweet_ids",
    "entities",
    "in_reply_to_user_id",
    "lang",
    "note_tweet",
    "public_metrics",
    "referenced_tweets",
    "reply_settings",
]
EXPANSIONS = ["author_id", "referenced_tweets.id", "entities.mentions.username"]


async def mentions(client, sandbox, **query):
    return await client.get_users_mentions(sandbox.user_id, user_auth=True, **query)


async def test_only_what_was_asked_for_is_shown(sandbox, client, ann):
    said = sandbox.control.post(ann, "@NordexSupport help")
    found = await mentions(client, sandbox)
    assert set(found.data[0].data) == {"id", "text", "edit_history_tweet_ids"}
    assert found.includes == {}
    full = await mentions(
        client,
        sandbox,
        tweet_fields=FIELDS,
        expansions=EXPANSIONS,
        user_fields=["created_at", "description", "public_metrics", "verified"],
    )
    shown = full.data[0].data
    assert shown["author_id"] == str(ann)
    assert shown["conversation_id"] == said["id"]
    assert shown["reply_settings"] == EVERYONE
    assert {each.username for each in full.includes["users"]} == {"ann_a", "NordexSupport"}
    assert full.includes["users"][0].public_metrics["followers_count"] == 0


async def test_text_is_escaped_and_addresses_are_shortened(sandbox, client, ann):
    sandbox.control.post(ann, "@NordexSupport <b> & $BTC #scam https://evil.example/claim?a=1&b=2")
    found = (await mentions(client, sandbox, tweet_fields=["entities"])).data[0].data
    assert found["text"].startswith("@NordexSupport &lt;b&gt; &amp; $BTC #scam https://t.co/")
    entities = found["entities"]
    link = entities["urls"][0]
    assert link["expanded_url"] == "https://evil.example/claim?a=1&b=2"
    assert found["text"][link["start"] : link["end"]] == link["url"]
    assert entities["mentions"][0] | {"id": "1001"} == entities["mentions"][0]
    assert [each["tag"] for each in entities["cashtags"]] == ["BTC"]
    assert [each["tag"] for each in entities["hashtags"]] == ["scam"]


async def test_a15_long_posts_are_whole_only_in_note_tweet(sandbox, client, ann):
    sandbox.control.post(ann, "@NordexSupport " + "word " * 100 + "the end")
    shown = (await mentions(client, sandbox, tweet_fields=["note_tweet"])).data[0].data
    assert len(shown["text"]) <= 280
    assert "the end" not in shown["text"]
    assert shown["note_tweet"]["text"].endswith("the end")


async def test_replies_carry_leading_mentions_that_nobody_typed(sandbox, client, ann, bob):
    first = sandbox.control.post(ann, "@NordexSupport help")
    sandbox.control.post(bob, "same here", reply_to=first["id"])
    found = await mentions(
        client,
        sandbox,
        tweet_fields=["display_text_range", "referenced_tweets", "in_reply_to_user_id"],
        expansions=["referenced_tweets.id"],
    )
    reply = found.data[0].data
    assert reply["text"] == "@ann_a @NordexSupport same here"
    start, end = reply["display_text_range"]
    assert reply["text"][start:end] == "same here"
    assert reply["referenced_tweets"] == [{"type": "replied_to", "id": first["id"]}]
    assert reply["in_reply_to_user_id"] == str(ann)
    assert str(found.includes["tweets"][0].id) == first["id"]


async def test_a_bare_reply_mentions_nobody(sandbox, client, ann, bob):
    first = sandbox.control.post(ann, "@NordexSupport help")
    sandbox.control.post(bob, "same here", reply_to=first["id"], bare=True)
    found = await mentions(client, sandbox)
    assert [str(each.id) for each in found.data] == [first["id"]]


async def test_pages_go_back_to_since_id_and_stay_stable(sandbox, client, ann):
    said = [sandbox.control.post(ann, f"@NordexSupport {n}")["id"] for n in range(25)]
    first = await mentions(client, sandbox, since_id=said[4], max_results=10)
    sandbox.control.post(ann, "@NordexSupport meanwhile")
    ids, page = [str(each.id) for each in first.data], first
    while "next_token" in page.meta:
        page = await mentions(
            client,
            sandbox,
            since_id=said[4],
            max_results=10,
            pagination_token=page.meta["next_token"],
        )
        ids += [str(each.id) for each in page.data or ()]
    assert ids == said[:4:-1]
    assert first.meta["newest_id"] == said[-1]


async def test_nothing_new_is_an_empty_answer(sandbox, client, ann):
    said = sandbox.control.post(ann, "@NordexSupport hi")
    found = await mentions(client, sandbox, since_id=said["id"])
    assert (found.data, found.meta) == (None, {"result_count": 0})


async def test_a6_only_the_newest_800_mentions_are_kept(sandbox, client, ann):
    said = [sandbox.control.post(ann, f"@NordexSupport {n}")["id"] for n in range(803)]
    ids, token = [], None
    while True:
        page = await mentions(
            client, sandbox, since_id=said[0], max_results=100, pagination_token=token
        )
        ids += [str(each.id) for each in page.data]
        token = page.meta.get("next_token")
        if token is None:
            break
    assert ids == said[:2:-1]


async def test_a16_an_edit_is_a_new_id_with_the_same_history(sandbox, client, ann):
    old = sandbox.control.post(ann, "@NordexSupport my widthdrawal")
    new = sandbox.control.edit(old["id"], "@NordexSupport my withdrawal")
    found = await mentions(client, sandbox, since_id=old["id"])
    assert [str(each.id) for each in found.data] == [new["id"]]
    assert found.data[0].data["edit_history_tweet_ids"] == [old["id"], new["id"]]
    sandbox.control.delete(new["id"])
    gone = await client.get_tweets([old["id"], new["id"]], user_auth=True)
    assert [each["title"] for each in gone.errors] == ["Not Found Error"] * 2


async def test_edits_end_after_five_and_after_an_hour(sandbox, ann):
    said = sandbox.control.post(ann, "@NordexSupport 0")
    for number in range(5):
        said = sandbox.control.edit(said["id"], f"@NordexSupport {number + 1}")
    with pytest.raises(ValueError, match="cannot be edited"):
        sandbox.control.edit(said["id"], "@NordexSupport 6")
    later = sandbox.control.post(ann, "@NordexSupport x")
    sandbox.control.advance(3_700)
    with pytest.raises(ValueError, match="too old"):
        sandbox.control.edit(later["id"], "@NordexSupport y")


async def test_own_posts_reposts_and_hidden_people_are_not_mentions(sandbox, client, ann, bob):
    said = sandbox.control.post(ann, "@NordexSupport hi")
    sandbox.control.repost(bob, said["id"])
    quoted = sandbox.control.post(bob, "look", quotes=said["id"])
    assert [str(each.id) for each in (await mentions(client, sandbox)).data] == [said["id"]]
    sandbox.control.suspend(ann)
    assert (await mentions(client, sandbox)).data is None
    found = await client.get_tweet(
        quoted["id"], user_auth=True, expansions=["referenced_tweets.id", "in_reply_to_user_id"]
    )
    assert found.errors[0]["parameter"] == "referenced_tweets.id"
    assert found.errors[0]["title"] == "Authorization Error"
    hidden = await client.get_tweets([said["id"]], user_auth=True)
    assert hidden.errors[0]["type"].endswith("not-authorized-for-resource")


async def test_partial_errors_come_with_200(sandbox, client, ann):
    said = sandbox.control.post(ann, "hello")
    found = await client.get_tweets([said["id"], "12"], user_auth=True)
    assert len(found.data) == 1
    assert found.errors[0]["resource_id"] == "12"
    alone = await client.get_tweet("12")
    assert (alone.data, alone.errors[0]["resource_type"]) == (None, "tweet")


async def test_people_can_be_looked_up(sandbox, client, ann):
    assert (await client.get_me()).data.username == "NordexSupport"
    assert (await client.get_user(id=ann)).data.username == "ann_a"
    assert (await client.get_user(username="Ann_A")).data.id == ann
    several = await client.get_users(ids=[ann, 77])
    assert ([each.id for each in several.data], several.errors[0]["value"]) == ([ann], "77")
    assert (await client.get_user(username="nobody")).errors[0]["value"] == "nobody"
    sandbox.control.rename(ann, "Nordex Help", "NordexHelp1")
    assert (await client.get_user(id=ann)).data.name == "Nordex Help"
    assert (await client.get_user(username="ann_a")).data is None


async def test_the_own_timeline_shows_what_we_said(sandbox, client, ann):
    asked = sandbox.control.post(ann, "@NordexSupport hi")
    answer = await client.create_tweet(text="hello Ann", in_reply_to_tweet_id=asked["id"])
    found = await client.get_users_tweets(sandbox.user_id, user_auth=True)
    assert [(str(each.id), each.text) for each in found.data] == [
        (answer.data["id"], "@ann_a hello Ann")
    ]
    without = await client.get_users_tweets(sandbox.user_id, exclude=["replies"])
    assert without.data is None
    assert (await client.get_users_tweets(4711)).errors[0]["value"] == "4711"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("@NordexSupport -is:retweet -from:NordexSupport", {"asked", "reply"}),
        ("from:ann_a", {"asked"}),
        ("to:ann_a", {"reply", "ours"}),
        ("conversation_id:{asked}", {"asked", "reply", "ours"}),
        ("withdrawal", {"asked"}),
        ('"my withdrawal"', {"asked"}),
        ("(withdrawal OR same) -is:reply", {"asked"}),
        ("nordex has:links lang:en", {"asked"}),
        ('url:"evil.example"', {"asked"}),
        ("@NordexSupport has:mentions is:reply -is:verified", {"reply"}),
        ("look -is:quote -is:nullcast", set()),
    ],
)
async def test_search_understands(sandbox, client, ann, bob, query, expected):
    text = "@NordexSupport my withdrawal, nordex https://evil.example/x"
    ids = {"asked": sandbox.control.post(ann, text)["id"]}
    ids["reply"] = sandbox.control.post(bob, "same", reply_to=ids["asked"])["id"]
    done = await client.create_tweet(text="on it", in_reply_to_tweet_id=ids["asked"])
    ids["ours"] = done.data["id"]
    sandbox.control.repost(bob, ids["asked"])
    sandbox.control.post(bob, "look", quotes=ids["asked"])
    found = await client.search_recent_tweets(query.format(**ids), user_auth=True)
    names = {number: name for name, number in ids.items()}
    assert {names.get(str(each.id), "?") for each in found.data or ()} == expected


async def test_the_newest_are_not_indexed_yet_and_the_oldest_no_more(sandbox, client, ann):
    old = sandbox.control.post(ann, "@NordexSupport old", age=7 * 86_400 + 60)
    mid = sandbox.control.post(ann, "@NordexSupport mid", age=3_600)
    sandbox.control.post(ann, "@NordexSupport new")
    sandbox.control.configure(search_delay=30)
    found = await client.search_recent_tweets("@NordexSupport", user_auth=True)
    assert [str(each.id) for each in found.data] == [mid["id"]]
    sandbox.control.advance(31)
    both = await client.search_recent_tweets("@NordexSupport", since_id=mid["id"], user_auth=True)
    assert [each.text for each in both.data] == ["@NordexSupport new"]
    assert old["id"] < mid["id"]


async def test_search_pages(sandbox, client, ann):
    for number in range(12):
        sandbox.control.post(ann, f"@NordexSupport {number}")
    first = await client.search_recent_tweets("@NordexSupport", user_auth=True)
    token = first.meta["next_token"]
    second = await client.search_recent_tweets("@NordexSupport", user_auth=True, next_token=token)
    assert (len(first.data), len(second.data)) == (10, 2)
    third = await client.search_recent_tweets(
        "@NordexSupport", user_auth=True, until_id=second.data[0].id
    )
    assert [each.text for each in third.data] == ["@NordexSupport 0"]


async def test_times_narrow_a_timeline(sandbox, raw, ann):
    sandbox.control.post(ann, "@NordexSupport old", age=3_600)
    sandbox.control.post(ann, "@NordexSupport new")
    from sandbox.twitter.world import iso

    middle = iso(sandbox.world.time() - 1_800)
    _, old = await raw("GET", "/2/users/1001/mentions", end_time=middle)
    _, new = await raw("GET", "/2/users/1001/mentions", start_time=middle)
    assert [each["text"] for each in old["data"]] == ["@NordexSupport old"]
    assert [each["text"] for each in new["data"]] == ["@NordexSupport new"]


async def test_every_post_read_is_counted_once_a_day(sandbox, client, raw, ann):
    sandbox.control.post(ann, "@NordexSupport hi")
    for _ in range(2):
        await mentions(client, sandbox)
    status, found = await raw("GET", "/2/usage/tweets", **{"usage.fields": "daily_project_usage"})
    assert (status, found["data"]["project_usage"]) == (200, 1)
    assert found["data"]["daily_project_usage"]["usage"][0]["usage"] == 1
    sandbox.control.advance(86_400)
    await mentions(client, sandbox)
    _, found = await raw("GET", "/2/usage/tweets")
    assert found["data"]["project_usage"] == 2
