"""Reads what happened in the desk and queues it for webhooks; never anything twice."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Protocol

from core.casebook import CaseBook, Change
from core.errors import StorageUnavailable
from core.guard import Guard
from core.incidents.ports import IncidentMemory
from core.ports import Clock, Store
from core.service.books import RatingBook
from core.webhooks.book import Webhooks, WebhookSource
from core.webhooks.kinds import Happening, News, Told
from core.webhooks.news import heard_since, of_case, of_incidents, of_rating, of_scam
from storage.engine.whose import me

log = logging.getLogger(__name__)

LEASE, LEASE_S = "webhooks:tell", 60.0
BATCH, PAUSE_S, LOOK_S = 200, 1.0, 5.0
CHANGES, INCIDENTS, RATINGS, SINCE = "changes", "incidents", "ratings", "since"
CLOSED_LATELY = timedelta(days=2)
SCAM = "scam"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class Desk(Webhooks, WebhookSource, IncidentMemory, RatingBook, Store, CaseBook, Guard, Protocol):
    """What the store is to the teller."""


@dataclass(slots=True, kw_only=True)
class Teller:
    """One of them tells at a time; the lease decides which."""

    store: Desk
    clock: Clock
    owner: str = field(default_factory=me)
    looked_at: datetime = _EPOCH

    async def tell_forever(self) -> None:
        """Tell until cancelled."""
        while True:
            try:
                if not await self.tell():
                    await self.clock.sleep(PAUSE_S)
            except StorageUnavailable as error:
                log.error("webhooks: %s; nothing is told until it is back", error)
                await self.clock.sleep(PAUSE_S)

    async def tell(self) -> bool:
        """Look once; False where there is nobody to tell or somebody else does."""
        now = self.clock.now()
        if not any(each.is_on for each in await self.store.webhooks()):
            return False
        if not await self.store.hold(LEASE, self.owner, now, seconds=LEASE_S):
            return False
        since = await self._since()
        if now - self.looked_at >= timedelta(seconds=LOOK_S):
            await self._tell_of_incidents()
            await self._tell_of_ratings()
            self.looked_at = now
        mark = await self.store.webhook_mark(CHANGES) or 0
        changes = await self.store.changes(mark, limit=BATCH)
        if not changes:
            return False
        await self._tell_of(changes, since)
        return True

    async def _since(self) -> datetime:
        """When telling began; what was before is told to nobody."""
        micros = await self.store.webhook_mark(SINCE)
        if micros is not None:
            return _EPOCH + micros * _MICROSECOND
        now = self.clock.now()
        latest = await self.store.latest_change()
        await self._keep(CHANGES, latest)
        await self._keep(RATINGS, _micros(now))
        known = await self.store.incidents(closed_since=now - CLOSED_LATELY)
        await self._keep(INCIDENTS, 0, (), of_incidents({}, known)[1])
        await self._keep(SINCE, _micros(now))
        return now

    async def _tell_of(self, changes: Sequence[Change], since: datetime) -> None:
        ids = dict.fromkeys(each.case_id for each in changes if each.kind != SCAM)
        cases = await self.store.cases_named(list(ids))
        known = await self.store.webhook_told([f"case:{each}" for each in cases])
        happenings, told = list[Happening](), list[Told]()
        for case in cases.values():
            before = known.get(f"case:{case.id}", "")
            heard = await self.store.heard_in(case.conversation, heard_since(before, case, since))
            events, state = of_case(before, case, heard, since)
            happenings += events
            told.append(state)
        for scam_id in dict.fromkeys(each.case_id for each in changes if each.kind == SCAM):
            file = await self.store.scam_file(scam_id)
            event = of_scam(file.scam) if file else None
            happenings += [event] if event else []
        await self._keep(CHANGES, changes[-1].number, happenings, told)

    async def _tell_of_incidents(self) -> None:
        found = await self.store.incidents(closed_since=self.clock.now() - CLOSED_LATELY)
        before = await self.store.webhook_told([f"incident:{each.id}" for each in found])
        events, told = of_incidents(before, found)
        if events:
            await self._keep(INCIDENTS, 0, events, told)

    async def _tell_of_ratings(self) -> None:
        mark = await self.store.webhook_mark(RATINGS) or 0
        found = await self.store.ratings(_EPOCH + (mark + 1) * _MICROSECOND)
        if found:
            latest = max(_micros(each.rating.at) for each in found)
            events = [of_rating(each) for each in reversed(found)]
            await self._keep(RATINGS, latest, events)

    async def _keep(
        self,
        cursor: str,
        mark: int,
        happenings: Sequence[Happening] = (),
        told: Sequence[Told] = (),
    ) -> None:
        news = News(
            cursor=cursor,
            mark=mark,
            at=self.clock.now(),
            happenings=tuple(happenings),
            told=tuple(told),
        )
        await self.store.tell_webhooks(news)


def _micros(at: datetime) -> int:
    return (at - _EPOCH) // _MICROSECOND
