"""PostgreSQL: several processes at once, a server that goes and comes back, clear first lines."""

from __future__ import annotations

import asyncio
import random
import threading
from collections import Counter, defaultdict
from dataclasses import replace

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from core.case import Move
from core.errors import ConfigError, NotYours, StorageUnavailable
from storage import open_store, turns
from storage.engine import postgres
from storage.engine.postgres_outage import misfit, outage, passes
from storage.engine.work import Work
from tests import postgres_kit
from tests.contract.store_kit import (
    ANN,
    BOB,
    REPLAY,
    a_case,
    a_result,
    a_say,
    after,
    case_now,
    claim_one,
    messages,
    open_case,
    settle,
    work,
)

pytestmark = pytest.mark.anyio

PEOPLE = [f"replay:nordex:p{n}" for n in range(12)]


@pytest.fixture
def url():
    return postgres_kit.emptied(postgres_kit.server())


@pytest.fixture
async def stores(url):
    """Three desks, as three processes would open them."""
    stores = [await open_store(url) for _ in range(3)]
    yield stores
    for store in stores:
        await store.close()


class Day:
    """Three desks at work on the same messages, and what came of it."""

    def __init__(self, stores) -> None:
        self.stores, self.dice, self.done = stores, random.Random(5), asyncio.Event()
        self.sent: dict[str, list[str]] = defaultdict(list)
        self.judged: dict[str, list[str]] = defaultdict(list)
        self.left: Counter[str] = Counter()

    async def write(self, store, numbers) -> None:
        for number in numbers:
            name = self.dice.choice(PEOPLE)
            self.sent[name].append(str(number))
            # Both desks that hear of a message bring it; it counts once.
            batch = messages(str(number), conversation=name)
            await asyncio.gather(store.put(batch), self.dice.choice(self.stores).put(batch))

    async def judge(self, store) -> None:
        while not self.done.is_set():
            for turn in await store.claim(after(0), limit=5, lease=30):
                say = a_say(turn.fresh[-1].id, conversation=turn.conversation)
                case = turn.case or a_case(turn.conversation)
                result = a_result(turn, case=case, outgoing=(say,))
                if not await store.record([result], after(1)):
                    self.judged[turn.conversation] += [each.id for each in turn.fresh]
            await store.rest(0.01)

    async def deliver(self, store) -> None:
        while not self.done.is_set():
            rows = await store.due([REPLAY], after(60), limit=5)
            await asyncio.gather(*(store.settle([settle(row.key)]) for row in rows))
            self.left.update(row.key for row in rows)
            await store.rest(0.01)

    async def until(self, count: int) -> None:
        async with asyncio.timeout(30):
            while sum(map(len, self.judged.values())) < count:
                await self.stores[0].rest(0.05)
        self.done.set()


async def test_three_desks_judge_every_message_once_and_in_order(stores, url):
    day = Day(stores)
    workers = [asyncio.create_task(each(s)) for s in stores for each in (day.judge, day.deliver)]
    await asyncio.gather(*(day.write(store, range(n, 120, 3)) for n, store in enumerate(stores)))
    await day.until(120)
    await asyncio.gather(*workers)
    assert {name: sorted(ids) for name, ids in day.judged.items()} == {
        name: sorted(ids) for name, ids in day.sent.items()
    }
    with psycopg.connect(url) as connection:
        arrived = connection.execute("SELECT conversation, key FROM inbox ORDER BY id").fetchall()
    order = defaultdict(list)
    for name, key in arrived:
        order[name].append(key.split(":")[2])
    assert day.judged == order
    assert set(day.left.values()) <= {1}
    await _counters_are_right(stores[0], url)


async def _counters_are_right(store, url) -> None:
    totals = await store.totals()
    with psycopg.connect(url) as connection:
        counted = {
            "messages": "SELECT count(*) FROM message",
            "verdicts": "SELECT count(*) FROM verdict",
            "replies": "SELECT count(*) FROM outbox WHERE state = 'sent'",
            "case:new:queue:P1": 'SELECT count(*) FROM "case"',
        }
        for name, query in counted.items():
            assert totals[name] == connection.execute(query).fetchone()[0], name


async def test_who_follows_the_feed_of_changes_misses_nothing(stores):
    first, second, reader = stores
    seen: list[int] = []
    cases = [await open_case(first, a_case(name), message=name[-2:]) for name in PEOPLE[:6]]
    start = await reader.latest_change()

    async def follow() -> None:
        last = start
        while True:
            for change in await reader.changes(last, limit=7):
                seen.append(change.number)
                last = change.number

    async def note(store, case, n) -> None:
        await store.note(case.id, "mira", str(n), after(n))
        await store.put(messages(f"{case.id}{n}", conversation=case.conversation))

    following = asyncio.create_task(follow())
    await asyncio.gather(
        *(note((first, second)[n % 2], case, n) for n in range(5) for case in cases)
    )
    written = [each.number for each in await first.changes(start, limit=999)]
    async with asyncio.timeout(20):
        while len(seen) < len(written):
            await first.rest(0.01)
    following.cancel()
    assert seen == written
    assert len(written) > 30


