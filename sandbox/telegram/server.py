"""The simulated Telegram as a running server on a loopback port."""

from __future__ import annotations

import asyncio
import contextlib
import secrets
import socket
from collections.abc import Generator
from typing import Self

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from sandbox.telegram.backend import Backend
from sandbox.telegram.business import Business
from sandbox.telegram.control import Control
from sandbox.telegram.faults import Faults
from sandbox.telegram.flood import Flood, Limits
from sandbox.telegram.membership import Membership
from sandbox.telegram.model import User
from sandbox.telegram.recorder import Recorder
from sandbox.telegram.scene import Scene
from sandbox.telegram.updates import UpdateQueue
from sandbox.telegram.webhook import Pusher
from sandbox.telegram.wire import Wire
from sandbox.telegram.world import World

HOST = "127.0.0.1"
BOT_ID, BOT_NAME, BOT_USERNAME = 7_000_000_001, "Nordex", "NordexBot"
LAST_WORDS_SECONDS = 1.0

# Longer than clients keep idle connections: none is closed while somebody begins to use it.
KEEP_ALIVE_S = 75


class _Protocol(H11Protocol):
    """Lets a request handler reach the connection, to be able to cut it."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self.app_state = {**self.app_state, "transport": transport}


class _Server(uvicorn.Server):
    """Runs inside somebody else's loop: no signal handlers, no ticking, quick to stop."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.stop = asyncio.Event()
        self.ready = asyncio.Event()

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready.set()

    async def main_loop(self) -> None:
        await self.stop.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for server in self.servers:
            server.close()
        for each in sockets or []:
            each.close()
        for connection in tuple(self.server_state.connections):
            connection.shutdown()
        if self.server_state.tasks:
            await asyncio.wait(self.server_state.tasks, timeout=LAST_WORDS_SECONDS)


def _listener(port: int) -> socket.socket:
    # The protocol is named because asyncio switches Nagle's algorithm off only where it is; with
    # it on, every answer on a kept-alive connection takes 40 ms.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
    except OSError:
        listener.close()
        raise
    return listener


def build(world: World, limits: Limits | None = None, *, strict: bool = True) -> Backend:
    """Everything behind the HTTP face, wired together."""
    updates = UpdateQueue(world.time)
    scene = Scene(world, updates)
    return Backend(
        world=world,
        updates=updates,
        scene=scene,
        membership=Membership(world, scene),
        business=Business(world, scene),
        flood=Flood(world.time, limits),
        faults=Faults(world.time, updates),
        calls=Recorder(),
        strict=strict,
    )


class TelegramSandbox:
    """`async with TelegramSandbox() as sandbox:` and point any Bot API client at it."""

    def __init__(
        self,
        *,
        port: int = 0,
        token: str = "",
        reads_all: bool = False,
        limits: Limits | None = None,
        strict: bool = True,
    ) -> None:
        bot = User(BOT_ID, BOT_NAME, username=BOT_USERNAME, is_bot=True)
        self.token = token or f"{BOT_ID}:{secrets.token_urlsafe(26)}"
        self.backend = build(World(bot, reads_all=reads_all), limits, strict=strict)
        self.world, self.updates = self.backend.world, self.backend.updates
        self.scene, self.membership = self.backend.scene, self.backend.membership
        self.business = self.backend.business
        self.faults, self.flood = self.backend.faults, self.backend.flood
        self.calls = self.backend.calls
        self.control = Control(self.backend)
        self._port = port
        self._tasks: list[asyncio.Task[None]] = []

    @property
    def url(self) -> str:
        """The address everything hangs below; known once started."""
        return f"http://{HOST}:{self._port}"

    @property
    def base_url(self) -> str:
        return f"{self.url}/bot"

    @property
    def base_file_url(self) -> str:
        return f"{self.url}/file/bot"

    @property
    def control_url(self) -> str:
        return f"{self.url}/control"

    def addresses(self) -> dict[str, str]:
        """What a client needs to know."""
        return {
            "base_url": self.base_url,
            "base_file_url": self.base_file_url,
            "token": self.token,
            "control_url": self.control_url,
        }

    async def start(self) -> Self:
        """Bind and serve; returns when requests are answered."""
        listener = _listener(self._port)
        self._port = listener.getsockname()[1]
        app = Wire(self.backend, self.control, self.token).app()
        config = uvicorn.Config(
            app,
            http=_Protocol,
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            timeout_keep_alive=KEEP_ALIVE_S,
        )
        self._server = _Server(config)
        self._tasks = [
            asyncio.create_task(self._server.serve([listener])),
            asyncio.create_task(Pusher(self.backend).run()),
        ]
        await self._server.ready.wait()
        return self

    async def stop(self) -> None:
        """Answer who still waits, and close."""
        self.backend.close()
        self._server.stop.set()
        await asyncio.gather(*self._tasks)

    async def __aenter__(self) -> Self:
        return await self.start()

    async def __aexit__(self, *_: object) -> None:
        await self.stop()
