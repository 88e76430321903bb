"""What people may do with somebody's data: look, hold, export, have it erased. One room for the
console, the command and the chores.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from core.ports import Clock
from core.privacy.rights import (
    EXPORTED,
    Erasure,
    Identity,
    Kept,
    LegalHold,
    PersonFile,
    PrivacyBook,
    Scope,
    Stage,
    Swept,
    act,
    digest_of,
)
from core.tables.privacy import PrivacyTable

# Messages in one transaction: others wait for it.
BATCH = 200


@dataclass(frozen=True, slots=True)
class Remembered:
    """An erasure as it is known outside the database, which may be an older one."""

    digests: tuple[str, ...]
    at: datetime


class Ledger(Protocol):
    """Outlives the database: digests of everybody who was erased, and their key."""

    def key(self) -> bytes: ...

    def remember(self, erased: Remembered) -> None: ...

    def remembered(self) -> Sequence[Remembered]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How it stands with one person's data."""

    identities: tuple[Identity, ...]
    holds: tuple[LegalHold, ...]
    erasures: tuple[Erasure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivacyRoom:
    """`book` keeps it all, `ledger` what has to outlive the book."""

    book: PrivacyBook
    ledger: Ledger
    clock: Clock
    table: PrivacyTable

    async def standing(self, one: Identity) -> Standing:
        """Whom it is about, which holds cover him, which erasures were asked for."""
        people = await self.book.identities_of(one)
        digests = set(self._digests(people))
        return Standing(
            identities=people,
            holds=tuple(await self.book.holds_over(people)),
            erasures=tuple(e for e in await self.book.erasures() if digests & set(e.digests)),
        )

    async def erase(self, one: Identity, by: str) -> Erasure:
        """Queue a person's erasure, with all handles that he linked himself; raises UnderHold."""
        people = await self.book.identities_of(one)
        return await self.book.ask_erasure(self._erasure(people, by))

    async def export(self, one: Identity, by: str) -> PersonFile:
        """Everything about a person; that it was looked at is kept, whom it was about is not."""
        found = await self.book.export_person(await self.book.identities_of(one))
        told = act(EXPORTED, by, self.clock.now(), f"{found.records} records")
        await self.book.audit(told)
        return found

    async def hold(self, scope: Scope, subject: str, reason: str, by: str) -> LegalHold:
        """Nothing of it is removed from now on."""
        now = self.clock.now()
        return await self.book.hold_legally(
            LegalHold(scope=scope, subject=subject, reason=reason, by=by, at=now)
        )

    async def lift(self, number: int, why: str, by: str) -> bool:
        """It may be removed again; False where there is no such hold in force."""
        return await self.book.lift_hold(number, by, self.clock.now(), why)

    async def would_go(self) -> Sequence[Swept]:
        """What retention would take out now, kind by kind; nothing is changed."""
        now = self.clock.now()
        spans = self.table.spans().items()
        return [await self.book.retain(k, now - s, limit=BATCH, dry=True) for k, s in spans]

    async def retain(self, kind: Kept) -> Swept:
        """One batch of one kind; everything is over where it is kept for ever."""
        span = self.table.spans().get(kind)
        if span is None:
            return Swept(kind=kind)
        return await self.book.retain(kind, self.clock.now() - span, limit=BATCH)

    async def step(self, erasure: Erasure) -> Erasure:
        """One batch of an erasure."""
        return await self.book.erase_some(erasure.number, self.clock.now(), limit=BATCH)

    async def finish(self, erasures: Sequence[Erasure]) -> Sequence[Erasure]:
        """Clean the files once for all that wait for it; remembered outside first, so that a
        crash in between repeats the cleaning and forgets nobody."""
        waiting = [each for each in erasures if each.stage is Stage.CLEANING]
        if not waiting:
            return []
        known = {each.digests for each in self.ledger.remembered()}
        for each in waiting:
            if each.digests not in known:
                self.ledger.remember(Remembered(each.digests, self.clock.now()))
        await self.book.clean()
        now = self.clock.now()
        return [await self.book.finish_erasure(each.number, now) for each in waiting]

    async def reapply(self) -> Sequence[Erasure]:
        """Queue whatever was erased after this database was backed up; how a restore ends."""
        kept = await self.book.erasures()
        known = {digest for each in kept for digest in each.digests}
        outside = self.ledger.remembered()
        missing = [e for e in outside if not known.issuperset(e.digests)]
        for each in kept:
            if each.done_at and each.digests not in {e.digests for e in outside}:
                self.ledger.remember(Remembered(each.digests, each.done_at))
        if not missing:
            return []
        people = {self._digests([each])[0]: each for each in await self.book.everybody()}
        again: list[Erasure] = []
        for lost in missing:
            found = tuple(people[digest] for digest in lost.digests if digest in people)
            if found:
                fresh = replace(self._erasure(found, "ledger"), until=lost.at, digests=lost.digests)
                again.append(await self.book.ask_erasure(fresh))
        return again

    def _erasure(self, people: Sequence[Identity], by: str) -> Erasure:
        return Erasure(
            identities=tuple(people),
            digests=self._digests(people),
            by=by,
            asked_at=self.clock.now(),
        )

    def _digests(self, people: Sequence[Identity]) -> tuple[str, ...]:
        key = self.ledger.key()
        return tuple(digest_of(key, each) for each in people)
