"""The feed's ports over the database: pages, `FeedBook`, `Finder` and `BulkBook`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial

from core.bulk import Bulk, Order, Picked, Undone
from core.casebook import FeedPage
from core.feed import Filters
from core.finding import FoundPage, Search
from core.views import SavedView, Size, asked
from storage.casework import bulk as bulk_book
from storage.engine.threads import Database
from storage.feed import book as feed_book
from storage.search import find as search_find
from storage.search import keep as search_keep


class SqlFeed:
    """Implements them; the ports promise."""

    _database: Database

    async def feed(
        self,
        view: str | Filters,
        agent: str,
        *,
        after: str = "",
        limit: int = 50,
        now: datetime | None = None,
    ) -> FeedPage:
        at = now or datetime.now(UTC)
        wanted = feed_book.Wanted(asked(view), agent, at, after, limit)
        return await self._database.read(partial(feed_book.page, wanted=wanted))

    # FeedBook

    async def views(self, agent: str) -> Sequence[SavedView]:
        return await self._database.read(partial(feed_book.views, agent=agent))

    async def keep_view(self, view: SavedView) -> None:
        await self._database.write(feed_book.KEEP, view)

    async def drop_view(self, view_id: str) -> None:
        await self._database.write(feed_book.DROP, view_id)

    async def sizes(self, wanted: Sequence[Filters], agent: str, now: datetime) -> Sequence[Size]:
        if not wanted:
            return ()
        query = partial(feed_book.sizes, wanted=wanted, agent=agent, now=now)
        return await self._database.read(query)

    async def opened(self, case_id: str, agent: str) -> bool:
        opening = feed_book.Opening(case_id, agent)
        if not await self._database.read(partial(feed_book.is_new, opening=opening)):
            return False
        return await self._database.write(feed_book.OPEN, opening)

    # Finder

    async def find(self, search: Search) -> FoundPage:
        return await self._database.read(partial(search_find.find, search=search))

    async def index_older(self, *, limit: int = 500) -> int:
        return await self._database.write(search_keep.INDEX_OLDER, limit)

    # BulkBook

    async def picked(self, case_ids: Sequence[str]) -> Sequence[Picked]:
        return await self._database.read(partial(bulk_book.picked, case_ids=case_ids))

    async def carry_out(self, order: Order, case_ids: Sequence[str]) -> Bulk:
        return await self._database.write(bulk_book.CARRY_OUT, bulk_book.Orders(order, case_ids))

    async def bulk(self, bulk_id: str) -> Bulk | None:
        return await self._database.read(partial(bulk_book.bulk, bulk_id=bulk_id))

    async def undo_bulk(self, bulk_id: str, agent: str, at: datetime) -> Undone | None:
        return await self._database.write(bulk_book.UNDO_BULK, bulk_book.Back(bulk_id, agent, at))
