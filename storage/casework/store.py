"""`Casework` and `Mentions` over the database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from core.case import Case
from core.casework import ActKind, Mentioned, Person, Standing, Story
from core.deeds import Deed
from core.types import Platform
from storage import people
from storage.casework import casestory, mentioning
from storage.casework.deeds import DO
from storage.casework.mentioning import LOOKED, Glance
from storage.engine.threads import Database


class SqlCasework:
    """Implements `Casework` and `Mentions`; the ports promise."""

    _database: Database

    async def do(self, deed: Deed) -> Case:
        return await self._database.write(DO, deed)

    async def standing(self, case_id: str) -> Standing:
        return await self._database.read(partial(casestory.standing, case_id=case_id))

    async def story(self, case_id: str, kinds: frozenset[ActKind], *, after: str = "") -> Story:
        query = partial(casestory.story, case_id=case_id, kinds=kinds, after=after)
        return await self._database.read(query)

    async def tags_used(self, start: str, *, limit: int = 20) -> Sequence[tuple[str, int]]:
        return await self._database.read(partial(casestory.tags_used, start=start, limit=limit))

    async def person(self, platform: Platform, author_id: str, *, limit: int = 20) -> Person:
        query = partial(people.person, platform=platform, author_id=author_id, limit=limit)
        return await self._database.read(query)

    async def mentions(self, agent: str, *, limit: int = 100) -> Sequence[Mentioned]:
        return await self._database.read(partial(mentioning.mentions, agent=agent, limit=limit))

    async def unread(self, agent: str) -> int:
        return await self._database.read(partial(mentioning.unread, agent=agent))

    async def looked(self, agent: str, case_id: str, at: datetime) -> None:
        await self._database.write(LOOKED, Glance(agent, case_id, at))
