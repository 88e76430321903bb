"""Everything the settings ask for, built once and wired; who runs which part is said elsewhere."""

from __future__ import annotations

from collections.abc import Coroutine, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

import bots
from app.accounts.desk import Accounts, build_accounts, seal_of
from app.api import ApiParts, build_api
from app.casework import with_casework
from app.clock import desk_clock
from app.composing import Composing, build_composing
from app.doors import add_doors
from app.edges import ears, mouth
from app.feed import with_feed
from app.house import build_house, read_known
from app.incidents import Incidents, build_incidents
from app.knowledge.reindex import Indexing
from app.knowledge.watch import KnowledgeWatch
from app.leases import delivering
from app.llm.words import add_wording
from app.numbers import with_numbers
from app.privacy.desk import PrivacyParts, add_privacy
from app.reading import Triage, build_triage
from app.registry import protecting
from app.sealing.keys import open_desk
from app.seeing.build import Seeing, build_seeing
from app.seeing.metrics import Measured, Metrics, build_metrics
from app.service.desk import ServiceParts, build_parts
from app.supervise import Watch, watch_over, watchers
from app.team import TeamParts, build_team
from app.translating import build_translator
from app.web import Place, WebConsole, encoder_part, services, take_place
from console.services import Services
from core.desk import Desk
from core.listen import Listener
from core.outbox import Deliverer
from core.ports import Adapter
from core.settings import Loaded, Settings
from storage import SqlStore

if TYPE_CHECKING:
    from app.sandbox import Simulation

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
    privacy: PrivacyParts
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
            *delivering(self.deliverer),
            *self.incidents.coroutines(),
            self.knowledge.stand(),
            *self.service.coroutines(),
            *self.team.coroutines(),
            *self.composing.coroutines(),
            *self.api.coroutines(),
            *self.privacy.coroutines(),
            *self.metrics.coroutines(),
            self.web.serve(),
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """What every other part is built on."""

    loaded: Loaded
    place: Place
    store: SqlStore
    triage: Triage
    adapters: Sequence[Adapter]
    listeners: Sequence[Listener]
    desk: Desk
    seeing: Seeing

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
    privacy: PrivacyParts


async def assemble(
    loaded: Loaded, simulation: Simulation | None, stack: AsyncExitStack, role: str = "run"
) -> Parts:
    """Build everything the settings ask for; `stack` takes it down again."""
    base = await _base(loaded, stack, role)
    rooms = await _rooms(base, stack)
    notices = [simulation.notice] if simulation else []
    web = WebConsole(base.place, _shown(base, rooms, notices, stack))
    rooms.metrics.streams = web.streams
    covered = map(base.seeing.covers.adapter, base.adapters)
    deliverer = mouth(base.desk, covered, base.store.rest, base.store)
    return Parts(
        watches=tuple(
            watch_over(each, *watchers(each, base.store, base.settings.protect))
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
        privacy=rooms.privacy,
        metrics=rooms.metrics,
        simulation=simulation,
        sign_in=await web.first_link(),
    )


def connected(loaded: Loaded) -> list[str]:
    """The platforms whose credentials are set."""
    return [
        name for name in loaded.settings.bots if not bots.missing_credentials(name, loaded.secrets)
    ]


async def _base(loaded: Loaded, stack: AsyncExitStack, role: str) -> Base:
    settings = loaded.settings
    seeing = build_seeing(settings, role, stack)
    place = take_place(settings.console)
    stack.callback(place.socket.close)
    known = read_known(settings.knowledge)
    triage = build_triage(settings, known, role, stack)
    adapters = [bots.build(name, settings.bots[name], loaded.secrets) for name in connected(loaded)]
    house = build_house(settings, adapters, known)
    store = await open_desk(loaded, promises=house.service.promises)
    stack.push_async_callback(store.close)
    desk = Desk(
        store=seeing.covers.store(store),
        triage=seeing.covers.triage(triage),
        clock=await desk_clock(store, stack),
        house=house,
        rest=store.rest,
    )
    return Base(
        loaded=loaded,
        place=place,
        store=store,
        triage=triage,
        adapters=adapters,
        listeners=ears(desk, map(seeing.covers.adapter, adapters), seal_of(loaded)),
        desk=desk,
        seeing=seeing,
    )


async def _rooms(base: Base, stack: AsyncExitStack) -> Rooms:
    desk, store, settings = base.desk, base.store, base.settings
    learnt = Indexing(settings, base.triage.refresh).ring
    encoder = partial(getattr, base.triage, "encoder")
    seeing = base.seeing
    measured = Measured(
        listeners=base.listeners if seeing.hears else (),
        desk=desk if seeing.reads else None,
        encoder=encoder if seeing.reads else None,
        path=seeing.path,
        role=seeing.role,
    )
    return Rooms(
        incidents=await build_incidents(desk, store, settings.incidents, stack),
        knowledge=KnowledgeWatch(settings.knowledge, desk, base.triage, learnt),
        service=await build_parts(desk, store, base.loaded, (base.place.url, stack)),
        accounts=await build_accounts(desk, store, base.loaded, stack),
        metrics=build_metrics(settings.metrics, store, desk.clock, measured, stack),
        composing=build_composing(desk, store, settings, build_translator(base.loaded, stack)),
        team=build_team(store, desk.clock, settings.team),
        api=await build_api(desk, store, settings.api, stack),
        privacy=await add_privacy(desk, store, base.loaded, base.adapters),
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
    seen = rooms.api.shown(rooms.team.shown(with_feed(rooms.privacy.shown(seen), store, stack)))
    return protecting(seen, desk, store, settings, triage.refresh)
