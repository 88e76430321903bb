"""The same job on job queues that one would install instead: take a message, judge it by the cheap
stage, write the decision down. Each runs in a process of its own, on a database of its own."""

from __future__ import annotations

import asyncio
import json
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from multiprocessing.connection import Connection as Pipe
from typing import Any

import psycopg

from app.brain import build_reader
from bench.messages import SETTINGS
from core.identities import Question
from core.types import Message, Verdict

# How many jobs one process has in hand: more are no faster with any of them here.
AT_ONCE = 16
_MAKE = "CREATE TABLE judged (key text PRIMARY KEY, conversation text, at timestamptz, body text)"
_WRITE = "INSERT INTO judged VALUES (%s, %s, clock_timestamp(), %s)"
_COUNT = "SELECT count(*) FROM judged"


@dataclass
class Judge:
    """Judges, and counts how many messages there have been."""

    url: str
    messages: dict[str, Message]
    _reader: Any = field(default_factory=lambda: build_reader(SETTINGS))
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def row(self, key: str) -> tuple[str, str, str]:
        """A row of `judged`."""
        message = self.messages[key]
        with self._lock:
            [verdict] = self._reader.read([Question(message=message, now=datetime.now(UTC))])
        intents = verdict.labels.intents if isinstance(verdict, Verdict) else ()
        return key, message.conversation, json.dumps(intents)

    async def write(self, connection: psycopg.AsyncConnection[Any], key: str) -> None:
        """Judge one, and commit."""
        await connection.execute(_WRITE, self.row(key))


async def procrastinate(judge: Judge) -> None:
    """A lock for each conversation keeps its order."""
    from procrastinate import App, PsycopgConnector  # noqa: PLC0415  # one may be missing

    connector = PsycopgConnector(conninfo=judge.url, max_size=AT_ONCE)
    app = App(connector=connector)

    async def work(key: str) -> None:
        async with connector.pool.connection() as connection:
            await judge.write(connection, key)

    task: Any = app.task(name="judge")(work)
    lanes: dict[str, list[str]] = defaultdict(list)
    for key, message in judge.messages.items():
        lanes[message.conversation].append(key)
    async with app.open_async():
        await app.schema_manager.apply_schema_async()
        for name, keys in lanes.items():
            jobs: list[Any] = [{"key": key} for key in keys]
            await task.configure(lock=name).batch_defer_async(*jobs)
        await app.run_worker_async(
            concurrency=AT_ONCE, wait=False, install_signal_handlers=False, delete_jobs="always"
        )


async def pgqueuer(judge: Judge) -> None:
    """No order: it has none to offer by conversation."""
    from pgqueuer import PgQueuer, PsycopgDriver, Queries  # noqa: PLC0415  # one may be missing
    from pgqueuer.types import QueueExecutionMode  # noqa: PLC0415  # one may be missing

    connection = await psycopg.AsyncConnection.connect(judge.url, autocommit=True)
    writer = await psycopg.AsyncConnection.connect(judge.url, autocommit=True)
    driver = PsycopgDriver(connection)
    await Queries(driver).install()
    queue = PgQueuer(driver)

    async def work(job: Any) -> None:
        await judge.write(writer, job.payload.decode())

    queue.entrypoint("judge")(work)
    keys = list(judge.messages)
    count = len(keys)
    await queue.qm.queries.enqueue(["judge"] * count, [k.encode() for k in keys], [0] * count)
    await queue.qm.run(
        batch_size=10 * AT_ONCE,
        mode=QueueExecutionMode.drain,
        dequeue_timeout=timedelta(seconds=1),
    )


def dbos(judge: Judge) -> None:
    """A partition for each conversation, one job at a time in each."""
    from dbos import DBOS, SetEnqueueOptions  # noqa: PLC0415  # one may be missing

    DBOS(config={"name": "judge", "system_database_url": judge.url, "log_level": "ERROR"})
    local = threading.local()

    def work(key: str) -> None:
        if not hasattr(local, "connection"):
            local.connection = psycopg.connect(judge.url, autocommit=True)
        local.connection.execute(_WRITE, judge.row(key))

    flow: Any = DBOS.workflow()(work)
    DBOS.launch()
    queue = DBOS.register_queue(
        "judge", worker_concurrency=AT_ONCE, partition_concurrency=1, polling_interval_sec=0.02
    )
    for key, message in judge.messages.items():
        with SetEnqueueOptions(queue_partition_key=message.conversation):
            queue.enqueue(flow, key)
    with psycopg.connect(judge.url, autocommit=True) as connection:
        while connection.execute(_COUNT).fetchone() != (len(judge.messages),):
            time.sleep(0.02)
    DBOS.destroy()


QUEUES: dict[str, Callable[[Judge], None]] = {
    "procrastinate": lambda judge: asyncio.run(procrastinate(judge)),
    "pgqueuer": lambda judge: asyncio.run(pgqueuer(judge)),
    "dbos": dbos,
}


def child(name: str, url: str, messages: Sequence[Message], pipe: Pipe) -> None:
    """Tell how many messages a second, and the seconds of processor time of this process."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(_MAKE)
    judge = Judge(url, {message.key: message for message in messages})
    judge.row(messages[0].key)  # reads its models
    began, cpu = time.perf_counter(), time.process_time()
    QUEUES[name](judge)
    took, used = time.perf_counter() - began, time.process_time() - cpu
    with psycopg.connect(url) as connection:
        (count,) = connection.execute(_COUNT).fetchone() or (0,)
    pipe.send((count / took, used / max(1, count), count))
