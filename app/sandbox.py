"""Starts the simulated platform when no real one is configured, and points the settings at it."""

from __future__ import annotations

import re
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from core.settings import Loaded
from sandbox.crowd import Crowd
from sandbox.telegram import TelegramSandbox

NOTICE = (
    "Sandbox: no credentials are set, so everybody here is simulated and nothing leaves this "
    "machine. Set SKERRY_TELEGRAM_TOKEN (see .env.example) to connect the real platform."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Simulation:
    """The running sandbox: settings that point at it, and the people in it."""

    loaded: Loaded
    crowd: Crowd
    notice: str = NOTICE


async def simulate(loaded: Loaded, stack: AsyncExitStack) -> Simulation:
    """Start the simulated server; its world is new each time, and so is the database beside it."""
    sandbox = await stack.enter_async_context(TelegramSandbox(reads_all=True))
    settings = loaded.settings
    table = {
        **settings.bots.get("telegram", {}),
        "base_url": sandbox.base_url,
        "base_file_url": sandbox.base_file_url,
    }
    storage = settings.storage.model_copy(update={"url": _fresh(settings.storage.url)})
    pointed = settings.model_copy(update={"bots": {"telegram": table}, "storage": storage})
    return Simulation(
        loaded=replace(loaded, settings=pointed, secrets={"SKERRY_TELEGRAM_TOKEN": sandbox.token}),
        crowd=Crowd(sandbox, pace=settings.sandbox.pace, seed=settings.sandbox.seed),
    )


def _fresh(url: str) -> str:
    """The database beside the real one, emptied: simulated people never mix with real ones."""
    beside = re.sub(r"(\.\w+)?$", r"-sandbox\1", url, count=1)
    path = Path(beside.removeprefix("sqlite:///"))
    for each in (path, Path(f"{path}-wal"), Path(f"{path}-shm")):
        each.unlink(missing_ok=True)
    return beside
