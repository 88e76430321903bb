"""One desk, three platforms: one is away and the others do not notice; a stop loses nothing.

The desk is a process of its own; the simulated platforms live in the test.
"""

from __future__ import annotations

import asyncio
import os
import re
import signal
import sqlite3
import sys
from collections import Counter
from contextlib import asynccontextmanager, closing
from functools import partial

import pytest

from sandbox.discord import DiscordSandbox
from sandbox.telegram import TelegramSandbox
from sandbox.twitter import TwitterSandbox

pytestmark = pytest.mark.anyio
PEOPLE, AWAY_S = 8, 3.0
ASK = "what are your trading fees? [{number}]"
NUMBER = re.compile(r"\[(\d+)\]")
SETTINGS = """
[desk]
reply_hold_s = 0.2
[storage]
url = "sqlite:///{folder}/desk.db"
[sealing]
key = "none"  # what is said is read in the database, from outside
[console]
port = 0
[triage.encoder]
use = "off"
[log]
level = "warning"
[bots.telegram]
base_url = "{telegram.base_url}"
base_file_url = "{telegram.base_file_url}"
sends_per_second = 1000
seconds_per_chat = 0.01
typing = false
[bots.twitter]
base_url = "{twitter.base_url}"
mentions_every_s = 0.2
messages_every_s = 5
seconds_between_posts = 0
look_again_after_s = 1
[bots.twitter.limits]
posts_per_quarter_hour = 5000
posts_per_three_hours = 5000
[bots.discord]
api_base = "{discord.api_base}"
gateway_url = "{discord.gateway_url}"
identify_pause_s = 0
typing = false
"""


class Town:
    """The three platforms and the people on them; every message has a number of its own."""

    def __init__(self, telegram, twitter, discord) -> None:
        self.telegram, self.twitter, self.discord = telegram, twitter, discord
        self.number, self.written = 0, Counter()
        self.chats = [
            telegram.world.add_user(f"T{n}", id=600 + n, reachable=True).id for n in range(PEOPLE)
        ]
        self.posters = [twitter.control.create_user(f"X{n}", f"x_{n}")["id"] for n in range(PEOPLE)]
        control = discord.control
        owner = int(control.create_user("owner")["id"])
        guild = int(control.create_guild("Nordex Official", owner)["id"])
        self.visitor = int(control.create_user("visitor")["id"])
        control.join(self.visitor, guild)
        self.members = [int(control.create_user(f"d{n}")["id"]) for n in range(PEOPLE)]
        for each in self.members:
            control.join(each, guild)

    def ask(self, *platforms: str) -> None:
        """One question on each platform, by the next person there."""
        for platform in platforms or ("telegram", "twitter", "discord"):
            self.number += 1
            self.written[platform] += 1
            text, turn = ASK.format(number=self.number), self.written[platform] % PEOPLE
            if platform == "telegram":
                self.telegram.scene.say(self.chats[turn], self.chats[turn], text)
            elif platform == "twitter":
                self.twitter.control.post(self.posters[turn], f"@NordexSupport {text}")
            else:
                self.discord.control.dm(self.members[turn], text)

    def answered(self, platform: str) -> int:
        """How many times the desk has spoken there."""
        if platform == "telegram":
            return sum(len(self.telegram.world.bot_posts(each)) for each in self.chats)
        if platform == "twitter":
            return len(self.twitter.control.our_posts())
        return self.discord.calls.by_route["POST /channels/{channel_id}/messages"]

    def knocks(self, folder) -> bool:
        """Somebody says hello until it is heard: words from before the first start are not."""
        self.discord.control.dm(self.visitor, "hello")
        return bool(kept(folder)["hello"])

    def take_away(self, platform: str, seconds: float) -> None:
        sandbox = getattr(self, platform)
        sandbox.control.inject("status", "*", status=503, count=None, for_seconds=seconds)
        if platform == "discord":
            sandbox.control.line("cut", forget=True)


@asynccontextmanager
async def a_town():
    async with (
        TelegramSandbox() as telegram,
        TwitterSandbox() as twitter,
        DiscordSandbox() as discord,
    ):
        yield Town(telegram, twitter, discord)


@asynccontextmanager
async def a_desk(town: Town, folder, *command):
    settings = folder / "settings.toml"
    settings.write_text(SETTINGS.format(folder=folder, **vars(town)))
    keys = {f"SKERRY_TWITTER_{name}": value for name, value in town.twitter.credentials.items()}
    tokens = {
        "SKERRY_TELEGRAM_TOKEN": town.telegram.token,
        "SKERRY_DISCORD_TOKEN": town.discord.token,
    }
    with (folder / "desk.log").open("a") as log:
        desk = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "app", *(command or ("run",)), "--settings", str(settings),
            env={**os.environ, **keys, **tokens}, stderr=log,
        )  # fmt: skip
        try:
            yield desk
        finally:
            if desk.returncode is None:
                desk.kill()
            await desk.wait()


