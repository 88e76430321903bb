"""A database behind writing threads with group commit and a few reading threads.

Whoever writes hands in a `Work` and waits. A writing thread takes everything that waits, runs it
in one transaction, each piece in a savepoint, commits once, and only then answers: a caller who
has an answer has it on the disk. Pieces of the same kind that wait together run as one.
"""

from __future__ import annotations

import asyncio
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
from storage.driver import NEWS, PROMISES, Driver
from storage.work import UNDO, Job, Kind, Work, run

__all__ = ["NEWS", "PROMISES", "Database", "Work"]

T = TypeVar("T")
R = TypeVar("R")

GROUP = 200  # pieces of work in one commit
WAITING = 2_000  # callers that may wait for the thread before the next one has to wait for them
# A transaction that lost against another one is repeated so often, after so many seconds at most.
TRIES, PAUSE_S = 8, 0.05


class Database:
    """An open database. `await write(work, payload)`, `await read(query)`, `await close()`.

    `on_news` hears, on the loop, that the feed of changes grew; `on_work` that anything was
    written that others may wait for, here or by another process.
    """

    def __init__(self, driver: Driver) -> None:
        self.driver, self.name = driver, driver.name
        self.on_news: Callable[[], None] = lambda: None
        self.on_work: Callable[[], None] = lambda: None
        self._loop = asyncio.get_running_loop()
        self._room = asyncio.Semaphore(WAITING)
        self._waiting: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._closed = False
        self._silence: Callable[[], None] = lambda: None
        self._readers = ThreadPoolExecutor(driver.readers, thread_name_prefix="skerry-read")
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
        while (job := self._waiting.get()) is not None:
            jobs = [job, *self._drain()]
            news = sum(map(self._write, self.driver.transactions(jobs))) > 0
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

    def _write(self, kinds: Sequence[Kind]) -> bool:
        """Everything in one commit; when the database itself fails, it fails for all of them."""
        for left in reversed(range(TRIES)):
            try:
                return self._transaction(kinds)
            except Exception as error:
                if left and self.driver.passes(error):
                    time.sleep(random.uniform(0, PAUSE_S))  # noqa: S311  # no secret
                    continue
                failure = self.driver.outage(error) or error
                for job in (job for kind in kinds for job in kind):
                    job.error = failure
                return False
        return False

    def _transaction(self, kinds: Sequence[Kind]) -> bool:
        with self.driver.writer.begin() as connection:
            self.driver.begin(connection, kinds)
            for kind in kinds:
                self._savepoint(connection, kind)
            return self.driver.end(connection, kinds)

    def _savepoint(self, connection: Connection, jobs: list[Job]) -> None:
        """Work of one kind, together if that works, else one by one so that one fails alone."""
        try:
            with connection.begin_nested():
                for job, result in zip(jobs, run(connection, jobs), strict=True):
                    job.result, job.error = result, None
        except Exception as error:
            if self.driver.outage(error):
                raise
            if len(jobs) == 1:
                jobs[0].error = error
                return
            for job in jobs:
                self._savepoint(connection, [job])
