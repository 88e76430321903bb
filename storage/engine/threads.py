"""A database behind writing threads with group commit and a few reading threads.

Whoever writes hands in a `Work` and waits. A writing thread takes everything that waits, runs it
in one transaction, each piece in a savepoint, commits once, and only then answers: a caller who
has an answer has it on the disk. Pieces of the same kind that wait together run as one.
"""

from __future__ import annotations

import asyncio
import logging
import queue
import random
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from core.errors import StorageUnavailable
from storage.engine.driver import NEWS, PROMISES, Driver
from storage.engine.work import UNDO, Job, Kind, Work, run
from storage.sealing.sealed import KeyRing, use

__all__ = ["NEWS", "PROMISES", "Database", "Work"]

log = logging.getLogger(__name__)

T = TypeVar("T")
R = TypeVar("R")

GROUP = 200  # pieces of work in one commit
WAITING = 2_000  # callers that may wait for the thread before the next one has to wait for them
# A transaction that lost against another one is repeated so often, after so many seconds at most.
TRIES, PAUSE_S = 8, 0.05
# A commit takes milliseconds: one that takes so long tells of a lock, a disk or a network.
SLOW_S = 2.0


class Database:
    """An open database. `await write(work, payload)`, `await read(query)`, `await close()`.

    `on_news` hears, on the loop, that the feed of changes grew; `on_work` that anything was
    written that others may wait for, here or by another process. `on_commit` hears, on a writing
    thread, of each commit's pieces of work and seconds.
    """

    def __init__(self, driver: Driver, ring: KeyRing | None = None) -> None:
        self.driver, self.name, self.ring = driver, driver.name, ring
        self.on_news: Callable[[], None] = lambda: None
        self.on_work: Callable[[], None] = lambda: None
        self.on_commit: Callable[[int, float], None] = lambda _size, _seconds: None
        self._loop = asyncio.get_running_loop()
        self._room = asyncio.Semaphore(WAITING)
        self._waiting: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._closed = False
        self._silence: Callable[[], None] = lambda: None
        self._readers = ThreadPoolExecutor(driver.readers, "skerry-read", use, (ring,))
        self._threads = [
            threading.Thread(target=self._work, name="skerry-write", daemon=True)
            for _ in range(driver.writers)
        ]

    async def open(self, prepare: Callable[[Connection], None]) -> None:
        """Check it, `prepare` it in one transaction and start writing."""
        try:
            await self._loop.run_in_executor(self._readers, self.driver.prepare, prepare)
        except DBAPIError as error:
            await self._release()
            raise self.driver.misfit(error) from None
        except BaseException:
            await self._release()
            raise
        for thread in self._threads:
            thread.start()
        self._silence = self.driver.listen(self._heard)

    async def write(self, work: Work[T, R], payload: T) -> R:
        """Do it in the next transaction; returns when it is on the disk."""
        async with self._room:
            if self._closed:
                raise StorageUnavailable(f"database {self.name}: the desk has closed it")
            job = Job(work, payload, self._loop.create_future())
            self._waiting.put(job)
            result: R = await job.answer
            return result

    async def read(self, query: Callable[[Connection], R]) -> R:
        """Run a query on a snapshot, beside the writers."""
        if self._closed:
            raise StorageUnavailable(f"database {self.name}: the desk has closed it")
        return await self._loop.run_in_executor(self._readers, self._query, query)

    async def close(self) -> None:
        """Finish what waits, then let go of it."""
        if self._closed:
            return
        self._closed = True
        for _ in self._threads:
            self._waiting.put(None)
        for thread in self._threads:
            await self._loop.run_in_executor(self._readers, thread.join)
        await self._loop.run_in_executor(self._readers, self._silence)
        await self._release()

    async def _release(self) -> None:
        self._closed = True
        await self._loop.run_in_executor(self._readers, self._dispose)
        self._readers.shutdown(wait=False)

    def _dispose(self) -> None:
        # The writer last: SQLite's last connection to leave folds the log back into the file.
        self.driver.reader.dispose()
        self.driver.writer.dispose()

    def _query(self, query: Callable[[Connection], R]) -> R:
        try:
            return self._ask(query)
        except DBAPIError as error:
            if not error.connection_invalidated:
                raise self.driver.outage(error) or error from None
        # The connection had died while it lay in the pool: a question may be asked twice.
        try:
            return self._ask(query)
        except DBAPIError as error:
            raise self.driver.outage(error) or error from None

    def _ask(self, query: Callable[[Connection], R]) -> R:
        with self.driver.reader.begin() as connection:
            return query(connection)

    def _work(self) -> None:
        use(self.ring)
        while (job := self._waiting.get()) is not None:
            jobs = [job, *self._drain()]
            news = sum(map(self._measured, self.driver.transactions(jobs))) > 0
            self._read_on([each for each in jobs if each.has_taken])
            self._take_back([each for each in jobs if each.was_abandoned])
            try:
                self._loop.call_soon_threadsafe(self._tell, jobs, news)
            except RuntimeError:  # the loop is gone, and with it everybody who waited
                return

    def _take_back(self, jobs: list[Job]) -> None:
        """What was handed to somebody who left meanwhile is there for the next one."""
        if jobs:
            self._write([[Job(UNDO, each, each.answer) for each in jobs]])

    def _tell(self, jobs: list[Job], news: bool) -> None:  # noqa: FBT001  # called by position
        if news:
            self.on_news()
        if not all(job.work.takes for job in jobs):
            self.on_work()
        for job in jobs:
            job.resolve()
            if job.was_abandoned:
                self._waiting.put(Job(UNDO, job, job.answer))

    def _heard(self) -> None:
        """Another process wrote something, says a thread that listens to the server."""
        try:
            self._loop.call_soon_threadsafe(lambda: (self.on_news(), self.on_work()))
        except RuntimeError:  # the loop is gone, and nobody listens any more
            return

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

    def _measured(self, kinds: Sequence[Kind]) -> bool:
        start = time.perf_counter()
        news = self._write(kinds)
        took = time.perf_counter() - start
        if took > SLOW_S:
            log.warning("storage: database %s: a transaction took %.1f s", self.name, took)
        self.on_commit(sum(map(len, kinds)), took)
        return news

    def _write(self, kinds: Sequence[Kind]) -> bool:
        """Everything in one commit; when the database itself fails, it fails for all of them."""
        # Savepoints cost two trips each: taken only where something is known to go wrong.
        careful = len(kinds) > 1 or kinds[0][0].work.together is None
        for left in reversed(range(TRIES)):
            try:
                return self._transaction(kinds, careful=careful)
            except Exception as error:
                if left and self.driver.passes(error):
                    time.sleep(random.uniform(0, PAUSE_S))  # noqa: S311  # no secret
                    continue
                failure = self.driver.outage(error)
                if left and failure is None and not careful:
                    careful = True
                    continue
                for job in (job for kind in kinds for job in kind):
                    job.error = failure or error
                return False
        return False

    def _transaction(self, kinds: Sequence[Kind], *, careful: bool) -> bool:
        with self.driver.writer.begin() as connection:
            self.driver.begin(connection, kinds)
            for kind in kinds:
                (self._savepoint if careful else self._together)(connection, kind)
            return self.driver.end(connection, kinds)

    def _together(self, connection: Connection, jobs: list[Job]) -> None:
        done = run(connection, jobs, halves=self.driver.shared)
        for job, result in zip(jobs, done, strict=True):
            job.error = None
            if self.driver.shared and job.work.halves:
                job.taken = result
            else:
                job.result = result

    def _read_on(self, jobs: Sequence[Job]) -> None:
        """The second half of what took something; what cannot be read is there for the next one
        when its lease ends."""
        for job in jobs:
            try:
                with self.driver.writer.begin() as connection:
                    job.read_on(connection)
            except Exception as error:
                job.error = self.driver.outage(error) or error

    def _savepoint(self, connection: Connection, jobs: list[Job]) -> None:
        """Work of one kind, together if that works, else one by one so that one fails alone."""
        try:
            with connection.begin_nested():
                self._together(connection, jobs)
        except Exception as error:
            if self.driver.outage(error):
                raise
            if len(jobs) == 1:
                jobs[0].error = error
                return
            for job in jobs:
                self._savepoint(connection, [job])
