"""A console over an in-memory desk, and agents who use it as a browser would."""

from __future__ import annotations

import re
from contextlib import asynccontextmanager

import httpx
import pytest

from console import create_app
from console.passes import issue_link
from console.services import Part, Services
from core.casebook import Health
from core.types import Platform
from tests.conftest import NOON
from tests.console.fake_guard import FakeGuard, acts_for
from tests.console.fake_registry import FakeRegistry, verify
from tests.console.fakes import LIMITS, FakeBook, FakeDoor, act, compose

URL = "http://desk.example"
CSRF = re.compile(r'name="csrf" value="([0-9a-f]+)"')
SEEN = re.compile(r'name="seen" value="(\d+)"')


class Desk:
    """The console with everything behind it."""

    def __init__(self, clock, url: str = URL) -> None:
        self.book, self.clock, self.url = FakeBook(), clock, url
        self.door = FakeDoor("Mira", "Tomasz")
        self.states = {"replay": "listening"}
        self.parts = {"encoder": "ok"}
        self.guard = FakeGuard(lambda scam: self.book.changed(scam, "scam"))
        self.registry = FakeRegistry()
        self.app = create_app(self.services())

    def services(self) -> Services:
        return Services(
            book=self.book,
            corrections=self.book,
            door=self.door,
            clock=self.clock,
            compose=compose,
            act=act,
            guard=self.guard,
            acts_for=acts_for,
            registry=self.registry,
            verify=verify,
            health=self.health,
            parts=self.insides,
            suggestion=lambda file: "We are looking into it.",
            notices=("These people are simulated.",),
            public_url=self.url,
            capabilities=LIMITS,
        )

    def health(self) -> list[Health]:
        return [
            Health(platform=Platform(name), state=state, since=NOON, counts={"arrived": 1284})
            for name, state in self.states.items()
        ]

    def insides(self) -> list[Part]:
        return [
            Part(
                name=name,
                state=state,
                since=NOON,
                detail="" if state == "ok" else "because of <this>",
                counts={"ms_per_message": 4.2},
            )
            for name, state in self.parts.items()
        ]

    def client(self, **changes) -> httpx.AsyncClient:
        transport = httpx.ASGITransport(self.app, raise_app_exceptions=False)
        return httpx.AsyncClient(transport=transport, base_url=self.url, **changes)

    @asynccontextmanager
    async def agent(self, name: str = "mira", **changes):
        """A signed-in agent's browser."""
        async with self.client(**changes) as client:
            link = await issue_link(self.door, name, self.clock, self.url)
            answer = await client.post("/sign-in", data={"token": link.partition("token=")[2]})
            assert answer.status_code == 303
            yield Agent(client)


class Agent:
    """Reads pages and sends their forms, token included."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self.client, self.csrf, self.seen = client, "", ""

    async def get(self, path: str, **more) -> httpx.Response:
        answer = await self.client.get(path, **more)
        for name, pattern in (("csrf", CSRF), ("seen", SEEN)):
            if found := pattern.search(answer.text):
                setattr(self, name, found[1])
        return answer

    async def send(self, path: str, *, htmx: bool = False, **fields) -> httpx.Response:
        """Post a form; with `htmx`, as the enhanced page would."""
        headers = {"HX-Request": "true", "HX-Target": "pane"} if htmx else {}
        data = {"csrf": self.csrf, "seen": self.seen, **fields}
        return await self.client.post(path, data=data, headers=headers)

    async def open(self, case, **more) -> httpx.Response:
        return await self.get(f"/case/{case.id}", **more)


@pytest.fixture
def desk(clock) -> Desk:
    return Desk(clock)


@pytest.fixture
async def mira(desk):
    async with desk.agent("mira") as agent:
        yield agent


@pytest.fixture
async def tomasz(desk):
    async with desk.agent("tomasz") as agent:
        yield agent
