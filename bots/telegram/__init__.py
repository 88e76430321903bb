"""Telegram: private chats, groups, topics and business accounts of one bot.

Everything the desk needs to know about the platform is in this folder. `adapter` does the I/O,
`polling` and `webhook` are the two ways in, `convert` reads updates (pure), `speak` sends,
`courtesy` types and reacts, `limits` has the numbers.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from bots.telegram.settings import WHERE, read_table, read_token
from core.errors import ConfigError

if TYPE_CHECKING:
    from bots.telegram.adapter import Telegram

LEAKY = f"{WHERE} webhook_url: has the bot's token in it, which every proxy would write down"
# Environment: SKERRY_TELEGRAM_TOKEN.
CREDENTIALS = ("TOKEN",)


def room(table: Mapping[str, Any]) -> str:
    """The address of the moderators' room, "" for none; raises ConfigError with one line."""
    return read_table(table).staff_group


def build(table: Mapping[str, Any], secrets: Mapping[str, str]) -> Telegram:
    """The adapter for a `[bots.telegram]` table; raises ConfigError with one line."""
    from bots.telegram.adapter import Telegram  # noqa: PLC0415 - who only asks for limits needs no SDK

    config, token = read_table(table), read_token(secrets)
    if token.get_secret_value() in config.webhook_url + config.webhook_path:
        raise ConfigError(LEAKY)
    return Telegram(config, token)
