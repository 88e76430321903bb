"""Direct messages, muting and blocking."""

from __future__ import annotations

import pytest
import tweepy

from sandbox.twitter import errors

pytestmark = pytest.mark.anyio

FIELDS = ["sender_id", "dm_conversation_id", "created_at", "entities"]


async def refused(work, wording):
    with pytest.raises(tweepy.Forbidden) as caught:
        await work
    assert caught.value.api_messages == [wording]


async def test_events_come_newest_first_and_in_pages(sandbox, client, ann):
    said = [sandbox.control.write(ann, f"no. {n}")["id"] for n in range(5)]
    first = await client.get_direct_message_events(
        max_results=3, dm_event_fields=FIELDS, expansions=["sender_id"]
    )
    assert [str(each.id) for each in first.data] == said[:1:-1]
    assert str(first.data[0].sender_id) == str(ann)
    assert first.data[0].dm_conversation_id == "501-1001"
    assert first.data[0].data["event_type"] == "MessageCreate"
    assert [each.username for each in first.includes["users"]] == ["ann_a"]
    second = await client.get_direct_message_events(
        max_results=3, pagination_token=first.meta["next_token"]
    )
    assert [str(each.id) for each in second.data] == said[1::-1]
    assert second.meta == {"result_count": 2}


async def test_both_sides_of_a_conversation_are_events(sandbox, client, ann, bob):
    sandbox.control.write(bob, "hi from Bob")
    sandbox.control.write(ann, "see https://evil.example/x & tell me")
    made = await client.create_direct_message(participant_id=ann, text="Hello Ann")
    assert made.data["dm_conversation_id"] == "501-1001"
    both = await client.get_direct_message_events(participant_id=ann, dm_event_fields=FIELDS)
    assert both.data[0].text == "Hello Ann"
    assert both.data[1].text.startswith("see https://t.co/")
    assert both.data[1].data["urls"][0]["expanded_url"] == "https://evil.example/x"
    assert sandbox.control.our_messages()[0]["text"] == "Hello Ann"
    assert (await client.get_direct_message_events(event_types="ParticipantsJoin")).data is None


async def test_events_are_kept_for_thirty_days(sandbox, client, ann):
    sandbox.control.write(ann, "old", age=31 * 86_400)
    sandbox.control.write(ann, "new")
    found = await client.get_direct_message_events()
    assert [each.text for each in found.data] == ["new"]


async def test_nobody_is_written_to_who_does_not_want_it(sandbox, client, ann, bob):
    await refused(client.create_direct_message(participant_id=ann, text="x"), errors.DM_REFUSED)
    sandbox.control.write(ann, "hi")
    await client.create_direct_message(participant_id=ann, text="x")
    sandbox.control.dms(ann, "closed")
    await refused(client.create_direct_message(participant_id=ann, text="y"), errors.DM_REFUSED)
    sandbox.control.dms(bob, "verified")
    await refused(client.create_direct_message(participant_id=bob, text="y"), errors.DM_VERIFIED)
    sandbox.control.dms(ann, "open")
    sandbox.control.block_us(ann)
    await refused(client.create_direct_message(participant_id=ann, text="z"), errors.DM_REFUSED)
    with pytest.raises(tweepy.NotFound):
        await client.create_direct_message(participant_id=4711, text="z")
    with pytest.raises(ValueError, match="cannot write to us"):
        sandbox.control.write(ann, "and yet")
    with pytest.raises(ValueError, match="dms is one of"):
        sandbox.control.dms(ann, "ajar")


async def test_the_longest_message(sandbox, client, ann):
    sandbox.control.write(ann, "hi")
    await client.create_direct_message(participant_id=ann, text="a" * 10_000)
    work = client.create_direct_message(participant_id=ann, text="a" * 10_001)
    await refused(work, errors.DM_TOO_LONG)


async def test_fifteen_reads_in_fifteen_minutes(sandbox, client):
    for _ in range(15):
        await client.get_direct_message_events()
    with pytest.raises(tweepy.TooManyRequests) as caught:
        await client.get_direct_message_events()
    assert 0 < caught.value.reset_time - sandbox.world.time() <= 901
    sandbox.control.advance(901)
    await client.get_direct_message_events()


async def test_single_events_can_be_read_and_removed(sandbox, raw, ann):
    said = sandbox.control.write(ann, "hi")
    path = f"/2/dm_events/{said['id']}"
    status, found = await raw("GET", path, auth="oauth1")
    assert (status, found["data"]["text"]) == (200, "hi")
    assert (await raw("DELETE", path, auth="oauth1"))[1] == {"data": {"deleted": True}}
    assert (await raw("GET", path, auth="oauth1"))[0] == 404


async def test_an_empty_message_is_refused(loose_sandbox, raw, ann):
    path = f"/2/dm_conversations/with/{ann}/messages"
    assert (await raw("POST", path, {}, auth="oauth1"))[0] == 400


async def test_muting_and_blocking(sandbox, client, raw, ann, bob):
    sandbox.control.post(ann, "@NordexSupport hi")
    assert (await client.mute(bob)).data == {"muting": True}
    assert [each.id for each in (await client.get_muted()).data] == [bob]
    body = {"target_user_id": str(ann)}
    status, said = await raw("POST", "/2/users/1001/blocking", body, auth="oauth1")
    assert (status, said) == (200, {"data": {"blocking": True}})
    assert (await client.get_users_mentions(1001, user_auth=True)).data is None
    assert [each.id for each in (await client.get_blocked()).data] == [ann]
    assert (await raw("POST", f"/2/users/{bob}/dm/block", auth="oauth1"))[0] == 200
    with pytest.raises(ValueError, match="cannot write to us"):
        sandbox.control.write(bob, "hi")
    wrong = await raw("POST", "/2/users/501/muting", body, auth="oauth1")
    nobody = await raw("POST", "/2/users/1001/muting", {"target_user_id": "7"}, auth="oauth1")
    assert (wrong[0], nobody[0]) == (403, 404)
