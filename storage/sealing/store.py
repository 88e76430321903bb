"""`SealBook` over the database."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import partial

from core.sealing import PLAIN, Mark, Resealed, Sealed
from storage.engine.threads import Database
from storage.privacy.scrub import scrub
from storage.sealing import keys as sealing_keys
from storage.sealing.rows import RESEAL, counts, look


class SqlSealing:
    """Implements `SealBook`; the port promises."""

    _database: Database

    @property
    def seal_keys(self) -> Sequence[str]:
        ring = self._database.ring
        return ring.ids if ring else ()

    async def is_all_sealed(self) -> bool:
        return await self._database.read(sealing_keys.is_done)

    async def seal_counts(self) -> Sequence[Sealed]:
        return await self._database.read(counts)

    async def reseal(self, mark: Mark, *, limit: int) -> Resealed:
        found = await self._database.read(partial(look, start=mark, limit=limit))
        values = lost = 0
        if found.keys:
            values, lost = await self._database.write(RESEAL, found)
        if found.after is None:
            await self._database.write(sealing_keys.DONE, None)
        return Resealed(values, lost, found.after)

    async def wipe(self) -> None:
        used = {each.key for each in await self.seal_counts()} - {PLAIN}
        await self._database.write(sealing_keys.FORGET, frozenset(used))
        if self._database.driver.writer.dialect.name == "sqlite":
            await asyncio.to_thread(scrub, self._database.name)
