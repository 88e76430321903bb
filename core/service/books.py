"""The ports of service: promises, calls and ratings, as the memory keeps them.

Each method is one transaction and raises StorageUnavailable. Promises and endings are written by
the memory itself whenever it keeps a case, so that no way past them exists.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from core.actions import Outgoing
from core.case import Case
from core.service.paging import Page, Waiting
from core.service.rating import Asking, Rated, Rating
from core.types import Platform, Urgency


@dataclass(frozen=True, slots=True, kw_only=True)
class Promised:
    """One promise: from when on somebody waited for a person, and how it ended.

    `how` is answered, resolved, put_off or handed_back once `ended_at` is known, else empty.
    """

    case_id: str
    conversation: str
    platform: Platform
    priority: Urgency
    topic: str
    since: datetime
    due_at: datetime
    ended_at: datetime | None = None
    how: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """One case that was resolved: by the bot or by people, after how many answers of ours, and
    when somebody had to look at it again."""

    case_id: str
    conversation: str
    platform: Platform
    at: datetime
    by_bot: bool
    answers: int
    first: bool = True
    reopened_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """A rating, and what its author wrote right after a bad one; the text is masked."""

    rating: Rating
    by_bot: bool
    comment: str = ""


class PromiseBook(Protocol):
    """What was promised and what became of it."""

    async def promises_since(self, since: datetime, *, limit: int = 5000) -> Sequence[Promised]:
        """Those that ended since then or run still, the latest begun first."""
        ...


class PageBook(Protocol):
    """Who was called."""

    async def waiting(self, urgencies: Sequence[Urgency], *, limit: int = 50) -> Sequence[Waiting]:
        """Cases of these urgencies in the queue, the longest waiting first, with their calls; what
        the outbox says about a call that went through it is said of the call."""
        ...

    async def call(self, page: Page, outgoing: Outgoing | None) -> bool:
        """Keep a call, its row and its trace; False when it was made, or the case was taken."""
        ...

    async def call_failed(self, key: str, why: str, at: datetime) -> None:
        """A call that did not get through: the next step is due."""
        ...

    async def acknowledge(self, which: str, by: str, at: datetime) -> Case | None:
        """Somebody looks after a case, named by its id or by the digest of a link: nobody else is
        called. None where there is no such call; the same case again for whoever comes second."""
        ...

    async def calls(self, since: datetime, *, limit: int = 200) -> Sequence[Page]:
        """The calls made since then, the latest first."""
        ...


class RatingBook(Protocol):
    """Who was asked how we did, and what they said."""

    async def to_ask(self, asking: Asking) -> Sequence[Case]:
        """Resolved cases whose authors are to be asked, the first resolved first: in private, not
        flagged, no crisis in the conversation, somebody of ours answered, no score yet."""
        ...

    async def ask(self, questions: Sequence[Outgoing]) -> None:
        """Queue questions; one that was queued is not queued again."""
        ...

    async def rate(self, rating: Rating) -> Rated | None:
        """Keep a score for the case that was asked about last in the conversation; None where
        nobody was asked. `rating.case_id` and what describes the case are filled in."""
        ...

    async def ratings(self, since: datetime, *, limit: int = 1000) -> Sequence[Scored]:
        """Scores given since then, the latest first."""
        ...

    async def endings(self, since: datetime, *, limit: int = 5000) -> Sequence[Ending]:
        """Cases resolved since then, the latest first."""
        ...


class ServiceBook(PromiseBook, PageBook, RatingBook, Protocol):
    """All three, for whoever shows or measures service."""
