"""A small TCP proxy that can cut, swallow and slow down what passes; loopback only."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from typing import Literal, Self, TypeAlias

HOST, CHUNK = "127.0.0.1", 1 << 16

Line: TypeAlias = tuple[asyncio.StreamReader, asyncio.StreamWriter]
Weather: TypeAlias = Literal["fair", "cut", "black", "slow"]


class Proxy:
    """`fair` lets everything pass, `cut` ends lines and refuses new ones, `black` takes bytes and
    keeps them until it clears up, `slow` holds each piece back for `delay_s`."""

    def __init__(self, reach: Callable[[], Awaitable[Line]], delay_s: float = 0.15) -> None:
        self._reach, self._delay_s = reach, delay_s
        self._weather: Weather = "fair"
        self._clear = asyncio.Event()
        self._clear.set()
        self._lines: set[asyncio.StreamWriter] = set()
        self._server: asyncio.Server | None = None

    @property
    def port(self) -> int:
        """Where it listens once it was entered."""
        assert self._server is not None  # noqa: S101  # used inside the context only
        return int(self._server.sockets[0].getsockname()[1])

    def change(self, weather: Weather) -> None:
        """From now on."""
        self._weather = weather
        if weather == "black":
            self._clear.clear()
        else:
            self._clear.set()
        if weather == "cut":
            for each in self._lines:
                each.transport.abort()

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, HOST, 0)
        return self

    async def __aexit__(self, *_: object) -> None:
        self.change("cut")
        if self._server:
            self._server.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self._weather == "cut":
            writer.transport.abort()
            return
        try:
            there, out = await self._reach()
        except OSError:
            writer.transport.abort()
            return
        both = {writer, out}
        self._lines |= both
        try:
            await asyncio.gather(self._pump(reader, out), self._pump(there, writer))
        finally:
            self._lines -= both
            for each in both:
                each.transport.abort()

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Until either side is done; the last words still arrive."""
        with contextlib.suppress(OSError, asyncio.CancelledError):
            while data := await reader.read(CHUNK):
                if self._weather == "slow":
                    await asyncio.sleep(self._delay_s)
                await self._clear.wait()
                writer.write(data)
                await writer.drain()
        with contextlib.suppress(OSError):
            if writer.can_write_eof():
                writer.write_eof()


def to_port(port: int) -> Callable[[], Awaitable[Line]]:
    """Reaches a port of this machine."""
    return lambda: asyncio.open_connection(HOST, port)


def to_socket(path: str) -> Callable[[], Awaitable[Line]]:
    """Reaches a socket of this machine."""
    return lambda: asyncio.open_unix_connection(path)
