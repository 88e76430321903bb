"""Starts the simulated platforms when no real one is configured, and points settings at them."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping
from contextlib import AsyncExitStack, closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from core.errors import ConfigError
from core.settings import PREFIX, Loaded
from sandbox.accounts import AccountsSandbox
from sandbox.accounts.people import settle
from sandbox.crowd import Crowd, DiscordStage, TelegramStage, XStage
from sandbox.crowd.on_discord import STAFF_ROOM as DISCORD_STAFF
from sandbox.crowd.on_discord import SUPPORT
from sandbox.crowd.on_telegram import STAFF_ROOM as TELEGRAM_STAFF
from sandbox.discord import DiscordSandbox
from sandbox.telegram import TelegramSandbox
from sandbox.twitter import TwitterSandbox

NOTICE = (
    "Sandbox: no credentials are set, so X, Telegram and Discord and everybody on them are"
    " simulated, and nothing leaves this machine. Set SKERRY_TWITTER_…, SKERRY_TELEGRAM_TOKEN or"
    " SKERRY_DISCORD_TOKEN (see .env.example) to connect a real platform."
)
# Seconds between two looks for mentions and messages: nobody wants to wait a minute to watch.
X_EVERY_S = 2
# Seconds without a further server until a session stands: there is one server only.
DISCORD_QUIET_S = 0.2
# What the simulated X must allow for that; the real one allows 300 and 15 in a quarter of an hour.
X_ROUTES = ("GET /2/users/{id}/mentions", "GET /2/dm_events")
X_CALLS = 900
# Settings that only make sense where the real platform is; in the sandbox their defaults hold.
REAL_ONLY = frozenset({
    "mode",
    "proxy",
    "oauth2",
    "stream",
    "webhook",
    "watch_channels",
    "moderator_roles",
})  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Servers:
    """The simulated platforms; each is somewhere once `start` is done."""

    twitter: TwitterSandbox = field(default_factory=TwitterSandbox)
    telegram: TelegramSandbox = field(default_factory=lambda: TelegramSandbox(reads_all=True))
    discord: DiscordSandbox = field(default_factory=DiscordSandbox)
    accounts: AccountsSandbox = field(default_factory=AccountsSandbox)

    async def start(self, stack: AsyncExitStack) -> None:
        """Bind and serve until the stack is closed; raises OSError where a port is taken."""
        for each in (self.twitter, self.telegram, self.discord, self.accounts):
            await stack.enter_async_context(each)
        for route in X_ROUTES:
            self.twitter.control.limit(route, X_CALLS)

    def crowd(self, *, pace: float, seed: int) -> Crowd:
        """The people, settled: their accounts, group and channels exist."""
        stages = (XStage(self.twitter), TelegramStage(self.telegram), DiscordStage(self.discord))
        crowd = Crowd(stages, pace=pace, seed=seed, codes=self.accounts.world.issue_code)
        crowd.settle()
        settle(self.accounts.world, crowd.cast)
        return crowd

    def tables(self) -> dict[str, dict[str, Any]]:
        """`[bots.*]` tables that point adapters here."""
        return {
            "twitter": {
                "base_url": self.twitter.base_url,
                "mentions_every_s": X_EVERY_S,
                "messages_every_s": X_EVERY_S,
            },
            "telegram": {
                "base_url": self.telegram.base_url,
                "base_file_url": self.telegram.base_file_url,
                "staff_group": self._staff_group(),
            },
            "discord": {
                "api_base": self.discord.api_base,
                "gateway_url": self.discord.gateway_url,
                "support_channels": self._channels(SUPPORT),
                "staff_channel": next(iter(self._channels(DISCORD_STAFF)), 0),
                "guilds_quiet_s": DISCORD_QUIET_S,
            },
        }

    def _channels(self, name: str) -> list[int]:
        return [each.id for each in self.discord.world.channels.values() if each.name == name]

    def _staff_group(self) -> str:
        chats = self.telegram.world.chats.values()
        return next((str(each.id) for each in chats if each.title == TELEGRAM_STAFF), "")

    def secrets(self) -> dict[str, str]:
        """The credentials that the simulated platforms accept, by their variables' names."""
        keys = {
            f"{PREFIX}TWITTER_{name}": value for name, value in self.twitter.credentials.items()
        }
        tokens = {"TELEGRAM_TOKEN": self.telegram.token, "DISCORD_TOKEN": self.discord.token}
        tokens["ACCOUNTS_TOKEN"] = self.accounts.token
        return keys | {f"{PREFIX}{name}": value for name, value in tokens.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Simulation:
    """The running sandbox: settings that point at it, and the people in it."""

    loaded: Loaded
    crowd: Crowd
    notice: str = NOTICE


async def simulate(loaded: Loaded, stack: AsyncExitStack) -> Simulation:
    """Start the simulated servers; their world is new each time, and so is the database beside."""
    servers, settings = Servers(), loaded.settings
    await servers.start(stack)
    crowd = servers.crowd(pace=settings.sandbox.pace, seed=settings.sandbox.seed)
    storage = settings.storage.model_copy(update={"url": _fresh(settings.storage.url)})
    pointed = settings.model_copy(
        update={
            "bots": _pointed(settings.bots, servers.tables()),
            "storage": storage,
            # No real account is looked into for people who are simulated.
            "accounts": settings.accounts.model_copy(
                update={"base_url": servers.accounts.base_url}
            ),
            # Nobody real is touched here, and what is only rehearsed is nothing to watch.
            "protect": settings.protect.model_copy(update={"mode": "on"}),
        }
    )
    return Simulation(
        loaded=replace(loaded, settings=pointed, secrets=servers.secrets()), crowd=crowd
    )


def _pointed(
    configured: Mapping[str, Mapping[str, Any]], tables: Mapping[str, dict[str, Any]]
) -> dict[str, dict[str, Any]]:
    """The simulated platforms' tables, with what the operator set that holds there as well."""
    return {
        name: {
            key: value for key, value in configured.get(name, {}).items() if key not in REAL_ONLY
        }
        | table
        for name, table in tables.items()
    }


def _fresh(url: str) -> str:
    """The database beside the real one, emptied: simulated people never mix with real ones."""
    beside = re.sub(r"(\.\w+)?$", r"-sandbox\1", url, count=1)
    path = Path(beside.removeprefix("sqlite:///"))
    if path.is_file() and _is_open(path):
        raise ConfigError(
            f"{path}: another desk runs here with simulated platforms; stop it, or start this one"
            " elsewhere with SKERRY_STORAGE__URL=sqlite:///other.db"
        )
    for each in (path, Path(f"{path}-wal"), Path(f"{path}-shm")):
        each.unlink(missing_ok=True)
    return beside


def _is_open(path: Path) -> bool:
    """Whether another process works with the database: only the last one may leave WAL."""
    with closing(sqlite3.connect(path, timeout=0)) as database:
        try:
            database.execute("PRAGMA journal_mode = DELETE")
        except sqlite3.OperationalError:
            return True
        except sqlite3.DatabaseError:
            return False  # rubbish that nobody can work with
    return False
