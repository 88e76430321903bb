"""A platform made of a JSON Lines file: real input without a network, and the folder to copy."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bots.replay.adapter import Replay
from core.errors import ConfigError

CREDENTIALS: tuple[str, ...] = ()


def build(table: Mapping[str, Any], secrets: Mapping[str, str]) -> Replay:
    """Read `path` (and `batch`) from `[bots.replay]`; raises ConfigError when there is no file."""
    del secrets  # a file needs no credentials
    unknown = set(table) - {"path", "batch"}
    if unknown:
        raise ConfigError(f"settings.toml: unknown key 'bots.replay.{unknown.pop()}'")
    path = Path(str(table.get("path", "")))
    if not path.is_file():
        raise ConfigError(f"settings.toml: 'bots.replay.path': there is no file '{path}'")
    return Replay(path, batch=int(table.get("batch", 100)))
