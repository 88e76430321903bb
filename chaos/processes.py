"""The fleet's processes: started, struck, and started again as a supervisor would."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

# As service managers do it: a little later, and again and again.
AGAIN_S, LOOK_S = 0.2, 0.1
# What a process leaves behind when it is killed has to see that by then.
ORPHANS_S = 10.0
STOPPING_S = 20.0
UP = b"started as"


@dataclass(slots=True, kw_only=True)
class Process:
    """One `skerry <role>`; `name` is the role and a number."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    log: Path
    deaths: list[str] = field(default_factory=list[str])
    orphans: list[str] = field(default_factory=list[str])
    starts: int = 0
    # How long the log was when it was started last.
    _before: int = 0
    _running: subprocess.Popen[bytes] | None = None
    _killed: set[int] = field(default_factory=set[int])
    _groups: dict[int, float] = field(default_factory=dict[int, float])
    _stopping: bool = False

    @property
    def role(self) -> str:
        return self.name.rpartition(" ")[0]

    @property
    def pid(self) -> int:
        return self._running.pid if self._running else 0

    @property
    def is_up(self) -> bool:
        """Whether it runs, and has said that it started since it was started last."""
        runs = self._running is not None and self._running.poll() is None
        return runs and UP in self.log.read_bytes()[self._before :]

    def start(self) -> None:
        """In a group of its own, so that nothing of it can be forgotten."""
        with self.log.open("ab") as log:
            self._before = log.tell()
            self._running = subprocess.Popen(
                [sys.executable, "-m", "app", *self.command],
                env=dict(self.environment),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.starts += 1

    async def keep(self) -> None:
        """Start it again whenever it ends."""
        self.start()
        while True:
            await asyncio.sleep(LOOK_S)
            self._look_for_orphans()
            if self._stopping or self._running is None or self._running.poll() is None:
                continue
            self._note_end(self._running)
            await asyncio.sleep(AGAIN_S)
            if not self._stopping:
                self.start()

    def _note_end(self, ended: subprocess.Popen[bytes]) -> None:
        self._groups[ended.pid] = time.monotonic() + ORPHANS_S
        if ended.pid not in self._killed:
            last = self.log.read_text(errors="replace").strip().splitlines()[-1:]
            self.deaths.append(f"{self.name} ended with {ended.returncode}: {''.join(last)[:200]}")

    def _look_for_orphans(self) -> None:
        for group, until in list(self._groups.items()):
            if not _alive(group):
                del self._groups[group]
            elif time.monotonic() > until:
                self.orphans.append(f"a child of {self.name}")
                _signal_group(group, signal.SIGKILL)
                del self._groups[group]

    def kill(self) -> None:
        """-9: no last word."""
        self._killed.add(self.pid)
        self.send(signal.SIGKILL)

    def send(self, which: signal.Signals) -> None:
        """To the process alone, not to what it started."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, which)

    async def stop(self) -> None:
        """In order; raises nothing, and says when it had to be killed."""
        self._stopping = True
        self.send(signal.SIGCONT)
        self.send(signal.SIGTERM)
        deadline = time.monotonic() + STOPPING_S
        while self._running and self._running.poll() is None:
            if time.monotonic() > deadline:
                self.deaths.append(f"{self.name} did not stop within {STOPPING_S:g} s")
                break
            await asyncio.sleep(LOOK_S)
        if self._running and (code := self._running.poll()):
            self.deaths.append(f"{self.name} was asked to stop and ended with {code}")
        self.end()

    def end(self) -> None:
        """Whatever is left of it, now."""
        for group in {self.pid, *self._groups} - {0}:
            _signal_group(group, signal.SIGKILL)
        if self._running:
            self._running.wait()


def _alive(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def _signal_group(group: int, which: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.killpg(group, which)
