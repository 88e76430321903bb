"""One part of the desk alone: what belongs to it, and what only one process does at a time."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace

import pytest
from typer.testing import CliRunner

from app import leases, roles
from app.cli.main import app
from app.leases import Lease
from core import outbox
from core.errors import StorageUnavailable
from core.outbox import Deliverer
from core.ports import Sent, Settlement
from storage import MemoryStore
from tests.app.test_supervise import BreathingClock
from tests.conftest import NOON
from tests.contract.store_kit import REPLAY, a_say, after, work
from tests.fakes import FakeAdapter

pytestmark = pytest.mark.anyio


async def until(condition) -> None:
    async with asyncio.timeout(10):
        while not condition():  # noqa: ASYNC110  # what is waited for has no event
            await asyncio.sleep(0)


class Leases:
    """A store's leases alone, which may be out of reach."""

    def __init__(self):
        self.owner, self.gone = "", False

    async def hold(self, _name, owner, _now, *, seconds):
        if self.gone:
            raise StorageUnavailable("away")
        if self.owner not in ("", owner):
            return False
        self.owner = owner if seconds else ""
        return True

    async def vacant(self, _name, owner):
        return self.owner in ("", owner)


def a_lease(store, owner, log):
    async def do() -> None:
        log.append(owner)
        try:
            await asyncio.Event().wait()
        finally:
            log.append(f"{owner} stopped")

    clock = BreathingClock()
    return Lease(store=store, clock=clock, name="chores", begin=lambda: [do()], owner=owner)


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """Leases are renewed as often as the loop turns."""
    monkeypatch.setattr(leases, "RENEW_S", 0.001)


async def test_one_does_it_and_another_takes_over_when_he_is_gone():
    store, log = Leases(), []
    first, second = (asyncio.create_task(a_lease(store, n, log).stand()) for n in ("a", "b"))
    await until(lambda: log)
    for _ in range(20):
        await asyncio.sleep(0)
    assert log == ["a"]
    first.cancel()
    await until(lambda: log == ["a", "a stopped", "b"])
    second.cancel()
    await asyncio.gather(first, second, return_exceptions=True)


async def test_a_lost_lease_stops_what_was_begun_and_waits_again():
    store, log = Leases(), []
    standing = asyncio.create_task(a_lease(store, "a", log).stand())
    await until(lambda: log)
    store.owner = "somebody else"
    await until(lambda: log == ["a", "a stopped"])
    store.owner = ""
    await until(lambda: log == ["a", "a stopped", "a"])
    standing.cancel()
    await asyncio.gather(standing, return_exceptions=True)


async def test_an_outage_ends_nothing_for_good():
    store, log = Leases(), []
    standing = asyncio.create_task(a_lease(store, "a", log).stand())
    await until(lambda: log)
    store.gone = True
    await until(lambda: "a stopped" in log)
    store.gone, store.owner = False, ""
    await until(lambda: log.count("a") == 2)
    standing.cancel()
    await asyncio.gather(standing, return_exceptions=True)


async def test_what_fails_is_not_hidden():
    async def fail() -> None:
        raise ValueError("broken")

    lease = Lease(
        store=Leases(), clock=BreathingClock(), name="x", begin=lambda: [fail()], owner="a"
    )
    with pytest.raises(ValueError, match="broken"):
        await lease.stand()


async def test_only_what_stays_unsettled_is_looked_up():
    store, clock = MemoryStore(), BreathingClock()
    await work(store, "1", outgoing=(a_say("lost"),))
    (lost,) = await store.due([REPLAY], after(60), limit=9)
    adapter = FakeAdapter([])
    looked = []

    async def find(row):
        looked.append((row.key, clock.slept[:]))
        return "remote"

    adapter.find = find
    deliverer = Deliverer(store=store, adapters={REPLAY: adapter}, clock=clock)
    looking = asyncio.create_task(leases._look_after(deliverer, REPLAY))
    await until(lambda: len(clock.slept) > 3)
    looking.cancel()
    await asyncio.gather(looking, return_exceptions=True)
    assert looked == [(lost.key, [leases.SETTLING_S])]


async def test_a_row_that_leaves_again_meanwhile_is_left_alone():
    store, clock = MemoryStore(), BreathingClock()
    await work(store, "1", outgoing=(a_say("again"),))
    (row,) = await store.due([REPLAY], after(60), limit=9)
    adapter, tries = FakeAdapter([]), []

    async def sleep(seconds):
        tries.append(seconds)
        why = Settlement(key=row.key, result=Sent.RETRY, at=NOON, retry_at=NOON)
        await store.settle([why])
        await store.due([REPLAY], after(60), limit=9)
        await asyncio.sleep(0)

    clock.sleep = sleep
    adapter.found = ["never asked"]
    deliverer = Deliverer(store=store, adapters={REPLAY: adapter}, clock=clock)
    looking = asyncio.create_task(leases._look_after(deliverer, REPLAY))
    await until(lambda: len(tries) > 3)
    looking.cancel()
    await asyncio.gather(looking, return_exceptions=True)
    assert adapter.found == ["never asked"]


class Dead(MemoryStore):
    """Whoever had a lease before is known to have ended, or is not."""

    dead = True

    async def vacant(self, _name, _owner):
        return self.dead


