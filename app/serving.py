"""The console's web server, inside the desk's own loop."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import uvicorn
from fastapi import FastAPI

from console.app import close_streams

GRACE_S = 2


async def serve(pages: FastAPI, bound: socket.socket) -> None:
    """Serve until cancelled, then let open requests end."""
    config = uvicorn.Config(
        pages,
        log_config=None,
        access_log=False,  # a sign-in link is part of its request's address
        timeout_graceful_shutdown=GRACE_S,
        server_header=False,
    )
    server = QuietServer(config, pages)
    serving = asyncio.create_task(server.serve(sockets=[bound]))
    try:
        await asyncio.shield(serving)
    finally:
        server.should_exit = True
        with suppress(asyncio.CancelledError):
            await serving


class QuietServer(uvicorn.Server):
    """A server that leaves signals to the desk, which stops its parts in order."""

    def __init__(self, config: uvicorn.Config, pages: FastAPI) -> None:
        super().__init__(config)
        self._pages = pages

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Open pages hold a stream of events each; end those, or they hold the stop."""
        close_streams(self._pages)
        await super().shutdown(sockets)
