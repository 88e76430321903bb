"""What was written to us in private, by polling: 15 calls in 15 minutes are allowed.

X lists the newest first and knows no mark: pages are turned back to the last event that was read,
or to the end of the thirty days that X keeps. Encrypted chats never appear here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from bots.twitter.asking import MESSAGE_FIELDS, PAGE, following, numbered
from bots.twitter.client import XClient
from bots.twitter.content import PLATFORM, Unreadable, moment
from bots.twitter.convert import Known
from bots.twitter.letters import hear_dms
from bots.twitter.limits import MESSAGES
from bots.twitter.merge import Put
from core.types import Arrival, Checkpoint, DeadLetter

# Checkpoint: the newest event that was read.
MARK = "dms"


class DirectMessages:
    """The account's direct messages, unencrypted ones."""

    name = "direct messages"

    def __init__(
        self, client: XClient, known: Callable[[], Known], since: Mapping[str, str]
    ) -> None:
        self._client, self._known = client, known
        given = since.get(MARK, "")
        self._mark = int(given) if given.isdecimal() else None
        self._reported: set[str] = set()
        self.every_s = 65.0
        self.first_look_back_s = 0.0

    async def round(self, put: Put) -> float:
        """Everything new, oldest first; each page read costs one interval."""
        pages = await self._pages()
        newest = max((number for page in pages for number in numbered(page)), default=0)
        fresh = [self._fresh(page) for page in reversed(pages)]
        arrivals = [each for page in fresh for each in hear_dms(page, self._known())]
        news = [each for each in arrivals if self._is_news(each)]
        if news or self._mark is None or newest > self._mark:
            await put([*news, self._checkpoint(max(newest, self._mark or 0))])
            self._mark = max(newest, self._mark or 0)
        return max(self.every_s * len(pages), self._client.budget.pace(MESSAGES))

    async def _pages(self) -> list[dict[str, Any]]:
        pages: list[dict[str, Any]] = []
        token: str | None = None
        while not pages or token:
            page = await self._client.get_direct_message_events(
                max_results=PAGE, pagination_token=token, user_auth=True, **MESSAGE_FIELDS
            )
            pages.append(page)
            token = None if self._is_known(page) else following(page)
        return pages

    def _is_known(self, page: dict[str, Any]) -> bool:
        """Whether everything further back was read, or is too old at the very first start."""
        return len(numbered(self._fresh(page))) < len(numbered(page))

    def _fresh(self, page: dict[str, Any]) -> dict[str, Any]:
        data = page.get("data")
        if not isinstance(data, list):
            return page
        return {**page, "data": [each for each in data if self._is_fresh(each)]}

    def _is_fresh(self, event: Any) -> bool:
        if not isinstance(event, dict):
            return True
        if self._mark is not None:
            return not any(each <= self._mark for each in numbered({"data": [event]}))
        try:
            return moment(event.get("created_at"), "created_at") >= self._floor()
        except Unreadable:
            return True

    def _floor(self) -> datetime:
        return self._known().now - timedelta(seconds=self.first_look_back_s)

    def _is_news(self, arrival: Arrival) -> bool:
        """What cannot be read has no place in the order, and would come again with every poll."""
        if not isinstance(arrival, DeadLetter):
            return True
        is_new = arrival.id not in self._reported
        self._reported.add(arrival.id)
        return is_new

    def _checkpoint(self, newest: int) -> Checkpoint:
        account = self._known().me
        return Checkpoint(platform=PLATFORM, account=account, name=MARK, value=str(newest))
