"""`SqlStore`: the desk's memory, the console's book and the door, in one SQLite file."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import partial

from sqlalchemy import Connection

from core.actions import Outgoing
from core.case import Case, Move
from core.casebook import Agent, CaseFile, Change, FeedPage
from core.corrections import Correction, Opinion
from core.errors import ConfigError
from core.ports import Decision, Settlement, Timer, Turn, TurnResult
from core.protection import TRACE_DAYS
from core.service.promise import STANDARD, Promises
from core.types import Arrival, Platform, Sighting
from storage import audit, book, casefile, correcting, doors, moves
from storage.account_link_store import SqlAccountLinks
from storage.arrivals import PUT
from storage.clockwork import HOLD, RING, Bell, Grip
from storage.engine import BUSY_SECONDS, PROMISES, Database
from storage.guard_store import SqlGuard
from storage.incident_store import SqlIncidents
from storage.keeping import checkpoints, sightings
from storage.ledger import trim_changes
from storage.migrate import upgrade
from storage.promise_store import SqlService
from storage.results import RECORD, Report
from storage.scamfile import forget_traces
from storage.sending import DUE, Wish, stranded
from storage.settling import SETTLE
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
    database = Database(_path(url), busy_seconds=busy_seconds, shared=shared)
    await database.open(_prepare)
    return SqlStore(database)


def _prepare(connection: Connection) -> None:
    upgrade(connection)
    trim_changes(connection)
    forget_traces(connection, datetime.now(UTC) - timedelta(days=TRACE_DAYS))


def _path(url: str) -> str:
    rest = url.removeprefix(SCHEME)
    # Three slashes are a relative path, four an absolute one; two are taken as relative as well.
    path = rest.removeprefix("/")
    if rest == url or not path or path == ":memory:":
        raise ConfigError(
            f"[storage] url: {url or 'nothing'} cannot be opened; use sqlite:///skerry.db for a"
            " file here or sqlite:////var/lib/skerry.db for a file there"
        )
    return path


class SqlStore(SqlService, SqlAccountLinks, SqlIncidents, SqlGuard):
    """Implements `Store`, `CaseBook`, `CorrectionBook`, `Doorkeeper`; the ports promise."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self.patience = PATIENCE_S
        self._bell = asyncio.Event()
        database.on_news = self._ring_bell

    async def close(self) -> None:
        """Finish what waits, then let go of the file."""
        await self._database.close()
        self._ring_bell()

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

    async def feed(self, view: str, agent: str, *, after: str = "", limit: int = 50) -> FeedPage:
        page = partial(book.feed, view=view, agent=agent, after=after, limit=limit)
        return await self._database.read(page)

    async def case_file(self, case_id: str) -> CaseFile | None:
        return await self._database.read(partial(casefile.case_file, case_id=case_id))

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

    # CorrectionBook

    async def correct(self, case_id: str, opinion: Opinion) -> Case:
        return await self._database.write(correcting.CORRECT, correcting.Call(case_id, opinion))

    async def corrections(self) -> Sequence[Correction]:
        return await self._database.read(correcting.corrections)

    # What people change about the desk itself

    async def audit(self, decision: Decision) -> None:
        """Keep an act that belongs to no conversation."""
        await self._database.write(audit.AUDIT, decision)

    async def trail(self, prefix: str) -> Sequence[Decision]:
        """The newest of those whose name begins so, the latest first."""
        return await self._database.read(partial(audit.trail, prefix=prefix))

    # Doorkeeper

    async def add_agent(self, agent: Agent) -> None:
        await self._database.write(doors.ADD_AGENT, agent)

    async def agents(self) -> Sequence[Agent]:
        return await self._database.read(doors.agents)

    async def put_pass(self, digest: str, agent: str, kind: str, until: datetime) -> None:
        await self._database.write(doors.PUT_PASS, doors.Pass(digest, agent, kind, until))

    async def take_pass(self, digest: str, kind: str, now: datetime) -> Agent | None:
        knock = doors.Knock(digest, kind, now)
        if kind == doors.LINK:
            return await self._database.write(doors.TAKE_LINK, knock)
        return await self._database.read(partial(doors.look, knock=knock))

    async def drop_pass(self, digest: str) -> None:
        await self._database.write(doors.DROP_PASS, digest)
