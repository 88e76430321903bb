"""The control interface, over HTTP as another process would use it."""

from __future__ import annotations

import asyncio
import json
import signal
import sys

import aiohttp
import pytest

from sandbox.discord.control import VERBS
from tests.sandbox.discord.conftest import connected, until

pytestmark = pytest.mark.anyio

CREATE = "POST /channels/{channel_id}/messages"


@pytest.fixture
async def place(api):
    """A server with Ann, made from outside; ids as they came."""
    olga = await api.control("create_user", username="olga")
    ann = await api.control("create_user", username="ann", global_name="Ann")
    guild = await api.control("create_guild", name="Nordex", owner=olga["id"])
    await api.control("join", user=ann["id"], guild=guild["id"])
    channel = await api.control("create_channel", guild=guild["id"], name="support")
    return {
        "ann": ann["id"],
        "olga": olga["id"],
        "guild": guild["id"],
        "channel": channel["id"],
    }


async def test_a_whole_conversation_from_outside(loose_sandbox, api, place):
    async with connected(loose_sandbox) as desk:
        said = await api.control("say", user=place["ann"], channel=place["channel"], content="hi")
        await until(lambda: desk.contents() == ["hi"])
        sent = await desk.all("message")[0].reply("hello")
        await api.control(
            "react", user=place["ann"], channel=place["channel"], message=sent.id, emoji="👍"
        )
        await api.control("edit", channel=place["channel"], message=said["id"], content="hi!")
        await api.control("delete", channel=place["channel"], message=said["id"])
        await api.control("dm", user=place["ann"], content="psst")
        await until(lambda: "psst" in desk.contents())
        heard = await api.control("messages", channel=place["channel"])
        assert [each["content"] for each in heard] == ["hello"]
        assert [each["content"] for each in await api.control("bot_messages")] == ["hello"]
        connections = await api.control("connections")
        assert connections[0]["identify"]["intents"] > 0
        assert "token" not in connections[0]["identify"]
        calls = await api.control("calls", route=CREATE)
        assert [each["body"]["content"] for each in calls] == ["hello"]
        stats = await api.control("stats")
        assert (stats["sessions"], stats["calls"][CREATE]) == (1, 1)


async def test_people_and_places_from_outside(loose_sandbox, api, place):
    guild, ann, channel = place["guild"], place["ann"], place["channel"]
    await api.control("set_user", user=ann, closed=True, locale="pl")
    await api.control("nick", user=ann, guild=guild, nick="Annie")
    await api.control("rename", user=ann, username="annie")
    role = await api.control("create_role", guild=guild, name="lead", position=12)
    await api.control("give_role", user=ann, guild=guild, role=role["id"])
    await api.control("overwrite", channel=channel, target=ann, deny=1 << 11)
    await api.control("bot_permissions", guild=guild, permissions=0)
    thread = await api.control("open_thread", user=ann, channel=channel, name="free")
    await api.control("delete_channel", channel=thread["id"])
    account = loose_sandbox.world.user(int(ann))
    assert (account.closed, account.locale, account.username) == (True, "pl", "annie")
    member = loose_sandbox.world.guild(int(guild)).members[int(ann)]
    assert (member.nick, member.roles) == ("Annie", [int(role["id"])])
    await api.control("leave", user=ann, guild=guild)
    await api.control("remove_bot", guild=guild)
    await api.control("invite_bot", guild=guild)
    assert (await api.control("reset")) == {"ok": True}
    assert loose_sandbox.world.guilds == {}


async def test_interactions_from_outside(loose_sandbox, api, place):
    url = f"/applications/{loose_sandbox.application_id}/commands"
    commands = [
        {"name": "help", "description": "x"},
        {"name": "Report", "type": 3},
        {"name": "Who", "type": 2},
    ]
    await api.ok("PUT", url, commands)
    who = {"user": place["ann"], "channel": place["channel"]}
    made = await api.control("slash", **who, name="help")
    form = {"type": 9, "data": {"title": "t", "custom_id": "f", "components": [_row()]}}
    await api.ok("POST", f"/interactions/{made['id']}/{made['token']}/callback", form)
    sent = await api.control("submit", interaction=made["id"], values={"note": "n"})
    assert (sent["type"], sent["thinking"]) == (5, False)
    said = await api.control("say", **who, content="a scam")
    menu = await api.control("message_menu", **who, message=said["id"], name="Report")
    assert menu["data"]["target_id"] == said["id"]
    menu = await api.control("user_menu", **who, target=place["olga"], name="Who")
    assert (await api.control("interaction", interaction=menu["id"]))["acked"] == 0
    buttons = [
        {"type": 1, "components": [{"type": 2, "custom_id": "go", "label": "go", "style": 1}]}
    ]
    body = {"content": "press", "components": buttons}
    post = await api.ok("POST", f"/channels/{place['channel']}/messages", body)
    pressed = await api.control("press", **who, message=post["id"], custom_id="go")
    assert pressed["type"] == 3
    picks = [{"type": 1, "components": [{"type": 3, "custom_id": "pick", "options": []}]}]
    post = await api.ok(
        "POST", f"/channels/{place['channel']}/messages", {"content": "?", "components": picks}
    )
    chosen = await api.control("choose", **who, message=post["id"], custom_id="pick", values=["a"])
    assert chosen["data"]["values"] == ["a"]


