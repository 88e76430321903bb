"""The control API over HTTP, the load generator and the sandbox as a process of its own."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys

import aiohttp
import pytest

from sandbox.twitter import TwitterSandbox, recorder
from sandbox.twitter import __main__ as command
from sandbox.twitter.control import VERBS
from sandbox.twitter.world import MissingError
from tests.sandbox.twitter.conftest import until

pytestmark = pytest.mark.anyio


@pytest.fixture
async def control(loose_sandbox, raw):
    async def call(verb, expect=200, **arguments):
        url = f"{loose_sandbox.control_url}/{verb}"
        async with raw.session.post(url, json=arguments) as answer:
            said = await answer.json()
            assert answer.status == expect, said
            return said

    return call


async def test_a_whole_story_over_http(sandbox, client, control):
    ann = (await control("create_user", name="Ann", username="ann_a", followers=7))["id"]
    said = await control("post", user=ann, text="@NordexSupport help")
    await control("write", user=ann, text="hi")
    await client.create_tweet(text="Here.", in_reply_to_tweet_id=said["id"])
    await client.create_direct_message(participant_id=ann, text="Hello.")
    assert (await control("our_posts"))[0]["text"] == "@ann_a Here."
    assert (await control("our_messages"))[0]["text"] == "Hello."
    calls = await control("calls")
    assert [each["route"] for each in calls] == [
        "POST /2/tweets",
        "POST /2/dm_conversations/with/{participant_id}/messages",
    ]
    assert calls[0]["auth"] == "oauth1"
    assert calls[0]["body"]["text"] == "Here."
    assert [each["number"] for each in await control("calls", after=1)] == [2]
    assert len(await control("calls", route="POST /2/tweets")) == 1
    kinds = [(each["direction"], each["kind"]) for each in await control("ledger")]
    assert kinds == [("in", "post"), ("in", "dm"), ("out", "post"), ("out", "dm")]
    assert len(await control("ledger", direction="out", after=3)) == 1
    stats = await control("stats")
    assert (stats["statuses"], stats["sequence"]) == ({"201": 2}, 4)


async def test_verbs_describe_themselves(loose_sandbox, raw):
    async with raw.session.get(loose_sandbox.control_url) as answer:
        assert (await answer.json()).keys() == VERBS


async def test_wrong_use_is_told(control):
    assert "no verb" in (await control("dance", expect=404))["error"]
    assert "no user 7" in (await control("post", expect=400, user=7, text="x"))["error"]
    assert "TypeError" in (await control("post", expect=400, colour="red"))["error"]
    assert "no post" in (await control("delete", expect=400, post=7))["error"]
    ann = (await control("create_user", name="Ann", username="ann_a"))["id"]
    wrong = {"user": ann, "text": "x", "reply_settings": "friends"}
    assert "reply_settings" in (await control("post", expect=400, **wrong))["error"]
    await control("suspend", user=ann)
    assert "suspended" in (await control("post", expect=400, user=ann, text="x"))["error"]


async def test_a_reset_forgets_everything(sandbox, client, control, ann):
    sandbox.control.post(ann, "@NordexSupport hi")
    await client.create_tweet(text="x")
    sandbox.control.inject("status")
    await control("reset")
    assert (await client.get_users_mentions(1001, user_auth=True)).data is None
    with pytest.raises(MissingError):
        sandbox.world.user(ann)
    assert (await client.create_tweet(text="x")).data["id"]
    assert len(sandbox.calls) == 2


async def test_the_load_generator_writes_numbered_mentions(sandbox, client, control):
    done = await control("load", rate=500, people=3, seconds=0.1)
    assert done["sent"] == 50
    again = await control("load", rate=100, people=3, seconds=0.1)
    assert again["sent"] == 10
    found = await client.get_users_mentions(1001, user_auth=True, max_results=100)
    assert len(found.data) == 60
    assert found.data[-1].text.startswith("@NordexSupport [0] ")


async def test_people_may_choose_their_numbers(sandbox):
    sandbox.world.add_user("First", "first", id=500_001)
    assert sandbox.control.create_user("Second", "second")["id"] == "500002"


async def test_the_record_is_bounded(sandbox, monkeypatch, raw):
    for _ in range(3):
        await raw("GET", "/2/webhooks")
    assert [each.number for each in sandbox.calls] == [1, 2, 3]
    monkeypatch.setattr(recorder, "SHOWN", 2)
    assert [each["number"] for each in sandbox.control.calls()] == [2, 3]


async def test_a_sandbox_stops_while_somebody_listens(raw):
    async with TwitterSandbox() as short:
        token = short.credentials["BEARER_TOKEN"]
        headers = {"Authorization": f"Bearer {token}"}
        rules = {"add": [{"value": "nordex"}]}
        url = f"{short.base_url}/2/tweets/search/stream"
        async with raw.session.post(f"{url}/rules", json=rules, headers=headers):
            pass
        listening = await raw.session.get(url, headers=headers)
        short.control.inject("silence", "GET /2/webhooks", seconds=60)
        waiting = asyncio.create_task(
            raw.session.get(f"{short.base_url}/2/webhooks", headers=headers)
        )
        await asyncio.sleep(0.05)
    assert await listening.content.read() == b""
    with pytest.raises(aiohttp.ClientError):
        await waiting


async def test_it_runs_as_a_process_until_it_is_told_to_stop():
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "sandbox.twitter", "--port", "0", stdout=asyncio.subprocess.PIPE
    )
    told = json.loads(await process.stdout.readline())
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{told['control_url']}/stats") as answer,
    ):
        assert (await answer.json())["streams"] == 0
    assert told["user_id"] == "1001"
    assert told["credentials"]["ACCESS_TOKEN"].startswith("1001-")
    process.send_signal(signal.SIGTERM)
    assert await asyncio.wait_for(process.wait(), 5) == 0


async def test_serving_ends_with_a_signal(capsys):
    serving = asyncio.create_task(command.serve(0))
    said: list[str] = []
    await until(lambda: said.append(capsys.readouterr().out) or said[-1])
    assert json.loads(said[-1])["base_url"].startswith("http://127.0.0.1:")
    os.kill(os.getpid(), signal.SIGINT)
    await asyncio.wait_for(serving, 5)


def test_the_command_line_names_its_port(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["sandbox.twitter", "--help"])
    with pytest.raises(SystemExit):
        command.main()
    assert "--port" in capsys.readouterr().out