async def test_news_of_another_desk_wakes_whoever_waits(stores):
    here, there, _ = stores
    case = await open_case(here)
    there.patience = 30.0
    last = await there.latest_change()
    resting = asyncio.create_task(there.rest(30))
    waiting = asyncio.create_task(there.changes(last))
    await asyncio.sleep(0.05)
    await here.note(case.id, "mira", "look", after(1))
    (change,) = await asyncio.wait_for(waiting, 10)
    await asyncio.wait_for(resting, 10)
    assert change.case_id == case.id


async def test_only_one_of_many_agents_claims_a_case(stores):
    case = await open_case(stores[0])
    results = await asyncio.gather(
        *(
            store.move_case(case.id, Move.CLAIM, f"agent{n}", after(n))
            for n in range(12)
            for store in stores[n % 3 : n % 3 + 1]
        ),
        return_exceptions=True,
    )
    (held,) = (each for each in results if not isinstance(each, Exception))
    assert await case_now(stores[1], case.id) == held
    assert sum(isinstance(each, NotYours) for each in results) == 11


async def test_two_parts_of_one_answer_never_leave_at_once(stores):
    parts = tuple(a_say(f"a{n}", sequence=n) for n in range(4))
    await work(stores[0], "1", outgoing=parts)
    taken = await asyncio.gather(*(s.due([REPLAY], after(60), limit=5) for s in stores * 3))
    assert sorted(row.key for rows in taken for row in rows) == ["a0"]


async def test_a_lease_has_one_owner(stores):
    held = await asyncio.gather(
        *(
            store.hold("listen:x", f"desk{n}", after(0), seconds=4)
            for n, store in enumerate(stores * 3)
        )
    )
    assert held.count(True) == 1


async def test_what_is_undone_is_not_counted(stores):
    store = stores[0]
    bad = replace(messages("3")[0], version=2**40)
    await store.put([*messages("1", conversation=ANN), bad, *messages("2", conversation=BOB)])
    totals = await store.totals()
    assert (totals["messages"], totals["dead_letters"]) == (2, 1)


async def test_a_character_that_no_text_may_hold_costs_nobody_his_answer(stores):
    await stores[0].put([replace(messages("1")[0], text="a\x00b")])
    (message,) = (await claim_one(stores[0])).fresh
    assert message.text == "a\ufffdb"


async def test_who_has_the_database_to_himself_is_not_disturbed(stores):
    began, go = threading.Event(), threading.Event()
    order = []

    def alone(_connection, _payload):
        began.set()
        go.wait(10)
        order.append("alone")

    holding = asyncio.create_task(stores[0]._database.write(Work(alone), None))
    await asyncio.to_thread(began.wait, 10)
    beside = asyncio.create_task(stores[1].put(messages("1")))
    beside.add_done_callback(lambda _: order.append("beside"))
    await asyncio.sleep(0.1)
    go.set()
    await asyncio.gather(holding, beside)
    assert order == ["alone", "beside"]


async def test_transactions_that_stand_in_each_others_way_are_repeated(stores):
    first, second = stores[:2]
    await first._database.write(Work(lambda c, _: c.execute(_FILL)), None)
    meet = threading.Barrier(2)
    tries = []

    def cross(connection, names):
        tries.append(names)
        for name in names:
            connection.execute(_ADD, {"name": name})
            if len(tries) <= 2 and name == names[0]:
                meet.wait(10)

    kind = Work(cross, places=lambda _c, _p: set())
    await asyncio.gather(
        first._database.write(kind, ("a", "b")), second._database.write(kind, ("b", "a"))
    )
    totals = await first.totals()
    assert (totals["a"], totals["b"]) == (2, 2)
    assert len(tries) > 2


_FILL = text("INSERT INTO counter VALUES ('a', 0), ('b', 0)")
_ADD = text("UPDATE counter SET value = value + 1 WHERE name = :name")


async def test_desks_that_start_at_once_migrate_once():
    url = postgres_kit.server().make("fresh")
    stores = await asyncio.gather(*(open_store(url) for _ in range(3)))
    assert await stores[0].put(messages("1")) == 1
    assert await stores[1].put(messages("1")) == 0
    for store in stores:
        await store.close()


async def test_a_server_that_went_away_is_an_outage_that_passes(url):
    server = postgres_kit.server()
    store = await open_store(url)
    await store.put(messages("1"))
    server.stop()
    with pytest.raises(StorageUnavailable, match="cannot be reached"):
        await store.put(messages("2"))
    with pytest.raises(StorageUnavailable, match="cannot be reached"):
        await store.totals()
    server.start()
    assert await store.put(messages("1", "2")) == 1
    assert (await store.totals())["messages"] == 2
    assert [each.id for each in (await claim_one(store)).fresh] == ["1", "2"]
    await store.close()


