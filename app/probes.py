"""Is this process alive, is it ready: asked by supervisors and balancers."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from app.supervise import me
from core.casebook import Health
from core.errors import StorageUnavailable
from core.ports import Clock, Store

log = logging.getLogger(__name__)

BEAT_S, PATIENCE_S = 0.25, 2.0
# A loop that comes later than this serves nobody.
MOST_LAG_S = 1.0
PROBE = "probe"
LEASE_S = 1.0
# States in which a listener does what it should; another desk may be the one that listens.
GOOD = frozenset({"listening", "standby", "starting"})


@dataclass(slots=True, kw_only=True)
class Probes:
    """`beat` runs beside the desk; the rest may be asked from any thread."""

    store: Store
    clock: Clock
    health: Callable[[], Sequence[Health]] = tuple
    look_s: float = 10.0
    writable: bool = False
    checked_at: float = float("-inf")
    _beaten_at: float = field(default_factory=time.monotonic)
    _lag: float = 0.0

    async def beat(self) -> None:
        """Show that the loop runs, and how late it came."""
        while True:
            due = time.monotonic() + BEAT_S
            await asyncio.sleep(BEAT_S)
            self._beaten_at = time.monotonic()
            self._lag = max(0.0, self._beaten_at - due)

    @property
    def lag(self) -> float:
        """Seconds by which the loop is late, or came late last."""
        return max(self._lag, time.monotonic() - self._beaten_at - BEAT_S, 0.0)

    @property
    def alive(self) -> bool:
        """Whether the loop comes round in time."""
        return self.lag < MOST_LAG_S

    async def check(self) -> bool:
        """Whether the database takes a write now, kept for whoever asks from outside."""
        try:
            async with asyncio.timeout(PATIENCE_S):
                name = f"{PROBE}:{me()}"
                await self.store.hold(name, me(), self.clock.now(), seconds=LEASE_S)
            self.writable = True
        except (StorageUnavailable, TimeoutError) as error:
            log.warning("the database takes no writes: %s", error or type(error).__name__)
            self.writable = False
        self.checked_at = time.monotonic()
        return self.writable

    async def ready(self) -> bool:
        """The same for whoever asks the console: not more than one write a second."""
        if time.monotonic() - self.checked_at < LEASE_S:
            return self.writable
        return await self.check()

    def unready(self) -> list[str]:
        """Why nothing should be sent here; empty when all is well."""
        why = [] if self.writable and self._is_fresh else ["database"]
        return why + [each.platform for each in self.health() if each.state not in GOOD]

    @property
    def _is_fresh(self) -> bool:
        return time.monotonic() - self.checked_at < 3 * max(self.look_s, PATIENCE_S)
