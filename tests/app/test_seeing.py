"""Covers pass everything on and tell what went by; meters count it; probes say who is ready."""

from __future__ import annotations

import asyncio
import time
from contextlib import AsyncExitStack

import pytest
from prometheus_client import CollectorRegistry

from app.seeing.meters_desk import DeskMeters
from app.seeing.meters_path import MOST_KEPT, PathMeters, kind_of
from app.seeing.metrics import Measured, build_metrics, path_meters
from app.seeing.observe import Observed, Observer, Span
from app.seeing.probes import BEAT_S, Probes
from app.web import WebConsole
from core.casebook import Health
from core.errors import (
    CredentialsRefused,
    MaybeSent,
    RateLimited,
    Rejected,
    StorageUnavailable,
    Unavailable,
)
from core.identities import Question
from core.listen import Listener
from core.numbers.glance import Glance, Lease
from core.ports import Sent
from core.tables.metrics import MetricsTable
from core.types import Platform
from storage import MemoryStore, open_store
from storage.engine.schema_state import is_behind
from tests.app.test_metrics import FakeListener, FixedClock
from tests.app.test_tracing import Clock, hears, speaks, works
from tests.conftest import NOON, a_message
from tests.contract.conftest import empty_database as empty_database  # noqa: PLC0414 - a fixture
from tests.contract.store_kit import REPLAY, a_say, after, messages, settle
from tests.fakes import FakeAdapter, FakeTriage

pytestmark = pytest.mark.anyio


class Log(Observer):
    """Remembers the order of what it heard."""

    def __init__(self):
        self.heard = []

    def expects(self, platform):
        self.heard.append(f"expects {platform}")

    def received(self, batch, span):
        self.heard.append(f"received {len(batch)}")

    def stored(self, batch, span):
        self.heard.append(f"stored {len(batch)}")

    def claimed(self, turns, span):
        self.heard.append(f"claimed {len(turns)}")

    def asked(self, questions):
        self.heard.append(f"asked {questions}")

    def read(self, questions, span):
        self.heard.append(f"read {len(questions)}")

    def recorded(self, results, span):
        self.heard.append(f"recorded {len(results)}")

    def took(self, rows):
        self.heard.append(f"took {len(rows)}")

    def sent(self, row, span, error):
        self.heard.append(f"sent {type(error).__name__}")

    def settled(self, settlements):
        self.heard.append(f"settled {settlements[0].result}")

    def failed(self, platform, error):
        self.heard.append(f"failed {type(error).__name__}")


class Process:
    def __init__(self, observer, store=None):
        self.covers = Observed((observer,))
        self.store = self.covers.store(store or MemoryStore())


async def test_everything_that_goes_by_is_told_in_order():
    log = Log()
    process = Process(log)
    message = a_message("hello", id="77")
    await hears(process, message)
    await works(process, message.key)
    await speaks(process)
    assert await process.store.claim(after(2), limit=1, lease=5) == []
    assert await process.store.due([REPLAY], after(99), limit=9) == []
    assert await process.store.stranded(REPLAY) == []
    assert log.heard == [
        "expects replay", "stored 2", "received 2", "claimed 1", "asked 1", "asked -1", "read 1",
        "recorded 1", "expects replay", "took 1", "sent NoneType", "settled sent", "took 0",
    ]  # fmt: skip


async def test_errors_are_told_and_passed_on():
    log = Log()
    covers = Observed((log,))
    adapter = covers.adapter(FakeAdapter([Unavailable("down")], [MaybeSent("?")]))
    listener = Listener(adapter=adapter, store=MemoryStore(), triage=FakeTriage(), clock=Clock())
    with pytest.raises(Unavailable):
        await listener._listen()
    with pytest.raises(MaybeSent):
        await adapter.send(a_say("x"))
    assert log.heard == [
        "expects replay", "failed Unavailable", "failed MaybeSent", "sent MaybeSent",
    ]  # fmt: skip


