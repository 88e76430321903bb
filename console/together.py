"""Tells open pages who is in which case: a stream carries it, and nobody asks in a loop."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable, Mapping, Sequence

from console.live import Hub
from console.services import Services
from core.actions import BOT
from core.errors import StorageUnavailable
from core.team.presence import Spot

log = logging.getLogger(__name__)

EVENT = "together"
# People in a case are told of within this time, and at most this often.
EVERY_S = 0.5

Marks = dict[str, list[list[str]]]


class Teller:
    """Says what changed since it looked last, with the names of those concerned."""

    def __init__(self, hub: Hub, services: Callable[[], Services]) -> None:
        self._hub, self._services = hub, services
        self._names: dict[str, str] = {}

    async def tell_forever(self) -> None:
        """Tell until cancelled; where there is no team, there is nothing to tell."""
        while True:
            await asyncio.sleep(EVERY_S)
            try:
                await self.tell()
            except StorageUnavailable as error:
                log.warning("console: names cannot be read: %s", error)

    async def tell(self) -> None:
        """Once."""
        services = self._services()
        team = services.team
        news = team.whereabouts.news(services.clock.now()) if team else {}
        if news:
            marks = await self.marks(news)
            self._hub.say(EVENT, json.dumps({"cases": marks}, separators=(",", ":")).encode())

    async def everywhere(self) -> Marks:
        """Who is where, for a page that just came."""
        team = self._services().team
        return await self.marks(team.whereabouts.everywhere() if team else {})

    async def marks(self, news: Mapping[str, Sequence[Spot]]) -> Marks:
        """Who is in which case: id, name and what he does, never more than that."""
        unknown = {spot.agent for spots in news.values() for spot in spots} - self._names.keys()
        if unknown - {BOT}:
            self._names = {each.id: each.name for each in await self._services().door.agents()}
        return {
            case: [
                [spot.agent, self._names.get(spot.agent, spot.agent), spot.doing.value]
                for spot in spots
            ]
            for case, spots in news.items()
        }
