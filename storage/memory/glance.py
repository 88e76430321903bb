"""The reference memory at one look."""

from __future__ import annotations

from datetime import datetime

from core.incidents.incident import OPEN
from core.numbers.glance import LATEST, MOST_COUNTED, TROUBLES, Glance, Lease, Trouble, summed
from core.webhooks.kinds import Delivery, Sending
from storage.memory.feed import MemoryFeed


class MemoryGlance(MemoryFeed):
    """`GlanceBook`."""

    # Another part's, of the same memory.
    _deliveries: dict[int, Delivery]

    async def glance(self, now: datetime) -> Glance:
        totals, cases = summed(await self.totals())
        states = [each.state for each in self._outbox.values()]
        ready = [each for each in self._lanes.values() if each.ready_at and each.ready_at <= now]
        waiting = [e for e in self._deliveries.values() if e.state is Sending.PENDING]
        held = sorted(self._holds.items())
        found = [each for each in self._incidents.values() if each.phase in OPEN]
        found.sort(key=lambda each: each.updated_at, reverse=True)
        return Glance(
            totals=totals,
            cases=cases,
            outbox={s: min(states.count(s), MOST_COUNTED) for s in ("pending", "sending")},
            ready=min(len(ready), MOST_COUNTED),
            webhooks=min(len(waiting), MOST_COUNTED),
            leases=tuple(
                Lease(name=name, owner=owner, until=until)
                for name, (owner, until) in held
                if until > now
            ),
            incidents=tuple((each.title, each.phase.value) for each in found),
            waits=self._waits(),
            troubles=self._troubles(),
        )

    def _waits(self) -> tuple[float, ...]:
        known = [
            (self._judged_at[key], key, entry.message.received_at)
            for key, entry in list(self._inbox.items())[-LATEST:]
            if key in self._judged_at
        ]
        return tuple((at - received).total_seconds() for at, _, received in sorted(known))

    def _troubles(self) -> tuple[Trouble, ...]:
        wrong = [each for each in self._outbox.values() if each.state in {"failed", "unknown"}]
        found = [
            Trouble(at=e.at, what=e.state, platform=e.outgoing.platform, why=e.why) for e in wrong
        ]
        return tuple(sorted(found, key=lambda each: each.at, reverse=True)[:TROUBLES])
