"""The team inside the desk: who is where, who is given which case."""

from __future__ import annotations

import logging
from collections.abc import Coroutine
from dataclasses import dataclass, replace
from secrets import token_hex
from typing import Any

from console.services import Services
from core.errors import StorageUnavailable
from core.ports import Clock
from core.tables.team import TeamTable
from core.team.assigner import Assigner
from core.team.room import SYNC_S, TeamRoom
from core.team.whereabouts import Whereabouts
from storage import SqlStore

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamParts:
    """The running parts."""

    room: TeamRoom
    assigner: Assigner

    def coroutines(self) -> list[Coroutine[Any, Any, None]]:
        """What runs as long as the desk does."""
        return [self._sync_forever(), self.assigner.assign_forever()]

    def shown(self, services: Services) -> Services:
        """The console's services with the team."""
        return replace(services, team=self.room)

    async def _sync_forever(self) -> None:
        while True:
            try:
                await self.room.sync()
            except StorageUnavailable as error:
                log.error("storage: %s; other consoles are not told who is where", error)
            await self.room.clock.sleep(SYNC_S)


def build_team(store: SqlStore, clock: Clock, table: TeamTable) -> TeamParts:
    """Wire the team into a desk; every process has a name of its own."""
    name = token_hex(6)
    whereabouts = Whereabouts(name)
    room = TeamRoom(book=store, whereabouts=whereabouts, clock=clock, table=table)
    assigner = Assigner(memory=store, whereabouts=whereabouts, clock=clock, table=table, owner=name)
    return TeamParts(room=room, assigner=assigner)
