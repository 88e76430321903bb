"""The small parts: settings, errors, marks, ears, clients."""

from __future__ import annotations

import asyncio
import types
from dataclasses import replace

import aiohttp
import discord
import pytest
from pydantic import SecretStr

from bots.discord import CREDENTIALS, build
from bots.discord.agenda import Target
from bots.discord.backfill import Later, Page
from bots.discord.client import DeskClient, Ended, Frame, Gone, Heard
from bots.discord.clients import Clients
from bots.discord.ears import Ears
from bots.discord.errors import IntentsRefused, code_of, translate
from bots.discord.marks import Mark, Marks
from bots.discord.settings import read_table, read_token
from core.errors import (
    ConfigError,
    CredentialsRefused,
    MaybeSent,
    RateLimited,
    Rejected,
    Unavailable,
)
from core.types import Checkpoint, Message, Reach, Removal, Sighting
from tests.bots.discord.test_in_convert import ANN, CHANNEL, GUILD, KNOWN, SAMPLES, THREAD

TOKEN = "MTEwMDAwMDAwMDAwMDAwMDAwMQ.GabcDe.abcdefghijklmnopqrstuvwxyz0123456789"


# Settings


def test_the_defaults_are_the_real_platform():
    config = read_table({})
    assert config.api_base == "https://discord.com/api/v10"
    assert config.gateway_url == ""
    assert config.message_content
    assert config.members


@pytest.mark.parametrize(
    ("table", "says"),
    [
        ({"api_bass": "x"}, "api_bass"),
        ({"api_base": "discord.com"}, "api_base: has to begin with http"),
        ({"gateway_url": "https://x"}, "gateway_url: has to begin with ws"),
        ({"support_channels": ["general"]}, "support_channels"),
        ({"longest_wait_s": 5}, "longest_wait_s"),
    ],
    ids=str,
)
def test_a_wrong_table_is_one_clear_line(table, says):
    with pytest.raises(ConfigError, match=says) as caught:
        read_table(table)
    assert "\n" not in str(caught.value)


def test_ids_may_be_written_as_texts():
    assert read_table({"support_channels": ["500000000000000001"]}).support_channels == {
        500000000000000001
    }


@pytest.mark.parametrize("token", ["", "Bot abc.def.ghi", "short.one", "no dots in this at all"])
def test_a_wrong_token_is_refused_without_being_repeated(token):
    with pytest.raises(ConfigError, match="SKERRY_DISCORD_TOKEN") as caught:
        read_token({"TOKEN": token})
    assert not token or token not in str(caught.value)


def test_an_adapter_is_built_from_table_and_secret():
    adapter = build({"typing": False}, {"TOKEN": f" {TOKEN}\n"})
    assert CREDENTIALS == ("TOKEN",)
    assert adapter.platform == "discord"
    assert adapter.account == ""
    assert TOKEN not in repr(vars(adapter))


# Errors


def _http(kind, status, code=0, text="words"):
    answer = types.SimpleNamespace(status=status, reason="reason")
    return kind(answer, {"code": code, "message": text})


def _closed(code):
    socket = types.SimpleNamespace(close_code=code)
    return discord.ConnectionClosed(socket, shard_id=None, code=code)


HTTP = discord.HTTPException
TABLE = {
    "rate": (discord.RateLimited(600), RateLimited),
    "banned": (_http(HTTP, 429), RateLimited),
    "opening dms too fast": (_http(HTTP, 400, 40003), RateLimited),
    "login": (discord.LoginFailure(), CredentialsRefused),
    "unauthorized": (_http(HTTP, 401), CredentialsRefused),
    "late token": (_http(HTTP, 401, 50027), Rejected),
    "intents": (discord.PrivilegedIntentsRequired(None), IntentsRefused),
    "closed 4004": (_closed(4004), CredentialsRefused),
    "closed 4013": (_closed(4013), IntentsRefused),
    "closed 4014": (_closed(4014), IntentsRefused),
    "closed 4000": (_closed(4000), Unavailable),
    "form": (_http(HTTP, 400, 50035), Rejected),
    "forbidden": (_http(discord.Forbidden, 403, 50013), Rejected),
    "503": (_http(discord.DiscordServerError, 503), Unavailable),
    "502": (_http(discord.DiscordServerError, 502), MaybeSent),
    "dropped": (aiohttp.ServerDisconnectedError(), MaybeSent),
    "timeout": (TimeoutError(), MaybeSent),
    "odd": (KeyError("retry_after"), MaybeSent),
    "ours": (Rejected("no"), Rejected),
}


