"""`python -m bench.api_fuzz --calls 20000`: what a machine makes up of the API's own document.

Every operation is called, over HTTP, with requests that fit the document and with such that do
not; some name cases and webhooks that are there. Whatever answers 5xx, breaks its promise about
the shape of answers, or speaks anything but JSON, is printed with the call that did it.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import socket
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import requests
import schemathesis
import uvicorn
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from rich.console import Console
from rich.progress import track
from schemathesis.core.result import Ok
from schemathesis.generation.modes import GenerationMode

from bench.api_desk import ApiDesk, api_desk

START = "/api/v1/openapi.json"
JSON = ("application/json", "application/problem+json")
SOMETIMES = 0.6
MOST_SHOWN = 20


@dataclass
class Findings:
    """What came back, by status, and what should not have."""

    statuses: Counter[int] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)


def main(argv: Sequence[str] | None = None) -> int:
    """Make the calls; 1 when something answered as it must not."""
    parser = argparse.ArgumentParser(prog="python -m bench.api_fuzz", description=__doc__)
    parser.add_argument("--calls", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args(argv)
    logging.disable(logging.CRITICAL)
    found = fuzz(options.calls, options.seed)
    out = Console(width=110)
    told = ", ".join(f"{status}: {n:,}" for status, n in sorted(found.statuses.items()))
    out.print(f"{found.statuses.total():,} calls; {told}")
    broken = sum(n for status, n in found.statuses.items() if status >= 500)
    out.print(f"5xx: {broken}; other broken promises: {len(found.wrong) - broken}")
    for each in found.wrong[:MOST_SHOWN]:
        out.print(each, markup=False, soft_wrap=True)
    return 1 if found.wrong else 0


def fuzz(calls: int, first_seed: int) -> Findings:
    """Make so many calls, spread evenly over operations and both kinds of requests."""
    with serving() as (url, desk):
        schema = schemathesis.openapi.from_url(f"{url}{START}")
        operations = [each.ok() for each in schema.get_all_operations() if isinstance(each, Ok)]
        modes = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
        jobs = [(operation, mode) for operation in operations for mode in modes]
        share, found = max(1, calls // len(jobs)), Findings()
        screen = Console(stderr=True)
        session = requests.Session()
        for operation, mode in track(jobs, "operations", console=screen, transient=True):
            shoot = _shooter(desk, session, url, found)
            _many(operation.as_strategy(generation_mode=mode), shoot, share, first_seed)
        # Where an operation has nothing to get wrong, others make up for it.
        while found.statuses.total() < calls and jobs:
            first_seed += 1
            left = calls - found.statuses.total()
            operation, mode = jobs[first_seed % len(jobs)]
            strategy = operation.as_strategy(generation_mode=mode)
            _many(strategy, _shooter(desk, session, url, found), min(share, left), first_seed)
        return found


def _many(strategy: Any, shoot: Callable[[Any, Any], None], count: int, number: int) -> None:
    quiet = settings(
        max_examples=count,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    try:
        quiet(seed(number)(given(strategy, st.randoms(use_true_random=False))(shoot)))()
    except Exception as error:
        if "Unsatisfiable" not in type(error).__name__:
            raise


def _shooter(
    desk: ApiDesk, session: requests.Session, url: str, found: Findings
) -> Callable[[Any, Any], None]:
    def shoot(case: Any, dice: Any) -> None:
        for name, known in desk.known.items():
            if name in (case.path_parameters or {}) and dice.random() < SOMETIMES:
                case.path_parameters[name] = dice.choice(known)
        given = (case.headers or {}).items()
        headers = {name: value for name, value in given if name.lower() != "authorization"}
        case.headers = None
        headers["Authorization"] = f"Bearer {desk.token}"
        answer = case.call(base_url=f"{url}/api", session=session, headers=headers, timeout=30)
        found.statuses[answer.status_code] += 1
        _judge(case, answer, found)

    return shoot


def _judge(case: Any, answer: Any, found: Findings) -> None:
    where = f"{case.method} {case.formatted_path} -> {answer.status_code}"
    if answer.status_code >= 500:
        found.wrong.append(f"{where}: {answer.text[:300]}")
        return
    kind = (answer.headers.get("content-type") or [""])[0].partition(";")[0]
    if kind not in JSON and answer.status_code != 204:
        found.wrong.append(f"{where}: {kind or 'no content type'}")
    try:
        case.operation.validate_response(answer, case=case)
    except Exception as error:
        found.wrong.append(f"{where}: {str(error)[:300]}")


@dataclass
class Served:
    """The application in its thread."""

    desk: ApiDesk | None = None
    server: uvicorn.Server | None = None
    ready: threading.Event = field(default_factory=threading.Event)

    async def run(self, folder: Path, place: socket.socket) -> None:
        """Serve until told to stop."""
        async with api_desk(folder) as self.desk:
            config = uvicorn.Config(self.desk.app, log_config=None, lifespan="off")
            self.server = uvicorn.Server(config)
            self.ready.set()
            await self.server.serve(sockets=[place])


@contextmanager
def serving() -> Iterator[tuple[str, ApiDesk]]:
    """The real application over a real database, on a free port of this machine."""
    place, served = socket.create_server(("127.0.0.1", 0)), Served()
    with tempfile.TemporaryDirectory(prefix="skerry-fuzz-") as folder:
        run = served.run(Path(folder), place)
        thread = threading.Thread(target=asyncio.run, args=(run,), daemon=True)
        thread.start()
        if not served.ready.wait(30) or served.desk is None or served.server is None:
            raise RuntimeError("the desk did not start")
        try:
            yield f"http://127.0.0.1:{place.getsockname()[1]}", served.desk
        finally:
            served.server.should_exit = True
            thread.join(30)


if __name__ == "__main__":
    sys.exit(main())
