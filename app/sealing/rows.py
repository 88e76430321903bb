"""Seals in the background what lies there plain, or under an older key, after each start."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, field
from typing import Protocol

from core.errors import StorageUnavailable
from core.ports import Clock, Store
from core.sealing import Mark, SealBook
from storage.engine.whose import me

log = logging.getLogger(__name__)

LEASE, LEASE_S = "sealing:rows", 30.0
# A batch holds up the desk's writing for some milliseconds, and the pause lets others write.
BATCH, PAUSE_S, PATIENCE_S = 100, 0.05, 10.0
DONE = (
    "sealed %d values that lay here plain or under an older key; skerry seal rotate wipes the old"
)
LOST = "%d sealed values cannot be opened: their keys are missing; see skerry seal status"


class Sealing(Store, SealBook, Protocol):
    """What the store is to whoever seals."""


@dataclass(slots=True, kw_only=True)
class RowSealer:
    """Walks once through everything; one of several processes does it, the lease decides."""

    store: Sealing
    clock: Clock
    owner: str = field(default_factory=me)

    async def stand(self) -> None:
        """Seal what is to be sealed, then rest until cancelled."""
        await self.seal_once()
        await asyncio.Event().wait()

    async def seal_once(self) -> None:
        """Seal until nothing is left to do."""
        mark: Mark | None = Mark()
        values = lost = 0
        while mark:
            try:
                if await self.store.is_all_sealed():
                    break
                if not await self._holds():
                    await self.clock.sleep(PATIENCE_S)
                    continue
                step = await self.store.reseal(mark, limit=BATCH)
            except StorageUnavailable as error:
                log.error("sealing: %s; it goes on when that is back", error)
                await self.clock.sleep(PATIENCE_S)
                continue
            values, lost, mark = values + step.values, lost + step.unreadable, step.mark
            if step.values:
                await self.clock.sleep(PAUSE_S)
        _tell(values, lost)

    async def _holds(self) -> bool:
        return await self.store.hold(LEASE, self.owner, self.clock.now(), seconds=LEASE_S)


def _tell(values: int, lost: int) -> None:
    if values:
        log.info(DONE, values)
    if lost:
        log.warning(LOST, lost)
