"""Looking after those who asked us, where answers of others do not arrive by themselves.

Scenes in which somebody asked lately are looked at again and again: often at first, when fake
helpers come, then more rarely, never beyond the budget of looks an hour.
"""

from __future__ import annotations

import logging
from collections import deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from core.errors import AdapterError, RateLimited, StorageUnavailable
from core.guard import Lookout, Memory
from core.listen import mask
from core.ports import Clock, Triage
from core.scams import Watched
from core.tables.protect import ProtectTable
from core.types import Platform

log = logging.getLogger(__name__)

PAUSE_S, LONGEST_PAUSE_S = 1.0, 60.0
# Seconds since the question, and how many seconds there may be between two looks from then on.
# Source: fake support answers within seconds to minutes (published honey posts).
RHYTHM = ((0.0, 3.0), (120.0, 15.0), (600.0, 60.0))
MOST_SCENES = 100
# What a look may have missed because the platform's index was behind.
OVERLAP = timedelta(seconds=60)
AN_HOUR = timedelta(hours=1)


@dataclass(slots=True, kw_only=True)
class Watcher:
    """Looks after one platform."""

    platform: Platform
    lookout: Lookout
    store: Memory
    triage: Triage
    clock: Clock
    rules: ProtectTable
    looked: dict[str, datetime] = field(default_factory=dict[str, datetime], init=False)
    spent: deque[datetime] = field(default_factory=deque[datetime], init=False)

    async def watch_forever(self) -> None:
        """Look until cancelled; trouble on one side is no reason to stop."""
        pause = PAUSE_S
        while True:
            try:
                await self.watch()
                pause = PAUSE_S
            except RateLimited as error:
                pause = max(PAUSE_S, error.retry_after)
            except (AdapterError, StorageUnavailable) as error:
                log.warning("%s: could not look after users: %s", self.platform, error)
                pause = min(2 * pause, LONGEST_PAUSE_S)
            await self.clock.sleep(pause)

    async def watch(self) -> int:
        """One look at every scene that is due; how many new messages that brought."""
        now, new = self.clock.now(), 0
        rules = self.rules.on(self.platform)
        since = now - timedelta(minutes=rules.watch_min)
        scenes = await self.store.watched(self.platform, since, limit=MOST_SCENES)
        self.looked = {each.scene: at for each in scenes if (at := self.looked.get(each.scene))}
        for scene in scenes:
            if self._due(scene, now) and self._afford(now, rules.looks_per_hour):
                new += await self._look(scene, now)
        return new

    async def _look(self, scene: Watched, now: datetime) -> int:
        last = self.looked.get(scene.scene, scene.asked_at)
        found = await self.lookout.look(scene.scene, max(scene.asked_at, last - OVERLAP))
        self.looked[scene.scene] = now
        return await self.store.put(await mask(found, self.triage)) if found else 0

    def _due(self, scene: Watched, now: datetime) -> bool:
        last = self.looked.get(scene.scene)
        age = (now - scene.asked_at).total_seconds()
        every = [seconds for start, seconds in RHYTHM if age >= start]
        return last is None or (now - last).total_seconds() >= (every or [RHYTHM[0][1]])[-1]

    def _afford(self, now: datetime, most: int) -> bool:
        """Whether the hour's budget has a look left; takes it."""
        while self.spent and now - self.spent[0] > AN_HOUR:
            self.spent.popleft()
        if len(self.spent) >= most:
            return False
        self.spent.append(now)
        return True
