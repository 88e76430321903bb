"""`SqlStore`: the desk's memory, the console's book and the door, in one SQL database."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from functools import partial

from core.actions import Outgoing
from core.case import Case, Move
from core.casebook import CaseFile, Change
from core.corrections import Correction, Opinion
from core.ports import Settlement, Timer, Turn, TurnResult
from core.types import Arrival, Platform, Sighting
from storage.api.store import SqlApi
from storage.arrivals import PUT
from storage.attachments.store import SqlAttachments
from storage.audit.store import SqlAudit
from storage.casework import casefile, correcting, moves
from storage.casework.store import SqlCasework
from storage.clockwork import HOLD, RING, Bell, Grip
from storage.composing.store import SqlComposing
from storage.doors.store import SqlDoors
from storage.engine.fleet import SqlFleet
from storage.engine.threads import Database
from storage.feed import totals as book
from storage.feed.store import SqlFeed
from storage.guard.store import SqlGuard
from storage.incidents.store import SqlIncidents
from storage.keeping import checkpoints, sightings
from storage.links.store import SqlAccountLinks
from storage.numbers.store import SqlNumbers
from storage.privacy.store import SqlPrivacy
from storage.results import RECORD, Report
from storage.sealing.store import SqlSealing
from storage.sending import DUE, Wish, stranded
from storage.service.promise_store import SqlService
from storage.settling import SETTLE
from storage.team.store import SqlTeam
from storage.turns import CLAIM, Claim

# How long `changes` waits for something to happen before it says that nothing did.
PATIENCE_S = 15.0
# The bell rings for this process; what another one wrote is found by looking.
LOOK_S = 1.0


class SqlStore(
    SqlFleet,
    SqlPrivacy,
    SqlTeam,
    SqlFeed,
    SqlNumbers,
    SqlCasework,
    SqlComposing,
    SqlAttachments,
    SqlService,
    SqlApi,
    SqlAudit,
    SqlAccountLinks,
    SqlIncidents,
    SqlGuard,
    SqlDoors,
    SqlSealing,
):
    """Implements `Store`, `CaseBook`, `CorrectionBook`, `Door`; the ports promise."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self.patience = PATIENCE_S
        self._bell, self._work = asyncio.Event(), asyncio.Event()
        database.on_news, database.on_work = self._ring_bell, self._wake

    @property
    def place(self) -> str:
        """What errors call the database, without its password."""
        return self._database.name

    async def close(self) -> None:
        """Finish what waits, then let go of the file."""
        await self._database.close()
        self._ring_bell()

    async def rest(self, seconds: float) -> None:
        """Sleep, but not longer than until there may be something to do."""
        work = self._work
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await work.wait()

    # Store

    async def put(self, arrivals: Sequence[Arrival]) -> int:
        return await self._database.write(PUT, arrivals) if arrivals else 0

    async def claim(self, now: datetime, *, limit: int, lease: float) -> Sequence[Turn]:
        return await self._database.write(CLAIM, Claim(now, limit, lease))

    async def record(self, results: Sequence[TurnResult], now: datetime) -> Sequence[str]:
        if not results:
            return ()
        return await self._database.write(RECORD, Report(results, now))

    async def due(
        self, platforms: Sequence[Platform], now: datetime, *, limit: int
    ) -> Sequence[Outgoing]:
        return await self._database.write(DUE, Wish(platforms, now, limit))

    async def settle(self, settlements: Sequence[Settlement]) -> None:
        if settlements:
            await self._database.write(SETTLE, settlements)

    async def stranded(self, platform: Platform) -> Sequence[Outgoing]:
        return await self._database.read(partial(stranded, platform=platform))

    async def checkpoints(self, platform: Platform) -> Mapping[str, str]:
        return await self._database.read(partial(checkpoints, platform=platform))

    async def sightings(self, platform: Platform) -> Sequence[Sighting]:
        """Everybody seen on a platform, the latest first."""
        return await self._database.read(partial(sightings, platform=platform))

    async def ring(self, now: datetime, *, limit: int) -> Sequence[Timer]:
        return await self._database.write(RING, Bell(now, limit))

    async def hold(self, name: str, owner: str, now: datetime, *, seconds: float) -> bool:
        grip = Grip(name, owner, now, seconds)
        return await self._database.write(HOLD, grip)

    # CaseBook

    async def case_file(self, case_id: str, *, before: str = "") -> CaseFile | None:
        query = partial(casefile.case_file, case_id=case_id, before=before)
        return await self._database.read(query)

    async def move_case(
        self, case_id: str, how: Move, agent: str, at: datetime, *, reason: str = ""
    ) -> Case:
        step = moves.Step(case_id, how, agent, at, reason)
        return await self._database.write(moves.MOVE, step)

    async def answer(self, case_id: str, agent: str, outgoing: Sequence[Outgoing]) -> Case:
        return await self._database.write(moves.ANSWER, moves.Words(case_id, agent, outgoing))

    async def note(self, case_id: str, agent: str, text: str, at: datetime) -> None:
        await self._database.write(moves.NOTE, moves.Remark(case_id, agent, text, at))

    async def changes(self, after: int, *, limit: int = 200) -> Sequence[Change]:
        query = partial(book.changes, after=after, limit=limit)
        loop = asyncio.get_running_loop()
        until = loop.time() + self.patience
        while True:
            bell = self._bell  # taken before looking: what comes in between rings it
            found = await self._database.read(query)
            if found or loop.time() >= until:
                return found
            with suppress(TimeoutError):
                async with asyncio.timeout_at(min(until, loop.time() + LOOK_S)):
                    await bell.wait()

    async def latest_change(self) -> int:
        """The number of the last change, for a listener that wants only what comes."""
        return await self._database.read(book.latest_change)

    async def totals(self) -> dict[str, int]:
        """Running totals: messages, verdicts, replies, dead_letters, and cases by place."""
        return await self._database.read(book.totals)

    def _ring_bell(self) -> None:
        bell, self._bell = self._bell, asyncio.Event()
        bell.set()

    def _wake(self) -> None:
        work, self._work = self._work, asyncio.Event()
        work.set()

    # CorrectionBook

    async def correct(self, case_id: str, opinion: Opinion) -> Case:
        return await self._database.write(correcting.CORRECT, correcting.Call(case_id, opinion))

    async def corrections(self) -> Sequence[Correction]:
        return await self._database.read(correcting.corrections)
