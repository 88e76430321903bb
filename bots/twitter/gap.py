"""What lies between the mark and the oldest mention that the timeline still shows.

The search reaches seven days back; what is older is lost, and the desk is told.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bots.twitter.asking import PAGE, POST_FIELDS, following
from bots.twitter.client import XClient
from bots.twitter.content import PLATFORM
from bots.twitter.convert import Known, hear_posts
from core.types import Arrival, DeadLetter

# Source: X docs, Recent search. A little less, so that neither a clock nor a long round exceeds it.
REACH = timedelta(days=7) - timedelta(minutes=10)
LOST = (
    "Mentions between {start} and {end} could not be read: X shows the newest 800 and lets us"
    " search seven days back. Look for them on the profile's page."
)
TOO_MANY = (
    "Mentions between {start} and {end} were not read: there were more than {most} to catch up"
    " with. Look for them on the profile's page."
)
LONG_AGO = "the last one read"
SHOWN = "%Y-%m-%d %H:%M UTC"


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """A stretch of mentions, both ends excluded: after post `since`, before post `until`."""

    since: str
    since_at: datetime | None
    until: str


class Gap:
    """Reads a stretch by searching for our name."""

    def __init__(self, client: XClient, known: Callable[[], Known], most_pages: int) -> None:
        self._client, self._known, self._most_pages = client, known, most_pages

    async def fill(self, missed: Missed) -> list[Sequence[Arrival]]:
        """Batches, oldest first; before them a dead letter where something cannot be read."""
        reach = self._known().now - REACH
        too_old = missed.since_at is not None and missed.since_at < reach
        start = reach if too_old else None if missed.since else missed.since_at
        pages = await self._search(missed, start)
        batches: list[Sequence[Arrival]] = [
            hear_posts(page, self._known()) for page in reversed(pages)
        ]
        letters = [self._letter(missed, LOST, reach)] if too_old else []
        if pages and following(pages[-1]):
            letters.append(self._letter(missed, TOO_MANY, None))
        return [letters, *batches] if letters else batches

    async def _search(self, missed: Missed, start: datetime | None) -> list[dict[str, Any]]:
        pages: list[dict[str, Any]] = []
        token: str | None = None
        while not pages or (token and len(pages) < self._most_pages):
            page = await self._client.search_recent_tweets(
                f"@{self._known().handle} -is:retweet",
                since_id=None if start else missed.since,
                start_time=start,
                until_id=missed.until,
                max_results=PAGE,
                next_token=token,
                **POST_FIELDS,
            )
            pages.append(page)
            token = following(page)
        return pages

    def _letter(self, missed: Missed, sentence: str, end: datetime | None) -> DeadLetter:
        start = missed.since_at.strftime(SHOWN) if missed.since_at else LONG_AGO
        until = end.strftime(SHOWN) if end else f"post {missed.until}"
        most = self._most_pages * PAGE
        return DeadLetter(
            platform=PLATFORM,
            account=self._known().me,
            id=f"gap:{missed.since or 'start'}",
            raw="",
            error=sentence.format(start=start, end=until, most=most),
            received_at=self._known().now,
        )
