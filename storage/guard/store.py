"""`Guard` over the database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from core.protection import Look, Surroundings
from core.scams import KnownAs, Ruled, Ruling, ScamFile, ScamPage, Verdicted, WarningTimes, Watched
from core.types import Platform
from storage import names
from storage.engine.threads import Database
from storage.guard import scamfile, watching
from storage.guard.ruling import RULE


class SqlGuard:
    """Implements `Guard`; the port promises."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def surroundings(self, looks: Sequence[Look]) -> Sequence[Surroundings]:
        if not looks:
            return ()
        return await self._database.read(partial(watching.surroundings, looks=looks))

    async def scams(self, view: str, *, after: str = "", limit: int = 50) -> ScamPage:
        page = partial(scamfile.scams, view=view, after=after, limit=limit)
        return await self._database.read(page)

    async def scam_file(self, scam_id: str) -> ScamFile | None:
        return await self._database.read(partial(scamfile.scam_file, scam_id=scam_id))

    async def rule(self, ruling: Ruling) -> Ruled:
        return await self._database.write(RULE, ruling)

    async def watched(
        self, platform: Platform, since: datetime, *, limit: int
    ) -> Sequence[Watched]:
        query = partial(watching.watched, platform=platform, since=since, limit=limit)
        return await self._database.read(query)

    async def warning_times(self, since: datetime) -> WarningTimes:
        return await self._database.read(partial(watching.warning_times, since=since))

    async def verdicts(self) -> Sequence[Verdicted]:
        return await self._database.read(scamfile.verdicts)

    async def known_as(self, platform: Platform, query: str) -> KnownAs | None:
        look = partial(names.known_as, platform=platform, query=query)
        return await self._database.read(look)

    async def forget_traces(self, before: datetime) -> int:
        return await self._database.write(scamfile.FORGET, before)
