"""One part of the desk alone: what belongs to it, and what only one process does at a time."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace

import pytest
from typer.testing import CliRunner

from app import roles
from app.cli import app
from app.roles import Lease
from core.errors import StorageUnavailable
from core.outbox import Deliverer
from storage import MemoryStore
from tests.app.test_supervise import BreathingClock
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
    monkeypatch.setattr(roles, "RENEW_S", 0.001)


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
        looked.append(row.key)
        return "remote"

    adapter.find = find
    deliverer = Deliverer(store=store, adapters={REPLAY: adapter}, clock=clock)
    await roles._look_after(deliverer, REPLAY)
    assert looked == [lost.key]
    assert clock.slept == [roles.SETTLING_S]
    await roles._look_after(deliverer, REPLAY)
    assert looked == [lost.key]


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
            "work work ring incidents knowledge measure call ask team composing api",
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

    def speak(deliverer, platform):
        begun.append((platform, list(deliverer.adapters)))
        return []

    monkeypatch.setattr(roles, "_speak", speak)
    first, *rest = roles.delivering(parts)
    await first
    (lease,) = (asyncio.create_task(each) for each in rest)
    await until(lambda: begun)
    lease.cancel()
    await asyncio.gather(lease, return_exceptions=True)
    assert begun[0] == (REPLAY, [REPLAY])
    assert asked == ["knowledge"]


@pytest.mark.parametrize("role", ["work", "deliver", "console"])
def test_without_credentials_there_is_one_line(role, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "settings.toml").write_text("")
    answer = CliRunner().invoke(app, [role])
    assert answer.exit_code == 2
    assert f"so there is nothing to {role}" in answer.stderr
    assert answer.stderr.count("\n") == 1
