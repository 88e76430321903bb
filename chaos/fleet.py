"""Who runs: every role several times, each process with a line of its own to the database."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Mapping
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any, TypeAlias

from chaos.database import Database
from chaos.platforms import NAMES, Platforms
from chaos.processes import Process
from chaos.proxy import Proxy, to_socket
from core.settings import PREFIX

Roles: TypeAlias = Mapping[str, tuple[int, tuple[str, ...]]]
ROLES: Roles = {
    "listen": (2, ("listen", "--no-deliver", *NAMES)),
    "work": (2, ("work",)),
    "deliver": (2, ("deliver",)),
    "console": (1, ("console",)),
}
# https://github.com/wolfcw/libfaketime: only with it can one process's clock jump.
FAKETIME = Path("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1")
CLOCKED = ("work 2", "deliver 2")
SETTINGS: Mapping[str, Mapping[str, Any]] = {
    "desk": {"reply_hold_s": 0.3},
    # The checker reads with plain statements, past the desk.
    "sealing": {"key": "none"},
    "console": {"port": 0},
    "triage.encoder": {"use": "off"},
    "log": {"level": "info", "json_lines": True},
}


class Fleet:
    """The processes by name, and the proxies between them and the database."""

    def __init__(self, folder: Path, platforms: Platforms, database: Database | None) -> None:
        self.folder, self._platforms, self._database = folder, platforms, database
        self.processes: dict[str, Process] = {}
        self.proxies: dict[str, Proxy] = {}

    async def start(
        self, stack: AsyncExitStack, *, inline: bool = False, roles: Roles = ROLES
    ) -> None:
        """Everybody, at once; each is kept running until the stack is closed."""
        settings = self.folder / "settings.toml"
        triage = {"triage": {"workers": 0}} if inline else {}
        tables = {**SETTINGS, **triage}
        tables |= {f"bots.{name}": table for name, table in self._platforms.tables().items()}
        settings.write_text(as_toml(tables))
        for role, (count, command) in roles.items():
            for number in range(1, count + 1):
                name = f"{role} {number}"
                await self._line(name, stack)
                self._add(name, (*command, "--settings", str(settings)))
        for each in self.processes.values():
            stack.callback(each.end)
            stack.callback(asyncio.create_task(each.keep()).cancel)

    async def stop(self) -> None:
        """Everybody, in order."""
        await asyncio.gather(*(each.stop() for each in self.processes.values()))

    def shift(self, name: str, seconds: float) -> None:
        """Let one process's clock jump."""
        self._clock(name).write_text(f"{seconds:+g}")

    def _clock(self, name: str) -> Path:
        return self.folder / f"{name}.clock"

    async def _line(self, name: str, stack: AsyncExitStack) -> None:
        if self._database:
            self.proxies[name] = await stack.enter_async_context(
                Proxy(to_socket(self._database.socket))
            )

    def _add(self, name: str, command: tuple[str, ...]) -> None:
        environment = dict(os.environ) | self._platforms.secrets()
        # As where it is installed: who is started again does not compile everything again.
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        environment[f"{PREFIX}STORAGE__URL"] = self._url(name)
        if name in CLOCKED and FAKETIME.exists():
            self.shift(name, 0)
            environment |= {
                "LD_PRELOAD": str(FAKETIME),
                "FAKETIME_TIMESTAMP_FILE": str(self._clock(name)),
                "FAKETIME_CACHE_DURATION": "1",
                "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            }
        self.processes[name] = Process(
            name=name,
            command=command,
            environment=environment,
            log=self.folder / f"{name}.log",
        )

    def _url(self, name: str) -> str:
        if self._database is None:
            return f"sqlite:///{self.folder}/desk.db"
        return f"postgresql://skerry@127.0.0.1:{self.proxies[name].port}/desk"


def as_toml(tables: Mapping[str, Mapping[str, Any]]) -> str:
    """Flat tables as a settings file."""
    lines: list[str] = []
    for name, table in tables.items():
        lines += [f"[{name}]", *(f"{key} = {json.dumps(value)}" for key, value in table.items())]
    return "\n".join(lines) + "\n"
