"""`Audit` over the database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from sqlalchemy.exc import IntegrityError

from core.audit import ActPage, Link, Seal, Wish
from core.ports import Decision
from storage.audit import acts as audit
from storage.audit import sealing as audit_sealing
from storage.audit import trail as audit_trail
from storage.engine.threads import Database


class SqlAudit:
    """Implements `Audit`; the ports promise."""

    _database: Database

    async def audit(self, decision: Decision) -> None:
        await self._database.write(audit.AUDIT, decision)

    async def trail(self, prefix: str) -> Sequence[Decision]:
        """The newest of those whose name begins so, the latest first."""
        return await self._database.read(partial(audit.trail, prefix=prefix))

    async def acts(self, wish: Wish) -> ActPage:
        return await self._database.read(partial(audit_trail.acts, wish=wish))

    async def erase_acts(self, conversation: str, by: str, at: datetime) -> int:
        erasure = audit_trail.Erasure(conversation, by, at)
        return await self._database.write(audit_trail.ERASE, erasure)

    async def seal_acts(self, now: datetime, *, limit: int) -> int:
        batch = await self._database.read(partial(audit_sealing.batch, now=now, limit=limit))
        if not batch.seals:
            return 0
        try:
            return await self._database.write(audit_sealing.APPEND, batch)
        except IntegrityError:  # another process sealed them meanwhile
            return 0

    async def chain_head(self) -> Seal | None:
        return await self._database.read(audit_sealing.chain_head)

    async def chain(self, after: int, *, limit: int) -> Sequence[Link]:
        return await self._database.read(partial(audit_sealing.chain, after=after, limit=limit))

    async def unsealed(self) -> Sequence[int]:
        return await self._database.read(audit_sealing.unsealed)
