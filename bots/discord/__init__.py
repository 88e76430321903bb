"""Discord: the servers, threads and private messages of one bot, by its gateway.

Everything the desk needs to know about the platform is in this folder. `adapter` does the I/O on
`client`, `convert` reads events (pure), `speak` sends, `limits` has the numbers.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bots.discord.adapter import Discord
from bots.discord.settings import read_table, read_token

# Environment: SKERRY_DISCORD_TOKEN.
CREDENTIALS = ("TOKEN",)


def build(table: Mapping[str, Any], secrets: Mapping[str, str]) -> Discord:
    """The adapter for a `[bots.discord]` table; raises ConfigError with one line."""
    return Discord(read_table(table), read_token(secrets))
