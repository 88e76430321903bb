"""Service inside the desk: working time, who is called, who is asked, what the console shows."""

from __future__ import annotations

import logging
from collections.abc import Callable, Coroutine, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx

from app.service.pagers import Hook, Mailer
from console.services import Part, Services
from core.desk import Desk
from core.errors import StorageUnavailable
from core.house import House
from core.ports import Clock
from core.service.asker import Asker
from core.service.books import ServiceBook
from core.service.on_call import Carrier, OnCall
from core.service.paging import Chain, Page
from core.service.report import waits
from core.service.room import ServiceRoom
from core.settings import Loaded
from core.tables.service import SMTP_PASSWORD, WEBHOOK_SECRET

log = logging.getLogger(__name__)

MEASURE_S = 60.0
# From how far back it is learnt how long people wait.
LATELY = timedelta(days=14)


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceParts:
    """The running parts."""

    on_call: OnCall
    asker: Asker
    measure: Measure
    room: ServiceRoom

    def coroutines(self) -> list[Coroutine[Any, Any, None]]:
        """What runs as long as the desk does."""
        return [
            self.on_call.call_forever(),
            self.asker.ask_forever(),
            self.measure.measure_forever(),
        ]

    def shown(self, services: Services) -> Services:
        """The console's services with the page, and how those on call can be reached."""
        parts = services.parts
        return replace(services, service=self.room, parts=lambda: [*parts(), *self._parts()])

    def _parts(self) -> Sequence[Part]:
        if not self.on_call.chain.steps:
            return ()
        dead, since = self.measure.dead, self.measure.since
        return (
            Part(
                name="on_call",
                state="unreached" if dead else "reachable",
                since=since,
                detail="; ".join(f"{page.name}: {page.why}" for page in dead),
            ),
        )


@dataclass(slots=True, kw_only=True)
class Measure:
    """Learns how long people wait, and which pagers are dead."""

    book: ServiceBook
    house: Callable[[], House]
    clock: Clock
    on_call: OnCall
    dead: tuple[Page, ...] = ()
    since: datetime = datetime(1970, 1, 1, tzinfo=UTC)

    async def measure_forever(self) -> None:
        """Measure until cancelled."""
        while True:
            try:
                await self.measure()
            except StorageUnavailable as error:
                log.error("storage: %s; waits are not measured until it is back", error)
            await self.clock.sleep(MEASURE_S)

    async def measure(self) -> None:
        """Look once."""
        now, service = self.clock.now(), self.house().service
        promised = await self.book.promises_since(now - LATELY)
        service.waits.learn(waits(promised, service.promises))
        dead = await self.on_call.dead()
        if bool(dead) is not bool(self.dead) or self.since.year == 1970:
            self.since = now
        self.dead = dead


async def build_parts(
    desk: Desk, book: ServiceBook, loaded: Loaded, place: tuple[str, AsyncExitStack]
) -> ServiceParts:
    """Wire service into a desk; `place` is the console's address, and what takes it all down."""
    url, stack = place
    settings, clock = loaded.settings, desk.clock
    client = await stack.enter_async_context(httpx.AsyncClient())

    def house() -> House:
        return desk.house

    on_call = OnCall(
        book=book,
        house=house,
        clock=clock,
        chain=Chain.of(settings.service),
        carriers=carriers(loaded, client, clock),
        link=lambda token: f"{url}/on-call/{token}",
    )
    asker = Asker(book=book, house=house, clock=clock, table=settings.satisfaction)
    desk.aides = (*desk.aides, asker)
    desk.taken = on_call.settle
    measure = Measure(book=book, house=house, clock=clock, on_call=on_call)
    room = ServiceRoom(book=book, clock=clock, promises=lambda: desk.house.service.promises)
    return ServiceParts(on_call=on_call, asker=asker, measure=measure, room=room)


def carriers(loaded: Loaded, client: httpx.AsyncClient, clock: Clock) -> dict[str, Carrier]:
    """What brings calls elsewhere than to a platform."""
    secret = loaded.secrets.get(WEBHOOK_SECRET, "")
    return {
        "email": Mailer(loaded.settings.service.mail, loaded.secrets.get(SMTP_PASSWORD, "")),
        "webhook": Hook(client=client, secret=secret, now=clock.now),
    }
