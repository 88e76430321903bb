"""Updates fetched: one long poll after the other, acknowledged when what it brought is stored."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

from bots.telegram import peek
from bots.telegram.limits import ALLOWED_UPDATES, MAX_UPDATES, REPEAT_S
from bots.telegram.line import Line
from bots.telegram.settings import Config
from bots.telegram.window import Window
from core.errors import AdapterError, Unavailable
from core.ports import Clock

STUCK = "a poll did not come back in {seconds:g} s and was given up"
NO_LIST = "a poll brought something that is no list of updates"
# The last word to the server at shutdown must not hold anybody up.
FAREWELL_S = 2.0


class Polling:
    """The way in by getUpdates. Albums are held back until they are whole."""

    pushes = False

    def __init__(self, line: Line, config: Config, clock: Clock, tick: Callable[[], float]) -> None:
        self._line, self._config, self._clock, self._tick = line, config, clock, tick
        self._window = self._fresh_window(None)
        self._asked: tuple[int | None, float] | None = None
        self._confirmed: int | None = None

    async def connect(self) -> None:
        """End a webhook that somebody set; nothing that waits is lost by that."""
        await self._line.call("deleteWebhook", {"drop_pending_updates": False})
        # What was fetched and not stored comes again: the server still has it.
        self._window = self._fresh_window(self._window.offset)

    async def fetch(self, *, wait: bool) -> list[list[Any]]:
        """What one poll brought and what is complete now: single updates and whole albums."""
        patient = wait and not self._window.holding
        fetched = await self._poll(self._config.poll_timeout_s if patient else 0)
        numbered = [each for each in fetched if peek.update_id(each) is not None]
        strays = [[each] for each in fetched if peek.update_id(each) is None]
        self._window.take(numbered, self._tick())
        return [*self._window.ripe(self._tick()), *strays]

    def stored(self) -> None:
        """Everything handed over is safe."""
        self._window.settle()

    async def refresh(self, told: Mapping[str, Any]) -> None:
        """There is nothing to renew."""

    async def leave(self) -> None:
        """Acknowledge what was stored, so that a clean restart brings nothing twice."""
        offset = self._window.offset
        if offset == self._confirmed:
            return
        with suppress(AdapterError, TimeoutError):
            async with asyncio.timeout(FAREWELL_S):
                await self._get_updates(offset, 0, limit=1)

    async def close(self) -> None:
        """There is nothing to close: the line is somebody else's."""

    def gauges(self) -> dict[str, float]:
        """How the polls are doing."""
        if self._asked is None:
            return {}
        return {"last_poll_s": max(0.0, self._tick() - self._asked[1])}

    def _fresh_window(self, offset: int | None) -> Window:
        quiet, longest = self._config.album_quiet_s, self._config.album_longest_s
        return Window(quiet=quiet, longest=longest, offset=offset)

    async def _poll(self, seconds: int) -> list[Any]:
        offset = self._window.offset
        if self._asked and self._asked[0] == offset:
            await self._clock.sleep(max(0.0, self._asked[1] + REPEAT_S - self._tick()))
        self._asked = (offset, self._tick())
        updates = await self._get_updates(offset, seconds, limit=MAX_UPDATES)
        self._confirmed = offset
        return updates

    async def _get_updates(self, offset: int | None, seconds: int, *, limit: int) -> list[Any]:
        """One getUpdates, watched: a connection that trickles or hangs is given up."""
        parameters = {
            "offset": offset,
            "timeout": seconds,
            "limit": limit,
            "allowed_updates": ALLOWED_UPDATES,
        }
        patience = seconds + self._config.poll_margin_s
        try:
            async with asyncio.timeout(patience):
                updates = await self._line.call("getUpdates", parameters, read_timeout=patience)
        except TimeoutError:
            raise Unavailable(STUCK.format(seconds=patience)) from None
        if not isinstance(updates, list):
            raise Unavailable(NO_LIST)
        return updates
