"""What stories about dialogues are told with: one desk on three platforms, and people there."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from itertools import count
from typing import Any

from app.assembly import Parts
from core.case import Case
from core.casebook import CaseFile
from sandbox.discord import DiscordSandbox
from sandbox.telegram import TelegramSandbox
from sandbox.twitter import TwitterSandbox
from tests.story_kit import (
    MIRA,
    Wiring,
    a_desk,
    case_of,
    loaded,
    memory,
    on_discord,
    on_telegram,
    on_x,
    until,
)

PLATFORMS = ("telegram", "twitter", "discord")
# Long enough for an answer to leave, had there been one.
A_WHILE_S = 1.0


class Place:
    """A simulated platform with a public place of ours."""

    def __init__(self, sandbox: Any) -> None:
        self.sandbox, self.control = sandbox, sandbox.control
        self.numbers = count(1)
        self.settle()

    def settle(self) -> None:
        """Make the public place."""


class OnTelegram(Place):
    def settle(self) -> None:
        world = self.sandbox.world
        world.add_user("Mira", id=MIRA, username="mira_nordex")
        self.group = self.control.create_chat("Nordex Official", MIRA, bot="administrator")["id"]
        self.name = world.bot.username

    def wiring(self) -> Wiring:
        return on_telegram(self.sandbox)

    def somebody(self) -> int:
        number = next(self.numbers)
        names = {"username": f"ann_{number}", "language_code": "en"}
        who = self.sandbox.world.add_user("Ann", id=500 + number, **names).id
        self.control.join(who, self.group)
        return who

    def asks(self, who: int, text: str) -> Any:
        return self.control.say(who, self.group, f"@{self.name} {text}")["message_id"]

    def writes(self, who: int, text: str) -> Any:
        return self.control.say(who, who, text)["message_id"]

    def edits(self, who: int, message: Any, text: str) -> None:
        self.control.edit(who, message, text)

    def in_public(self, who: int) -> list[str]:
        return [post.text for post in self._under(who)]

    def in_private(self, who: int) -> list[str]:
        return [post.text for post in self.sandbox.world.bot_posts(who)]

    def comes(self, who: int) -> None:
        """He follows the link under what we said in public."""
        [post] = self._under(who)
        keys = [key for row in post.markup["inline_keyboard"] for key in row]
        [url] = [key["url"] for key in keys if "url" in key]
        assert url == f"https://t.me/{self.name}?start=private"
        self.writes(who, "/start private")

    def _under(self, who: int) -> list[Any]:
        chat = self.sandbox.world.chats[self.group]
        asked = {each.id for each in chat.posts.values() if each.sender == who}
        return [each for each in self.sandbox.world.bot_posts(self.group) if each.reply_to in asked]


class OnX(Place):
    def settle(self) -> None:
        for route in ("GET /2/users/{id}/mentions", "GET /2/dm_events"):
            self.control.limit(route, 9000)

    def wiring(self) -> Wiring:
        return on_x(self.sandbox)

    def somebody(self) -> str:
        number = next(self.numbers)
        return self.control.create_user(f"Ann {number}", f"ann_x{number}")["id"]

    def asks(self, who: str, text: str) -> Any:
        return self.control.post(who, f"@NordexSupport {text}")["id"]

    def writes(self, who: str, text: str) -> Any:
        return self.control.write(who, text)["id"]

    def edits(self, who: str, message: Any, text: str) -> None:
        self.control.edit(message, f"@NordexSupport {text}")

    def in_public(self, who: str) -> list[str]:
        posts = self.control.our_posts()
        mine = [each for each in posts if each.get("in_reply_to_user_id") == who]
        return [each["text"] for each in reversed(mine)]

    def in_private(self, who: str) -> list[str]:
        said = self.control.our_messages()
        return [each["text"] for each in said if who in each["dm_conversation_id"].split("-")]

    def comes(self, who: str) -> None:
        """He opens the chat by hand and says again what it is about."""
        self.writes(who, "I deposited to the wrong network, what now?")


class OnDiscord(Place):
    def settle(self) -> None:
        owner = int(self.control.create_user("owner")["id"])
        self.guild = int(self.control.create_guild("Nordex Official", owner)["id"])
        self.channel = int(self.control.create_channel(self.guild, "support")["id"])
        self.places: dict[int, int] = {}

    def wiring(self) -> Wiring:
        return on_discord(self.sandbox, support_channels=[self.channel])

    def somebody(self) -> int:
        who = int(self.control.create_user(f"ann_d{next(self.numbers)}", global_name="Ann")["id"])
        self.control.join(who, self.guild)
        return who

    def asks(self, who: int, text: str) -> Any:
        return int(self.control.say(who, self.channel, text)["id"])

    def writes(self, who: int, text: str) -> Any:
        thread = self._thread(who)
        if thread:
            return int(self.control.say(who, thread, text)["id"])
        sent = self.control.dm(who, text)
        self.places[who] = int(sent["channel_id"])
        return int(sent["id"])

    def edits(self, who: int, message: Any, text: str) -> None:
        self.control.edit(self.places[who], message, text)

    def in_public(self, who: int) -> list[str]:
        return [each.content for each in self._under(who)]

    def in_private(self, who: int) -> list[str]:
        place = self._thread(who) or self.places.get(who, 0)
        return [each.content for each in self._ours(place)] if place else []

    def comes(self, who: int) -> None:
        """He presses the way into a private thread."""
        [post] = self._under(who)
        self.control.press_label(who, self.channel, post.id, "Talk in private")

    def _thread(self, who: int) -> int:
        threads = self.sandbox.world.channels.values()
        return next((each.id for each in threads if each.name.endswith(f" {who}")), 0)

    def _under(self, who: int) -> list[Any]:
        posts = self.sandbox.world.channel(self.channel).posts
        asked = {each.id for each in posts.values() if each.author == who}
        ours = self._ours(self.channel)
        return [each for each in ours if each.reference and each.reference.message in asked]

    def _ours(self, channel: int) -> list[Any]:
        posts = self.sandbox.world.channel(channel).posts.values()
        return [each for each in posts if each.author == self.sandbox.world.bot.id]


WHERE: dict[str, tuple[type[Any], type[Place]]] = {
    "telegram": (TelegramSandbox, OnTelegram),
    "twitter": (TwitterSandbox, OnX),
    "discord": (DiscordSandbox, OnDiscord),
}


@dataclass(frozen=True, slots=True)
class Town:
    """The running desk and its three platforms."""

    desk: Parts
    places: dict[str, Place]

    def ann(self, platform: str) -> Ann:
        """Somebody new."""
        place: Any = self.places[platform]
        return Ann(self.desk, place, platform, place.somebody())


@dataclass(frozen=True, slots=True)
class Ann:
    """Somebody who writes in public and in private, edits, and hears us."""

    desk: Parts
    place: Any
    platform: str
    id: Any

    def asks(self, text: str) -> Any:
        """In public; the message."""
        return self.place.asks(self.id, text)

    def writes(self, text: str) -> Any:
        """In private; the message."""
        return self.place.writes(self.id, text)

    def edits(self, message: Any, text: str) -> None:
        self.place.edits(self.id, message, text)

    def comes(self) -> None:
        """From public to private, by what the platform offers."""
        self.place.comes(self.id)

    def public(self) -> list[str]:
        """What we said to her where others read it."""
        return self.place.in_public(self.id)

    def private(self) -> list[str]:
        return self.place.in_private(self.id)

    async def hears(self, *words: str, after: int = 0) -> str:
        """What we told her in private from then on, once it holds all these words."""

        def told() -> str:
            text = "\n".join(self.private()[after:])
            return text if text and all(word in text for word in words) else ""

        return await until(told, 20)

    async def case(self, true: Callable[[Case], Any] = bool) -> Case:
        """Her open case, once something is true of it."""
        return await until(case_of(self.desk, self.id, true), 20)

    async def file(self) -> CaseFile:
        case = await self.case()
        return await memory(self.desk).case_file(case.id)

    async def judged(self, number: int) -> None:
        """Wait until so many of her messages have been read."""

        async def read() -> bool:
            rows = await memory(self.desk).feed("open", "mira", limit=200)
            mine = [row for row in rows.rows if row.case.author_id == str(self.id)]
            files = [await memory(self.desk).case_file(row.case.id) for row in mine]
            lines = [line for file in files for line in file.lines if line.kind == "message"]
            return sum(line.verdict is not None for line in lines) >= number

        await until(read, 20)

    async def a_while(self) -> None:
        await asyncio.sleep(A_WHILE_S)


@asynccontextmanager
async def a_town(folder: Any, **tables: Any) -> AsyncIterator[Town]:
    """One desk in this process, on all three platforms at once."""
    async with AsyncExitStack() as stack:
        places: dict[str, Place] = {}
        for name in PLATFORMS:
            sandbox, place = WHERE[name]
            places[name] = place(await stack.enter_async_context(sandbox()))
        wirings = [place.wiring() for place in places.values()]
        desk = await stack.enter_async_context(a_desk(loaded(folder, *wirings, **tables)))
        yield Town(desk, places)
