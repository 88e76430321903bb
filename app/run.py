"""`skerry run`: wires everything once, starts it, and stops it in order."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from rich.console import Console
from rich.panel import Panel

import bots
from app import config, logs
from app.accounts import build_accounts, seal_of
from app.brain import build_reader, build_second, check_reader
from app.clock import SystemClock
from app.encoder import give_back_memory
from app.house import build_house
from app.incidents import Incidents, build_incidents
from app.inference import InlineTriage, ProcessTriage
from app.knowledge import KnowledgeWatch
from app.llm import add_wording
from app.registry import protecting
from app.reindex import Indexing
from app.sandbox import Simulation, simulate
from app.service import ServiceParts, build_parts
from app.supervise import Watch, stop_on_signals, until_stopped, watch_over, watchers
from app.web import WebConsole, encoder_part, services, take_place
from core.desk import Desk
from core.listen import Listener
from core.outbox import Deliverer
from core.ports import Adapter
from core.reply.lint import unsafe
from core.settings import Loaded, Settings
from storage import SqlStore, open_store

# Turns in work at once: while one is read, others are claimed and recorded.
WORKERS = 3

terminal = Console(stderr=True, highlight=False)


def start(settings: str | None) -> None:
    """Run until Ctrl-C or SIGTERM; raises ConfigError with one line where it cannot start."""
    loaded = config.load(settings)
    logs.setup(loaded.settings.log, loaded.secrets.values())
    asyncio.run(run(loaded))


async def run(loaded: Loaded) -> None:
    """Everything in one process tree: adapters, workers, outbox, console, inference."""
    stop = stop_on_signals()
    async with AsyncExitStack() as stack:
        simulation = None
        if not connected(loaded):
            simulation = await simulate(loaded, stack)
            loaded = simulation.loaded
        parts = await assemble(loaded, simulation, stack)
        _greet(parts)
        await until_stopped(parts.coroutines(), stop)
        terminal.print("Stopped; everything is on disk.")


def connected(loaded: Loaded) -> list[str]:
    """The platforms whose credentials are set."""
    return [
        name for name in loaded.settings.bots if not bots.missing_credentials(name, loaded.secrets)
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """The running desk's parts, in the order in which they stop."""

    watches: tuple[Watch, ...]
    desks: tuple[Desk, ...]
    deliverer: Deliverer
    web: WebConsole
    incidents: Incidents
    knowledge: KnowledgeWatch
    service: ServiceParts
    simulation: Simulation | None
    sign_in: str

    def coroutines(self) -> list[Coroutine[Any, Any, None]]:
        """What reads first, then what works, then what sends, the console last."""
        crowd = [self.simulation.crowd.run()] if self.simulation else []
        return [
            *crowd,
            *(watch.stand() for watch in self.watches),
            *(desk.work_forever() for desk in self.desks),
            self.desks[0].ring_forever(),
            self.deliverer.deliver_forever(),
            *self.incidents.coroutines(),
            self.knowledge.stand(),
            *self.service.coroutines(),
            self.web.serve(),
        ]


async def assemble(loaded: Loaded, simulation: Simulation | None, stack: AsyncExitStack) -> Parts:
    """Build everything the settings ask for; `stack` takes it down again."""
    settings, clock = loaded.settings, SystemClock()
    place = take_place(settings.console)
    stack.callback(place.socket.close)
    adapters = [bots.build(name, settings.bots[name], loaded.secrets) for name in connected(loaded)]
    house = build_house(settings, adapters)
    store = await open_store(settings.storage.url, promises=house.service.promises)
    stack.push_async_callback(store.close)
    triage = await _triage(settings, stack)
    listeners = [
        Listener(adapter=each, store=store, triage=triage, clock=clock, seal=seal_of(loaded))
        for each in adapters
    ]
    desk = Desk(store=store, triage=triage, clock=clock, house=house)
    incidents = await build_incidents(desk, store, settings.incidents, stack)
    seen = services(store, house, listeners, place, [simulation.notice] if simulation else [])
    seen = replace(seen, explain=triage.explain, parts=lambda: [encoder_part(triage.encoder)])
    learnt = Indexing(settings, triage.refresh).ring
    knowledge = KnowledgeWatch(settings.knowledge, desk, triage, learnt)
    service = await build_parts(desk, store, loaded, (place.url, stack))
    seen = service.shown(knowledge.shown(incidents.shown(seen), store))
    seen = (await build_accounts(desk, store, loaded, stack)).shown(seen)
    seen = add_wording(desk, loaded, stack, seen)
    web = WebConsole(place, protecting(seen, desk, store, settings, triage.refresh))
    deliverer = _deliverer(store, adapters, desk)
    return Parts(
        watches=tuple(
            watch_over(listener, deliverer, *watchers(listener, store, settings.protect))
            for listener in listeners
        ),
        desks=(desk,) * WORKERS,
        deliverer=deliverer,
        web=web,
        incidents=incidents,
        knowledge=knowledge,
        service=service,
        simulation=simulation,
        sign_in=await web.first_link(),
    )


def _deliverer(store: SqlStore, adapters: Sequence[Adapter], desk: Desk) -> Deliverer:
    """The one door, with a last look at whatever leaves through it."""
    return Deliverer(
        store=store,
        adapters={each.platform: each for each in adapters},
        clock=desk.clock,
        lint=lambda row: unsafe(row, desk.house.identities),
    )


async def _triage(settings: Settings, stack: AsyncExitStack) -> InlineTriage | ProcessTriage:
    if settings.triage.workers == 0:
        second = build_second(settings)
        build = partial(build_reader, settings, second=second)
        return InlineTriage(build(), second, build)
    check_reader(settings)  # what is wrong with signals or identities is said here, in one line
    give_back_memory()
    triage = ProcessTriage(settings, settings.triage.workers)
    stack.callback(triage.close)
    # The console need not wait for the other process: the first message does.
    stack.callback(asyncio.create_task(triage.warm()).cancel)
    return triage


def _greet(parts: Parts) -> None:
    platforms = ", ".join(watch.listener.adapter.platform for watch in parts.watches)
    said = parts.simulation.notice if parts.simulation else f"Listening on: {platforms}"
    terminal.print(Panel(said, title="Skerry", width=min(90, terminal.width)))
    terminal.print(f"Console   [bold]{parts.web.place.url}[/bold]", soft_wrap=True)
    terminal.print(f"Sign in   [bold]{parts.sign_in}[/bold]", soft_wrap=True)
    terminal.print("The link works once, for half an hour. Ctrl-C stops the desk in order.")
