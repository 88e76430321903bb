"""A simulated Telegram that speaks the Bot API over HTTP."""

from __future__ import annotations

from sandbox.telegram.flood import Limits
from sandbox.telegram.server import TelegramSandbox

__all__ = ["Limits", "TelegramSandbox"]
