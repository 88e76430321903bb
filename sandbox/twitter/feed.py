"""The filtered stream: rules, matching, and the connections that are fed."""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

from sandbox.twitter import payloads
from sandbox.twitter.errors import NO_RULES, ONE_CONNECTION, PROBLEMS, stream_problem
from sandbox.twitter.faults import Faults
from sandbox.twitter.model import Json, Post
from sandbox.twitter.query import Test, parse
from sandbox.twitter.settings import Settings
from sandbox.twitter.visibility import open_to_us
from sandbox.twitter.world import World

RULE_LENGTH, KEPT = 1_024, 20_000
LINE_END = b"\r\n"
HALF_AN_EVENT = b'{"data":{"id":"17' + LINE_END
DISCONNECT = {
    "errors": [
        {
            "title": "operational-disconnect",
            "disconnect_type": "UpstreamOperationalDisconnect",
            "detail": "This stream has been disconnected upstream for operational reasons.",
            "type": f"{PROBLEMS}operational-disconnect",
        }
    ]
}
CLOSE, CUT = b"", None


@dataclass(eq=False, slots=True)
class Connection:
    """One open stream; `silent`: nothing leaves any more, not even a keep-alive."""

    view: payloads.View
    keep_alive: float
    lines: asyncio.Queue[bytes | None] = field(default_factory=asyncio.Queue[bytes | None])
    silent: bool = False
    cut: bool = False

    async def events(self) -> AsyncIterator[bytes]:
        """Lines and keep-alives until the server closes; `cut` says that it was no proper end."""
        while True:
            try:
                line = await asyncio.wait_for(self.lines.get(), self.keep_alive)
            except TimeoutError:
                line = LINE_END
            if line == CLOSE or line is CUT:
                self.cut = line is CUT
                return
            if not self.silent:
                yield line

    def end(self) -> None:
        """Close properly."""
        self.lines.put_nowait(CLOSE)


class Feed:
    """Who listens, and what they hear."""

    def __init__(self, world: World, settings: Settings, faults: Faults) -> None:
        self.world, self.settings, self.faults = world, settings, faults
        self.connections: list[Connection] = []
        self.sent: deque[Json] = deque(maxlen=KEPT)
        self.opened = 0
        self.closes = 0
        self._tests: dict[str, Test] = {}
        self._held: list[bytes] = []
        world.listeners.append(self.hear)

    def open(self, view: payloads.View) -> Connection:
        """A new connection, or the refusal that X would give."""
        if not self.world.rules:
            raise stream_problem("RuleConfigurationIssue", NO_RULES, 409)
        if len(self.connections) >= self.settings.stream_connections:
            raise stream_problem("TooManyConnections", ONE_CONNECTION, 429)
        connection = Connection(view, self.settings.keep_alive)
        self.opened += 1
        if self.closes:
            self.closes -= 1
            connection.end()
        self.connections.append(connection)
        return connection

    def leave(self, connection: Connection) -> None:
        """The connection is gone."""
        if connection in self.connections:
            self.connections.remove(connection)

    def hear(self, kind: str, thing: Any) -> None:
        """A post became true: tell who listens for it."""
        if kind != "post" or not self.connections or not open_to_us(self.world, thing):
            return
        matching = [
            each.json() for each in self.world.rules.values() if self._fits(each.value, thing)
        ]
        if matching:
            for connection in self.connections:
                self._send(connection, self._line(connection, thing, matching))

    def _fits(self, value: str, post: Post) -> bool:
        if value not in self._tests:
            self._tests[value] = parse(value, RULE_LENGTH)
        quoted = self.world.posts.get(post.quotes)
        test = self._tests[value]
        # The stream, unlike the search, also looks into the quoted post.
        return test(self.world, post) or (quoted is not None and test(self.world, quoted))

    def _line(self, connection: Connection, post: Post, matching: list[Json]) -> bytes:
        connection.view.errors.clear()
        body = payloads.page(self.world, [post], connection.view)
        body["data"] = body["data"][0]
        body["matching_rules"] = [
            {name: value for name, value in each.items() if name != "value"} for each in matching
        ]
        self.sent.append(body)
        return json.dumps(body).encode() + LINE_END

    def _send(self, connection: Connection, line: bytes) -> None:
        how = self.faults.spoils("stream")
        if how == "reorder":
            self._held.append(line)
            return
        if how == "malformed":
            line = HALF_AN_EVENT
        for each in [line] * (2 if how == "duplicate" else 1) + self._held:
            connection.lines.put_nowait(each)
        self._held.clear()

    def disconnect(self) -> int:
        """Tell everybody of an operational disconnect, then close; how many there were."""
        for each in self.connections:
            each.lines.put_nowait(json.dumps(DISCONNECT).encode() + LINE_END)
            each.end()
        return len(self.connections)

    def cut(self) -> int:
        """Tear every connection."""
        for each in self.connections:
            each.lines.put_nowait(CUT)
        return len(self.connections)

    def silence(self) -> int:
        """Leave every connection open and dead."""
        for each in self.connections:
            each.silent = True
        return len(self.connections)

    def close(self) -> None:
        """End every connection properly."""
        for each in self.connections:
            each.end()
