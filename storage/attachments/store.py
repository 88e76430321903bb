"""`Attachments` over the database."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from core.attaching import Upload
from storage.attachments import rows
from storage.engine.threads import Database


class SqlAttachments:
    """Implements `core.attaching.Attachments`; the port promises."""

    _database: Database

    async def attach(self, upload: Upload, data: bytes) -> None:
        await self._database.write(rows.KEEP, rows.Keeping(upload, data))

    async def attached(self, case_id: str, agent: str) -> Sequence[Upload]:
        return await self._database.read(partial(rows.held, case_id=case_id, agent=agent))

    async def detach(self, case_id: str, agent: str, identity: str) -> bool:
        return await self._database.write(rows.DROP, rows.Dropping(case_id, agent, identity))

    async def file(self, identity: str) -> bytes | None:
        return await self._database.read(partial(rows.contents, identity=identity))
