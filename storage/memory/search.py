"""The reference memory's search: every message looked at, newest first."""

from __future__ import annotations

from collections.abc import Iterable

from core.case import Case
from core.feed import holds
from core.finding import Found, FoundPage, Search, excerpt, is_named, together
from core.search import Group, Query, parse, tokens
from core.types import Message
from storage.codec import speaker, stem
from storage.memory.feed import MemoryFeed

MOST_ROWS, MOST_NAMED = 100, 5


class MemorySearch(MemoryFeed):
    """`Finder`."""

    async def find(self, search: Search) -> FoundPage:
        query = parse(search.words)
        found = together(list(self._found(search, query)) if not query.is_empty else [])
        numbers = {key: number for number, key in enumerate(self._inbox, start=1)}
        after = int(search.after) if search.after.isdecimal() else len(numbers) + 1
        wanted = min(max(search.limit, 1), MOST_ROWS)
        rest = [each for each in found if numbers[each.key] < after]
        named = [] if search.after else [*self._named(search, query)][:MOST_NAMED]
        more = str(numbers[rest[wanted - 1].key]) if len(rest) > wanted else ""
        return FoundPage(rows=tuple(rest[:wanted]), named=tuple(named), after=more)

    async def index_older(self, *, limit: int = 500) -> int:  # noqa: ARG002 - nothing waits here
        return 0

    def _named(self, search: Search, query: Query) -> Iterable[Case]:
        for _, case in sorted(self._cases.items()):
            if is_named(query, case) and self._fits(search, case):
                yield case

    def _found(self, search: Search, query: Query) -> Iterable[Found]:
        groups = query.groups(lambda _: None)
        inbox = sorted(self._inbox.items(), key=lambda each: each[1].message.version)
        newest = {stem(entry.message): key for key, entry in inbox}
        for key, entry in reversed(self._inbox.items()):
            message = entry.message
            if newest[stem(message)] != key or not _says(message, query, groups):
                continue
            home = self._home(key)
            if home and self._fits(search, home):
                yield _line(query, home, message)

    def _home(self, key: str) -> Case | None:
        """The case in which a message is shown now."""
        message = self._inbox[key].message
        put = self._parted.put.get(stem(message))
        here = [e for e in self._cases.values() if e.conversation == message.conversation]
        own = (seat.case_id for seat in self._seats(here) if self._is_home(key, seat))
        home = put or next(own, "")
        return self._leading(home) if home else None

    def _fits(self, search: Search, case: Case) -> bool:
        facts = self._facts(case, search.agent)
        return holds(search.filters, case, search.agent, search.now, facts)


def _says(message: Message, query: Query, groups: Iterable[Group]) -> bool:
    words = tokens(message.text, message.author.handle)
    if not message.text:
        return False
    return query.fits(message.text) and all(group.holds(words) for group in groups)


def _line(query: Query, home: Case, message: Message) -> Found:
    text, spans = excerpt(query, message.text)
    return Found(
        case=home,
        text=text,
        spans=spans,
        by=speaker(message.author),
        at=message.received_at,
        key=message.key,
    )
