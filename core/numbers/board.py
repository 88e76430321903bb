"""The dashboard: everything that is shown of one span of time, from one port."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from core.numbers.book import Behind, NumberBook, Scope, Side, Sums, What
from core.numbers.figures import Counted, Figure, figures, mean, time
from core.numbers.measures import M
from core.numbers.pictures import OVER_TIME, Picture, acts, heat, over_time, ranked, scores, topics
from core.numbers.span import Filters, Span
from core.ports import Clock

_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Person:
    """What one agent did."""

    agent: str
    claimed: int
    replies: int
    resolved: int
    handed_back: int
    first: Figure
    score: Figure


@dataclass(frozen=True, slots=True)
class Board:
    """One span of time; `begun` is from when on everything was counted."""

    span: Span
    filters: Filters
    begun: datetime
    now: datetime
    figures: Mapping[str, Figure]
    pictures: tuple[Picture, ...]
    people: tuple[Person, ...] = ()
    codes: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])

    def picture(self, name: str) -> Picture:
        """The picture of this name; KeyError where there is none."""
        return {each.name: each for each in self.pictures}[name]


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberRoom:
    """What the console, the command line and others see; raises StorageUnavailable."""

    book: NumberBook
    clock: Clock
    zone: Callable[[], str]

    async def board(self, span: Span, filters: Filters, *, people: bool = False) -> Board:
        """All numbers of a span; single agents only where that is allowed."""
        scope, before = span.scope(filters), span.before.scope(filters)
        sums, past = await self.book.sums(scope), await self.book.sums(before)
        backlog = (await self._open(scope), await self._open(before))
        drawn, codes = await self._pictures(span, scope, backlog[0])
        more = (scores(Counted(sums)), acts(Counted(sums)))
        own = await self.book.people(scope) if people else {}
        return Board(
            span=span,
            filters=filters,
            begun=await self.book.begun(),
            now=self.clock.now(),
            figures=figures(sums, past, backlog),
            pictures=(*drawn, *more),
            people=_people(own),
            codes=codes,
        )

    async def behind(self, span: Span, filters: Filters, what: What) -> Sequence[Behind]:
        """The cases behind a number."""
        return await self.book.behind(span.scope(filters), what)

    async def _open(self, scope: Scope) -> int:
        """What is open at the end of a span: all that was opened, less what was resolved."""
        ever = Scope(
            start=_LONG_AGO,
            end=scope.end,
            platform=scope.platform,
            topic=scope.topic,
            language=scope.language,
        )
        return sum((await self.book.sums(ever, [M.BACKLOG])).values())

    async def _pictures(
        self, span: Span, scope: Scope, backlog: int
    ) -> tuple[list[Picture], dict[str, tuple[str, ...]]]:
        days = span.step == "week"
        wide = _whole_days(scope) if days else scope
        spots = await self.book.spots(wide, OVER_TIME, days=days)
        hours = await self.book.spots(scope, [M.MESSAGES]) if days else spots
        drawn = [*over_time(span, spots, backlog), heat(span, hours)]
        codes: dict[str, tuple[str, ...]] = {}
        for side in Side:
            apart = await self.book.apart(wide, M.MESSAGES, side, days=days)
            totals = {code: sum(each.n for each in rows) for code, rows in apart.items()}
            codes[side.value] = tuple(sorted(totals))
            if side is Side.TOPIC:
                drawn.append(topics(span, apart))
            else:
                drawn.append(ranked(f"{side.value}s", side.value, totals))
        return drawn, codes


def _whole_days(scope: Scope) -> Scope:
    return Scope(
        start=scope.start.replace(hour=0),
        end=scope.end,
        platform=scope.platform,
        topic=scope.topic,
        language=scope.language,
    )


def _people(own: Mapping[str, Sums]) -> tuple[Person, ...]:
    rows = []
    for agent, sums in own.items():
        counted = Counted(sums)
        row = Person(
            agent=agent,
            claimed=counted.n(M.CLAIMED),
            replies=counted.n(M.REPLIES_PEOPLE),
            resolved=counted.n(M.RESOLVED_PEOPLE),
            handed_back=counted.n(M.HANDED_BACK),
            first=time("first_people_p50", counted.buckets(M.FIRST_PEOPLE), 0.5),
            score=mean("csat", counted.buckets(M.SCORE_PEOPLE)),
        )
        rows.append(row)
    return tuple(sorted(rows, key=lambda each: (-each.replies, each.agent)))
