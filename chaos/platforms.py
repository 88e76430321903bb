"""The three simulated platforms, each behind a proxy, and what they recorded."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import AsyncExitStack
from typing import Any

from chaos.evidence import Heard
from chaos.proxy import Proxy, to_port
from core.settings import PREFIX
from sandbox.discord import DiscordSandbox
from sandbox.telegram import TelegramSandbox
from sandbox.twitter import TwitterSandbox

NAMES = ("telegram", "twitter", "discord")
# What the simulated X must allow, to be asked five times a second for an hour.
X_ROUTES, X_CALLS = ("GET /2/users/{id}/mentions", "GET /2/dm_events"), 20_000
# The calls by which the desk speaks; an answer to one of them may get lost on its way.
SPEAKING = {
    "telegram": "sendMessage",
    "twitter": "POST /2/tweets",
    "discord": "POST /channels/{channel_id}/messages",
}
_PORT = re.compile(r"(?<=:)\d+")


class Platforms:
    """Started by `start`; `proxies` stand between them and whoever uses `tables`."""

    def __init__(self) -> None:
        self.telegram, self.twitter = TelegramSandbox(), TwitterSandbox()
        self.discord = DiscordSandbox()
        self.proxies: dict[str, Proxy] = {}
        self.guild = 0

    async def start(self, stack: AsyncExitStack) -> None:
        """Serve until the stack is closed."""
        for name in NAMES:
            sandbox = await stack.enter_async_context(getattr(self, name))
            reach = to_port(int(_PORT.findall(sandbox.control_url)[0]))
            self.proxies[name] = await stack.enter_async_context(Proxy(reach))
        for route in X_ROUTES:
            self.twitter.control.limit(route, X_CALLS)
        owner = self.discord.world.add_user("owner")
        self.guild = self.discord.membership.create_guild("Nordex", owner.id).id
        self.discord.hub.url = self._seen("discord", self.discord.gateway_url)

    def tables(self) -> Mapping[str, Mapping[str, Any]]:
        """`[bots.*]`: quick, and through the proxies."""
        return {
            "telegram": {
                "base_url": self._seen("telegram", self.telegram.base_url),
                "base_file_url": self._seen("telegram", self.telegram.base_file_url),
                "poll_timeout_s": 2,
                "sends_per_second": 1000,
                "seconds_per_chat": 0.001,
                "typing": False,
            },
            "twitter": {
                "base_url": self._seen("twitter", self.twitter.base_url),
                "mentions_every_s": 0.5,
                "messages_every_s": 2,
                "seconds_between_posts": 0,
                "look_again_after_s": 1,
            },
            "discord": {
                "api_base": self._seen("discord", self.discord.api_base),
                "gateway_url": self._seen("discord", self.discord.gateway_url),
                "identify_pause_s": 0,
                "guilds_quiet_s": 0.1,
                "dms_opened_per_minute": 6000,
                "typing": False,
            },
        }

    def secrets(self) -> dict[str, str]:
        """The credentials that they accept, by their variables' names."""
        keys = {f"TWITTER_{name}": value for name, value in self.twitter.credentials.items()}
        keys |= {"TELEGRAM_TOKEN": self.telegram.token, "DISCORD_TOKEN": self.discord.token}
        return {f"{PREFIX}{name}": value for name, value in keys.items()}

    def _seen(self, name: str, url: str) -> str:
        """An address as it is from outside of the proxy."""
        return _PORT.sub(str(self.proxies[name].port), url, count=1)

    def heard_from(self) -> bool:
        """Whether somebody listens on each of them: what was said before is none of his concern."""
        asked = self.twitter.control.stats()["calls"].get(X_ROUTES[0], 0)
        polling = self.telegram.control.stats()["polling"]
        return bool(polling and asked and self.discord.line.connections())

    def lose_answers(self, name: str, seconds: float) -> None:
        """What the desk says arrives, and the answers to that do not."""
        sandbox = getattr(self, name)
        sandbox.faults.inject("drop", SPEAKING[name], after=True, for_seconds=seconds)

    def spoil(self, name: str) -> None:
        """The next batches come twice, or in another order."""
        if name == "telegram":
            for how in ("duplicate", "reorder", "replay"):
                self.telegram.control.tamper(how)
        elif name == "twitter":
            for how in ("duplicate", "reorder"):
                self.twitter.control.tamper("timeline", how)
        else:
            self.discord.line.cut()

    def heard(self) -> list[Heard]:
        """Everything that the desk said, where somebody can read it."""
        return [*self._on_telegram(), *self._on_twitter(), *self._on_discord()]

    def _on_telegram(self) -> list[Heard]:
        return [
            Heard(
                platform="telegram",
                place=str(chat),
                id=str(post.id),
                answers=str(post.reply_to or ""),
            )
            for chat in self.telegram.world.chats
            for post in self.telegram.world.bot_posts(chat)
        ]

    def _on_twitter(self) -> list[Heard]:
        world = self.twitter.world
        return [
            Heard(
                platform="twitter",
                place=str(each.in_reply_to_user),
                id=str(each.id),
                answers=str(each.reply_to or ""),
            )
            for each in world.newest_first()
            if each.author == world.us.id
        ]

    def _on_discord(self) -> list[Heard]:
        world = self.discord.world
        return [
            Heard(
                platform="discord",
                place=str(channel.recipient or channel.id),
                id=str(post.id),
                answers=str(post.reference.message) if post.reference else "",
            )
            for channel in world.channels.values()
            for post in channel.posts.values()
            if post.author == world.bot.id
        ]
