"""The console under `bench.streams`: a real store, real sessions, changes at a steady pace."""

from __future__ import annotations

import asyncio
import json
import socket
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from resource import RUSAGE_SELF, getrusage

import uvicorn

from app.clock import SystemClock
from console import close_streams, create_app, passes
from console.services import Services
from core.case import Case, Holder, case_id
from core.casebook import Agent, CaseFile
from core.doors import Way
from core.ports import Judged, TurnResult
from core.types import Author, Message, Place, Platform, Urgency, Verdict
from storage import SqlStore, open_store

AGENTS, CASES = 1000, 50
CLOCK = SystemClock()


def main() -> None:
    """Serve until standard input ends; `clients rate seconds` are the arguments."""
    clients, rate, seconds = int(sys.argv[1]), float(sys.argv[2]), float(sys.argv[3])
    with tempfile.TemporaryDirectory(prefix="skerry-streams-") as folder:
        asyncio.run(_serve(Path(folder), clients, (rate, seconds)))


async def _serve(folder: Path, clients: int, pace: tuple[float, float]) -> None:
    store = await open_store(f"sqlite:///{folder / 'desk.db'}")
    agents = [Agent(id=f"a{n}", name=f"Agent {n}", created_at=CLOCK.now()) for n in range(AGENTS)]
    for agent in agents:
        await store.add_agent(agent)
    cases = [await _case(store, number) for number in range(CASES)]
    pages = create_app(_services(store))
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        bound.listen(1024)
        config = uvicorn.Config(pages, log_config=None, access_log=False, server_header=False)
        server = uvicorn.Server(config)
        serving = asyncio.create_task(server.serve(sockets=[bound]))
        _say(
            port=bound.getsockname()[1],
            mb=_mb(),
            sessions=[await _session(store, agents[n % AGENTS]) for n in range(clients)],
        )
        await _heard("go")
        run = await _write(store, cases, pace)
        _say(written=run.written, cpu=run.cpu, mb=_mb())
        await _heard("")
        close_streams(pages)
        server.should_exit = True
        await serving
    await store.close()


@dataclass(frozen=True, slots=True)
class Run:
    """Which change was begun when, and the share of a core that the process took."""

    written: list[tuple[int, float]]
    cpu: float


async def _write(store: SqlStore, cases: list[Case], pace: tuple[float, float]) -> Run:
    """Changes at a steady pace, each through the whole path of a note."""
    rate, seconds = pace
    number, start, cpu = await store.latest_change(), time.monotonic(), _cpu()
    written: list[tuple[int, float]] = []
    for count in range(int(rate * seconds)):
        await asyncio.sleep(max(0.0, start + count / rate - time.monotonic()))
        number += 1
        written.append((number, time.monotonic()))
        await store.note(cases[count % CASES].id, "a0", "seen on chain", CLOCK.now())
    await asyncio.sleep(max(0.0, start + seconds - time.monotonic()))
    return Run(written, (_cpu() - cpu) / (time.monotonic() - start))


async def _case(store: SqlStore, number: int) -> Case:
    """A case as the desk opens one."""
    now, conversation = CLOCK.now(), f"bench:nordex:{number}"
    message = Message(
        platform=Platform("bench"),
        account="nordex",
        id=f"m{number}",
        conversation=conversation,
        address=f"dm/{number}",
        author=Author(id=f"u{number}", name=f"User {number}"),
        place=Place.DM,
        text="where is my deposit?",
        sent_at=now,
        received_at=now,
    )
    await store.put([message])
    (turn,) = await store.claim(now, limit=1, lease=30)
    case = Case(
        id=case_id(conversation, now),
        platform=message.platform,
        account=message.account,
        conversation=conversation,
        address=message.address,
        subject=message.text,
        author_id=message.author.id,
        author_name=message.author.name,
        priority=Urgency.P1,
        opened_at=now,
        updated_at=now,
        due_at=now + timedelta(minutes=30),
        held_by=Holder.QUEUE,
    )
    judged = (Judged(message=message, verdict=Verdict()),)
    await store.record([TurnResult(turn=turn, judged=judged, case=case)], now)
    return case


async def _session(store: SqlStore, agent: Agent) -> str:
    """What a signed-in browser sends as its cookie."""
    arrival = passes.Arrival(Way.LINK, strong=True, device="bench", address="127.0.0.1")
    token, session = passes.new_session(agent.id, arrival, CLOCK.now(), timedelta(hours=12))
    await store.open_session(session)
    return f"{passes.cookie_name('http://desk.example')}={token}"


def _services(store: SqlStore) -> Services:
    def no_compose(*_: object) -> tuple[()]:
        return ()

    def no_act(*_: object) -> None:
        raise NotImplementedError

    def no_suggestion(_: CaseFile) -> str:
        return ""

    return Services(
        book=store,
        corrections=store,
        door=store,
        clock=CLOCK,
        compose=no_compose,
        act=no_act,  # type: ignore[arg-type]
        health=tuple,
        suggestion=no_suggestion,
        public_url="http://desk.example",
    )


async def _heard(word: str) -> None:
    line = await asyncio.to_thread(sys.stdin.readline)
    if line.strip() != word:
        raise SystemExit(f"expected {word!r}")


def _say(**values: object) -> None:
    print(json.dumps(values), flush=True)


def _mb() -> float:
    """Memory in use now, in MB."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096 / 1e6


def _cpu() -> float:
    used = getrusage(RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
