"""Fixtures of the Discord adapter's tests."""

from __future__ import annotations

from tests.bots.discord.out_kit import desk, no_waiting

__all__ = ["desk", "no_waiting"]
