"""How each kind of trouble is made and ended, and by which lines of the logs it shows."""

from __future__ import annotations

import asyncio
import signal
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from chaos.database import Database
from chaos.evidence import Blow
from chaos.fleet import Fleet
from chaos.platforms import Platforms
from chaos.proxy import Weather
from chaos.schedule import Trouble

WEATHER: Mapping[str, Weather] = {"cut": "cut", "black": "black", "slow": "slow"}
# A clock jumps so far, to and fro.
JUMP_S = 3600.0


@dataclass(slots=True)
class Hands:
    """What trouble is made with."""

    fleet: Fleet
    platforms: Platforms
    database: Database | None

    async def strike(self, trouble: Trouble) -> Blow:
        """Make it, wait until it is over; when it was."""
        began = time.time()
        act = self._acts()[trouble.kind]
        await act(trouble)
        role = trouble.target.rpartition(" ")[0] or trouble.target
        return Blow(
            kind=trouble.kind, target=trouble.target, role=role, began=began, ended=time.time()
        )

    def _acts(self) -> Mapping[str, Callable[[Trouble], Awaitable[None]]]:
        return {
            "kill": self._kill,
            "hang": self._hang,
            "clock": self._clock,
            "answers lost": self._lose,
            "spoiled batches": self._spoil,
            "database killed": self._kill_database,
            "database restarted": self._restart_database,
            "disk full": self._fill,
            **dict.fromkeys(WEATHER, self._partition),
            "platform cut": self._partition,
            "platform black": self._partition,
        }

    async def _kill(self, trouble: Trouble) -> None:
        self.fleet.processes[trouble.target].kill()

    async def _hang(self, trouble: Trouble) -> None:
        process = self.fleet.processes[trouble.target]
        process.send(signal.SIGSTOP)
        await asyncio.sleep(trouble.lasts)
        process.send(signal.SIGCONT)

    async def _partition(self, trouble: Trouble) -> None:
        word = trouble.kind.removeprefix("platform ")
        lines = self.platforms.proxies if word != trouble.kind else self.fleet.proxies
        proxy = lines[trouble.target]
        proxy.change(WEATHER[word])
        await asyncio.sleep(trouble.lasts)
        proxy.change("fair")

    async def _clock(self, trouble: Trouble) -> None:
        ahead = JUMP_S if int(trouble.at * 1000) % 2 else -JUMP_S
        self.fleet.shift(trouble.target, ahead)
        await asyncio.sleep(trouble.lasts)
        self.fleet.shift(trouble.target, 0)

    async def _lose(self, trouble: Trouble) -> None:
        self.platforms.lose_answers(trouble.target, trouble.lasts)
        await asyncio.sleep(trouble.lasts)

    async def _spoil(self, trouble: Trouble) -> None:
        self.platforms.spoil(trouble.target)

    async def _kill_database(self, trouble: Trouble) -> None:
        assert self.database is not None  # noqa: S101  # drawn only where there is one
        self.database.kill()
        await asyncio.sleep(trouble.lasts)
        await self.database.again()

    async def _restart_database(self, trouble: Trouble) -> None:
        assert self.database is not None  # noqa: S101  # drawn only where there is one
        await asyncio.to_thread(self.database.stop)
        await asyncio.sleep(trouble.lasts)
        await self.database.again()

    async def _fill(self, trouble: Trouble) -> None:
        assert self.database is not None  # noqa: S101  # drawn only where there is one
        await asyncio.to_thread(self.database.fill)
        await asyncio.sleep(trouble.lasts)
        self.database.clear()
        await self.database.again()
