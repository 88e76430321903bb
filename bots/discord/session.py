"""One stay on the gateway: events in, batches out, the missed past read alongside."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from typing import Any, Self

from bots.discord.agenda import targets
from bots.discord.backfill import Backfill, Page
from bots.discord.client import DeskClient, Ended, Frame, Overflow, Ready
from bots.discord.convert import CREATED
from bots.discord.ears import Ears
from bots.discord.errors import translate
from bots.discord.places import staff_problem
from core.errors import AdapterError, Unavailable
from core.types import Arrival, Leg, Message

log = logging.getLogger(__name__)

ENDED, OVERFLOWED = "the gateway let us go", "more came in than could be stored"
DOWN = "the gateway could not be reached again within {seconds:g} s"
# How often the line is looked after while nothing comes, and the most that one batch holds.
LOOK_S, MOST_EVENTS = 1.0, 100

Task = asyncio.Task[None]


class Session:
    """`async with`: on the gateway until the line ends or somebody leaves."""

    def __init__(
        self, client: DeskClient, ears: Ears, sleep: Callable[[float], Awaitable[None]]
    ) -> None:
        self._client, self._ears, self._sleep = client, ears, sleep
        self._unsettled: list[Page] = []
        self._readers: set[Task] = set()
        self._typing: set[Task] = set()

    async def __aenter__(self) -> Self:
        self._link = asyncio.create_task(self._client.connect())
        self._link.add_done_callback(lambda _: self._client.put(Ended()))
        return self

    async def __aexit__(self, *_: object) -> None:
        await _stop([*self._readers, *self._typing, self._link])

    async def next(self) -> list[Arrival]:
        """A batch of what came in, empty only when a session has begun; AdapterError when the line
        has ended. Whoever asks has stored what he had."""
        self._settle()
        batch, begun = list[Arrival](), False
        while not batch and not begun:
            self._settle()
            for event in await self._events():
                begun |= isinstance(event, Ready)
                batch += self._hear(event)
        return batch

    def _settle(self) -> None:
        for page in self._unsettled:
            page.taken.set()
        self._unsettled.clear()

    async def _events(self) -> list[Any]:
        """At least one event, and what waits behind it."""
        queue, events = self._client.queue, list[Any]()
        while not events:
            self._look_after()
            with suppress(TimeoutError):
                async with asyncio.timeout(LOOK_S):
                    events.append(await queue.get())
        while not queue.empty() and len(events) < MOST_EVENTS:
            events.append(queue.get_nowait())
        return events

    def _look_after(self) -> None:
        """The library tries for ever to come back; somebody has to be told at some time."""
        most = self._client.config.resume_within_s
        if self._client.down_s > most:
            raise Unavailable(DOWN.format(seconds=most))

    def _hear(self, event: Any) -> list[Arrival]:
        match event:
            case Ended():
                raise _why(self._link)
            case Overflow():
                raise Unavailable(OVERFLOWED)
            case Ready():
                return self._begin(event.guild)
            case Frame(name="READY"):
                self._ears.begin()
            case Page():
                self._unsettled.append(event)
        heard = self._ears.take(event)
        if isinstance(event, Frame) and event.name == CREATED:
            self._show_typing(event, heard)
        return heard

    def _begin(self, guild: int) -> list[Arrival]:
        """The caches are filled: read on wherever something may have been missed."""
        client, ears = self._client, self._ears
        if not guild and (problem := staff_problem(client)):
            log.error(problem)
        gone = [] if guild else ears.lost(frozenset(each.id for each in client.guilds))
        wanted = targets(client, ears.marks, guild, ears.near())
        marks = ears.expect(wanted)
        if not guild:
            for reader in self._readers:
                reader.cancel()
        backfill = Backfill(client, ears.marks, client.put, self._sleep)
        _keep(self._readers, asyncio.create_task(backfill.read(wanted)))
        return [*gone, *marks]

    def _show_typing(self, frame: Frame, heard: Iterable[Arrival]) -> None:
        private = any(
            isinstance(each, Message) and each.addressed and each.leg is Leg.PRIVATE
            for each in heard
        )
        if private and self._client.config.typing:
            channel = int(frame.data["channel_id"])
            _keep(self._typing, asyncio.create_task(self._type(channel)))

    async def _type(self, channel: int) -> None:
        """A courtesy: nothing depends on it."""
        try:
            await self._client.http.send_typing(channel)
        except Exception as error:
            log.debug("typing was not shown: %s", type(error).__name__)


def _why(link: Task) -> AdapterError:
    error = None if link.cancelled() else link.exception()
    return translate(error, repeatable=True) if isinstance(error, Exception) else Unavailable(ENDED)


def _keep(tasks: set[Task], task: Task) -> None:
    tasks.add(task)
    task.add_done_callback(tasks.discard)


async def _stop(tasks: Iterable[Task]) -> None:
    stopped = [task for task in tasks if (not task.done() and task.cancel()) or task]
    await asyncio.gather(*stopped, return_exceptions=True)
