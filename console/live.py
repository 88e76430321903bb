"""Tells open pages that something changed; what changed they fetch themselves.

One follower reads the book's changes for every stream of this process. A stream keeps no queue:
it knows the number up to which its page has heard, and takes what came since when it gets to it.
So a slow page costs no memory: it hears one hint where others heard ten, and is told to look at
everything once it fell out of what is remembered. What many streams are to hear is put into bytes
once.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from core.casebook import CaseBook, Change
from core.errors import StorageUnavailable

log = logging.getLogger(__name__)

BATCH = 1000
REMEMBERED = 2000
IDLE_S, TROUBLE_S = 0.05, 1.0
# News are told at once, and then not again for so long: what comes in between is told together.
PACE_S = 0.1
# Deliveries a second that leave the process time for pages; more streams hear less often.
DELIVERIES_A_SECOND = 8000
# So many streams are woken before pages get their turn again.
WOKEN_AT_ONCE = 200
# Silence is filled, or proxies take the stream for dead.
PING_S = 15.0
# A page that takes nothing for so long is gone; one that is there comes back by itself.
STALLED_S = 30.0
SWEEP_S = 1.0
# A stream ends by itself so that the browser comes back and shows its session again.
LASTS_S = 300.0
# What a process can serve when all pages fetch what changed: they spread it over this many ms each.
FETCH_MS = 4
# The kind of a change that is about a scam case.
SCAM = "scam"
PING = b": ping\n\n"
WORDS_KEPT = 256
# Where a listener stands who asked for nothing of the past.
NOW = -1


@dataclass(frozen=True, slots=True)
class Hint:
    """Up to change `number`, these changed; or too much to tell, so look at everything."""

    number: int
    cases: tuple[str, ...]
    everything: bool = False
    scams: tuple[str, ...] = ()


class Listener:
    """One open stream: what its page has heard, and whether it takes what it is sent."""

    __slots__ = ("_waiter", "ended", "quiet_since", "seen", "sending", "told", "until")

    def __init__(self, seen: int, told: int, until: float) -> None:
        self.seen, self.told, self.until = seen, told, until
        self.quiet_since, self.sending, self.ended = 0.0, False, False
        self._waiter: asyncio.Future[None] | None = None

    async def wait(self) -> None:
        """Until somebody wakes it."""
        self._waiter = asyncio.get_running_loop().create_future()
        try:
            await self._waiter
        finally:
            self._waiter = None

    def wake(self) -> None:
        """There is something to look at."""
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)

    def end(self) -> None:
        """Nothing more is heard."""
        self.ended = True
        self.wake()


class Hub:
    """Reads the book's changes once for every listener in this process."""

    def __init__(self, book: CaseBook, *, pace: float = PACE_S, lasts: float = LASTS_S) -> None:
        self.head = 0
        # Streams that were let go because they took nothing any more.
        self.dropped = 0
        self._book, self._pace, self._lasts = book, pace, lasts
        self._recent: deque[Change] = deque(maxlen=REMEMBERED)
        self._frames: dict[int, bytes] = {}
        self._words: deque[bytes] = deque(maxlen=WORDS_KEPT)
        self._said = 0
        self._listeners: dict[Listener, asyncio.Task[object] | None] = {}
        self._news = asyncio.Event()
        self._ready = self._closed = False

    def __len__(self) -> int:
        return len(self._listeners)

    async def follow(self) -> None:
        """Read changes and tell of them until cancelled; a book that fails is asked again."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._ring_forever())
            tasks.create_task(self._sweep_forever())
            tasks.create_task(self._read_forever())

    def join(self, after: int | None = None) -> Listener:
        """A listener to changes since `after`, or from now on."""
        now = asyncio.get_running_loop().time()
        return Listener(NOW if after is None else after, self._said, now + self._lasts)

    async def serve(self, listener: Listener, send: Callable[[bytes], Awaitable[None]]) -> None:
        """Send what it has not heard, as it comes; until it is ended, closed, or over its time.
        One that takes nothing any more is cancelled."""
        clock = asyncio.get_running_loop().time
        listener.quiet_since = clock()
        self._listeners[listener] = asyncio.current_task()
        try:
            while not (listener.ended or self._closed):
                event = self._take(listener, clock())
                if event:
                    listener.sending = True
                    await send(event)
                    listener.sending, listener.quiet_since = False, clock()
                else:
                    await listener.wait()
        finally:
            del self._listeners[listener]

    def say(self, name: str, data: bytes) -> None:
        """Tell every open page something that only counts now: who comes back asks for it."""
        self._words.append(b"event: %s\ndata: %s\n\n" % (name.encode(), data))
        self._said += 1
        self._news.set()

    def close(self) -> None:
        """End every stream now, so that the server can stop."""
        self._closed = True
        for listener in list(self._listeners):
            listener.end()

    async def _read_forever(self) -> None:
        while True:
            try:
                if not self._ready:
                    await self._start()
                news = await self._book.changes(self.head, limit=BATCH)
            except StorageUnavailable as error:
                log.warning("console: changes cannot be read: %s", error)
                await asyncio.sleep(TROUBLE_S)
                continue
            if not news:
                await asyncio.sleep(IDLE_S)
                continue
            self._keep(news)
            self._news.set()

    async def _start(self) -> None:
        """Read no more of the past than who comes back may ask for."""
        latest = await self._book.latest_change()
        self.head = max(latest - REMEMBERED, 0)
        while self.head < latest:
            self._keep(await self._book.changes(self.head, limit=BATCH))
        self._ready = True
        self._news.set()

    def _keep(self, news: Sequence[Change]) -> None:
        self._recent.extend(news)
        self.head = news[-1].number if news else self.head
        self._frames.clear()

    async def _ring_forever(self) -> None:
        while True:
            await self._news.wait()
            self._news.clear()
            for count, listener in enumerate(list(self._listeners), start=1):
                listener.wake()
                if count % WOKEN_AT_ONCE == 0:
                    await asyncio.sleep(0)
            await asyncio.sleep(max(self._pace, len(self) / DELIVERIES_A_SECOND))

    async def _sweep_forever(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            await asyncio.sleep(SWEEP_S)
            now = loop.time()
            for listener, task in list(self._listeners.items()):
                self._look_after(listener, task, now)

    def _look_after(
        self, listener: Listener, task: asyncio.Task[object] | None, now: float
    ) -> None:
        if listener.sending:
            if now - listener.quiet_since > PING_S + STALLED_S and task:
                self.dropped += 1
                task.cancel()
        elif now >= listener.until:
            listener.end()
        elif now - listener.quiet_since >= PING_S:
            listener.wake()

    def _take(self, listener: Listener, now: float) -> bytes:
        """What a listener has not heard; a comment after a long silence; else nothing."""
        event = b""
        if self._ready and listener.seen != self.head:
            event = b"" if listener.seen == NOW else self._frame(listener.seen)
            listener.seen = self.head
        if listener.told != self._said:
            event += self._words_since(listener.told)
            listener.told = self._said
        return event or (PING if now - listener.quiet_since >= PING_S else b"")

    def _words_since(self, told: int) -> bytes:
        missed = self._said - told
        if missed > len(self._words):
            return b"event: lost\ndata: {}\n\n"
        return self._words[-1] if missed == 1 else b"".join(list(self._words)[-missed:])

    def _frame(self, after: int) -> bytes:
        frame = self._frames.get(after)
        if frame is None:
            self._frames[after] = frame = event_of(self.hint(after), len(self) * FETCH_MS)
        return frame

    def hint(self, after: int) -> Hint:
        """What changed since a number."""
        oldest = self._recent[0].number if self._recent else self.head + 1
        if after > self.head or after < oldest - 1:
            return Hint(self.head, (), everything=True)
        news = [each for each in self._recent if each.number > after]
        scams = dict.fromkeys(each.case_id for each in news if each.kind == SCAM)
        cases = dict.fromkeys(each.case_id for each in news if each.kind != SCAM)
        return Hint(self.head, tuple(cases), scams=tuple(scams))


def event_of(hint: Hint, spread_ms: int) -> bytes:
    """A hint as the stream carries it; pages fetch at a random moment within `spread_ms`."""
    data = {"cases": hint.cases, "scams": hint.scams, "everything": hint.everything}
    text = json.dumps({**data, "spread": spread_ms}, separators=(",", ":"))
    return f"event: hint\nid: {hint.number}\ndata: {text}\n\n".encode()
