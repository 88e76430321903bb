"""The programs' door over the reference memory, and programs with tokens."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

import httpx
import pytest

from console import create_app
from console.allowance import Allowance
from console.api.app import ApiMount
from console.api.caller import gate_of
from console.live import Hub
from console.services import Part, Services
from core.access import Role
from core.api import ApiRoom
from core.casebook import Agent, Health
from core.errors import EncoderUnavailable
from core.numbers.board import NumberRoom
from core.tables.api import ApiTable
from core.tokens import Order, Scope, make, traced
from core.triage.secrets import mask
from core.types import Labels, Platform, Verdict
from storage import MemoryStore
from tests.conftest import NOON, FakeClock
from tests.console.fakes import LIMITS, act, compose

URL = "http://desk.example"
ALL = frozenset(Scope)


@dataclass
class Thinker:
    """Thinks the same of every text, or cannot."""

    broken: bool = False

    async def think(self, posed):
        if self.broken:
            raise EncoderUnavailable("it is gone")
        return mask(posed.text), Verdict(labels=Labels(language="en", intent="fees"))


class Desk:
    """Agents of every role, a memory, and the door."""

    def __init__(self, clock, store=None, **table) -> None:
        self.clock, self.thinker = clock, Thinker()
        self.store = store or MemoryStore()
        self.table = ApiTable(**{"burst": 10_000, "per_minute": 100_000, **table})
        self.app = served(self.services())

    def services(self) -> Services:
        return Services(
            book=self.store,
            corrections=self.store,
            door=self.store,
            clock=self.clock,
            compose=compose,
            act=act,
            health=lambda: [Health(platform=Platform("replay"), state="listening", since=NOON)],
            parts=lambda: [Part(name="encoder", state="ok", since=NOON)],
            suggestion=lambda file: "",
            public_url=URL,
            capabilities=LIMITS,
            numbers=NumberRoom(book=self.store, clock=self.clock, zone=lambda: "UTC"),
            api=ApiRoom(books=self.store, think=self.thinker.think, table=self.table),
        )

    async def people(self) -> None:
        for role in Role:
            agent = Agent(id=role.value, name=role.value.title(), created_at=NOON, role=role)
            await self.store.add_agent(agent)

    async def token(self, agent: str = "admin", scopes=ALL, **changes) -> str:
        order = Order(name="crm", agent=agent, scopes=frozenset(scopes), by="admin")
        shown, kept = make(order, self.clock.now())
        kept = replace(kept, **changes)
        await self.store.put_token(kept, traced(kept, "add", "admin", self.clock.now()))
        return shown

    def client(self, token: str = "", **headers) -> httpx.AsyncClient:
        transport = httpx.ASGITransport(self.app, raise_app_exceptions=False)
        if token:
            headers["Authorization"] = f"Bearer {token}"
        return httpx.AsyncClient(transport=transport, base_url=f"{URL}/api/v1", headers=headers)

    async def program(self, agent: str = "admin", scopes=ALL) -> httpx.AsyncClient:
        return self.client(await self.token(agent, scopes))


def served(services: Services):
    """One application for all tests, over each one's own services: making one takes a while."""
    app = _application()
    app.state.services = services
    app.state.allowance, app.state.hub = Allowance(), Hub(services.book)
    (mount,) = (each for each in app.router.routes if isinstance(each, ApiMount))
    mount.app.state.services, mount.app.state.gate = services, gate_of(services.api)
    return app


@cache
def _application():
    clock = FakeClock()
    room = ApiRoom(books=MemoryStore(), think=Thinker().think)
    blank = Desk.__new__(Desk)
    blank.store, blank.clock, blank.thinker, blank.table = room.books, clock, Thinker(), room.table
    return create_app(blank.services())


@pytest.fixture
async def desk(clock) -> Desk:
    desk = Desk(clock)
    await desk.people()
    return desk


@pytest.fixture
async def program(desk):
    """A program of the admin's that may do everything."""
    async with await desk.program() as client:
        yield client


@pytest.fixture
async def case(desk):
    """A case in the queue with one message of Ann's, who wrote her number."""
    from tests.contract.store_kit import open_case

    return await open_case(desk.store, message="1")
