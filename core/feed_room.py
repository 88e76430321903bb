"""What the console needs for its feed beside the pages themselves."""

from __future__ import annotations

from dataclasses import dataclass

from core.bulk import BulkBook
from core.finding import Finder
from core.views import FeedBook


@dataclass(frozen=True, slots=True)
class FeedRoom:
    """Saved views and what was read, the search, and orders to many cases."""

    book: FeedBook
    finder: Finder
    bulk: BulkBook
