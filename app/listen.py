"""`skerry listen`: some platforms' ears, and mouths, alone; another process decides."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import AsyncExitStack

import bots
from app import config, logs
from app.accounts import seal_of
from app.clock import SystemClock
from app.encoder import without_encoder
from app.inference import ProcessTriage
from app.metrics import Measured, build_metrics
from app.supervise import stop_on_signals, until_stopped, watch_over, watchers
from core.actions import Outgoing
from core.errors import ConfigError
from core.listen import Listener
from core.outbox import Deliverer
from core.settings import Loaded
from storage import open_store


def start(names: Sequence[str], settings: str | None, *, deliver: bool = True) -> None:
    """Listen, and deliver, until Ctrl-C or SIGTERM; raises ConfigError in one line."""
    loaded = config.load(settings)
    logs.setup(loaded.settings.log, loaded.secrets.values())
    asyncio.run(listen(loaded, names, deliver=deliver))


async def listen(loaded: Loaded, names: Sequence[str], *, deliver: bool = True) -> None:
    """Every platform named has its own watch; all share one outbox and one database.

    Who does not deliver leaves it to `skerry deliver` to look up what a crash left open.
    """
    stop, clock = stop_on_signals(), SystemClock()
    adapters = [bots.build(name, _table(loaded, name), loaded.secrets) for name in names]
    async with AsyncExitStack() as stack:
        store = await open_store(loaded.settings.storage.url)
        stack.push_async_callback(store.close)
        # It only covers secrets here; its process starts when needed.
        triage = ProcessTriage(without_encoder(loaded.settings))
        stack.callback(triage.close)
        by_platform = {each.platform: each for each in adapters}
        deliverer = Deliverer(store=store, adapters=by_platform, clock=clock, rest=store.rest)
        listeners = [
            Listener(adapter=each, store=store, triage=triage, clock=clock, seal=seal_of(loaded))
            for each in adapters
        ]
        rules = loaded.settings.protect
        watches = [watch_over(each, deliverer, *watchers(each, store, rules)) for each in listeners]
        measured = Measured(listeners=listeners)
        metrics = build_metrics(loaded.settings.metrics, store, clock, measured, stack)
        parts = [*(watch.stand() for watch in watches), *metrics.coroutines()]
        if deliver:
            parts.append(deliverer.deliver_forever())
        else:
            for watch in watches:
                watch.reconcile = _leave
        await until_stopped(parts, stop)


async def _leave(_rows: Sequence[Outgoing]) -> None:
    """Somebody else's."""


def _table(loaded: Loaded, name: str) -> dict[str, object]:
    if name not in loaded.settings.bots:
        bots.credentials(name)  # says which platforms there are
        raise ConfigError(f"settings.toml: there is no [bots.{name}]; add that table to listen")
    if missing := bots.missing_credentials(name, loaded.secrets):
        raise ConfigError(f"{missing[0]} is not set: {name} cannot be listened to without it")
    return loaded.settings.bots[name]
