"""Seals the audit while the desk runs, and says the last digest where it is kept elsewhere."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from core.audit import AuditChain
from core.errors import StorageUnavailable
from core.ports import Clock, Store
from storage.engine.whose import me

log = logging.getLogger(__name__)

LEASE, LEASE_S = "audit:seal", 30.0
BATCH = 1_000
# Logs are kept elsewhere: what stands in them no writer of the database can change.
TOLD_EVERY = timedelta(hours=1)


class Chained(Store, AuditChain, Protocol):
    """What the store is to the sealer."""


@dataclass(slots=True, kw_only=True)
class Sealer:
    """One of them seals at a time; the lease decides which."""

    store: Chained
    clock: Clock
    pause_s: float = 1.0
    owner: str = field(default_factory=me)
    told_at: datetime | None = None

    async def seal_forever(self) -> None:
        """Seal until cancelled; a long queue is worked off without a pause."""
        while True:
            try:
                if await self.seal() < BATCH:
                    await self.clock.sleep(self.pause_s)
            except StorageUnavailable as error:
                log.error("audit: %s; acts are sealed when it is back", error)
                await self.clock.sleep(self.pause_s)

    async def seal(self) -> int:
        """Seal what was done; how many."""
        now = self.clock.now()
        if not await self.store.hold(LEASE, self.owner, now, seconds=LEASE_S):
            return 0
        sealed = await self.store.seal_acts(now, limit=BATCH)
        await self._tell(now)
        return sealed

    async def _tell(self, now: datetime) -> None:
        if self.told_at and now - self.told_at < TOLD_EVERY:
            return
        head = await self.store.chain_head()
        if head:
            self.told_at = now
            log.info("audit: seal %d of act %d is %s", head.number, head.act, head.digest)
