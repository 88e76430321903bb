"""A simulated Discord that speaks the REST interface and the gateway, version 10."""

from __future__ import annotations

from sandbox.discord.model import Settings
from sandbox.discord.server import DiscordSandbox

__all__ = ["DiscordSandbox", "Settings"]
