"""Telegram: private chats, groups and topics of one bot, by long polling.

Everything the desk needs to know about the platform is in this folder. `adapter` does the I/O,
`convert` reads updates (pure), `speak` sends, `limits` has the numbers.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bots.telegram.adapter import Telegram
from bots.telegram.settings import read_table, read_token

# Environment: SKERRY_TELEGRAM_TOKEN.
CREDENTIALS = ("TOKEN",)


def build(table: Mapping[str, Any], secrets: Mapping[str, str]) -> Telegram:
    """The adapter for a `[bots.telegram]` table; raises ConfigError with one line."""
    return Telegram(read_table(table), read_token(secrets))
