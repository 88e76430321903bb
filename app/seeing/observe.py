"""Lets others see the path of messages go by: thin covers over the ports, only where somebody asks.

A cover passes every call on and tells its observers afterwards, with the time that it took. An
observer is called on the loop, must be quick, and never changes anything.
"""

from __future__ import annotations

import time
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar, cast

from core.actions import Outgoing
from core.errors import AdapterError
from core.identities import Question
from core.ports import Settlement, Turn, TurnResult
from core.types import Arrival, Platform, Verdict

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Span:
    """From when until when, in nanoseconds since 1970."""

    start: int
    end: int

    @property
    def seconds(self) -> float:
        return (self.end - self.start) / 1e9


class Observer:
    """Hears what it overrides."""

    def expects(self, platform: Platform) -> None:
        """This platform is to be seen here."""

    def received(self, batch: Sequence[Arrival], span: Span) -> None:
        """A platform gave these; the span ends when they are kept and acknowledged."""

    def stored(self, batch: Sequence[Arrival], span: Span) -> None: ...

    def claimed(self, turns: Sequence[Turn], span: Span) -> None: ...

    def asked(self, questions: int) -> None:
        """So many messages are on their way to triage."""

    def read(self, questions: Sequence[Question], span: Span) -> None: ...

    def recorded(self, results: Sequence[TurnResult], span: Span) -> None: ...

    def took(self, rows: Sequence[Outgoing]) -> None:
        """These are to be sent, or looked up, by this process."""

    def sent(self, row: Outgoing, span: Span, error: Exception | None) -> None: ...

    def settled(self, settlements: Sequence[Settlement]) -> None: ...

    def failed(self, platform: Platform, error: Exception) -> None:
        """Listening to a platform, or sending there, ended in this."""


@dataclass(frozen=True, slots=True)
class Observed:
    """Puts covers on; without observers everything stays as it is, and costs nothing."""

    observers: tuple[Observer, ...] = ()

    def store(self, store: T) -> T:
        return cast("T", _Store(store, self.observers)) if self.observers else store

    def triage(self, triage: T) -> T:
        return cast("T", _Triage(triage, self.observers)) if self.observers else triage

    def adapter(self, adapter: T) -> T:
        if not self.observers:
            return adapter
        cover = _Adapter(adapter, self.observers)
        cover.tell(lambda each: each.expects(cover.platform))
        return cast("T", cover)


@dataclass(slots=True)
class _Cover:
    """Whatever is not covered is the inner one's."""

    inner: Any
    observers: tuple[Observer, ...]

    def __getattr__(self, name: str) -> Any:
        return getattr(self.inner, name)

    def tell(self, say: Callable[[Observer], None]) -> None:
        for each in self.observers:
            say(each)


class _Store(_Cover):
    async def put(self, arrivals: Sequence[Arrival]) -> int:
        start = time.time_ns()
        new: int = await self.inner.put(arrivals)
        span = Span(start, time.time_ns())
        self.tell(lambda each: each.stored(arrivals, span))
        return new

    async def claim(self, now: datetime, *, limit: int, lease: float) -> Sequence[Turn]:
        start = time.time_ns()
        turns: Sequence[Turn] = await self.inner.claim(now, limit=limit, lease=lease)
        if turns:
            span = Span(start, time.time_ns())
            self.tell(lambda each: each.claimed(turns, span))
        return turns

    async def record(self, results: Sequence[TurnResult], now: datetime) -> Sequence[str]:
        start = time.time_ns()
        refused: Sequence[str] = await self.inner.record(results, now)
        span, no = Span(start, time.time_ns()), set(refused)
        done = [each for each in results if each.turn.conversation not in no]
        self.tell(lambda each: each.recorded(done, span))
        return refused

    async def due(
        self, platforms: Sequence[Platform], now: datetime, *, limit: int
    ) -> Sequence[Outgoing]:
        rows: Sequence[Outgoing] = await self.inner.due(platforms, now, limit=limit)
        if rows:
            self.tell(lambda each: each.took(rows))
        return rows

    async def stranded(self, platform: Platform) -> Sequence[Outgoing]:
        rows: Sequence[Outgoing] = await self.inner.stranded(platform)
        self.tell(lambda each: each.took(rows))
        return rows

    async def settle(self, settlements: Sequence[Settlement]) -> None:
        await self.inner.settle(settlements)
        self.tell(lambda each: each.settled(settlements))


class _Triage(_Cover):
    async def assess(self, questions: Sequence[Question]) -> Sequence[Verdict | Exception]:
        start, count = time.time_ns(), len(questions)
        self.tell(lambda each: each.asked(count))
        try:
            answers: Sequence[Verdict | Exception] = await self.inner.assess(questions)
        finally:
            self.tell(lambda each: each.asked(-count))
        span = Span(start, time.time_ns())
        self.tell(lambda each: each.read(questions, span))
        return answers


class _Adapter(_Cover):
    async def arrivals(self, since: Mapping[str, str]) -> AsyncGenerator[Sequence[Arrival], None]:
        async with aclosing(self.inner.arrivals(since)) as batches:
            while True:
                try:
                    batch = await anext(batches)
                except StopAsyncIteration:
                    return
                except AdapterError as error:
                    self._failed(error)
                    raise
                start = time.time_ns()
                yield batch
                # Asked for the next one: what it holds is on the disk.
                span = Span(start, time.time_ns())
                self._received(batch, span)

    async def send(self, outgoing: Outgoing) -> str:
        start = time.time_ns()
        try:
            remote: str = await self.inner.send(outgoing)
        except Exception as error:
            self._failed(error)
            self._sent(outgoing, Span(start, time.time_ns()), error)
            raise
        self._sent(outgoing, Span(start, time.time_ns()), None)
        return remote

    def _received(self, batch: Sequence[Arrival], span: Span) -> None:
        self.tell(lambda each: each.received(batch, span))

    def _sent(self, row: Outgoing, span: Span, error: Exception | None) -> None:
        self.tell(lambda each: each.sent(row, span, error))

    def _failed(self, error: Exception) -> None:
        self.tell(lambda each: each.failed(self.inner.platform, error))
