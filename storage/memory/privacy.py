"""The reference memory's privacy: holds, jobs, everything about a person, retention."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from core.privacy.rights import (
    ASKED,
    ERASED,
    HELD,
    LIFTED,
    LONGEST_REASON,
    Erasure,
    Identity,
    LegalHold,
    PersonFile,
    Scope,
    Stage,
    UnderHold,
    act,
)
from core.types import Platform
from storage.memory.erasing import MemoryErasing, writer
from storage.privacy.jobs import AT_WORK, UNDER_HOLD, WORDS


class MemoryPrivacy(MemoryErasing):
    """`PrivacyBook`."""

    def __init__(self) -> None:
        super().__init__()
        self._legal: dict[int, LegalHold] = {}
        self._erasures: dict[int, Erasure] = {}
        self._retained: dict[str, int] = {}

    async def hold_legally(self, hold: LegalHold) -> LegalHold:
        number = len(self._legal) + 1
        kept = replace(hold, number=number, reason=hold.reason[:LONGEST_REASON])
        self._legal[number] = kept
        await self.audit(
            act(HELD, hold.by, hold.at, f"hold {number} ({hold.scope}): {hold.reason}")
        )
        return kept

    async def lift_hold(self, number: int, by: str, at: datetime, why: str) -> bool:
        known = self._legal.get(number)
        if known is None or known.lifted_at:
            return False
        self._legal[number] = replace(
            known, lifted_by=by, lifted_at=at, lifted_why=why[:LONGEST_REASON]
        )
        self._retained.clear()
        await self.audit(act(LIFTED, by, at, f"hold {number}: {why}"))
        return True

    async def legal_holds(self) -> Sequence[LegalHold]:
        return sorted(self._legal.values(), key=lambda each: each.number, reverse=True)

    async def holds_over(self, identities: Sequence[Identity]) -> Sequence[LegalHold]:
        return [
            each
            for each in await self.legal_holds()
            if each.lifted_at is None and self._held_people(each) & set(map(str, identities))
        ]

    def _held_people(self, hold: LegalHold) -> set[str]:
        if hold.scope is Scope.PERSON:
            return {hold.subject}
        cases = [e for e in self._cases.values() if hold.subject in {e.id, e.conversation}]
        heard = [e.message for e in self._inbox.values() if e.message.conversation == hold.subject]
        return {
            *(str(Identity(each.platform, each.author_id)) for each in cases),
            *(str(Identity(each.platform, each.author.id)) for each in heard),
        }

    def _is_held(self, conversation: str) -> bool:
        people = {str(writer(e.message)) for e in self._heard_in(conversation)}
        cases = [each for each in self._cases.values() if each.conversation == conversation]
        people |= {str(Identity(each.platform, each.author_id)) for each in cases}
        covered = {conversation, *people, *(each.id for each in cases)}
        return any(
            each.lifted_at is None and each.subject in covered for each in self._legal.values()
        )

    async def ask_erasure(self, erasure: Erasure) -> Erasure:
        held = await self._why_held(erasure)
        if held and erasure.until is None:
            raise UnderHold(held)
        for known in self._erasures.values():
            same = set(known.digests) == set(erasure.digests) and known.until == erasure.until
            if same and known.stage is not Stage.DONE:
                return known
        number = len(self._erasures) + 1
        self._erasures[number] = replace(erasure, number=number, stage=Stage.ASKED, held=held)
        await self.audit(act(ASKED, erasure.by, erasure.asked_at, f"erasure {number}"))
        return self._erasures[number]

    async def _why_held(self, erasure: Erasure) -> str:
        found = await self.holds_over(erasure.identities)
        return UNDER_HOLD.format(number=found[0].number, reason=found[0].reason) if found else ""

    async def erasures(self) -> Sequence[Erasure]:
        return sorted(self._erasures.values(), key=lambda each: each.number, reverse=True)

    async def erase_some(self, number: int, now: datetime, *, limit: int) -> Erasure:
        if number not in self._erasures:
            raise ValueError(f"there is no erasure {number}")
        known = self._erasures[number]
        if known.stage not in AT_WORK:
            return known
        held = await self._why_held(known)
        after = replace(known, held=held) if held else await self._erase(known, now, limit)
        self._erasures[number] = after
        return after

    async def clean(self) -> None:
        """There is no file."""

    async def size(self) -> int:
        return 0

    async def finish_erasure(self, number: int, at: datetime) -> Erasure:
        known = self._erasures.get(number)
        if known is None or known.stage is not Stage.CLEANING:
            raise ValueError(f"erasure {number} is not being cleaned")
        self._erasures[number] = replace(known, stage=Stage.DONE, done_at=at)
        words = WORDS.format(number=number, texts=known.texts, places=known.places)
        await self.audit(act(ERASED, known.by, at, words))
        return self._erasures[number]

    async def identities_of(self, one: Identity) -> tuple[Identity, ...]:
        others = self._linked(one.platform, one.author_id)
        return (one, *(Identity(each.platform, each.author_id) for each in others))

    async def everybody(self) -> Sequence[Identity]:
        return sorted(
            {
                *(writer(each.message) for each in self._inbox.values()),
                *(Identity(each.platform, each.author_id) for each in self._cases.values()),
                *(Identity(e.platform, e.author.id) for e in self._sightings.values()),
                *(Identity(Platform(key[0]), key[1]) for key in self._names),
                *(Identity(key.platform, key.author_id) for key in self._links),
                *(Identity(each.platform, each.author_id) for each in self._askers.values()),
            }
        )

    async def export_person(self, identities: Sequence[Identity]) -> PersonFile:
        people = set(identities)
        heard = [e.message for e in self._inbox.values() if writer(e.message) in people]
        cases = [
            each
            for each in self._cases.values()
            if Identity(each.platform, each.author_id) in people
        ]
        talks = {each.conversation for each in heard} | {each.conversation for each in cases}
        ids = {each.id for each in cases}
        found: dict[str, Iterable[Any]] = {
            "messages": heard,
            "cases": cases,
            "names": [
                n for k, n in self._names.items() if Identity(Platform(k[0]), k[1]) in people
            ],
            "our_messages": [
                e.outgoing for e in self._outbox.values() if e.outgoing.conversation in talks
            ],
            "notes": [each for each in self._notes if each.case_id in ids],
            "decisions": [each for name, each in self._decisions if name in talks],
            "drafts": [each for each in self._drafts.values() if each.case_id in ids],
            "attachments": [
                each.upload for each in self._attached.values() if each.upload.case_id in ids
            ],
        }
        sections = {name: [asdict(each) for each in rows] for name, rows in found.items()}
        return PersonFile(
            identities=tuple(identities), sections={k: v for k, v in sections.items() if v}
        )
