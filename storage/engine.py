"""SQLite behind one writing thread with group commit and a few reading threads.

Whoever writes hands in a `Work` and waits. The thread takes everything that waits, runs it in one
transaction, each piece in a savepoint, commits once, and only then answers: a caller who has an
answer has it on the disk. Pieces of the same kind that wait together run as one.
"""

from __future__ import annotations

import asyncio
import queue
import sqlite3
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from sqlalchemy import URL, Connection, create_engine, event
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool

from core.errors import StorageUnavailable
from storage.outage import misfit, outage
from storage.work import UNDO, Job, Work, by_kind, run

T = TypeVar("T")
R = TypeVar("R")

GROUP = 200  # pieces of work in one commit
WAITING = 2_000  # callers that may wait for the thread before the next one has to wait for them
READERS = 3
BUSY_SECONDS = 5.0
# Set by whoever appends to the feed of changes; makes the commit ring the bell.
NEWS = "news"
# What the operator promises people who wait, for whatever moves a case.
PROMISES = "promises"

_WRITER_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA cache_size=-32768",
)
_READER_PRAGMAS = ("PRAGMA query_only=ON",)


class Database:
    """An open SQLite file. `await write(work, payload)`, `await read(query)`, `await close()`."""

    def __init__(
        self,
        path: str,
        *,
        busy_seconds: float = BUSY_SECONDS,
        shared: Mapping[str, object] | None = None,
    ) -> None:
        self.path = path
        self.on_news: Callable[[], None] = lambda: None
        self._loop = asyncio.get_running_loop()
        self._room = asyncio.Semaphore(WAITING)
        self._waiting: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._closed = False
        self._writer = _engine(path, busy_seconds, begin="BEGIN IMMEDIATE", shared=shared)
        self._reader = _engine(path, busy_seconds, begin="BEGIN")
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="skerry-read")
        self._thread = threading.Thread(target=self._work, name="skerry-write", daemon=True)

    async def open(self, prepare: Callable[[Connection], None]) -> None:
        """Check the file, `prepare` it in one transaction and start writing."""
        try:
            await self._loop.run_in_executor(self._readers, self._prepare, prepare)
        except DBAPIError as error:
            await self._release()
            raise misfit(error, self.path) from None
        except BaseException:
            await self._release()
            raise
        self._thread.start()

    async def write(self, work: Work[T, R], payload: T) -> R:
        """Do it in the next transaction; returns when it is on the disk."""
        async with self._room:
            if self._closed:
                raise StorageUnavailable(f"database {self.path}: the desk has closed it")
            job = Job(work, payload, self._loop.create_future())
            self._waiting.put(job)
            result: R = await job.answer
            return result

    async def read(self, query: Callable[[Connection], R]) -> R:
        """Run a query on a snapshot, beside the writer."""
        if self._closed:
            raise StorageUnavailable(f"database {self.path}: the desk has closed it")
        return await self._loop.run_in_executor(self._readers, self._query, query)

    async def close(self) -> None:
        """Finish what waits, then let go of the file."""
        if self._closed:
            return
        self._closed = True
        self._waiting.put(None)
        await self._loop.run_in_executor(self._readers, self._thread.join)
        await self._release()

    async def _release(self) -> None:
        self._closed = True
        await self._loop.run_in_executor(self._readers, self._dispose)
        self._readers.shutdown(wait=False)

    def _dispose(self) -> None:
        # The writer last: the last connection to leave folds the log back into the file.
        self._reader.dispose()
        self._writer.dispose()

    def _prepare(self, prepare: Callable[[Connection], None]) -> None:
        # What people write to the desk is nobody else's business on this machine.
        with suppress(OSError):
            Path(self.path).touch(mode=0o600)
        with self._writer.begin() as connection:
            prepare(connection)

    def _query(self, query: Callable[[Connection], R]) -> R:
        try:
            with self._reader.begin() as connection:
                return query(connection)
        except DBAPIError as error:
            raise outage(error, self.path) or error from None

    def _work(self) -> None:
        while (job := self._waiting.get()) is not None:
            jobs = [job, *self._drain()]
            news = self._transaction(jobs)
            self._take_back([each for each in jobs if each.was_abandoned])
            try:
                if news:
                    self._loop.call_soon_threadsafe(self.on_news)
                self._loop.call_soon_threadsafe(self._deliver, jobs)
            except RuntimeError:  # the loop is gone, and with it everybody who waited
                return

    def _take_back(self, jobs: list[Job]) -> None:
        """What was handed to somebody who left meanwhile is there for the next one."""
        if jobs:
            self._transaction([Job(UNDO, each, each.answer) for each in jobs])

    def _deliver(self, jobs: list[Job]) -> None:
        for job in jobs:
            job.resolve()
            if job.was_abandoned:
                self._waiting.put(Job(UNDO, job, job.answer))

    def _drain(self) -> list[Job]:
        jobs: list[Job] = []
        while len(jobs) < GROUP - 1:
            try:
                job = self._waiting.get_nowait()
            except queue.Empty:
                break
            if job is None:
                self._waiting.put(None)
                break
            jobs.append(job)
        return jobs

    def _transaction(self, jobs: list[Job]) -> bool:
        """Everything in one commit; when the database itself fails, it fails for all of them."""
        try:
            with self._writer.begin() as connection:
                for kind in by_kind(jobs):
                    self._savepoint(connection, kind)
                return bool(connection.info.pop(NEWS, False))
        except Exception as error:
            failure = outage(error, self.path) or error
            for job in jobs:
                job.error = failure
            return False

    def _savepoint(self, connection: Connection, jobs: list[Job]) -> None:
        """Work of one kind, together if that works, else one by one so that one fails alone."""
        try:
            with connection.begin_nested():
                for job, result in zip(jobs, run(connection, jobs), strict=True):
                    job.result = result
        except Exception as error:
            if outage(error, self.path):
                raise
            if len(jobs) == 1:
                jobs[0].error = error
                return
            for job in jobs:
                self._savepoint(connection, [job])


def _engine(
    path: str, busy_seconds: float, *, begin: str, shared: Mapping[str, object] | None = None
) -> Engine:
    """`shared` is what works on every connection finds in its `info`."""
    writes = begin != "BEGIN"
    engine = create_engine(
        URL.create("sqlite", database=path),
        poolclass=QueuePool,
        pool_size=1 if writes else READERS,
        max_overflow=0,
        connect_args={"timeout": busy_seconds, "check_same_thread": False},
    )

    @event.listens_for(engine, "connect")
    def connected(raw: sqlite3.Connection, record: ConnectionPoolEntry) -> None:
        record.info.update(shared or {})
        # Python's driver must not open transactions by itself: it would begin too late, and a
        # transaction that read before it writes is refused instead of waiting.
        raw.isolation_level = None
        for pragma in _WRITER_PRAGMAS if writes else _READER_PRAGMAS:
            raw.execute(pragma)

    @event.listens_for(engine, "begin")
    def began(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine
