"""`skerry work | deliver | console`: one part of the desk alone, on any number of machines.

They meet in the database and nowhere else. What only one process may do at a time (a platform's
sends; what calls, asks and assigns) is done by whoever holds its lease; the others wait for it.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import replace
from functools import partial
from typing import Literal, TypeAlias

from app import config
from app.assembly import Parts, assemble, connected
from app.backup.check import must_be_whole
from app.backup.chore import backing_up
from app.leases import Lease, Part, delivering
from app.run import terminal
from app.seeing import logs
from app.supervise import stop_on_signals, until_stopped
from app.waiting import when_there
from core.errors import ConfigError
from core.settings import Loaded
from storage.engine.whose import me

log = logging.getLogger(__name__)

Role: TypeAlias = Literal["work", "deliver", "console"]

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
    logs.begin(loaded, role)
    config.say_if_shipped(settings)
    must_be_whole(loaded)
    asyncio.run(play(loaded, role))


async def play(loaded: Loaded, role: Role) -> None:
    """Build the desk from the settings, and run the parts that belong to the role."""
    if not connected(loaded):
        raise ConfigError(NOBODY.format(role=role))
    stop = stop_on_signals()
    async with AsyncExitStack() as stack:
        own = loaded if role == "console" else _deaf(loaded)
        build = partial(assemble, own, None, role=role)
        parts = await when_there(build, loaded, stack, stop)
        if parts is None:
            return
        parts.metrics.probes.leaving = stop.is_set
        if role == "console":
            parts.web.open()
        said = SAYS[role].format(url=parts.web.place.url, sign_in=parts.sign_in)
        terminal.print(said, soft_wrap=True)
        log.info("%s: started as %s", role, me())
        copies = backing_up(loaded, parts) if role == "work" else []
        await until_stopped([*PARTS[role](parts), *parts.metrics.coroutines(), *copies], stop)


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
            *parts.privacy.coroutines(),
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


def speaking(parts: Parts) -> list[Part]:
    """One process sends for a platform; another takes over when it dies."""
    return [parts.knowledge.stand(), *delivering(parts.deliverer)]


def serving(parts: Parts) -> list[Part]:
    """The agents' pages, and what they show of the whole desk."""
    return [
        parts.knowledge.stand(),
        parts.service.measure.measure_forever(),
        parts.web.serve(),
    ]


PARTS: dict[Role, Callable[[Parts], list[Part]]] = {
    "work": working,
    "deliver": speaking,
    "console": serving,
}


def _deaf(loaded: Loaded) -> Loaded:
    """Settings of a process that serves no pages: its console's port is anybody's."""
    table = loaded.settings.console
    url = table.public_url or f"http://{table.host}:{table.port}"
    console = table.model_copy(update={"port": 0, "public_url": url})
    return replace(loaded, settings=loaded.settings.model_copy(update={"console": console}))