async def test_what_is_asked_is_taken_back_when_reading_fails():
    class Broken(FakeTriage):
        async def assess(self, questions):
            raise OSError("gone")

    log = Log()
    triage = Observed((log,)).triage(Broken())
    with pytest.raises(OSError, match="gone"):
        await triage.assess([Question(message=a_message("x"), now=NOON)])
    assert log.heard == ["asked 1", "asked -1"]


async def test_an_observer_need_hear_nothing():
    process = Process(Observer())
    message = a_message("hello", id="77")
    await hears(process, message)
    await works(process, message.key)
    await speaks(process, Unavailable("down"))


async def test_the_rest_of_an_adapter_is_its_own():
    adapter = Observed((Log(),)).adapter(FakeAdapter())
    assert (adapter.account, adapter.platform, adapter.gauges()) == (
        "nordex", REPLAY, {"last_event_s": 0.5},
    )  # fmt: skip


def value(registry, name, **labels):
    return registry.get_sample_value(f"skerry_{name}", labels)


async def test_the_path_is_measured():
    meters = PathMeters(CollectorRegistry())
    process = Process(meters)
    message = a_message("hello", id="77")
    await hears(process, message)
    await works(process, message.key)
    assert value(meters.registry, "sends_total", platform="replay", result="unknown") == 0
    await speaks(process, RateLimited(7))
    get = meters.registry
    assert value(get, "inference_waiting") == 0
    assert value(get, "inference_seconds_count") == value(get, "inference_batch_size_sum") == 1
    assert value(get, "send_seconds_count", platform="replay") == 1
    assert value(get, "sends_total", platform="replay", result="retry") == 1
    assert value(get, "platform_errors_total", platform="replay", kind="rate_limited") == 1
    assert value(get, "rate_limited_seconds_total", platform="replay") == 7
    meters.read([], Span(0, 1))
    assert value(get, "inference_seconds_count") == 1


def test_sends_whose_end_never_came_are_forgotten():
    meters = PathMeters(CollectorRegistry())
    meters.took([a_say(f"k{n}") for n in range(MOST_KEPT + 1)])
    meters.took([a_say("last")])
    assert list(meters._platforms) == ["last"]
    meters.settled([settle("last", Sent.UNKNOWN)])
    assert meters._platforms == {}


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (RateLimited(1), "rate_limited"), (Unavailable(""), "unavailable"),
        (MaybeSent(""), "maybe_sent"), (Rejected(""), "rejected"),
        (CredentialsRefused(""), "credentials"), (ValueError(""), "own"),
    ],
)  # fmt: skip
def test_errors_have_few_kinds(error, kind):
    assert kind_of(error) == kind


async def test_commits_are_measured(tmp_path, empty_database):
    import shutil

    meters = PathMeters(CollectorRegistry())
    path = shutil.copy(empty_database, tmp_path / "desk.db")
    store = await open_store(f"sqlite:///{path}")
    store.on_commit(meters.committed)
    await asyncio.gather(*(store.put(messages(f"m{n}")) for n in range(5)))
    await store.close()
    count = value(meters.registry, "commit_seconds_count")
    assert 1 <= count <= 5
    assert value(meters.registry, "commit_group_size_sum") == 5


def test_leases_are_told_of_this_process_and_of_all():
    registry = CollectorRegistry()
    meters = DeskMeters(registry, "here:1")
    held = [("chores", "here:1"), ("deliver:x", "there:2"), ("probe:work:here:1", "here:1")]
    leases = tuple(Lease(name=name, owner=owner, until=NOON) for name, owner in held)
    meters.glance(Glance(leases=leases))
    meters.glance(Glance(leases=leases[:1]))
    told = [
        (value(registry, "lease_held", lease=name), value(registry, "lease_owned", lease=name))
        for name, _ in held
    ]
    assert told == [(1, 1), (0, 0), (None, None)]


def test_dropped_streams_only_grow():
    registry = CollectorRegistry()
    meters = DeskMeters(registry, "here:1")
    for dropped in (3, 5, 0, 1):
        meters.streams(9, dropped)
    assert value(registry, "console_streams") == 9
    assert value(registry, "console_streams_dropped_total") == 6


