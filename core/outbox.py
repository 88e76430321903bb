"""The only door to the outside: whatever is said or done on a platform passes through here."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from core.about import about
from core.actions import Kind, Outgoing
from core.attaching import Attachments, carried
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
# A row that was taken longer ago may be in other hands already: whoever stood still meanwhile, by a
# machine that was suspended or a loop that was held up, must not send it (app/leases.py waits
# longer before it looks up what somebody else began).
FRESH_S = 10.0
HELD_UP = "the desk stood still before it could be sent"


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
    # Where the bytes of files are; without it none is sent.
    files: Attachments | None = None
    _flying: set[asyncio.Task[None]] = field(default_factory=set[asyncio.Task[None]], init=False)
    _keys: set[str] = field(default_factory=set[str], init=False)
    _answered: set[str] = field(default_factory=set[str], init=False)

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
        now = self.clock.now()
        rows = await self.store.due(list(self.adapters), now, limit=room)
        for row in rows:
            task = asyncio.create_task(self._send_and_settle(row, now), name=row.key)
            self._flying.add(task)
            task.add_done_callback(self._flying.discard)
        return len(rows)

    async def drain(self) -> None:
        """Wait until everything in flight has been settled."""
        while self._flying:
            await asyncio.wait(set(self._flying))

    def let_go(self) -> None:
        """Break off what has not been answered yet: another process may speak now, and looks it
        up. What was answered is still settled."""
        for task in self._flying:
            if task.get_name() not in self._answered:
                task.cancel()

    async def reconcile(self, rows: Sequence[Outgoing]) -> None:
        """Settle rows that a stopped desk left behind; those in flight here are not touched, nor
        are those about which the platform cannot be asked just now: they stay as they are."""

        async def look_up(row: Outgoing) -> None:
            with about(row):
                if told := await self._left_behind(row):
                    await self._settle(replace(told, attempt=row.attempts))

        left = [row for row in rows if row.key not in self._keys]
        if left:
            log.warning(
                "%d sends were under way when a process stopped; looking them up", len(left)
            )
        for start in range(0, len(left), AT_ONCE):
            await asyncio.gather(*map(look_up, left[start : start + AT_ONCE]))

    async def _send_and_settle(self, row: Outgoing, taken: datetime) -> None:
        self._keys.add(row.key)
        try:
            with about(row):
                told = await self._send(row) if self._is_fresh(taken) else self._held_up(row)
                self._answered.add(row.key)
                await self._settle(replace(told, attempt=row.attempts))
        finally:
            self._keys.discard(row.key)
            self._answered.discard(row.key)

    def _is_fresh(self, taken: datetime) -> bool:
        return abs(self.clock.now() - taken) < timedelta(seconds=FRESH_S)

    def _held_up(self, row: Outgoing) -> Settlement:
        """It has not left, so it may: for whoever has it now, that is one try less."""
        log.warning("%s: %s; it waits for its next try", row.platform, HELD_UP)
        return settlement(row, Unavailable(HELD_UP), self.clock.now())

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
            if row.kind is Kind.FILE:
                row = await carried(self.files, row)
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

    async def _left_behind(self, row: Outgoing) -> Settlement | None:
        """What became of a row that somebody else began to send; None: ask again later."""
        lost = MaybeSent(LEFT_BEHIND)
        try:
            remote = await self.adapters[row.platform].find(row)
        except (RateLimited, Unavailable) as error:
            log.warning("%s: %s; what became of a send is asked again", row.platform, error)
            return None
        except Exception as error:
            return self._nobody_knows(row, lost, error)
        return self._found(row, lost, remote)

    async def _reconciled(self, row: Outgoing, doubt: MaybeSent) -> Settlement:
        """Ask the platform what became of the row; what it cannot tell goes to a person."""
        try:
            remote = await self.adapters[row.platform].find(row)
        except Exception as error:
            return self._nobody_knows(row, doubt, error)
        return self._found(row, doubt, remote)

    def _nobody_knows(self, row: Outgoing, doubt: MaybeSent, error: Exception) -> Settlement:
        if not isinstance(error, AdapterError):
            log.error("%s: looking for %s failed", row.platform, row.key, exc_info=error)
        return settlement(row, doubt, self.clock.now())

    def _found(self, row: Outgoing, doubt: MaybeSent, remote: str | None) -> Settlement:
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
