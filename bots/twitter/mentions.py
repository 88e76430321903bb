"""Who wrote to us in public: our mentions, read by polling from where we stopped.

The newest id of the first page becomes the mark, and is kept with the last batch of the round:
whatever happens between two pages, the next start reads from the old mark again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from bots.twitter.asking import PAGE, POST_FIELDS, following, numbered
from bots.twitter.client import XClient
from bots.twitter.content import PLATFORM
from bots.twitter.convert import Known, hear_posts
from bots.twitter.gap import Gap, Missed
from bots.twitter.limits import MENTIONS
from bots.twitter.merge import Put
from core.types import Arrival, Checkpoint, Message

# Checkpoints: the newest id that was read, when that was written, and when we began to listen.
MARK, MARKED_AT, BEGAN = "mentions", "mentions_at", "mentions_from"
# The timeline shows 800 and goes no further back. Source: X docs, Timelines.
# Deleted and hidden ones count among them: from here on, older ones may be missing.
NEARLY_ALL, MOST_PAGES = 700, 40


class Mentions:
    """The mentions timeline of one account."""

    name = "mentions"

    def __init__(
        self, client: XClient, gap: Gap, known: Callable[[], Known], since: Mapping[str, str]
    ) -> None:
        self._client, self._gap, self._known = client, gap, known
        self._mark = since.get(MARK, "")
        self._marked_at = _time(since.get(MARKED_AT, ""))
        self._began = _time(since.get(BEGAN, ""))
        self.every_s = 15.0
        self.first_look_back_s = 0.0

    async def round(self, put: Put) -> float:
        """Everything new, oldest first."""
        if not self._mark and self._began is None:
            await self._begin(put)
        pages = await self._pages()
        newest = max((number for page in pages for number in numbered(page)), default=0)
        if newest:
            await self._hand_over(pages, newest, put)
        return max(self.every_s, self._client.budget.pace(MENTIONS))

    async def _begin(self, put: Put) -> None:
        """What was written before we were here is nobody's question any more."""
        self._began = self._known().now - timedelta(seconds=self.first_look_back_s)
        await put([self._checkpoint(BEGAN, self._began.isoformat())])

    async def _pages(self) -> list[dict[str, Any]]:
        """All pages since the mark, newest first; at most what the timeline keeps."""
        pages: list[dict[str, Any]] = []
        token: str | None = None
        while not pages or (token and len(pages) < MOST_PAGES):
            page = await self._client.get_users_mentions(
                self._known().me,
                since_id=self._mark or None,
                start_time=None if self._mark else self._began,
                max_results=PAGE,
                pagination_token=token,
                user_auth=True,
                **POST_FIELDS,
            )
            pages.append(page)
            token = following(page)
        return pages

    async def _hand_over(self, pages: list[dict[str, Any]], newest: int, put: Put) -> None:
        known = self._known()
        older = await self._older(pages)
        batches: list[Sequence[Arrival]] = [hear_posts(page, known) for page in reversed(pages)]
        marked_at = _latest(batches) or known.now
        marks = [
            self._checkpoint(MARK, str(newest)),
            self._checkpoint(MARKED_AT, marked_at.isoformat()),
        ]
        *before, last = [*older, *batches]
        for batch in before:
            await put(batch)
        await put([*last, *marks])
        self._mark, self._marked_at = str(newest), marked_at

    async def _older(self, pages: list[dict[str, Any]]) -> list[Sequence[Arrival]]:
        """What the timeline does not reach any more, from the search."""
        ids = [number for page in pages for number in numbered(page)]
        if len(ids) < NEARLY_ALL and not following(pages[-1]):
            return []
        since_at = self._marked_at or self._began
        missed = Missed(since=self._mark, since_at=since_at, until=str(min(ids)))
        return await self._gap.fill(missed)

    def _checkpoint(self, name: str, value: str) -> Checkpoint:
        return Checkpoint(platform=PLATFORM, account=self._known().me, name=name, value=value)


def _latest(batches: Sequence[Sequence[Arrival]]) -> datetime | None:
    times = [each.sent_at for batch in batches for each in batch if isinstance(each, Message)]
    return max(times, default=None)


def _time(value: str) -> datetime | None:
    try:
        when = datetime.fromisoformat(value)
    except ValueError:
        return None
    return when if when.tzinfo else None
