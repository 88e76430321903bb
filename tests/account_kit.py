"""What stories about accounts are told with: an exchange, and one private chat on each platform."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from core.settings import Loaded
from core.tables.account import TOKEN
from sandbox.accounts import AccountsSandbox, Item
from sandbox.accounts.people import TXID
from sandbox.discord import DiscordSandbox
from sandbox.telegram import TelegramSandbox
from sandbox.twitter import TwitterSandbox
from tests.story_kit import Wiring, loaded, on_discord, on_telegram, on_x, until

PLATFORMS = ("telegram", "twitter", "discord")
KEY = "ann"


@dataclass
class Chat:
    """Ann's private chat with the desk on one platform, and what she says in public there."""

    wiring: Wiring
    ann: int | str
    writes: Callable[[str], Any]
    heard: Callable[[], list[str]]
    posts: Callable[[str], Any]
    public: Callable[[], list[str]]
    rename: Callable[[str], Any]
    press: Callable[[str], Any] | None = None

    async def says(self, text: str) -> str:
        """She writes and is answered; the answer."""
        before = len(self.heard())
        self.writes(text)
        await until(lambda: len(self.heard()) > before)
        return self.heard()[-1]

    async def presses(self, label: str) -> str:
        """She presses what stands under an answer; the next one."""
        before = len(self.heard())
        self.press(label)
        await until(lambda: len(self.heard()) > before)
        return self.heard()[-1]


@asynccontextmanager
async def a_chat(platform: str):
    """One simulated platform with Ann on it."""
    async with AsyncExitStack() as stack:
        yield await _CHATS[platform](stack)


async def _on_telegram(stack: AsyncExitStack) -> Chat:
    sandbox = await stack.enter_async_context(TelegramSandbox(reads_all=True))
    world, control = sandbox.world, sandbox.control
    ann = world.add_user("Ann", id=501, username="ann_b", language_code="en").id
    owner = world.add_user("Mira", id=2001, username="mira_nordex").id
    group = control.create_chat("Nordex Official", owner, bot="administrator")["id"]
    control.join(ann, group)

    def press(label: str) -> None:
        [(post, data)] = [
            (post, each["callback_data"])
            for post in world.bot_posts(ann)
            for row in (post.markup or {}).get("inline_keyboard", ())
            for each in row
            if label in each["text"]
        ]
        control.press(ann, ann, post.id, data)

    return Chat(
        wiring=on_telegram(sandbox),
        ann=ann,
        writes=lambda text: control.say(ann, ann, text),
        heard=lambda: [each.text for each in world.bot_posts(ann)],
        posts=lambda text: control.say(ann, group, f"@{world.bot.username} {text}"),
        public=lambda: [each.text for each in world.bot_posts(group)],
        rename=lambda name: control.rename(ann, username=name),
        press=press,
    )


async def _on_x(stack: AsyncExitStack) -> Chat:
    sandbox = await stack.enter_async_context(TwitterSandbox())
    control = sandbox.control
    for route in ("GET /2/users/{id}/mentions", "GET /2/dm_events"):
        control.limit(route, 9000)
    ann = control.create_user("Ann", "ann_x")["id"]
    return Chat(
        wiring=on_x(sandbox),
        ann=ann,
        writes=lambda text: control.write(ann, text),
        heard=lambda: [each["text"] for each in control.our_messages()],
        posts=lambda text: control.post(ann, f"@NordexSupport {text}"),
        public=lambda: [each["text"] for each in control.our_posts()],
        rename=lambda name: setattr(sandbox.world.user(int(ann)), "username", name),
    )


async def _on_discord(stack: AsyncExitStack) -> Chat:
    sandbox = await stack.enter_async_context(DiscordSandbox())
    world, control = sandbox.world, sandbox.control
    owner = int(control.create_user("owner")["id"])
    guild = int(control.create_guild("Nordex Official", owner)["id"])
    channel = int(control.create_channel(guild, "support")["id"])
    ann = int(control.create_user("ann_b", global_name="Ann")["id"])
    control.join(ann, guild)

    def ours(posts: Any) -> list[Any]:
        return [each for each in posts if each.author == world.bot.id]

    def private() -> list[Any]:
        return [
            post
            for place in world.channels.values()
            if place.id != channel
            for post in ours(place.posts.values())
        ]

    def press(label: str) -> None:
        [post] = [each for each in private() if label in str(each.components)]
        control.press_label(ann, post.channel, post.id, label)

    return Chat(
        wiring=on_discord(sandbox, support_channels=[channel]),
        ann=ann,
        writes=lambda text: control.dm(ann, text),
        heard=lambda: [each.content for each in private()],
        posts=lambda text: control.say(ann, channel, text),
        public=lambda: [each.content for each in ours(world.channel(channel).posts.values())],
        rename=lambda name: setattr(world.users[ann], "username", name),
        press=press,
    )


_CHATS = {"telegram": _on_telegram, "twitter": _on_x, "discord": _on_discord}


def settings_of(folder: Any, chat: Chat, exchange: AccountsSandbox, **table: Any) -> Loaded:
    """A desk that looks into this exchange's accounts."""
    quick = {"base_url": exchange.base_url, "timeout_s": 10.0, "tries": 2, "fails": 5}
    made = loaded(folder, chat.wiring, accounts=quick | table)
    return replace(made, secrets={**made.secrets, TOKEN: exchange.token})


def a_withdrawal(exchange: AccountsSandbox, **changes: Any) -> Item:
    """Half a bitcoin that was asked for three hours ago."""
    at = exchange.world.now() - timedelta(hours=3)
    values = {"id": "w1", "state": "sent", "requested_at": at, "amount": "0.50000000"}
    return Item(**({**values, "coin": "BTC", "txid": TXID} | changes))
