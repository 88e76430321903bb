"""The filtered stream: the SDK's methods over our own line, with our own patience.

The SDK reconnects at once, for ever, and a handler that fails ends it. Here one connection is one
round, connections have a budget, and a line that cannot be read harms no other.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections import deque
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from tweepy.asynchronous import AsyncStreamingClient

from bots.twitter.asking import POST_FIELDS
from bots.twitter.client import XClient
from bots.twitter.convert import Known, dead_letter, hear_posts
from bots.twitter.errors import SpendCapReached
from bots.twitter.limits import QUARTER_S, STREAM
from bots.twitter.line import Answer
from bots.twitter.listening import Listening
from bots.twitter.merge import Put
from bots.twitter.rules import desired, reconcile
from core.errors import AdapterError, Unavailable
from core.ports import Clock
from core.types import Arrival

log = logging.getLogger(__name__)

# A connection that held this long was a good one: the next pause is short again.
STEADY_S = 60.0
MOST_WAITING, MOST_AT_ONCE = 1_000, 100

Hear = Callable[[bytes, Known], Sequence[Arrival]]


def hear_line(line: bytes, known: Known) -> Sequence[Arrival]:
    """What one line of the stream brings; notices of the stream itself are nothing."""
    payload = json.loads(line)
    return [] if is_notice(payload) else hear_posts(payload, known)


def is_notice(payload: Any) -> bool:
    """Whether X speaks about the connection, not through it."""
    return isinstance(payload, dict) and "errors" in payload and "data" not in payload


class Wire(AsyncStreamingClient):  # type: ignore[misc]  # the SDK has no types
    """The SDK's stream and rule methods; one `filter()` is one connection, then it ends."""

    def __init__(
        self, client: XClient, silence_s: float, heard: Callable[[bytes | None], Any]
    ) -> None:
        # The SDK never learns the token: our line holds it.
        super().__init__("", return_type=dict)
        self._client, self._silence_s, self._heard = client, silence_s, heard

    async def request(
        self,
        method: str,
        route: str,
        params: dict[str, Any] | None = None,
        json: dict[str, Any] | None = None,
        user_auth: bool = False,  # noqa: ARG002, FBT001, FBT002  # the SDK's signature
    ) -> Answer:
        """A call about rules, as the app; truth is written as X writes it."""
        texts = {
            name: str(value).lower() if isinstance(value, bool) else value
            for name, value in (params or {}).items()
        }
        return await self._client.request(method, route, texts, json, user_auth=False)

    async def _connect(
        self, method: str, endpoint: str, params: dict[str, Any] | None = None, **_: Any
    ) -> None:
        """Read until X ends it; AdapterError when the connection breaks or falls silent."""
        route = f"/2/tweets/{endpoint}/stream"
        try:
            async with self._client.stream(route, params, silence_s=self._silence_s) as lines:
                await self._heard(None)
                async for line in lines:
                    await self._heard(line.strip())
        except ValueError as error:
            raise Unavailable(f"{method} {route}: {error}") from None


class Stream:
    """Everything that matches our rules, pushed. What it misses, the mentions timeline brings."""

    name = "stream"

    def __init__(
        self,
        client: XClient,
        known: Callable[[], Known],
        listening: Listening,
        clock: Clock,
        hear: Hear = hear_line,
    ) -> None:
        self._client, self._known, self._how, self._clock = client, known, listening, clock
        self._hear = hear
        self._wire = Wire(client, listening.stream_silence_s, self._line)
        self._waiting: asyncio.Queue[bytes] = asyncio.Queue(MOST_WAITING)
        self._connects: deque[datetime] = deque()
        self._pause_s = listening.stream_first_pause_s
        self._has_rules = False
        self.connected = False
        self.last_line: datetime | None = None

    async def round(self, put: Put) -> float:
        """One connection, from its rules to its end; the pause before the next."""
        if not self._has_rules:
            await reconcile(self._wire, desired(self._known().handle, self._how.stream_rules))
            self._has_rules = True
        await self._take_turn()
        began = self._clock.now()
        await self._listen(put)
        return self._pause((self._clock.now() - began).total_seconds())

    def gauges(self) -> dict[str, float]:
        """stream_connected (0 or 1), stream_connects (last 15 min), stream_silent_s."""
        now = self._clock.now()
        silent = (now - self.last_line).total_seconds() if self.last_line else 0.0
        recent = [each for each in self._connects if (now - each).total_seconds() < QUARTER_S]
        return {
            "stream_connected": float(self.connected),
            "stream_connects": float(len(recent)),
            "stream_silent_s": silent if self.connected else 0.0,
        }

    async def _take_turn(self) -> None:
        """Wait until one more connection fits into the budget."""
        if len(self._connects) >= self._how.stream_connects_per_quarter_hour:
            age = (self._clock.now() - self._connects.popleft()).total_seconds()
            await self._clock.sleep(max(0.0, QUARTER_S - age))
        self._connects.append(self._clock.now())

    async def _listen(self, put: Put) -> None:
        pump = asyncio.create_task(self._pump(put))
        try:
            await self._until_it_ends()
            await self._waiting.join()
        finally:
            self.connected = False
            pump.cancel()
            await asyncio.wait([pump])

    async def _until_it_ends(self) -> None:
        try:
            await self._wire.filter(**POST_FIELDS)
        except AdapterError:
            await self._waiting.join()
            raise

    async def _line(self, line: bytes | None) -> None:
        """Every sign of life: None for the connection itself, b"" for a keep-alive."""
        self.connected, self.last_line = True, self._clock.now()
        if not line:
            return
        await self._waiting.put(line)
        if wait := self._client.meter.wait(STREAM):
            raise SpendCapReached(wait)

    async def _pump(self, put: Put) -> None:
        while True:
            lines = [await self._waiting.get()]
            while not self._waiting.empty() and len(lines) < MOST_AT_ONCE:
                lines.append(self._waiting.get_nowait())
            await put([arrival for line in lines for arrival in self._read(line)])
            for _ in lines:
                self._waiting.task_done()

    def _read(self, line: bytes) -> Sequence[Arrival]:
        """The promise: whatever goes wrong with one line, the next one is read."""
        known = self._known()
        try:
            self._client.meter.read(STREAM, _object(line))
            return self._hear(line, known)
        except Exception as error:
            log.warning("a line of the stream was not read: %s", type(error).__name__)
            return [dead_letter(line.decode(errors="replace"), error, known, "stream")]

    def _pause(self, held_s: float) -> float:
        """Longer with every connection that did not hold."""
        if held_s >= STEADY_S:
            self._pause_s = self._how.stream_first_pause_s
        pause = self._pause_s
        self._pause_s = min(pause * 2, self._how.stream_longest_pause_s)
        return pause


def _object(line: bytes) -> dict[str, Any]:
    payload = json.loads(line)
    return payload if isinstance(payload, dict) else {}
