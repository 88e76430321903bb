"""What a worker has claimed stays his while he works on it, and no longer.

A lease is short, so that the conversations of a worker who died are soon in other hands; who is
alive and takes longer, because he waits for a model or for a busy machine, renews it.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

from core.errors import StorageUnavailable
from core.ports import Clock, Store, Turn

log = logging.getLogger(__name__)

# Renewed when so much of the lease is over: there is time for a second try.
SHARE = 1 / 3


@dataclass(slots=True)
class Keeping:
    """`with Keeping(store, clock, turns, lease_s):` costs nothing where the work is done soon."""

    store: Store
    clock: Clock
    turns: Sequence[Turn]
    lease_s: float
    _timer: asyncio.TimerHandle = field(init=False)
    _renewing: asyncio.Task[None] | None = field(default=None, init=False)

    def __enter__(self) -> Self:
        loop = asyncio.get_running_loop()
        self._timer = loop.call_later(self.lease_s * SHARE, self._begin)
        return self

    def done(self, turns: Sequence[Turn]) -> None:
        """These were recorded: whoever has their conversations by now is not to be kept by us."""
        over = {each.conversation for each in turns}
        self.turns = [each for each in self.turns if each.conversation not in over]

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self._timer.cancel()
        if self._renewing:
            self._renewing.cancel()

    def _begin(self) -> None:
        self._renewing = asyncio.create_task(self._renew_forever())

    async def _renew_forever(self) -> None:
        while True:
            names = [each.conversation for each in self.turns]
            try:
                await self.store.renew(names, self.clock.now(), lease=self.lease_s)
            except StorageUnavailable as error:
                log.error("storage: %s; what is being worked may be worked twice", error)
            await self.clock.sleep(self.lease_s * SHARE)
