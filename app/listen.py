"""`skerry listen`: some platforms' ears, and mouths, alone; another process decides."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from functools import partial

import bots
from app import config
from app.accounts.desk import seal_of
from app.backup.check import must_be_whole
from app.clock import desk_clock
from app.encoder.build import without_encoder
from app.inference.pool import ProcessTriage
from app.leases import Part, delivering
from app.sealing.keys import open_desk
from app.seeing import logs
from app.seeing.build import build_seeing
from app.seeing.metrics import Measured, Metrics, build_metrics
from app.supervise import stop_on_signals, until_stopped, watch_over, watchers
from app.waiting import when_there
from core.errors import ConfigError
from core.listen import Listener
from core.outbox import Deliverer
from core.settings import Loaded
from storage.engine.whose import me

log = logging.getLogger(__name__)


def start(names: Sequence[str], settings: str | None, *, deliver: bool = True) -> None:
    """Listen, and deliver, until Ctrl-C or SIGTERM; raises ConfigError in one line."""
    loaded = config.load(settings)
    logs.begin(loaded, "listen")
    config.say_if_shipped(settings)
    must_be_whole(loaded)
    asyncio.run(listen(loaded, names, deliver=deliver))


async def listen(loaded: Loaded, names: Sequence[str], *, deliver: bool = True) -> None:
    """Every platform named has its own watch; all share one outbox and one database.

    Who does not deliver leaves it to `skerry deliver` to look up what a crash left open.
    """
    stop = stop_on_signals()
    build = partial(_built, loaded, names, deliver=deliver)
    async with AsyncExitStack() as stack:
        ears = await when_there(build, loaded, stack, stop)
        if ears is None:
            return
        ears.metrics.probes.leaving = stop.is_set
        log.info("listen: started as %s", me())
        await until_stopped([*ears.parts, *ears.metrics.coroutines()], stop)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ears:
    """What one process hears and says, and how it is doing."""

    parts: Sequence[Part]
    metrics: Metrics


async def _built(
    loaded: Loaded, names: Sequence[str], stack: AsyncExitStack, *, deliver: bool
) -> _Ears:
    built = [bots.build(name, _table(loaded, name), loaded.secrets) for name in names]
    seeing = build_seeing(loaded.settings, "listen", stack)
    adapters = [seeing.covers.adapter(each) for each in built]
    memory = await open_desk(loaded)
    stack.push_async_callback(memory.close)
    store, clock = seeing.covers.store(memory), await desk_clock(memory, stack)
    # It only covers secrets here; its process starts when needed.
    triage = ProcessTriage(without_encoder(loaded.settings))
    stack.callback(triage.close)
    by_platform = {each.platform: each for each in adapters}
    deliverer = Deliverer(
        store=store, adapters=by_platform, clock=clock, rest=memory.rest, files=memory
    )
    listeners = [
        Listener(adapter=each, store=store, triage=triage, clock=clock, seal=seal_of(loaded))
        for each in adapters
    ]
    rules = loaded.settings.protect
    watches = [watch_over(each, *watchers(each, store, rules)) for each in listeners]
    measured = Measured(listeners=listeners, path=seeing.path, role="listen")
    metrics = build_metrics(loaded.settings.metrics, memory, clock, measured, stack)
    sending = delivering(deliverer) if deliver else []
    return _Ears(parts=[*(each.stand() for each in watches), *sending], metrics=metrics)


def _table(loaded: Loaded, name: str) -> dict[str, object]:
    if name not in loaded.settings.bots:
        bots.credentials(name)  # says which platforms there are
        raise ConfigError(f"settings.toml: there is no [bots.{name}]; add that table to listen")
    if missing := bots.missing_credentials(name, loaded.secrets):
        raise ConfigError(f"{missing[0]} is not set: {name} cannot be listened to without it")
    return loaded.settings.bots[name]
