"""What stories about protection are told with: a desk, simulated platforms, things to wait for."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from inspect import isawaitable
from typing import Any

from app.assembly import Parts, assemble
from app.supervise import until_stopped
from core.case import Case
from core.protection import scam_id
from core.scams import ScamFile, WarningTimes
from core.settings import Loaded, Settings
from sandbox.discord import DiscordSandbox
from sandbox.telegram import TelegramSandbox
from sandbox.twitter import TwitterSandbox

# How late a warning may be, in seconds after the attack has arrived at the desk.
IN_TIME_S = 5.0
# The four of the exchange's own people stand in the registry by these numbers.
MIRA, TOMASZ = 2001, 2002
MIRA_ON_DISCORD, TOMASZ_ON_DISCORD = 200_000_000_000_002_001, 200_000_000_000_002_002
WARNING = "an answer you got here does not come from us"
PRIVATE_WARNING = "somebody poses as us"
SHIELD = "@NordexSupport never"

Sandbox = TelegramSandbox | TwitterSandbox | DiscordSandbox


@dataclass(frozen=True, slots=True)
class Wiring:
    """One platform's `[bots.*]` table and its credentials."""

    name: str
    table: Mapping[str, Any]
    secrets: Mapping[str, str]


def on_telegram(sandbox: TelegramSandbox, **table: Any) -> Wiring:
    """How the desk reaches the simulated Telegram."""
    base = {
        "base_url": sandbox.base_url,
        "base_file_url": sandbox.base_file_url,
        "poll_timeout_s": 1,
        "sends_per_second": 1000,
        "seconds_per_chat": 0.001,
        "sends_per_group_minute": 6000,
        "typing": False,
    }
    return Wiring("telegram", base | table, {"SKERRY_TELEGRAM_TOKEN": sandbox.token})


def on_x(sandbox: TwitterSandbox, **table: Any) -> Wiring:
    """How the desk reaches the simulated X."""
    base = {
        "base_url": sandbox.base_url,
        "mentions_every_s": 0.2,
        "messages_every_s": 0.2,
        "seconds_between_posts": 0,
        "look_again_after_s": 1,
    }
    keys = {f"SKERRY_TWITTER_{name}": value for name, value in sandbox.credentials.items()}
    return Wiring("twitter", base | table, keys)


def on_discord(sandbox: DiscordSandbox, **table: Any) -> Wiring:
    """How the desk reaches the simulated Discord."""
    base = {
        "api_base": sandbox.api_base,
        "gateway_url": sandbox.gateway_url,
        "identify_pause_s": 0,
        "guilds_quiet_s": 0.1,
        "typing": False,
    }
    return Wiring("discord", base | table, {"SKERRY_DISCORD_TOKEN": sandbox.token})


def loaded(folder: Any, *wirings: Wiring, **tables: Mapping[str, Any]) -> Loaded:
    """The settings of a desk that is quick, reads in its own process and acts where it may."""
    tree = {
        "desk": {"reply_hold_s": 0.2},
        "storage": {"url": f"sqlite:///{folder}/desk.db"},
        "console": {"port": 0},
        "triage": {"workers": 0, "encoder": {"use": "off"}},
        "protect": {"mode": "on"},
        "bots": {each.name: dict(each.table) for each in wirings},
    }
    secrets = {key: value for each in wirings for key, value in each.secrets.items()}
    return Loaded(Settings.model_validate(tree | tables), secrets)


def as_toml(settings: Settings) -> str:
    """The settings as a file for a desk in a process of its own."""
    return "\n".join(_lines((), settings.model_dump(mode="json", exclude_unset=True)))


def _lines(path: tuple[str, ...], table: Mapping[str, Any]) -> list[str]:
    inner = {key: value for key, value in table.items() if isinstance(value, dict)}
    own = [f"{key} = {json.dumps(value)}" for key, value in table.items() if key not in inner]
    head = [f"[{'.'.join(path)}]", *own] if own else []
    return [*head, *(line for key, value in inner.items() for line in _lines((*path, key), value))]


@asynccontextmanager
async def a_desk(settings: Loaded) -> AsyncIterator[Parts]:
    """The whole desk in this process, as `skerry run` wires it, once it hears every platform."""
    async with AsyncExitStack() as stack:
        parts = await assemble(settings, None, stack)
        stop = asyncio.Event()
        running = asyncio.create_task(until_stopped(parts.coroutines(), stop))
        try:
            await until(lambda: all(each.listener.state == "listening" for each in parts.watches))
            yield parts
        finally:
            stop.set()
            await running


async def until(true: Callable[[], Any], seconds: float = 12.0) -> Any:
    """Wait for something that happens by itself; what `true` (sync or not) came to."""
    deadline = time.monotonic() + seconds
    while True:
        found = true()
        found = await found if isawaitable(found) else found
        if found:
            return found
        assert time.monotonic() < deadline, "it did not happen in time"
        await asyncio.sleep(0.02)


def memory(parts: Parts) -> Any:
    """The store, with what agents and moderators read as well."""
    return parts.deliverer.store


async def scam(parts: Parts, platform: str, author: object) -> ScamFile | None:
    """The file of an actor, if there is one."""
    return await memory(parts).scam_file(scam_id(platform, str(author)))


def has_scam(
    parts: Parts, platform: str, author: object, true: Callable[[ScamFile], Any] = bool
) -> Callable[[], Awaitable[ScamFile | None]]:
    """To be waited for: an actor's file of which something holds."""

    async def look() -> ScamFile | None:
        file = await scam(parts, platform, author)
        return file if file and true(file) else None

    return look


def case_of(
    parts: Parts, author: object, true: Callable[[Case], Any] = bool
) -> Callable[[], Awaitable[Case | None]]:
    """To be waited for: somebody's open case of which something holds."""

    async def look() -> Case | None:
        rows = (await memory(parts).feed("open", "mira")).rows
        mine = (each.case for each in rows if each.case.author_id == str(author))
        return next(filter(true, mine), None)

    return look


def done(file: ScamFile, *acts: str) -> bool:
    """Whether these acts have been carried out on the platform."""
    sent = {each.text for each in file.events if each.kind == "act" and each.state == "sent"}
    return set(acts) <= sent


async def nobody_accused(parts: Parts) -> bool:
    """Whether there is no scam case at all."""
    return (await memory(parts).scams("all")).rows == ()


async def judged(parts: Parts, count: int) -> None:
    """Wait until so many messages have been read."""

    async def enough() -> bool:
        return (await memory(parts).totals()).get("verdicts", 0) >= count

    await until(enough)


async def times(parts: Parts) -> WarningTimes:
    """From the arrival of attacks to the leaving of their warnings."""
    an_hour_ago = datetime.now(UTC) - timedelta(hours=1)
    return await memory(parts).warning_times(an_hour_ago)