def _row():
    return {"type": 1, "components": [{"type": 4, "custom_id": "note", "style": 1, "label": "n"}]}


async def test_faults_and_settings_from_outside(loose_sandbox, api, place):
    async with connected(loose_sandbox) as desk:
        await api.control("inject", kind="status", route=CREATE, status=403)
        await api.control("delay_events", seconds=0.01)
        await api.control("line", what="tamper", how="drop")
        await api.control("clear_faults")
        assert loose_sandbox.faults.rules == []
        told = await api.control("settings", privileged=["members"], dm_opens=3)
        assert (told["privileged"], told["dm_opens"]) == (["members"], 3)
        told = await api.control("limits", real=True, overall=[50, 1])
        assert told["routes"][CREATE] == [5, 5.0]
        assert (await api.control("limits", **{CREATE: [1, 2]}))["routes"] == {CREATE: [1, 2]}
        before = loose_sandbox.world.time()
        assert (await api.control("advance", seconds=60))["now"] >= before + 60
        await api.control("odd", kind="unknown_field", user=place["ann"])
        await until(lambda: "something odd" in desk.contents())
    await api.control("revoke_token", token="other")
    assert loose_sandbox.token == "other"


@pytest.mark.parametrize(
    ("verb", "given", "status"),
    [
        ("fly", {}, 404),
        ("say", {"user": 1}, 400),
        ("say", {"user": 1, "channel": 2, "content": "x"}, 400),
        ("line", {"what": "_all"}, 400),
        ("settings", {"gravity": 1}, 400),
        ("inject", {"kind": "gremlins"}, 400),
    ],
    ids=["verb", "missing", "nobody", "private", "setting", "fault"],
)
async def test_wrong_orders_are_refused(loose_sandbox, api, verb, given, status):
    url = f"{loose_sandbox.control_url}/{verb}"
    async with api.session.post(url, json=given) as answer:
        assert answer.status == status
        assert (await answer.json())["error"]


async def test_many_messages_at_once(loose_sandbox, api, place):
    async with connected(loose_sandbox) as desk:
        guild = place["guild"]
        told = await api.control(
            "load", guild=guild, rate=1000, conversations=5, seconds=0.1, wait=True
        )
        assert told["sent"] == 100
        await until(lambda: len(desk.contents()) == 100)
        assert [int(each[1 : each.index("]")]) for each in desk.contents()] == list(range(100))
        assert len(loose_sandbox.world.dms) == 5


async def test_the_verbs_describe_themselves(loose_sandbox, api):
    async with api.session.get(loose_sandbox.control_url) as answer:
        assert set(await answer.json()) == VERBS


async def test_recorded_calls_can_be_counted_and_forgotten(loose_sandbox, api):
    await api.ok("GET", "/gateway")
    assert [each.route for each in loose_sandbox.calls] == ["GET /gateway"]
    assert loose_sandbox.calls.since(1) == []
    loose_sandbox.calls.clear()
    assert len(loose_sandbox.calls) == 0


async def test_it_runs_alone_until_it_is_told_to_stop():
    program = (sys.executable, "-m", "sandbox.discord", "--token", "abc")
    process = await asyncio.create_subprocess_exec(*program, stdout=asyncio.subprocess.PIPE)
    told = json.loads(await process.stdout.readline())
    headers = {"Authorization": "Bot abc"}
    async with aiohttp.ClientSession(headers=headers) as session:
        async with session.get(f"{told['api_base']}/users/@me") as answer:
            assert (await answer.json())["id"] == told["application_id"]
        async with session.ws_connect(told["gateway_url"]) as socket:
            assert (await socket.receive_json())["op"] == 10
    process.send_signal(signal.SIGTERM)
    assert await process.wait() == 0
