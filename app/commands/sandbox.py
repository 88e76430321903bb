"""`skerry sandbox`: the simulated platforms alone, for a desk that runs elsewhere."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Any

from rich.console import Console
from rich.table import Table

from app.sandbox import Servers
from app.supervise import stop_on_signals, until_stopped
from core.errors import ConfigError
from core.settings import PREFIX
from sandbox.discord import DiscordSandbox
from sandbox.telegram import TelegramSandbox
from sandbox.twitter import TwitterSandbox

INTRODUCTION = "Everybody here is simulated. To point a desk at them, set in its environment:"
HOW_TO_STOP = "Ctrl-C or SIGTERM stops the sandbox."
TAKEN = "the sandbox cannot start: {why}; choose another port, or 0 for a free one"

terminal = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What the operator asked for; port 0 takes a free one."""

    twitter: int = 0
    telegram: int = 0
    discord: int = 0
    crowd: bool = True
    pace: float = 1.0
    seed: int = 7


async def serve(choice: Choice) -> None:
    """Serve until SIGTERM or Ctrl-C; raises ConfigError where a port is taken."""
    stop = stop_on_signals()
    servers = Servers(
        twitter=TwitterSandbox(port=choice.twitter),
        telegram=TelegramSandbox(port=choice.telegram, reads_all=True),
        discord=DiscordSandbox(port=choice.discord),
    )
    async with AsyncExitStack() as stack:
        try:
            await servers.start(stack)
        except OSError as error:
            raise ConfigError(TAKEN.format(why=error.strerror or error)) from None
        crowd = servers.crowd(pace=choice.pace, seed=choice.seed)
        _tell(servers)
        await until_stopped([crowd.run()] if choice.crowd else [], stop)


def _tell(servers: Servers) -> None:
    """The addresses, for programs on stdout and for people on stderr."""
    addresses: dict[str, dict[str, Any]] = {
        "twitter": servers.twitter.addresses(),
        "telegram": dict(servers.telegram.addresses()),
        "discord": dict(servers.discord.addresses()),
    }
    variables = environment(servers)
    sys.stdout.write(json.dumps(addresses | {"environment": variables}) + "\n")
    sys.stdout.flush()
    terminal.print(_table(addresses))
    terminal.print(INTRODUCTION)
    for name, value in variables.items():
        terminal.print(f"{name}={value}")
    terminal.print(HOW_TO_STOP)


def environment(servers: Servers) -> dict[str, str]:
    """The variables that make a desk take the simulated platforms for the real ones."""
    settings = {
        f"{PREFIX}BOTS__{table.upper()}__{key.upper()}": _written(value)
        for table, keys in servers.tables().items()
        for key, value in keys.items()
    }
    return settings | servers.secrets()


def _written(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, separators=(",", ":"))


def _table(addresses: Mapping[str, Mapping[str, Any]]) -> Table:
    table = Table("Platform", "API", "Control")
    for name, told in addresses.items():
        api = told.get("base_url") or told.get("api_base")
        table.add_row(name, str(api), str(told["control_url"]))
    return table
