"""The control API over HTTP, the load generator and the sandbox as a process of its own."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
import time

import httpx
import pytest

from sandbox.telegram import TelegramSandbox, recorder
from sandbox.telegram import __main__ as command
from sandbox.telegram.control import VERBS
from sandbox.telegram.world import KEPT_POSTS
from tests.sandbox.conftest import PLAIN

pytestmark = pytest.mark.anyio


def show(figure):
    """Figures are for the reader of `pytest -s`; nothing depends on them."""
    sys.stdout.write(f"\n{figure}\n")


@pytest.fixture
async def control(loose_sandbox, api):
    async def call(verb, expect=200, **arguments):
        answer = await api.client.post(f"{loose_sandbox.control_url}/{verb}", json=arguments)
        assert answer.status_code == expect, answer.text
        return answer.json()

    return call


async def test_a_whole_story_over_http(sandbox, api, control):
    ann = (await control("create_user", first_name="Ann", username="ann_a"))["id"]
    chat = (await control("create_chat", title="G", owner=ann, bot="administrator"))["id"]
    said = await control("say", user=ann, chat=chat, text="hello", media=["photo"])
    assert said["caption"] == "hello"
    markup = {"inline_keyboard": [[{"text": "A person", "callback_data": "p"}]]}
    reply = {"message_id": said["message_id"]}
    sent = await api.ok(
        "sendMessage", chat_id=chat, text="hi", reply_parameters=reply, reply_markup=markup
    )
    pressed = await control("press", user=ann, chat=chat, message=sent["message_id"])
    await api.ok("answerCallbackQuery", callback_query_id=pressed["query"])
    assert pressed["query"] in await control("answers")
    assert [each["method"] for each in await control("calls")] == [
        "sendMessage",
        "answerCallbackQuery",
    ]
    assert (await control("calls", after=1))[0]["method"] == "answerCallbackQuery"
    assert (await control("calls", method="sendmessage"))[0]["params"]["text"] == "hi"
    assert (await control("bot_messages"))[str(chat)][0]["reply_to_message"]["caption"] == "hello"
    assert [each["kind"] for each in await control("ledger")] == ["message", "message", "press"]
    stats = await control("stats")
    assert stats["statuses"] == {"200": 2}
    assert stats["sequence"] == 3


async def test_verbs_are_listed_and_wrong_ones_refused(loose_sandbox, api, control, ann):
    listed = (await api.client.get(loose_sandbox.control_url)).json()
    assert set(listed) == VERBS
    assert "user: 'int'" in listed["say"]
    assert "no verb" in (await control("dance", 404))["error"]
    for verb, arguments in (
        ("say", {"user": 999, "chat": 999, "text": "x"}),
        ("say", {"loudly": True}),
        ("block", {"user": 999}),
        ("edit", {"chat": ann, "message": 99, "text": "x"}),
        ("inject", {"kind": "nonsense"}),
    ):
        assert (await control(verb, 400, **arguments))["error"]
    broken = await api.client.post(f"{loose_sandbox.control_url}/say", content=b"{")
    assert broken.status_code == 400


async def test_every_verb_is_reachable(sandbox, control, ann, owner, group):
    await control("deactivate", user=owner)
    await control("unblock", user=ann)
    said = await control("say", user=ann, chat=group, text="hello")
    await control("react", user=ann, chat=group, message=said["message_id"], emoji="")
    await control("react", user=ann, chat=ann, message=1, expect=400, emoji="👍")
    await control("leave", user=ann, chat=group)
    await control("join", user=ann, chat=group, by=owner)
    assert sandbox.world.user(owner).deactivated


async def test_reset_forgets_all_but_the_bot(sandbox, control, api, ann, group):
    await control("say", user=ann, chat=group, text="hello")
    await api.ok("sendMessage", chat_id=ann, text="x")
    await control("reset")
    assert (await control("stats"))["calls"] == {}
    assert await control("ledger") == []
    assert await api.ok("getUpdates") == []
    assert "chat not found" in await api.refused("sendMessage", chat_id=ann, text="x")


async def test_load_is_made_evenly_and_arrives_once_and_in_order(loose_sandbox, api, control):
    await control("load", rate=4_000, conversations=50, seconds=0.5)
    seen, offset = [], 0
    while len(seen) < 2_000:
        batch = await api.ok("getUpdates", offset=offset, timeout=2)
        assert batch
        offset = batch[-1]["update_id"] + 1
        seen += [each["message"] for each in batch]
    numbers = [int(each["text"].partition("]")[0][1:]) for each in seen]
    assert numbers == list(range(2_000))
    assert len({each["chat"]["id"] for each in seen}) == 50
    await asyncio.sleep(0.05)
    done = (await control("stats"))["load"]
    show(f"load: {done['sent'] / done['took']:.0f} messages/s made while being polled")
    assert (done["sent"], done["running"]) == (2_000, False)
    assert done["last_sequence"] - done["first_sequence"] == 1_999


async def test_load_can_be_waited_for_and_use_given_words(loose_sandbox):
    done = await loose_sandbox.control.load(1_000, 3, 0.02, ["hola", "adiós"], wait=True)
    assert done["sent"] == 20
    texts = [each.body["message"]["text"] for each in loose_sandbox.updates.pending.values()]
    assert texts[:3] == ["[0] hola", "[1] adiós", "[2] hola"]


async def test_throughput_of_sending_is_printed(loose_sandbox, ann):
    url = f"{loose_sandbox.base_url}{loose_sandbox.token}/sendMessage"
    count, workers = 200, 8
    async with httpx.AsyncClient(**PLAIN) as client:

        async def send():
            for _ in range(count // workers):
                await client.post(url, json={"chat_id": ann, "text": "hello"})

        started = time.perf_counter()
        await asyncio.gather(*(send() for _ in range(workers)))
    show(f"sending: {count / (time.perf_counter() - started):.0f} calls/s, client included")
    assert len(loose_sandbox.world.bot_posts(ann)) == count


async def test_long_histories_are_cut_at_their_beginning(loose_sandbox, ann):
    for number in range(KEPT_POSTS + 5):
        loose_sandbox.scene.say(ann, ann, str(number))
    posts = loose_sandbox.world.chat(ann).posts
    assert len(posts) == KEPT_POSTS
    assert next(iter(posts.values())).text == "5"
    assert len(loose_sandbox.world.ledger) == KEPT_POSTS + 5


def test_the_record_of_calls_is_bounded_by_what_it_carries(monkeypatch):
    monkeypatch.setattr(recorder, "KEPT_WEIGHT", 10)
    calls = recorder.Recorder()
    call = {"params": {}, "at": 0.0, "seconds": 0.0, "status": 200}
    calls.add(method="getUpdates", response={"ok": True, "result": [{}] * 7}, **call)
    for _ in range(3):
        calls.add(method="getMe", response={"ok": True, "result": {}}, **call)
    assert [each.method for each in calls] == ["getMe"] * 3
    assert (len(calls), calls.by_method["getUpdates"]) == (3, 1)


async def test_a_port_and_a_token_can_be_chosen():
    async with TelegramSandbox(port=0, token="1:chosen") as first:
        port = int(first.url.rpartition(":")[2])
        assert first.addresses()["token"] == "1:chosen"
    async with TelegramSandbox(port=port) as second:
        assert second.base_file_url == f"http://127.0.0.1:{port}/file/bot"


async def test_as_a_process_of_its_own():
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "sandbox.telegram", "--port", "0", stdout=asyncio.subprocess.PIPE
    )
    told = json.loads(await process.stdout.readline())
    async with httpx.AsyncClient(**PLAIN) as client:
        answer = await client.get(f"{told['base_url']}{told['token']}/getMe")
        assert answer.json()["result"]["username"] == "NordexBot"
        assert (await client.post(f"{told['control_url']}/stats")).status_code == 200
    process.send_signal(signal.SIGTERM)
    assert await asyncio.wait_for(process.wait(), 5) == 0


async def test_serving_ends_at_a_signal(capsys):
    task = asyncio.create_task(command.serve(0, "1:x"))
    await asyncio.sleep(0.2)
    os.kill(os.getpid(), signal.SIGINT)
    await asyncio.wait_for(task, 5)
    assert json.loads(capsys.readouterr().out)["token"] == "1:x"


def test_the_command_line(monkeypatch):
    asked = []

    async def serve(port, token):
        asked.append((port, token))

    monkeypatch.setattr(command, "serve", serve)
    monkeypatch.setattr(sys, "argv", ["sandbox.telegram", "--port", "8081", "--token", "1:x"])
    command.main()
    assert asked == [(8081, "1:x")]
