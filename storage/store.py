"""`SqlStore`: the desk's memory, the console's book and the door, in one SQL database."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import partial

from sqlalchemy import Connection

from core.actions import Outgoing
from core.case import Case, Move
from core.casebook import CaseFile, Change
from core.corrections import Correction, Opinion
from core.errors import ConfigError
from core.ports import Settlement, Timer, Turn, TurnResult
from core.protection import TRACE_DAYS
from core.service.promise import STANDARD, Promises
from core.types import Arrival, Platform, Sighting
from storage import book, casefile, correcting, moves, postgres
from storage.account_link_store import SqlAccountLinks
from storage.api_store import SqlApi
from storage.arrivals import PUT
from storage.audit_store import SqlAudit
from storage.casework_store import SqlCasework
from storage.clockwork import HOLD, RING, Bell, Grip
from storage.composing_store import SqlComposing
from storage.doors_store import SqlDoors
from storage.driver import PROMISES, Driver
from storage.engine import Database
from storage.feed_store import SqlFeed
from storage.guard_store import SqlGuard
from storage.incident_store import SqlIncidents
from storage.keeping import checkpoints, sightings
from storage.ledger import trim_changes
from storage.migrate import upgrade
from storage.moving import must_be_finished
from storage.number_store import SqlNumbers
from storage.promise_store import SqlService
from storage.results import RECORD, Report
from storage.scamfile import forget_traces
from storage.sending import DUE, Wish, stranded
from storage.settling import SETTLE
from storage.sqlite import BUSY_SECONDS, SqliteDriver
from storage.team_store import SqlTeam
from storage.turns import CLAIM, Claim

SCHEME = "sqlite://"
# How long `changes` waits for something to happen before it says that nothing did.
PATIENCE_S = 15.0
# The bell rings for this process; what another one wrote is found by looking.
LOOK_S = 1.0


async def open_store(
    url: str, *, busy_seconds: float = BUSY_SECONDS, promises: Promises = STANDARD
) -> SqlStore:
    """Open, create or bring up to date the database at `url`; raises ConfigError with the mend."""
    shared = {PROMISES: promises}
    driver: Driver
    if postgres.is_ours(url):
        driver = postgres.PostgresDriver(url, shared=shared)
    else:
        driver = SqliteDriver(path_of(url), busy_seconds=busy_seconds, shared=shared)
    database = Database(driver)
    await database.open(_prepare)
    return SqlStore(database)


def _prepare(connection: Connection) -> None:
    must_be_finished(connection)
    upgrade(connection)
    trim_changes(connection)
    forget_traces(connection, datetime.now(UTC) - timedelta(days=TRACE_DAYS))


def path_of(url: str) -> str:
    """The file behind an address; raises ConfigError."""
    rest = url.removeprefix(SCHEME)
    # Three slashes are a relative path, four an absolute one; two are taken as relative as well.
    path = rest.removeprefix("/")
    if rest == url or not path or path == ":memory:":
        raise ConfigError(
            f"[storage] url: {url or 'nothing'} cannot be opened; use sqlite:///skerry.db for a"
            " file here, sqlite:////var/lib/skerry.db for a file there, or"
            " postgresql://user@host/skerry for a server"
        )
    return path


class SqlStore(
    SqlTeam,
    SqlFeed,
    SqlNumbers,
    SqlCasework,
    SqlComposing,
    SqlService,
    SqlApi,
    SqlAudit,
    SqlAccountLinks,
    SqlIncidents,
    SqlGuard,
    SqlDoors,
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
