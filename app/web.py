"""The console inside the desk: its socket, its server, and what it needs from the rest."""

from __future__ import annotations

import errno
import socket
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.clock import SystemClock
from app.encoder.guard import EncoderState
from app.words import AgentWords
from console.passes import issue_link
from console.services import Part, Services
from core.access import Role
from core.casebook import Agent
from core.conclude import House
from core.errors import ConfigError
from core.listen import Listener
from core.settings import ConsoleTable
from storage import SqlStore

if TYPE_CHECKING:
    from fastapi import FastAPI

    from console.live import Hub

FIRST_AGENT = "operator"


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
    _hub: Hub | None = field(default=None, init=False)
    _pages: FastAPI | None = field(default=None, init=False)

    def streams(self) -> tuple[int, int]:
        """How many pages listen for changes, and how many were let go: they took nothing more."""
        return (len(self._hub), self._hub.dropped) if self._hub else (0, 0)

    async def first_link(self) -> str:
        """A one-time sign-in link for the operator, who is made on the first start."""
        door, clock = self.services.door, self.services.clock
        if FIRST_AGENT not in {agent.id for agent in await door.agents()}:
            first = Agent(id=FIRST_AGENT, name="Operator", created_at=clock.now(), role=Role.ADMIN)
            await door.add_agent(first)
        return await issue_link(door, FIRST_AGENT, clock, self.place.url)

    def open(self) -> None:
        """Build the pages before anybody is told where they are; who comes too soon waits."""
        from console.app import create_app  # noqa: PLC0415 - who serves none starts a second sooner

        if self._pages is None:
            self._pages = create_app(self.services)
            self._hub = self._pages.state.hub
            self.place.socket.listen()

    async def serve(self) -> None:
        """Serve until cancelled, then let open requests end."""
        from app.serving import serve  # noqa: PLC0415 - as above

        self.open()
        assert self._pages is not None  # noqa: S101 - just built
        await serve(self._pages, self.place.socket)


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
