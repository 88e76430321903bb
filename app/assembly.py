"""Everything the settings ask for, built once and wired; who runs which part is said elsewhere."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import bots
from app.accounts import Accounts, build_accounts, seal_of
from app.api import ApiParts, build_api
from app.brain import build_reader, build_second, check_reader
from app.casework import with_casework
from app.clock import SystemClock
from app.composing import Composing, build_composing
from app.doors import add_doors
from app.encoder import give_back_memory
from app.feed import with_feed
from app.house import build_house
from app.incidents import Incidents, build_incidents
from app.inference import InlineTriage, ProcessTriage
from app.knowledge import KnowledgeWatch
from app.llm import add_wording
from app.metrics import Measured, Metrics, build_metrics
from app.numbers import with_numbers
from app.registry import protecting
from app.reindex import Indexing
from app.sandbox import Simulation
from app.service import ServiceParts, build_parts
from app.supervise import Watch, watch_over, watchers
from app.team import TeamParts, build_team
from app.translating import build_translator
from app.web import Place, WebConsole, encoder_part, services, take_place
from console.services import Services
from core.desk import Desk
from core.listen import Listener
from core.outbox import Deliverer
from core.ports import Adapter
from core.reply.lint import unsafe
from core.settings import Loaded, Settings
from storage import SqlStore, open_store

# Turns in work at once: while one is read, others are claimed and recorded.
WORKERS = 3


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
    team: TeamParts
    composing: Composing
    api: ApiParts
    metrics: Metrics
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
            *self.team.coroutines(),
            *self.composing.coroutines(),
            *self.api.coroutines(),
            *self.metrics.coroutines(),
            self.web.serve(),
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """What every other part is built on."""

    loaded: Loaded
    place: Place
    store: SqlStore
    triage: InlineTriage | ProcessTriage
    adapters: Sequence[Adapter]
    listeners: Sequence[Listener]
    desk: Desk

    @property
    def settings(self) -> Settings:
        """What the operator asked for."""
        return self.loaded.settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Rooms:
    """What works beside the desk, each with pages of its own."""

    incidents: Incidents
    knowledge: KnowledgeWatch
    service: ServiceParts
    accounts: Accounts
    metrics: Metrics
    composing: Composing
    team: TeamParts
    api: ApiParts


async def assemble(loaded: Loaded, simulation: Simulation | None, stack: AsyncExitStack) -> Parts:
    """Build everything the settings ask for; `stack` takes it down again."""
    base = await _base(loaded, stack)
    rooms = await _rooms(base, stack)
    notices = [simulation.notice] if simulation else []
    web = WebConsole(base.place, _shown(base, rooms, notices, stack))
    deliverer = _deliverer(base.store, base.adapters, base.desk)
    return Parts(
        watches=tuple(
            watch_over(each, deliverer, *watchers(each, base.store, base.settings.protect))
            for each in base.listeners
        ),
        desks=(base.desk,) * WORKERS,
        deliverer=deliverer,
        web=web,
        incidents=rooms.incidents,
        knowledge=rooms.knowledge,
        service=rooms.service,
        team=rooms.team,
        composing=rooms.composing,
        api=rooms.api,
        metrics=rooms.metrics,
        simulation=simulation,
        sign_in=await web.first_link(),
    )


def connected(loaded: Loaded) -> list[str]:
    """The platforms whose credentials are set."""
    return [
        name for name in loaded.settings.bots if not bots.missing_credentials(name, loaded.secrets)
    ]


async def _base(loaded: Loaded, stack: AsyncExitStack) -> Base:
    settings, clock = loaded.settings, SystemClock()
    place = take_place(settings.console)
    stack.callback(place.socket.close)
    adapters = [bots.build(name, settings.bots[name], loaded.secrets) for name in connected(loaded)]
    house = build_house(settings, adapters)
    store = await open_store(settings.storage.url, promises=house.service.promises)
    stack.push_async_callback(store.close)
    triage = await _triage(settings, stack)
    seal = seal_of(loaded)
    return Base(
        loaded=loaded,
        place=place,
        store=store,
        triage=triage,
        adapters=adapters,
        listeners=[
            Listener(adapter=each, store=store, triage=triage, clock=clock, seal=seal)
            for each in adapters
        ],
        desk=Desk(store=store, triage=triage, clock=clock, house=house, rest=store.rest),
    )


async def _rooms(base: Base, stack: AsyncExitStack) -> Rooms:
    desk, store, settings = base.desk, base.store, base.settings
    learnt = Indexing(settings, base.triage.refresh).ring
    encoder = partial(getattr, base.triage, "encoder")
    measured = Measured(listeners=base.listeners, desk=desk, encoder=encoder)
    return Rooms(
        incidents=await build_incidents(desk, store, settings.incidents, stack),
        knowledge=KnowledgeWatch(settings.knowledge, desk, base.triage, learnt),
        service=await build_parts(desk, store, base.loaded, (base.place.url, stack)),
        accounts=await build_accounts(desk, store, base.loaded, stack),
        metrics=build_metrics(settings.metrics, store, desk.clock, measured, stack),
        composing=build_composing(desk, store, settings, build_translator(base.loaded, stack)),
        team=build_team(store, desk.clock, settings.team),
        api=await build_api(desk, store, settings.api, stack),
    )


def _shown(base: Base, rooms: Rooms, notices: Sequence[str], stack: AsyncExitStack) -> Services:
    """What the console shows: the desk, then what each room adds to it."""
    desk, store, settings = base.desk, base.store, base.settings
    triage = base.triage
    seen = services(store, desk.house, base.listeners, base.place, notices)
    seen = replace(seen, explain=triage.explain, parts=lambda: [encoder_part(triage.encoder)])
    seen = rooms.service.shown(rooms.knowledge.shown(rooms.incidents.shown(seen), store))
    seen = rooms.metrics.shown(
        with_numbers(rooms.accounts.shown(seen), store, desk.clock, settings)
    )
    seen = add_doors(base.loaded, stack, add_wording(desk, base.loaded, stack, seen))
    seen = with_casework(rooms.composing.shown(seen), store, settings.console)
    seen = rooms.api.shown(rooms.team.shown(with_feed(seen, store, stack)))
    return protecting(seen, desk, store, settings, triage.refresh)


def _deliverer(store: SqlStore, adapters: Sequence[Adapter], desk: Desk) -> Deliverer:
    """The one door, with a last look at whatever leaves through it."""
    return Deliverer(
        store=store,
        adapters={each.platform: each for each in adapters},
        clock=desk.clock,
        lint=lambda row: unsafe(row, desk.house.identities),
        rest=store.rest,
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