def test_figures_of_adapters_are_a_fixed_list():
    registry = CollectorRegistry()
    DeskMeters(registry, "x").figures("replay", {"lag_s": 2.0, "somebodys name": 1.0})
    assert value(registry, "adapter_figure", platform="replay", figure="lag_s") == 2
    assert value(registry, "adapter_figure", platform="replay", figure="somebodys name") is None


def test_a_console_that_does_not_serve_has_no_streams():
    assert WebConsole(place=None, services=None).streams() == (0, 0)


# Probes


class Behind(MemoryStore):
    def __init__(self):
        super().__init__()
        self.late = True

    async def is_behind(self):
        return self.late


def a_health(state):
    return [Health(platform=Platform("replay"), state=state, since=NOON, counts={})]


async def test_a_process_that_leaves_is_not_ready_and_not_ended():
    leaving = False
    probes = Probes(store=MemoryStore(), clock=FixedClock(), leaving=lambda: leaving)
    assert await probes.ready()
    assert probes.unready() == []
    leaving = True
    probes._beaten_at = time.monotonic() - BEAT_S - 9
    assert probes.alive
    assert probes.unready() == ["draining"]
    assert not await probes.ready()


async def test_an_older_schema_beneath_makes_unready():
    store = Behind()
    probes = Probes(store=store, clock=FixedClock(), behind=store.is_behind)
    assert not await probes.ready()
    assert probes.unready() == ["migrations"]
    store.late = False
    await probes.check()
    assert await probes.ready()
    assert probes.unready() == []


async def test_reading_is_waited_for_once():
    state = ["starting"]
    probes = Probes(store=MemoryStore(), clock=FixedClock(), reads=lambda: state != ["starting"])
    await probes.check()
    assert probes.unready() == ["inference"]
    state[:] = ["ok"]
    assert probes.unready() == []
    state[:] = ["starting"]
    assert probes.unready() == []


@pytest.mark.parametrize(
    ("state", "ready"),
    [("listening", True), ("standby", True), ("starting", True), ("refused", False),
     ("reconnecting", False), ("storage", False)],
)  # fmt: skip
async def test_listeners_make_ready_by_their_state(state, ready):
    probes = Probes(store=MemoryStore(), clock=FixedClock(), health=lambda: a_health(state))
    await probes.check()
    assert (probes.unready() == []) is ready


async def test_a_database_that_is_gone_is_said_first():
    class Gone(MemoryStore):
        async def hold(self, *_, **__):
            raise StorageUnavailable("gone")

    probes = Probes(store=Gone(), clock=FixedClock())
    assert not await probes.ready()
    assert probes.unready() == ["database"]


async def test_a_process_shows_itself_by_its_lease():
    store = MemoryStore()
    await Probes(store=store, clock=FixedClock(), role="work", look_s=10).check()
    (lease,) = (await store.glance(after(80))).leases
    assert lease.name == f"probe:work:{lease.owner}"


async def test_a_role_that_does_not_listen_says_nothing_of_platforms():
    table = MetricsTable(on=True, port=0)
    async with AsyncExitStack() as stack:
        measured = Measured(listeners=(), path=path_meters(table), role="work")
        metrics = build_metrics(table, MemoryStore(), FixedClock(), measured, stack)
        await metrics.look()
        text = metrics.answer("/metrics")[2].decode()
        assert metrics.answer("/readyz")[0] == 200
        heard = Measured(listeners=(FakeListener("refused"),), path=path_meters(table))
        other = build_metrics(table, MemoryStore(), FixedClock(), heard, stack)
        await other.look()
    assert "skerry_adapter_connected{" not in text
    assert other.answer("/readyz")[0] == 503


async def test_the_schema_of_a_database_is_known(tmp_path, empty_database):
    import shutil

    path = shutil.copy(empty_database, tmp_path / "desk.db")
    store = await open_store(f"sqlite:///{path}")
    assert not await store.is_behind()

    def revise(revision):
        def change(connection):
            connection.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{revision}'")
            return is_behind(connection)

        with store._database.driver.writer.begin() as connection:
            return change(connection)

    assert revise("0001")
    assert not revise("9999")
    await store.close()