@pytest.mark.parametrize(
    ("dead", "after_s"),
    [(True, []), (False, [leases.SETTLING_S])],
    ids=["at once where he is dead", "later where he may live"],
)
async def test_what_another_sender_left_is_looked_up(dead, after_s):
    store, clock = Dead(), BreathingClock()
    store.dead = dead
    await work(store, "1", outgoing=(a_say("lost"),))
    await store.due([REPLAY], after(60), limit=9)
    adapter, looked = FakeAdapter([]), []

    async def find(row):
        looked.append((row.key, [each for each in clock.slept if each == leases.SETTLING_S]))
        return "remote"

    adapter.find = find
    deliverer = Deliverer(store=store, adapters={REPLAY: adapter}, clock=clock)
    (standing,) = map(asyncio.create_task, leases.delivering(deliverer))
    await until(lambda: clock.slept.count(leases.SETTLING_S) > 2)
    standing.cancel()
    await asyncio.gather(standing, return_exceptions=True)
    assert looked == [("lost", after_s)]


async def test_who_lost_his_lease_breaks_off_what_has_not_been_answered(monkeypatch):
    monkeypatch.setattr(leases, "LEASE_S", 0.2)
    monkeypatch.setattr(outbox, "FRESH_S", 1e9)  # this clock leaps
    store, clock, adapter = MemoryStore(), BreathingClock(), FakeAdapter([])
    await work(store, "1", outgoing=(a_say("slow"),))
    clock.time = after(60)
    said = []

    async def send(row):
        said.append(row.key)
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            said.append("broken off")
            raise

    adapter.send = send
    deliverer = Deliverer(store=store, adapters={REPLAY: adapter}, clock=clock)
    (standing,) = map(asyncio.create_task, leases.delivering(deliverer))
    await until(lambda: said)
    store._holds["deliver:replay"] = ("another", after(10**8))
    await until(lambda: len(said) > 1)
    standing.cancel()
    await asyncio.gather(standing, return_exceptions=True)
    assert said == ["slow", "broken off"]


async def test_who_waits_says_so_once(caplog):
    caplog.set_level("INFO")
    store, log = Leases(), []
    store.owner = "somebody else"
    standing = asyncio.create_task(a_lease(store, "a", log).stand())
    await until(lambda: "waiting until it stops" in caplog.text)
    for _ in range(20):
        await asyncio.sleep(0)
    store.owner = ""
    await until(lambda: log)
    standing.cancel()
    await asyncio.gather(standing, return_exceptions=True)
    assert caplog.text.count("waiting until it stops") == 1
    assert "chores: this process does it from now on" in caplog.text


def the_parts():
    """Parts that say by whom they were asked."""
    asked = []

    def forever(name):
        async def run() -> None:
            asked.append(name)

        return run

    several = SimpleNamespace
    store = Leases()
    clock = BreathingClock()
    desk = several(
        store=store,
        clock=clock,
        work_forever=forever("work"),
        ring_forever=forever("ring"),
    )
    service = several(
        on_call=several(call_forever=forever("call")),
        asker=several(ask_forever=forever("ask")),
        measure=several(measure_forever=forever("measure")),
    )
    parts = several(
        desks=(desk, desk),
        service=service,
        incidents=several(coroutines=lambda: [forever("incidents")()]),
        team=several(coroutines=lambda: [forever("team")()]),
        composing=several(coroutines=lambda: [forever("composing")()]),
        api=several(coroutines=lambda: [forever("api")()]),
        privacy=several(coroutines=lambda: [forever("privacy")()]),
        knowledge=several(stand=forever("knowledge")),
        web=several(serve=forever("pages")),
        deliverer=Deliverer(store=store, adapters={REPLAY: FakeAdapter([])}, clock=clock),
    )
    return parts, asked


@pytest.mark.parametrize(
    ("role", "does"),
    [
        (
            "work",
            "work work ring incidents knowledge measure call ask team composing api privacy",
        ),
        ("console", "knowledge measure pages"),
    ],
    ids=["work", "console"],
)
async def test_each_role_has_its_parts(role, does):
    parts, asked = the_parts()
    tasks = [asyncio.create_task(part) for part in roles.PARTS[role](parts)]
    await until(lambda: len(asked) >= len(does.split()))
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    assert asked == does.split()


async def test_who_delivers_sends_for_each_platform_under_a_lease_of_its_own(monkeypatch):
    parts, asked = the_parts()
    begun = []

    async def take_up(lease, deliverer, platform, _known):
        begun.append((lease.name, platform, list(deliverer.adapters)))
        await asyncio.Event().wait()

    monkeypatch.setattr(leases, "_take_up", take_up)
    first, *rest = roles.speaking(parts)
    await first
    (lease,) = (asyncio.create_task(each) for each in rest)
    await until(lambda: begun)
    lease.cancel()
    await asyncio.gather(lease, return_exceptions=True)
    assert begun == [("deliver:replay", REPLAY, [REPLAY])]
    assert asked == ["knowledge"]


@pytest.mark.parametrize("role", ["work", "deliver", "console"])
def test_without_credentials_there_is_one_line(role, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "settings.toml").write_text("")
    answer = CliRunner().invoke(app, [role])
    assert answer.exit_code == 2
    assert f"so there is nothing to {role}" in answer.stderr
    assert answer.stderr.count("\n") == 1
