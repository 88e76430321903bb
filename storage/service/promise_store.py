"""`ServiceBook` over the database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from core.actions import Outgoing
from core.case import Case
from core.service.books import Ending, Promised, Scored
from core.service.paging import Page, Waiting
from core.service.rating import Asking, Rated, Rating
from core.types import Urgency
from storage.engine.threads import Database
from storage.service import promise_book, rating_book


class SqlService:
    """Implements `ServiceBook`; the ports promise."""

    _database: Database

    async def promises_since(self, since: datetime, *, limit: int = 5000) -> Sequence[Promised]:
        query = partial(promise_book.promises, since=since, limit=limit)
        return await self._database.read(query)

    async def waiting(self, urgencies: Sequence[Urgency], *, limit: int = 50) -> Sequence[Waiting]:
        query = partial(promise_book.waiting, urgencies=urgencies, limit=limit)
        return await self._database.read(query)

    async def call(self, page: Page, outgoing: Outgoing | None) -> bool:
        wish = promise_book.Calling(page, outgoing)
        return await self._database.write(promise_book.CALL, wish)

    async def call_failed(self, key: str, why: str, at: datetime) -> None:
        await self._database.write(promise_book.FAIL, promise_book.Failing(key, why, at))

    async def acknowledge(self, which: str, by: str, at: datetime) -> Case | None:
        wish = promise_book.Taking(which, by, at)
        return await self._database.write(promise_book.ACKNOWLEDGE, wish)

    async def calls(self, since: datetime, *, limit: int = 200) -> Sequence[Page]:
        query = partial(promise_book.calls, since=since, limit=limit)
        return await self._database.read(query)

    async def to_ask(self, asking: Asking) -> Sequence[Case]:
        return await self._database.read(partial(rating_book.to_ask, asking=asking))

    async def ask(self, questions: Sequence[Outgoing]) -> None:
        if questions:
            await self._database.write(rating_book.ASK, questions)

    async def rate(self, rating: Rating) -> Rated | None:
        return await self._database.write(rating_book.RATE, rating)

    async def ratings(self, since: datetime, *, limit: int = 1000) -> Sequence[Scored]:
        return await self._database.read(partial(rating_book.ratings, since=since, limit=limit))

    async def endings(self, since: datetime, *, limit: int = 5000) -> Sequence[Ending]:
        return await self._database.read(partial(rating_book.endings, since=since, limit=limit))
