"""A small crowd that writes to the example exchange as people really write."""

from __future__ import annotations

from sandbox.crowd.crowd import Crowd
from sandbox.crowd.on_discord import DiscordStage
from sandbox.crowd.on_telegram import TelegramStage
from sandbox.crowd.on_x import XStage

__all__ = ["Crowd", "DiscordStage", "TelegramStage", "XStage"]