@pytest.mark.parametrize("name", TABLE)
def test_every_error_says_what_to_do(name):
    error, kind = TABLE[name]
    assert type(translate(error, repeatable=False)) is kind


@pytest.mark.parametrize("name", ["502", "dropped", "timeout", "odd"])
def test_what_may_be_repeated_is_never_in_doubt(name):
    assert isinstance(translate(TABLE[name][0], repeatable=True), Unavailable)


@pytest.mark.parametrize(
    ("code", "permanent"),
    [(50007, True), (50278, True), (10003, True), (10013, True), (50013, False), (10008, False)],
)
def test_some_refusals_close_the_address(code, permanent):
    failure = translate(_http(discord.Forbidden, 403, code), repeatable=False)
    assert isinstance(failure, Rejected)
    assert failure.permanent is permanent


async def _refused():
    async with aiohttp.ClientSession() as session:
        await session.get("http://127.0.0.1:9/")


@pytest.mark.anyio
async def test_a_refused_connection_sent_nothing():
    with pytest.raises(aiohttp.ClientConnectorError) as caught:
        await _refused()
    assert isinstance(translate(caught.value, repeatable=False), Unavailable)


def test_codes_are_read_where_there_are_any():
    assert code_of(_http(HTTP, 403, 50007)) == 50007
    assert code_of(KeyError()) == code_of(None) == 0


def test_no_error_shows_an_address_with_a_token():
    url = "https://discord.com/api/v10/webhooks/1/token-that-speaks-for-us"
    assert "token" not in str(translate(aiohttp.InvalidURL(url), repeatable=False)).lower()


# Marks


def test_marks_are_kept_by_name_and_only_grow():
    marks = Marks({"channel:5": "100@7", "dm:6": "90", "commands": "abc", "channel:x": "1"})
    assert dict(marks) == {5: Mark(100, 7), 6: Mark(90, 0)}
    assert marks.latest == 100
    assert marks.advance(5, 100, 7, "1") == marks.advance(5, 99, 7, "1") == []
    (kept,) = marks.advance(5, 101, 7, "1")
    assert (kept.name, kept.value) == ("channel:5", "101@7")
    (kept,) = marks.advance(6, 91, 0, "1")
    assert (kept.name, kept.value) == ("dm:6", "91")


@pytest.mark.parametrize("value", ["", "x", "1@", "-1", "1@2@3"])
def test_a_mark_that_cannot_be_read_is_none(value):
    assert len(Marks({"channel:5": value})) == 0


def test_a_forgotten_mark_is_kept_as_nothing():
    marks = Marks({"channel:5": "100@7"})
    (kept,) = marks.forget(5, "1")
    assert (kept.name, kept.value) == ("channel:5", "")
    assert marks.forget(5, "1") == []


# Ears


def said(number: int, *, channel: int = CHANNEL, event: str = "MESSAGE_CREATE", **changes) -> Frame:
    data = SAMPLES["channel"]["data"] | {"id": str(number), "channel_id": str(channel)}
    return Frame(event, data | {"content": f"text {number}"} | changes)


def ids(arrivals) -> list[str]:
    return [each.id for each in arrivals if isinstance(each, Message)]


def marks(arrivals) -> list[str]:
    return [each.value for each in arrivals if isinstance(each, Checkpoint)]


def listening(since=None, known=KNOWN) -> Ears:
    return Ears(since or {}, lambda: known)


