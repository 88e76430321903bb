"""Discord: the servers, threads and private messages of one bot, by its gateway.

Everything the desk needs to know about the platform is in this folder. `adapter` does the I/O on
`client`, `convert` reads events (pure), `speak` sends, `limits` has the numbers.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from bots.discord.scene import CHANNEL
from bots.discord.settings import read_table, read_token

if TYPE_CHECKING:
    from bots.discord.adapter import Discord

# Environment: SKERRY_DISCORD_TOKEN.
CREDENTIALS = ("TOKEN",)


def build(table: Mapping[str, Any], secrets: Mapping[str, str]) -> Discord:
    """The adapter for a `[bots.discord]` table; raises ConfigError with one line."""
    from bots.discord.adapter import Discord  # noqa: PLC0415 - who only asks for limits needs no SDK

    return Discord(read_table(table), read_token(secrets))


def room(table: Mapping[str, Any]) -> str:
    """The address of the moderators' room, empty for none; raises ConfigError with one line."""
    channel = read_table(table).staff_channel
    return f"{CHANNEL}/{channel}" if channel else ""
