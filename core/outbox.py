"""The only door to the outside: whatever is said or done on a platform passes through here."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from core.actions import Outgoing
from core.errors import (
    AdapterError,
    CredentialsRefused,
    MaybeSent,
    RateLimited,
    Rejected,
    StorageUnavailable,
    Unavailable,
)
from core.ports import Adapter, Clock, Sent, Settlement, Store
from core.types import Platform

log = logging.getLogger(__name__)

PAUSE_S, STORAGE_PAUSE_S, CREDENTIALS_PAUSE_S = 0.1, 1.0, 60.0
FIRST_RETRY_S, LONGEST_RETRY_S, MOST_TRIES = 1.0, 300.0, 12
AT_ONCE = 32
LEFT_BEHIND = "the desk stopped while it was sending"


@dataclass(slots=True, kw_only=True)
class Deliverer:
    """Takes due rows, sends each at most once, and settles what became of it.

    `lint` is the last look: what it finds fault with is not sent, and put in front of a person.
    """

    store: Store
    adapters: Mapping[Platform, Adapter]
    clock: Clock
    lint: Callable[[Outgoing], Sequence[str]] = lambda _: ()
    # Sleeps, but not longer than until there may be something to send.
    rest: Callable[[float], Awaitable[None]] | None = None
    _flying: set[asyncio.Task[None]] = field(default_factory=set[asyncio.Task[None]], init=False)
    _keys: set[str] = field(default_factory=set[str], init=False)

    async def deliver_forever(self) -> None:
        """Send what is due; when cancelled, finish what already left."""
        try:
            while True:
                try:
                    started = await self.deliver()
                except StorageUnavailable as error:
                    log.error("storage: %s; nothing is sent until it is back", error)
                    await self.clock.sleep(STORAGE_PAUSE_S)
                else:
                    pause = self.rest or self.clock.sleep
                    await (self.clock.sleep(0.01) if started else pause(PAUSE_S))
        finally:
            await self.drain()

    async def deliver(self) -> int:
        """Start sending what is due now; how many sends were started."""
        room = AT_ONCE - len(self._flying)
        if room <= 0:
            return 0
        rows = await self.store.due(list(self.adapters), self.clock.now(), limit=room)
        for row in rows:
            task = asyncio.create_task(self._send_and_settle(row))
            self._flying.add(task)
            task.add_done_callback(self._flying.discard)
        return len(rows)

    async def drain(self) -> None:
        """Wait until everything in flight has been settled."""
        while self._flying:
            await asyncio.wait(set(self._flying))

    async def reconcile(self, rows: Sequence[Outgoing]) -> None:
        """Settle rows that a stopped desk left behind; those in flight here are not touched."""
        lost = MaybeSent(LEFT_BEHIND)

        async def look_up(row: Outgoing) -> None:
            await self._settle(await self._reconciled(row, lost))

        left = [row for row in rows if row.key not in self._keys]
        for start in range(0, len(left), AT_ONCE):
            await asyncio.gather(*map(look_up, left[start : start + AT_ONCE]))

    async def _send_and_settle(self, row: Outgoing) -> None:
        self._keys.add(row.key)
        try:
            await self._settle(await self._send(row))
        finally:
            self._keys.discard(row.key)

    async def _settle(self, settlement: Settlement) -> None:
        while True:
            try:
                await self.store.settle([settlement])
            except StorageUnavailable as error:
                log.error("storage: %s; %s is settled later", error, settlement.key)
                await self.clock.sleep(STORAGE_PAUSE_S)
            else:
                return

    async def _send(self, row: Outgoing) -> Settlement:
        if problems := self.lint(row):
            why = f"lint stopped: {problems[0]}"
            return Settlement(key=row.key, result=Sent.FAILED, at=self.clock.now(), why=why)
        try:
            remote = await self.adapters[row.platform].send(row)
        except MaybeSent as error:
            return await self._reconciled(row, error)
        except AdapterError as error:
            return settlement(row, error, self.clock.now())
        except Exception as error:
            log.exception("%s: sending %s failed in our own code", row.platform, row.key)
            why = f"{type(error).__name__} while sending"
            return Settlement(key=row.key, result=Sent.UNKNOWN, at=self.clock.now(), why=why)
        return Settlement(key=row.key, result=Sent.SENT, at=self.clock.now(), remote_id=remote)

    async def _reconciled(self, row: Outgoing, doubt: MaybeSent) -> Settlement:
        """Ask the platform what became of the row; what it cannot tell goes to a person."""
        try:
            remote = await self.adapters[row.platform].find(row)
        except AdapterError:
            return settlement(row, doubt, self.clock.now())
        except Exception:
            log.exception("%s: looking for %s failed in our own code", row.platform, row.key)
            return settlement(row, doubt, self.clock.now())
        if remote is None:
            return settlement(row, Unavailable(f"{doubt}; it did not arrive"), self.clock.now())
        return Settlement(key=row.key, result=Sent.SENT, at=self.clock.now(), remote_id=remote)


def settlement(row: Outgoing, error: AdapterError, now: datetime) -> Settlement:
    """What follows from a failed send: wait, give up, or hand to a person because nobody knows."""
    why = str(error)
    if isinstance(error, MaybeSent):
        return Settlement(key=row.key, result=Sent.UNKNOWN, at=now, why=why)
    if isinstance(error, Rejected):
        return _rejected(row, error, now)
    if isinstance(error, RateLimited):
        wait = error.retry_after
    elif isinstance(error, CredentialsRefused):
        wait = CREDENTIALS_PAUSE_S
    elif row.attempts + 1 >= MOST_TRIES:
        return Settlement(key=row.key, result=Sent.FAILED, at=now, why=f"gave up: {why}")
    else:
        wait = min(FIRST_RETRY_S * 2**row.attempts, LONGEST_RETRY_S)
    again = now + timedelta(seconds=wait)
    return Settlement(key=row.key, result=Sent.RETRY, at=now, why=why, retry_at=again)


def _rejected(row: Outgoing, error: Rejected, now: datetime) -> Settlement:
    if error.moved_to:
        return Settlement(
            key=row.key,
            result=Sent.RETRY,
            at=now,
            why=str(error),
            retry_at=now,
            moved_to=error.moved_to,
        )
    return Settlement(
        key=row.key,
        result=Sent.FAILED,
        at=now,
        why=str(error),
        reach_closed=error.permanent,
    )