def page(*numbers: int, channel: int = CHANNEL, done: bool = True, **more) -> Page:
    messages = tuple(said(number, channel=channel).data for number in numbers)
    through = more.pop("through", max(numbers, default=0))
    return Page(channel=channel, guild=GUILD, messages=messages, through=through, done=done, **more)


def test_live_waits_for_the_past_of_its_channel():
    ears = listening()
    ears.begin()
    assert ears.take(said(50)) == []
    assert marks(ears.expect([Target(CHANNEL, 10, GUILD)])) == [f"10@{GUILD}"]
    assert ears.take(said(60)) == []
    first = ears.take(page(20, 30, done=False))
    assert (ids(first), marks(first)) == (["20", "30"], [f"30@{GUILD}"])
    rest = ears.take(page(40, 50))
    assert ids(rest) == ["40", "50", "60"]
    assert marks(rest) == [f"50@{GUILD}", f"60@{GUILD}"]


def test_what_needs_no_past_is_let_through_at_once():
    ears = listening()
    ears.begin()
    assert ears.take(said(50)) == []
    assert ids(ears.expect([])) == ["50"]


def test_a_thread_waits_for_the_channel_it_hangs_from():
    ears = listening()
    ears.expect([Target(CHANNEL, 10, GUILD)])
    assert ears.take(said(50, channel=THREAD)) == []
    assert ids(ears.take(page())) == ["50"]


def test_what_is_live_while_the_past_is_owed_moves_no_mark():
    ears = listening()
    ears.expect([Target(CHANNEL, 10, GUILD)])
    ears.take(said(50))
    late = ears.take(Later(CHANNEL))
    assert (ids(late), marks(late)) == (["50"], [])
    assert marks(ears.take(said(60))) == []
    assert marks(ears.take(page(50, 60))) == [f"60@{GUILD}"]
    assert marks(ears.take(said(70))) == [f"70@{GUILD}"]


def test_edits_wait_with_what_they_change():
    ears = listening()
    ears.expect([Target(CHANNEL, 10, GUILD)])
    edit = said(20, event="MESSAGE_UPDATE", edited_timestamp="2025-11-17T16:00:00+00:00")
    changed = Frame(edit.name, edit.data | {"content": "changed"})
    assert ears.take(changed) == []
    texts = [each.text for each in ears.take(page(20)) if isinstance(each, Message)]
    assert texts == ["text 20", "changed"]


def test_a_channel_that_is_gone_is_forgotten_and_holds_nothing_up():
    ears = listening({f"channel:{CHANNEL}": f"10@{GUILD}"})
    ears.expect([Target(CHANNEL, 10, GUILD)])
    found = ears.take(Page(channel=CHANNEL, guild=GUILD, done=True, gone=True))
    assert {each.address for each in found if isinstance(each, Removal)} == {
        f"channel/{CHANNEL}",
        f"thread/{CHANNEL}",
    }
    assert marks(found) == [""]
    assert ids(ears.take(said(20))) == ["20"]


def test_a_lost_server_takes_threads_with_it_that_the_library_forgot():
    ears = listening({f"channel:{THREAD}": f"10@{GUILD}", "channel:5": "9@8", "dm:6": "3"})
    found = ears.take(Gone(GUILD, (CHANNEL,)))
    lost = {each.address for each in found if isinstance(each, Removal)}
    assert {f"channel/{CHANNEL}", f"thread/{THREAD}"} <= lost
    assert set(ears.marks) == {5, 6}
    assert {
        each.address for each in ears.lost(frozenset({GUILD})) if isinstance(each, Removal)
    } == {
        "channel/5",
        "thread/5",
    }
    assert set(ears.marks) == {6}


def test_presses_pass_as_they_are():
    ears = listening()
    (message,) = listening().take(said(20))[:1]
    assert ears.take(Heard((message,))) == [message]
    assert ears.take(Ended()) == []


