"""`skerry work | deliver | console`: one part of the desk alone, on any number of machines.

They meet in the database and nowhere else. What only one process may do at a time (a platform's
sends; what calls, asks and assigns) is done by whoever holds its lease; the others wait for it.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, Literal, TypeAlias

from app import config, logs
from app.assembly import Parts, assemble, connected
from app.run import terminal
from app.supervise import LEASE_S, RENEW_S, me, stop_on_signals, until_stopped
from core.errors import ConfigError, StorageUnavailable
from core.outbox import Deliverer
from core.ports import Clock, Store
from core.settings import Loaded
from core.types import Platform

log = logging.getLogger(__name__)

Role: TypeAlias = Literal["work", "deliver", "console"]
Part: TypeAlias = Coroutine[Any, Any, None]

# Who had the lease before may still be sending what he began; then it is looked up.
SETTLING_S = 20.0
NOBODY = (
    "no platform's credentials are set, so there is nothing to {role}: set them as for skerry run"
)
# Of a desk whose console runs elsewhere, in what is sent to those on call.
SAYS = {
    "work": "Working: what arrives is read and decided.",
    "deliver": "Delivering: what was decided is sent.",
    "console": "Console   [bold]{url}[/bold]\nSign in   [bold]{sign_in}[/bold]",
}


def start(role: Role, settings: str | None) -> None:
    """Play one role until Ctrl-C or SIGTERM; raises ConfigError with one line."""
    loaded = config.load(settings)
    logs.setup(loaded.settings.log, loaded.secrets.values())
    asyncio.run(play(loaded, role))


async def play(loaded: Loaded, role: Role) -> None:
    """Build the desk from the settings, and run the parts that belong to the role."""
    if not connected(loaded):
        raise ConfigError(NOBODY.format(role=role))
    stop = stop_on_signals()
    async with AsyncExitStack() as stack:
        parts = await assemble(loaded if role == "console" else _deaf(loaded), None, stack)
        said = SAYS[role].format(url=parts.web.place.url, sign_in=parts.sign_in)
        terminal.print(said, soft_wrap=True)
        await until_stopped([*PARTS[role](parts), *parts.metrics.coroutines()], stop)


@dataclass(slots=True, kw_only=True)
class Lease:
    """Does something while nobody else does it; ends only when cancelled or when it fails."""

    store: Store
    clock: Clock
    name: str
    begin: Callable[[], Sequence[Part]]
    owner: str = field(default_factory=me)

    async def stand(self) -> None:
        """Wait for the lease, do it, and wait again when the lease was lost."""
        while True:
            try:
                while not await self._hold(LEASE_S):
                    await self.clock.sleep(RENEW_S)
                await self._do()
            except StorageUnavailable as error:
                log.error("%s: %s; waiting for it", self.name, error)
                await self.clock.sleep(RENEW_S)

    async def _do(self) -> None:
        tasks = [asyncio.create_task(part) for part in self.begin()]
        try:
            while await self._hold(LEASE_S):
                done, _ = await asyncio.wait(
                    tasks, timeout=RENEW_S, return_when=asyncio.FIRST_EXCEPTION
                )
                for task in done:
                    task.result()
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await self._hold(0)

    async def _hold(self, seconds: float) -> bool:
        return await self.store.hold(self.name, self.owner, self.clock.now(), seconds=seconds)


def working(parts: Parts) -> list[Part]:
    """Every process reads and decides; one of them calls, asks, assigns and tells others."""
    desk = parts.desks[0]

    def chores() -> list[Part]:
        service = parts.service
        return [
            service.on_call.call_forever(),
            service.asker.ask_forever(),
            *parts.team.coroutines(),
            *parts.composing.coroutines(),
            *parts.api.coroutines(),
        ]

    lease = Lease(store=desk.store, clock=desk.clock, name="chores", begin=chores)
    return [
        *(each.work_forever() for each in parts.desks),
        desk.ring_forever(),
        *parts.incidents.coroutines(),
        parts.knowledge.stand(),
        parts.service.measure.measure_forever(),
        lease.stand(),
    ]


def delivering(parts: Parts) -> list[Part]:
    """One process sends for a platform; another takes over when it dies."""
    store, clock = parts.deliverer.store, parts.deliverer.clock
    return [
        parts.knowledge.stand(),
        *(
            Lease(
                store=store,
                clock=clock,
                name=f"deliver:{platform}",
                begin=partial(_speak, _alone(parts.deliverer, platform), platform),
            ).stand()
            for platform in parts.deliverer.adapters
        ),
    ]


def serving(parts: Parts) -> list[Part]:
    """The agents' pages, and what they show of the whole desk."""
    return [
        parts.knowledge.stand(),
        parts.service.measure.measure_forever(),
        parts.web.serve(),
    ]


PARTS: dict[Role, Callable[[Parts], list[Part]]] = {
    "work": working,
    "deliver": delivering,
    "console": serving,
}


def _speak(deliverer: Deliverer, platform: Platform) -> list[Part]:
    return [deliverer.deliver_forever(), _look_after(deliverer, platform)]


async def _look_after(deliverer: Deliverer, platform: Platform) -> None:
    """What the last one had begun to send and did not settle is looked up, never sent blindly."""
    before = {row.key for row in await deliverer.store.stranded(platform)}
    await deliverer.clock.sleep(SETTLING_S)
    rows = await deliverer.store.stranded(platform)
    await deliverer.reconcile([row for row in rows if row.key in before])


def _alone(deliverer: Deliverer, platform: Platform) -> Deliverer:
    """A deliverer that sends for one platform only."""
    return Deliverer(
        store=deliverer.store,
        adapters={platform: deliverer.adapters[platform]},
        clock=deliverer.clock,
        lint=deliverer.lint,
        rest=deliverer.rest,
    )


def _deaf(loaded: Loaded) -> Loaded:
    """Settings of a process that serves no pages: its console's port is anybody's."""
    table = loaded.settings.console
    url = table.public_url or f"http://{table.host}:{table.port}"
    console = table.model_copy(update={"port": 0, "public_url": url})
    return replace(loaded, settings=loaded.settings.model_copy(update={"console": console}))