def kept(folder) -> Counter:
    """How often each numbered message stands in the database."""
    path = folder / "desk.db"
    if not path.exists():
        return Counter()
    try:
        texts = [text for (text,) in rows(folder, "select text from message")]
    except sqlite3.OperationalError:  # the first start is still making the tables
        return Counter()
    return Counter(int(found[1]) if (found := NUMBER.search(text)) else text for text in texts)


def asked(folder) -> Counter:
    """The numbered ones alone."""
    found = kept(folder)
    del found["hello"]
    return found


def rows(folder, statement):
    with closing(sqlite3.connect(f"file:{folder / 'desk.db'}?mode=ro", uri=True)) as database:
        return database.execute(statement).fetchall()


async def until(true, seconds: float, what) -> None:
    try:
        async with asyncio.timeout(seconds):
            while not true():  # noqa: ASYNC110 - another process has no event of ours
                await asyncio.sleep(0.1)
    except TimeoutError:
        raise AssertionError(f"still waiting for {what()}") from None


async def all_connected(town: Town, folder) -> None:
    """Everybody is heard: who never wrote to us before cannot be asked after on every platform."""
    everywhere = ("telegram", "twitter", "discord")
    await until((folder / "desk.db").exists, 30, lambda: "the database")
    await until(partial(town.knocks, folder), 30, lambda: "the gateway")
    for _ in range(PEOPLE):
        town.ask()
    await until(
        lambda: all(town.answered(each) >= PEOPLE for each in everywhere),
        40,
        lambda: {each: town.answered(each) for each in everywhere},
    )


@pytest.mark.parametrize("away", ["telegram", "twitter", "discord"])
async def test_d1_one_platform_away_is_nobody_elses_matter_and_loses_nothing(away, tmp_path):
    others = {"telegram", "twitter", "discord"} - {away}
    async with a_town() as town, a_desk(town, tmp_path) as desk:
        await all_connected(town, tmp_path)
        before = {each: town.answered(each) for each in others}
        town.take_away(away, AWAY_S)
        for _ in range(PEOPLE - 1):
            town.ask()
            await asyncio.sleep(AWAY_S / PEOPLE)
        await until(
            lambda: all(town.answered(each) > before[each] for each in others),
            5,
            lambda: {each: town.answered(each) for each in others},
        )
        everything = Counter(range(1, town.number + 1))
        await until(lambda: asked(tmp_path) == everything, 30, lambda: everything - asked(tmp_path))
        await asyncio.sleep(0.5)
        assert asked(tmp_path) == everything
        assert desk.returncode is None
        [(twice,)] = rows(
            tmp_path,
            "select count(*) from (select 1 from outbox where state = 'sent' group by remote_id, "
            "conversation having count(*) > 1)",
        )
        assert twice == 0


async def test_d2_a_stop_with_many_answers_under_way_loses_none_and_repeats_none(tmp_path):
    async with a_town() as town:
        async with a_desk(town, tmp_path) as desk:
            await all_connected(town, tmp_path)
            town.telegram.control.inject("delay", "sendMessage", seconds=0.5, count=None)
            town.twitter.faults.inject("delay", "POST /2/tweets", seconds=0.5, count=None)
            for _ in range(34):
                town.ask()
            await until(
                lambda: rows(tmp_path, "select 1 from outbox where state = 'sending'"),
                20,
                lambda: "a send under way",
            )
            desk.send_signal(signal.SIGTERM)
            assert await asyncio.wait_for(desk.wait(), 30) == 0
        town.telegram.control.clear_faults()
        town.twitter.control.clear_faults()
        async with a_desk(town, tmp_path):
            everything = Counter(range(1, town.number + 1))
            await until(
                lambda: asked(tmp_path) == everything, 30, lambda: everything - asked(tmp_path)
            )
            waits = "select count(*) from outbox where state in ('pending', 'sending')"
            open_ones = "select count(*) from inbox where state = 'open'"
            await until(
                lambda: rows(tmp_path, waits) == rows(tmp_path, open_ones) == [(0,)],
                40,
                lambda: rows(tmp_path, "select state, why, count(*) from outbox group by 1, 2"),
            )
        sent = dict(
            rows(tmp_path, "select platform, count(*) from outbox where state='sent' group by 1")
        )
        assert rows(tmp_path, "select key from outbox where state = 'unknown'") == []
        assert sent == {each: town.answered(each) for each in ("telegram", "twitter", "discord")}


async def test_platforms_can_be_listened_to_and_answered_from_processes_of_their_own(tmp_path):
    async with a_town() as town, a_desk(town, tmp_path, "listen", "telegram") as ears:
        await until((tmp_path / "desk.db").exists, 30, lambda: "the database")
        town.ask("telegram")
        await until(lambda: asked(tmp_path)[1], 30, lambda: "the first message")
        assert town.answered("telegram") == 0  # nobody judges yet
        async with a_desk(town, tmp_path, "listen", "discord") as others:
            await until(partial(town.knocks, tmp_path), 30, lambda: "the gateway")
            others.send_signal(signal.SIGTERM)
            assert await asyncio.wait_for(others.wait(), 20) == 0
        async with a_desk(town, tmp_path):
            await until(lambda: town.answered("telegram"), 30, lambda: "an answer")
        ears.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(ears.wait(), 20) == 0
