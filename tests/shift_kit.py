"""What a shift is told with: a line that can be cut, a desk on three platforms, two browsers."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from console.passes import issue_link
from core.access import Role
from core.case import Case
from core.casebook import Agent
from tests.console.test_browser import browsing
from tests.dialogue_kit import Ann, Town, a_town
from tests.story_kit import memory, until

# So long an answer can be undone: enough for a slow machine to press a key in.
UNDO_S = 4.0
# Where whoever wants to look at the pages finds them.
PICTURES = os.environ.get("SKERRY_PICTURES", "")


@dataclass(slots=True)
class Line:
    """Between browsers and the console, and can be cut."""

    port: int = 0
    to: int = 0
    is_cut: bool = False
    _ends: set[asyncio.StreamWriter] = field(default_factory=set)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def cut(self) -> None:
        """Everything that is open breaks, and nothing new gets through."""
        self.is_cut = True
        for end in list(self._ends):
            end.transport.abort()

    def mend(self) -> None:
        self.is_cut = False

    async def carry(self, heard: asyncio.StreamReader, says: asyncio.StreamWriter) -> None:
        """One connection, until either side ends it."""
        if self.is_cut:
            return says.transport.abort()
        there, to_there = await asyncio.open_connection("127.0.0.1", self.to)
        ends = {says, to_there}
        self._ends |= ends
        try:
            await asyncio.gather(_pour(heard, to_there), _pour(there, says))
        finally:
            self._ends -= ends
            for each in ends:
                each.close()
        return None


async def _pour(source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
    with suppress(ConnectionError):
        while words := await source.read(65_536):
            sink.write(words)
            await sink.drain()
    sink.transport.abort() if sink.is_closing() else sink.close()


@dataclass(frozen=True, slots=True)
class Shift:
    """The running desk, its platforms, and the line to its console."""

    town: Town
    line: Line

    @property
    def url(self) -> str:
        return self.line.url

    def ann(self, platform: str) -> Ann:
        """Somebody new."""
        return self.town.ann(platform)

    async def link_of(self, name: str) -> str:
        """A new colleague's one-time sign-in link."""
        services = self.town.desk.web.services
        one = Agent(id=name.lower(), name=name, created_at=datetime.now(UTC), role=Role.AGENT)
        await services.door.add_agent(one)
        return await issue_link(services.door, one.id, services.clock, self.url)

    async def case(self, author: Any, leg: str = "private") -> Case:
        """Somebody's case in private or in public, once it waits for a person."""

        async def look() -> Case | None:
            rows = (await memory(self.town.desk).feed("open", "operator")).rows
            mine = (each.case for each in rows if each.case.author_id == str(author))
            return next(
                (each for each in mine if each.leg == leg and each.held_by == "queue"), None
            )

        found: Case = await until(look, 30)
        return found

    async def now(self, case: Case) -> Case:
        """The case as the memory has it."""
        file = await memory(self.town.desk).case_file(case.id)
        found: Case = file.case
        return found


@asynccontextmanager
async def a_shift(folder: Path) -> AsyncIterator[Shift]:
    """A desk on three simulated platforms, whose console is reached by a line of ours."""
    line = Line()
    async with AsyncExitStack() as stack:
        server = await asyncio.start_server(line.carry, "127.0.0.1", 0)
        stack.callback(server.close)
        line.port = server.sockets[0].getsockname()[1]
        console = {"port": 0, "public_url": line.url, "undo_seconds": UNDO_S}
        incidents = {"every_s": 0.3, "detect": False}
        town = await stack.enter_async_context(a_town(folder, console=console, incidents=incidents))
        line.to = town.desk.web.place.socket.getsockname()[1]
        stack.callback(line.cut)
        yield Shift(town, line)


@asynccontextmanager
async def at_work(browser: Any, link: str, size: str = "wide") -> AsyncIterator[Any]:
    """Somebody's browser, signed in by a one-time link."""
    async with browsing(browser, size) as page:
        await page.goto(link)
        await page.get_by_role("button", name="Sign in").click()
        await page.wait_for_selector("body[data-ready] #feed")
        yield page


async def picture(page: Any, name: str) -> None:
    if PICTURES:
        await page.screenshot(path=str(Path(PICTURES) / f"{name}.png"), caret="initial")
