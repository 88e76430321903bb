"""`Drafts`, `Recalls` and `CannedBook` over the database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from core.canned import Canned
from core.case import Case
from core.composing import Draft
from core.types import Platform
from storage.composing import canned as canned_rows
from storage.composing import drafts as composing
from storage.engine.threads import Database


class SqlComposing:
    """Implements the ports of core/composing.py and core/canned.py; the ports promise."""

    _database: Database

    async def drafts(self, case_id: str) -> Sequence[Draft]:
        return await self._database.read(partial(composing.drafts, case_id=case_id))

    async def save_draft(self, draft: Draft) -> Draft:
        return await self._database.write(composing.SAVE, draft)

    async def sent_draft(self, draft: Draft) -> Draft:
        return await self._database.write(composing.SENT, draft)

    async def drafted(self, agent: str) -> Sequence[str]:
        return await self._database.read(partial(composing.drafted, agent=agent))

    async def forget_drafts(self, before: datetime) -> int:
        return await self._database.write(composing.FORGET, before)

    async def take_back(self, case_id: str, agent: str, key: str, at: datetime) -> Case:
        calling = composing.Calling(case_id, agent, key, at)
        return await self._database.write(composing.TAKE_BACK, calling)

    async def private_door(self, platform: Platform, account: str, author: str) -> str:
        query = partial(composing.private_door, platform=platform, account=account, author=author)
        return await self._database.read(query)

    async def canned(self, agent: str) -> Sequence[Canned]:
        return await self._database.read(partial(canned_rows.canned, agent=agent))

    async def canned_versions(self, identity: str) -> Sequence[Canned]:
        return await self._database.read(partial(canned_rows.versions, identity=identity))

    async def keep_canned(self, canned: Canned) -> Canned:
        return await self._database.write(canned_rows.KEEP, canned)
