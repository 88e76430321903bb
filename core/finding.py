"""What a search asks for and comes to; the port behind which each database keeps its index."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from core.case import Case
from core.feed import Filters
from core.search import Query

# Characters of a line that a result shows, and those of them before the first word found.
EXCERPT, LEAD = 180, 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """A question about cases, for one agent and now; `after` is the key of a page."""

    words: str
    agent: str
    now: datetime
    filters: Filters = field(default_factory=Filters)
    after: str = ""
    limit: int = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A case and the newest of its lines that fits; `spans` are offsets into `text`, its excerpt.

    Somebody found by his handle alone has no spans.
    """

    case: Case
    text: str
    spans: tuple[tuple[int, int], ...]
    by: str
    at: datetime
    key: str

    @property
    def parts(self) -> tuple[tuple[str, bool], ...]:
        """The excerpt in order, cut into what is marked and what is not."""
        cut, end = [], 0
        for start, stop in self.spans:
            cut += [(self.text[end:start], False), (self.text[start:stop], True)]
            end = stop
        return tuple((words, marked) for words, marked in [*cut, (self.text[end:], False)] if words)


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPage:
    """A page of results, the newest line first; `after` is the key of the next one.

    `named` are cases whose number begins like the question, on the first page alone. `cut` says
    that the page ends because enough was looked at, not because it is full. `behind` is how many
    older messages still wait to be indexed.
    """

    rows: tuple[Found, ...]
    named: tuple[Case, ...] = ()
    after: str = ""
    cut: bool = False
    behind: int = 0


class Finder(Protocol):
    """Implemented by the store, over an index that is written with every message."""

    async def find(self, search: Search) -> FoundPage:
        """Cases in which somebody wrote all of these words in one message, edits included."""
        ...

    async def index_older(self, *, limit: int = 500) -> int:
        """Index some messages from before there was an index; how many are left."""
        ...


def excerpt(query: Query, text: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The part of a text around the first word found, in one line, and where its words are."""
    line = " ".join(text.split())
    spans = query.spans(line[: EXCERPT * 20])
    start = max(0, spans[0][0] - LEAD) if spans and spans[0][1] > EXCERPT else 0
    before, after = "…" if start else "", "…" if len(line) > start + EXCERPT else ""
    shown = f"{before}{line[start : start + EXCERPT]}{after}"
    moved = [(a - start + len(before), b - start + len(before)) for a, b in spans]
    fitting = tuple((a, b) for a, b in moved if b <= len(shown) - len(after))
    return shown, fitting


def is_named(query: Query, case: Case) -> bool:
    """Whether the question may be the beginning of this case's number."""
    return bool(query.number) and case.id.startswith(query.number)


def together(pages: Sequence[Found]) -> tuple[Found, ...]:
    """Each case once, with the first line found of it."""
    first = {each.case.id: each for each in reversed(pages)}
    return tuple(each for each in pages if first[each.case.id] is each)
