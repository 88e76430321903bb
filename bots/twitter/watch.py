"""Looking at posts that were not written to us: answers in a thread, and what is still there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from bots.twitter.asking import PAGE, POST_FIELDS, following
from bots.twitter.client import XClient
from bots.twitter.content import identity
from bots.twitter.convert import Known, overheard, removal
from bots.twitter.gap import REACH
from core.types import Message, Removal

MOST_PAGES = 10
# How new a found post can be; by itself X leaves out half a minute. Source: X docs, Search.
FRESHEST, A_MOMENT = timedelta(seconds=12), timedelta(seconds=1)
# Gone for good, or not for us to keep: deleted, suspended, protected. Source: X docs, Errors.
GONE = ("resource-not-found", "not-authorized-for-resource", "resource-unavailable")


class Watch:
    """Reads that nobody asked us for by writing to us."""

    def __init__(self, client: XClient, known: Callable[[], Known]) -> None:
        self._client, self._known = client, known

    async def replies(self, conversation_id: str, since: datetime) -> list[Message]:
        """What others wrote in a thread since then, oldest first; none of it is addressed to us.

        At most 1,000 posts and seven days. Raises AdapterError.
        """
        thread, now = identity(conversation_id, "conversation_id"), self._known().now
        pages: list[dict[str, Any]] = []
        token: str | None = None
        while not pages or (token and len(pages) < MOST_PAGES):
            page = await self._client.search_recent_tweets(
                f"conversation_id:{thread} -is:retweet",
                start_time=min(max(since, now - REACH), now - FRESHEST - A_MOMENT),
                end_time=now - FRESHEST,
                max_results=PAGE,
                next_token=token,
                **POST_FIELDS,
            )
            pages.append(page)
            token = following(page)
        return [each for page in reversed(pages) for each in overheard(page, self._known())]

    async def vanished(self, ids: Sequence[str]) -> list[Removal]:
        """Which of our stored messages are gone from X; private ones are never asked about."""
        posts = [each for each in dict.fromkeys(ids) if each.isascii() and each.isdecimal()]
        gone: list[Removal] = []
        for start in range(0, len(posts), PAGE):
            asked = posts[start : start + PAGE]
            page = await self._client.get_tweets(asked)
            gone += [removal(each, self._known()) for each in _gone(page) if each in asked]
        return gone


def _gone(page: dict[str, Any]) -> list[str]:
    problems = page.get("errors")
    told = [each for each in problems if isinstance(each, dict)] if problems else []
    return [
        str(each.get("resource_id") or each.get("value"))
        for each in told
        if str(each.get("type")).rpartition("/")[2] in GONE
    ]
