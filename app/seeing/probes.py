"""Is this process alive, is it ready: asked by supervisors and balancers.

Alive is who should not be ended: the loop comes round, or it drains. Ready is who should be given
work: it is not leaving, the database takes writes and has the schema that this version needs,
something reads where reading is its role, and the platforms that are its role are heard.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

from core.casebook import Health
from core.errors import StorageUnavailable
from core.ports import Clock, Store
from storage.engine.whose import me

log = logging.getLogger(__name__)

BEAT_S, PATIENCE_S = 0.25, 2.0
# A loop that comes later than this serves nobody.
MOST_LAG_S = 1.0
PROBE = "probe"
# A process counts as there for so many looks; one that is asked more often writes once a second.
SHOWN, ASKED_S = 3, 1.0
# States in which a listener does what it should; another desk may be the one that listens.
GOOD = frozenset({"listening", "standby", "starting"})


async def up_to_date() -> bool:
    """Of a memory without a schema."""
    return False


@dataclass(slots=True, kw_only=True)
class Probes:
    """`beat` runs beside the desk; the rest may be asked from any thread."""

    store: Store
    clock: Clock
    health: Callable[[], Sequence[Health]] = tuple
    # Whether the schema is older than this version: a backup was restored beneath it.
    behind: Callable[[], Awaitable[bool]] = up_to_date
    # Whether triage has begun to read; asked until it has.
    reads: Callable[[], bool] = lambda: True
    # Whether this process was told to stop, and only ends what it began.
    leaving: Callable[[], bool] = lambda: False
    look_s: float = 10.0
    role: str = "run"
    writable: bool = False
    checked_at: float = float("-inf")
    _beaten_at: float = field(default_factory=time.monotonic)
    _lag: float = 0.0
    _has_read: bool = False
    _is_behind: bool = False

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
        """Whether the loop comes round in time; who drains has stopped to show it."""
        return self.leaving() or self.lag < MOST_LAG_S

    async def check(self) -> bool:
        """Whether the database takes a write now, kept for whoever asks from outside."""
        try:
            async with asyncio.timeout(PATIENCE_S):
                # A lease that nobody else wants; it also shows that this process is there.
                name, seconds = f"{PROBE}:{self.role}:{me()}", SHOWN * self.look_s
                await self.store.hold(name, me(), self.clock.now(), seconds=seconds)
                self._is_behind = await self.behind()
            self.writable = True
        except (StorageUnavailable, TimeoutError) as error:
            log.warning("the database takes no writes: %s", error or type(error).__name__)
            self.writable = False
        self.checked_at = time.monotonic()
        return self.writable

    async def ready(self) -> bool:
        """The same for whoever asks the console: not more than one write a second."""
        if self.leaving():
            return False
        if time.monotonic() - self.checked_at >= ASKED_S:
            await self.check()
        return self.writable and not self._is_behind

    def unready(self) -> list[str]:
        """Why nothing should be sent here; empty when all is well."""
        self._has_read = self._has_read or self.reads()
        reasons = {
            "draining": self.leaving(),
            "database": not (self.writable and self._is_fresh),
            "migrations": self._is_behind,
            "inference": not self._has_read,
        }
        why = [name for name, holds in reasons.items() if holds]
        return why + [each.platform for each in self.health() if each.state not in GOOD]

    @property
    def _is_fresh(self) -> bool:
        return time.monotonic() - self.checked_at < 3 * max(self.look_s, PATIENCE_S)
