"""The console inside the desk: its socket, its server, and what it needs from the rest."""

from __future__ import annotations

import asyncio
import errno
import socket
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass

import uvicorn
from fastapi import FastAPI

from app.clock import SystemClock
from app.encoder_guard import EncoderState
from app.words import AgentWords
from console import close_streams, create_app
from console.passes import issue_link
from console.services import Part, Services
from core.access import Role
from core.casebook import Agent
from core.conclude import House
from core.errors import ConfigError
from core.listen import Listener
from core.settings import ConsoleTable
from storage import SqlStore

FIRST_AGENT = "operator"
GRACE_S = 2


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


@dataclass(frozen=True, slots=True)
class Place:
    """A bound socket and its address: taken before anything else, so that a clash shows first."""

    socket: socket.socket
    url: str


def take_place(table: ConsoleTable) -> Place:
    """Bind; raises ConfigError in one line when the port is taken or not ours to take."""
    family = socket.AF_INET6 if ":" in table.host else socket.AF_INET
    # Named as TCP, so that answers leave at once and do not wait 40 ms for more to send.
    bound = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((table.host, table.port))
    except OSError as error:
        bound.close()
        raise ConfigError(_why(table, error)) from None
    port = bound.getsockname()[1]
    return Place(bound, table.public_url.rstrip("/") or f"http://{table.host}:{port}")


@dataclass(slots=True)
class WebConsole:
    """The agents' pages over the desk's memory, served from the desk's own loop."""

    place: Place
    services: Services

    async def first_link(self) -> str:
        """A one-time sign-in link for the operator, who is made on the first start."""
        door, clock = self.services.door, self.services.clock
        if FIRST_AGENT not in {agent.id for agent in await door.agents()}:
            first = Agent(id=FIRST_AGENT, name="Operator", created_at=clock.now(), role=Role.ADMIN)
            await door.add_agent(first)
        return await issue_link(door, FIRST_AGENT, clock, self.place.url)

    async def serve(self) -> None:
        """Serve until cancelled, then let open requests end."""
        pages = create_app(self.services)
        config = uvicorn.Config(
            pages,
            log_config=None,
            access_log=False,  # a sign-in link is part of its request's address
            timeout_graceful_shutdown=GRACE_S,
            server_header=False,
        )
        server = QuietServer(config, pages)
        serving = asyncio.create_task(server.serve(sockets=[self.place.socket]))
        try:
            await asyncio.shield(serving)
        finally:
            server.should_exit = True
            with suppress(asyncio.CancelledError):
                await serving


def services(
    store: SqlStore,
    house: House,
    listeners: Sequence[Listener],
    place: Place,
    notices: Sequence[str],
) -> Services:
    """What the console needs from the desk."""
    words = AgentWords(house)
    return Services(
        book=store,
        corrections=store,
        door=store,
        clock=SystemClock(),
        compose=words.compose,
        act=words.act,
        suggestion=words.suggestion,
        health=lambda: [each.health() for each in listeners],
        notices=tuple(notices),
        public_url=place.url,
        capabilities=house.capabilities,
    )


def encoder_part(state: EncoderState) -> Part:
    """How the encoder is doing, as the console shows it."""
    return Part(
        name="encoder",
        state=state.state,
        since=state.since,
        detail=state.why,
        counts={"ms_per_message": state.ms} if state.ms else {},
    )


def _why(table: ConsoleTable, error: OSError) -> str:
    place = f"{table.host}:{table.port}"
    if error.errno == errno.EADDRINUSE:
        return (
            f"settings.toml: 'console.port': {place} is taken by another program; "
            "stop it, or choose another port with SKERRY_CONSOLE__PORT=8081"
        )
    return (
        f"settings.toml: 'console.host'/'console.port': cannot listen on {place}: {error.strerror}"
    )
