"""Keeps a model that words answers out of everybody's way: slow, broken or busy means template."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NoReturn

from core.reply.ports import Wish, Wording, WordingUnavailable
from core.tables.wording import WordingTable

log = logging.getLogger(__name__)

BUSY = "it is busy with other answers"
LOST = "wording: %s; templates answer"


@dataclass(frozen=True, slots=True)
class WordingState:
    """How the model is doing: off, ok, slow or broken; `ms` the last answer took."""

    state: str
    since: datetime
    why: str = ""
    name: str = ""
    ms: float = 0.0


def state_of(state: str, why: str = "", name: str = "") -> WordingState:
    """A state from now on."""
    return WordingState(state, datetime.now(UTC), why, name)


class GuardedWording:
    """The `Wording` port around another: whatever fails is WordingUnavailable, at once when known.

    After some failures in a row nobody is let through for a while; then the next one tries.
    """

    def __init__(
        self,
        inner: Wording,
        table: WordingTable,
        *,
        now: Callable[[], float] = time.monotonic,
        lost: str = LOST,
    ) -> None:
        self._lost = lost
        self._inner, self._table, self._now = inner, table, now
        self._failed, self._flying, self._closed_until = 0, 0, float("-inf")
        self.state = state_of("ok", name=inner.name)

    @property
    def name(self) -> str:
        return self._inner.name

    async def word(self, wish: Wish) -> str:
        """The inner one's words; raises WordingUnavailable."""
        return await self.run(lambda: self._inner.word(wish))

    async def run(self, ask: Callable[[], Awaitable[str]]) -> str:
        """What the inner one says when asked so; raises WordingUnavailable."""
        if self._now() < self._closed_until:
            raise WordingUnavailable(self.state.why)
        if self._flying >= self._table.at_once:
            raise WordingUnavailable(BUSY)
        self._flying += 1
        try:
            return await self._in_time(ask)
        finally:
            self._flying -= 1

    async def close(self) -> None:
        """End what the inner one holds."""
        await self._inner.close()

    async def _in_time(self, ask: Callable[[], Awaitable[str]]) -> str:
        started = self._now()
        try:
            async with asyncio.timeout(self._table.timeout_s):
                words = await ask()
        except TimeoutError:
            self._fail("slow", f"no answer within {self._table.timeout_s:g} s")
        except Exception as error:
            self._fail("broken", _one_line(error))
        self._failed = 0
        self._say("ok", "", 1000 * (self._now() - started))
        return words

    def _fail(self, state: str, why: str) -> NoReturn:
        self._failed += 1
        if self._failed >= self._table.failures:
            self._closed_until = self._now() + self._table.pause_s
            if self.state.state != state:
                log.warning(self._lost, why)
            self._say(state, why, 0.0)
        raise WordingUnavailable(why)

    def _say(self, state: str, why: str, ms: float) -> None:
        since = self.state.since if state == self.state.state else datetime.now(UTC)
        self.state = WordingState(state, since, why, self.name, round(ms, 1))


def _one_line(error: Exception) -> str:
    told = (str(error).strip().splitlines() or [type(error).__name__])[0]
    return told[:200] if isinstance(error, WordingUnavailable) else f"{type(error).__name__}"
