"""One gateway connection, from HELLO to the close."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import json
import secrets
from collections import Counter
from typing import Any

from aiohttp import WSMsgType, web

from sandbox.discord import intents
from sandbox.discord.chunks import send_members
from sandbox.discord.compress import KINDS, Compressor
from sandbox.discord.gateway import Hub, Session
from sandbox.discord.model import Json
from sandbox.discord.world import MissingError

DISTANCE_S = 0.01
HEARTBEAT, IDENTIFY, PRESENCE, VOICE, RESUME = 1, 2, 3, 4, 6
RECONNECT, REQUEST_MEMBERS, INVALID_SESSION, HELLO, ACK = 7, 8, 9, 10, 11
SILENT = frozenset({PRESENCE, VOICE})
UNKNOWN_OPCODE, DECODE_ERROR, NOT_AUTHENTICATED = 4001, 4002, 4003
AUTHENTICATION_FAILED, ALREADY_AUTHENTICATED = 4004, 4005
INVALID_INTENTS, DISALLOWED_INTENTS = 4013, 4014
REASONS = {
    UNKNOWN_OPCODE: "Unknown opcode.",
    DECODE_ERROR: "Error while decoding payload.",
    NOT_AUTHENTICATED: "Not authenticated.",
    AUTHENTICATION_FAILED: "Authentication failed.",
    ALREADY_AUTHENTICATED: "Already authenticated.",
    INVALID_INTENTS: "Invalid intent(s).",
    DISALLOWED_INTENTS: "Disallowed intent(s).",
}
ENDS_SESSION = frozenset({1000, 1001})
CLOSE_WAIT_SECONDS = 1.0
_NUMBERS = itertools.count(1)


class Connection:
    """Reads one client, writes to it, and remembers what came when.

    `acks` off: heartbeats go unanswered. `frozen`: the socket stands, nothing passes.
    """

    def __init__(self, hub: Hub, request: web.Request) -> None:
        self.hub, self.number = hub, next(_NUMBERS)
        self.opened_at = hub.world.time()
        self.closed_at: float | None = None
        self.close_code: int | None = None
        self.heartbeats: list[float] = []
        self.received: Counter[int] = Counter()
        self.sent = 0
        self.identify: Json | None = None
        self.resumed = False
        self.acks, self.frozen, self.answers_close = True, False, True
        self.thawed = asyncio.Event()
        self.session: Session | None = None
        self._request = request
        self._socket = web.WebSocketResponse(timeout=CLOSE_WAIT_SECONDS, max_msg_size=0)
        self._packer = _packer(request.query.get("compress", ""))
        self._queue: asyncio.Queue[str | int] = asyncio.Queue()

    # What others ask of it

    def send(self, text: str) -> None:
        """Queue one payload."""
        self._queue.put_nowait(text)

    def send_op(self, op: int, data: Any = None) -> None:
        self.send(json.dumps({"op": op, "d": data, "s": None, "t": None}))

    def close(self, code: int) -> None:
        """Close in the protocol's way, after what is queued."""
        self._queue.put_nowait(code)

    def cut(self) -> None:
        """Break the line without a word."""
        if self._request.transport is not None:
            self._request.transport.abort()

    def freeze(self, *, answers_close: bool = True) -> None:
        """Leave the socket half open; without `answers_close` not even a close is answered."""
        self.frozen, self.answers_close = True, answers_close

    def thaw(self) -> None:
        """Let everything pass again, what was queued first."""
        self.frozen = False
        self.thawed.set()

    def json(self) -> Json:
        """What is known of it."""
        return {
            "number": self.number,
            "opened_at": self.opened_at,
            "closed_at": self.closed_at,
            "close_code": self.close_code,
            "heartbeats": self.heartbeats,
            "received": {str(op): count for op, count in self.received.items()},
            "sent": self.sent,
            "identify": self.identify,
            "resumed": self.resumed,
            "session": self.session.id if self.session else None,
        }

    # Its life

    async def serve(self) -> web.WebSocketResponse:
        """Talk until either side closes."""
        await self._socket.prepare(self._request)
        self.hub.connections.append(self)
        writer = asyncio.create_task(self._write())
        interval = self.hub.world.settings.heartbeat_seconds
        self.send_op(HELLO, {"heartbeat_interval": int(interval * 1000), "_trace": ["sandbox"]})
        try:
            await self._read()
        finally:
            writer.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await writer
            self._gone()
        return self._socket

    def _gone(self) -> None:
        self.closed_at = self.hub.world.time()
        self.close_code = self.close_code or self._socket.close_code
        session = self.session
        if session is None or session.connection is not self:
            return
        session.connection, session.detached_at = None, self.closed_at
        if self.close_code in ENDS_SESSION:
            self.hub.sessions.pop(session.id, None)

    async def _read(self) -> None:
        async for message in self._socket:
            while self.frozen and not self.answers_close:
                self.thawed.clear()
                await self.thawed.wait()
            if message.type is WSMsgType.TEXT and not self.frozen:
                self._take(message.data)

    async def _write(self) -> None:
        while True:
            item = await self._queue.get()
            if self.hub.delay_seconds:
                await asyncio.sleep(self.hub.delay_seconds)
            while self.frozen:
                self.thawed.clear()
                await self.thawed.wait()
            with contextlib.suppress(ConnectionError):
                await self._put(item)

    async def _put(self, item: str | int) -> None:
        if isinstance(item, int):
            self.close_code, reason = item, REASONS.get(item, "").encode()
            await self._socket.close(code=item, message=reason)
        elif self._packer is None:
            await self._socket.send_str(item)
        else:
            await self._socket.send_bytes(self._packer.pack(item))
        self.sent += isinstance(item, str)

    # What it is told

    def _take(self, text: str) -> None:
        try:
            payload = json.loads(text)
            op, data = int(payload["op"]), payload.get("d")
        except (ValueError, KeyError, TypeError):
            return self.close(DECODE_ERROR)
        self.received[op] += 1
        if op == HEARTBEAT:
            return self._beat()
        if op == IDENTIFY:
            return self._identify(data)
        if op == RESUME:
            return self._resume(data)
        return self._other(op, data)

    def _beat(self) -> None:
        self.heartbeats.append(self.hub.world.time())
        if self.acks:
            # Over no distance at all the answer is there before the client has noted its question.
            asyncio.get_running_loop().call_later(DISTANCE_S, self.send_op, ACK)

    def _identify(self, data: Json) -> None:
        self.identify = {key: value for key, value in data.items() if key != "token"}
        wanted = data.get("intents")
        refusal = self._refusal(str(data.get("token")), wanted)
        if refusal:
            return self.close(refusal)
        if self.hub.too_soon():
            return self.send_op(INVALID_SESSION, data=False)
        if not self.hub.identified():
            # The platform resets the token of a client that identifies without end.
            self.hub.token = secrets.token_hex(16)
            return self.close(AUTHENTICATION_FAILED)
        self.session = self.hub.start(self, int(wanted or 0))
        return None

    def _refusal(self, token: str, wanted: Any) -> int:
        if self.hub.refusals:
            return self.hub.refusals.popleft()
        if self.session is not None:
            return ALREADY_AUTHENTICATED
        if not secrets.compare_digest(token.encode(), self.hub.token.encode()):
            return AUTHENTICATION_FAILED
        if not isinstance(wanted, int) or wanted & ~intents.KNOWN:
            return INVALID_INTENTS
        granted = self.hub.world.settings.privileged
        return DISALLOWED_INTENTS if intents.ungranted(wanted, granted) else 0

    def _resume(self, data: Json) -> None:
        if str(data.get("token")) != self.hub.token:
            return self.close(AUTHENTICATION_FAILED)
        session_id, sequence = str(data.get("session_id")), int(data.get("seq") or 0)
        self.session = self.hub.take_up(self, session_id, sequence)
        self.resumed = self.session is not None
        if self.session is None:
            self.send_op(INVALID_SESSION, data=False)
        return None

    def _other(self, op: int, data: Any) -> None:
        if self.session is None:
            return self.close(NOT_AUTHENTICATED)
        if op == REQUEST_MEMBERS:
            with contextlib.suppress(MissingError):
                send_members(self.hub.world, self.session, data)
        elif op not in SILENT:
            self.close(UNKNOWN_OPCODE)
        return None


def _packer(kind: str) -> Compressor | None:
    return KINDS[kind]() if kind in KINDS else None
