"""Reads messages from a file, and keeps what the desk says in a list."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from bots.replay.convert import ACCOUNT, PLATFORM, to_arrival
from bots.replay.limits import CAPABILITIES
from core.actions import Outgoing
from core.ports import Capabilities
from core.types import Arrival, Platform


@dataclass(slots=True)
class Replay:
    """The smallest complete adapter; copy this folder to start a new platform."""

    path: Path
    batch: int = 100
    platform: Platform = PLATFORM
    account: str = ACCOUNT
    capabilities: Capabilities = CAPABILITIES
    sent: list[Outgoing] = field(default_factory=list[Outgoing])

    async def arrivals(
        self,
        since: Mapping[str, str],  # noqa: ARG002
    ) -> AsyncGenerator[Sequence[Arrival], None]:
        """The file's lines in order, in batches; ends with the file. Read whole each time."""
        waiting: list[Arrival] = []
        for arrival in self._read():
            waiting.append(arrival)
            if len(waiting) == self.batch:
                yield waiting
                waiting = []
        if waiting:
            yield waiting

    async def send(self, outgoing: Outgoing) -> str:
        """Keep it; the number of things sent so far is its id."""
        self.sent.append(outgoing)
        return str(len(self.sent))

    async def find(self, outgoing: Outgoing) -> str | None:
        """What was kept is known exactly."""
        keys = [each.key for each in self.sent]
        return str(keys.index(outgoing.key) + 1) if outgoing.key in keys else None

    def gauges(self) -> Mapping[str, float]:
        """A file has no connection to speak of."""
        return {}

    def _read(self) -> Iterator[Arrival]:
        with self.path.open(encoding="utf-8", errors="replace") as lines:
            for number, line in enumerate(lines, start=1):
                arrival = to_arrival(line, number, datetime.now(UTC))
                if arrival is not None:
                    yield arrival