def test_names_that_stay_are_told_once():
    ears = listening()
    sample = SAMPLES["renamed"]
    frame = Frame(sample["event"], sample["data"])
    assert len(ears.take(frame)) == 2
    assert ears.take(frame) == []
    left = SAMPLES["left"]
    assert isinstance(ears.take(Frame(left["event"], left["data"]))[0], Sighting)


def test_what_was_said_is_remembered_only_so_long(monkeypatch):
    monkeypatch.setattr("bots.discord.ears.MOST_REMEMBERED", 1)
    ears = listening()
    when = "2025-11-17T16:00:00+00:00"
    for number in (20, 30):
        ears.take(said(number))
    again = said(20, event="MESSAGE_UPDATE", edited_timestamp=when)
    assert ids(ears.take(again)) == ["20"]
    assert ids(ears.take(again)) == []


def test_a_dead_letter_moves_no_mark_of_nowhere():
    found = listening().take(said(20, channel_id=None))
    assert marks(found) == []
    assert len(found) == 1


def test_private_talks_have_marks_of_their_own():
    data = SAMPLES["private"]["data"]
    found = listening().take(Frame("MESSAGE_CREATE", data))
    (kept,) = (each for each in found if isinstance(each, Checkpoint))
    assert (kept.name, kept.value) == (f"dm:{data['channel_id']}", data["id"])


def test_whoever_writes_in_private_can_be_answered_there():
    ears = listening()
    frame = Frame("MESSAGE_CREATE", SAMPLES["private"]["data"])
    (news, *_) = ears.take(frame)
    assert isinstance(news, Reach)
    assert (news.address, news.open) == (f"dm/{ANN}", True)
    assert not any(isinstance(each, Reach) for each in ears.take(frame))
    ears.closed(news.address)
    assert ears.take(frame)[0] == news


def test_unwatched_chatter_moves_no_mark():
    ears = listening(known=replace(KNOWN, watched=frozenset({1})))
    assert ears.take(said(20)) == []


# Clients


class FakeClient(DeskClient):
    """Logs in without anybody to log in to."""

    async def login(self, token: str) -> None:
        await asyncio.sleep(0)
        if token == "bad":
            raise discord.LoginFailure


def new_client() -> FakeClient:
    return FakeClient(read_table({}), discord.Intents.none())


@pytest.mark.anyio
async def test_everybody_uses_one_client_and_a_retired_one_is_closed_by_the_last():
    clients = Clients(new_client, SecretStr("good"), kept_s=0)
    async with clients.use() as first:
        async with clients.use() as second:
            assert first is second
        assert not first.is_closed()
        clients.retire(first)
        async with clients.use() as third:
            assert third is not first
            assert clients.current is third
        assert not first.is_closed()
    assert first.is_closed()
    await asyncio.sleep(0.01)
    assert third.is_closed()
    assert clients.current is None


@pytest.mark.anyio
async def test_who_speaks_again_is_still_logged_in():
    made = []

    def make():
        made.append(new_client())
        return made[-1]

    clients = Clients(make, SecretStr("good"))
    for _ in range(5):
        async with clients.use() as client:
            await asyncio.sleep(0)
        await asyncio.sleep(0)
    assert made == [client]
    assert not client.is_closed()
    resting = clients._resting
    resting.cancel()  # as the end of the process does
    await asyncio.gather(resting, return_exceptions=True)
    assert client.is_closed()
    async with clients.use() as another:
        assert another is not client
    clients._resting.cancel()


@pytest.mark.anyio
async def test_nobody_is_given_a_client_that_the_library_closed():
    clients = Clients(new_client, SecretStr("good"))
    async with clients.use() as first:
        await first.close()
        async with clients.use() as second:
            assert second is not first


@pytest.mark.anyio
async def test_a_login_that_fails_leaves_nothing_open():
    made = []

    def make():
        made.append(new_client())
        return made[-1]

    clients = Clients(make, SecretStr("bad"))
    with pytest.raises(CredentialsRefused):
        async with clients.use():
            pass
    assert clients.current is None
    assert made[0].is_closed()