async def test_connections_that_the_server_cut_are_made_anew(url):
    store = await open_store(url)
    await store.put(messages("1"))
    await store.totals()
    with postgres_kit.server().connect() as other:
        other.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE application_name LIKE 'skerry %'"
        )
    assert (await store.totals())["messages"] == 1
    for _ in range(3):  # one of several writers finds its own connection dead
        try:
            await store.put(messages("2"))
        except StorageUnavailable:
            continue
    assert (await store.totals())["messages"] == 2
    await store.close()


@pytest.mark.parametrize(
    ("url", "kind", "line"),
    [
        ("postgresql://", ConfigError, "refuses us"),
        ("postgresql://skerry@/nowhere?host={here}", ConfigError, 'database "nowhere" does not'),
        ("postgresql://nobody@/desk?host={here}", ConfigError, 'role "nobody" does not exist'),
        (
            "postgresql://u:geheim@127.0.0.1:1/x",
            StorageUnavailable,
            r"u:\*\*\*@.*cannot be reached \(.*refused",
        ),
        ("postgresql://host:port/x", ConfigError, "that is no address of a PostgreSQL server"),
    ],
    ids=["nothing", "no database", "no role", "no server", "no address"],
)
async def test_what_cannot_be_opened_says_why_in_one_line(url, kind, line):
    server = postgres_kit.server()
    if url == "postgresql://":
        url = f"postgresql://nobody@/?host={server.folder}"
    with pytest.raises(kind, match=line) as caught:
        await open_store(url.format(here=server.folder))
    assert "\n" not in str(caught.value)
    assert "geheim" not in str(caught.value)


async def test_a_database_with_something_else_in_it_is_refused():
    server = postgres_kit.server()
    url = server.make("other")
    with server.connect("other") as connection:
        connection.execute("CREATE TABLE message (x int)")
    with pytest.raises(ConfigError, match="it holds something else"):
        await open_store(url)


async def test_more_places_than_it_pays_to_name_are_the_whole_desk(stores, monkeypatch):
    monkeypatch.setattr(postgres, "MOST_PLACES", 1)
    batches = [messages(str(n), conversation=PEOPLE[n]) for n in range(6)]
    puts = (store.put([*batches[n], *batches[n + 3]]) for n, store in enumerate(stores))
    assert await asyncio.gather(*puts) == [2, 2, 2]


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("53100", "the server's disk is full"),
        ("53300", "no room for more connections"),
        ("53200", "no memory left"),
        ("25006", "a copy that only reads"),
        ("55P03", "did not let go in time"),
        ("57014", "did not let go in time"),
        ("40P01", "another process was first every time"),
        ("57P03", "cannot be reached"),
        ("58030", "input/output error"),
        ("XX001", "it is damaged"),
    ],
)
def test_what_the_server_says_is_told_as_one_line(code, says):
    error = psycopg.errors.lookup(code)("the server's own words\nand more")
    told = outage(DBAPIError("SELECT 1", (), error), "desk")
    assert says in str(told)
    assert "\n" not in str(told)
    assert passes(error) is (code == "40P01")


@pytest.mark.parametrize(
    ("words", "is_passing"),
    [
        ("the database system is starting up", True),
        ("the database system is not yet accepting connections", True),
        ("the database system is in recovery mode", True),
        ("sorry, too many clients already", True),
        ("password authentication failed for user", False),
    ],
)
def test_a_server_that_comes_back_is_waited_for_and_one_that_refuses_is_not(words, is_passing):
    error = psycopg.OperationalError(f"connection failed: FATAL:  {words}")
    told = misfit(error, "desk")
    assert isinstance(told, StorageUnavailable) is is_passing
    assert "\n" not in str(told)


def test_a_wrong_statement_is_no_outage():
    error = psycopg.errors.lookup("42P01")("no such table")
    assert outage(error, "desk") is None
    assert outage(ValueError("x"), "desk") is None
    assert not passes(ValueError("x"))


async def test_turns_are_found_by_their_indexes_while_tables_are_empty(stores):
    options = {"literal_binds": True, "render_postcompile": True}
    dialect = stores[0]._database.driver.writer.dialect
    fresh = turns._FRESH.params(values=["x"]).compile(dialect=dialect, compile_kwargs=options)

    def explain(connection, _payload) -> str:
        rows = connection.exec_driver_sql(f"EXPLAIN {fresh}").scalars()
        return "\n".join(rows)

    plan = await stores[0]._database.write(Work(explain), None)
    assert "Seq Scan" not in plan, plan
    assert "id = ANY ((SubPlan" in plan, plan
