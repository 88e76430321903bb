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


# Moderators


@pytest.fixture
async def mods(api, place):
    """A role that moderates, with Olga's server and a room of its own."""
    role = await api.control(
        "create_role", guild=place["guild"], name="mods", permissions=1 << 13 | 1 << 31
    )
    room = await api.control("staff_channel", guild=place["guild"], role=role["id"])
    return {"role": role["id"], "room": room["id"]}


async def test_only_moderators_and_the_bot_see_their_room(api, place, mods, refuses):
    ann, room = place["ann"], mods["room"]
    await refuses("say", user=ann, channel=room, content="hello?")
    await api.control("give_role", user=ann, guild=place["guild"], role=mods["role"])
    await api.control("say", user=ann, channel=room, content="hello")
    told = await api.ok("GET", f"/channels/{room}/messages")
    assert [each["content"] for each in told] == ["hello"]


async def test_a_time_out_silences_until_it_is_over_or_taken_back(api, place, refuses):
    who = {"user": place["ann"], "guild": place["guild"]}
    speaking = {"user": place["ann"], "channel": place["channel"], "content": "hello"}
    said = await api.control("say", **speaking)
    told = await api.control("time_out", **who, seconds=60)
    assert (told["timed_out"], told["banned"]) == (True, False)
    await refuses("say", **speaking)
    await refuses(
        "react", user=place["ann"], channel=place["channel"], message=said["id"], emoji="👍"
    )
    await api.control("advance", seconds=61)
    assert not (await api.control("standing", **who))["timed_out"]
    await api.control("say", **speaking)
    await api.control("time_out", **who, seconds=60)
    assert not (await api.control("time_out", **who, seconds=0))["timed_out"]
    await api.control("say", **speaking)


async def test_a_ban_is_visible_until_it_is_taken_back(api, place, refuses):
    who = {"user": place["ann"], "guild": place["guild"]}
    told = await api.control("ban", **who, reason="scam")
    assert told == {"member": None, "timed_out": False, "banned": True, "reason": "scam"}
    await refuses("join", **who)
    assert not (await api.control("unban", **who))["banned"]
    await refuses("unban", **who)
    await api.control("join", **who)
    assert (await api.control("standing", **who))["member"]["user"]["id"] == place["ann"]


async def test_a_button_is_pressed_by_what_it_says(loose_sandbox, api, place, refuses):
    button = {"type": 2, "style": 4, "label": "Ban", "custom_id": "ban:1"}
    message = {"content": "card", "components": [{"type": 1, "components": [button]}]}
    said = await api.ok("POST", f"/channels/{place['channel']}/messages", message)
    spot = {"user": place["ann"], "channel": place["channel"], "message": said["id"]}
    async with connected(loose_sandbox) as desk:
        await api.control("press_label", **spot, label="Ban")
        pressed = await until(lambda: desk.all("interaction"))
    assert pressed[0].data["custom_id"] == "ban:1"
    await refuses("press_label", **spot, label="Delete")


@pytest.mark.parametrize("needed", [None, str(1 << 13)])
async def test_a_command_shows_to_those_who_may_use_it(loose_sandbox, api, place, mods, needed):
    option = {"type": 6, "name": "member", "description": "who", "required": True}
    command = {"name": "whois", "description": "who is it", "options": [option]}
    app = loose_sandbox.application_id
    body = command | {"default_member_permissions": needed}
    await api.ok("POST", f"/applications/{app}/commands", body)
    using = {
        "user": place["ann"],
        "channel": place["channel"],
        "name": "whois",
        "options": {"member": place["olga"]},
    }
    async with connected(loose_sandbox) as desk:
        if needed:
            status, _ = await _control(api, "slash", using)
            assert status == 400
            await api.control(
                "give_role", user=place["ann"], guild=place["guild"], role=mods["role"]
            )
        await api.control("slash", **using)
        used = (await until(lambda: desk.all("interaction")))[0]
    chosen = used.data["resolved"]
    assert chosen["users"][place["olga"]]["username"] == "olga"
    assert chosen["members"][place["olga"]]["permissions"] != "0"


async def test_cards_need_a_right_of_their_own(loose_sandbox, api, place):
    card = {"embeds": [{"title": "Attack"}]}
    route = f"/channels/{place['channel']}/messages"
    await api.ok("POST", route, card)
    bot = str(loose_sandbox.world.bot.id)
    await api.control("overwrite", channel=place["channel"], target=int(bot), deny=1 << 14)
    assert await api.refused("POST", route, card) == "403 50013"


async def test_a_ban_is_not_taken_back_without_the_right(api, place):
    await api.control("ban", user=place["ann"], guild=place["guild"])
    await api.control("bot_permissions", guild=place["guild"], permissions=1 << 10)
    route = f"/guilds/{place['guild']}/bans/{place['ann']}"
    assert await api.refused("DELETE", route) == "403 50013"


async def _control(api, verb, given):
    async with api.session.post(f"{api.sandbox.control_url}/{verb}", json=given) as answer:
        return answer.status, await answer.json()


@pytest.fixture
def refuses(api):
    async def refuse(verb, **given):
        status, told = await _control(api, verb, given)
        assert status == 400, told

    return refuse
