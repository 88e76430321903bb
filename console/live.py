"""Tells open pages that something changed; what changed they fetch themselves."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import AsyncIterator
from dataclasses import dataclass

from core.casebook import CaseBook, Change
from core.errors import StorageUnavailable

log = logging.getLogger(__name__)

BATCH = 1000
REMEMBERED = 2000
IDLE_S, TROUBLE_S = 0.05, 1.0
# At most two hints a second to each page.
CALM_S = 0.5
# A stream ends by itself so that the browser comes back and shows its session again.
LASTS_S = 300.0
# The kind of a change that is about a scam case.
SCAM = "scam"


@dataclass(frozen=True, slots=True)
class Hint:
    """Up to change `number`, these changed; or too much to tell, so look at everything."""

    number: int
    cases: tuple[str, ...]
    everything: bool = False
    scams: tuple[str, ...] = ()


class Hub:
    """Reads the book's changes once for every listener in this process."""

    def __init__(self, book: CaseBook, *, calm: float = CALM_S, lasts: float = LASTS_S) -> None:
        self.head = 0
        self._book, self._calm, self._lasts = book, calm, lasts
        self._recent: deque[Change] = deque(maxlen=REMEMBERED)
        self._bell = asyncio.Event()
        self._closed = False

    async def follow(self) -> None:
        """Read changes until cancelled; a book that fails is asked again."""
        while True:
            try:
                news = await self._book.changes(self.head, limit=BATCH)
            except StorageUnavailable as error:
                log.warning("console: changes cannot be read: %s", error)
                await asyncio.sleep(TROUBLE_S)
                continue
            if not news:
                await asyncio.sleep(IDLE_S)
                continue
            self._recent.extend(news)
            self.head = news[-1].number
            self._ring()

    async def listen(self, after: int | None = None) -> AsyncIterator[Hint]:
        """Hints since change `after`, or from now on; ends when closed or after its time."""
        seen = self.head if after is None else after
        loop = asyncio.get_running_loop()
        until = loop.time() + self._lasts
        while await self._news(seen, until - loop.time()):
            hint = self._hint(seen)
            yield hint
            seen = hint.number
            await asyncio.sleep(self._calm)

    def close(self) -> None:
        """End every stream now, so that the server can stop."""
        self._closed = True
        self._ring()

    async def _news(self, seen: int, seconds: float) -> bool:
        """Wait for something newer than `seen`; False when there will be nothing."""
        try:
            async with asyncio.timeout(max(seconds, 0)):
                while self.head == seen and not self._closed:
                    await self._bell.wait()
        except TimeoutError:
            return False
        return not self._closed

    def _hint(self, after: int) -> Hint:
        oldest = self._recent[0].number if self._recent else 0
        if after > self.head or after < oldest - 1:
            return Hint(self.head, (), everything=True)
        news = [each for each in self._recent if each.number > after]
        scams = dict.fromkeys(each.case_id for each in news if each.kind == SCAM)
        cases = dict.fromkeys(each.case_id for each in news if each.kind != SCAM)
        return Hint(self.head, tuple(cases), scams=tuple(scams))

    def _ring(self) -> None:
        bell, self._bell = self._bell, asyncio.Event()
        bell.set()
