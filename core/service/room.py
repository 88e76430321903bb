"""What people see of service, and the link by which they say that they look after a case."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from core.case import Case
from core.ports import Clock
from core.service.books import ServiceBook
from core.service.on_call import digest
from core.service.paging import Page
from core.service.promise import Promises
from core.service.report import Facts, Report, report

# The spans of time that are shown, in days.
SPANS = (1, 7, 30)


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceRoom:
    """The console's half; raises StorageUnavailable."""

    book: ServiceBook
    clock: Clock
    promises: Callable[[], Promises]

    async def report(self, days: int) -> Report:
        """How the last days went."""
        now = self.clock.now()
        since = now - timedelta(days=days)
        facts = Facts(
            promises=await self.book.promises_since(since),
            endings=await self.book.endings(since),
            ratings=await self.book.ratings(since),
        )
        return report(facts, self.promises(), since, now)

    async def calls(self, days: int) -> Sequence[Page]:
        """Who was called, the latest first."""
        return await self.book.calls(self.clock.now() - timedelta(days=days), limit=50)

    async def acknowledge(self, token: str) -> Case | None:
        """The case behind a call's link, which its reader now looks after; None for no link."""
        if not token:
            return None
        by = "the link in a call"
        return await self.book.acknowledge(digest(token), by, self.clock.now())
