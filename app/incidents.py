"""Incidents inside the desk: who counts, who answers, what the console does, the status page."""

from __future__ import annotations

from collections.abc import Coroutine, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from typing import Any

import httpx

from app.status_page import StatusPage
from console.services import Part, Services
from core.desk import Desk
from core.house import House
from core.incidents.aide import IncidentAide
from core.incidents.ports import IncidentMemory
from core.incidents.room import IncidentRoom
from core.incidents.watch import IncidentWatch
from core.ports import TurnResult
from core.tables.incident import IncidentTable


@dataclass(frozen=True, slots=True, kw_only=True)
class Incidents:
    """The running parts."""

    watch: IncidentWatch
    room: IncidentRoom
    page: StatusPage

    def coroutines(self) -> list[Coroutine[Any, Any, None]]:
        """What runs as long as the desk does."""
        page = [self.page.read_forever()] if self.page.table.status_page else []
        return [self.watch.watch_forever(), *page]

    def shown(self, services: Services) -> Services:
        """The console's services with incidents and, where one is read, the status page."""
        parts = services.parts
        return replace(services, incidents=self.room, parts=lambda: [*parts(), *self._parts()])

    def _parts(self) -> Sequence[Part]:
        state = self.page.state
        if state.state == "off":
            return ()
        return (Part(name="status_page", state=state.state, since=state.since, detail=state.why),)


async def build_incidents(
    desk: Desk, memory: IncidentMemory, table: IncidentTable, stack: AsyncExitStack
) -> Incidents:
    """Wire incidents into a desk: it answers with their texts and tells what it recorded."""
    client = await stack.enter_async_context(httpx.AsyncClient(follow_redirects=True))
    aide = IncidentAide(book=memory, least=table.match)

    def house() -> House:
        return desk.house

    def enter(changed: House) -> None:
        desk.house = changed

    watch = IncidentWatch(
        memory=memory,
        clock=desk.clock,
        table=table,
        aide=aide,
        house=house,
        enter=enter,
        questions=lambda: questions(desk.house),
    )
    room = IncidentRoom(memory=memory, clock=desk.clock, house=house, changed=watch.refresh)
    page = StatusPage(table=table, house=house, book=memory, clock=desk.clock, client=client)
    before = desk.recorded

    def recorded(results: Sequence[TurnResult]) -> None:
        before(results)
        watch.recorded(results)

    desk.recorded = recorded
    desk.aides = (*desk.aides, aide)
    return Incidents(watch=watch, room=room, page=page)


def questions(house: House) -> Mapping[str, Sequence[str]]:
    """What people ask when nothing is the matter: the articles' own questions, by language."""
    found: dict[str, list[str]] = {}
    for article in house.library.articles:
        found.setdefault(article.language, []).extend(article.questions)
    return found
