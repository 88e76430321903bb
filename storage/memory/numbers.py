"""The reference memory's numbers: everything that was counted, summed up afresh at each look."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import TypeAlias

from core.numbers.book import Behind, Scope, Side, Spot, Sums, What
from core.numbers.facts import BAD, CaseFact
from core.numbers.happening import Happening
from core.numbers.measures import hour_of
from core.numbers.pulse import Pulse, age
from storage.service.promise_memory import MemoryService

Fate: TypeAlias = tuple[datetime | None, float]
_LONG_AGO = datetime.fromtimestamp(0, UTC)


class MemoryNumbers(MemoryService):
    """`NumberBook` and `PulseBook`."""

    async def begun(self) -> datetime:
        return min((each.at for each in self.numbers.found), default=_LONG_AGO)

    async def sums(self, scope: Scope, measures: Sequence[str] = ()) -> Sums:
        within = [e for e in self._within(scope) if not measures or e.measure in measures]
        return _summed(within, lambda each: (each.measure.value, each.bucket))

    async def spots(
        self, scope: Scope, measures: Sequence[str], *, days: bool = False
    ) -> Sequence[Spot]:
        within = [each for each in self._within(scope, days=days) if each.measure in measures]
        return _spots(within, days=days)

    async def apart(
        self, scope: Scope, measure: str, side: Side, *, days: bool = False
    ) -> Mapping[str, Sequence[Spot]]:
        found: dict[str, list[Happening]] = defaultdict(list)
        for each in self._within(scope, but=side.value, days=days):
            if each.measure == measure and (code := getattr(each.about, side.value)):
                found[code].append(each)
        spots = {code: _spots(rows, days=days) for code, rows in found.items()}
        return {code: rows for code, rows in spots.items() if rows}

    async def people(self, scope: Scope) -> Mapping[str, Sums]:
        own: dict[str, list[Happening]] = defaultdict(list)
        for each in self._within(Scope(start=scope.start, end=scope.end)):
            if each.agent:
                own[each.agent].append(each)
        sums = {
            agent: _summed(rows, lambda each: (each.measure.value, each.bucket))
            for agent, rows in own.items()
        }
        return {agent: rows for agent, rows in sums.items() if rows}

    async def behind(self, scope: Scope, what: What, *, limit: int = 50) -> Sequence[Behind]:
        found = self._missed() if what is What.MISSED else self._of_facts(what)
        rows = [
            row
            for row, language in found
            if scope.start <= row.at < scope.end
            and scope.platform in ("", row.platform)
            and scope.topic in ("", row.topic)
            and scope.language in ("", language)
        ]
        worst = 1 if what is What.SCORED else -1
        rows.sort(key=lambda each: (worst * each.value, -each.at.timestamp(), each.case_id))
        return rows[:limit]

    async def pulse(self, now: datetime) -> Pulse:
        ready = [each.ready_at for each in self._lanes.values() if each.ready_at]
        waiting = [s.outgoing.due_at for s in self._outbox.values() if s.state == "pending"]
        late = [each for each in self._promises if each.ended_at is None and each.due_at < now]
        return Pulse(
            lane_age=age(min(ready, default=None), now),
            outbox_age=age(min(waiting, default=None), now),
            dead=len(self._letters),
            open_cases=sum(each.is_open for each in self._cases.values()),
            breaches=len(late),
        )

    def _missed(self) -> list[tuple[Behind, str]]:
        found = []
        for each in self._promises:
            if (
                each.ended_at
                and each.how in ("answered", "resolved")
                and each.ended_at > each.due_at
            ):
                late = (each.ended_at - each.due_at).total_seconds()
                row = _behind(each.case_id, (each.platform, each.topic), each.ended_at, late)
                found.append((row, self._cases[each.case_id].language))
        return found

    def _of_facts(self, what: What) -> list[tuple[Behind, str]]:
        found = []
        for fact in self.numbers.facts.values():
            at, value = _FATES[what](fact)
            about = fact.scored_about if what is What.SCORED else fact.about
            if at and about:
                row = _behind(fact.case_id, (about.platform, about.topic), at, value)
                found.append((row, about.language))
        return found

    def _within(self, scope: Scope, *, but: str = "", days: bool = False) -> list[Happening]:
        names = [name for name in ("platform", "topic", "language") if name != but]
        wanted = {name: getattr(scope, name) for name in names if getattr(scope, name)}
        return [
            each
            for each in self.numbers.found
            if scope.start <= _begins(each.at, days=days) < scope.end
            and all(getattr(each.about, name) == code for name, code in wanted.items())
        ]


def _begins(at: datetime, *, days: bool) -> datetime:
    return hour_of(at).replace(hour=0) if days else hour_of(at)


def _spots(found: Iterable[Happening], *, days: bool) -> list[Spot]:
    sums = Counter[tuple[datetime, str, int]]()
    for each in found:
        sums[_begins(each.at, days=days), each.measure.value, each.bucket] += each.n
    return [Spot(*name, n) for name, n in sorted(sums.items()) if n]


def _summed(
    found: Iterable[Happening], name: Callable[[Happening], tuple[str, int]]
) -> dict[tuple[str, int], int]:
    sums = Counter[tuple[str, int]]()
    for each in found:
        sums[name(each)] += each.n
    return {key: n for key, n in sums.items() if n}


def _behind(case_id: str, about: tuple[str, str], at: datetime, value: float) -> Behind:
    return Behind(case_id=case_id, platform=about[0], topic=about[1], at=at, value=value)


def _span(since: datetime | None, until: datetime | None) -> Fate:
    return (until, (until - since).total_seconds()) if since and until else (None, 0.0)


_FATES: dict[What, Callable[[CaseFact], Fate]] = {
    What.FIRST_BOT: lambda f: _span(f.since, f.bot_at),
    What.FIRST_PEOPLE: lambda f: _span(f.people_since if f.since else None, f.people_at),
    What.TOUCHED: lambda f: (f.answered_at if f.by_bot and f.touched else None, 0.0),
    What.COMPLAINED: lambda f: (f.answered_at if f.by_bot and f.complained else None, 0.0),
    What.SCORED: lambda f: (f.scored_at if 0 < f.score <= BAD else None, f.score),
}
