"""The reference memory's persons, and how cases stand among others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from core.case import Case
from core.casework import (
    ActKind,
    Joined,
    LinkedHandle,
    PastCase,
    Person,
    Standing,
    Story,
    Tagged,
)
from core.people import holds, of_others
from core.scams import NameSeen
from core.types import Platform, Verdict
from storage.casework import rules
from storage.codec import stem, us
from storage.links.memory import MemoryAccountLinks
from storage.memory.casefile import MemoryCaseFile
from storage.service.promise_memory import MemoryService


class MemoryPeople(MemoryService, MemoryAccountLinks, MemoryCaseFile):
    """`Casework`, the half that only looks."""

    def __init__(self) -> None:
        super().__init__()
        self._tags: dict[str, dict[str, Tagged]] = {}
        self._outcomes: dict[str, str] = {}

    async def standing(self, case_id: str) -> Standing:
        case = self._cases.get(case_id)
        if case is None:
            return Standing()
        merges, origin = self._parted.merges, self._parted.splits.get(case_id, "")
        leading = self._leading(case_id)
        return Standing(
            tags=tuple(tag for _, tag in sorted(self._tags.get(case_id, {}).items())),
            into=leading.id if leading and leading.id != case_id else "",
            merged=tuple(
                Joined(case=self._cases[each], by=merges[each].by, at=merges[each].at)
                for each in self._joined(case_id)
            ),
            split_from=origin,
            split_into=tuple(e for e, of in self._parted.splits.items() if of == case_id),
            sooner="" if origin else self._sooner(case),
        )

    def _sooner(self, case: Case) -> str:
        before = [
            (each.opened_at, each.id)
            for each in self._cases.values()
            if each.conversation == case.conversation
            and each.opened_at < case.opened_at
            and each.id not in self._parted.splits
        ]
        return max(before, default=(None, ""))[1]

    async def story(self, case_id: str, kinds: frozenset[ActKind], *, after: str = "") -> Story:
        case = self._cases.get(case_id)
        if case is None:
            return Story(acts=())
        cases = self._members(case) or [case]
        sends = [each for seat in self._seats(cases) for each in self._sent(seat)]
        placed = [(e.line.at, rules.SAID, e.number, rules.sent(e.line)) for e in sends]
        here = {each.conversation for each in cases}
        for number, (name, decision) in enumerate(self._decisions):
            looked = not name and decision.act in {f"{rules.REVEAL}:{each.id}" for each in cases}
            if (name in here or looked) and decision.act not in rules.TOLD_BY_SENDS:
                placed.append((decision.at, rules.DECIDED, number, rules.told(decision)))
        return rules.story_of(each for each in placed if _wanted(each, kinds, after))

    async def person(self, platform: Platform, author_id: str, *, limit: int = 20) -> Person:
        linked = self._linked(platform, author_id)
        handles = {(platform, author_id), *((each.platform, each.author_id) for each in linked)}
        cases = [e for e in self._cases.values() if (e.platform, e.author_id) in handles]
        cases.sort(key=lambda each: each.id)
        cases.sort(key=lambda each: each.opened_at, reverse=True)
        return Person(
            platform=platform,
            author_id=author_id,
            names=tuple(self._borne(platform, author_id)),
            linked=linked,
            cases=tuple(map(self._past, cases[:limit])),
        )

    def _past(self, case: Case) -> PastCase:
        scored = self._ratings.get(case.id)
        said = [
            d.reason
            for name, d in self._decisions
            if name == case.conversation and d.act == "resolve"
        ]
        last = self._outcomes.get(case.id) or next(reversed(said), "")
        outcome = "" if case.is_open else last
        return PastCase(case=case, outcome=outcome, score=scored.rating.score if scored else 0)

    def _same_person(self, one: Case, other: Case) -> bool:
        who = (other.platform, other.author_id)
        linked = self._linked(one.platform, one.author_id)
        near = [(one.platform, one.author_id), *((e.platform, e.author_id) for e in linked)]
        return who in near

    def _linked(self, platform: Platform, author_id: str) -> tuple[LinkedHandle, ...]:
        kept = [
            (link.reference, handle)
            for link in sorted(self._links.values(), key=lambda e: (e.since, e.handle.author_id))
            if self._still(
                handle := LinkedHandle(
                    platform=link.handle.platform,
                    author_id=link.handle.author_id,
                    name=link.handle.name,
                    since=link.since,
                )
            )
        ]
        who = (platform, author_id)
        mine = {ref for ref, each in kept if (each.platform, each.author_id) == who}
        return of_others((each for ref, each in kept if ref in mine), platform, author_id)

    def _still(self, link: LinkedHandle) -> bool:
        return holds(link.name, self._borne(link.platform, link.author_id))

    def _borne(self, platform: Platform, author_id: str) -> Sequence[NameSeen]:
        own = [each for key, each in self._names.items() if key[:2] == (platform, author_id)]
        own.sort(key=lambda each: (each.handle, each.name))
        return sorted(own, key=lambda each: (each.last_at, each.first_at), reverse=True)

    def _stems(self, members: Sequence[Case]) -> dict[str, str]:
        """Every message that is at home in these cases, and in which of them."""
        return {
            stem(self._inbox[key].message): seat.case_id
            for seat in self._seats(members)
            for key in self._firsts(seat.conversation)
            if self._is_home(key, seat)
        }

    def _chosen(self, stems: Iterable[str]) -> list[tuple[str, Verdict | None]]:
        """What messages say now, oldest first, and what was thought of it."""
        newest = {}
        wanted = set(stems)
        for entry in sorted(self._inbox.values(), key=lambda each: each.message.version):
            if stem(entry.message) in wanted:
                newest[stem(entry.message)] = entry.message
        found = sorted(newest.values(), key=lambda each: each.received_at)
        judged = [self._verdicts.get(each.key) for each in found]
        return [
            (each.text, of.verdict if of else None) for each, of in zip(found, judged, strict=True)
        ]


def _wanted(place: rules.PlacedAct, kinds: frozenset[ActKind], after: str) -> bool:
    at, rank, number, act = place
    return (not kinds or act.kind in kinds) and (us(at), number) < rules.page_end(after, rank)
