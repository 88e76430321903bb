"""`PrivacyBook` over the database."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial

from sqlalchemy import Connection, bindparam, select, text

from core.privacy.rights import Erasure, Identity, Kept, LegalHold, PersonFile, Stage, Swept
from core.types import Platform
from storage import tables as t
from storage.codec import us
from storage.engine.sqlite import SqliteDriver
from storage.engine.threads import Database
from storage.privacy import erasing as privacy_erasing
from storage.privacy import export as privacy_export
from storage.privacy import holding as privacy_holding
from storage.privacy import jobs as privacy_jobs
from storage.privacy import naming as privacy_naming
from storage.privacy import places as privacy_places
from storage.privacy import retaining as privacy_retaining
from storage.privacy import scrub as privacy_scrub

_RECENT = (
    select(t.message.c.key, t.message.c.native_id)
    .join(t.inbox, t.inbox.c.key == t.message.c.key)
    .where(
        t.message.c.platform == bindparam("platform_"),
        t.message.c.received_at >= bindparam("since_"),
        t.message.c.key > bindparam("after_"),
        t.message.c.place != "dm",
        text("message.text <> '' AND inbox.state <> 'replaced'"),
    )
    .order_by(t.message.c.key)
    .limit(bindparam("most"))
)


class SqlPrivacy:
    """Implements `PrivacyBook`; the ports promise."""

    _database: Database

    async def hold_legally(self, hold: LegalHold) -> LegalHold:
        return await self._database.write(privacy_holding.SET, hold)

    async def lift_hold(self, number: int, by: str, at: datetime, why: str) -> bool:
        lifting = privacy_holding.Lifting(number, by, at, why)
        return await self._database.write(privacy_holding.LIFT, lifting)

    async def legal_holds(self) -> Sequence[LegalHold]:
        return await self._database.read(privacy_holding.legal_holds)

    async def holds_over(self, identities: Sequence[Identity]) -> Sequence[LegalHold]:
        return await self._database.read(partial(privacy_holding.holds_over, identities=identities))

    async def ask_erasure(self, erasure: Erasure) -> Erasure:
        return await self._database.write(privacy_jobs.ASK, erasure)

    async def erasures(self) -> Sequence[Erasure]:
        return await self._database.read(privacy_jobs.erasures)

    async def erase_some(self, number: int, now: datetime, *, limit: int) -> Erasure:
        batch = await self._database.read(partial(_batch, number=number, now=now, limit=limit))
        if batch.job.erasure.stage not in privacy_jobs.AT_WORK:
            return batch.job.erasure
        return await self._database.write(privacy_erasing.ERASE, batch)

    async def clean(self) -> None:
        driver = self._database.driver
        if isinstance(driver, SqliteDriver):
            await asyncio.to_thread(privacy_scrub.scrub, driver.name)

    async def size(self) -> int:
        driver = self._database.driver
        return privacy_scrub.size(driver.name) if isinstance(driver, SqliteDriver) else 0

    async def finish_erasure(self, number: int, at: datetime) -> Erasure:
        finish = privacy_jobs.Finish(number, at)
        return await self._database.write(privacy_jobs.FINISH, finish)

    async def identities_of(self, one: Identity) -> tuple[Identity, ...]:
        return await self._database.read(partial(privacy_places.identities_of, one=one))

    async def everybody(self) -> Sequence[Identity]:
        return await self._database.read(privacy_places.everybody)

    async def export_person(self, identities: Sequence[Identity]) -> PersonFile:
        return await self._database.read(partial(privacy_export.export, identities=identities))

    async def retain(self, kind: Kept, before: datetime, *, limit: int, dry: bool = False) -> Swept:
        look = privacy_retaining.Look(kind, before, limit, dry)
        if dry:
            return await self._database.read(partial(privacy_retaining.retain, look=look))
        return await self._database.write(privacy_retaining.RETAIN, look)

    async def recent_ids(
        self, platform: Platform, since: datetime, *, after: str, limit: int
    ) -> Sequence[tuple[str, str]]:
        names = {"platform_": platform, "since_": us(since), "after_": after, "most": limit}
        return await self._database.read(partial(_recent, names=names))


def _batch(connection: Connection, number: int, now: datetime, limit: int) -> privacy_erasing.Batch:
    """What comes next; where to look is found beside the writer, for it may take long."""
    job = privacy_jobs.job(connection, number)
    if job is None:
        raise ValueError(f"there is no erasure {number}")
    erasure, batch = job.erasure, privacy_erasing.Batch(job, now, limit)
    people, until = erasure.identities, us(erasure.until or now)
    if erasure.stage is Stage.ASKED:
        spots = privacy_places.spots(connection, people, until)
        names = tuple(privacy_places.names_of(connection, people))
        return replace(batch, again=tuple(spots), names=names)
    if erasure.stage is Stage.ERASING and job.is_through:
        spots = privacy_places.left(connection, people, until, us(now))
        whom = privacy_naming.Whom(people, job.names)
        found = () if spots else tuple(privacy_naming.find(connection, whom))
        return replace(batch, again=tuple(spots), changes=found)
    return batch


def _recent(connection: Connection, names: dict[str, object]) -> Sequence[tuple[str, str]]:
    return [(row.key, row.native_id) for row in connection.execute(_RECENT, names)]
