"""The reference memory's feed: filters by the plain rule, saved views, what was read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime

from core.case import Case
from core.casebook import FeedPage, FeedRow
from core.feed import Facts, Filters, holds
from core.views import MOST_COUNTED, SavedView, Size, Tallies, asked
from storage import rules
from storage.feed import showing
from storage.memory.casework import MemoryCasework
from storage.memory.incidents import MemoryIncidents


class MemoryFeed(MemoryCasework, MemoryIncidents):
    """`FeedBook`, and the feed of `CaseBook`."""

    def __init__(self) -> None:
        super().__init__()
        self._views: dict[str, SavedView] = {}
        self._read: dict[tuple[str, str], str] = {}

    async def feed(
        self,
        view: str | Filters,
        agent: str,
        *,
        after: str = "",
        limit: int = 50,
        now: datetime | None = None,
    ) -> FeedPage:
        place, wanted = showing.feed_place(after), min(max(limit, 1), showing.MOST_ROWS)
        here = self._held(asked(view), agent, now or datetime.now(UTC))
        rest = [e for e in sorted(here, key=showing.place_of) if showing.place_of(e) > place]
        more = showing.feed_key(rest[wanted - 1]) if len(rest) > wanted else ""
        totals = await self.totals()
        return FeedPage(
            rows=tuple(self._row(each, agent) for each in rest[:wanted]),
            counts=showing.counts(totals, agent),
            after=more,
            totals=showing.case_totals(totals),
        )

    async def totals(self) -> dict[str, int]:
        """Everything counted afresh, under the names of the running totals."""
        names = Counter(name for case in self._cases.values() for name in rules.tallies(case))
        rows = [(send, send.outgoing) for send in self._outbox.values()]
        said = [send for send, out in rows if rules.is_reply(out.kind, out.purpose)]
        names["messages"] = len(self._inbox)
        names["verdicts"] = len(self._verdicts)
        names["replies"] = sum(each.state == "sent" for each in said)
        names["dead_letters"] = len(self._letters)
        names.update(self._scam_totals())
        return {name: value for name, value in names.items() if value}

    def _held(self, wanted: Filters, agent: str, now: datetime) -> list[Case]:
        return [
            each
            for each in self._cases.values()
            if holds(wanted, each, agent, now, self._facts(each, agent))
        ]

    def _facts(self, case: Case, agent: str) -> Facts:
        asking = (
            key[0] for key, a in self._asking.items() if a.heard.conversation == case.conversation
        )
        return Facts(
            tags=frozenset(self._tags.get(case.id, {})),
            incidents=frozenset(asking),
            unread=self._is_new(case, agent),
        )

    def _is_new(self, case: Case, agent: str) -> bool:
        return self._read.get((agent, case.id)) != self._last_key(case)

    def _last_key(self, case: Case) -> str:
        lane = self._lanes.get(case.conversation)
        return lane.last if lane else ""

    def _row(self, case: Case, agent: str) -> FeedRow:
        lane, new = self._lanes.get(case.conversation), self._is_new(case, agent)
        if lane is None:
            return FeedRow(case=case, snippet="", messages=0, unread=new)
        text, judged = self._inbox[lane.last].message.text, self._verdicts.get(lane.last)
        tags = sorted(self._tags.get(case.id, {}).values(), key=lambda each: (each.at, each.tag))
        return FeedRow(
            case=case,
            snippet=showing.snippet(text),
            messages=len(lane.ids),
            tags=judged.verdict.tags if judged else {},
            words=tuple(each.tag for each in tags),
            unread=new,
        )

    async def views(self, agent: str) -> Sequence[SavedView]:
        mine = [each for each in self._views.values() if each.shared or each.owner == agent]
        return sorted(mine, key=lambda each: (each.shared, each.rank, each.made_at, each.id))

    async def keep_view(self, view: SavedView) -> None:
        self._views[view.id] = view

    async def drop_view(self, view_id: str) -> None:
        self._views.pop(view_id, None)

    async def sizes(self, wanted: Sequence[Filters], agent: str, now: datetime) -> Sequence[Size]:
        known = Tallies(await self.totals(), agent)
        return [self._size(each, known, now) for each in wanted]

    def _size(self, wanted: Filters, known: Tallies, now: datetime) -> Size:
        count = len(self._held(wanted, known.agent, now))
        if known.size(wanted) is not None:
            return Size(count)
        return Size(min(count, MOST_COUNTED), count > MOST_COUNTED)

    async def opened(self, case_id: str, agent: str) -> bool:
        case = self._cases.get(case_id)
        if case is None or not self._is_new(case, agent):
            return False
        self._read[agent, case_id] = self._last_key(case)
        return True
