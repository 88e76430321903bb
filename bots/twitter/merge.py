"""Several sources, each on its own feet, become one stream of batches."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from bots.twitter.errors import CreditsExhausted, NotAllowed
from core.errors import AdapterError, CredentialsRefused, RateLimited
from core.ports import Clock
from core.types import Arrival

log = logging.getLogger(__name__)

FIRST_PAUSE_S, LONGEST_PAUSE_S = 1.0, 60.0
# A permission that is missing does not come by itself; somebody may grant it meanwhile.
NOT_ALLOWED_PAUSE_S = 900.0

Put = Callable[[Sequence[Arrival]], Awaitable[None]]


class Source(Protocol):
    """One way in. A round reads what there is, puts it, and says how long to wait."""

    name: str

    async def round(self, put: Put) -> float: ...


@dataclass(slots=True)
class _Parcel:
    arrivals: Sequence[Arrival]
    stored: asyncio.Future[None]
    error: AdapterError | None = None


class Funnel:
    """Sources put batches in, the desk takes them out; `put` returns when the batch is stored."""

    def __init__(self) -> None:
        self._parcels: asyncio.Queue[_Parcel] = asyncio.Queue()

    async def put(self, arrivals: Sequence[Arrival]) -> None:
        """Hand a batch over and wait until the desk has it on disk."""
        parcel = _Parcel(arrivals, asyncio.get_running_loop().create_future())
        self._parcels.put_nowait(parcel)
        await parcel.stored

    def fail(self, error: AdapterError) -> None:
        """Let whoever takes the batches know that there will be none."""
        nobody: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._parcels.put_nowait(_Parcel((), nobody, error))

    async def batches(self) -> AsyncGenerator[Sequence[Arrival], None]:
        """Each batch; asking for the next one says that the last was stored."""
        while True:
            parcel = await self._parcels.get()
            if parcel.error:
                raise parcel.error
            yield parcel.arrivals
            if not parcel.stored.done():
                parcel.stored.set_result(None)


@dataclass(slots=True, kw_only=True)
class Supervisor:
    """Keeps every source going: one that fails waits by itself, the others go on."""

    funnel: Funnel
    clock: Clock
    failing: dict[str, str] = field(default_factory=dict[str, str], init=False)
    last_sign: datetime | None = field(default=None, init=False)

    async def keep(self, source: Source) -> None:
        """Rounds for ever; ends only when the credentials are refused."""
        pause = FIRST_PAUSE_S
        while True:
            try:
                wait = await source.round(self._put)
            except NotAllowed as error:
                wait = self._failed(source, error, NOT_ALLOWED_PAUSE_S)
            except CredentialsRefused as error:
                self._failed(source, error, 0)
                self.funnel.fail(error)
                return
            except RateLimited as error:
                wait = self._failed(source, error, error.retry_after)
            except AdapterError as error:
                wait, pause = self._failed(source, error, pause), min(pause * 2, LONGEST_PAUSE_S)
            except Exception as error:
                log.exception("%s: our own code failed", source.name)
                wait, pause = self._failed(source, error, pause), min(pause * 2, LONGEST_PAUSE_S)
            else:
                self.failing.pop(source.name, None)
                self.last_sign = self.clock.now()
                pause = FIRST_PAUSE_S
            await self.clock.sleep(wait)

    async def _put(self, arrivals: Sequence[Arrival]) -> None:
        self.last_sign = self.clock.now()
        await self.funnel.put(arrivals)

    def _failed(self, source: Source, error: Exception, wait: float) -> float:
        known = self.failing.get(source.name)
        why = type(error).__name__ if not isinstance(error, AdapterError) else str(error)
        if why != known:
            level = logging.ERROR if isinstance(error, CreditsExhausted) else logging.WARNING
            log.log(level, "%s: %s; again in %g s", source.name, why, wait)
        self.failing[source.name] = why
        return wait
