"""X: mentions, replies and direct messages of one account.

`adapter` puts it together. Listening: `mentions`, `gap`, `dms`, `stream`, `webhook` bring payloads,
`convert`, `letters` and `events` read them (pure). Speaking: `speak`, `find`, `policy`. `client` is
the line to X, `limits` has the numbers.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from bots.twitter.settings import CREDENTIALS, read_secrets, read_table

if TYPE_CHECKING:
    from bots.twitter.adapter import Twitter

__all__ = ["CREDENTIALS", "build"]


def build(table: Mapping[str, Any], secrets: Mapping[str, str]) -> Twitter:
    """The adapter for a `[bots.twitter]` table; raises ConfigError with one line."""
    from bots.twitter.adapter import Twitter  # noqa: PLC0415 - who only asks for limits needs no SDK

    return Twitter(read_table(table), read_secrets(secrets))
