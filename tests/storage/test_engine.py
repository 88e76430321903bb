"""The writing thread: group commit, isolation of failures, outages that pass, back-pressure."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
import threading
import time
from dataclasses import replace

import pytest
from sqlalchemy import Connection, text

from core.errors import StorageUnavailable
from storage import open_store
from storage.engine import threads as engine
from storage.engine.sqlite import SqliteDriver
from storage.engine.threads import Database, Work
from storage.migrate import upgrade
from tests.contract.store_kit import REPLAY, a_result, a_say, after, claim_one, messages, work

pytestmark = pytest.mark.anyio


def add(connection: Connection, number: int) -> int:
    connection.execute(text("INSERT INTO counter VALUES (:name, 1)"), {"name": f"n{number}"})
    if number < 0:
        raise ValueError(f"no {number}")
    return number


ADD = Work(add)
TOGETHER = Work(add, lambda connection, numbers: [add(connection, each) for each in numbers])
SLOW = threading.Event()
STOP = Work(lambda _, seconds: SLOW.wait(seconds))


@pytest.fixture
async def database(tmp_path):
    store = await open_store(f"sqlite:///{tmp_path / 'desk.db'}", busy_seconds=0.05)
    yield store._database
    await store.close()


@pytest.fixture
async def store(tmp_path):
    store = await open_store(f"sqlite:///{tmp_path / 'desk.db'}")
    yield store
    await store.close()


async def numbers(database) -> list[str]:
    query = text("SELECT name FROM counter ORDER BY name")
    return await database.read(lambda connection: list(connection.execute(query).scalars()))


@pytest.mark.parametrize("kind", [ADD, TOGETHER], ids=["alone", "together"])
async def test_a_failing_piece_fails_alone(database, kind):
    pieces = [database.write(kind, n) for n in (1, -2, 3)]
    results = await asyncio.gather(*pieces, return_exceptions=True)
    assert results[0] == 1
    assert results[2] == 3
    assert isinstance(results[1], ValueError)
    assert await numbers(database) == ["n1", "n3"]


async def test_what_waits_together_is_one_commit(database):
    batches = []

    def together(connection, numbers):
        batches.append(len(numbers))
        return [add(connection, each) for each in numbers]

    count = Work(add, together)
    SLOW.clear()
    first = asyncio.create_task(database.write(STOP, 5.0))
    await asyncio.sleep(0.01)
    rest = [asyncio.create_task(database.write(count, n)) for n in range(50)]
    await asyncio.sleep(0.01)
    SLOW.set()
    assert await asyncio.gather(first, *rest) == [True, *range(50)]
    assert batches == [50]


async def test_small_puts_that_wait_together_share_their_statements(tmp_path, monkeypatch):
    store = await open_store(f"sqlite:///{tmp_path / 'desk.db'}")
    groups = []
    together = engine.run

    def spy(connection, jobs, **how):
        groups.append(len(jobs))
        return together(connection, jobs, **how)

    monkeypatch.setattr(engine, "run", spy)
    SLOW.clear()
    first = asyncio.create_task(store._database.write(STOP, 5.0))
    await asyncio.sleep(0.01)
    batches = [messages(str(n), str(n + 1)) for n in range(20)]
    puts = [asyncio.create_task(store.put(batch)) for batch in batches]
    await asyncio.sleep(0.01)
    SLOW.set()
    await first
    assert await asyncio.gather(*puts) == [2, *[1] * 19]
    assert groups == [1, 20]
    await store.close()


async def test_an_answer_means_it_is_in_the_file(database):
    await database.write(ADD, 7)
    with sqlite3.connect(database.name) as other:
        assert other.execute("SELECT count(*) FROM counter").fetchone() == (1,)
    other.close()


async def test_durability_is_not_traded_for_speed(database):
    names = ("journal_mode", "synchronous", "foreign_keys")
    ask = Work(lambda c, name: c.exec_driver_sql(f"PRAGMA {name}").scalar_one())
    assert [await database.write(ask, name) for name in names] == ["wal", 2, 1]


async def test_readers_cannot_write(database):
    with pytest.raises(StorageUnavailable, match="cannot be written to"):
        await database.read(lambda connection: add(connection, 1))


async def test_a_wrong_query_is_not_an_outage(database):
    with pytest.raises(Exception, match="no such table") as caught:
        await database.write(Work(lambda c, _: c.execute(text("SELECT * FROM nowhere"))), None)
    assert not isinstance(caught.value, AttributeError)
    await database.write(ADD, 1)


async def test_a_full_disk_is_an_outage_that_passes(tmp_path):
    store = await open_store(f"sqlite:///{tmp_path / 'desk.db'}")
    limit = Work(lambda c, n: c.exec_driver_sql(f"PRAGMA max_page_count = {n}").scalar_one())
    await store.put(messages("1"))
    small = await store._database.write(limit, 1)
    big = [replace(each, text="x" * 9000) for each in messages(*map(str, range(100)))]
    results = await asyncio.gather(store.put(big), store.put(messages("2")), return_exceptions=True)
    assert {type(each) for each in results} == {StorageUnavailable}
    assert str(results[0]) == (
        f"database {tmp_path / 'desk.db'}: the disk is full; free some space and writing goes on by"
        " itself"
    )
    assert small > 1
    await store._database.write(limit, 1_000_000)
    assert await store.put(big) == 99
    turn = await claim_one(store)
    assert not await store.record([a_result(turn)], after(0))
    await store.close()


async def test_a_turn_that_meets_a_full_disk_is_recorded_when_there_is_room(store):
    limit = Work(lambda c, n: c.exec_driver_sql(f"PRAGMA max_page_count = {n}").scalar_one())
    await store.put(messages("1"))
    turn = await claim_one(store)
    result = a_result(turn, outgoing=(a_say("a", text="x" * 500_000),))
    await store._database.write(limit, 1)
    with pytest.raises(StorageUnavailable, match="the disk is full"):
        await store.record([result], after(0))
    await store._database.write(limit, 1_000_000)
    assert not await store.record([result], after(0))


async def test_a_lock_held_elsewhere_is_an_outage_that_passes(tmp_path):
    store = await open_store(f"sqlite:///{tmp_path / 'desk.db'}", busy_seconds=0.05)
    thief = sqlite3.connect(tmp_path / "desk.db", isolation_level=None)
    thief.execute("BEGIN IMMEDIATE")
    with pytest.raises(StorageUnavailable, match="another process is writing to it"):
        await store.put(messages("1"))
    assert (await store.feed("open", "mira")).rows == ()  # reading goes on
    thief.execute("ROLLBACK")
    thief.close()
    assert await store.put(messages("1")) == 1
    await store.close()


async def put_much(store):
    for number in range(200):
        await store.put(messages(str(number)))


async def test_a_file_that_breaks_while_open_is_an_outage(tmp_path, empty_file):
    path = shutil.copy(empty_file, tmp_path / "desk.db")
    store = await open_store(f"sqlite:///{path}")
    with path.open("r+b") as file:
        file.write(b"garbage " * 4096)
    with pytest.raises(StorageUnavailable, match=r"damaged|not a database"):
        await put_much(store)
    await store.close()


async def test_callers_wait_when_too_many_wait_already(tmp_path, monkeypatch):
    monkeypatch.setattr(engine, "WAITING", 3)
    database = Database(SqliteDriver(str(tmp_path / "desk.db")))
    await database.open(upgrade)
    SLOW.clear()
    first = asyncio.create_task(database.write(STOP, 5.0))
    tasks = [asyncio.create_task(database.write(ADD, n)) for n in range(10)]
    await asyncio.sleep(0.02)
    assert database._waiting.qsize() <= 3
    SLOW.set()
    assert await asyncio.gather(first, *tasks) == [True, *range(10)]
    await database.close()


async def test_one_commit_takes_no_more_than_a_group(database, monkeypatch):
    monkeypatch.setattr(engine, "GROUP", 4)
    assert await asyncio.gather(*(database.write(ADD, n) for n in range(11))) == list(range(11))


async def test_a_caller_who_gave_up_disturbs_nobody(database):
    SLOW.clear()
    first = asyncio.create_task(database.write(STOP, 5.0))
    await asyncio.sleep(0.01)
    quitter = asyncio.create_task(database.write(ADD, 1))
    other = asyncio.create_task(database.write(ADD, 2))
    await asyncio.sleep(0.01)
    quitter.cancel()
    SLOW.set()
    assert await other == 2
    assert await first is True


async def test_closing_finishes_what_waits_and_refuses_what_comes(tmp_path):
    database = Database(SqliteDriver(str(tmp_path / "desk.db")))
    await database.open(upgrade)
    tasks = [asyncio.create_task(database.write(ADD, n)) for n in range(20)]
    await asyncio.sleep(0)
    await database.close()
    await database.close()
    assert await asyncio.gather(*tasks) == list(range(20))
    with pytest.raises(StorageUnavailable, match="the desk has closed it"):
        await database.write(ADD, 99)
    with pytest.raises(StorageUnavailable, match="the desk has closed it"):
        await database.read(lambda _: None)


async def test_closing_leaves_one_file_and_no_thread(tmp_path):
    before = set(threading.enumerate())
    store = await open_store(f"sqlite:///{tmp_path / 'desk.db'}")
    await store.put(messages("1"))
    await store.close()
    assert [each.name for each in tmp_path.iterdir()] == ["desk.db"]
    left = set(threading.enumerate()) - before
    assert not [each for each in left if each.name == "skerry-write"]


async def test_changes_end_when_the_store_closes(tmp_path):
    store = await open_store(f"sqlite:///{tmp_path / 'desk.db'}")
    waiting = asyncio.create_task(store.changes(0))
    await asyncio.sleep(0.02)
    await store.close()
    with pytest.raises(StorageUnavailable):
        await waiting


def test_a_loop_that_ends_first_ends_the_thread(tmp_path):
    async def leave():
        database = Database(SqliteDriver(str(tmp_path / "desk.db")))
        await database.open(upgrade)
        SLOW.clear()
        asyncio.get_running_loop().create_task(database.write(STOP, 5.0))
        await asyncio.sleep(0.01)
        return database

    loop = asyncio.new_event_loop()
    database = loop.run_until_complete(leave())
    for task in asyncio.all_tasks(loop):
        task.cancel()
    loop.run_until_complete(asyncio.sleep(0))
    loop.close()
    SLOW.set()
    database._threads[0].join(5)
    assert not database._threads[0].is_alive()
    database._dispose()
    database._readers.shutdown()


async def abandoned(store, coroutine, *, delivered: bool):
    """Cancel a call after the thread took it; with `delivered`, in the last moment."""
    SLOW.clear()
    blocker = asyncio.create_task(store._database.write(STOP, 5.0))
    await asyncio.sleep(0.01)
    quitter = asyncio.create_task(coroutine)
    await asyncio.sleep(0.01)
    if delivered:
        SLOW.set()
        time.sleep(0.2)  # noqa: ASYNC251 (the loop sleeps while the thread commits)
    quitter.cancel()
    SLOW.set()
    await blocker
    with pytest.raises(asyncio.CancelledError):
        await quitter
    await store._database.write(ADD, 1)


@pytest.mark.parametrize("delivered", [False, True], ids=["before", "after"])
async def test_what_a_cancelled_sender_took_is_sent_by_the_next_one(store, delivered):
    await work(store, "1", outgoing=(a_say("a"),))
    await abandoned(store, store.due([REPLAY], after(1), limit=9), delivered=delivered)
    assert [row.key for row in await store.due([REPLAY], after(1), limit=9)] == ["a"]


@pytest.mark.parametrize("delivered", [False, True], ids=["before", "after"])
async def test_what_a_cancelled_worker_took_is_worked_by_the_next_one(store, delivered):
    await store.put(messages("1"))
    await abandoned(store, store.claim(after(1), limit=9, lease=99), delivered=delivered)
    assert (await claim_one(store, after(1))).fresh


async def test_a_cancelled_put_is_kept_all_the_same(store):
    await abandoned(store, store.put(messages("1")), delivered=False)
    assert await store.put(messages("1")) == 0


async def test_changes_of_another_process_are_found_by_looking(store, monkeypatch):
    monkeypatch.setattr("storage.store.LOOK_S", 0.02)
    waiting = asyncio.create_task(store.changes(0))
    await asyncio.sleep(0.01)
    with sqlite3.connect(store._database.name) as other:
        other.execute("INSERT INTO change (conversation, case_id, kind) VALUES ('c', 'x', 'case')")
    other.close()
    assert [each.case_id for each in await waiting] == ["x"]
