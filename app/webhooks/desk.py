"""Webhooks inside the desk: one tells what happened, one carries it out, the console shows both."""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Coroutine, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import httpx

from app.webhooks.post import Outcome, Poster
from app.webhooks.teller import Desk, Teller
from console.services import Part
from core.errors import StorageUnavailable
from core.ports import Clock
from core.tables.api import ApiTable
from core.webhooks.kinds import Delivery, Fate, Grip, Sending, Webhook, headers, next_try
from storage.engine.whose import me

log = logging.getLogger(__name__)

LEASE, LEASE_S = "webhooks:send", 30.0
PAUSE_S, TIDY_S = 0.5, 3600.0
# A webhook that did not answer is left alone for so long, at most.
SHORTEST_REST, LONGEST_REST = timedelta(seconds=2), timedelta(minutes=1)
# What of an answer's failure is kept for the page.
LONGEST_WHY = 200


@dataclass(slots=True, kw_only=True)
class Courier:
    """Carries out what is due; in several processes at once, each delivery is one's own."""

    store: Desk
    clock: Clock
    poster: Poster
    table: ApiTable
    owner: str = field(default_factory=me)
    rests: dict[str, tuple[datetime, timedelta]] = field(default_factory=dict)
    off: tuple[Webhook, ...] = ()
    tidied_at: datetime | None = None

    async def carry_forever(self) -> None:
        """Carry until cancelled."""
        while True:
            try:
                if not await self.carry():
                    await self.clock.sleep(PAUSE_S)
            except StorageUnavailable as error:
                log.error("webhooks: %s; nothing is carried until it is back", error)
                await self.clock.sleep(PAUSE_S)

    async def carry(self) -> int:
        """Carry out what is due now; how many."""
        now = self.clock.now()
        known = {each.id: each for each in await self.store.webhooks()}
        self.off = tuple(each for each in known.values() if each.off_why == "failing")
        if not known or not await self.store.hold(LEASE, self.owner, now, seconds=LEASE_S):
            return 0
        await self._tidy(now)
        resting = frozenset(name for name, (until, _) in self.rests.items() if now < until)
        # A try may take as long as its time limit; only then somebody else may take it.
        lease = self.table.webhook_timeout_s + LEASE_S
        grip = Grip(now=now, limit=self.table.webhooks_at_once, lease_s=lease, rest=resting)
        due = await self.store.due_deliveries(grip)
        await asyncio.gather(*(self._carry(known[each.webhook], each) for each in due))
        return len(due)

    def parts(self) -> Sequence[Part]:
        """Webhooks that were switched off, for the console; nothing while all is well."""
        if not self.off:
            return ()
        since = min(each.failing_since or each.made_at for each in self.off)
        named = "; ".join(each.url for each in self.off)
        return (Part(name="webhooks", state="webhook_off", since=since, detail=named),)

    async def _carry(self, webhook: Webhook, delivery: Delivery) -> None:
        now = self.clock.now()
        body = delivery.body.encode()
        signed = headers(webhook, delivery.event_id, body, now)
        outcome = await self.poster.post(webhook.url, body, signed)
        self._rest(webhook.id, outcome)
        await self.store.settle_delivery(self._fate(delivery, outcome))

    def _fate(self, delivery: Delivery, outcome: Outcome) -> Fate:
        now = self.clock.now()
        if not outcome.why:
            return Fate(number=delivery.number, state=Sending.SENT, at=now, answer=outcome.status)
        chance = random.random()  # noqa: S311 - spreads tries, guards nothing
        again = next_try(delivery.attempts + 1, now, chance)
        return Fate(
            number=delivery.number,
            state=Sending.PENDING if again else Sending.FAILED,
            at=now,
            answer=outcome.status,
            why=outcome.why[:LONGEST_WHY],
            due_at=again,
        )

    def _rest(self, webhook: str, outcome: Outcome) -> None:
        """Whoever does not answer is asked less and less often, for whatever case it is."""
        _, last = self.rests.pop(webhook, (None, SHORTEST_REST / 2))
        if outcome.why:
            pause = min(last * 2, LONGEST_REST)
            self.rests[webhook] = (self.clock.now() + pause, pause)

    async def _tidy(self, now: datetime) -> None:
        if self.tidied_at and now - self.tidied_at < timedelta(seconds=TIDY_S):
            return
        self.tidied_at = now
        await self.store.forget_deliveries(now - timedelta(days=self.table.keep_days))


@dataclass(frozen=True, slots=True)
class WebhookParts:
    """The running parts."""

    teller: Teller
    courier: Courier

    def coroutines(self) -> list[Coroutine[Any, Any, None]]:
        """What runs as long as the desk does."""
        return [self.teller.tell_forever(), self.courier.carry_forever()]


async def build_webhooks(
    store: Desk, clock: Clock, table: ApiTable, stack: AsyncExitStack
) -> WebhookParts:
    """Wire webhooks into a desk; `stack` takes the connections down again."""
    client = httpx.AsyncClient(
        follow_redirects=False,
        trust_env=False,
        timeout=table.webhook_timeout_s,
        # a kept connection would outlive the look at where its name leads
        limits=httpx.Limits(max_keepalive_connections=0),
    )
    poster = Poster(client=await stack.enter_async_context(client), table=table)
    courier = Courier(store=store, clock=clock, poster=poster, table=table)
    return WebhookParts(Teller(store=store, clock=clock), courier)
